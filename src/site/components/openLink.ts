import { hasCases } from "../../report/forBoard.ts";
import { formatPeriod, kindOf } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import type { Series, Site } from "../../report/series.ts";
import { drillLink, hasDrill } from "./drillLink.ts";
import { traceAddress, traceLink } from "./traceLink.ts";

/**
 * A shown figure as a link to what it is made of: of a month that can be opened up to its groups and cases, of another period to
 * where it comes from. Left as it is where there are no cases: in public, and for a board.
 */
export function openLink(site: Site, series: Series, period: string, root: string, shown: Content): Content {
  if (!hasCases(site.report)) return shown;
  if (kindOf(period) !== "month" || period > site.month || !hasDrill(site.report))
    return traceLink(site, series, period, root, shown);
  const said = html`${shown}<span class="unseen">, ${formatPeriod(period)}: open it up</span>`;
  return drillLink(site, series, { month: period }, root, said, "opened");
}

/** A small mark that opens where a figure comes from, one to a row; nothing in the public edition. */
export function traceMark(site: Site, series: Series, period: string, root: string): Content {
  if (site.report.edition === "public") return "";
  return html`<a class="trace-mark" href="${traceAddress(series, period, root)}" title="Where it comes from"><span aria-hidden="true">i</span><span class="unseen">${series.definition.title}, ${formatPeriod(period)}: where it comes from</span></a>`;
}
