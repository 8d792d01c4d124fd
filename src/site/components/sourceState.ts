import { arrivalOf, arrivalsOf, stateWords } from "../../report/arrivals.ts";
import { capitalise, formatDay, formatList, formatMonth } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import type { SourceState } from "../../report/report.ts";
import type { Series, Site } from "../../report/series.ts";

/** How a source stands, in bold where somebody should ask after it. */
export function stateOf(source: SourceState, asAt: string): Content {
  const words = capitalise(stateWords(source, asAt));
  return ["late", "never received"].includes(arrivalOf(source, asAt))
    ? html`<strong>${words}</strong>`
    : words;
}

/** The files that should have come and haven't, or were refused, a line to each; none where no file has ever come. */
export function missingLines(source: SourceState, asAt: string): string[] {
  if (arrivalOf(source, asAt) === "never received") return [];
  return source.missing.map(({ from, to, problem }) => {
    const first = formatMonth(from);
    const last = formatMonth(to);
    return `${capitalise(problem)}: ${first === last ? first : `${first} to ${last}`}`;
  });
}

/** The state of all the sources a measure's figures depend on, in a line. */
export function freshnessOf(site: Site, series: Series): Content {
  const sources = site.report.sources.filter((source) =>
    series.definition.extracts.includes(source.contract),
  );
  if (sources.length === 0) return html`<strong>none</strong>`;
  const { due, late, never } = arrivalsOf(sources, site.report.asAt);
  if (late.length + never.length > 0) {
    const parts = [
      never.length > 0 ? `Never received: ${formatList(never)}` : "",
      late.length > 0 ? `Late: ${formatList(late)}` : "",
    ];
    return html`<strong>${parts.filter(Boolean).join(". ")}</strong>`;
  }
  const covered = sources.flatMap(({ covers_to }) => covers_to ?? []).sort();
  const last = covered.at(-1);
  if (due.length > 0) return `Due later: ${formatList(due)}`;
  return last ? `Up to date, to ${formatDay(last)}` : "Up to date";
}
