import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { endOfMonth } from "../../loaders/dates.ts";
import type { CameTo } from "./changes.ts";
import { type BuildRecord, findRecord, readRecords } from "./history.ts";

/** Where what was said of a month is kept: its sealed pack first, then the record that its build left. */
export interface KeptIn {
  packs?: string | undefined;
  history?: string | undefined;
}

/** The totals that were given for a month, as they were given: never worked out anew. */
export interface SaidThen {
  by: "pack" | "build";
  /** The last day whose extracts they were made of. */
  receivedBy: string;
  /** By measure and period, with a tab between. */
  figures: ReadonlyMap<string, CameTo>;
  /** The record of that month's build, where there is one: what its figures were worked out by. */
  record: BuildRecord | null;
}

/** What a pack says of itself, and the hash of the figures it was sealed with. */
const Sealed = z.looseObject({
  month: z.string(),
  made_at: z.iso.datetime(),
  received_by: z.iso.date(),
  reissues: z.array(z.unknown()),
  outputs: z.array(z.looseObject({ file: z.string(), sha256: z.string() })),
});

const figuresFile = "figures.csv";

/** That a file of a sealed pack isn't what was sealed, by name. */
function damaged(file: string): DataError {
  return new DataError(
    `${file} isn’t what was sealed, so it can’t be told what was said then.`,
    [],
    "Put back the file that was sealed, or move the pack’s folder away; what it said is then not known.",
  );
}

/** A pack's own account of itself; null where none is sealed. Throws a DataError where it can't be read. */
export function readSealed(packs: string, month: string): z.infer<typeof Sealed> | null {
  const file = join(packs, month, "manifest.json");
  if (!existsSync(file)) return null;
  try {
    return Sealed.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw damaged(file);
  }
}

/** The text of a file of a sealed pack, as it was sealed. Throws a DataError that names it where it is another or gone. */
export function readSealedFile(
  packs: string,
  { month, outputs }: z.infer<typeof Sealed>,
  name: string,
): string {
  const file = join(packs, month, name);
  const bytes = existsSync(file) ? readFileSync(file) : null;
  const sealed = outputs.find((one) => one.file === name)?.sha256;
  if (bytes === null || createHash("sha256").update(bytes).digest("hex") !== sealed) throw damaged(file);
  return bytes.toString("utf8");
}

interface Row extends CameTo {
  measure: string;
  period: string;
}

async function readFigures(connection: DuckDBConnection, file: string): Promise<Row[]> {
  return query<Row>(
    connection,
    `select measure, period, numerator::double as numerator, denominator::double as denominator, value::double as value, coalesce("status", '') as status
     from read_csv(${literal(file)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
     where coalesce("breakdown", '') = '' and period not like '% to %'`,
  );
}

const toMap = (rows: readonly Row[]): Map<string, CameTo> =>
  new Map(rows.map(({ measure, period, ...counted }) => [`${measure}\t${period}`, counted]));

/**
 * The totals that were given for a month: by its sealed pack, or else by the record that its build of then left. Null where neither is kept.
 * Throws a DataError that names a pack or a record that was damaged.
 */
export async function readSaidThen(
  connection: DuckDBConnection,
  month: string,
  { packs, history }: KeptIn,
): Promise<SaidThen | null> {
  const records = history === undefined ? [] : readRecords(history, month);
  const record = findRecord(records, endOfMonth(month, 1)) ?? null;
  const sealed = packs === undefined ? null : readSealed(packs, month);
  if (packs !== undefined && sealed !== null) {
    readSealedFile(packs, sealed, figuresFile);
    const figures = await readFigures(connection, join(packs, month, figuresFile));
    return { by: "pack", receivedBy: sealed.received_by, figures: toMap(figures), record };
  }
  if (record === null) return null;
  const figures = record.figures.map(
    ([measure, period, numerator, denominator, value, status]) =>
      [`${measure}\t${period}`, { numerator, denominator, value, status }] as const,
  );
  return { by: "build", receivedBy: record.receivedTo, figures: new Map(figures), record };
}
