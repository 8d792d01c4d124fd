import { z } from "zod";
import { type SchemaColumn, schemaColumns } from "../measures/columnTypes.ts";
import { Figure } from "../measures/figure.ts";
import { csvDialect, type DataMeta } from "./csvw.ts";

/** A date is said in ISO 8601, a number with at most the decimals of its column. */
function toDatatype({ isDay, decimals }: SchemaColumn) {
  if (decimals !== undefined) return { base: "decimal", format: `#0.${"#".repeat(decimals)}` };
  return isDay ? { base: "date", format: "yyyy-MM-dd" } : "string";
}

/** A total has no breakdown and no group. */
const neverEmpty = new Set([
  "measure",
  "period",
  "period_kind",
  "period_start",
  "period_end",
  "unit",
  "state",
]);

/** What `figures.csv-metadata.json` says of `figures.csv`: CSV on the Web, from the schema of a figure. */
export function figuresCsvw(title: string, { publisher, published_on, licence, language }: DataMeta): object {
  return {
    "@context": ["http://www.w3.org/ns/csvw", { "@language": language }],
    "@type": "Table",
    url: "figures.csv",
    "dc:title": title,
    "dc:publisher": publisher,
    "dc:issued": { "@value": published_on, "@type": "xsd:date" },
    "dc:license": { "@id": licence },
    dialect: csvDialect,
    tableSchema: {
      "@type": "Schema",
      columns: schemaColumns(Figure).map((column) => ({
        name: column.name,
        titles: [column.name],
        "dc:description": column.description,
        datatype: toDatatype(column),
        null: "",
        required: neverEmpty.has(column.name),
      })),
      primaryKey: ["measure", "period", "breakdown", "group"],
    },
    notes: [],
  };
}

/** The JSON Schema of a figure, as `measure --format json` prints it: each number's column says its decimals. */
export const figureJsonSchema = (): object => z.toJSONSchema(Figure);
