import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "./dataError.ts";
import { findNearest } from "./nearestName.ts";
import { readYaml } from "./ownFiles.ts";

/** What a measure may ask the office: which of its lines, options or teams it is of. */
export const parameterNames = ["feedback line", "feedback option", "parliamentary directorate"] as const;

type ParameterName = (typeof parameterNames)[number];

const Values = z.array(z.union([z.string().min(1), z.number()])).min(1);

const Named = z
  .strictObject({ title: z.string().min(1), definition: z.string().min(1) })
  .partial()
  .refine((said) => Object.keys(said).length > 0, "must give a title or a definition");

const Settings = z.strictObject({
  parameters: z.record(z.string(), Values).default({}),
  off: z.array(z.string()).default([]),
  named: z.record(z.string(), Named).default({}),
  headlines: z.array(z.string()).min(1).optional(),
});

/**
 * What of the measures is the office's own: the values of each parameter, the measures it has no use for, and what it calls
 * others, all by their ids; `headlines` are those that the brief begins with, in their order, null where the office names none.
 */
export interface MeasureSettings {
  parameters: ReadonlyMap<ParameterName, readonly string[]>;
  off: readonly string[];
  named: Readonly<Record<string, { title?: string | undefined; definition?: string | undefined }>>;
  headlines: readonly string[] | null;
}

const nextStep = "Mend the file and build again.";

/**
 * What `folder`/measures.yaml says; without that file nothing. Throws a DataError that names each setting that can't be used.
 */
export function readMeasureSettings(folder: string): MeasureSettings {
  const file = join(folder, "measures.yaml");
  const read = Settings.safeParse(existsSync(file) ? (readYaml(file, nextStep) ?? {}) : {});
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
  if (problems.length > 0) throw new DataError(`${file} can't be used.`, problems, nextStep);
  return { parameters, off: read.data.off, named: read.data.named, headlines: read.data.headlines ?? null };
}
