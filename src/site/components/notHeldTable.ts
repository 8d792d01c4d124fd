import { noFirstDay } from "../../catalogue/holdings.ts";
import { capitalise, formatDay, formatPart } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import type { Report } from "../../report/report.ts";
import { resting, said, saidHtml } from "../../report/said.ts";
import type { Site } from "../../report/series.ts";
import { dataTable } from "./dataTable.ts";

/** From when to when something isn't held, in words. What never was has no first day. */
function heldNot({ from, to }: Report["holdings"][number], asAt: string): string {
  const isOn = to >= asAt;
  if (from === noFirstDay) return isOn ? "Always" : `Up to ${formatDay(to)}`;
  return `${formatDay(from)} ${isOn ? "onwards" : `to ${formatDay(to)}`}`;
}

/** What is not held, measure by measure, with the reason: on the internal data page and the public one. */
export function notHeldTable(site: Site, root: string): Html {
  const held = site.report.holdings.filter((holding) => site.byId.has(holding.measure));
  const isLoaded = site.series.every(({ figures }) => figures.every(({ status }) => status !== "x"));
  if (held.length === 0)
    return isLoaded
      ? html`<p>${saidHtml(said(site, site.series, "Every period of every measure is held."))}</p>`
      : html`
        <p>
          Nothing is recorded here as not held. A period for which no extract was loaded is marked [x], with
          the reason.
        </p>`;
  const columns = [{ label: "Measure" }, { label: "Period" }, { label: "What" }, { label: "Why" }];
  const rows = held.map((holding): Content[] => {
    const part = holding.breakdown ? capitalise(formatPart(holding.breakdown)) : "All figures";
    return [
      html`
        <a href="${root}measures/${holding.measure}.html">
          ${site.byId.get(holding.measure)?.definition.title ?? ""}
        </a>`,
      heldNot(holding, site.report.asAt),
      holding.extent === "total-only" ? "Held as one total" : part,
      holding.reason,
    ];
  });
  const table = dataTable("Periods for which a figure is not held", columns, rows);
  return html`<div${resting(site, { build: "settings" })}>${table}</div>`;
}
