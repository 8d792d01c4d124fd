import { plainNames } from "../../../../loaders/calledNames.ts";
import type { Figure } from "../../../measures/figure.ts";
import { capitalise, formatCount, formatPeriod, plural } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { limitSaid } from "../../../report/limitsSaid.ts";
import { resting, said, saidHtml } from "../../../report/said.ts";
import { hasValue, type Site } from "../../../report/series.ts";
import { dataTable } from "../dataTable.ts";
import { marker, valueCell } from "../marker.ts";

const answered = "foi-answered-20wd";
const quartersShown = 8;

/** How many due in a period weren't answered in time; null where that isn't known. */
function lateIn({ numerator, denominator }: Figure): number | null {
  return numerator === null || denominator === null ? null : denominator - numerator;
}

function lateBar(late: number, most: number): Html {
  return html`
    <svg class="age-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect width="${((100 * late) / most).toFixed(1)}" y="0.5" height="11" fill="var(--line)"></rect>
    </svg>`;
}

/** How many were late in each of the four quarters before: '3 to 6 a quarter'; nothing where one isn't known. */
function quartersBefore(quarters: readonly Figure[]): string {
  const late = quarters.slice(-5, -1).flatMap((one) => lateIn(one) ?? []);
  if (late.length < 4) return "";
  const [low, high] = [Math.min(...late), Math.max(...late)];
  const each = low === high ? `${formatCount(low)}` : `${formatCount(low)} to ${formatCount(high)}`;
  return `; in the four quarters before, ${high === 0 ? "all were" : `${each} a quarter weren’t`}`;
}

/** What the last quarter says: '1 of 91 FOI requests due in January to March 2022 wasn’t answered in time'. */
export function lateFinding(
  quarters: readonly Figure[],
  request: string = plainNames["freedom of information request"],
): string {
  const last = quarters.at(-1);
  const late = last ? lateIn(last) : null;
  if (!last?.denominator || late === null) return `${capitalise(request)}s answered in time, by quarter`;
  const { denominator } = last;
  const when = `due in ${formatPeriod(last)}`;
  const were = quartersBefore(quarters);
  if (late > 0)
    return `${formatCount(late)} of ${plural(denominator, request)} ${when} ${late === 1 ? "wasn’t" : "weren’t"} answered in time${were}`;
  return denominator === 1
    ? `The one ${request} ${when} was answered in time${were}`
    : `All ${formatCount(denominator)} ${request}s ${when} were answered in time${were}`;
}

/** The FOI requests due in each of the last eight quarters, and how many weren't answered in time, from zero. */
export function answeredInTime(site: Site): Content {
  const series = site.byId.get(answered);
  const quarters = (series?.quarters ?? []).slice(-quartersShown);
  if (!series || quarters.length === 0) return "";
  if (!quarters.some(hasValue))
    return html`<section class="panel"><h2>${saidHtml(said(site, [series], ""))}</h2></section>`;
  const most = Math.max(1, ...quarters.map((one) => lateIn(one) ?? 0));
  const rows = quarters.map((one): Content[] => {
    const late = lateIn(one);
    const shown = late === null ? marker(one.status || "x") : formatCount(late);
    return [
      capitalise(formatPeriod(one)),
      late === null ? "" : lateBar(late, most),
      html`<strong>${shown}</strong>`,
      one.denominator === null ? "" : formatCount(one.denominator),
      valueCell(one, series.definition.unit),
    ];
  });
  const columns = [
    { label: "Quarter" },
    { label: "Not answered in time" },
    { label: "Number", numeric: true },
    { label: "Due", numeric: true },
    { label: "In time", numeric: true },
  ];
  const request = site.report.about.called["freedom of information request"];
  const caption = html`<span class="unseen">${capitalise(request)}s due and not answered in ${limitSaid(site, "information request")}, by quarter</span>`;
  return html`
    <section class="panel"${resting(site, { anyOf: series })}>
      <h2>${lateFinding(quarters, request)}</h2>
      ${dataTable(caption, columns, rows, "ages")}
    </section>`;
}
