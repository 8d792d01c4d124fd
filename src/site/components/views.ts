import { type Content, type Html, html } from "../../report/html.ts";
import { resting } from "../../report/said.ts";
import type { Series, Site } from "../../report/series.ts";
import { takeAway } from "./about.ts";
import { controlFigure } from "./controlFigure.ts";
import { drillAddress, hasDrill } from "./drillLink.ts";
import { figureTables } from "./figureTables.ts";

const names = { chart: "Chart", table: "Table", download: "Download" } as const;

type Name = keyof typeof names;

function view(name: Name, title: string, content: Content): Html {
  return html`<section class="view-${name}"><h2>${title}</h2>${content}</section>`;
}

/**
 * A measure's chart, its table and its files, one shown at a time by buttons that need no script; one after the other on paper and
 * without a style. The script of the chart finds in `data-open` where a month of it is opened, where it can be.
 */
export function measureViews(site: Site, series: Series, root: string): Html {
  const basis = resting(site, { anyOf: series });
  const open = hasDrill(site.report)
    ? html` data-open="${drillAddress(series.definition.id, {}, root)}"`
    : "";
  const option = (name: Name) => {
    const checked = name === "chart" ? html` checked` : "";
    return html`<label><input type="radio" name="view" class="shows-${name}" value="${name}"${checked}> ${names[name]}</label>`;
  };
  return html`
    <div class="views"${open}>
      <fieldset class="switch tabs">
        <legend class="unseen">Show the figures as</legend>
        ${option("chart")}
        ${option("table")}
        ${option("download")}
      </fieldset>
      <section class="view-chart"${basis}>${controlFigure(series)}</section>
      ${view("table", "The figures", html`<div${basis}>${figureTables(site, series)}</div>`)}
      ${view("download", "Take it away", html`<div${resting(site, { build: "files" })}>${takeAway(site, series, root)}</div>`)}
    </div>`;
}
