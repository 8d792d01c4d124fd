import { join, resolve } from "node:path";
import type { Command } from "commander";
import { DataError } from "../../loaders/dataError.ts";
import { withLock } from "../lock.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";

const help = `
With export and measure --engine it alone asks a network for anything, and it only reads. It writes one file to a source, all of it or none, into the
folder of the day. Credentials come from the environment, by the names in sources.yaml. Run again, it goes on where it was
stopped on the same day. Exit code 1 where a source can't be fetched. docs/fetch.md says how a source is fetched.`;

interface Options {
  settings?: string;
  extracts?: string;
  all?: boolean;
  dryRun?: boolean;
}

/** `fetch SOURCE…`: rows of a system, as a file among the extracts. */
export function addFetch(program: Command): void {
  const command = program
    .command("fetch")
    .description("fetch sources from the systems they are in, as files among the extracts")
    .argument("<sources...>", "sources of sources.yaml that say where they are fetched from");
  addSettings(command)
    .option("--extracts <folder>", "where the extracts are (default: extracts beside the settings)")
    .option("--all", "fetch all rows, not those changed since the last time")
    .option("--dry-run", "say what would be asked, and ask nothing")
    .addHelpText("after", help)
    .action(async (ids: string[], options: Options) => {
      const places = placesOf(options.settings);
      const extracts = resolve(options.extracts ?? places.extracts);
      const { readSettings } = await import("../../loaders/readSettings.ts");
      const { fetchSource, getFetched, sayPlan, workOf } = await import("../../loaders/fetch/fetchSource.ts");
      const settings = readSettings(join(places.settings, "sources.yaml"));
      const fetched = [...new Set(ids)].map((id) => getFetched(settings, id));
      const asking = {
        extracts,
        environment: process.env,
        all: options.all ?? false,
        log,
        now: () => new Date(),
        wait: (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds)),
        random: Math.random,
      };
      for (const one of fetched) {
        if (options.dryRun) {
          for (const line of await sayPlan(one, asking)) log(line);
          continue;
        }
        try {
          const { file, rows, sha256, since } = await withLock(workOf(extracts, one.source), () =>
            fetchSource(one, settings, asking),
          );
          const what = since ? `rows changed since ${since.from}` : "rows, all there are";
          log(`${one.source.id}: ${rows} ${what}, in ${file}`);
          log(`  SHA-256 ${sha256}`);
        } catch (error) {
          // The others are fetched all the same.
          if (!(error instanceof DataError)) throw error;
          log(error.message);
          process.exitCode = 1;
        }
      }
    });
}
