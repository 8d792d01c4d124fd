import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { plural } from "../report/format.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";

interface Options {
  settings?: string;
  landing?: string;
  plan?: string;
  allow: string[];
  findings?: string;
}

const help = `
Every byte is searched, whatever its form: names of files, text, cells, attributes, archives, workbooks, PDFs, encodings.
What is found is told by its place and kind, never by what it says: that is in the findings file, for its owner alone.
A false alarm is cleared in clearances.yaml beside the plan, with a reason. Exit code 1 when anything else is found.

A figure that was hidden can't be told from one that may be shown by this command: a release checks that itself.`;

/** `scan FOLDER`: whether anything about a person stands in files that are to leave the office. */
export function addScan(program: Command): void {
  addSettings(program.command("scan"))
    .description("search a folder that is to leave the office for anything about a person")
    .argument("<folder>", "the files that are to leave")
    .option("--landing <folder>", "where parsed extracts are kept: who is known")
    .option(
      "--plan <file>",
      "what the office publishes of itself: contact and own_words in it (default: publication.yaml of the settings)",
    )
    .option(
      "--allow <text>",
      "what else the office publishes of itself, such as a telephone line; may be repeated",
      (text, texts: string[]) => [...texts, text],
      [],
    )
    .option(
      "--findings <file>",
      "where it is kept what the findings say; scan-findings.yaml in the landing folder unless given",
    )
    .addHelpText("after", help)
    .action(async (folder: string, { allow, findings: named, ...given }: Options) => {
      const places = placesOf(given.settings);
      const landing = given.landing ?? places.landing;
      const plan = resolve(given.plan ?? places.plan);
      const hasPlan = given.plan !== undefined || existsSync(plan);
      const { openDatabase } = await import("../../loaders/database.ts");
      const { beginYearsWith } = await import("../../loaders/dates.ts");
      const { readDaysOff } = await import("../../loaders/reference.ts");
      const { readSettings } = await import("../../loaders/readSettings.ts");
      const { readWrittenMeasures } = await import("../catalogue/readMeasures.ts");
      const { allowedBy, readPlan } = await import("../release/plan.ts");
      const { knownPeople } = await import("../scan/knownPeople.ts");
      const { clear, clearancesBeside, readClearances, sayCleared } = await import("../scan/clearances.ts");
      const { mustLieOutside, writeFindings } = await import("../scan/findingsFile.ts");
      const { sortFindings } = await import("../scan/finding.ts");
      const { scanForOfficer } = await import("../scan/scan.ts");
      const { ownDaysOf } = await import("../release/publicDays.ts");
      const kept = resolve(named ?? join(landing, "scan-findings.yaml"));
      mustLieOutside(kept, folder);
      const clearances = readClearances(clearancesBeside(plan));
      const instance = await openDatabase();
      const connection = await instance.connect();
      const { sources, office } = readSettings(join(places.settings, "sources.yaml"));
      beginYearsWith(office.first_month);
      const known = await knownPeople(connection, resolve(landing), sources);
      connection.closeSync();
      const { readTypeface } = await import("../site/typeface.ts");
      const trusted = new Set((await readTypeface()).files.map(({ sha256 }) => sha256));
      const published = hasPlan
        ? readPlan(plan, readWrittenMeasures(places.settings).definitions, office)
        : null;
      const daysOff = readDaysOff(places.settings, office);
      const found = await scanForOfficer(resolve(folder), {
        known,
        country: office.country,
        allowed: [...(published ? allowedBy(published) : []), ...allow],
        isOwnDay: published ? ownDaysOf(published, daysOff) : (day) => daysOff.has(day),
        trusted,
      });
      const cleared = clear(found, clearances);
      writeFindings(kept, cleared.left);
      const findings = sortFindings(cleared.left);
      for (const { file, where, what } of findings)
        process.stdout.write(`${[file, where, what].filter((part) => part !== "").join(": ")}\n`);
      for (const said of sayCleared(cleared)) log(said);
      log(
        findings.length === 0
          ? `Nothing ${cleared.used.some((one) => one.findings > 0) ? "else " : ""}found.`
          : `${plural(findings.length, "finding")}: these files may not leave. What they say is in ${kept}, for its owner alone.`,
      );
      if (findings.length > 0) process.exitCode = 1;
    });
}
