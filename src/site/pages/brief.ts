import { groups } from "../../measures/definition.ts";
import { groupsOf, type Page } from "../components/layout.ts";
import { columnHeads, compactRow, companionOf, fullRow } from "../components/summary.ts";
import { formatDay, formatList, formatMonth, monthsBefore, plural } from "../format.ts";
import { type Content, type Html, html, join } from "../html.ts";
import { sourceName } from "../names.ts";
import type { Series, Site } from "../series.ts";
import { distanceFromTarget, type Standing, standingOf } from "../standing.ts";
import { noFigureWords } from "../words.ts";

const mostFull = 8;

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
  const rows = series.map((one) => html`<li>${fullRow(site, one, "./", { isBrief: true })}</li>`);
  return section(title, explanation, html`${columnHeads(site.month)}<ul class="rows">${rows}</ul>`);
}

function linesSection(site: Site, title: string, explanation: string, series: readonly Series[]): Content {
  if (series.length === 0) return "";
  return section(
    title,
    explanation,
    html`<ul class="lines">${series.map((one) => compactRow(site, one, "./"))}</ul>`,
  );
}

/** The lines of each group of measures under its name, in two columns where there is room. */
function groupedLines(site: Site, series: readonly Series[]): Content {
  if (series.length === 0) return "";
  const parts = groupsOf(site).flatMap((group): Html[] => {
    const own = series.filter(({ definition }) => definition.group === group);
    return own.length === 0
      ? []
      : [
          html`<section class="line-group"><h3>${groups[group]}</h3><ul>${own.map((one) => compactRow(site, one, "./"))}</ul></section>`,
        ];
  });
  const earlier = formatMonth(monthsBefore(site.month, 12));
  return section(
    "No target",
    `for information; ‘was’ is ${earlier}`,
    html`<div class="line-groups">${parts}</div>`,
  );
}

/** Those of `series` that are not named to be read with one already kept: its companions have no line of their own. */
function withoutCompanions(site: Site, series: readonly Series[], kept: readonly Series[]): Series[] {
  const all = [...kept];
  const own: Series[] = [];
  for (const one of series) {
    if (all.some((other) => companionOf(site, other) === one)) continue;
    own.push(one);
    all.push(one);
  }
  return own;
}

/**
 * The page read before the meeting: off target first, what misses an assumed target after what misses the office’s own, furthest first, the first of them in full; then in a line
 * each on target and, group by group, what has no target. A measure that another is read with is named there.
 */
export function briefPage(site: Site): Page {
  const month = formatMonth(site.month);
  const withStanding = (standing: Standing) =>
    site.series.filter((one) => standingOf(one.latest, one.definition.target) === standing);
  const isAssumed = ({ definition }: Series) => Number(definition.target?.assumed ?? false);
  const furthest = withStanding("off target").sort(
    (a, b) => isAssumed(a) - isAssumed(b) || distanceFromTarget(b) - distanceFromTarget(a),
  );
  const off = withoutCompanions(site, furthest, []);
  const on = withoutCompanions(site, withStanding("on target"), off);
  const headlines = [...off, ...on];
  const untargeted = withoutCompanions(site, withStanding("no target"), headlines);
  const without = withStanding("no figure");
  const body = html`<h1>Assurance brief, ${month}</h1>${dataState(site)}${
    off.length === 0 ? section("Off target", "none this month", "") : ""
  }${fullSection(site, "Off target", "in the month: the office’s own targets first, then the furthest from target", off.slice(0, mostFull))}${linesSection(
    site,
    "Also off target",
    "in the month",
    off.slice(mostFull),
  )}${linesSection(site, "On target", "in the month", on)}${groupedLines(site, untargeted)}${
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
  }<p class="quiet note">All ${plural(site.series.length, "measure")} are under <a href="./measures/index.html">Measures</a>. A month on or off target says nothing yet about whether anything changed: one month’s movement can be chance.</p>`;
  return { path: "index", title: `Assurance brief, ${month}`, body };
}
