import { formatDay, formatMonth } from "../../../report/format.ts";
import { type Content, html } from "../../../report/html.ts";
import { groupTitle } from "../../../report/names.ts";
import type { Publication, PublishedFile } from "../../../report/report.ts";
import { publicationOf, type Site } from "../../../report/series.ts";
import { dataTable } from "../../components/dataTable.ts";
import { fileLinks, fileList } from "../../components/files.ts";
import { groupsOf, type PageContent, trail } from "../../components/layout.ts";
import type { PageModule } from "../../pageModule.ts";

const mediaTypes: Record<PublishedFile["format"], string> = {
  CSV: "text/csv",
  JSON: "application/json",
  ODS: "application/vnd.oasis.opendocument.spreadsheet",
  XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ZIP: "application/zip",
};

/** The first and last day that any figure is of. */
function spanOf(site: Site): [from: string, to: string] {
  const figures = site.report.figures.filter(({ value }) => value !== null);
  const starts = figures.map(({ period_start }) => period_start).sort();
  return [starts[0] ?? site.report.asAt, site.report.asAt];
}

/**
 * What a catalogue of data sets reads of this page: a Dataset as schema.org has it, with every file as a DataDownload.
 * Addresses are relative to the page, and its date is the release's.
 */
function toDataset(site: Site, publication: Publication): Record<string, unknown> {
  const { title, description, licence, contact, publishedOn, reissue, files } = publication;
  const { place } = site.report.about;
  return {
    "@context": "https://schema.org/",
    "@type": "Dataset",
    name: `${title}, ${formatMonth(site.month)}`,
    description: description.trim(),
    url: "catalogue.html",
    inLanguage: site.report.about.language,
    isAccessibleForFree: true,
    license: licence.url,
    datePublished: publishedOn,
    dateModified: reissue?.on ?? publishedOn,
    temporalCoverage: spanOf(site).join("/"),
    ...(place === null ? {} : { spatialCoverage: { "@type": "Place", name: place } }),
    creator: { "@type": "GovernmentOrganization", name: site.report.office },
    publisher: { "@type": "GovernmentOrganization", name: site.report.office },
    maintainer: {
      "@type": "Organization",
      name: contact.name,
      contactPoint: {
        "@type": "ContactPoint",
        contactType: "statistics",
        name: contact.name,
        email: contact.email,
      },
    },
    variableMeasured: site.series.map(({ definition }) => ({
      "@type": "PropertyValue",
      name: definition.title,
      description: definition.definition,
      unitText: definition.unit,
    })),
    distribution: files.map(({ path, bytes, format, title: name }) => ({
      "@type": "DataDownload",
      name,
      encodingFormat: mediaTypes[format],
      contentUrl: path,
      contentSize: `${bytes} bytes`,
    })),
  };
}

/** The catalogue of everything that can be taken away, for people and, as schema.org's Dataset, for machines. */
function cataloguePage(site: Site): PageContent {
  const publication = publicationOf(site);
  const { title, description, licence, contact, publishedOn, files } = publication;
  const [from, to] = spanOf(site);
  const sections = groupsOf(site).map((group) => {
    const own = site.series.filter((one) => one.definition.group === group);
    const rows = own.flatMap(({ definition }): Content[][] => {
      const of = files.filter(({ measure }) => measure === definition.id);
      const titles = [...new Set(of.map((file) => file.title))];
      return titles.map((name) => [
        name === definition.title ? html`<a href="./measures/${definition.id}.html">${name}</a>` : name,
        fileLinks(
          of.filter((file) => file.title === name),
          "./",
        ),
      ]);
    });
    if (rows.length === 0) return "";
    const columns = [{ label: "Table" }, { label: "Download" }];
    return html`
      <section>
        <h2>${groupTitle(site.report.about, group)}</h2>
        ${dataTable(html`<span class="unseen">${groupTitle(site.report.about, group)}: tables and files</span>`, columns, rows)}
      </section>`;
  });
  const whole = files.filter(({ measure }) => measure === "");
  return {
    title: "Data catalogue",
    data: toDataset(site, publication),
    body: html`
      ${trail([{ href: "./index.html", name: "Latest figures" }])}
      <h1>Data catalogue</h1>
      <p class="lead">
        ${title}: every table, to open in a spreadsheet or read by machine. Free to use and share.
      </p>
      <dl class="facts">
        <dt>What it is</dt>
        <dd>${description}</dd>
        <dt>Period</dt>
        <dd>${formatDay(from)} to ${formatDay(to)}</dd>
        <dt>Published</dt>
        <dd>${formatDay(publishedOn)}</dd>
        <dt>Licence</dt>
        <dd><a href="${licence.url}" target="_blank" rel="noopener noreferrer">${licence.name}</a></dd>
        <dt>Contact</dt>
        <dd>
          ${contact.name}: <a href="mailto:${contact.email}" target="_blank" rel="noopener noreferrer">
            ${contact.email}
          </a>
        </dd>
      </dl>
      <section>
        <h2>All of it</h2>
        ${fileList(whole, "./")}
        <p class="quiet">
          A workbook (ODS or XLSX) holds all tables of one measure. A CSV holds one table; beside each lies
          a description for machines, its name followed by -metadata.json (CSV on the Web). Every format has
          the same values. <a href="./how-to-read.html">How to read the figures</a>
        </p>
      </section>
      ${sections}`,
  };
}

export default {
  menu: { place: 2, name: "Data" },
  make: cataloguePage,
} satisfies PageModule;
