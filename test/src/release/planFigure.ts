import { type MeasureDefinition, parseDefinition } from "../../../src/catalogue/definition.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { parsePeriod } from "../../../src/measures/period.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import type { Plan } from "../../../src/release/plan.ts";

/** A plan that publishes nothing, to be given what a test is of. */
export const emptyPlan: Plan = {
  title: "Statistics",
  description: "Statistics.",
  release_day: 12,
  threshold: 5,
  protect_zeros: false,
  group_disclosure: 0,
  licence: { name: "Open Government Licence v3.0", url: "https://example.org/licence" },
  contact: { name: "Statistics", email: "statistics@example.org" },
  roles: [],
  own_words: [],
  labels: {},
  floors: {},
  not_recorded: {},
  joined: [],
  about_office: [],
  links: [],
  flows: [],
  revisions: [],
  known: [],
  measures: {},
};

/** A measure of cases by its id and kind of time. */
export function casesMeasure(
  id: string,
  time: "flow" | "stock",
  change: Partial<MeasureDefinition> = {},
): MeasureDefinition {
  const header = `/*
title: ${id}
definition: D.
group: casework
unit: cases
direction: neutral
source: S
time: ${time}
extracts: [cases]
dimensions: [body, kind_of_body, jurisdiction]
public: [total, body, kind_of_body, jurisdiction]
*/
`;
  return { ...parseDefinition(id, `${header}select 1`), ...change };
}

const lastDay = (month: string) =>
  new Date(Date.UTC(+month.slice(0, 4), +month.slice(5), 0)).toISOString().slice(0, 10);

/** The first and last day of a month, a quarter or a financial year. */
function daysOf(period: string): [from: string, to: string] {
  if (/^\d{4}-\d{2}$/.test(period)) return [`${period}-01`, lastDay(period)];
  const year = Number(period.slice(0, 4));
  const [, quarter = ""] = period.split(" Q");
  if (quarter === "") return [`${year}-04-01`, `${year + 1}-03-31`];
  const first = 3 * Number(quarter) + 1;
  const monthOf = (at: number) =>
    `${at > 12 ? year + 1 : year}-${String(at > 12 ? at - 12 : at).padStart(2, "0")}`;
  return [`${monthOf(first)}-01`, lastDay(monthOf(first + 2))];
}

/** A figure of a measure: a count, or a share where it has a denominator. */
export function countedFigure(
  measure: MeasureDefinition,
  period: string,
  numerator: number,
  change: Partial<Figure> = {},
): Figure {
  const [period_start, period_end] = daysOf(period);
  const { denominator = null } = change;
  const value = denominator === null ? numerator : denominator === 0 ? null : (100 * numerator) / denominator;
  return {
    measure: measure.id,
    period,
    period_kind: parsePeriod(period).kind,
    period_start,
    period_end,
    taken_on: measure.time === "stock" ? period_end : null,
    divided_on: null,
    breakdown: "",
    group: "",
    numerator,
    denominator,
    value,
    unit: measure.unit,
    status: "",
    target: null,
    note: "",
    ...unjudged,
    ...nothingLacks,
    ...change,
  };
}

/** The figures of one breakdown by one dimension in a period: a count to each group. */
export const byGroup = (
  measure: MeasureDefinition,
  dimension: string,
  period: string,
  counts: Readonly<Record<string, number | readonly [numerator: number, denominator: number]>>,
): FigureTable => ({
  measure,
  by: [dimension],
  figures: Object.entries(counts).map(([group, count]) => {
    const [numerator, denominator] = typeof count === "number" ? [count, null] : count;
    return countedFigure(measure, period, numerator, { breakdown: dimension, group, denominator });
  }),
});
