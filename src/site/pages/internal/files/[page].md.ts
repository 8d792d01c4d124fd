import { formatCount } from "../../../../report/format.ts";
import { type Content, html, join } from "../../../../report/html.ts";
import { sourceName } from "../../../../report/names.ts";
import { resting } from "../../../../report/said.ts";
import type { Site } from "../../../../report/series.ts";
import type { Load } from "../../../../warehouse/loads.ts";
import { dataTable } from "../../../components/dataTable.ts";
import { filesBySource, filesOn, filesWords } from "../../../components/filesBySource.ts";
import { type PageContent, trail } from "../../../components/layout.ts";
import type { PageModule } from "../../../pageModule.ts";

const columns = [
  { label: "File" },
  { label: "Rows read", numeric: true },
  { label: "Loaded", numeric: true },
  { label: "Set aside", numeric: true },
  { label: "Values empty", numeric: true },
  { label: "SHA-256" },
];

const cellsOf = (load: Load): Content[] => [
  load.same_as === null
    ? html`<div><span class="file">${load.file}</span>${load.notes ? html`<br>${load.notes}` : ""}</div>`
    : html`
      <div>
        <span class="file">${load.file}</span><br>the same bytes as <span class="file">${load.same_as}</span>,
        so not loaded again
      </div>`,
  formatCount(load.rows_read),
  formatCount(load.rows_loaded),
  formatCount(load.rows_quarantined),
  formatCount(load.values_blanked),
  html`<span class="file">${load.sha256.slice(0, 12)}</span>`,
];

/** The files of a source, or the next of them where there are more than a page holds. */
function filesPage(site: Site, page: string): PageContent {
  const own = filesBySource(site).find(({ pages }) => pages.includes(page));
  if (!own) throw new Error(`unknown page of files: ${page}`);
  const { source, files, pages } = own;
  const title = `Files of ${sourceName(source)}`;
  const others = pages.map((one, at) =>
    one === page
      ? html`<strong>${String(at + 1)}</strong>`
      : html`<a href="./${one}.html">${String(at + 1)}</a>`,
  );
  return {
    title: pages.length > 1 ? `${title}, page ${pages.indexOf(page) + 1}` : title,
    body: html`
      ${trail([
        { href: "../index.html", name: "Brief" },
        { href: "../data.html", name: "State of the data" },
      ])}
      <h1>${title}</h1>
      <div${resting(site, { build: "files" })}>
        <p class="lead">${filesWords(files)}.</p>
        <p>
          Each row read was either loaded or set aside. Of each file’s SHA-256 the first 12 characters are shown; the file of
          files loaded has it whole.
        </p>
        ${pages.length > 1 ? html`<p>Page ${join(others, " · ")}</p>` : ""}
        ${dataTable(html`<span class="unseen">${title}</span>`, columns, filesOn(own, page).map(cellsOf))}
      </div>`,
  };
}

export default {
  parameters: (site) => filesBySource(site).flatMap(({ pages }) => pages),
  make: filesPage,
} satisfies PageModule;
