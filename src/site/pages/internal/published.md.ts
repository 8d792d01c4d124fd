import { type ComparedFigure, publishedWords } from "../../../measures/published.ts";
import { capitalise, formatDay, formatDimension, formatSmall, plural } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { labelWords } from "../../../report/labelWords.ts";
import { pageName } from "../../../report/pageNames.ts";
import { resting } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable, type TableColumn } from "../../components/dataTable.ts";
import { type PageContent, trail } from "../../components/layout.ts";
import type { PageModule } from "../../pageModule.ts";

/** What is said of each state, what asks for a look first. */
const parts: readonly { state: ComparedFigure["state"]; title: string; words: (count: number) => string }[] =
  [
    {
      state: "differs",
      title: "Another figure now, and no reason is recorded",
      words: (count) => `${formatSmall(count)} ${count === 1 ? "is" : "are"} another now without a reason`,
    },
    {
      state: "explained",
      title: "Another figure now, for a reason that is recorded",
      words: (count) => `${formatSmall(count)} ${count === 1 ? "is" : "are"} another for a recorded reason`,
    },
    {
      state: "not counted",
      title: "Not counted now",
      words: (count) => `${formatSmall(count)} can’t be counted now`,
    },
    {
      state: "equal",
      title: "The same now",
      words: (count) => `${formatSmall(count)} ${count === 1 ? "is" : "are"} what is counted now`,
    },
  ];

const countedWords = ({ counted, state }: ComparedFigure): string =>
  counted === null
    ? state === "equal"
      ? "not held"
      : ""
    : counted.toLocaleString("en-GB", { maximumFractionDigits: 2 });

/** A figure by its name in the publication, with the measure that counts it. */
function nameCell(site: Site, { figure, measure, definition, rows_of }: ComparedFigure): Content {
  const series = measure === null ? undefined : site.byId.get(measure);
  const link = series
    ? html`<a href="./measures/${series.definition.id}.html">${series.definition.title}</a>`
    : "";
  const rows = (rows_of ?? "").split(";").flatMap((one) => {
    const [dimension = "", ...value] = one.split("=");
    return value.length > 0 ? [`${formatDimension(dimension.trim())} ${value.join("=").trim()}`] : [];
  });
  const by = [link, rows.length > 0 ? `${link ? ", " : ""}${rows.join(", ")}` : ""];
  return html`
    <div>
      ${figure}
      ${definition ? html`<div class="quiet">${definition}</div>` : ""}
      ${link || rows_of ? html`<div class="quiet">${by}</div>` : ""}
    </div>`;
}

function section(site: Site, title: string, own: readonly ComparedFigure[]): Html {
  const hasWhy = own.some(({ why }) => why !== "");
  const columns: TableColumn[] = [
    { label: "Figure" },
    { label: "Period" },
    { label: "Published", numeric: true },
    { label: "Counted now", numeric: true },
    { label: "Where and when" },
    ...(hasWhy ? [{ label: "Why" }] : []),
  ];
  const rows = own.map((one): Content[] => [
    nameCell(site, one),
    labelWords(one.period),
    publishedWords(one),
    countedWords(one),
    `${one.published_in}${one.published_on ? `, ${formatDay(one.published_on)}` : ""}`,
    ...(hasWhy ? [one.why] : []),
  ]);
  return html`
    <section class="agenda">
      <h2>${title} <span class="explain">${plural(own.length, "figure")}</span></h2>
      ${dataTable(html`<span class="unseen">${title}</span>`, columns, rows)}
    </section>`;
}

/** Figures that the office has published, each beside what is counted now: what differs without a reason first. */
function publishedPage(site: Site): PageContent {
  const { published } = site.report;
  const title = pageName(site.report.pages, "published", "Figures already published");
  const top = html`
    ${trail([{ href: "./data.html", name: "State of the data" }])}
    <h1>${title}</h1>`;
  const basis = resting(site, { build: "published" });
  if (published.length === 0)
    return {
      title,
      body: html`
        ${top}
        <p class="lead"${basis}>
          No list of figures already published was loaded: there is nothing to compare with what is counted now.
        </p>`,
    };
  const held = parts.flatMap((part) => {
    const own = published.filter(({ state }) => state === part.state);
    return own.length > 0 ? [{ ...part, own }] : [];
  });
  const counts = held.map(({ words, own }) => words(own.length)).join(", ");
  return {
    title,
    body: html`
      ${top}
      <p class="lead"${basis}>Of ${plural(published.length, "figure")} that the office has published, ${counts}.</p>
      <div${basis}>${held.map((part) => section(site, capitalise(part.title), part.own))}</div>`,
  };
}

export default { make: publishedPage } satisfies PageModule;
