import { resolve } from "node:path";
import type { Command } from "commander";
import { projectFile } from "../project.ts";
import { plural } from "../report/format.ts";
import { defaultLanding, defaultPlan } from "./defaults.ts";
import { log } from "./log.ts";

interface Options {
  landing: string;
  plan: string;
  allow: string[];
}

const help = `
Every byte is searched, whatever its form: names of files, text, cells, attributes, archives, workbooks, PDFs, encodings.
What is found is told by its place and kind, never by what it says. Exit code 1 when there is anything.

A figure that was hidden can't be told from one that may be shown by this command: a release checks that itself.`;

/** `scan FOLDER`: whether anything about a person stands in files that are to leave the office. */
export function addScan(program: Command): void {
  program
    .command("scan")
    .description("search a folder that is to leave the office for anything about a person")
    .argument("<folder>", "the files that are to leave")
    .option("--landing <folder>", "where parsed extracts are kept: who is known", defaultLanding)
    .option("--plan <file>", "what the office publishes of itself: contact and own_words in it", defaultPlan)
    .option(
      "--allow <text>",
      "what else the office publishes of itself, such as a telephone line; may be repeated",
      (text, texts: string[]) => [...texts, text],
      [],
    )
    .addHelpText("after", help)
    .action(async (folder: string, { landing, plan, allow }: Options) => {
      const { openDatabase } = await import("../../loaders/database.ts");
      const { readSettings } = await import("../../loaders/sources.ts");
      const { readDefinitions } = await import("../catalogue/definition.ts");
      const { allowedBy, readPlan } = await import("../release/plan.ts");
      const { knownPeople } = await import("../scan/knownPeople.ts");
      const { scanFolder } = await import("../scan/scan.ts");
      const instance = await openDatabase();
      const connection = await instance.connect();
      const { sources } = readSettings(projectFile("data/sources.yaml"));
      const known = await knownPeople(connection, resolve(landing), sources);
      connection.closeSync();
      const { readTypeface } = await import("../site/typeface.ts");
      const trusted = new Set([(await readTypeface()).sha256]);
      const findings = await scanFolder(resolve(folder), {
        known,
        allowed: [
          ...allowedBy(readPlan(resolve(plan), readDefinitions(projectFile("sql/measures")))),
          ...allow,
        ],
        trusted,
      });
      for (const { file, where, what } of findings)
        process.stdout.write(`${[file, where, what].filter((part) => part !== "").join(": ")}\n`);
      log(
        findings.length === 0
          ? "Nothing found."
          : `${plural(findings.length, "finding")}: these files may not leave.`,
      );
      if (findings.length > 0) process.exitCode = 1;
    });
}
