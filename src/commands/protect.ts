import { existsSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { DataError } from "../../loaders/dataError.ts";
import { plural } from "../report/format.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";
import { parseWhere, parseWhole } from "./options.ts";

interface Options {
  by: string[];
  count: string;
  threshold: number;
  protectZeros: boolean;
  earlier: string[];
  settings?: string;
  plan?: string;
  labels: string[];
  out?: string;
  with?: string;
  of?: string;
  part?: "numerator" | "denominator" | "rest";
  period?: string;
  where: { dimension: string; value: string }[];
  apart: string[];
  name?: string;
}

const help = `
FILE is a CSV with a heading row and one row to each combination with its count, without totals: every total is
added. A combination that isn't in FILE isn't in the output either, and readers are taken to know that nobody is in it.
A period is one of the columns: --by month,team.

Writes to the output folder
  safe.csv                         the table to publish; status is c where a count is confidential
  not-for-publication/hidden.csv   what somebody could still work out of each hidden count: from, to (empty: no end)
  not-for-publication/record.json  what --earlier reads: keep it

A label or heading may be somebody's name or number, as whoever typed it pleased: each must be on a list, of the
publication plan or of --labels. But for labels that are one letter with up to three digits (B2), a number of up to three
digits or a range or bound of it (18-24, 65+, <5, under 18), or a period (2021, 2021-06, 2021/22 Q1, Q1, March 2022), and
headings of one word of unaccented letters, digits, _ and -.

An earlier release is of the same count. A combination with the same count as then is taken to be the same people; what
any other has changed by since is protected as a count is, as in a table of the year to date.

An answer about what is published, such as one to a Freedom of Information request, is attacked together with all that
the ledger of releases has, and goes into it, so that later releases and answers reckon with it:
  protect FILE.csv --by team,ward --count n --with ledger --of cases-decided --period 2021/22 --name FOI-2022-031
Columns called as dimensions of the measure have the edition's labels; others may break it down further. A column called
period or month has periods as in the edition, and --period is then what they add up to, if that is published. Each total
that the ledger has must be the edition's: what has come since goes into a release first.
Columns and labels are the same whatever their case and blanks. A column with the labels or counts of one that has gone
out under another name is to have that name, or --apart says that it is another breakdown.`;

/** What an answer counts; undefined without a ledger. */
function toAnswer(
  options: Pick<Options, "with" | "of" | "part" | "period" | "where" | "apart" | "name">,
  file: string,
) {
  const { with: ledger, of, part, period, where, apart, name } = options;
  if (ledger !== undefined && of !== undefined)
    return {
      ledger: resolve(ledger),
      of,
      part: part ?? "numerator",
      period: period ?? null,
      where,
      apart,
      name: name ?? basename(file, extname(file)),
    };
  const alone = Object.entries({ of, part, period, name }).filter(([, value]) => value !== undefined);
  if (ledger === undefined && alone.length + where.length + apart.length === 0) return undefined;
  throw new DataError(
    ledger === undefined
      ? "What a table counts is said with a ledger alone."
      : "What the table counts isn't said.",
    [],
    "Give both --with, the ledger's folder, and --of, the measure whose cases the table counts.",
  );
}

/** `protect FILE.csv`: a table of counts made safe to publish. */
export function addProtect(program: Command): void {
  addSettings(program.command("protect"))
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
    .option(
      "--plan <file>",
      "the publication plan: labels that it lists may be published (default: publication.yaml of the settings)",
    )
    .option(
      "--labels <file>",
      "a text file with a label to a line that may be published; may be repeated",
      (path, paths: string[]) => [...paths, path],
      [],
    )
    .option("--with <ledger>", "the ledger of releases: of an answer about what is published")
    .option("--of <measure>", "with --with: the measure whose cases are counted")
    .addOption(
      new Option("--part <part>", "with --with: what of a share is counted (default: numerator)").choices([
        "numerator",
        "denominator",
        "rest",
      ]),
    )
    .option(
      "--period <period>",
      "with --with: the period counted: 2021-06, 2021/22 Q1, 2021/22, or a stock's day",
    )
    .option(
      "--where <filter>",
      "with --with: the group that all is of, DIMENSION=VALUE; may be repeated",
      parseWhere,
      [],
    )
    .option(
      "--apart <column>",
      "with --with: a column that is another breakdown than one that has gone out with its labels or counts; may be repeated",
      (name, names: string[]) => [...names, name.trim()],
      [],
    )
    .option("--name <name>", "with --with: what the ledger calls the answer (default: as FILE)")
    .option("--out <folder>", "where to write (default: beside FILE, named after it)")
    .addHelpText("after", help)
    .action(async (file: string, { out, ...options }: Options) => {
      const answer = toAnswer(options, file);
      const folder = out ?? join(dirname(file), `${basename(file, extname(file))}-protected`);
      const { protectFile } = await import("./protectFile.ts");
      if (answer) (await import("./workFor.ts")).workFor(placesOf(options.settings).settings);
      const { warningsOf } = await import("../disclosure/suppress.ts");
      const { by, count, threshold, protectZeros, earlier, labels } = options;
      const places = placesOf(options.settings);
      const plan = options.plan ?? (existsSync(places.plan) ? places.plan : null);
      const { cells, suppression, found } = await protectFile({
        file,
        out: folder,
        by,
        count,
        threshold,
        protectZeros,
        earlier,
        plan,
        labels,
        ...(answer ? { answer: { ...answer, office: places.settings } } : {}),
      });
      for (const warning of warningsOf(suppression)) log(`Warning: ${warning}`);
      log(`${plural(suppression.hidden.size, "count")} of ${cells} hidden.`);
      if (answer)
        log(`${plural(found, "count")} of them released as well; kept in the ledger as ${answer.name}.`);
      log(`To publish: ${join(folder, "safe.csv")}`);
    });
}
