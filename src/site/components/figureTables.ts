import type { Figure } from "../../measures/figure.ts";
import { monthPeriod, type NamedPeriod } from "../../measures/period.ts";
import { expectedWords } from "../../report/controlLimits.ts";
import {
  capitalise,
  formatCount,
  formatDay,
  formatMonth,
  formatPeriod,
  formatValue,
} from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { markedNote, noteOf } from "../../report/notes.ts";
import { dayOf, hasNoMonths, lastMonths, type Series, type Site } from "../../report/series.ts";
import { monthWords } from "../../report/signals.ts";
import { yearsTitle } from "../../report/yearWords.ts";
import { dataTable, fold, type TableColumn } from "./dataTable.ts";
import { marker, shorthandKey, valueCell } from "./marker.ts";
import { openCell } from "./openLink.ts";

type Row = { when: NamedPeriod; figure: Figure | null };

/** What the value column of a measure is called: 'Share', 'Ratio' or the noun it counts. */
export function valueLabel(unit: string): string {
  return capitalise(valueWords(unit));
}

/** The same within a sentence: 'share', 'FTE'. */
export function valueWords(unit: string): string {
  return unit === "percent" ? "share" : unit;
}

type Part = "numerator" | "denominator";

/** The parts shown beside a value: both of a rate, what a count is out of, or nothing. */
function partsOf(series: Series): Part[] {
  const { unit } = series.definition;
  if (unit === "percent" || unit === "ratio") return ["numerator", "denominator"];
  const held = series.figures.filter((figure) => figure.denominator !== null);
  if (held.length === 0) return [];
  return held.every((figure) => figure.numerator === figure.value)
    ? ["denominator"]
    : ["numerator", "denominator"];
}

/** The interval of a share, '38.9% to 67.5%', or nothing where it has none. */
export const intervalWords = (figure: Figure | null, unit: string): string =>
  !figure || figure.lower === null || figure.upper === null
    ? ""
    : `${formatValue(figure.lower, unit)} to ${formatValue(figure.upper, unit)}`;

/** What is said of each month beside its parts, and whether any has it: nothing of longer periods. */
const judgements: readonly { label: string; of: (figure: Figure | null, unit: string) => string }[] = [
  { label: "To expect", of: (figure) => expectedWords(figure) },
  { label: "95% interval", of: intervalWords },
  { label: "Signal", of: (figure) => capitalise(monthWords(figure)) },
];

function judgementsOf(series: Series, rows: readonly Row[]): typeof judgements {
  return judgements.filter(({ of }) => rows.some(({ figure }) => of(figure, series.definition.unit) !== ""));
}

/** What a table shows of each period besides its value. */
interface Shown {
  parts: readonly Part[];
  judged: typeof judgements;
  hasNotes: boolean;
}

function columnsFor(unit: string, periodLabel: string, { parts, judged, hasNotes }: Shown): TableColumn[] {
  const labels = { numerator: "Number", denominator: unit === "ratio" ? "To" : "Out of" };
  return [
    { label: periodLabel },
    { label: valueLabel(unit), numeric: true },
    ...parts.map((part) => ({ label: labels[part], numeric: true })),
    ...judged.map(({ label }) => ({ label, isShort: label !== "Signal" })),
    ...(hasNotes ? [{ label: "Note" }] : []),
  ];
}

function noteCell(figure: Figure | null): Content {
  if (!figure) return "No figure";
  return figure.value !== null && figure.status
    ? html`${marker(figure.status)} ${noteOf(figure)}`
    : markedNote(figure);
}

function periodCell({ when, figure }: Row, time: Series["definition"]["time"]): string {
  const name = formatPeriod(when);
  if (time === "flow" || !figure) return name;
  return figure.period_kind === "month"
    ? formatDay(dayOf(figure))
    : `${name}, at ${formatDay(dayOf(figure))}`;
}

function figureTable(
  site: Site,
  series: Series,
  caption: string,
  periodLabel: string,
  rows: readonly Row[],
  kind = "figures",
): Html {
  const { unit, time } = series.definition;
  const hasNotes = rows.some(({ figure }) => figure?.status !== "" || noteOf(figure) !== "");
  const shown: Shown = { parts: partsOf(series), judged: judgementsOf(series, rows), hasNotes };
  const lines = rows.map((row): Content[] => {
    const { figure } = row;
    const parts = shown.parts.map((part) => {
      const count = figure?.[part];
      if (count !== null && count !== undefined) return formatCount(count);
      return figure?.status === "x" || figure?.status === "c" ? marker(figure.status) : "";
    });
    return [
      periodCell(row, time),
      openCell(site, series, row.when, "../", valueCell(figure, unit)),
      ...parts,
      ...shown.judged.map(({ of }) => of(figure, unit)),
      ...(hasNotes ? [noteCell(figure)] : []),
    ];
  });
  return dataTable(caption, columnsFor(unit, periodLabel, shown), lines, kind);
}

/** A table of a row to each month, the last first: the script of the chart reads what it says. */
const byMonth = "figures by-month";

/** The latest 13 months, the financial years, and every month folded away: the same figures as the chart. */
export function figureTables(site: Site, series: Series): Html {
  const { time, title } = series.definition;
  const label = time === "flow" ? "Month" : "As at";
  const toRow = ({ month, figure }: Series["months"][number]): Row => ({
    when: monthPeriod(month),
    figure,
  });
  const recent = lastMonths(series, 13).map(toRow).reverse();
  const all = series.months.map(toRow).reverse();
  const years = series.years.map((figure) => ({ when: figure, figure })).reverse();
  const quarters = series.quarters.map((figure) => ({ when: figure, figure })).reverse();
  const first = series.months[0]?.month;
  const every =
    all.length > 13 && first
      ? fold(
          `Every month since ${formatMonth(first)}`,
          figureTable(site, series, `${title}, every month`, label, all, byMonth),
        )
      : "";
  const shown = [...recent, ...years].map(({ figure }) => figure);
  const yearTable = years.length > 0 ? figureTable(site, series, yearsTitle(site), "Year", years) : "";
  if (hasNoMonths(series)) {
    const table = quarters.length > 0 ? figureTable(site, series, "Quarters", "Quarter", quarters) : "";
    return html`${table}${yearTable}${shorthandKey([...quarters, ...years].map(({ figure }) => figure))}`;
  }
  return html`${figureTable(site, series, "The latest 13 months", label, recent, byMonth)}${every}${yearTable}${shorthandKey(shown)}`;
}
