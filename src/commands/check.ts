import { resolve } from "node:path";
import type { Command } from "commander";
import { addSettings, placesOf } from "./defaults.ts";
import { parseDay } from "./options.ts";

const help = `
Nothing is built; parsed extracts are kept for the next check or build, but not those of files that are named. Of each
file it says what loads and what doesn't, by row and column and never by what a row holds. Exit code 1 where a file is
refused, no source has its name, a build would stop, or a measure or page of the office's own can't be used.`;

interface Options {
  settings?: string;
  extracts?: string;
  landing?: string;
  history?: string;
  packs?: string;
  source?: string;
  asAt?: string;
  json?: boolean;
}

/** `check [FILE…]`: what becomes of extracts by the settings, in seconds and without a build. */
export function addCheck(program: Command): void {
  addSettings(program.command("check"))
    .description("say what loads of the extracts, what doesn't and why, and which measures will be held")
    .argument("[files...]", "these files, instead of a folder of extracts")
    .option("--extracts <folder>", "where the extracts are")
    .option("--landing <folder>", "where parsed extracts are kept")
    .option("--history <folder>", "where past builds left their records (default: beside the landing folder)")
    .option("--packs <folder>", "where packs are sealed, a folder to a month (default: packs)")
    .option("--source <id>", "the source that the files are of, whatever their names")
    .option("--as-at <date>", "of the extracts only those received by this day, yyyy-mm-dd", parseDay)
    .option("--json", "print it for a program")
    .addHelpText("after", help)
    .action(
      async (files: string[], { json, settings, extracts, landing, source, asAt, ...given }: Options) => {
        const { historyBeside } = await import("../../loaders/draws.ts");
        const { check, isRefused } = await import("./checkExtracts.ts");
        const places = placesOf(settings);
        const landed = resolve(landing ?? places.landing);
        const checked = await check({
          settings: places.settings,
          extracts: resolve(extracts ?? places.extracts),
          landing: landed,
          kept: {
            history: resolve(given.history ?? historyBeside(landed)),
            packs: resolve(given.packs ?? places.packs),
          },
          files: files.map((file) => resolve(file)),
          today: new Date().toISOString().slice(0, 10),
          ...(source === undefined ? {} : { source }),
          ...(asAt === undefined ? {} : { asAt }),
        });
        if (json) process.stdout.write(`${JSON.stringify(checked, null, 2)}\n`);
        else {
          const { toCheckedText } = await import("./checkedText.ts");
          process.stdout.write(toCheckedText(checked));
        }
        if (isRefused(checked)) process.exitCode = 1;
      },
    );
}
