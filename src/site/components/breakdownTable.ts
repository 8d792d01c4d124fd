import { financialYearOf, monthsBefore, monthsBetween } from "../../../loaders/dates.ts";
import { drawSpark } from "../../charts/spark.ts";
import { formatDimension, formatGroup, formatMonth, formatPeriod, lowerFirst } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { noteOf } from "../../report/notes.ts";
import {
  type Breakdown,
  type GroupSeries,
  hasValue,
  isGroupHidden,
  type Series,
  type Site,
} from "../../report/series.ts";
import { byDimension, fractionWords } from "../../report/words.ts";
import { type Column, dataTable, fold } from "./dataTable.ts";
import { drillLink } from "./drillLink.ts";
import { intervalWords, valueLabel } from "./figureTables.ts";
import { shorthandKey, valueCell } from "./marker.ts";
import { traceLink } from "./traceLink.ts";
import { groupVerdict } from "./verdict.ts";

const mostRows = 40;
const openRows = 12;

interface Compared {
  label: string;
  of: (group: GroupSeries) => import("../../measures/figure.ts").Figure | undefined;
}

/** The last of the periods of which any group has a figure. */
function lastOf(breakdown: Breakdown, kind: "quarters" | "years"): string | undefined {
  return breakdown.groups
    .flatMap((group) => [...group[kind].keys()])
    .sort()
    .at(-1);
}

/** The quarter a year earlier: '2020/21 Q4' for '2021/22 Q4'. */
function yearBefore(quarter: string): string {
  const [year = "", part = ""] = quarter.split(" ");
  const start = `${Number(year.slice(0, 4)) - 1}-04-01`;
  return `${financialYearOf(start.slice(0, 7))} ${part}`;
}

/**
 * The two periods a breakdown shows: the month with its financial year (the last whole one, where it isn't over), or with
 * a year earlier for a stock. Without months it is the last quarter with its year, or with that of a year earlier for a
 * stock; without these, the year alone.
 */
function compared(series: Series, breakdown: Breakdown): Compared[] {
  const { month, definition } = series;
  const earlier = monthsBefore(month, 12);
  const has = (period: string) => breakdown.groups.some((group) => group.years.has(period));
  const current = financialYearOf(month);
  const year = has(current) ? current : (lastOf(breakdown, "years") ?? current);
  const quarter = lastOf(breakdown, "quarters");
  const hasMonths = breakdown.groups.some((group) => group.months.size > 0);
  const first: Compared[] = hasMonths
    ? [{ label: formatMonth(month), of: (group) => group.months.get(month) }]
    : quarter
      ? [{ label: formatPeriod(quarter), of: (group) => group.quarters.get(quarter) }]
      : [];
  const ofYear: Compared = { label: formatPeriod(year), of: (group) => group.years.get(year) };
  if (definition.time === "flow") return [...first, ofYear];
  if (hasMonths) return [...first, { label: formatMonth(earlier), of: (group) => group.months.get(earlier) }];
  const before = quarter && yearBefore(quarter);
  if (!before) return [ofYear];
  return [...first, { label: formatPeriod(before), of: (group) => group.quarters.get(before) }];
}

function sizeOf(group: GroupSeries, periods: readonly Compared[]): number {
  return Math.max(
    ...periods.map(({ of }) => of(group)?.denominator ?? of(group)?.numerator ?? of(group)?.value ?? 0),
  );
}

function trendOf(series: Series, group: GroupSeries): Html {
  const months = monthsBetween(monthsBefore(series.month, 35), series.month);
  return drawSpark({
    months: months.map((month) => ({ month, figure: group.months.get(month) ?? null })),
    unit: series.definition.unit,
    target: null,
    label: `${formatGroup(group.group)}, last 36 months`,
    breaks: series.breaks.map((one) => one.month),
    rebases: series.rebases.map(({ on }) => on.slice(0, 7)),
  });
}

/** What is to be known of one group and of no other that is shown beside it. */
function ownNotes(shown: readonly GroupSeries[], periods: readonly Compared[]): Html {
  const notesOf = (group: GroupSeries) =>
    new Set(
      periods.flatMap(({ of }) => {
        const figure = of(group);
        return figure && hasValue(figure) ? noteOf(figure) : [];
      }),
    );
  const all = shown.map((group) => ({ group, notes: notesOf(group) }));
  const own = all.flatMap(({ group, notes }) =>
    [...notes]
      .filter((note) => note !== "" && all.every((one) => one.group === group || !one.notes.has(note)))
      .map((note) => html`<p class="quiet">${formatGroup(group.group)}: ${lowerFirst(note)}</p>`),
  );
  return html`${own}`;
}

/** One breakdown of a measure: each group in the reported month and beside its financial year or a year earlier. */
export function breakdownTable(site: Site, series: Series, breakdown: Breakdown): Html {
  const { unit } = series.definition;
  const periods = compared(series, breakdown);
  const present = breakdown.groups.filter((group) => periods.some(({ of }) => of(group)));
  if (present.length === 0) return html``;
  const kept =
    present.length > mostRows
      ? new Set([...present].sort((a, b) => sizeOf(b, periods) - sizeOf(a, periods)).slice(0, mostRows))
      : new Set(present);
  const shown = present.filter((group) => kept.has(group));
  const isFraction = unit === "percent" || unit === "ratio";
  const hasInterval = series.definition.has_interval;
  const isShort = shown.length <= openRows;
  const isDrawn = isShort && shown.some((group) => group.months.size > 0);
  const isJudged = shown.some((group) => group.months.get(series.month)?.variation || isGroupHidden(group));
  const columns: Column[] = [
    { label: formatDimension(breakdown.dimension).replace(/^./, (letter) => letter.toUpperCase()) },
    ...periods.flatMap(({ label }): Column[] => [
      { label, numeric: true },
      ...(isFraction ? [{ label: unit === "ratio" ? "Of which" : "Number", numeric: true }] : []),
      ...(hasInterval ? [{ label: "95% interval", numeric: true }] : []),
    ]),
    ...(isDrawn ? [{ label: "Last 36 months" }] : []),
    ...(isJudged ? [{ label: "Unusual?" }] : []),
  ];
  const { dimension } = breakdown;
  const opened = (group: string) => ({ by: dimension, group, month: series.month });
  const rows = shown.map((group): Content[] => [
    drillLink(site, series, opened(group.group), "../", formatGroup(group.group)),
    ...periods.flatMap(({ of }): Content[] => {
      const figure = of(group);
      const fraction = figure ? fractionWords(figure, unit) : null;
      const shown = figure ? traceLink(site, series, figure.period, "../", valueCell(figure, unit)) : "";
      return [
        shown,
        ...(isFraction ? [fraction ?? ""] : []),
        ...(hasInterval ? [intervalWords(figure ?? null, unit)] : []),
      ];
    }),
    ...(isDrawn ? [trendOf(series, group)] : []),
    ...(isJudged ? [groupVerdict(series, group)] : []),
  ]);
  const name = byDimension(breakdown.dimension);
  const when = periods.map(({ label }) => label).join(" and ");
  const caption = html`<span class="unseen">${name}: ${valueLabel(unit).toLowerCase()}, ${when}</span>`;
  const more =
    present.length > mostRows
      ? html`
        <p class="quiet">
          The ${String(mostRows)} largest of ${String(present.length)}; the rest are in the download.
        </p>`
      : "";
  const key = shorthandKey(shown.flatMap((group) => periods.map(({ of }) => of(group) ?? null)));
  const table = html`${dataTable(caption, columns, rows)}${more}${ownNotes(shown, periods)}${key}`;
  const content = isShort ? table : fold(`Show ${String(shown.length)} rows`, table);
  return html`<section class="breakdown"><h3>${name}</h3>${content}</section>`;
}
