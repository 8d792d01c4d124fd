import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import { readList, recorded } from "./readList.ts";

const SampleOwed = z.object({
  sample_id: z.string(),
  case_reference: z.string(),
  sampling: recorded,
  reader: recorded,
  team: recorded,
  due_on: z.iso.date(),
  /** Days since it was due; negative while it isn't. */
  days_overdue: z.int(),
  falls: z.enum(["in the month to come", "in the last 12 months", "longer ago"]),
});

/** A required quality sample that its reader owes (Service Model, manager): due on or before the day, or soon after it. */
export type SampleOwed = z.infer<typeof SampleOwed>;

/** The required samples not read by the end of `asAt`, oldest first: `sql/lists/samples_owed.sql`. */
export function readSamplesOwed(connection: DuckDBConnection, asAt: string): Promise<SampleOwed[]> {
  return readList(connection, "samples_owed", asAt, SampleOwed);
}

const samplingMeaning = z.enum(["open cases", "closed cases"]);

const CaseToDraw = z.object({
  case_reference: z.string(),
  sampling_meaning: samplingMeaning,
  officer: z.string().nullable(),
  team: z.string().nullable(),
  jurisdiction: z.string(),
  stage: z.string(),
  opened_on: z.iso.date(),
  closed_on: z.iso.date().nullable(),
});

/** A case that a sample may be drawn from, as it was at the end of a month: see `sql/lists/cases_to_draw.sql`. */
export type CaseToDraw = z.infer<typeof CaseToDraw>;

/** The cases open at the end of `asAt`, the last day of a month, and those closed in that month. */
export function readCasesToDraw(connection: DuckDBConnection, asAt: string): Promise<CaseToDraw[]> {
  return readList(connection, "cases_to_draw", asAt, CaseToDraw);
}

const Drawable = z.object({ sampling_meaning: samplingMeaning, cases: z.int() });

/** How many cases the sampling of open cases, or of closed ones, could draw on. */
export type Drawable = z.infer<typeof Drawable>;

/** How many cases each sampling could draw on at the end of `asAt`, the last day of a month. */
export async function readDrawable(connection: DuckDBConnection, asAt: string): Promise<Drawable[]> {
  await connection.run(`set variable as_at = date ${literal(asAt)}`);
  const rows = await query(
    connection,
    `select sampling_meaning, count(*)::integer as cases from lists.cases_to_draw
     group by sampling_meaning order by sampling_meaning desc`,
  );
  return z.array(Drawable).parse(rows);
}

const SampleDrawn = z.object({
  sample_id: z.string(),
  month: z.string(),
  case_reference: z.string(),
  sampling: z.string(),
  team: z.string(),
  due_on: z.iso.date(),
  state: z.enum(["read", "not yet read", "replaced"]),
  sampled_on: z.iso.date().nullable(),
  replaced_why: z.string().nullable(),
  replaced_by: z.string().nullable(),
});

/** A sample that was drawn for a month, and what had become of it. */
export type SampleDrawn = z.infer<typeof SampleDrawn>;

/** The samples drawn for months up to that of `asAt`, by month: `sql/lists/samples_drawn.sql`. */
export function readSamplesDrawn(connection: DuckDBConnection, asAt: string): Promise<SampleDrawn[]> {
  return readList(connection, "samples_drawn", asAt, SampleDrawn);
}
