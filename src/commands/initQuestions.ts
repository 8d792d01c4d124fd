import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { contracts } from "../../loaders/contracts.ts";
import { DataError } from "../../loaders/dataError.ts";

/** What a new office's settings begin with. */
export interface InitAnswers {
  name: string;
  /** Two capitals, as ISO 3166 has them. */
  country: string;
  time_zone: string;
  first_month: string;
  extracts: string;
  contract: string;
}

const months = "January February March April May June July August September October November December".split(
  " ",
);

function toTimeZone(answer: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: answer }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function toMonth(answer: string): string | undefined {
  const asked = answer.toLowerCase();
  return /^([1-9]|1[0-2])$/.test(asked)
    ? months[Number(asked) - 1]
    : months.find((month) => asked.length > 2 && month.toLowerCase().startsWith(asked));
}

interface Question {
  key: keyof InitAnswers;
  option: string;
  asks: string;
  /** The answer as settings have it; undefined for none that can be. */
  read: (answer: string) => string | undefined;
  wanted: string;
}

const questions: readonly Question[] = [
  {
    key: "name",
    option: "--name",
    asks: "What is the office called?",
    read: (answer) => answer || undefined,
    wanted: "a name",
  },
  {
    key: "country",
    option: "--country",
    asks: "Which country is it in? Two letters: GB, NZ, US …",
    read: (answer) => (/^[a-z]{2}$/i.test(answer) ? answer.toUpperCase() : undefined),
    wanted: "two letters, as ISO 3166 has them: GB, NZ, US",
  },
  {
    key: "time_zone",
    option: "--time-zone",
    asks: "Whose days are its days? A time zone: Europe/London …",
    read: toTimeZone,
    wanted: "a time zone such as Europe/London",
  },
  {
    key: "first_month",
    option: "--first-month",
    asks: "With which month does its year begin? April …",
    read: toMonth,
    wanted: "a month: April",
  },
  {
    key: "extracts",
    option: "--extracts",
    asks: "Where are its extracts? A folder, with a folder in it to each day on which files were received …",
    read: (answer) => (answer !== "" && existsSync(resolve(answer)) ? resolve(answer) : undefined),
    wanted: "a folder that is there",
  },
  {
    key: "contract",
    option: "--contract",
    asks: `What are the rows of the first file? ${[...contracts.keys()].join(", ")} …`,
    read: (answer) => (contracts.has(answer) ? answer : undefined),
    wanted: `one of ${[...contracts.keys()].join(", ")}`,
  },
];

/** What answers are given as options. */
export type Given = Partial<
  Record<"name" | "country" | "timeZone" | "firstMonth" | "extracts" | "contract", string>
>;

const optionOf = {
  name: "name",
  country: "country",
  time_zone: "timeZone",
  first_month: "firstMonth",
  extracts: "extracts",
  contract: "contract",
} as const satisfies Record<keyof InitAnswers, keyof Given>;

/**
 * The six answers: those given as options, and on a terminal (`terminal` is what is written to; null without one) those to the
 * questions left. Throws a DataError that names each option that is missing or can't be.
 */
export async function askAnswers(given: Given, terminal: NodeJS.WritableStream | null): Promise<InitAnswers> {
  const answers: Partial<InitAnswers> = {};
  const problems: string[] = [];
  for (const { key, option, read, wanted } of questions) {
    const answer = given[optionOf[key]];
    if (answer === undefined) {
      if (terminal === null) problems.push(`missing option: ${option}, ${wanted}`);
      continue;
    }
    const found = read(answer.trim());
    if (found === undefined) problems.push(`${option} must be ${wanted}`);
    else answers[key] = found;
  }
  if (problems.length > 0)
    throw new DataError(
      "The settings can't be begun.",
      problems,
      "Give these options, or ask on a terminal.",
    );
  if (terminal !== null) await ask(answers, terminal);
  const { name = "", country = "", time_zone = "", first_month = "", extracts = "", contract = "" } = answers;
  return { name, country, time_zone, first_month, extracts, contract };
}

async function ask(answers: Partial<InitAnswers>, output: NodeJS.WritableStream): Promise<void> {
  const reader = createInterface({ input: process.stdin, output });
  let isOver = false;
  const left = new Promise<never>((_, reject) => {
    reader.once("close", () => {
      if (!isOver) reject(new DataError("The questions were left unanswered, so nothing is written."));
    });
  });
  try {
    for (const { key, asks, read, wanted } of questions)
      while (answers[key] === undefined) {
        const answer = await Promise.race([reader.question(`${asks}\n> `), left]);
        const found = read(answer.trim());
        if (found === undefined) output.write(`It must be ${wanted}.\n`);
        else answers[key] = found;
      }
  } finally {
    isOver = true;
    reader.close();
  }
}
