import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { readYaml } from "../../loaders/ownFiles.ts";
import { toLetters } from "../../loaders/people/fold.ts";
import type { Found } from "./finding.ts";

const words = z.string().trim().min(1);

const Clearance = z.strictObject({
  text: words.describe("what the finding says, as the findings file has it"),
  what: words.describe("the kind it was found as, such as a name"),
  file: words.optional().describe("the only file in which it is cleared"),
  reason: words.describe("why it is about nobody"),
  by: words.describe("who decided so: a role"),
});

/** A finding that somebody decided is a false alarm, and why. */
export type Clearance = z.infer<typeof Clearance>;

/** What clearances.yaml may hold. */
export const Clearances = z.strictObject({ clearances: z.array(Clearance).nullable() });

/** Where the clearances of a publication plan are kept: beside it, for those who sign to read, and away from what is served. */
export const clearancesBeside = (plan: string): string => join(dirname(plan), "clearances.yaml");

/** The clearances in a file, none where it isn't there. Throws a DataError that lists what is wrong with it. */
export function readClearances(file: string): Clearance[] {
  if (!existsSync(file)) return [];
  const nextStep = "Mend it: each clearance has text, what, reason and by, and may have file.";
  const result = Clearances.safeParse(readYaml(file, nextStep));
  if (result.success) return result.data.clearances ?? [];
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new DataError(`${file} can't be used.`, problems, nextStep);
}

/** What clearances did to the findings of a scan. */
export interface Cleared {
  /** The findings that no clearance is of. */
  left: Found[];
  /** Each clearance, and how many findings it cleared. */
  used: { clearance: Clearance; findings: number }[];
}

const kindOf = (what: string) => what.replace(/, turned$/, "");

/** A text as it is compared: its letters and digits; of one without any, the text. */
const toCompared = (text: string) => toLetters(text) || text;

/**
 * Takes out the findings that have been cleared: of the same kind, and of the same text but for capitals, accents and signs. A finding without
 * a text (a hidden figure, a file that can't be read) can't be cleared: it isn't told by what it says.
 */
export function clear(found: readonly Found[], clearances: readonly Clearance[]): Cleared {
  const used = clearances.map((clearance) => ({ clearance, findings: 0 }));
  const left = found.filter(({ file, what, said }) => {
    if (said === null) return true;
    const one = used.find(
      ({ clearance }) =>
        clearance.what === kindOf(what) &&
        (clearance.file ?? file) === file &&
        toCompared(clearance.text) === toCompared(said.text),
    );
    if (one) one.findings += 1;
    return one === undefined;
  });
  return { left, used };
}

/** What is said of clearances in public: how many findings they cleared, and which cleared nothing, by their place in the file. */
export function sayCleared({ used }: Cleared): string[] {
  const findings = used.reduce((sum, one) => sum + one.findings, 0);
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const clearing = used.filter((one) => one.findings > 0);
  return [
    ...(findings > 0
      ? [`${count(findings, "finding")} cleared by ${count(clearing.length, "clearance")}.`]
      : []),
    ...used.flatMap(({ clearance, findings: own }, index) =>
      own === 0 ? [`Clearance ${index + 1} (${clearance.what}) clears nothing: take it out.`] : [],
    ),
  ];
}
