import { monthsBefore } from "../../../../loaders/dates.ts";
import { drawSpark } from "../../../charts/spark.ts";
import type { Figure } from "../../../measures/figure.ts";
import { monthPeriod } from "../../../measures/period.ts";
import { formatMonth, formatShortMonth, formatTarget, nounFor, plural } from "../../../report/format.ts";
import { type Content, html } from "../../../report/html.ts";
import { resting } from "../../../report/said.ts";
import { hasNoMonths, hasValue, headlineOf, type Series, type Site } from "../../../report/series.ts";
import { soFarOf } from "../../../report/soFar.ts";
import { fractionWords, targetWords } from "../../../report/words.ts";
import { dataTable, type TableColumn } from "../dataTable.ts";
import { markedValue } from "../marker.ts";
import { openLink, traceMark } from "../openLink.ts";
import { recentTrend, shownFigure } from "../summary.ts";

/** The name of a month of the year, 1 to 12. */
const monthName = (month: number) =>
  formatMonth(`2000-${String(month).padStart(2, "0")}`).replace(/ 2000$/, "");

/** A figure of another period, its two numbers shown on hover; nothing where the measure has none of that period. */
function otherCell(figure: Figure | null, unit: string): Content {
  if (!figure) return "";
  const shown = markedValue(figure, unit);
  const fraction = fractionWords(figure, unit);
  return fraction === null ? shown : html`<span title="${fraction}">${shown}</span>`;
}

/** A target in as few signs as it takes, heard in words: '≥ 75%', '0'. */
function aimCell({ definition: { target, unit } }: Series): Content {
  if (!target) return "";
  const sign = target.comparison === "at least" ? "≥" : "≤";
  const isWhole = target.value === 0 || (target.value === 100 && unit === "percent");
  const shown = `${isWhole ? "" : `${sign}\u00a0`}${formatTarget(target.value, unit)}`;
  return html`<span aria-hidden="true">${shown}</span><span class="unseen">${target.assumed ? "assumed " : ""}${targetWords(target, unit)}</span>`;
}

function row(site: Site, series: Series): Content[] {
  const before = monthsBefore(site.month, 1);
  const { main, under } = shownFigure(site, series);
  const { id, title, unit } = series.definition;
  const isCount = under === nounFor(series.latest?.value ?? 0, unit);
  const pairs = soFarOf(series);
  const toDate = pairs.find(({ now }) => now.period_kind === "year-to-date");
  const last = series.months.find(({ month }) => month === before)?.figure ?? null;
  const when = headlineOf(site, series) ?? monthPeriod(site.month);
  const shown = html`<strong>${openLink(site, series, when, "./", main)}</strong>`;
  return [
    html`<a href="./measures/${id}.html">${title}</a>`,
    aimCell(series),
    isCount || !under ? shown : html`<span class="under">${under}</span> ${shown}`,
    otherCell(last, unit),
    otherCell(series.yearEarlier, unit),
    toDate ? otherCell(toDate.figure, unit) : "",
    toDate ? otherCell(toDate.earlier, unit) : "",
    hasNoMonths(series)
      ? traceMark(site, series, when, "./")
      : html`<div class="spark-cell"><div class="chart-box">${drawSpark({ ...recentTrend(series), says: true })}</div>${traceMark(site, series, when, "./")}</div>`,
  ];
}

/** The year to date of those that have one, folded: shown on a phone, where the table of all has no room for it. */
function toDateFold(site: Site, held: readonly Series[]): Content {
  const rows = held.flatMap((series) => {
    const pair = soFarOf(series).find(({ now }) => now.period_kind === "year-to-date");
    return pair ? [{ series, pair }] : [];
  });
  if (rows.length === 0) return "";
  const table = dataTable(
    html`<span class="unseen">The year to date, and the same months of the year before</span>`,
    [{ label: "Measure" }, { label: "To date", numeric: true }, { label: "Year before", numeric: true }],
    rows.map(({ series: { definition }, pair }) => [
      definition.title,
      markedValue(pair.figure, definition.unit),
      markedValue(pair.earlier, definition.unit),
    ]),
    "",
    rows.map(({ series }) => resting(site, { anyOf: series })),
  );
  const words = `The year to date: ${plural(rows.length, "measure")}`;
  return html`<details class="to-date"><summary>${words}</summary>${table}</details>`;
}

/**
 * The office's headline figures: each with its two numbers, the month before, the same month a year before, the year to date beside
 * the same months of the year before, and the shape of 36 months against its target. Nothing where the office holds none of them.
 */
export function headlinesSection(site: Site): Content {
  const series = site.report.headlines.flatMap((id) => site.byId.get(id) ?? []);
  const held = series.filter(({ figures }) => figures.some(hasValue));
  if (held.length === 0) return "";
  const columns: TableColumn[] = [
    { label: "Measure" },
    { label: "Target", numeric: true },
    { label: formatShortMonth(site.month), numeric: true },
    {
      label: formatShortMonth(monthsBefore(site.month, 1)),
      onPhone: formatShortMonth(monthsBefore(site.month, 1)).replace(/ \d{4}$/, ""),
      numeric: true,
    },
    { label: formatShortMonth(monthsBefore(site.month, 12)), numeric: true },
    { label: "To date", numeric: true },
    { label: "Year before", numeric: true },
    { label: "36 months" },
  ];
  const caption = html`<span class="unseen">Headline figures of ${formatShortMonth(site.month)}</span>`;
  return html`
    <section class="agenda" id="headlines">
      <h2>Headline figures <span class="explain">the year to date from ${monthName(site.report.about.first_month)}; the year before to the same month</span></h2>
      ${dataTable(
        caption,
        columns,
        held.map((one) => row(site, one)),
        "headlines",
        held.map((one) => resting(site, { anyOf: one })),
      )}
      ${toDateFold(site, held)}
    </section>`;
}
