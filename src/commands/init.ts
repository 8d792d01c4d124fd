import { resolve } from "node:path";
import type { Command } from "commander";
import { log } from "./log.ts";

const help = `
Asks six questions on a terminal. Elsewhere the answers are options, with --yes. Nothing that is there is overwritten.`;

interface Options {
  name?: string;
  country?: string;
  timeZone?: string;
  firstMonth?: string;
  extracts?: string;
  contract?: string;
  yes?: boolean;
}

/** `init FOLDER`: a new folder of settings, which builds. */
export function addInit(program: Command): void {
  program
    .command("init")
    .description("write a new folder of settings for an office, with a mapping of its first file")
    .argument("<folder>", "where the settings go: a folder that is new, or has none of these files")
    .option("--name <name>", "what the office is called")
    .option("--country <code>", "its country, as ISO 3166 has it: GB, NZ, US")
    .option("--time-zone <zone>", "whose days are the office's: Europe/London")
    .option("--first-month <month>", "the first month of its year: April")
    .option("--extracts <folder>", "where its extracts are, in folders named by the day each was received")
    .option("--contract <name>", "what the rows of the first file are: cases")
    .option("--yes", "ask nothing: all answers are options")
    .addHelpText("after", help)
    .action(async (folder: string, { yes, ...given }: Options) => {
      const { askAnswers } = await import("./initQuestions.ts");
      const { writeNewSettings } = await import("./newSettings.ts");
      const answers = await askAnswers(given, yes === true || !process.stdin.isTTY ? null : process.stderr);
      const { files, choices } = await writeNewSettings(resolve(folder), answers);
      log(`${files.length} files in ${folder}: ${files.join(", ")}`);
      if (choices.length > 0) log(`Left to you, marked CHOOSE in sources.yaml: ${choices.join(", ")}.`);
      if (files.includes("days-off.csv"))
        log(
          "And its days off: a line to each in days-off.csv, of each year from the first of its extracts to now.",
        );
      log(`Then: npm run candour -- check --settings ${folder} --extracts ${answers.extracts}`);
    });
}
