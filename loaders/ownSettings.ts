import { z } from "zod";
import { DataError } from "./dataError.ts";
import { didYouMean, findNearest } from "./nearestName.ts";
import { readYaml } from "./ownFiles.ts";

type Shape = z.core.JSONSchema.BaseSchema | boolean | undefined;

/** What stands in a schema under a key, whichever of its forms has it. */
function within(schema: Shape, key: PropertyKey): Shape[] {
  if (typeof schema !== "object") return [];
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const items = typeof key === "number" && typeof schema.items === "object" ? [schema.items] : [];
  const own = [schema.properties?.[String(key)] ?? schema.additionalProperties, ...items].flatMap((one) =>
    typeof one === "object" && !Array.isArray(one) ? [one] : [],
  );
  return [...own, ...forms.flatMap((form) => within(form, key))];
}

function keysOf(schema: Shape): string[] {
  if (typeof schema !== "object") return [];
  return [
    ...Object.keys(schema.properties ?? {}),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap(keysOf),
  ];
}

/** What a schema says of a place of settings. */
function shapesAt(schema: z.ZodType, path: readonly PropertyKey[]): Shape[] {
  const whole = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" });
  let at: Shape[] = [whole];
  for (const key of path) at = at.flatMap((one) => within(one, key));
  return at;
}

/** The keys that settings may have at a place. */
const knownKeys = (schema: z.ZodType, path: readonly PropertyKey[]): string[] => [
  ...new Set(shapesAt(schema, path).flatMap(keysOf)),
];

/** How it is written that there is none of what must be there: a list without items, or lines without any. */
function asNone(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const shapes = shapesAt(schema, path).flatMap((shape) => (typeof shape === "object" ? [shape] : []));
  const isList = shapes.some(({ type, minItems = 0 }) => type === "array" && minItems === 0);
  const isLines = shapes.some(
    ({ type, properties, minProperties = 0 }) =>
      type === "object" && properties === undefined && minProperties === 0,
  );
  return isList ? ", [] where there is none" : isLines ? ", {} where there is none" : "";
}

/** What stands at a place of settings, where that is a word or a number. */
function foundAt(given: unknown, path: readonly PropertyKey[]): string | null {
  const isHolder = (value: unknown): value is Record<PropertyKey, unknown> =>
    typeof value === "object" && value !== null;
  const found = path.reduce((value, key) => (isHolder(value) ? value[key] : undefined), given);
  return typeof found === "string" || typeof found === "number" ? String(found) : null;
}

/** Of more words than these only the one that was probably meant is named. */
const mostNamed = 4;

/** What is wrong with a word that isn't one of some: what it is, and what it must be or was probably meant to be. */
function notOneOf(issue: z.core.$ZodIssueInvalidValue, found: string): string {
  const names = issue.values.map(String);
  if (names.length > mostNamed) return `can't be ${found}; ${didYouMean(found, names)}`;
  const meant = findNearest(found, names);
  return `${issueWords(issue)}, not ${found}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}

/**
 * What is wrong with settings, a line to each fault, by its place; of an unknown key, and of a word of `given` that isn't one of some, the one
 * that was probably meant.
 */
export function findSettingsProblems(
  schema: z.ZodType,
  issues: readonly z.core.$ZodIssue[],
  given?: unknown,
): string[] {
  // A key by another name comes before the one that is missing for it.
  const isUnknown = ({ code }: z.core.$ZodIssue) => code === "unrecognized_keys";
  const ordered = [...issues.filter(isUnknown), ...issues.filter((issue) => !isUnknown(issue))];
  return ordered.flatMap((issue) => {
    const place = issue.path.map(String).join(".");
    const found = foundAt(given, issue.path);
    if (issue.code === "invalid_value" && found !== null) return [`${place}: ${notOneOf(issue, found)}`];
    if (issue.code !== "unrecognized_keys") {
      const none = isMissing(issue) ? asNone(schema, issue.path) : "";
      return [`${place === "" ? "" : `${place}: `}${issueWords(issue)}${none}`];
    }
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const meant = didYouMean(key, known);
      return `unknown setting: ${[place, key].filter(Boolean).join(".")}${meant ? `; ${meant}` : ""}`;
    });
  });
}

/** Whether nothing stands where something must. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  if (issue.code === "invalid_union")
    return issue.errors.flat().some((one) => one.path.length === 0 && isMissing(one));
  return issue.code === "invalid_type" && issue.message.endsWith("received undefined");
}

const typesInWords: Partial<Record<string, string>> = {
  record: "lines of name: value",
  object: "lines of setting: value",
  array: "a list",
  string: "text",
  number: "a number",
  boolean: "true or false",
};

/** What is wrong at one place of settings, in words. */
export function issueWords(issue: z.core.$ZodIssue): string {
  if (isMissing(issue) && (issue.code === "invalid_type" || issue.code === "invalid_union"))
    return "must be there";
  if (issue.code === "invalid_value") return `must be ${issue.values.map(String).join(" or ")}`;
  if (issue.code === "too_small" && issue.origin === "string") return "must not be empty";
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) {
    const wanted = typesInWords[issue.expected];
    const isEmpty = issue.message.endsWith("received null");
    if (wanted) return `must be ${wanted}${isEmpty ? ", and nothing is there: was no # taken away?" : ""}`;
  }
  return issue.message;
}

/** Settings that a file of YAML holds. Throws a DataError that lists what is wrong with it, and says `nextStep`. */
export function readOwnSettings<T>(file: string, schema: z.ZodType<T>, nextStep: string): T {
  const given = readYaml(file, nextStep);
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new DataError(
    `${file} can't be used.`,
    findSettingsProblems(schema, read.error.issues, given),
    nextStep,
  );
}
