import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Called, calledNames, plainNames } from "./calledNames.ts";
import { DataError } from "./dataError.ts";
import { findNearest } from "./nearestName.ts";
import { switchedOff } from "./officePages.ts";
import { readYaml } from "./ownFiles.ts";

/** What a measure may ask the office: which of its lines, options or teams it is of. */
export const parameterNames = ["feedback line", "feedback option", "parliamentary directorate"] as const;

type ParameterName = (typeof parameterNames)[number];

const Values = z.array(z.union([z.string().min(1), z.number()])).min(1);

const Named = z
  .strictObject({
    title: z.string().min(1).describe("what the office calls it"),
    definition: z.string().min(1).describe("what it counts, in the office's words"),
    source: z.string().min(1).describe("where the office has it from: a rule, a report, a promise"),
    caveats: z.array(z.string().min(1)).describe("what a reader should know of it, in place of what is said"),
  })
  .partial()
  .refine((said) => Object.keys(said).length > 0, "must give a title, a definition, a source or caveats");

const groupTitle = z.string().trim().min(1, "must not be empty").max(80);

const GroupNamed = z.strictObject({
  title: groupTitle.describe("what it is called as a heading"),
  menu: groupTitle
    .max(40)
    .optional()
    .describe("what it is called in menus and pictures; its title unless given"),
});

/** What measures.yaml may hold. */
export const MeasuresFile = z.strictObject({
  parameters: z
    .record(z.string(), Values)
    .default({})
    .describe("which of its lines, options or teams measures are of"),
  off: z.array(z.string()).default([]).describe("measures that the office has no use for, by id"),
  groups: z
    .record(
      z.string(),
      z.union([switchedOff, groupTitle, GroupNamed], "must be off, a title, or a title and a menu"),
    )
    .default({})
    .describe("groups of measures, by id: off, or what the office calls them"),
  called: z
    .record(z.string(), z.string().min(1))
    .default({})
    .describe("what titles, definitions and pages call its teams and people"),
  named: z
    .record(z.string(), Named)
    .default({})
    .describe("of measures by id, the office's own title, definition, source and caveats"),
  headlines: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("measures that the brief begins with, by id, in order"),
});

/** What an office calls a group of measures, as a heading and in menus. */
interface GroupWords {
  title: string;
  menu: string;
}

/**
 * What of the measures is the office's own: the values of each parameter, the measures it has no use for, what it calls
 * others, all by their ids, and what it calls its teams and people;
 * `groups` are those that it switches off, null, or calls otherwise, by ids that nobody has looked at;
 * `headlines` are those that the brief begins with, in their order, null where the office names none.
 */
export interface MeasureSettings {
  parameters: ReadonlyMap<ParameterName, readonly string[]>;
  off: readonly string[];
  groups: Readonly<Record<string, GroupWords | null>>;
  named: Readonly<Record<string, z.infer<typeof Named>>>;
  called: Called;
  headlines: readonly string[] | null;
}

function toWords(said: z.infer<typeof MeasuresFile>["groups"][string]): GroupWords | null {
  if (said === false || said === "off") return null;
  const { title, menu = title } = typeof said === "string" ? { title: said } : said;
  return { title, menu };
}

const nextStep = "Mend the file and build again.";

/**
 * What `folder`/measures.yaml says; without that file nothing. Throws a DataError that names each setting that can't be used.
 */
export function readMeasureSettings(folder: string): MeasureSettings {
  const file = join(folder, "measures.yaml");
  const read = MeasuresFile.safeParse(existsSync(file) ? (readYaml(file, nextStep) ?? {}) : {});
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new DataError(`${file} can't be used.`, problems, nextStep);
  }
  const parameters = new Map<ParameterName, string[]>();
  const problems: string[] = [];
  for (const [given, values] of Object.entries(read.data.parameters)) {
    const name = parameterNames.find((one) => one === given);
    if (name) parameters.set(name, values.map(String));
    else {
      const nearest = findNearest(given, parameterNames);
      problems.push(`unknown parameter: ${given}${nearest ? `; did you mean ${nearest}?` : ""}`);
    }
  }
  for (const name of Object.keys(read.data.called)) {
    if (calledNames.some((one) => one === name)) continue;
    const nearest = findNearest(name, calledNames);
    problems.push(`called: unknown name: ${name}${nearest ? `; did you mean ${nearest}?` : ""}`);
  }
  if (problems.length > 0) throw new DataError(`${file} can't be used.`, problems, nextStep);
  const { off, named, headlines = null } = read.data;
  const groups = Object.fromEntries(
    Object.entries(read.data.groups).map(([name, said]) => [name, toWords(said)]),
  );
  return { parameters, off, groups, named, called: { ...plainNames, ...read.data.called }, headlines };
}
