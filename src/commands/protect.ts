import { basename, dirname, extname, join } from "node:path";
import type { Command } from "commander";
import { plural } from "../report/format.ts";
import { defaultPlan } from "./defaults.ts";
import { log } from "./log.ts";
import { parseWhole } from "./options.ts";

interface Options {
  by: string[];
  count: string;
  threshold: number;
  protectZeros: boolean;
  earlier: string[];
  plan: string;
  labels: string[];
  out?: string;
}

const help = `
FILE is a CSV with a heading row and one row to each combination with its count, without totals: every total is
added. A combination that isn't in FILE isn't in the output either, and readers are taken to know that nobody is in it.
A period is one of the columns: --by month,team.

Writes to the output folder
  safe.csv                         the table to publish; status is c where a count is confidential
  not-for-publication/hidden.csv   what somebody could still work out of each hidden count: from, to (empty: no end)
  not-for-publication/record.json  what --earlier reads: keep it

A label may be somebody's name, as whoever typed it pleased: one of more than two letters must be on a list, of the
publication plan or of --labels.

An earlier release is of the same count. A combination with the same count as then is taken to be the same people; what
any other has changed by since is protected as a count is, as in a table of the year to date.`;

/** `protect FILE.csv`: a table of counts made safe to publish. */
export function addProtect(program: Command): void {
  program
    .command("protect")
    .description("make a table of counts safe to publish: adds totals, hides what could point to somebody")
    .argument("<file>", "a CSV of inner counts")
    .requiredOption("--by <columns>", "the columns that say what is counted, joined by commas", (text) =>
      text.split(",").map((name) => name.trim()),
    )
    .requiredOption("--count <column>", "the column with how many")
    .option("--threshold <number>", "counts from 1 to one less than this are hidden", parseWhole(1), 5)
    .option("--protect-zeros", "hide zeros too", false)
    .option(
      "--earlier <release>",
      "a folder an earlier run wrote; may be repeated, all there are",
      (path, paths: string[]) => [...paths, path],
      [],
    )
    .option("--plan <file>", "the publication plan: labels that it lists may be published", defaultPlan)
    .option(
      "--labels <file>",
      "a text file with a label to a line that may be published; may be repeated",
      (path, paths: string[]) => [...paths, path],
      [],
    )
    .option("--out <folder>", "where to write (default: beside FILE, named after it)")
    .addHelpText("after", help)
    .action(async (file: string, { out, ...options }: Options) => {
      const folder = out ?? join(dirname(file), `${basename(file, extname(file))}-protected`);
      const { protectFile } = await import("./protectFile.ts");
      const { warningsOf } = await import("../disclosure/suppress.ts");
      const { cells, suppression } = await protectFile({ file, out: folder, ...options });
      for (const warning of warningsOf(suppression)) log(`Warning: ${warning}`);
      log(`${plural(suppression.hidden.size, "count")} of ${cells} hidden.`);
      log(`To publish: ${join(folder, "safe.csv")}`);
    });
}
