import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { type QueuedFeedback, readQueue } from "./feedback.ts";
import { forecastMoves, type Moves } from "./forecastMoves.ts";
import { readList, recorded } from "./readList.ts";
import { type OfficerLoad, readOfficerLoads, type UsualLoad } from "./usualLoads.ts";

/** What is to be done with a case, gravest first. */
export const standings = ["over week 8", "due this week", "over day 20"] as const;

export type Standing = (typeof standings)[number];

/** Why a case is in none of these. */
export const otherStandings = [
  ...(["in time", "waits to be allocated", "no limit set"] as const),
  ...(["receipt not known", "allocation not known", "closing not known"] as const),
] as const;

const WorkCase = z.object({
  feedback_reference: z.string(),
  standing: z.enum([...standings, ...otherStandings]),
  officer: recorded,
  team: recorded,
  category: recorded,
  stage: z.string(),
  allocated_on: z.iso.date().nullable(),
  working_days_used: z.int().nullable(),
  days_left_to_day_20: z.int().nullable(),
  days_left_to_week_8: z.int().nullable(),
  next_limit: z.enum(["day 20", "week 8"]).nullable(),
  limit_on: z.iso.date().nullable(),
});

/** A feedback case that isn't known to be closed, and what is to be done with it: `sql/lists/work_list.sql`. */
export type WorkCase = z.infer<typeof WorkCase>;

const WorkWeek = z.object({
  next_on: z.iso.date(),
  ends_on: z.iso.date(),
  day_20_on: z.iso.date().nullable(),
  day_20_number: z.int().nullable(),
});

const AcknowledgementOwed = z.object({
  feedback_reference: z.string(),
  officer: recorded,
  team: recorded,
  category: recorded,
  due_on: z.iso.date(),
});

/** Written feedback, open and never acknowledged though it was due. */
type AcknowledgementOwed = z.infer<typeof AcknowledgementOwed>;

/** The work there is at the end of the newest day that feedback is known of, which may be after the month that is reported. */
export interface Today {
  day: string;
  /** The last working day of the week that is worked in next. */
  week_ends_on: string;
  work: WorkCase[];
  queue: QueuedFeedback[];
  acknowledgements: AcknowledgementOwed[];
  loads: OfficerLoad[];
  usual: UsualLoad | null;
  moves: Moves | null;
}

/** All that the page of the day shows, at the end of `day` (`yyyy-mm-dd`). Throws an Error when the calendar doesn't hold the month after it. */
export async function readToday(connection: DuckDBConnection, day: string): Promise<Today> {
  const [week] = await readList(connection, "work_week", day, WorkWeek);
  if (!week) throw new Error(`invalid day: the calendar must hold ${day} and a working day after it`);
  const { ends_on, day_20_on, day_20_number } = week;
  const end = day_20_on === null || day_20_number === null ? null : { day: day_20_on, number: day_20_number };
  const queue = await readQueue(connection, day);
  const { loads, usual } = await readOfficerLoads(connection, day);
  return {
    day,
    week_ends_on: ends_on,
    queue,
    loads,
    usual,
    work: await readList(connection, "work_list", day, WorkCase),
    acknowledgements: await readList(connection, "acknowledgements_owed", day, AcknowledgementOwed),
    moves: (await forecastMoves(connection, day, end, { loads, usual, queue })) ?? null,
  };
}
