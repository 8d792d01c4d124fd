import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Figure } from "../measures/figure.ts";
import { groupSeparator } from "../measures/figuresSql.ts";
import { formatDay } from "../report/format.ts";
import { editionName, groupName, revisionsFile } from "../report/names.ts";
import { type PublishedFile, Revision } from "../report/report.ts";
import { csvwMetadata, type DataMeta } from "../tables/csvw.ts";
import { writeFiguresCsv } from "../tables/figuresCsv.ts";
import { figureJsonSchema, figuresCsvw } from "../tables/figuresMetadata.ts";
import { figuresTable } from "../tables/figuresTable.ts";
import type { PublishedTable } from "../tables/publishedTable.ts";
import { tableJson } from "../tables/tableJson.ts";
import { tidyCsv } from "../tables/tidyCsv.ts";
import { toCsv } from "../tables/toCsv.ts";
import type { WorkbookMeta } from "../tables/toSheets.ts";
import { writeOds } from "../tables/writeOds.ts";
import { writeXlsx } from "../tables/writeXlsx.ts";
import { zipFolder } from "../tables/zip.ts";
import { releasedOn } from "./plan.ts";
import type { PublicContent } from "./publicWarehouse.ts";

type Measure = PublicContent["measures"][number];

/** The folder of the site that holds its data. */
const dataFolder = "data";

/** The name of a breakdown's table and files: `calls`, `calls-by-line`, `service-complaints-by-category-and-ground`. */
export function tableNameOf(measure: string, breakdown: string): string {
  if (breakdown === "") return measure;
  return `${measure}-by-${breakdown.replaceAll(",", "-and-").replaceAll("_", "-")}`;
}

/** Of a period of which no group is held there is one row without a group: it stands for all of them. */
function withAllGroups(figure: Figure): Figure {
  if (figure.breakdown === "" || figure.group !== "") return figure;
  const dimensions = figure.breakdown.split(",");
  return { ...figure, group: dimensions.map(() => "All groups").join(groupSeparator) };
}

/** The published tables of a measure: its total, then each breakdown, as in the order of its figures. */
function tablesOfMeasure(
  measure: Measure,
  { figures, office }: Pick<PublicContent, "figures" | "office">,
): PublishedTable[] {
  const own = figures.filter((figure) => figure.measure === measure.id);
  const breakdowns = [...new Set(own.map(({ breakdown }) => breakdown))];
  return breakdowns.map((breakdown) =>
    figuresTable(own.filter((figure) => figure.breakdown === breakdown).map(withAllGroups), measure, {
      name: tableNameOf(measure.id, breakdown),
      source: measure.source || office,
    }),
  );
}

function metaOf({ office, about, plan, asAt }: PublicContent): DataMeta {
  const published_on = releasedOn(plan, asAt.slice(0, 7));
  return { publisher: office, published_on, licence: plan.licence.url, language: about.language };
}

function workbookMetaOf(content: PublicContent, measure: Measure): WorkbookMeta {
  const { plan } = content;
  const { publisher, published_on, language } = metaOf(content);
  return {
    title: measure.title,
    subject: `${plan.title}: ${groupName(content.about, measure.group)}`,
    publisher,
    published_on,
    language,
    contact: `${plan.contact.name}, ${plan.contact.email}`,
    licence: `${plan.licence.name}, ${plan.licence.url}`,
    about: [
      ...(content.reissue ? [`Reissued on ${formatDay(content.reissue.on)}: ${content.reissue.reason}`] : []),
      `What it counts: ${measure.definition}`,
      `Counts from 1 to ${plan.threshold - 1} are hidden and marked [c], with as many others as it takes that none can be worked out.`,
      ...(plan.group_disclosure > 0
        ? [
            `So is a share of none or all of a group of fewer than ${plan.group_disclosure}: it would tell the outcome of each of them.`,
          ]
        : []),
    ],
  };
}

/**
 * Writes every published table in each format under `folder`/data: of each table a tidy CSV with its CSVW metadata and a
 * JSON, of each measure an ODS and an XLSX with a worksheet to a table, besides all figures and all revisions as CSV and
 * everything at once as a zip. Gives the files a reader can be offered, those of all measures first.
 */
export async function writeDataFiles(content: PublicContent, folder: string): Promise<PublishedFile[]> {
  const out = join(folder, dataFolder);
  mkdirSync(out, { recursive: true });
  const meta = metaOf(content);
  const files: PublishedFile[] = [];
  const add = (name: string, format: PublishedFile["format"], title: string, measure = "") =>
    files.push({
      path: `${dataFolder}/${name}`,
      bytes: statSync(join(out, name)).size,
      format,
      title,
      measure,
    });
  writeFiguresCsv(content.figures, join(out, "figures.csv"));
  add("figures.csv", "CSV", "All figures");
  const about = {
    "figures.csv-metadata.json": figuresCsvw("All figures", meta),
    "figures.schema.json": figureJsonSchema(),
  };
  for (const [name, told] of Object.entries(about))
    writeFileSync(join(out, name), `${JSON.stringify(told, null, 2)}\n`);
  add("figures.schema.json", "JSON", "What the columns of all figures are (JSON Schema)");
  writeFileSync(join(out, "revisions.csv"), toCsv(Revision.keyof().options, content.revisions));
  add("revisions.csv", "CSV", `All revisions since the last ${content.reissue ? "edition" : "release"}`);
  for (const { number, revisions } of content.replaced) {
    const name = revisionsFile(number);
    writeFileSync(join(out, name), toCsv(Revision.keyof().options, revisions));
    add(name, "CSV", `All revisions of ${editionName(number)}`);
  }
  for (const measure of content.measures) {
    const tables = tablesOfMeasure(measure, content);
    if (tables.length === 0) continue;
    const workbook = workbookMetaOf(content, measure);
    await writeOds(tables, workbook, join(out, `${measure.id}.ods`));
    add(`${measure.id}.ods`, "ODS", measure.title, measure.id);
    await writeXlsx(tables, workbook, join(out, `${measure.id}.xlsx`));
    add(`${measure.id}.xlsx`, "XLSX", measure.title, measure.id);
    for (const table of tables) {
      writeFileSync(join(out, `${table.name}.csv`), tidyCsv(table));
      const metadata = JSON.stringify(csvwMetadata(table, meta), null, 2);
      writeFileSync(join(out, `${table.name}.csv-metadata.json`), `${metadata}\n`);
      writeFileSync(join(out, `${table.name}.json`), tableJson(table, meta));
      add(`${table.name}.csv`, "CSV", table.title, measure.id);
      add(`${table.name}.json`, "JSON", table.title, measure.id);
    }
  }
  await zipFolder(out, join(folder, "everything.zip"), meta.published_on);
  const bytes = statSync(join(folder, "everything.zip")).size;
  return [
    { path: "everything.zip", bytes, format: "ZIP", title: "Everything at once", measure: "" },
    ...files,
  ];
}
