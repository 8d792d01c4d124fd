import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { DataError } from "../../loaders/dataError.ts";
import { log } from "./log.ts";

const help = `
What is ambiguous is never chosen: it is left as lines that are commented out, marked CHOOSE. Take away the # of one, then
run check. Columns that may be about people aren't read.`;

interface Options {
  contract: string;
  out?: string;
}

/** `propose FILE…`: a mapping of files to a contract, as YAML for sources.yaml. */
export function addPropose(program: Command): void {
  program
    .command("propose")
    .description("propose how files are mapped, as YAML for sources.yaml, each column with its reason")
    .argument("<files...>", "the files: those with the same headings are one source")
    .requiredOption("--contract <name>", "what their rows are, such as cases")
    .option("--out <file>", "where it is written, instead of printed: a file that isn't there yet")
    .addHelpText("after", help)
    .action(async (files: string[], { contract, out }: Options) => {
      if (out !== undefined && existsSync(out))
        throw new DataError(`${out} is there already, and is left as it is.`, [], "Name another file.");
      const { proposeFiles } = await import("./proposedSettings.ts");
      const { text, vocabulary, choices } = await proposeFiles(
        files.map((file) => resolve(file)),
        contract,
      );
      const words = vocabulary === "" ? "" : `\n# These lines are for vocabulary.yaml:\n${vocabulary}`;
      if (out === undefined) process.stdout.write(`${text}${words}`);
      else writeFileSync(out, `${text}${words}`);
      if (choices.length > 0) log(`Left to you: ${choices.join(", ")}.`);
    });
}
