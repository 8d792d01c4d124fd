import {
  capitalise,
  formatCount,
  formatDay,
  formatMonth,
  formatPeriod,
  formatValue,
  plural,
} from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { isPageOff, pageLink } from "../../../report/pageNames.ts";
import { resting, type Said, said, saidHtml, untold } from "../../../report/said.ts";
import { hasValue, type Site } from "../../../report/series.ts";
import type { Restated } from "../../../restate/restate.ts";
import type { RestatedSince } from "../../../restate/restatedSince.ts";
import { dataTable } from "../dataTable.ts";

/** Whether a total that changed is of a month. */
export const isMonth = ({ period_kind }: Restated): boolean => period_kind === "month";

/** Whether a total reads otherwise than it did: a change that rounding takes away isn't one to a reader. */
function readsDifferently(one: Restated): boolean {
  return wasWords(one) !== isWords(one);
}

/** The restated totals that read otherwise than they did, those of the latest month first. */
export function latestFirst(figures: readonly Restated[]): Restated[] {
  const rank = (one: Restated) => (isMonth(one) ? 0 : 1);
  return figures
    .filter(readsDifferently)
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (a.period < b.period ? 1 : a.period > b.period ? -1 : a.measure < b.measure ? -1 : 1),
    );
}

/** What stands where there was a figure, or is one now: hidden, nothing to count, or for whatever reason none. */
const withoutFigure: Readonly<Record<string, string>> = { c: "hidden", z: "nothing to count" };

function valueWords(
  value: number | null,
  numerator: number | null,
  denominator: number | null,
  { unit, status }: { unit: string; status: string },
) {
  if (value === null) return withoutFigure[status] ?? "no figure";
  const isShare = unit === "percent" && numerator !== null && denominator !== null;
  const of = isShare ? ` (${formatCount(numerator)} of ${formatCount(denominator)})` : "";
  return `${formatValue(value, unit)}${of}`;
}

/** What a total was, in words. */
export const wasWords = ({ was, was_numerator, was_denominator, was_status: status, unit }: Restated) =>
  valueWords(was, was_numerator, was_denominator, { unit, status });

/** What a total is, in words. */
export const isWords = ({ is, is_numerator, is_denominator, is_status: status, unit }: Restated) =>
  valueWords(is, is_numerator, is_denominator, { unit, status });

/** Whether what is compared with is what was said then, by a sealed pack or the build's own record. */
const isSaid = ({ report }: Site): boolean => (report.restated?.saidBy ?? null) !== null;

/** By what it is known what was said of a month, or that nobody knows it; as a sentence. */
export function saidByWords({ month, receivedBy, saidBy }: RestatedSince): string {
  const made = `the extracts that had come by ${formatDay(receivedBy)}`;
  if (saidBy === "pack")
    return `What was said is from the sealed pack of ${formatMonth(month)}, made of ${made}.`;
  if (saidBy === "build")
    return `What was said is from the record that the build of ${formatMonth(month)} left, made of ${made}.`;
  return `What was said in ${formatMonth(month)} isn’t known: no pack of it is sealed, and no build left a record. Totals are compared with what ${made} would give today.`;
}

/** Totals that are no longer what was said: what we said, what it is, and why. */
export function restatedTable(site: Site, figures: readonly Restated[], root: string, caption: string): Html {
  const rows = figures.map((one): Content[] => {
    const title = site.byId.get(one.measure)?.definition.title ?? one.measure;
    return [
      html`<a href="${root}measures/${one.measure}.html">${title}</a>, ${formatPeriod(one)}`,
      wasWords(one),
      isWords(one),
      capitalise(one.why),
    ];
  });
  const columns = [
    { label: "Figure" },
    { label: isSaid(site) ? "We said" : "As it would have been", numeric: true },
    { label: "It is", numeric: true },
    { label: "Why", isShort: true },
  ];
  return dataTable(html`<span class="unseen">${caption}</span>`, columns, rows, "restated");
}

const mostRows = 4;

/** That every total given for a month and before it stands; of a month for which none was, that none was. */
export function standsWords(site: Site, month: string): Said<string> {
  const given = site.series.filter(({ figures }) =>
    figures.some((one) => one.breakdown === "" && one.period_end.slice(0, 7) <= month && hasValue(one)),
  );
  return given.length === 0
    ? untold(
        site,
        site.series,
        `No total was given for ${formatMonth(month)} or before, so there is nothing to compare with.`,
      )
    : said(site, [{ build: "restated" }], `Every total given for ${formatMonth(month)} and before stands.`);
}

/** What was said last month and is no longer so: the latest in a table, the rest on a page of their own. */
export function restatedSection(site: Site): Html {
  const { restated } = site.report;
  const basis = resting(site, { build: "restated" });
  const heading = (explanation: Content) =>
    html`<h2>Restated since last month <span class="explain">${explanation}</span></h2>`;
  if (!restated)
    return html`
      <section class="agenda">
        ${heading("")}
        <p class="says"${basis}>
          Nothing had come for the month before when this was built, so there is nothing to compare with.
        </p>
      </section>`;
  const changed = latestFirst(restated.figures.filter(({ was_status }) => was_status !== "x"));
  const month = formatMonth(restated.month);
  if (changed.length === 0)
    return html`
      <section class="agenda">
        ${heading("")}
        <p class="says">${saidHtml(standsWords(site, restated.month))}</p>
      </section>`;
  const own = changed.filter(({ period }) => period === restated.month);
  const shown = (own.length > 0 ? own : changed).slice(0, mostRows);
  const left = changed.length - shown.length;
  const all = pageLink(
    site,
    "restated",
    "./restated.html",
    `All ${plural(changed.length, "restated total")}`,
  );
  const more =
    left === 0 || isPageOff(site.report, "restated")
      ? ""
      : html`
        <p class="says">
          ${all}, of months, quarters
          and years.
        </p>`;
  const table = restatedTable(site, shown, "./", `Totals of ${month} that have changed`);
  return html`
    <section class="agenda"${basis}>
      ${heading(isSaid(site) ? `totals that aren’t what was said in ${month}` : `totals of ${month} and before that late or corrected records have changed`)}
      <p class="quiet">${saidByWords(restated)}</p>
      ${table}${more}
    </section>`;
}
