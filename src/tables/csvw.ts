import { type PublishedTable, toPublishedTable } from "./publishedTable.ts";
import { type TidyColumn, tidyColumns } from "./tidy.ts";

/** Who publishes the table, when (`2022-04-14`) and on what terms; `licence` is the licence's address. */
export interface DataMeta {
  publisher: string;
  published_on: string;
  licence: string;
  /** Of its words, as the web writes it. */
  language: string;
}

/** How every CSV of the project is written. */
export const csvDialect = {
  "@type": "Dialect",
  encoding: "utf-8",
  delimiter: ",",
  quoteChar: '"',
  doubleQuote: true,
  lineTerminators: ["\r\n"],
  header: true,
  headerRowCount: 1,
  skipInitialSpace: false,
  trim: false,
};

const statusMeaning =
  "b break in the series; c confidential, the value is hidden; p provisional; r revised; u low reliability; " +
  "x no figure: not held, not loaded, not yet, not reached or held in part, as the note says; z not applicable. " +
  "Empty where there is nothing to say.";

function toDatatype({ kind, decimals }: TidyColumn) {
  if (kind === "number") return decimals === 0 ? "integer" : "decimal";
  if (kind === "date") return { base: "date", format: "yyyy-MM-dd" };
  return kind === "status" ? { base: "string", format: "[bcpruxz]" } : "string";
}

function toColumn(column: TidyColumn) {
  const { name, title, kind, unit, isKey } = column;
  const description = kind === "status" ? statusMeaning : column.description;
  return {
    name,
    titles: [...new Set([name, title])],
    ...(description ? { "dc:description": description } : {}),
    ...(unit ? { "schema:unitText": unit } : {}),
    datatype: toDatatype(column),
    null: "",
    required: isKey,
  };
}

/**
 * What `NAME.csv-metadata.json` holds for `NAME.csv`, the table's tidy CSV: CSV on the Web (W3C, 'Metadata Vocabulary
 * for Tabular Data'). The CSV's headings are the columns' names, each its first title.
 */
export function csvwMetadata(table: PublishedTable, meta: DataMeta): Record<string, unknown> {
  const sound = toPublishedTable(table);
  const url = `${sound.name}.csv`;
  const columns = tidyColumns(sound);
  const place = (name: string) => columns.findIndex((column) => column.name === name) + 1;
  return {
    "@context": ["http://www.w3.org/ns/csvw", { "@language": meta.language }],
    "@type": "Table",
    url,
    "dc:title": sound.title,
    "dc:description": sound.description,
    "dc:source": sound.source,
    "dc:publisher": meta.publisher,
    "dc:issued": { "@value": meta.published_on, "@type": "xsd:date" },
    "dc:license": { "@id": meta.licence },
    dialect: csvDialect,
    tableSchema: {
      "@type": "Schema",
      columns: columns.map(toColumn),
      primaryKey: [...sound.key],
    },
    notes: sound.notes.map((note) => ({
      type: "Annotation",
      motivation: "commenting",
      target: note.columns.length === 0 ? url : note.columns.map((column) => `${url}#col=${place(column)}`),
      body: note.text,
    })),
  };
}
