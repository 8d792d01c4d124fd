import type { NamedPeriod } from "../../measures/period.ts";
import { formatPeriod } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import type { Series, Site } from "../../report/series.ts";

/** The part of a trace that explains a period: '2022-03' for a month, 'year-2021-22' for a financial year. */
export function anchorOf({ period, period_kind }: NamedPeriod): string {
  return period_kind === "month" ? period : `year-${period.replace("/", "-")}`;
}

/** The address of where a figure comes from. */
export function traceAddress(series: Series, when: NamedPeriod, root: string): string {
  const isExplained = series.explanations.some(({ period }) => period === when.period);
  return `${root}trace/${series.definition.id}.html${isExplained ? `#${anchorOf(when)}` : ""}`;
}

/**
 * A shown figure as a link to where it comes from: to its own period where that is explained, otherwise to
 * the top of the measure's trace. Left as it is in the public edition, which has no traces.
 */
export function traceLink(
  site: Site,
  series: Series,
  when: NamedPeriod,
  root: string,
  shown: Content,
): Content {
  if (site.report.edition === "public") return shown;
  return html`
    <a class="traced" href="${traceAddress(series, when, root)}">
      ${shown}<span class="unseen">, ${formatPeriod(when)}: where it comes from</span>
    </a>`;
}
