import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";
import { monthCodes } from "./monthCodes.ts";
import { parseMonth } from "./options.ts";

const help = `
It checks the extracts, builds, packs the month's papers and rehearses its release. A step that fails is said with what to do,
and those that don't need it are done all the same. What is new is told against the month before: by its figures, and by the
digest that was kept of it beside the history. An earlier month is built as at the day its extracts had come, into DIST-MONTH,
and the site that people read stays.

Exit code: 0 where nothing is new; else the sum of what there is, so that none hides another:
${monthCodes.map(([code, words]) => `${String(code).padStart(3)}  ${words}`).join("\n")}`;

interface Options {
  month?: string;
  settings?: string;
  extracts?: string;
  landing?: string;
  history?: string;
  out?: string;
  packs?: string;
  plan?: string;
  releases?: string;
  ledger?: string;
  signedBy?: string;
  json?: boolean;
}

/** `monthly`: all that a month needs, and what is new in it, as text and as an exit code. */
export function addMonthly(program: Command): void {
  addSettings(program.command("monthly"))
    .description("do a month: check, build, pack, rehearse the release, and say what is new")
    .option(
      "--month <month>",
      "the month, yyyy-mm (default: the last that the extracts are whole to)",
      parseMonth,
    )
    .option("--extracts <folder>", "where the extracts are")
    .option("--landing <folder>", "where parsed extracts are kept")
    .option("--history <folder>", "where each month leaves its record (default: beside the landing folder)")
    .option("--out <folder>", "where the sites and the warehouse go (default: dist)")
    .option("--packs <folder>", "where packs are kept, a folder to a month (default: packs)")
    .option("--plan <file>", "what is published, and how (default: publication.yaml of the settings)")
    .option("--releases <folder>", "where releases are (default: releases)")
    .option("--ledger <folder>", "where it is kept what each release hid")
    .option("--signed-by <role>", "who would sign the release (default: the first of the plan’s roles)")
    .option("--json", "print it for a program")
    .addHelpText("after", help)
    .action(async ({ json, month, signedBy, ...given }: Options) => {
      const places = placesOf(given.settings);
      const landing = resolve(given.landing ?? places.landing);
      const { workFor } = await import("./workFor.ts");
      workFor(places.settings);
      const { runMonth } = await import("./runMonth.ts");
      const digest = await runMonth({
        settings: places.settings,
        landing,
        log,
        now: new Date().toISOString(),
        extracts: resolve(given.extracts ?? places.extracts),
        history: resolve(given.history ?? join(dirname(landing), "history")),
        out: resolve(given.out ?? places.dist),
        packs: resolve(given.packs ?? places.packs),
        plan: resolve(given.plan ?? places.plan),
        releases: resolve(given.releases ?? places.releases),
        ledger: resolve(given.ledger ?? places.ledger),
        ...(month === undefined ? {} : { month }),
        ...(signedBy === undefined ? {} : { signedBy }),
      });
      const { digestText } = await import("./monthDigest.ts");
      process.stdout.write(json ? `${JSON.stringify(digest, null, 2)}\n` : digestText(digest));
      process.exitCode = digest.exit_code;
    });
}
