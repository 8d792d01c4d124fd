import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "./dataError.ts";
import { readOwnSettings } from "./ownSettings.ts";
import { unknownName, type Vocabulary } from "./vocabulary.ts";

/** What cases may be grouped by for a draw, as the columns of `lists.cases_to_draw` are called. */
const samplingGroups = ["officer", "team", "jurisdiction", "stage"] as const;

const Required = z.strictObject({
  by: z
    .array(z.enum(samplingGroups))
    .min(1)
    .refine((by) => by.includes("officer") || by.includes("team"), "must name officer or team")
    .refine((by) => new Set(by).size === by.length, "names one of them twice")
    .describe("whose cases are one group: officer or team, and within it jurisdiction or stage"),
  cases: z.int().min(1).max(10_000).describe("how many cases of each group are read for a month"),
  read_within: z
    .int()
    .min(0)
    .max(260)
    .describe("by which working day after the end of the month they are to be read"),
  also_of: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "other samplings whose cases may be drawn again, as what two readers agree on is found by both reading a case",
    ),
  source: z.string().min(1).describe("where it is required"),
});

/** What sampling.yaml may hold. */
export const SamplingFile = z.strictObject({
  numbers: z
    .strictObject({
      before: z.string().max(40).describe("what stands before the number, as in QS-000123"),
      digits: z.int().min(1).max(12).describe("of how many digits the number is, with noughts before it"),
      from: z
        .int()
        .min(1)
        .default(1)
        .describe("the first number, so that none is one that the office gives otherwise"),
    })
    .describe("how the samples that are drawn are numbered"),
  required: z
    .record(z.string().min(1), Required)
    .refine((all) => Object.keys(all).length > 0, "must name a sampling")
    .describe("what is drawn for each month, by the word of vocabulary.yaml for each sampling"),
});

export type SampleNumbers = z.infer<typeof SamplingFile>["numbers"];

/** One sampling that is required. `reads` is which cases it reads: those open at the end of the month, or closed in it. */
export interface RequiredSampling extends z.infer<typeof Required> {
  sampling: string;
  reads: "open cases" | "closed cases";
}

/** What quality sampling an office requires each month. */
export interface SamplingSettings {
  numbers: SampleNumbers;
  required: readonly RequiredSampling[];
}

const nextStep = "Mend the file and try again.";

/** A sample's number as its reference. */
export const toSampleId = ({ before, digits }: SampleNumbers, number: number): string =>
  `${before}${String(number).padStart(digits, "0")}`;

/**
 * What `folder`/sampling.yaml requires; null where there is no such file. Throws a DataError that lists what is wrong: a sampling that
 * the vocabulary doesn't have or that reads no cases as they come, a number that isn't of the form of the office's samples.
 */
export function readSampling(
  folder: string,
  { words, references }: Pick<Vocabulary, "words" | "references">,
): SamplingSettings | null {
  const file = join(folder, "sampling.yaml");
  if (!existsSync(file)) return null;
  const { numbers, required } = readOwnSettings(file, SamplingFile, nextStep);
  const known = words.get("sampling") ?? [];
  const names = known.map(({ word }) => word);
  const problems: string[] = [];
  const form = references.get("sample");
  if (form !== undefined && !new RegExp(`^(?:${form})$`, "u").test(toSampleId(numbers, numbers.from)))
    problems.push("numbers: must make references of the form that vocabulary.yaml gives samples");
  const all = Object.entries(required).flatMap(([sampling, one]): RequiredSampling[] => {
    for (const other of one.also_of)
      if (!names.includes(other))
        problems.push(`required.${sampling}.also_of: ${unknownName("sampling", other, names)}`);
    const meaning = known.find(({ word }) => word === sampling)?.meaning;
    if (meaning === "open cases" || meaning === "closed cases") return [{ sampling, reads: meaning, ...one }];
    problems.push(
      meaning === undefined
        ? `required: ${unknownName("sampling", sampling, names)}`
        : `required.${sampling}: is chosen by judgement, so none can be drawn`,
    );
    return [];
  });
  if (problems.length > 0) throw new DataError(`${file} can't be used.`, problems, nextStep);
  return { numbers, required: all };
}
