import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { type Called, fillCalled, plainNames } from "../../loaders/calledNames.ts";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Context } from "../warehouse/context.ts";
import { measureFigures } from "./engine.ts";
import type { Figure } from "./figure.ts";
import { parsePeriod } from "./period.ts";
import type { Where } from "./where.ts";

const Row = z.strictObject({
  figure: z.string(),
  period: z.string(),
  value: z.number().nullable(),
  is_value_known: z.boolean(),
  unit: z.string().nullable(),
  published_in: z.string(),
  published_on: z.iso.date().nullable(),
  definition: z.string().nullable(),
  measure: z.string().nullable(),
  part: z.enum(["numerator", "denominator"]).nullable(),
  rows_of: z.string().nullable(),
  difference: z.string().nullable(),
});

/** A figure that the office has published, as its list has it. */
export type PublishedFigure = z.infer<typeof Row>;

/**
 * A published figure beside what is counted now: the same, another for a reason that is recorded, another, or not to be
 * counted now, and why.
 */
export interface ComparedFigure extends PublishedFigure {
  state: "equal" | "explained" | "differs" | "not counted";
  counted: number | null;
  /** Why it isn't counted now, or what the list says of the difference; empty otherwise. */
  why: string;
}

const table = "marts.published_figures";

/** The figures that the office has published, in the order of measures and periods; of one measure, where it is named. */
async function readPublished(connection: DuckDBConnection, measure?: string): Promise<PublishedFigure[]> {
  const rows = await query(
    connection,
    `select * replace (value::double as value, published_on::varchar as published_on)
     from ${table}
     ${measure === undefined ? "" : `where measure = ${literal(measure)}`}
     order by measure, figure, period, published_in`,
  );
  return z.array(Row).parse(rows);
}

/** The rows that a published figure is of: 'line=0345 015 4033; menu_option=option 3'. */
function toWhere(rowsOf: string | null): Where {
  return (rowsOf ?? "")
    .split(";")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const at = part.indexOf("=");
      if (at < 1) throw new DataError(`${part.trim()} names no dimension and value.`, [], "");
      return { dimension: part.slice(0, at).trim(), value: part.slice(at + 1).trim() };
    });
}

/** Whether a number is the one published: a share, ratio or average to as many decimals as that has. */
function isSame(counted: number, published: number): boolean {
  const decimals = String(published).split(".")[1]?.length ?? 0;
  const room = Number.isInteger(counted) ? 0 : 0.5 * 10 ** -decimals;
  return Math.abs(counted - published) <= room + 1e-9;
}

/** A published figure beside the figure that counts it now. */
function compare(published: PublishedFigure, figure: Figure): ComparedFigure {
  const { value, difference } = published;
  const counted = figure[published.part ?? "value"];
  const none = (why: string): ComparedFigure => ({ ...published, state: "not counted", counted: null, why });
  if (!published.is_value_known) return none("What stands there for its value can’t be read.");
  if (counted === null)
    return value === null && figure.status === "x"
      ? { ...published, state: "equal", counted, why: "" }
      : none(figure.note || "There is no such figure.");
  if (value !== null && isSame(counted, value)) return { ...published, state: "equal", counted, why: "" };
  if (difference !== null) return { ...published, state: "explained", counted, why: difference };
  return { ...published, state: "differs", counted, why: "" };
}

async function compareOne(
  connection: DuckDBConnection,
  published: PublishedFigure,
  definitions: readonly MeasureDefinition[],
  context: Context,
): Promise<ComparedFigure> {
  const none = (why: string): ComparedFigure => ({ ...published, state: "not counted", counted: null, why });
  if (published.measure === null) return none("No measure counts it.");
  const measure = definitions.find(({ id }) => id === published.measure);
  if (!measure) return none(`There is no measure ${published.measure}.`);
  try {
    const { kind, label, ...days } = parsePeriod(published.period);
    const ask = async (where: Where) => {
      const asked = { periods: [kind], where, ...days };
      const figures = await measureFigures(connection, measure, asked, context);
      return figures.find(({ period }) => kind === "as-at" || period === label);
    };
    const where = toWhere(published.rows_of);
    const whole = await ask([]);
    if (!whole) return none(`The calendar holds no ${label}.`);
    // Where nothing at all is held no row has the value asked for, which says less.
    const figure = where.length === 0 || whole.status === "x" ? whole : ((await ask(where)) ?? whole);
    return compare(published, figure);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return none(error.message.split("\n")[0] ?? "");
  }
}

/** Every figure that the office has published, beside what is counted now. None where no list of them was loaded. */
export async function comparePublished(
  connection: DuckDBConnection,
  definitions: readonly MeasureDefinition[],
  context: Context,
): Promise<ComparedFigure[]> {
  const compared: ComparedFigure[] = [];
  for (const one of await readPublished(connection))
    compared.push(await compareOne(connection, one, definitions, context));
  return compared;
}

const conditionsOf = (where: Where) =>
  where
    .map(({ dimension, value }) => `${dimension}=${value}`)
    .sort()
    .join(";");

/** What the office has published of one figure, asked for with `where`: whatever list names its period and rows. */
export async function publishedOf(
  connection: DuckDBConnection,
  figure: Figure,
  where: Where,
): Promise<ComparedFigure[]> {
  const own = await readPublished(connection, figure.measure);
  return own.flatMap((one) => {
    try {
      const { kind, label, from = "", to } = parsePeriod(one.period);
      const isOfDays = kind === "as-at" && figure.period === (from ? `${from} to ${to}` : to);
      const isOfPeriod = figure.period === label || isOfDays;
      if (!isOfPeriod || conditionsOf(toWhere(one.rows_of)) !== conditionsOf(where)) return [];
      return [compare(one, figure)];
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      return [];
    }
  });
}

const number = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 6 });

/** What was published, in a few words: '2,648', or that it isn't held. */
export const publishedWords = ({ value, is_value_known }: PublishedFigure): string =>
  value === null ? (is_value_known ? "not held" : "") : number(value);

/** The check that what was published is still what is counted: those that differ without a reason. */
export function publishedCheck(compared: readonly ComparedFigure[], called: Called = plainNames) {
  const different = compared.filter(({ state }) => state === "differs");
  return {
    id: "published_figures_reproduce",
    title: "figures already published come out of the rows as they were published",
    severity: "warning" as const,
    owner: fillCalled("{information officer}", called),
    rows: different.length,
    names: different.map(
      (one) =>
        `${one.figure}, ${one.period}: ${publishedWords(one)} in ${one.published_in}, ${number(one.counted ?? 0)} counted now`,
    ),
  };
}
