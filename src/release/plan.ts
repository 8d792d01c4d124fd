import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { addMonths } from "../../loaders/dates.ts";
import type { Office } from "../../loaders/office.ts";
import { readYaml } from "../../loaders/ownFiles.ts";
import { findSettingsProblems } from "../../loaders/ownSettings.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { periodForms, readPeriod } from "../measures/period.ts";
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

const Floor = z.strictObject({
  counted: z.string().describe("the measure by whose count of a year a group is large enough to be named"),
  least: z.int().min(2).describe("what that count must be"),
  least_of_share: z.int().min(2).describe("what a share of a group must be of"),
  others: z.string().min(1).describe("what all groups that aren't named are called together"),
});

/** From what on the groups of a dimension are named. */
export type Floor = z.infer<typeof Floor>;

const Flow = z.strictObject({
  stock: z.string().describe("the measure of what is there at the end of a period"),
  came: z.array(z.string()).min(1).describe("the measures of what is added to it in a period"),
  went: z.array(z.string()).min(1).describe("the measures of what is taken from it"),
  by: z
    .array(z.string())
    .default(["total"])
    .describe("the breakdowns it holds in, where the stock is published"),
});

/** A stock and what makes it more and less. */
export type Flow = z.infer<typeof Flow>;

export const Plan = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1),
  licence: z
    .strictObject({ name: z.string().min(1), url: z.url({ protocol: /^https?$/ }) })
    .describe("that of office.yaml unless given"),
  contact: z
    .strictObject({ name: z.string().min(1), email: z.email() })
    .describe("that of office.yaml unless given"),
  release_day: z.int().min(1).max(28).describe("the day of the next month on which a month is published"),
  threshold: z.int().min(2).describe("counts from 1 to one less than this are hidden"),
  protect_zeros: z.boolean(),
  group_disclosure: z
    .int()
    .min(0)
    .default(0)
    .describe(
      "a share of none or all of a group of fewer than this many is hidden too, for it tells of each of them; 0 turns it off",
    ),
  roles: z
    .array(z.string().trim().min(1))
    .default([])
    .describe(
      "who may sign a release, or read its words for whoever does: roles, chosen from here and never typed",
    ),
  own_words: z.array(z.string()).describe("what the office itself publishes, which the scan would stop"),
  labels: z
    .record(z.string(), z.array(z.string().min(1)))
    .default({})
    .describe(
      "by dimension, the labels of groups that may appear: what a system calls a group may be a name",
    ),
  floors: z
    .record(z.string(), Floor)
    .default({})
    .describe("by dimension, from what on its groups are named: the others are one group"),
  not_recorded: z
    .record(z.string(), z.array(z.string()).min(1))
    .default({})
    .describe(
      "by dimension, with which group those are one of whom none is recorded: the first of these that a breakdown has",
    ),
  joined: z
    .array(
      z.strictObject({
        measure: z.string(),
        by: z.string(),
        groups: z.array(z.string()).min(2),
        as: z.string().min(1),
      }),
    )
    .default([])
    .describe(
      "groups of a breakdown by one dimension that are one group in every period, with those that aren’t recorded, and what it is called",
    ),
  about_office: z
    .array(z.string())
    .default([])
    .describe(
      "measures of what is of the office and of nobody, such as its own actions: a small count of one isn’t hidden for itself",
    ),
  links: z.array(
    z.strictObject({
      whole: Counted,
      parts: z.array(Counted).min(1),
      remainder: z
        .string()
        .min(1)
        .optional()
        .describe("what the parts leave of the whole, which is a count too: what it is of"),
      difference: z
        .string()
        .min(1)
        .optional()
        .describe(
          "what the whole and its one part differ by, where either may be the larger: what that is a count of",
        ),
    }),
  ),
  flows: z
    .array(Flow)
    .default([])
    .describe("stocks that are what they were before, and what came, less what went"),
  revisions: z
    .array(
      z.strictObject({
        measure: z.string(),
        by: z.string().default("total"),
        group: z.string().optional(),
        periods: z.array(z.string()).min(1).optional(),
        reason: z.string().min(1),
        decided_by: z.string().min(1),
      }),
    )
    .default([])
    .describe(
      "figures that are revised however few people a change is of: all of a breakdown, of a group of it, or of some periods; any other is revised once a change points to nobody",
    ),
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

/** What may be published, and how: publication.yaml. `total` is the breakdown that isn't one. */
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
export const dimensionsOf = (breakdown: string): string[] =>
  breakdown === "total" ? [] : breakdown.split(",");

/** Whom cases are about: few are about most of them, so they are named by the year and from a floor on alone. */
export const namedByYear = ["body", "kind_of_body"];

/** What is wrong with a breakdown that has a dimension of which only larger groups are named. */
function floorProblems(plan: Plan, measure: MeasureDefinition, breakdown: string): string[] {
  const dimensions = dimensionsOf(breakdown);
  const floored = dimensions.filter((one) => plan.floors[one] || namedByYear.includes(one));
  if (floored.length === 0) return [];
  const name = `measures, ${measure.id}: ${breakdown}`;
  const periods = plan.measures[measure.id]?.[breakdown] ?? [];
  return [
    ...floored.filter((one) => !plan.floors[one]).map((one) => `${name}: ${one} must have a floor`),
    ...(dimensions.length > 1 ? [`${name}: must be of one dimension, for it has a floor`] : []),
    ...(periods.some((one) => one !== "financial-year")
      ? [`${name}: is public by financial-year alone`]
      : []),
    ...(statisticOf(measure).isSum && measure.divisor === null
      ? []
      : [`${name}: what it counts doesn't add up over groups, so smaller ones can't be put together`]),
  ];
}

function findSystemProblems(plan: Plan, definitions: readonly MeasureDefinition[]): string[] {
  const timeOf = new Map(definitions.map(({ id, time }) => [id, time]));
  return [
    ...plan.about_office
      .filter((id) => !plan.measures[id])
      .map((id) => `about_office: ${id} isn't in the plan`),
    ...Object.entries(plan.floors)
      .filter(([dimension]) => Object.values(plan.measures).some((breakdowns) => breakdowns[dimension]))
      .filter(([dimension, { counted }]) => !plan.measures[counted]?.[dimension])
      .map(
        ([dimension, { counted }]) => `floors, ${dimension}: ${counted} by ${dimension} isn't in the plan`,
      ),
    ...Object.entries(plan.floors)
      .filter(([dimension, { others }]) => plan.labels[dimension]?.includes(others))
      .map(([dimension, { others }]) => `floors, ${dimension}: ${others} must be no label of a group`),
    ...Object.entries(plan.not_recorded).flatMap(([dimension, groups]) =>
      plan.floors[dimension]
        ? [`not_recorded, ${dimension}: it has a floor`]
        : groups
            .filter((group) => !plan.labels[dimension]?.includes(group))
            .map((group) => `not_recorded, ${dimension}: ${group} isn't among its labels`),
    ),
    ...plan.links
      .filter(({ difference, remainder, parts }) => difference && (remainder || parts.length > 1))
      .map(({ difference }) => `links: ${difference}: a difference is from one part, without a remainder`),
    ...plan.roles
      .filter((role, place) => plan.roles.indexOf(role) < place)
      .map((role) => `roles: ${role} is there twice`),
    ...plan.revisions
      .filter(({ decided_by: role }) => !plan.roles.includes(role))
      .map(({ measure }) => `revisions, ${measure}: who decided so is none of the roles`),
    ...plan.flows.flatMap(({ stock, came, went }) => [
      ...[stock, ...came, ...went]
        .filter((id) => !timeOf.has(id))
        .map((id) => `flows, ${stock}: unknown measure: ${id}`),
      ...(timeOf.get(stock) === "flow" ? [`flows: ${stock} is no stock`] : []),
      ...[...came, ...went]
        .filter((id) => timeOf.has(id) && timeOf.get(id) !== "flow")
        .map((id) => `flows: ${id} is no flow`),
    ]),
    ...periodProblems("known", plan.known),
    ...periodProblems("revisions", plan.revisions),
  ];
}

/** The periods that aren't written as those of figures are. */
function periodProblems(
  key: string,
  named: readonly { measure: string; periods?: readonly string[] | undefined }[],
): string[] {
  return named.flatMap(({ measure, periods = [] }) =>
    periods
      .filter((period) => !isPeriod(period))
      .map((period) => `${key}, ${measure}: ${period} is no period: ${periodForms()}`),
  );
}

/** Whether a text is a month, quarter or financial year, as figures have them: they have one name, where who asks may write another. */
function isPeriod(text: string): boolean {
  const read = readPeriod(text);
  const isPublished = ["month", "quarter", "financial-year"].some((kind) => kind === read?.period_kind);
  return isPublished && read?.period === text;
}

/** What is wrong with groups that are put together. */
function joinedProblems(plan: Plan, definitions: readonly MeasureDefinition[]): string[] {
  return plan.joined.flatMap(({ measure: id, by, groups, as }, place) => {
    const name = `joined, ${id} by ${by}`;
    const measure = definitions.find((one) => one.id === id);
    if (!measure || by === "total" || !plan.measures[id]?.[by]) return [`${name}: isn't in the plan`];
    const isTwice = plan.joined.findIndex((one) => one.measure === id && one.by === by) < place;
    return [
      ...(dimensionsOf(by).length > 1 ? [`${name}: must be of one dimension`] : []),
      ...(isTwice ? [`${name}: is there twice`] : []),
      ...(plan.floors[by] ? [`${name}: it has a floor`] : []),
      ...(groups.includes(as) || !plan.labels[by]?.includes(as)
        ? [`${name}: ${as} must be listed under labels, and none of the groups`]
        : []),
      ...(statisticOf(measure).isSum && measure.divisor === null
        ? []
        : [`${name}: what it counts doesn't add up over groups`]),
    ];
  });
}

/** What is wrong with a plan, in words; nothing where it can be used. */
export function findPlanProblems(plan: Plan, definitions: readonly MeasureDefinition[]): string[] {
  const problems = [...findSystemProblems(plan, definitions), ...joinedProblems(plan, definitions)];
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
      problems.push(...floorProblems(plan, measure, breakdown));
    }
  }
  const findUnplanned = (name: string, { measure, by = "total" }: CountedIn) =>
    plan.measures[measure]?.[by] === undefined ? [`${name}: ${measure} by ${by} isn't in the plan`] : [];
  for (const [place, { whole, parts }] of plan.links.entries()) {
    const name = `links, ${place + 1}, whole ${whole.measure}${whole.by ? ` by ${whole.by}` : ""}`;
    problems.push(...[whole, ...parts].flatMap((one) => findUnplanned(name, one)));
  }
  for (const key of ["known", "revisions"] as const)
    problems.push(...plan[key].flatMap((one) => findUnplanned(key, one)));
  return problems;
}

const nextStep = "Mend the plan; a measure's header says what is public.";

const cannotUse = (file: string, problems: readonly string[]) =>
  new DataError(`${file} can't be used.`, problems, nextStep);

/** What a plan says, with what its office says for it where it doesn't. */
function withOffice(plan: unknown, { licence, contact }: OfOffice): unknown {
  if (typeof plan !== "object" || plan === null) return plan;
  return { ...(licence ? { licence } : {}), ...(contact ? { contact } : {}), ...plan };
}

/** What of an office stands for what its plan leaves out. */
type OfOffice = Pick<Office, "licence" | "contact">;

/**
 * The publication plan. Throws a DataError that names what is wrong with it: a measure there isn't, or a breakdown
 * that its header doesn't call public.
 */
export function readPlan(file: string, definitions: readonly MeasureDefinition[], office: OfOffice): Plan {
  const read = Plan.safeParse(withOffice(readYaml(file, nextStep), office));
  const problems = read.success
    ? findPlanProblems(read.data, definitions)
    : findSettingsProblems(Plan, read.error.issues);
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
