import { z } from "zod";
import { sayNearest } from "./nearestName.ts";
import { issueWords } from "./ownSettings.ts";

type Issue = z.core.$ZodIssue;

interface Shape {
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  anyOf?: Shape[];
  oneOf?: Shape[];
  items?: Shape;
}

/** The settings that may stand at a place of a schema. */
function settingsAt(shape: Shape, path: readonly PropertyKey[]): string[] {
  const either = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  const [first, ...rest] = path;
  if (first === undefined)
    return [...Object.keys(shape.properties ?? {}), ...either.flatMap((one) => settingsAt(one, []))];
  const next =
    typeof first === "number"
      ? shape.items
      : (shape.properties?.[String(first)] ?? shape.additionalProperties);
  return [
    ...(typeof next === "object" ? settingsAt(next, rest) : []),
    ...either.flatMap((one) => settingsAt(one, path)),
  ];
}

/** Of the alternatives that a value is none of, what is wrong by the one it is nearest to. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const misses = (issues: readonly Issue[]) =>
    issues.some(({ code, path }) => /^invalid_(type|value)$/.test(code) && path.length === 0) ? 1 : 0;
  return branches
    .toSorted((a, b) => misses(a) - misses(b) || a.length - b.length)
    .find((one) => !misses(one));
}

/**
 * What is wrong with settings, a line to each, by the issues that their schema found: a setting that there isn't is named with the
 * one it is most likely a slip of.
 */
export function toSettingsProblems(schema: z.ZodType, issues: readonly Issue[]): string[] {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
  const toLines = (issue: Issue, under: readonly PropertyKey[]): string[] => {
    const path = [...under, ...issue.path];
    const place = path.map(String).join(".");
    if (issue.code === "unrecognized_keys") {
      const known = settingsAt(shape, path);
      const before = place === "" ? "" : `${place}: `;
      return issue.keys.map((key) => `${before}unknown setting: ${sayNearest(key, known)}`);
    }
    if (issue.code === "invalid_union") {
      const branch = nearestBranch(issue.errors);
      if (branch) return branch.flatMap((one) => toLines(one, path));
    }
    return [`${place}: ${issueWords(issue)}`];
  };
  // A key by another name comes before the one that is missing for it.
  const isUnknown = ({ code }: Issue) => code === "unrecognized_keys";
  const ordered = [...issues.filter(isUnknown), ...issues.filter((issue) => !isUnknown(issue))];
  return ordered.flatMap((issue) => toLines(issue, []));
}
