import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query } from "../../loaders/database.ts";
import { schemaColumns } from "../measures/columnTypes.ts";
import { Figure } from "../measures/figure.ts";
import type { Model } from "../warehouse/graph.ts";
import { keyOfRelation } from "../warehouse/keys.ts";
import { originRelations } from "../warehouse/origins.ts";

const text = (description: string) => z.string().meta({ description });
const isSo = (description: string) => z.boolean().meta({ description });

/** A line of the data dictionary: one column of one relation of the warehouse that a build writes. */
export const DictionaryColumn = z.strictObject({
  relation: text("The relation: marts.feedback is the file marts/feedback.parquet"),
  column: text("The column's name"),
  type: text("Its type, as DuckDB calls it and its Parquet file holds it"),
  unit: text("What its numbers are of; empty where it holds none"),
  description: text("What it says"),
  is_nullable: isSo("Whether it may be empty"),
  is_key: isSo("Whether it is one of the columns by which a row of the relation is one"),
  is_personal: isSo("Whether it may say who somebody is: by a staff number, a key or a name"),
});

export type DictionaryColumn = z.infer<typeof DictionaryColumn>;

/** A row of `figures.measures`: what is to be known of a measure beside its figures. */
export const MeasureRow = z.strictObject({
  measure: text("The measure's id, as in figures.figures"),
  title: text("What it is called"),
  definition: text("What it counts, in a sentence or few"),
  group: text("Which group of measures it stands in"),
  unit: text("percent, ratio, or the plural noun of what is counted"),
  direction: z
    .enum(["increase", "decrease", "neutral"])
    .meta({ description: "Which way is good; neutral where neither is" }),
  time: z.enum(["flow", "stock", "snapshot"]).meta({
    description:
      "How it counts in time: flow, what happened in a period; stock, what there was at its end; snapshot, what the latest list in it held",
  }),
});

export type MeasureRow = z.infer<typeof MeasureRow>;

/** The row of `figures.about`: what the figures are of. */
export const AboutRow = z.strictObject({
  office: text("The office"),
  as_at: z.iso.date().meta({ description: "The last day reported" }),
  context: text(
    "What Candour needs besides to work figures out again, as JSON: what isn't held, breaks, what came late",
  ),
});

export type AboutRow = z.infer<typeof AboutRow>;

/** A relation of the warehouse: what it holds, what one row of it is, and its columns in their order. */
export interface Relation {
  relation: string;
  description: string;
  grain: string;
  columns: DictionaryColumn[];
}

/** What a column says that may say who somebody is, by its name. */
const personal = new Set([
  "officer",
  "staff_number",
  "caseworker",
  "assigned_to",
  "decided_by",
  "reviewer",
  "reader",
  "complainant",
  "sender_name",
  "shown_sender_name",
]);

/** What the numbers of a column are of, by its name, or its relation's and its own; the first that fits. */
const units: readonly (readonly [form: RegExp, unit: string])[] = [
  [/^calendar\.(calendar_days|days)\.working_days$|^lists\.today\.working_days$/, "working days"],
  [
    /^lists\.feedback_history\.|\.(working_day_number|number|day_20_number|place|stage_place)$/,
    "running number",
  ],
  [/^lists\.feedback_watched\.days$|^marts\.feedback_durations\.days$/, "working days"],
  [/^calendar\.clocks\.days$/, "days of the kind that counted_in says"],
  [/\.(working_days\w*|days_left_to_day_20)$/, "working days"],
  [/\.(days|\w+_days|days_\w+)$/, "calendar days"],
  [/\.\w+_year$/, "calendar year in which the year begins"],
  [/\.(calls|emails|cases|\w+_cases|requests|new_investigations)$/, "how many"],
  [/^marts\.surveys\./, "people"],
  [/\.(leavers|mean_headcount|officers)$/, "people"],
  [/\.fte$/, "full-time equivalents"],
  [/\.thousands$/, "thousands"],
  [/\.caseworkers_to_manager$/, "caseworkers to one manager"],
  [/^marts\.published_figures\.value$/, "as the column unit says"],
  [/\.(load_id|row_number)$/, "running number"],
  [/^raw\.loads\.(rows_\w+)$/, "rows"],
  [/^raw\.loads\.values_blanked$/, "values"],
  [/^figures\.figures\.(numerator|held_numerator)$/, "as counted"],
  [/^figures\.figures\.(denominator|held_denominator)$/, "as counted"],
  [/^figures\.figures\.target_(met|months)$/, "months"],
  [/^figures\.figures\./, "as the column unit says"],
];

const isNumber = (type: string) => /^(INTEGER|BIGINT|DOUBLE|DECIMAL)/.test(type);

function unitOf(relation: string, column: string, type: string): string {
  if (!isNumber(type)) return "";
  const name = `${relation}.${column}`;
  return units.find(([form]) => form.test(name))?.[1] ?? "";
}

type Described = Pick<DictionaryColumn, "column" | "type" | "description"> & { isNullable?: boolean };

function toRelation(
  about: Omit<Relation, "columns">,
  key: readonly string[],
  columns: readonly Described[],
): Relation {
  const { relation } = about;
  return {
    ...about,
    columns: columns.map(({ column, type, description, isNullable = true }) => ({
      relation,
      column,
      type,
      unit: unitOf(relation, column, type),
      description,
      // Of several columns one may be empty: a day that can't be read is left empty, and its rows stay.
      is_nullable: isNullable && !(key.length === 1 && key.includes(column)),
      is_key: key.includes(column),
      is_personal: personal.has(column) || (relation === "figures.figures" && column === "group"),
    })),
  };
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** What a model's file says of it in its first lines. */
function headOf({ name, sql }: Pick<Model, "name" | "sql">): Pick<Relation, "description" | "grain"> {
  const [, before, grain] = /^((?:--.*\n)*?)-- Grain: (.*)\n/.exec(sql) ?? [];
  if (before === undefined || grain === undefined) throw new Error(`missing grain: ${name}`);
  return { description: before.replaceAll(/^-- ?/gm, "").replaceAll("\n", " ").trim(), grain };
}

const saidOf = (sql: string): ReadonlyMap<string, string> =>
  new Map([...sql.matchAll(/^-- {3}(\w+): (\S.+)$/gm)].map(([, name = "", words = ""]) => [name, words]));

interface Typed {
  relation: string;
  column: string;
  type: string;
}

/** The type of each column of what the database holds, by relation and in order. */
async function readTypes(connection: DuckDBConnection): Promise<(relation: string) => Typed[]> {
  const typed = await query<Typed>(
    connection,
    `select schema_name || '.' || table_name as relation, column_name as "column", data_type as type
     from (
       select schema_name, table_name, column_name, data_type, column_index from duckdb_columns()
       -- Beside now's there may be the catalog of a past month.
       where database_name = current_database() and schema_name in ('calendar', 'marts', 'lists', 'raw')
     )
     order by relation, column_index`,
  );
  return (relation) => typed.filter((one) => one.relation === relation);
}

function originOf({ name, columns }: (typeof originRelations)[number], types: readonly Typed[]): Relation {
  const relation = `raw.${name}`;
  const contract = contracts.get(name);
  const ofContract = new Map(contract && toColumns(contract).map((column) => [column.name, column]));
  const described = columns.map((column): Described => {
    const type = types.find((one) => one.column === column)?.type;
    const said = ofContract.get(column)?.schema.description ?? originWords[column];
    if (type === undefined || said === undefined)
      throw new Error(`missing description: ${relation}.${column}`);
    return { column, type, description: said, isNullable: contract === undefined };
  });
  if (contract)
    return toRelation(
      {
        relation,
        description: `Which file each row of ${name.replaceAll("_", " ")} that stands came from.`,
        grain: "one row per reference and file.",
      },
      columns,
      described,
    );
  const isOfFiles = name === "loads";
  return toRelation(
    {
      relation,
      description: isOfFiles
        ? "The files that were read, and what became of their rows."
        : "The rows set aside and the values left empty: where they were and why, never what they held.",
      grain: isOfFiles ? "one row per file." : "one row per row set aside or value left empty.",
    },
    isOfFiles ? ["load_id"] : [],
    described,
  );
}

/** What the columns say that tell where rows came from. */
const originWords: Readonly<Record<string, string>> = {
  load_id: "which file, by its number among those read",
  source: "the source, by its name in sources.yaml",
  contract: "the kind of extract",
  system: "the system it comes from",
  later_files: "what a later file of the source does to an earlier",
  file: "the file, within the folder of extracts",
  sha256: "the hash of its bytes",
  received_on: "the day it was received",
  covers_from: "the first day it covers",
  covers_to: "the last day it covers",
  rows_read: "how many rows it has",
  rows_loaded: "how many of them were loaded",
  rows_quarantined: "how many of them were set aside",
  values_blanked: "how many values were left empty in rows that were loaded",
  same_as: "the file that has the same bytes, for which it isn't loaded again; otherwise empty",
  said: "what was noticed as it was read; empty where nothing was",
  is_expected: "whether files of its source are expected after each period",
  sheet: "the sheet of the workbook; empty of other files",
  row_number: "the row of the file, its heading being the first",
  kind: "whether the row was set aside or a value left empty",
  column_name: "the column at fault; empty where it is the row",
  reason: "why",
};

const sqlTypes = { varchar: "VARCHAR", double: "DOUBLE", boolean: "BOOLEAN", json: "VARCHAR" } as const;

/** A relation that has the rows of a schema. */
function ofSchema(about: Omit<Relation, "columns">, key: readonly string[], schema: z.ZodObject): Relation {
  const columns = schemaColumns(schema).map(({ name, type, isDay, description }): Described => {
    const isNullable = schema.shape[name]?.safeParse(null).success ?? true;
    return { column: name, type: isDay ? "DATE" : sqlTypes[type], description, isNullable };
  });
  return toRelation(about, key, columns);
}

/** The relations of `figures`, which are the same of every build. */
const ofFigures = (): Relation[] => [
  ofSchema(
    { relation: "figures.about", description: "What the figures are of.", grain: "one row, of this build." },
    ["office"],
    AboutRow,
  ),
  ofSchema(
    {
      relation: "figures.dictionary",
      description: "This dictionary.",
      grain: "one row per relation and column.",
    },
    ["relation", "column"],
    DictionaryColumn,
  ),
  ofSchema(
    {
      relation: "figures.figures",
      description:
        "Every figure that the internal site shows, as figures.csv has them. Never add up shares, medians or different values: ask for the period or group you need.",
      grain: "one row per measure, period, breakdown and group.",
    },
    ["measure", "period", "breakdown", "group"],
    Figure,
  ),
  ofSchema(
    { relation: "figures.measures", description: "What each measure is.", grain: "one row per measure." },
    ["measure"],
    MeasureRow,
  ),
];

/**
 * What is in the warehouse that a build writes, by relation: its models and what they say of their columns in the heads of their
 * files, the figures by their schema, and what tells where rows came from by the contracts. Throws an Error for a column that
 * nothing is said of.
 */
export async function readDictionary(
  connection: DuckDBConnection,
  models: readonly Model[],
): Promise<Relation[]> {
  const typesOf = await readTypes(connection);
  const ofModels = models
    .filter(({ schema }) => schema === "calendar" || schema === "marts" || schema === "lists")
    .map((model): Relation => {
      const said = saidOf(model.sql);
      const columns = typesOf(model.name).map(({ column, type }): Described => {
        const description = said.get(column);
        if (description === undefined) throw new Error(`missing description: ${model.name}.${column}`);
        return { column, type, description: sentence(description) };
      });
      return toRelation({ relation: model.name, ...headOf(model) }, keyOfRelation(model.name), columns);
    });
  const origins = originRelations.map((one) => originOf(one, typesOf(`raw.${one.name}`)));
  const all = [...ofModels, ...ofFigures(), ...origins];
  return all.sort((a, b) => (a.relation < b.relation ? -1 : 1));
}
