import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { addMonths } from "../../loaders/dates.ts";
import { readYaml } from "../../loaders/ownFiles.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { addsUpOverMonths } from "./yearsToDate.ts";

const Period = z.enum(["month", "quarter", "financial-year", "year-to-date"]);

const Counted = z.strictObject({
  measure: z.string(),
  by: z.string().optional(),
  group: z.string().optional(),
  part: z
    .enum(["numerator", "denominator", "rest"])
    .optional()
    .describe(
      "which of a share's counts, the numerator unless given; the rest is what the numerator leaves of the denominator",
    ),
});

export const Plan = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1),
  licence: z.strictObject({ name: z.string().min(1), url: z.url() }),
  contact: z.strictObject({ name: z.string().min(1), email: z.email() }),
  release_day: z.int().min(1).max(28).describe("the day of the next month on which a month is published"),
  threshold: z.int().min(2).describe("counts from 1 to one less than this are hidden"),
  protect_zeros: z.boolean(),
  own_words: z.array(z.string()).describe("what the office itself publishes, which the scan would stop"),
  labels: z
    .record(z.string(), z.array(z.string().min(1)))
    .default({})
    .describe(
      "by dimension, the labels of groups that may appear: what a system calls a group may be a name",
    ),
  links: z.array(z.strictObject({ whole: Counted, parts: z.array(Counted).min(1) })),
  known: z
    .array(
      Counted.extend({
        periods: z.array(z.string()).min(1),
        count: z.number().min(0),
        source: z.string().min(1),
      }),
    )
    .default([])
    .describe(
      "what the office has said elsewhere of counts that are published here: what they come to together",
    ),
  measures: z.record(z.string(), z.record(z.string(), z.array(Period).min(1))),
});

/** What may be published, and how: data/publication.yaml. `total` is the breakdown that isn't one. */
export type Plan = z.infer<typeof Plan>;

/** A count of the plan's figures: of a measure, or of one group of a breakdown of it. */
export type CountedIn = z.infer<typeof Counted>;

/** One breakdown of one measure that is published; `by` is empty for the total. */
export interface Planned {
  measure: MeasureDefinition;
  by: string[];
  periods: z.infer<typeof Period>[];
}

/** The dimensions of a breakdown, as the plan names it. */
const dimensionsOf = (breakdown: string): string[] => (breakdown === "total" ? [] : breakdown.split(","));

function findProblems(plan: Plan, definitions: readonly MeasureDefinition[]): string[] {
  const problems: string[] = [];
  for (const [id, breakdowns] of Object.entries(plan.measures)) {
    const measure = definitions.find((one) => one.id === id);
    if (!measure) {
      problems.push(`measures, ${id}: unknown measure`);
      continue;
    }
    if (!measure.public.includes("total") || !breakdowns.total)
      problems.push(`measures, ${id}: its total must be public and in the plan`);
    for (const [breakdown, periods] of Object.entries(breakdowns)) {
      if (periods.includes("year-to-date") && !addsUpOverMonths(measure))
        problems.push(
          `measures, ${id}: what it counts doesn't add up over months, so it has no public year to date`,
        );
      const closed = dimensionsOf(breakdown).filter((dimension) => !measure.public.includes(dimension));
      if (closed.length > 0) problems.push(`measures, ${id}: ${closed.join(" and ")} isn't public`);
    }
  }
  const isPlanned = ({ measure, by = "total" }: CountedIn) => plan.measures[measure]?.[by] !== undefined;
  const linked = plan.links.flatMap(({ whole, parts }) => [whole, ...parts]);
  for (const [key, named] of [
    ["links", linked],
    ["known", plan.known],
  ] as const)
    for (const one of named)
      if (!isPlanned(one)) problems.push(`${key}: ${one.measure} by ${one.by ?? "total"} isn't in the plan`);
  return problems;
}

const nextStep = "Mend the plan; a measure's header says what is public.";

const cannotUse = (file: string, problems: readonly string[]) =>
  new DataError(`${file} can't be used.`, problems, nextStep);

/**
 * The publication plan. Throws a DataError that names what is wrong with it: a measure there isn't, or a breakdown
 * that its header doesn't call public.
 */
export function readPlan(file: string, definitions: readonly MeasureDefinition[]): Plan {
  const read = Plan.safeParse(readYaml(file, nextStep));
  const problems = read.success
    ? findProblems(read.data, definitions)
    : read.error.issues.map(({ path, message }) => `${path.join(", ")}: ${message}`);
  if (!read.success || problems.length > 0) throw cannotUse(file, problems);
  return read.data;
}

/** What the office publishes of itself, which a scan for people must not take for one: who to write to, its lines. */
export const allowedBy = ({ contact, own_words }: Plan): string[] => [
  contact.name,
  contact.email,
  ...own_words,
];

/** Everything the plan publishes, totals first, in order of measure. */
export function plannedOf(plan: Plan, definitions: readonly MeasureDefinition[]): Planned[] {
  return definitions.flatMap((measure) =>
    Object.entries(plan.measures[measure.id] ?? {})
      .map(([breakdown, periods]) => ({ measure, by: dimensionsOf(breakdown), periods }))
      .sort((a, b) => a.by.length - b.by.length || (a.by.join() < b.by.join() ? -1 : 1)),
  );
}

/** The day a month (`2022-03`) is published. */
export function releasedOn(plan: Pick<Plan, "release_day">, month: string): string {
  return `${addMonths(month, 1)}-${String(plan.release_day).padStart(2, "0")}`;
}
