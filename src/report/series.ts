import { monthsBefore, monthsBetween } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { placeOfGroup } from "../catalogue/groupOrder.ts";
import type { Holding } from "../catalogue/holdings.ts";
import type { Note } from "../catalogue/noted.ts";
import type { Rebase } from "../catalogue/rebases.ts";
import type { Figure, PeriodKind } from "../measures/figure.ts";
import { hasHidden } from "../measures/judge.ts";
import type { Explanation } from "./explained.ts";
import type { Publication, Report } from "./report.ts";

/** The figures of one group of a breakdown. */
export interface GroupSeries {
  group: string;
  months: ReadonlyMap<string, Figure>;
  quarters: ReadonlyMap<string, Figure>;
  years: ReadonlyMap<string, Figure>;
  toDate: ReadonlyMap<string, Figure>;
}

export interface Breakdown {
  dimension: string;
  groups: GroupSeries[];
}

/**
 * One measure, ready for a page: its chart, tables, words and download all come from this. `months` has an
 * entry for every month from the first figure to the reported one; null where there is no figure at all.
 */
export interface Series {
  definition: MeasureDefinition;
  month: string;
  months: { month: string; figure: Figure | null }[];
  quarters: Figure[];
  years: Figure[];
  latest: Figure | null;
  yearEarlier: Figure | null;
  breakdowns: Breakdown[];
  holdings: Holding[];
  /** Where the series breaks, and why: the month in which the new one begins. */
  breaks: { month: string; reason: string }[];
  /** Where its limits begin anew by decision, earliest first. */
  rebases: Rebase[];
  /** What the office says of it, earliest first. */
  notes: Note[];
  /** Of a sampled rate, how many could have been sampled in all, by period (its totals). */
  frames: ReadonlyMap<string, number>;
  /** How the figures of the last months and year came about; empty in the public edition. */
  explanations: Explanation[];
  figures: Figure[];
}

/** Everything the pages ask for, indexed once. */
export interface Site {
  report: Report;
  month: string;
  series: Series[];
  byId: ReadonlyMap<string, Series>;
}

const byName = new Intl.Collator("en-GB", { numeric: true }).compare;

export function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const found = groups.get(key(item));
    if (found) found.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function ofKind(figures: readonly Figure[], kind: PeriodKind): Figure[] {
  return figures
    .filter((figure) => figure.period_kind === kind)
    .sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0));
}

function toPeriods(figures: readonly Figure[]): Map<string, Figure> {
  return new Map(figures.map((figure) => [figure.period, figure]));
}

/** A period not held has one row for the whole breakdown, without a group: it stands for every group. */
function isNotHeld(figure: Figure): boolean {
  return figure.group === "" && figure.status === "x";
}

function toBreakdown(
  definition: MeasureDefinition,
  dimension: string,
  figures: readonly Figure[],
): Breakdown {
  const notHeld = figures.filter(isNotHeld);
  const byGroup = groupBy(
    figures.filter((figure) => !isNotHeld(figure)),
    (figure) => figure.group,
  );
  const groups = [...byGroup].map(([group, own]) => ({
    group,
    months: toPeriods(ofKind([...notHeld, ...own], "month")),
    quarters: toPeriods(ofKind([...notHeld, ...own], "quarter")),
    years: toPeriods(ofKind([...notHeld, ...own], "financial-year")),
    toDate: toPeriods(ofKind([...notHeld, ...own], "year-to-date")),
  }));
  const placeOf = ({ group }: GroupSeries) => placeOfGroup(definition, dimension, group);
  return {
    dimension,
    groups: groups.sort((a, b) => placeOf(a) - placeOf(b) || byName(a.group, b.group)),
  };
}

/** Of what is published by longer periods alone, the last quarter's figure, or else the last year's. */
function longerLatest(totals: readonly Figure[], month: string): Figure | null {
  const upTo = totals.filter(({ period_end }) => period_end.slice(0, 7) <= month);
  return ofKind(upTo, "quarter").at(-1) ?? ofKind(upTo, "financial-year").at(-1) ?? null;
}

function toSeries(
  definition: MeasureDefinition,
  figures: readonly Figure[],
  rest: Pick<Series, "holdings" | "breaks" | "rebases" | "notes" | "frames" | "explanations">,
  month: string,
): Series {
  const totals = figures.filter((figure) => figure.breakdown === "");
  const monthly = toPeriods(ofKind(totals, "month").filter((figure) => figure.period <= month));
  const first = [...monthly.keys()][0] ?? month;
  const broken = groupBy(
    figures.filter((figure) => figure.breakdown !== ""),
    (figure) => figure.breakdown,
  );
  const several = [...broken.keys()].filter((breakdown) => breakdown.includes(","));
  return {
    definition,
    month,
    months: monthsBetween(first, month).map((name) => ({ month: name, figure: monthly.get(name) ?? null })),
    quarters: ofKind(totals, "quarter"),
    years: ofKind(totals, "financial-year"),
    latest: monthly.get(month) ?? (monthly.size === 0 ? longerLatest(totals, month) : null),
    yearEarlier: monthly.get(monthsBefore(month, 12)) ?? null,
    breakdowns: [...definition.dimensions, ...several].flatMap((dimension) => {
      const own = broken.get(dimension);
      return own ? [toBreakdown(definition, dimension, own)] : [];
    }),
    ...rest,
    figures: [...figures],
  };
}

/** The totals of the measure that counts what could be sampled, by period. */
function framesOf(figures: readonly Figure[]): Map<string, number> {
  const totals = figures.filter((figure) => figure.breakdown === "" && hasValue(figure));
  return new Map(totals.map(({ period, value }) => [period, value ?? 0]));
}

/** The report as one series to a measure, in the order of `report.measures`. */
export function toSite(report: Report): Site {
  const month = report.asAt.slice(0, 7);
  const figures = groupBy(report.figures, (figure) => figure.measure);
  const series = report.measures.map((definition) =>
    toSeries(
      definition,
      figures.get(definition.id) ?? [],
      {
        holdings: report.holdings.filter((holding) => holding.measure === definition.id),
        breaks: report.breaks
          .filter((one) => one.measure === definition.id)
          .map(({ on, reason }) => ({ month: on.slice(0, 7), reason })),
        rebases: report.rebases
          .filter((one) => one.measure === definition.id)
          .sort((a, b) => (a.on < b.on ? -1 : 1)),
        notes: report.notes.filter(({ about }) => about === definition.id),
        frames: framesOf(figures.get(definition.frame ?? "") ?? []),
        explanations: report.explanations.filter((one) => one.measure === definition.id),
      },
      month,
    ),
  );
  // As people count: what is decided in 7 weeks before what is in 13.
  series.sort((a, b) => byName(a.definition.id, b.definition.id));
  return { report, month, series, byId: new Map(series.map((one) => [one.definition.id, one])) };
}

/** The last `count` months, the reported one last. */
export function lastMonths(series: Series, count: number): Series["months"] {
  const names = monthsBetween(monthsBefore(series.month, count - 1), series.month);
  const known = new Map(series.months.map((one) => [one.month, one.figure]));
  return names.map((month) => ({ month, figure: known.get(month) ?? null }));
}

/** A figure of a breakdown's group in a month, if there is one with a value. */
export function valueIn(group: GroupSeries, month: string): (Figure & { value: number }) | null {
  const figure = group.months.get(month);
  return figure && hasValue(figure) ? figure : null;
}

/** Whether a month of a measure is hidden: nothing may be said of its series, as those left are no fair sample. */
export function hasHiddenMonth({ months }: Pick<Series, "months">): boolean {
  return hasHidden(months.map(({ figure }) => figure));
}

/** The months in which the limits of a measure's total begin anew by decision; none where it has no limits, as a month is hidden. */
export function rebasedMonths(series: Pick<Series, "months" | "rebases">): string[] {
  return hasHiddenMonth(series) ? [] : series.rebases.map(({ on }) => on.slice(0, 7));
}

/** Whether a month of a group of a breakdown is hidden. */
export function isGroupHidden({ months }: GroupSeries): boolean {
  return hasHidden([...months.values()]);
}

/** Whether a measure is given by longer periods alone. */
export function hasNoMonths({ months }: Pick<Series, "months">): boolean {
  return months.every(({ figure }) => figure === null);
}

/** Whether a figure has a value to show. */
export function hasValue(figure: Figure | null | undefined): figure is Figure & { value: number } {
  return typeof figure?.value === "number";
}

/** The day a stock or snapshot is of. */
export function dayOf(figure: Figure): string {
  return figure.taken_on ?? figure.period_end;
}

/**
 * What is said first of a measure: its latest figure. In public, where that is hidden or not reached, the finest longer period up
 * to the same day that is shown, a quarter, a year to date or a year; of what is published without months, the last one shown of two
 * years: an older one would be taken for today's.
 */
export function headlineOf({ report }: Pick<Site, "report">, series: Series): Figure | null {
  const { latest, figures, month } = series;
  if (report.edition !== "public" || latest === null || hasValue(latest)) return latest;
  const least = hasNoMonths(series) ? `${monthsBefore(month, 23)}-01` : latest.period_end;
  const shown = figures.filter(
    (figure) =>
      figure.breakdown === "" &&
      hasValue(figure) &&
      figure.period_end >= least &&
      figure.period_end.slice(0, 7) <= month,
  );
  const last = shown
    .map(({ period_end }) => period_end)
    .sort()
    .at(-1);
  const kinds: readonly PeriodKind[] = ["quarter", "year-to-date", "financial-year"];
  const finest = kinds.map((kind) =>
    shown.find((one) => one.period_kind === kind && one.period_end === last),
  );
  return finest.find((one) => one !== undefined) ?? latest;
}

/** A measure of the site. Throws an Error where there is none of that id. */
export function getSeries(site: Site, id: string): Series {
  const series = site.byId.get(id);
  if (!series) throw new Error(`unknown measure: ${id}`);
  return series;
}

/** The ids of all measures of the site. */
export const measureIds = (site: Site): string[] => site.series.map(({ definition }) => definition.id);

/** What the public edition says of itself. Throws an Error for a report that has no such thing. */
export function publicationOf({ report }: Site): Publication {
  if (!report.publication) throw new Error(`missing publication: the ${report.edition} edition has none`);
  return report.publication;
}
