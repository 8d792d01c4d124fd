import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { DataError } from "../../loaders/dataError.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { defaultExtracts } from "./defaults.ts";
import { log } from "./log.ts";
import { parsePositive, parseWhole } from "./options.ts";

const cannotWrite = "The demonstration extracts can't be written.";
const nextStep = "Give a scale and seed in range, and a folder that is new or empty.";

/** `demo`: invented extracts of an office of this size. */
export function addDemo(program: Command): void {
  program
    .command("demo")
    .description("write invented extracts, April 2014 to March 2022")
    .option("--out <folder>", "a new or empty folder", defaultExtracts)
    .option("--scale <number>", "how many times the size of a real office", parsePositive, 1)
    .option("--seed <number>", "same seed, same bytes", parseWhole(0), 1)
    .action(async ({ out, scale, seed }: { out: string; scale: number; seed: number }) => {
      const { findProblems, writeDemonstration } = await import("../../data/demonstration/demonstration.ts");
      const options = { out: resolve(out), scale, seed };
      const problems = await findProblems(options);
      if (problems.length > 0) throw new DataError(cannotWrite, problems, nextStep);
      makeFolder(dirname(options.out));
      const { files, planted } = await writeDemonstration({ ...options, log });
      log(`${files} files in ${out}, with ${planted} rows that are meant to be quarantined.`);
    });
}
