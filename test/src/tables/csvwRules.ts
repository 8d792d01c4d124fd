import { parseCsv } from "hucre/csv";

type Bag = Record<string, unknown>;

const inherited = [
  "aboutUrl",
  "datatype",
  "default",
  "lang",
  "null",
  "ordered",
  "propertyUrl",
  "required",
  "separator",
  "textDirection",
  "valueUrl",
];

/** The properties each kind of object may have (W3C, 'Metadata Vocabulary for Tabular Data', 5). */
const allowed = {
  Table: [
    "@context",
    "@id",
    "@type",
    "dialect",
    "notes",
    "suppressOutput",
    "tableDirection",
    "tableSchema",
    "transformations",
    "url",
    ...inherited,
  ],
  Schema: ["@id", "@type", "columns", "foreignKeys", "primaryKey", "rowTitles", ...inherited],
  Column: ["@id", "@type", "name", "suppressOutput", "titles", "virtual", ...inherited],
  Dialect: [
    "@id",
    "@type",
    "commentPrefix",
    "delimiter",
    "doubleQuote",
    "encoding",
    "header",
    "headerRowCount",
    "lineTerminators",
    "quoteChar",
    "skipBlankRows",
    "skipColumns",
    "skipInitialSpace",
    "skipRows",
    "trim",
  ],
  Datatype: [
    "@id",
    "@type",
    "base",
    "format",
    "length",
    "maxExclusive",
    "maxInclusive",
    "maxLength",
    "maximum",
    "minExclusive",
    "minInclusive",
    "minLength",
    "minimum",
  ],
};

/** Prefixes known without being declared, of those in the RDFa initial context. */
const prefixes = ["dc", "dcat", "dcterms", "foaf", "rdf", "rdfs", "schema", "skos", "xsd"];

const isCommon = (key: string) =>
  prefixes.includes(key.split(":")[0] ?? "") && /^[a-z]+:[A-Za-z]+$/.test(key);

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bagAt(bag: Bag, key: string): Bag {
  const value = bag[key];
  return isBag(value) ? value : {};
}

function checkNames(kind: keyof typeof allowed, bag: Bag): string[] {
  const type = bag["@type"];
  const commons = ["Table", "Schema", "Column"].includes(kind);
  return [
    ...Object.keys(bag)
      .filter((key) => !allowed[kind].includes(key) && !(commons && isCommon(key)))
      .map((key) => `${kind}: unknown property ${key}`),
    ...Object.entries(bag)
      .filter(([key]) => isCommon(key))
      .flatMap(([key, value]) => checkCommon(key, value)),
    ...(type === undefined || type === kind ? [] : [`${kind}: @type is ${String(type)}`]),
  ];
}

/** A common property is a string, or an object with an @id, or a @value with a @type or a @language, never both. */
function checkCommon(key: string, value: unknown): string[] {
  if (typeof value === "string") return [];
  if (!isBag(value)) return [`${key}: must be text or an object`];
  const names = Object.keys(value);
  if (names.some((name) => !["@id", "@value", "@type", "@language"].includes(name)))
    return [`${key}: unknown key`];
  if (!names.includes("@value")) return names.join() === "@id" ? [] : [`${key}: no value`];
  return names.includes("@type") && names.includes("@language") ? [`${key}: a type and a language`] : [];
}

const datatypes: Record<string, RegExp> = {
  string: /^[\s\S]*$/,
  integer: /^[+-]?\d+$/,
  decimal: /^[+-]?(\d+(\.\d*)?|\.\d+)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
};

interface Checked {
  name: string;
  titles: unknown[];
  isRequired: boolean;
  pattern: RegExp | undefined;
  format: RegExp | undefined;
}

function readColumn(column: Bag): Checked {
  const datatype = isBag(column.datatype) ? column.datatype : { base: column.datatype };
  const { base, format } = datatype;
  const isText = base === "string" && typeof format === "string";
  return {
    name: String(column.name),
    titles: Array.isArray(column.titles) ? column.titles : [column.titles],
    isRequired: column.required === true,
    pattern: datatypes[String(base)],
    format: isText ? new RegExp(`^(${format})$`) : undefined,
  };
}

function checkColumn(column: Bag): string[] {
  const { name, titles, pattern } = readColumn(column);
  const datatype = column.datatype;
  const isDate = isBag(datatype) && datatype.base === "date";
  return [
    ...checkNames("Column", column),
    ...(isBag(datatype) ? checkNames("Datatype", datatype) : []),
    ...(/^[A-Za-z][A-Za-z0-9_.]*$/.test(name) ? [] : [`Column: invalid name ${name}`]),
    ...(titles.every((title) => typeof title === "string" && title !== "")
      ? []
      : [`${name}: titles must be text`]),
    ...(pattern ? [] : [`${name}: unknown datatype`]),
    ...(isDate && isBag(datatype) && datatype.format !== "yyyy-MM-dd"
      ? [`${name}: unknown date format`]
      : []),
    ...(typeof column.required === "boolean" ? [] : [`${name}: required must be true or false`]),
  ];
}

function checkRows(columns: readonly Checked[], keys: readonly string[], csv: string): string[] {
  const [headings = [], ...rows] = parseCsv(csv, { typeInference: false }).map((row) => row.map(String));
  const places = keys.map((key) => columns.findIndex(({ name }) => name === key));
  const seen = new Set(rows.map((row) => JSON.stringify(places.map((place) => row[place]))));
  const faults = columns.flatMap(({ name, titles }, index) =>
    titles.includes(headings[index]) ? [] : [`${name}: the CSV's heading isn't among its titles`],
  );
  const cells = rows.flatMap((row, number) =>
    columns.flatMap(({ name, isRequired, pattern, format }, index) => {
      const text = row[index] ?? "";
      if (text === "") return isRequired ? [`row ${number + 1}, ${name}: required`] : [];
      return pattern?.test(text) && (format?.test(text) ?? true)
        ? []
        : [`row ${number + 1}, ${name}: not its datatype`];
    }),
  );
  return [
    ...(headings.length === columns.length ? [] : ["not as many headings as columns"]),
    ...(rows.every((row) => row.length === columns.length)
      ? []
      : ["a row is longer or shorter than the columns"]),
    ...faults,
    ...cells,
    ...(places.includes(-1) ? ["primaryKey: unknown column"] : []),
    ...(seen.size === rows.length ? [] : ["primaryKey: not unique"]),
  ];
}

/** What is wrong with a table's CSVW metadata and the CSV it is of, by the W3C's rules; none when all is well. */
export function checkCsvw(metadata: Bag, csv: string): string[] {
  const schema = bagAt(metadata, "tableSchema");
  const dialect = bagAt(metadata, "dialect");
  const columns = (Array.isArray(schema.columns) ? schema.columns : []).filter(isBag);
  const names = columns.map(({ name }) => name);
  const keys = (Array.isArray(schema.primaryKey) ? schema.primaryKey : [schema.primaryKey]).map(String);
  const [vocabulary, local] = Array.isArray(metadata["@context"])
    ? metadata["@context"]
    : [metadata["@context"]];
  const ends = Array.isArray(dialect.lineTerminators) ? dialect.lineTerminators : [];
  return [
    ...(vocabulary === "http://www.w3.org/ns/csvw" ? [] : ["@context must be http://www.w3.org/ns/csvw"]),
    ...Object.keys(isBag(local) ? local : {})
      .filter((key) => !["@base", "@language"].includes(key))
      .map((key) => `@context: unknown key ${key}`),
    ...(typeof metadata.url === "string" && /^[a-z0-9-]+\.csv$/.test(metadata.url)
      ? []
      : ["url must name the CSV"]),
    ...checkNames("Table", metadata),
    ...checkNames("Schema", schema),
    ...checkNames("Dialect", dialect),
    ...columns.flatMap(checkColumn),
    ...(columns.length > 0 && new Set(names).size === names.length
      ? []
      : ["columns must have names of their own"]),
    ...(Array.isArray(metadata.notes) && metadata.notes.every(isBag) ? [] : ["notes must be objects"]),
    ...(ends.includes("\r\n") && csv.endsWith("\r\n") ? [] : ["lines must end as the dialect says"]),
    ...checkRows(columns.map(readColumn), keys, csv),
  ];
}
