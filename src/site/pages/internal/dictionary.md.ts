import type { Relation } from "../../../report/dictionary.ts";
import { plural } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { pageName } from "../../../report/pageNames.ts";
import { resting } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable, fold } from "../../components/dataTable.ts";
import { type PageContent, trail } from "../../components/layout.ts";
import type { PageModule } from "../../pageModule.ts";

/** The folders of the warehouse as the page lists them, and what is in each. */
const folders = {
  figures: "Figures, measures and this dictionary",
  marts: "Marts: the rows that figures are counted from",
  lists: "Lists: what was open, due and owed on the last day",
  calendar: "Calendar: days, periods and limits",
  raw: "Where rows came from",
} as const;

/** The lines that read the warehouse in a tool, as they are typed there. */
const connections: readonly { tool: string; how: Content; lines: string }[] = [
  {
    tool: "Power BI",
    how: html`Get data, then Blank query, then Advanced editor. Change the path to that of your copy.`,
    lines: `let
    Figures = Parquet.Document(File.Contents("C:\\candour\\dist\\warehouse\\figures\\figures.parquet"))
in
    Figures`,
  },
  {
    tool: "Excel",
    how: html`
      Data, then Get data, then Blank query. Not every edition of Excel reads Parquet, so this reads the CSV of the same figures.`,
    lines: `let
    Text = Csv.Document(
        File.Contents("C:\\candour\\dist\\internal\\data\\figures.csv"),
        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
    ),
    Figures = Table.PromoteHeaders(Text, [PromoteAllScalars = true])
in
    Figures`,
  },
  {
    tool: "R",
    how: html`The package <code>arrow</code>.`,
    lines: `figures <- arrow::read_parquet("dist/warehouse/figures/figures.parquet")`,
  },
  {
    tool: "Python, pandas",
    how: html`The packages <code>pandas</code> and <code>pyarrow</code>.`,
    lines: `import pandas as pd

figures = pd.read_parquet("dist/warehouse/figures/figures.parquet")`,
  },
  {
    tool: "Python, DuckDB",
    how: html`The package <code>duckdb</code>; it asks the files in place.`,
    lines: `import duckdb

duckdb.sql("""
    select period, value, status, note
    from 'dist/warehouse/figures/figures.parquet'
    where measure = 'calls' and breakdown = '' and period_kind = 'month'
    order by period_start
""").df()`,
  },
];

function connecting(site: Site): Html {
  const parts = connections.map(
    ({ tool, how, lines }) => html`
      <h3>${tool}</h3>
      <p>${how}</p>
      <pre tabindex="0"><code>${lines}</code></pre>`,
  );
  return html`
    <section id="connect"${resting(site, { build: "models" })}>
      <h2>Read it in another tool</h2>
      <p>
        Each relation is a Parquet file of that name in the folder <code>warehouse</code> beside this
        site: <code>marts.feedback</code> is <code>marts/feedback.parquet</code>. The folder is for those who may
        see casework, as this site is.
      </p>
      <p>
        This dictionary is there too, as <code>dictionary.json</code>, <code>dictionary.csv</code> and <code>datapackage.json</code>.
      </p>
      <p>
        A figure with a status of x, c or z has no value. An empty value is never a zero: filter by status before you
        add or average. Shares, medians and counts of different people don’t add up over groups or periods.
      </p>
      ${parts}
    </section>`;
}

const columns = [
  { label: "Column" },
  { label: "Type" },
  { label: "What it says" },
  { label: "Unit" },
  { label: "May be empty" },
];

function relationTable({ relation, description, grain, columns: own }: Relation): Html {
  const rows = own.map(
    ({ column, type, description: said, unit, is_nullable, is_key, is_personal }): Content[] => [
      html`<code>${column}</code>${is_key ? " (key)" : ""}`,
      type,
      html`<div>${said}${is_personal ? html`<br><strong>May say who somebody is.</strong>` : ""}</div>`,
      unit,
      is_nullable ? "yes" : "no",
    ],
  );
  const table = dataTable(html`<span class="unseen">The columns of ${relation}</span>`, columns, rows);
  return html`
    <div id="${relation}">
      ${fold(html`<code>${relation}</code>: ${plural(own.length, "column")}`, html`<p>${description} Grain: ${grain}</p>${table}`)}
    </div>`;
}

/** What every column of the warehouse says, and how other tools read it. */
function dictionaryPage(site: Site): PageContent {
  const { dictionary } = site.report;
  const count = dictionary.reduce((sum, one) => sum + one.columns.length, 0);
  const sections = Object.entries(folders).flatMap(([folder, words]) => {
    const own = dictionary.filter(({ relation }) => relation.startsWith(`${folder}.`));
    if (own.length === 0) return [];
    return [
      html`<section${resting(site, { build: "models" })}><h2>${words}</h2>${own.map(relationTable)}</section>`,
    ];
  });
  const title = pageName(site.report.pages, "dictionary", "Data dictionary");
  return {
    title,
    body: html`
      ${trail([
        { href: "./index.html", name: "Brief" },
        { href: "./data.html", name: "State of the data" },
      ])}
      <h1>${title}</h1>
      <p class="lead"${resting(site, { build: "models" })}>
        ${plural(dictionary.length, "relation")} and ${plural(count, "column")} of the warehouse, and how to read them in other tools.
      </p>
      ${connecting(site)}
      ${sections}`,
  };
}

export default {
  make: dictionaryPage,
} satisfies PageModule;
