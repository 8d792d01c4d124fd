import type { Page } from "../components/layout.ts";
import { columnHeads, compactRow, fullRow } from "../components/summary.ts";
import { formatDay, formatList, formatMonth, monthsBefore, plural } from "../format.ts";
import { type Content, type Html, html, join } from "../html.ts";
import { sourceName } from "../names.ts";
import type { Series, Site } from "../series.ts";
import { distanceFromTarget, type Standing, standingOf } from "../standing.ts";
import { noFigureWords } from "../words.ts";

/** The state of the data in a sentence or two: what is late, refused or set aside. */
function dataState(site: Site): Html {
  const { sources, refused, checks } = site.input;
  const late = sources.filter((source) => source.is_late).map((source) => sourceName(source.id));
  const aside = sources.reduce((sum, source) => sum + source.rows_quarantined, 0);
  const failing = checks.filter((check) => check.rows > 0);
  const parts: Content[] = [
    late.length === 0
      ? html`All ${String(sources.length)} sources are up to date.`
      : html`${plural(sources.length - late.length, "source")} of ${String(sources.length)} up to date; <strong>late: ${formatList(late)}</strong>.`,
    refused.length > 0 ? html`<strong>${plural(refused.length, "file")} refused.</strong>` : "",
    aside > 0 ? html`${plural(aside, "row")} set aside.` : "",
    failing.length > 0 ? html`${plural(failing.length, "check")} with something to look at.` : "",
  ].filter((part) => part !== "");
  return html`<p class="lead">As at <strong>${formatDay(site.input.asAt)}</strong>. ${join(parts, " ")} <a href="./data.html">State of the data</a></p>`;
}

function section(title: string, explanation: Content, content: Content): Html {
  return html`<section class="agenda"><h2>${title} <span class="explain">${explanation}</span></h2>${content}</section>`;
}

function fullSection(site: Site, title: string, explanation: string, series: readonly Series[]): Content {
  if (series.length === 0) return "";
  const rows = series.map((one) => html`<li>${fullRow(site, one, "./")}</li>`);
  return section(title, explanation, html`${columnHeads(site.month)}<ul class="rows">${rows}</ul>`);
}

/** The page read before the meeting: off target first, furthest first; then on target; then the rest in a line each. */
export function briefPage(site: Site): Page {
  const month = formatMonth(site.month);
  const withStanding = (standing: Standing) =>
    site.series.filter((one) => standingOf(one.latest, one.definition.target) === standing);
  const off = withStanding("off target").sort((a, b) => distanceFromTarget(b) - distanceFromTarget(a));
  const untargeted = withStanding("no target");
  const without = withStanding("no figure");
  const body = html`<h1>Assurance brief, ${month}</h1>${dataState(site)}${
    off.length === 0 ? section("Off target", "none this month", "") : ""
  }${fullSection(site, "Off target", "in the month, furthest from target first", off)}${fullSection(
    site,
    "On target",
    "in the month",
    withStanding("on target"),
  )}${
    untargeted.length > 0
      ? section(
          "No target",
          html`for information; ‘was’ is ${formatMonth(monthsBefore(site.month, 12))}`,
          html`<ul class="lines">${untargeted.map((one) => compactRow(site, one, "./"))}</ul>`,
        )
      : ""
  }${
    without.length > 0
      ? section(
          `No figure for ${month}`,
          "a figure that is missing is not a zero",
          html`<ul class="lines plain">${without.map(
            (one) =>
              html`<li class="line"><a href="./measures/${one.definition.id}.html">${one.definition.title}</a><span>${noFigureWords(one)}</span></li>`,
          )}</ul>`,
        )
      : ""
  }<p class="quiet note">A month on or off target says nothing yet about whether anything changed: one month’s movement can be chance.</p>`;
  return { path: "index", title: `Assurance brief, ${month}`, body };
}
