import { endOfMonth, monthsBefore, monthsBetween } from "../../../loaders/dates.ts";
import { drawSpark } from "../../charts/spark.ts";
import type { Figure } from "../../measures/figure.ts";
import { monthPeriod, type NamedPeriod, yearPeriod, yearToDatePeriod } from "../../measures/period.ts";
import {
  formatDay,
  formatDimension,
  formatGroup,
  formatList,
  formatPeriod,
  lowerFirst,
} from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { noteOf } from "../../report/notes.ts";
import {
  type Breakdown,
  dayOf,
  type GroupSeries,
  hasValue,
  isGroupHidden,
  type Series,
  type Site,
} from "../../report/series.ts";
import { byDimension, fractionWords } from "../../report/words.ts";
import { dataTable, fold, type TableColumn } from "./dataTable.ts";
import { drillLink } from "./drillLink.ts";
import { intervalWords, valueWords } from "./figureTables.ts";
import { shorthandKey, valueCell } from "./marker.ts";
import { isOpenable, openLink } from "./openLink.ts";
import { trendWords } from "./trendWords.ts";
import { groupVerdict } from "./verdict.ts";

const mostRows = 40;
const openRows = 12;

/** So many small charts the breakdowns of a page have: of all they would take too long to come. */
const mostDrawn = 6;

/** A column of a breakdown's table, and which of a share's counts and interval stand beside its value. */
interface Compared {
  label: string;
  /** Whether it stands a year before another. */
  isBeside: boolean;
  hasCounts: boolean;
  hasInterval: boolean;
  of: (group: GroupSeries) => Figure | undefined;
}

type Kind = "months" | "quarters" | "years" | "toDate";

/** The last of the periods of which any group has a figure. */
function lastOf({ groups }: Breakdown, kind: Kind): NamedPeriod | undefined {
  const all = groups.flatMap((group) => [...group[kind].values()]);
  return all.reduce<NamedPeriod | undefined>(
    (last, one) => (last && last.period_end >= one.period_end ? last : one),
    undefined,
  );
}

/** The period of the same kind a year earlier, where a group has a figure of it. */
function yearBefore({ groups }: Breakdown, kind: Kind, { period_end }: NamedPeriod): NamedPeriod | undefined {
  const end = endOfMonth(period_end, -12);
  for (const group of groups)
    for (const figure of group[kind].values())
      if (figure.period_end === end && hasValue(figure)) return figure;
  return undefined;
}

/** What a column is called: its period, or of what stands on a day that day. */
function labelOf(
  { time }: Series["definition"],
  period: NamedPeriod,
  figures: readonly (Figure | undefined)[],
): string {
  const days = new Set(figures.flatMap((figure) => (figure ? dayOf(figure) : [])));
  const [day] = days;
  return time === "flow" || !day || days.size > 1 ? formatPeriod(period) : `At ${formatDay(day)}`;
}

/**
 * The periods a breakdown shows, each with the same a year before where there is one: the month with its year to date, or the
 * financial year (the last whole one) where there is none, or for a stock the month alone. Without months it is the last quarter with its
 * year, or for a stock alone; without these, the year.
 */
function compared(series: Series, breakdown: Breakdown): Compared[] {
  const { month, definition } = series;
  const { groups } = breakdown;
  const current = yearPeriod(month);
  const year = groups.some((group) => group.years.has(current.period)) ? current : lastOf(breakdown, "years");
  const quarter = lastOf(breakdown, "quarters");
  const hasMonths = groups.some((group) => group.months.size > 0);
  const first: [Kind, NamedPeriod | undefined] = hasMonths
    ? ["months", monthPeriod(month)]
    : ["quarters", quarter];
  const toDate = yearToDatePeriod(month);
  const ofYear: [Kind, NamedPeriod | undefined] = groups.some((group) => group.toDate.has(toDate.period))
    ? ["toDate", toDate]
    : ["years", year ?? (hasMonths ? current : undefined)];
  const isAlone = first[1] !== undefined && definition.time !== "flow";
  const wanted = isAlone ? [first] : [first, ofYear];
  const pairs = wanted.filter(([, period]) => period !== undefined).length;
  return wanted.flatMap(([kind, period], place): Compared[] => {
    if (period === undefined) return [];
    const columnOf = (of: NamedPeriod, isBeside: boolean): Compared => ({
      label: labelOf(
        definition,
        of,
        groups.map((group) => group[kind].get(of.period)),
      ),
      isBeside,
      // Beside its months a table has room for no more than the values of the year.
      hasCounts: !isBeside && !(hasMonths && place > 0),
      hasInterval: isBeside ? pairs === 1 : !(hasMonths && place > 0),
      of: (group) => group[kind].get(of.period),
    });
    const before = yearBefore(breakdown, kind, period);
    return [columnOf(period, false), ...(before ? [columnOf(before, true)] : [])];
  });
}

function sizeOf(group: GroupSeries, periods: readonly Compared[]): number {
  return Math.max(
    ...periods.map(({ of }) => of(group)?.denominator ?? of(group)?.numerator ?? of(group)?.value ?? 0),
  );
}

function trendOf(series: Series, group: GroupSeries): Html {
  const months = monthsBetween(monthsBefore(series.month, 35), series.month);
  const { unit } = series.definition;
  const shown = months.map((month) => ({ month, figure: group.months.get(month) ?? null }));
  const drawn = drawSpark({
    says: true,
    months: shown,
    unit,
    target: null,
    label: `${formatGroup(group.group)}, last 36 months: ${trendWords(shown, unit)}`,
    breaks: series.breaks.map((one) => one.month),
    rebases: series.rebases.map(({ on }) => on.slice(0, 7)),
  });
  return html`<div class="chart-box">${drawn}</div>`;
}

/** What is to be known now of one group and of no other that is shown beside it. */
function ownNotes(shown: readonly GroupSeries[], compared: readonly Compared[]): Html {
  const periods = compared.filter(({ isBeside }) => !isBeside);
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

/** The groups of a breakdown that have a figure of any of the periods. */
const presentIn = (breakdown: Breakdown, periods: readonly Compared[]) =>
  breakdown.groups.filter((group) => periods.some(({ of }) => of(group)));

/** Whether the groups of a breakdown have small charts: they have months, and are few enough to be open on the page. */
function hasCharts(series: Series, breakdown: Breakdown): boolean {
  const present = presentIn(breakdown, compared(series, breakdown));
  return present.length <= openRows && present.some((group) => group.months.size > 0);
}

/**
 * The breakdowns whose groups have small charts: the first, and those after it while there is room. Inside, the others’ months
 * are on the page that opens figures up and in the files of the measure; in public all have charts.
 */
function drawnOf(site: Site, series: Series): ReadonlySet<Breakdown> {
  const drawn = new Set<Breakdown>();
  let charts = 0;
  for (const breakdown of series.breakdowns.filter((one) => hasCharts(series, one))) {
    if (site.report.edition === "internal" && charts > 0 && charts + breakdown.groups.length > mostDrawn)
      continue;
    charts += breakdown.groups.length;
    drawn.add(breakdown);
  }
  return drawn;
}

/** The breakdowns of a measure, one below the other. */
export function breakdownTables(site: Site, series: Series): Html {
  const drawn = drawnOf(site, series);
  return html`${series.breakdowns.map((one) => breakdownTable(site, series, one, drawn.has(one)))}`;
}

/** A group's name: the way into it where its first figure isn't. */
function groupCell(
  site: Site,
  series: Series,
  by: string,
  group: GroupSeries,
  [first]: readonly Compared[],
): Content {
  const name = formatGroup(group.group);
  const figure = first?.of(group);
  if (figure && isOpenable(site, figure)) return name;
  return drillLink(site, series, { by, group: group.group, month: series.month }, "../", name);
}

/** One breakdown of a measure: each group in the periods that `compared` gives, each beside that of a year earlier. */
export function breakdownTable(
  site: Site,
  series: Series,
  breakdown: Breakdown,
  isDrawn = hasCharts(series, breakdown),
): Html {
  const { unit } = series.definition;
  const periods = compared(series, breakdown);
  const present = presentIn(breakdown, periods);
  if (present.length === 0) return html``;
  const kept =
    present.length > mostRows
      ? new Set([...present].sort((a, b) => sizeOf(b, periods) - sizeOf(a, periods)).slice(0, mostRows))
      : new Set(present);
  const shown = present.filter((group) => kept.has(group));
  const isFraction = unit === "percent" || unit === "ratio";
  const hasInterval = series.definition.has_interval;
  const isShort = shown.length <= openRows;
  const isJudged = shown.some((group) => group.months.get(series.month)?.variation || isGroupHidden(group));
  const columns: TableColumn[] = [
    { label: formatDimension(breakdown.dimension).replace(/^./, (letter) => letter.toUpperCase()) },
    ...periods.flatMap(({ label, ...own }): TableColumn[] => [
      { label, numeric: true },
      ...(isFraction && own.hasCounts
        ? [{ label: unit === "ratio" ? "Of which" : "Number", numeric: true }]
        : []),
      ...(hasInterval && own.hasInterval ? [{ label: "95% interval", numeric: true }] : []),
    ]),
    ...(isDrawn ? [{ label: "Last 36 months" }] : []),
    ...(isJudged ? [{ label: "Unusual?" }] : []),
  ];
  const { dimension } = breakdown;
  const rows = shown.map((group): Content[] => [
    groupCell(site, series, dimension, group, periods),
    ...periods.flatMap(({ of, ...own }, place): Content[] => {
      const figure = of(group);
      const fraction = figure ? fractionWords(figure, unit) : null;
      const value = figure ? valueCell(figure, unit) : "";
      const opened = { by: dimension, group: group.group };
      const shown = figure && place === 0 ? openLink(site, series, figure, "../", value, opened) : value;
      return [
        shown,
        ...(isFraction && own.hasCounts ? [fraction ?? ""] : []),
        ...(hasInterval && own.hasInterval ? [intervalWords(figure ?? null, unit)] : []),
      ];
    }),
    ...(isDrawn ? [trendOf(series, group)] : []),
    ...(isJudged ? [groupVerdict(series, group)] : []),
  ]);
  const name = byDimension(breakdown.dimension);
  const when = formatList(periods.map(({ label }) => label.replace(/^At /, "at ")));
  const caption = html`<span class="unseen">${name}: ${valueWords(unit)}, ${when}</span>`;
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
  return html`<section class="breakdown" data-by="${dimension}"><h3>${name}</h3>${content}</section>`;
}
