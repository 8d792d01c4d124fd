import { monthsBetween } from "../../../loaders/dates.ts";
import type { MeasureDefinition } from "../../../src/catalogue/definition.ts";
import type { Rebase } from "../../../src/catalogue/rebases.ts";
import { type Figure, type Status, unjudged } from "../../../src/measures/figure.ts";
import { withIntervals, withLimits } from "../../../src/measures/judge.ts";
import { type Series, type Site, toSite } from "../../../src/report/series.ts";
import { lacking } from "../measures/lacking.ts";
import { ofMonth } from "../measures/undated.ts";
import { fixtureInput } from "./fixture.ts";

const template = fixtureInput("internal");

/** A month's value, or its numbers as n of N, or why it has none. */
export type Given = number | readonly [numerator: number, denominator: number] | "x" | "c" | "z" | null;

interface Groups {
  dimension: string;
  values: Record<string, readonly Given[]>;
}

export interface GivenSeries {
  measure: string;
  values: readonly Given[];
  direction?: MeasureDefinition["direction"];
  /** The groups of a breakdown or of several, each with its months. */
  groups?: Groups | readonly Groups[];
  breaks?: readonly string[];
  rebases?: readonly Rebase[];
  /** The status of the last month. */
  last?: Status;
  frame?: readonly number[];
}

/** The months that end with March 2022, one to a value. */
export function monthsFor(count: number): string[] {
  return monthsBetween("2000-01", "2022-03").slice(-count);
}

function toFigures(
  definition: MeasureDefinition,
  values: readonly Given[],
  breakdown: string,
  group: string,
): Figure[] {
  const months = monthsFor(values.length);
  return values.flatMap((given, index): Figure[] => {
    const period = months[index] ?? "";
    if (given === null) return [];
    const isMissing = typeof given === "string";
    const [numerator, denominator] = typeof given === "object" ? given : [isMissing ? null : given, null];
    const value = denominator === null || numerator === null ? numerator : (100 * numerator) / denominator;
    return [
      {
        measure: definition.id,
        period,
        period_start: `${period}-01`,
        period_end: `${period}-28`,
        breakdown,
        group,
        numerator,
        denominator,
        value,
        unit: definition.unit,
        status: isMissing ? given : "",
        target: definition.target?.value ?? null,
        note: "",
        ...lacking(isMissing ? given : ""),
        ...unjudged,
        ...ofMonth,
      },
    ];
  });
}

/** A site of one measure, its figures judged as the pipeline judges them. */
export function judgedSite(given: GivenSeries): Site {
  const found = template.measures.find(({ id }) => id === given.measure);
  if (!found) throw new Error(`unknown measure: ${given.measure}`);
  const direction = given.direction ?? found.direction;
  const groups = [given.groups ?? []].flat();
  const dimensions = given.groups ? groups.map(({ dimension }) => dimension) : found.dimensions;
  const definition = { ...found, direction, dimensions };
  const breaks = (given.breaks ?? []).map((month) => ({
    measure: found.id,
    on: `${month}-01`,
    reason: "The system was replaced.",
  }));
  const rebases = [...(given.rebases ?? [])];
  const all = [
    ...toFigures(definition, given.values, "", ""),
    ...groups.flatMap(({ dimension, values }) =>
      Object.entries(values).flatMap(([group, own]) => toFigures(definition, own, dimension, group)),
    ),
  ].map((figure) =>
    figure.period === "2022-03" && given.last !== undefined ? { ...figure, status: given.last } : figure,
  );
  const framing = template.measures.find(({ id }) => id === definition.frame);
  const frames = framing && given.frame ? toFigures(framing, given.frame, "", "") : [];
  const figures = withIntervals(definition, withLimits(definition, all, { breaks, rebases }), frames);
  const measures = [definition, ...(framing && given.frame ? [framing] : [])];
  return toSite({ ...template, measures, figures: [...figures, ...frames], breaks, rebases, holdings: [] });
}

/** The measure itself, of such a site. */
export function judgedSeries(given: GivenSeries): Series {
  const series = judgedSite(given).byId.get(given.measure);
  if (!series) throw new Error("missing series");
  return series;
}
