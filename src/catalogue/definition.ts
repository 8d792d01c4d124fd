import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { clockNames } from "../../loaders/clocks.ts";
import { toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { parameterNames } from "../../loaders/measureSettings.ts";
import { findNearest } from "../../loaders/nearestName.ts";
import { findSettingsProblems } from "../../loaders/ownSettings.ts";
import { type ListName, listNames, wordLists } from "../../loaders/wordLists.ts";
import { column, identifier } from "./statistics/identifier.ts";
import { StatisticSetting, statisticOf } from "./statistics/kinds.ts";

export const groups = {
  casework: "Casework",
  timeliness: "Timeliness",
  caseload: "Caseload",
  quality: "Quality",
  reviews: "Reviews, service complaints and feedback",
  contact: "Contact",
  staffing: "Staffing",
  registers: "Assurance registers",
  requests: "Information requests",
} as const;

const Header = z.strictObject({
  title: z.string(),
  definition: z.string(),
  group: z.enum(Object.keys(groups) as [keyof typeof groups, ...(keyof typeof groups)[]]),
  unit: z.string().describe("percent, ratio, or the plural noun of what is counted"),
  direction: z.enum(["increase", "decrease", "neutral"]).describe("the good direction"),
  source: z.string().default("").describe("where the office has it from; empty where it doesn't say"),
  of_some: z
    .boolean()
    .default(false)
    .describe("whether only an office has it whose settings name what it is of: elsewhere it isn't shown"),
  time: z.enum(["flow", "stock", "snapshot"]),
  extracts: z.array(identifier).min(1).describe("the contracts whose coverage a figure depends on"),
  clocks: z
    .array(z.enum(clockNames))
    .default([])
    .describe("the office's limits that it goes by, without which there is no figure"),
  statistic: StatisticSetting.default({ kind: "sum" }).describe(
    "how the rows of a period become its value; src/catalogue/statistics says each",
  ),
  per: z.string().nullable().default(null).describe("the measure whose total the sum is divided by"),
  frame: z
    .string()
    .nullable()
    .default(null)
    .describe("of a sampled rate, the measure that counts what could be sampled"),
  has_interval: z
    .boolean()
    .default(false)
    .describe("of a share of all there are, whether it is shown with the interval that chance leaves it"),
  chart: z
    .enum(["xmr", "p-prime"])
    .nullable()
    .default(null)
    .describe("the control chart it is read with, where not the usual one of its unit"),
  needs: z
    .record(z.string().regex(/^\w+\.\w+$/), z.string())
    .default({})
    .describe(
      "contract.column: the parameter of measures.yaml, or the meaning of its words, that it is of; where no extract has held one there is no figure",
    ),
  parameters: z
    .array(z.enum(parameterNames))
    .default([])
    .describe("the other parameters of measures.yaml that its query reads"),
  meanings: z
    .partialRecord(z.enum(listNames), z.array(z.string()).min(1))
    .default({})
    .describe(
      "of a list of vocabulary.yaml, the meanings it counts: where no word has one of them there is no figure",
    ),
  ties: z
    .array(z.string().regex(/^\w+\.\w+$/))
    .default([])
    .describe(
      "contract.column: what settles ties or puts a limit off, so that its total is held where they aren't recorded",
    ),
  looks_back: z
    .int()
    .min(0)
    .default(0)
    .describe("how many months before its period must be covered too, as what it counts is told from them"),
  goes_by: z
    .array(identifier)
    .default([])
    .describe(
      "contracts of which it goes by the latest file there is: held without one, provisional while that of its day is missing",
    ),
  reference: column.nullable().default(null).describe("says which row it is, never which person"),
  is_spread: z
    .boolean()
    .default(false)
    .describe(
      "whether a row is one day of a longer span that was counted as one: it has span_from_on and span_to_on",
    ),
  dimensions: z.array(identifier),
  dimension_extracts: z
    .record(identifier, z.array(identifier).min(1))
    .default({})
    .describe("contracts besides `extracts` that tell the groups of a dimension apart"),
  bands: z
    .record(identifier, z.string())
    .default({})
    .describe("of a dimension of ages, which bands of data/age-bands.csv its groups are"),
  public: z.array(z.string()).describe("breakdowns that may be published; 'total' is the undivided figure"),
  beside: z.array(z.string()).default([]).describe("measures that must be read with this one"),
  caveats: z.array(z.string()).default([]),
  aliases: z
    .array(z.string().min(1))
    .default([])
    .describe("what people call it besides its title, by which it is found"),
});

const Target = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  comparison: z.enum(["at least", "at most"]),
  value: z.number(),
  assumed: z.boolean(),
  source: z.string(),
});

/**
 * What the office holds itself to from one day to another, both included; `to` is null while it is in force.
 * `assumed` where the source sets no figure.
 */
export type Target = z.infer<typeof Target>;

/** What is told of a measure outside: all but its query and the measures it goes with, which name what is not told. */
export const ToldMeasure = Header.extend({
  id: z.string(),
  target: Target.nullable(),
  targets: z.array(Target),
  group_order: z
    .record(z.string(), z.array(z.string()))
    .describe("by dimension, its groups in their order, where they have one that isn't the alphabet's"),
});

/**
 * A measure: the header of its SQL file, its id (the file's name), its query and its targets. `target` is the
 * one in force on the last reported day. `readMeasures` gives targets and the order of groups. `divisor` is the measure `per` names, `framing`
 * the one `frame` does.
 */
export interface MeasureDefinition extends z.infer<typeof ToldMeasure> {
  /** Where it is written: `sql/measures/calls.sql` of the program, or `measures/letters.sql` of the office's settings. */
  file: string;
  sql: string;
  divisor: MeasureDefinition | null;
  framing: MeasureDefinition | null;
}

const headerPattern = /^\/\*\n([\s\S]*?)\n\*\/\n/;

/** How many lines of a measure's file stand above its query. */
export const linesAboveQuery = (text: string): number => {
  const [head = ""] = headerPattern.exec(text) ?? [];
  const [blank = ""] = /^\s*/.exec(text.slice(head.length)) ?? [];
  return (head + blank).split("\n").length - 1;
};

/** What is wrong with a measure's file. */
export interface HeaderProblem {
  /** The first line of the file that it is of. */
  line: number;
  problem: string;
}

/** The line of a measure's file at which a setting of its header stands: its first where it isn't there. */
function lineOf(header: string, setting: PropertyKey | undefined): number {
  const lines = header.split("\n");
  const place = lines.findIndex((line) => line.startsWith(`${String(setting)}:`));
  return place < 0 ? 1 : place + 2;
}

/** Reads the header of a measure's file, the YAML of its leading block comment: either it, or all that is wrong with it. */
export function readHeader(
  text: string,
): { header: z.infer<typeof Header>; sql: string } | { problems: HeaderProblem[] } {
  const match = headerPattern.exec(text);
  const written = match?.[1];
  if (!match || !written) return { problems: [{ line: 1, problem: "must begin with a /* … */ header" }] };
  let settings: unknown;
  try {
    settings = parse(written);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [said = ""] = error.message.split("\n");
    const problem = `not YAML: ${said.replace(/ at line \d+, column \d+:?$/, "")}`;
    return { problems: [{ line: (error.linePos?.[0].line ?? 1) + 1, problem }] };
  }
  const header = Header.safeParse(settings);
  if (!header.success) {
    const problems = header.error.issues.flatMap((issue) =>
      findSettingsProblems(Header, [issue], settings).map((problem) => {
        const setting = issue.code === "unrecognized_keys" ? issue.keys[0] : issue.path[0];
        return { line: lineOf(written, setting), problem };
      }),
    );
    return { problems };
  }
  const problems = findContradictions(header.data).map((problem) => {
    return { line: lineOf(written, problem.split(/[,:]/)[0]), problem };
  });
  return problems.length > 0
    ? { problems }
    : { header: header.data, sql: text.slice(match[0].length).trim() };
}

/**
 * The header and query of one measure file. Throws an Error that names the file and each thing wrong with its header.
 */
export function parseDefinition(
  id: string,
  text: string,
  file = `sql/measures/${id}.sql`,
): MeasureDefinition {
  const read = readHeader(text);
  if ("problems" in read) {
    const [first] = read.problems;
    if (first?.problem.startsWith("must begin")) throw new Error(`missing header: ${file} ${first.problem}`);
    throw new Error(`invalid header: ${file}\n${read.problems.map(({ problem }) => problem).join("\n")}`);
  }
  return {
    id,
    ...read.header,
    file,
    sql: read.sql,
    target: null,
    targets: [],
    group_order: {},
    divisor: null,
    framing: null,
  };
}

/** The list of words that a column of a contract, `contract.column`, is of. */
export function listOf(name: string): ListName | undefined {
  const [contract = "", column = ""] = name.split(".");
  const known = contracts.get(contract);
  return known && toColumns(known).find((one) => one.name === column)?.schema.words;
}

function meaningsOf(name: string): readonly string[] {
  const list = listOf(name);
  return (list && wordLists[list].meanings) ?? [];
}

/** What a statistic needs of the rest of its header. */
function findContradictions(header: z.infer<typeof Header>): string[] {
  const { per, frame, has_interval, chart, unit, time, is_spread, needs, ties, meanings } = header;
  const statistic = statisticOf(header);
  const problems = statistic.findContradictions(header);
  if (per !== null && !statistic.isSum) problems.push("per: statistic must be sum");
  if (frame !== null && unit !== "percent") problems.push("frame: unit must be percent");
  if (has_interval && (frame !== null || unit !== "percent" || !statistic.isSum))
    problems.push("has_interval: must be a percent and a sum without a frame");
  if (is_spread && (time !== "flow" || !statistic.isSum))
    problems.push("is_spread: must be a flow and a sum");
  if (chart === "p-prime" && unit !== "percent") problems.push("chart: p-prime is of a percent");
  for (const [name, value] of Object.entries(needs))
    if (!parameterNames.some((one) => one === value) && !meaningsOf(name).includes(value))
      problems.push(`needs, ${name}: neither a parameter nor a meaning: ${value}`);
  for (const [list, wanted] of Object.entries(meanings)) {
    const known = wordLists[list as ListName].meanings ?? [];
    for (const meaning of wanted)
      if (!known.includes(meaning)) problems.push(`unknown meaning of ${list}: ${meaning}`);
  }
  for (const name of [...Object.keys(needs), ...ties]) {
    const [contract = "", column = ""] = name.split(".");
    if (!contracts.get(contract)?.fields.shape[column]) {
      const columns = Object.keys(contracts.get(contract)?.fields.shape ?? {});
      const nearest = findNearest(column, columns);
      problems.push(`unknown column: ${name}${nearest ? `; did you mean ${contract}.${nearest}?` : ""}`);
    }
  }
  return problems;
}

/** The ids of the measures under `folder` (sql/measures), in order. */
export function readMeasureIds(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[^.].*\.sql$/.test(name))
    .map((name) => name.slice(0, -".sql".length))
    .sort();
}

/** What each text that has been read defines, by its id: a build reads every measure more than once. */
const known = new Map<string, { text: string; definition: MeasureDefinition }>();

function readOne(folder: string, id: string): MeasureDefinition {
  const text = readFileSync(join(folder, `${id}.sql`), "utf8");
  const before = known.get(id);
  const definition = before?.text === text ? before.definition : parseDefinition(id, text);
  known.set(id, { text, definition });
  return structuredClone(definition);
}

/** The measure with those it names; `find` gives the one with an id. Throws an Error where there is none. */
export function link(
  measure: MeasureDefinition,
  find: (id: string) => MeasureDefinition | undefined,
): MeasureDefinition {
  const get = (name: string | null): MeasureDefinition | null => {
    if (name === null) return null;
    const found = find(name);
    if (!found) throw new Error(`unknown measure: ${name}, in ${measure.file}`);
    return found;
  };
  return { ...measure, divisor: get(measure.per), framing: get(measure.frame) };
}

/**
 * Every measure under `folder` (sql/measures), in order of id, without targets (`withTargets` gives them
 * theirs). Throws an Error for a `per` or `frame` that names no measure.
 */
export function readDefinitions(folder: string): MeasureDefinition[] {
  const definitions = readMeasureIds(folder).map((id) => readOne(folder, id));
  return definitions.map((measure) => link(measure, (name) => definitions.find(({ id }) => id === name)));
}

/** One measure as `readDefinitions` gives it, no file read but its own and those of the measures it names. */
export function readDefinition(folder: string, id: string): MeasureDefinition {
  const ids = readMeasureIds(folder);
  return link(readOne(folder, id), (name) => (ids.includes(name) ? readOne(folder, name) : undefined));
}
