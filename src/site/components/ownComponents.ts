import { noFirstDay } from "../../catalogue/holdings.ts";
import { capitalise, formatCount, formatDay, plural } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import type { AskedComponent } from "../../report/ownMarkdown.ts";
import { resting } from "../../report/said.ts";
import { getSeries, headlineOf, type Series, type Site } from "../../report/series.ts";
import { statementsOf } from "../../report/statements.ts";
import type { OwnCell, OwnPage, OwnQuery } from "../../report/writtenPages.ts";
import { nameContract } from "../../warehouse/daysInWords.ts";
import { breakdownTable } from "./breakdownTable.ts";
import { controlFigure } from "./controlFigure.ts";
import { dataTable, fold, type TableColumn } from "./dataTable.ts";
import { figureTables } from "./figureTables.ts";
import { markedValue, marker } from "./marker.ts";
import { leadOf } from "./measurePage.ts";
import { verdict } from "./verdict.ts";

/** Something that a component asks for and that there isn't; the page says so in its place. */
export class ComponentProblem extends Error {}

const openRows = 50;

const number = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 2 });

/** What a query calls a column, as a reader would: `cases_waiting` is 'Cases waiting'. */
const labelOf = (name: string) => capitalise(name.replaceAll("_", " "));

/** A cell of a query; without a value it is not recorded, and never zero. */
function cellOf(value: OwnCell, kind: OwnQuery["columns"][number]["kind"]): Content {
  if (value === null) return html`<span class="quiet">not recorded</span>`;
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return kind === "date" ? formatDay(value) : value;
}

/** The contracts of a query of which no extract was loaded. */
function lackingOf(site: Site, { contracts }: OwnQuery): string[] {
  return contracts.filter((name) => !site.report.coverage.some(({ contract }) => contract === name));
}

/** Why nothing of a query is held; null where some of it is. */
export function notHeldOf(site: Site, query: OwnQuery): string | null {
  if (query.unrecorded.all.length > 0) return `Not held: ${query.unrecorded.all.join(" ")}`;
  const lacking = lackingOf(site, query);
  if (query.contracts.length === 0 || lacking.length < query.contracts.length) return null;
  const names = lacking.map(nameContract);
  return `Not held: no extract of ${names.join(" or ")} has been loaded.`;
}

/** That a part of what a query is made from was never loaded, or is recorded nowhere. */
function partlyHeld(site: Site, query: OwnQuery): Content {
  const lacking = lackingOf(site, query);
  const names = lacking.map(nameContract).join(" or ");
  const unloaded = `No extract of ${names} has been loaded: what rests on it is not held, and missing here.`;
  const lines = [...(lacking.length > 0 ? [unloaded] : []), ...query.unrecorded.some];
  return lines.map((line) => html`<p class="quiet">${line}</p>`);
}

const ofBuild = (site: Site) => resting(site, { build: "models" });

function queryTable(site: Site, query: OwnQuery, caption: string): Html {
  const none = notHeldOf(site, query);
  if (none) return html`<p class="says"${ofBuild(site)}>${none}</p>`;
  if (query.total === 0)
    return html`<p class="says"${ofBuild(site)}>${caption ? `${caption}: none.` : "None."}</p>${partlyHeld(site, query)}`;
  const columns = query.columns.map(({ name, kind }): TableColumn => {
    return { label: labelOf(name), numeric: kind === "number" };
  });
  const toRow = (row: readonly OwnCell[]): Content[] =>
    row.map((value, place) => cellOf(value, query.columns[place]?.kind ?? "text"));
  const title = caption === "" ? html`<span class="unseen">${labelOf(query.id)}</span>` : caption;
  const table = (rows: readonly OwnCell[][], words: Content) =>
    dataTable(words, columns, rows.map(toRow), "own-table");
  const rest = query.rows.slice(openRows);
  const more =
    rest.length === 0
      ? ""
      : fold(
          `The other ${plural(rest.length, "row")}`,
          table(rest, html`<span class="unseen">${labelOf(query.id)}, the rest</span>`),
        );
  const cut =
    query.total > query.rows.length
      ? html`<p class="quiet">The first ${formatCount(query.rows.length)} of ${formatCount(query.total)} rows.</p>`
      : "";
  return html`
    <div${ofBuild(site)}>
      ${table(query.rows.slice(0, openRows), title)}
      ${more}
      ${cut}
      ${partlyHeld(site, query)}
    </div>`;
}

function placeOf({ id, columns }: OwnQuery, name: string): number {
  const place = columns.findIndex((one) => one.name === name);
  if (place < 0)
    throw new ComponentProblem(
      `${id} has no column ${name}; its columns are ${columns.map((one) => one.name).join(", ")}`,
    );
  return place;
}

/** A bar as long as its value on the scale of the longest. */
const bar = (value: number, most: number): Html => html`
  <svg class="own-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect x="0" y="1" width="${((100 * Math.max(0, value)) / most).toFixed(2)}" height="10" fill="var(--line)"></rect>
  </svg>`;

/** A query as bars, a row to each, beside their numbers: read as a table by whoever can't see them. */
function queryChart(site: Site, query: OwnQuery, { options }: AskedComponent): Html {
  const none = notHeldOf(site, query);
  if (none) return html`<p class="says"${ofBuild(site)}>${none}</p>`;
  const x = placeOf(query, options.get("x") ?? query.columns[0]?.name ?? "");
  const firstNumber = query.columns.find(({ kind }, place) => kind === "number" && place !== x)?.name;
  const y = placeOf(query, options.get("y") ?? firstNumber ?? "");
  const [label, value] = [query.columns[x], query.columns[y]];
  if (!label || !value || value.kind !== "number")
    throw new ComponentProblem(
      `${query.id} can’t be drawn: ${value?.name ?? "y"} must be a column of numbers`,
    );
  const caption = options.get("caption") ?? "";
  if (query.total === 0)
    return html`<p class="says"${ofBuild(site)}>${caption ? `${caption}: none.` : "None."}</p>${partlyHeld(site, query)}`;
  if (query.total > openRows)
    throw new ComponentProblem(
      `${query.id} has ${formatCount(query.total)} rows, and a chart draws ${openRows} at most: show it as a table, or take the largest`,
    );
  const numbers = query.rows.map((row) => (typeof row[y] === "number" ? row[y] : null));
  if (numbers.some((one) => one !== null && one < 0))
    throw new ComponentProblem(`${query.id} can’t be drawn: ${value.name} has a number below zero`);
  const most = Math.max(...numbers.map((one) => one ?? 0)) || 1;
  const rows = query.rows.map((row, place): Content[] => {
    const size = numbers[place] ?? null;
    return [cellOf(row[x] ?? null, label.kind), cellOf(size, "number"), size === null ? "" : bar(size, most)];
  });
  const columns: TableColumn[] = [
    { label: labelOf(label.name) },
    { label: labelOf(value.name), numeric: true },
    { label: "Drawn" },
  ];
  const title = caption || `${labelOf(value.name)} by ${label.name.replaceAll("_", " ")}`;
  return html`
    <div${ofBuild(site)}>
      ${dataTable(title, columns, rows, "own-chart")}
      ${partlyHeld(site, query)}
    </div>`;
}

function queryValue(site: Site, query: OwnQuery, column: string | undefined): Html {
  const none = notHeldOf(site, query);
  if (none) return html`<span${ofBuild(site)}>${marker("x", none)}</span>`;
  const place = column === undefined ? 0 : placeOf(query, column);
  const kind = query.columns[place]?.kind ?? "text";
  const [row] = query.rows;
  return html`<span${ofBuild(site)}>${row ? cellOf(row[place] ?? null, kind) : "none"}</span>`;
}

/** A measure's figure of a period as the site has it, the latest unless one is named. */
function measureValue(site: Site, series: Series, period: string | undefined): Html {
  const { id, unit } = series.definition;
  const named = series.figures.find((one) => one.breakdown === "" && one.period === period);
  if (period !== undefined && !named)
    throw new ComponentProblem(
      `there is no figure of ${id} for ${period}: it is a month, 2022-03, or a year`,
    );
  const figure = named ?? headlineOf(site, series);
  const basis = named ? { anyOf: series } : series;
  return html`<span${resting(site, basis)}>${markedValue(figure, unit)}</span>`;
}

const nameLine = (series: Series): Html => html`
  <p class="own-name"><a href="../measures/${series.definition.id}.html">${series.definition.title}</a></p>`;

function measureSummary(site: Site, series: Series): Html {
  return html`
    <section class="own-measure">
      ${nameLine(series)}
      <p class="lead"${resting(site, { anyOf: series })}>${leadOf(site, series)}</p>
      ${verdict(series, statementsOf(site, series, "../"))}
    </section>`;
}

function measureTable(site: Site, series: Series, by: string | undefined): Html {
  const broken = series.breakdowns.find(({ dimension }) => dimension === by);
  const table =
    by === undefined ? figureTables(site, series) : broken ? breakdownTable(site, series, broken) : html``;
  return html`
    ${nameLine(series)}
    <div${resting(site, { anyOf: series })}>
      ${table.text === "" ? html`<p class="says">There is no figure of ${series.definition.title} by ${by ?? "month"}.</p>` : table}
    </div>`;
}

/** How a measure is defined, what to be careful of, and what isn't held of it. */
function measureNotes(site: Site, series: Series): Html {
  const { definition, holdings } = series;
  const lines = [
    ...definition.caveats,
    ...holdings.map(({ from, to, reason }) => {
      const isOn = to >= site.report.asAt;
      if (from === noFirstDay) return `Not held${isOn ? "" : ` up to ${formatDay(to)}`}: ${reason}`;
      const until = isOn ? "onwards" : `to ${formatDay(to)}`;
      return `Not held from ${formatDay(from)} ${until}: ${reason}`;
    }),
  ];
  return html`
    <section class="own-notes"${resting(site, { build: "settings" })}>
      <p><a href="../measures/${definition.id}.html">${definition.title}</a>: ${definition.definition}</p>
      ${lines.length > 0 ? html`<ul class="quiet">${lines.map((line) => html`<li>${line}</li>`)}</ul>` : ""}
    </section>`;
}

/** Whether a component stands in a line of text: the others are blocks of their own. */
export const isInline = ({ name }: Pick<AskedComponent, "name">): boolean => name === "value";

/** What a component of a page shows. Throws a ComponentProblem that says what it asks for and there isn't. */
export function drawComponent(
  site: Site,
  { queries }: Pick<OwnPage, "queries">,
  asked: AskedComponent,
): Html {
  const { name, thing, options } = asked;
  const [id = "", column] = thing.split(".");
  const query = queries.find((one) => one.id === id);
  if (query) {
    if (name === "value") return queryValue(site, query, column ?? options.get("column"));
    if (name === "chart") return queryChart(site, query, asked);
    return queryTable(site, query, options.get("caption") ?? "");
  }
  if (!site.byId.has(thing))
    throw new ComponentProblem(
      site.report.edition === "public" ? `${thing} isn’t published` : `there is no measure ${thing}`,
    );
  const series = getSeries(site, thing);
  if (name === "value") return measureValue(site, series, options.get("period"));
  if (name === "measure") return measureSummary(site, series);
  if (name === "chart")
    return html`${nameLine(series)}<div${resting(site, { anyOf: series })}>${controlFigure(series, true)}</div>`;
  if (name === "table") return measureTable(site, series, options.get("by"));
  return measureNotes(site, series);
}
