import { resolve } from "node:path";
import type { Command } from "commander";
import { writeDemonstration } from "../../data/demonstration/demonstration.ts";
import { defaultExtracts } from "../build.ts";
import { log } from "./log.ts";
import { parsePositive, parseWhole } from "./options.ts";

/** `demo`: invented extracts of an office of this size. */
export function addDemo(program: Command): void {
  program
    .command("demo")
    .description("write invented extracts, April 2014 to March 2022")
    .option("--out <folder>", "a new or empty folder", defaultExtracts)
    .option("--scale <number>", "how many times the size of a real office", parsePositive, 1)
    .option("--seed <number>", "same seed, same bytes", parseWhole(0), 1)
    .action(async ({ out, scale, seed }: { out: string; scale: number; seed: number }) => {
      const { files, planted } = await writeDemonstration({ out: resolve(out), scale, seed, log });
      log(`${files} files in ${out}, with ${planted} rows that are meant to be quarantined.`);
    });
}
