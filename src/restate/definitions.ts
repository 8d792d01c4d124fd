import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { contracts } from "../../loaders/contracts.ts";
import type { Settings } from "../../loaders/sources.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Holding } from "../catalogue/holdings.ts";
import type { Model } from "../warehouse/graph.ts";

export const Definitions = z.strictObject({
  calendar: z.string(),
  measures: z.record(
    z.string(),
    z.strictObject({ query: z.string(), holdings: z.string(), settings: z.string() }),
  ),
});

/**
 * What figures are computed by, as hashes: the calendar (bank holidays and the models made of them) and, of each
 * measure, its query with all the models it comes through, what is said not to be held, and how the files it needs are read.
 */
export type Definitions = z.infer<typeof Definitions>;

/** The hash of something by its JSON. */
export const hashOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);

/** SQL without its comments and layout, which change no figure. */
function bareSql(sql: string): string {
  return sql
    .replace(/\/\*[\s\S]*?\*\//g, " ")
    .replace(/^\s*--.*$/gm, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The names of all relations a model is made of, itself included, in order. */
export function findUpstream(name: string, models: readonly Model[]): string[] {
  const seen = new Set<string>();
  const visit = (one: string) => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const read of models.find((model) => model.name === one)?.reads ?? []) visit(read);
  };
  visit(name);
  return [...seen].sort();
}

function describeQuery(measure: MeasureDefinition, models: readonly Model[]): unknown {
  const { unit, time, extracts, statistic, per, id } = measure;
  const upstream = findUpstream(`measures.${id}`, models).filter((name) => !name.startsWith("calendar."));
  const sql = upstream.map((name) => [name, bareSql(models.find((model) => model.name === name)?.sql ?? "")]);
  const divisor = measure.divisor ? describeQuery(measure.divisor, models) : null;
  return { unit, time, extracts, statistic, per, sql, divisor };
}

/** The contracts whose rows a measure counts, whichever models they come through. */
export function contractsOf(measure: Pick<MeasureDefinition, "id">, models: readonly Model[]): string[] {
  return findUpstream(`measures.${measure.id}`, models).flatMap((name) =>
    name.startsWith("raw.") && contracts.has(name.slice("raw.".length)) ? [name.slice("raw.".length)] : [],
  );
}

/** A schema without what it says to a reader: a definition is the same however it is described. */
function withoutWords(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      key === "description" && typeof value === "string" ? undefined : value,
    ),
  );
}

const described = new Map<string, unknown>();

/** What a contract asks of rows, made once: dozens of measures count those of each. */
function describeContract(name: string): unknown {
  const contract = contracts.get(name);
  if (!contract) return undefined;
  const known = described.get(name) ?? {
    ...contract,
    fields: withoutWords(z.toJSONSchema(contract.fields)),
  };
  described.set(name, known);
  return known;
}

/** The hashes of what the figures of a build are computed by. */
export function toDefinitions(
  definitions: readonly MeasureDefinition[],
  models: readonly Model[],
  holdings: readonly Holding[],
  { folder, office, sources }: Settings,
): Definitions {
  const calendar = models.filter(({ schema }) => schema === "calendar");
  const files = ["clocks.yaml", "age-bands.csv", ...new Set(office.calendars.map(({ file }) => file))];
  const kept = files
    .map((name) => join(folder, name))
    .map((path) => (existsSync(path) ? readFileSync(path, "utf8") : ""));
  const { time_zone, first_month, weekend, calendars, calendar: ownCalendar } = office;
  const days = { time_zone, first_month, weekend, calendars, ownCalendar };
  const measures = definitions.map((measure) => {
    const own = contractsOf(measure, models);
    const files = sources.filter(({ contract }) => own.includes(contract));
    const hashes = {
      query: hashOf(describeQuery(measure, models)),
      holdings: hashOf(holdings.filter((one) => one.measure === measure.id)),
      settings: hashOf([
        files.map(({ system: _, due: __, first_month: ___, ...rest }) => rest),
        own.map(describeContract),
      ]),
    };
    return [measure.id, hashes] as const;
  });
  return {
    calendar: hashOf([kept, days, calendar.map(({ name, sql }) => [name, bareSql(sql)])]),
    measures: Object.fromEntries(measures),
  };
}
