import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { literal, quote } from "../../loaders/compileContract.ts";
import { openDatabase } from "../../loaders/database.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { exportedFigures } from "../measures/exported.ts";
import type { Figure } from "../measures/figure.ts";
import type { AboutRow, DictionaryColumn, MeasureRow, Relation } from "../report/dictionary.ts";
import { groupTitle } from "../report/names.ts";
import type { OfficeAbout } from "../report/report.ts";
import { toCsv } from "./toCsv.ts";

const dictionaryColumns = [
  "relation",
  "column",
  "type",
  "unit",
  "description",
  "is_nullable",
  "is_key",
  "is_personal",
] as (keyof DictionaryColumn)[];

/** The dictionary as lines, in the order of relations and of their columns. */
const toLines = (dictionary: readonly Relation[]): DictionaryColumn[] =>
  dictionary.flatMap(({ columns }) => columns);

/** The types of Frictionless table schemas, by the beginning of DuckDB's. */
const fieldTypes: readonly (readonly [form: RegExp, type: string])[] = [
  [/^VARCHAR$/, "string"],
  [/^DATE$/, "date"],
  [/^BOOLEAN$/, "boolean"],
  [/^(INTEGER|BIGINT)$/, "integer"],
  [/^(DOUBLE|DECIMAL)/, "number"],
];

function toField({ column, type, unit, description, is_nullable, is_personal }: DictionaryColumn): object {
  const fieldType = fieldTypes.find(([form]) => form.test(type))?.[1];
  if (fieldType === undefined) throw new Error(`unknown type: ${type}, of ${column}`);
  return {
    name: column,
    type: fieldType,
    description,
    ...(unit ? { unit } : {}),
    ...(is_nullable ? {} : { constraints: { required: true } }),
    ...(is_personal ? { personal: true } : {}),
  };
}

/** Where the file of a relation lies within the warehouse. */
const fileOf = (relation: string): string => `${relation.replace(".", "/")}.parquet`;

/** The dictionary as a data package (Frictionless Data: Data Package and Table Schema), a resource to each Parquet file. */
function toDataPackage(dictionary: readonly Relation[], { office, asAt }: About): object {
  return {
    profile: "data-package",
    name: "candour-warehouse",
    title: `${office}: the warehouse as at ${asAt}`,
    resources: dictionary.map(({ relation, description, grain, columns }) => {
      const inKey = columns.filter(({ is_key }) => is_key);
      const key = inKey.map(({ column }) => column);
      // What may be empty is no primary key.
      const unique = inKey.some(({ is_nullable }) => is_nullable)
        ? { uniqueKeys: [key] }
        : { primaryKey: key };
      return {
        name: relation.replaceAll("_", "-"),
        path: fileOf(relation),
        format: "parquet",
        mediatype: "application/vnd.apache.parquet",
        description: `${description} Grain: ${grain}`,
        schema: { fields: columns.map(toField), ...(key.length > 0 ? unique : {}) },
      };
    }),
  };
}

interface About {
  office: string;
  asAt: string;
}

/** What the warehouse's dictionary and figures are made of: a report has it. */
interface Told extends About {
  about: OfficeAbout;
  dictionary: readonly Relation[];
  measures: readonly MeasureDefinition[];
  figures: readonly Figure[];
}

const toMeasureRow = (measure: MeasureDefinition, about: OfficeAbout): MeasureRow => ({
  measure: measure.id,
  title: measure.title,
  definition: measure.definition,
  group: groupTitle(about, measure.group),
  unit: measure.unit,
  direction: measure.direction,
  time: measure.time,
});

const atOnce = 150;

/**
 * Writes rows as JSON, a line to each, some at a time: all at once they take some hundred megabytes, and of some thousands Node collects what they leave
 * behind only with all that is in use.
 */
async function writeLines<Row>(
  rows: readonly Row[],
  toRows: (some: readonly Row[]) => object[],
  file: string,
): Promise<void> {
  const open = openSync(file, "w", 0o600);
  try {
    for (let from = 0; from < rows.length; from += atOnce) {
      const lines = toRows(rows.slice(from, from + atOnce)).map((row) => `${JSON.stringify(row)}\n`);
      writeSync(open, lines.join(""));
      await setImmediate();
    }
  } finally {
    closeSync(open);
  }
}

/**
 * Writes beside the marts and the context in `folder` the figures, the measures and the dictionary as Parquet, and the dictionary as JSON, as CSV
 * and as a data package: what other tools read the warehouse by.
 */
export async function saveFigures(told: Told, folder: string): Promise<void> {
  const { dictionary, measures, figures } = told;
  const lines = toLines(dictionary);
  writeFileSync(join(folder, "dictionary.json"), `${JSON.stringify(lines, null, 2)}\n`);
  writeFileSync(join(folder, "dictionary.csv"), toCsv(dictionaryColumns, lines));
  writeFileSync(
    join(folder, "datapackage.json"),
    `${JSON.stringify(toDataPackage(dictionary, told), null, 2)}\n`,
  );
  const own = join(folder, "figures");
  mkdirSync(own, { mode: 0o700 });
  const instance = await openDatabase();
  const connection = await instance.connect();
  try {
    const save = async <Row>(
      name: string,
      rows: readonly Row[],
      toRows: (some: readonly Row[]) => object[],
    ) => {
      const relation = `figures.${name}`;
      const columns = lines.filter((one) => one.relation === relation);
      const types = columns.map(({ column, type }) => `${literal(column)}: ${literal(type)}`);
      const text = join(own, `.${name}.jsonl`);
      await writeLines(rows, toRows, text);
      await connection.run(
        `copy (
           select ${columns.map(({ column }) => quote(column)).join(", ")}
           from read_json(${literal(text)}, format = 'newline_delimited', maximum_object_size = 16777216,
             columns = {${types.join(", ")}})
         ) to ${literal(join(own, `${name}.parquet`))} (format parquet, compression zstd)`,
      );
      rmSync(text);
    };
    const about: AboutRow = {
      office: told.office,
      as_at: told.asAt,
      context: readFileSync(join(folder, "context.json"), "utf8"),
    };
    await save("about", [about], (some) => [...some]);
    await save("dictionary", lines, (some) => [...some]);
    await save("figures", figures, exportedFigures);
    await save("measures", measures, (some) => some.map((one) => toMeasureRow(one, told.about)));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
