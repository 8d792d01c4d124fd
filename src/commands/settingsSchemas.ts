import { z } from "zod";
import { calledNames } from "../../loaders/calledNames.ts";
import { ClockSettings, clockNames } from "../../loaders/clocks.ts";
import { toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { MeasuresFile, parameterNames } from "../../loaders/measureSettings.ts";
import { OfficeSettings } from "../../loaders/office.ts";
import { readOwnText } from "../../loaders/ownFiles.ts";
import { AgeBand, Meeting } from "../../loaders/reference.ts";
import { SamplingFile } from "../../loaders/samplingSettings.ts";
import { Sources } from "../../loaders/sources.ts";
import { listNames, referenceKinds, wordLists } from "../../loaders/wordLists.ts";
import { BreakRow } from "../catalogue/breaks.ts";
import { groups } from "../catalogue/definition.ts";
import { Holding } from "../catalogue/holdings.ts";
import { Note } from "../catalogue/noted.ts";
import { readKnownIds } from "../catalogue/readMeasures.ts";
import { Rebase } from "../catalogue/rebases.ts";
import { TargetRow } from "../catalogue/targets.ts";
import { programSettings, projectFile } from "../project.ts";
import { Plan } from "../release/plan.ts";
import { Clearances } from "../scan/clearances.ts";

/** The part of a JSON Schema that is read or added to here. */
interface Schema {
  [keyword: string]: unknown;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  enum?: readonly unknown[];
  description?: string;
}

/** A column of a CSV, as Frictionless' Table Schema has it. */
interface TableField {
  name: string;
  type: "string" | "date";
  constraints: { required: boolean; enum?: readonly unknown[]; pattern?: string; minLength?: number };
}

/** What a CSV of settings must be: a Table Schema. */
export interface TableSchema {
  name: string;
  fields: TableField[];
  missingValues: string[];
}

const toSchema = (type: z.ZodType, title: string): Schema => ({
  ...(z.toJSONSchema(type, { io: "input", target: "draft-7" }) as Schema),
  title,
});

/** What the comment at the head of data/sources.yaml says of each setting, which is their documentation. */
export function readExplained(): Map<string, string> {
  const file = projectFile("data/sources.yaml");
  const [head = ""] = readOwnText(file, "Put it back: Candour comes with one.").split(/^[^#\n]/m);
  const said = new Map<string, string>();
  let name = "";
  for (const line of head.split("\n")) {
    const begun = /^# ([a-z_]+) {1,}(\S.*)$/.exec(line);
    const isNamed = begun?.[1] !== undefined && line.slice(2, 15).trim() === begun[1];
    if (isNamed && begun) name = begun[1] ?? "";
    const text = isNamed ? begun?.[2] : /^# {4,}(\S.*)$/.exec(line)?.[1];
    if (text === undefined) name = "";
    else if (name !== "") said.set(name, `${said.get(name) ?? ""} ${text}`.trim());
  }
  return said;
}

function withExplained(schema: Schema, said: ReadonlyMap<string, string>): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const description = property.description ?? said.get(name);
    if (description !== undefined) property.description = description;
  }
}

/** What a source's settings may name, by its contract: its columns, and the words each may be mapped to. */
function byContract(): Schema[] {
  return [...contracts.values()].map((contract) => {
    const columns = toColumns(contract);
    const names = { enum: columns.map(({ name }) => name) };
    const properties = columns.map(({ name }): [string, Schema] => {
      const description = contract.fields.shape[name]?.description;
      return [name, description === undefined ? {} : { description }];
    });
    const words = columns.flatMap(({ name, schema }): [string, Schema][] =>
      schema.enum ? [[name, { additionalProperties: { enum: schema.enum } }]] : [],
    );
    const named = { propertyNames: names, properties: Object.fromEntries(properties) };
    return {
      if: { properties: { contract: { const: contract.name } }, required: ["contract"] },
      // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
      then: {
        properties: {
          columns: named,
          not_recorded: named,
          optional: { items: names },
          values: { propertyNames: names, properties: Object.fromEntries(words) },
        },
      },
    };
  });
}

function sourcesSchema(): Schema {
  const schema = toSchema(Sources, "Candour: sources.yaml, what each system hands over");
  const said = readExplained();
  withExplained(schema, said);
  const source = schema.properties?.sources?.additionalProperties;
  if (typeof source !== "object") throw new Error("invalid schema: sources must be a record");
  withExplained(source, said);
  const names = [...contracts.keys()];
  const { contract } = source.properties ?? {};
  if (contract) contract.enum = names;
  source.allOf = byContract();
  return schema;
}

function officeSchema(): Schema {
  const schema = toSchema(OfficeSettings, "Candour: office.yaml, what the office is");
  const needs = schema.properties?.meeting_needs?.items;
  if (needs) needs.enum = [...contracts.keys()];
  return schema;
}

function clocksSchema(): Schema {
  const schema = toSchema(ClockSettings, "Candour: clocks.yaml, the limits an office works to");
  const [limits] = schema.anyOf ?? [];
  if (limits) limits.propertyNames = { enum: clockNames };
  return schema;
}

/** A list is words alone or, where the SQL compares what they mean, each word with its meaning. */
function vocabularySchema(): Schema {
  const lists = listNames.map((name): [string, Schema] => {
    const { meanings } = wordLists[name];
    const description = `what the office calls each ${name.replaceAll("_", " ")}, in its order`;
    return [
      name,
      meanings
        ? { type: "object", minProperties: 1, additionalProperties: { enum: meanings }, description }
        : { type: "array", minItems: 1, items: { type: "string", minLength: 1 }, description },
    ];
  });
  const forms = referenceKinds.map((kind): [string, Schema] => [kind, { type: "string", format: "regex" }]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Candour: vocabulary.yaml, the office's own words and what they mean",
    type: "object",
    additionalProperties: false,
    properties: {
      references: {
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(forms),
        description: "of each kind of reference its form, as a regular expression of all of it",
      },
      ...Object.fromEntries(lists),
    },
  };
}

function measuresSchema(measures: readonly string[]): Schema {
  const schema = toSchema(MeasuresFile, "Candour: measures.yaml, what of the measures is the office's own");
  const { parameters, off, groups: own, called, named, headlines } = schema.properties ?? {};
  if (headlines) headlines.items = { enum: measures };
  if (parameters) parameters.propertyNames = { enum: parameterNames };
  if (own) own.propertyNames = { enum: Object.keys(groups) };
  if (off) off.items = { enum: measures };
  if (called) called.propertyNames = { enum: calledNames };
  if (named) named.propertyNames = { enum: measures };
  return schema;
}

function planSchema(measures: readonly string[]): Schema {
  const schema = toSchema(Plan, "Candour: publication.yaml, what may be published, and how");
  const { measures: planned } = schema.properties ?? {};
  if (planned) planned.propertyNames = { enum: measures };
  // Where it doesn't say them, they are those of office.yaml.
  const required = Array.isArray(schema.required) ? schema.required : [];
  schema.required = required.filter((name) => name !== "licence" && name !== "contact");
  return schema;
}

/** A cell's schema as constraints of a field: one that may be empty is one of a type and no text. */
function toField(name: string, schema: Schema): TableField {
  const alternatives = schema.anyOf ?? [schema];
  const [own = {}] = alternatives.filter((one) => one.const !== "");
  const isEmpty =
    alternatives.length > 1 || (own.minLength === undefined && own.pattern === undefined && !own.enum);
  const { enum: among, pattern, minLength, format } = own;
  return {
    name,
    type: format === "date" ? "date" : "string",
    constraints: {
      required: !isEmpty,
      ...(among ? { enum: among } : {}),
      ...(typeof pattern === "string" && format !== "date" ? { pattern } : {}),
      ...(typeof minLength === "number" ? { minLength } : {}),
    },
  };
}

function toTable(name: string, row: z.ZodType, measures: readonly string[]): TableSchema {
  const { properties = {} } = toSchema(row, name);
  const fields = Object.entries(properties).map(([column, schema]) => {
    const field = toField(column, schema);
    // A break is of a measure, or of a source in its place.
    if (column === "measure") field.constraints = { required: name !== "breaks", enum: measures };
    return field;
  });
  return { name, fields, missingValues: [""] };
}

/** The schemas of YAML settings, as JSON Schema, by the name of the file that holds each; `folder` says which measures there are. */
export function yamlSchemas(folder = programSettings): Map<string, object> {
  const measures = readKnownIds(folder);
  return new Map<string, object>([
    ["sources.schema.json", sourcesSchema()],
    ["office.schema.json", officeSchema()],
    ["clocks.schema.json", clocksSchema()],
    ["vocabulary.schema.json", vocabularySchema()],
    [
      "sampling.schema.json",
      toSchema(SamplingFile, "Candour: sampling.yaml, what quality sampling is required"),
    ],
    ["measures.schema.json", measuresSchema(measures)],
    ["publication.schema.json", planSchema(measures)],
    ["clearances.schema.json", toSchema(Clearances, "Candour: clearances.yaml, false alarms of the scan")],
  ]);
}

/** The schemas of CSV settings, as Table Schema, by the name of the file that holds each; `folder` as above. */
export function tableSchemas(folder = programSettings): Map<string, TableSchema> {
  const measures = readKnownIds(folder);
  const rows: [string, z.ZodType][] = [
    ["targets", TargetRow],
    ["holdings", Holding],
    ["breaks", BreakRow],
    ["rebases", Rebase],
    ["notes", Note],
    ["age-bands", AgeBand],
    ["meetings", Meeting],
  ];
  return new Map(rows.map(([name, row]) => [`${name}.table.json`, toTable(name, row, measures)]));
}
