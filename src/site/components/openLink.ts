import type { NamedPeriod } from "../../measures/period.ts";
import { formatPeriod } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import { isPageOff } from "../../report/pageNames.ts";
import type { Series, Site } from "../../report/series.ts";
import { type DrillPlace, drillLink, hasDrill } from "./drillLink.ts";
import { traceAddress, traceLink } from "./traceLink.ts";

/** Whether a figure of this period is opened up where cases are: of a month, unless the office has switched that page off. */
const isOpened = ({ report, month }: Site, { period, period_kind }: NamedPeriod): boolean =>
  period_kind === "month" && period <= month && !isPageOff(report, "drill");

/** Whether a figure of this period is a way to its cases on this site. */
export const isOpenable = (site: Site, when: NamedPeriod): boolean =>
  isOpened(site, when) && hasDrill(site.report);

/**
 * A shown figure as a link to what it is made of: of a month that can be opened up to its groups and cases, of another period to
 * where it comes from. Left as it is in public, and of a month for a board. `of` is the group it is of, if of one.
 */
export function openLink(
  site: Site,
  series: Series,
  when: NamedPeriod,
  root: string,
  shown: Content,
  of: Pick<DrillPlace, "by" | "group"> = {},
): Content {
  if (!isOpened(site, when)) return traceLink(site, series, when, root, shown);
  if (!hasDrill(site.report)) return shown;
  const said = html`${shown}<span class="unseen">, ${formatPeriod(when)}: open it up</span>`;
  return drillLink(site, series, { ...of, month: when.period }, root, said, "opened");
}

/** The same in a row that says of which period it is, in no more words than are seen. */
export function openCell(
  site: Site,
  series: Series,
  when: NamedPeriod,
  root: string,
  shown: Content,
): Content {
  if (!isOpenable(site, when)) return openLink(site, series, when, root, shown);
  return drillLink(site, series, { month: when.period }, root, shown, "opened");
}

/** A figure as `openLink` has it with the mark of where it comes from beside it, where the figure itself doesn't lead there. */
export function openedFigure(
  site: Site,
  series: Series,
  when: NamedPeriod,
  root: string,
  shown: Content,
): Content {
  const opens = openLink(site, series, when, root, shown);
  const mark = isOpened(site, when) ? traceMark(site, series, when, root) : "";
  return mark === "" ? opens : html`<span class="short">${opens}${mark}</span>`;
}

/** A small mark that opens where a figure comes from, one to a row; nothing in the public edition. */
export function traceMark(site: Site, series: Series, when: NamedPeriod, root: string): Content {
  if (site.report.edition === "public") return "";
  return html`
    <a class="trace-mark" href="${traceAddress(series, when, root)}" title="Where it comes from">
      <span aria-hidden="true">i</span>
      <span class="unseen">${series.definition.title}, ${formatPeriod(when)}: where it comes from</span>
    </a>`;
}
