import { capitalise, formatDay, formatList, formatMonth, plural } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import { sourceName } from "../../report/names.ts";
import type { SourceState } from "../../report/report.ts";
import type { Series, Site } from "../../report/series.ts";

/** Whether no file of a source has ever come. */
export const isNever = ({ received_on, missing }: SourceState): boolean =>
  received_on === null && missing.every(({ problem }) => problem !== "refused");

/** How a source stands: up to date, late and by how much, complete because its system is closed, or never received. */
export function stateOf(source: SourceState): Content {
  if (isNever(source)) return html`<strong>Not received</strong>`;
  if (source.is_late)
    return html`<strong>Late${source.days_late > 0 ? ` by ${plural(source.days_late, "day")}` : ""}</strong>`;
  return source.due === "closed system" ? "Complete" : "Up to date";
}

/** How many sources are up to date, and by name those that are late and those of which nothing has ever come. */
export function standingOfSources(sources: readonly SourceState[]): {
  current: number;
  late: string[];
  never: string[];
} {
  const names = (own: readonly SourceState[]) => own.map(({ id }) => sourceName(id));
  const never = sources.filter(isNever);
  const late = sources.filter(
    (source) => (source.is_late || source.received_on === null) && !never.includes(source),
  );
  return {
    current: sources.length - never.length - late.length,
    late: names(late),
    never: names(never),
  };
}

/** The files that should have come and haven't, or were refused, a line to each; none where no file has ever come. */
export function missingLines(source: SourceState): string[] {
  if (isNever(source)) return [];
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
  const { late, never } = standingOfSources(sources);
  if (late.length + never.length > 0) {
    const parts = [
      never.length > 0 ? `Never received: ${formatList(never)}` : "",
      late.length > 0 ? `Late: ${formatList(late)}` : "",
    ];
    return html`<strong>${parts.filter(Boolean).join(". ")}</strong>`;
  }
  const covered = sources.flatMap(({ covers_to }) => covers_to ?? []).sort();
  const last = covered.at(-1);
  return last ? `Up to date, to ${formatDay(last)}` : "Up to date";
}
