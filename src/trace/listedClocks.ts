import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { plural } from "../report/format.ts";
import { type PeriodDays, periodRows } from "./countedRows.ts";

/** The limit a list is read by, in words: what it gives, and which days are counted. */
export interface ListedClock {
  /** '20 working days from allocation', or what a date due is where no number of days is set. */
  words: string;
  kind: "working days" | "calendar days";
}

interface Limit {
  days: number;
  counted_in: "working days" | "calendar days";
  calendar: string;
  last_day_called: string;
}

/**
 * How records go by a clock, as `lists.clock_runs` has it, `known_by` a column of measures: null clock where each has a date due
 * of its own, null limit where it has or the office set none.
 */
export interface ClockRun {
  known_by: string;
  clock: string | null;
  event: string;
  due_column: string;
  is_one_of_several: boolean;
  limit: Limit | null;
}

/** The clocks that any record has, by the column that records are known by. */
export async function readClockRuns(connection: DuckDBConnection): Promise<ClockRun[]> {
  const limits = await query<Limit & { clock: string }>(
    connection,
    "select clock, days::integer as days, counted_in, calendar, last_day_called from calendar.clocks",
  );
  const runs = await query<Omit<ClockRun, "limit">>(
    connection,
    "select distinct known_by, clock, event, due_column, is_one_of_several from lists.clock_runs",
  );
  return runs.map((run) => ({ ...run, limit: limits.find(({ clock }) => clock === run.clock) ?? null }));
}

/** The one clock that all rows of a measure go by; undefined where there is none, or several. */
function findRun({ reference, clocks }: MeasureDefinition, runs: readonly ClockRun[]): ClockRun | undefined {
  const known = runs.filter(({ known_by }) => known_by === reference);
  const found = known.filter(({ clock }) => clocks.some((one) => one === clock));
  return known.find(({ clock }) => clock === null) ?? (found.length === 1 ? found[0] : undefined);
}

function wordsOf({ limit, event }: ClockRun): ListedClock {
  if (!limit) return { words: `the date each is due; days are from ${event}`, kind: "calendar days" };
  const { days, counted_in, last_day_called } = limit;
  if (counted_in === "working days")
    return { words: `${plural(days, "working day")} from ${event}`, kind: counted_in };
  const length = last_day_called.startsWith("week") ? plural(days / 7, "week") : plural(days, "day");
  return { words: `${length} from ${event}`, kind: counted_in };
}

/** Which of several runs of a record a row counted is of: of a snapshot that can't be told. */
const ofSeveral: Record<MeasureDefinition["time"], string> = {
  flow: "clocked.done_on = counted.counted_on",
  stock: "clocked.late_from_on = counted.from_on",
  snapshot: "false",
};

/** What a list of rows last counted has of its limit: SQL of two columns of days, and what they are read from. */
export interface ClockSql {
  clock: ListedClock;
  used: string;
  over: string;
  /** Where the last day in time is: `marts.feedback.day_20_on`. */
  dueColumn: string;
  joins: string;
}

/**
 * The days that each of the rows last counted has used of its measure's limit, and those it is over it, null where it isn't: of
 * a stock as at the end of its period, of what is counted when it ends or falls due up to its end, or to `asAt` where it
 * hasn't ended. `runs` are those of `readClockRuns`; working days are counted as the marts count them. Null where the rows have
 * no one limit, or the office set none.
 */
export function clockSql(
  measure: MeasureDefinition,
  runs: readonly ClockRun[],
  periods: readonly PeriodDays[],
  asAt: string,
): ClockSql | null {
  const { reference, time } = measure;
  const run = findRun(measure, runs);
  if (reference === null || !run || (run.clock !== null && !run.limit)) return null;
  const { limit } = run;
  const isFlow = time === "flow";
  const until = isFlow ? `coalesce(clocked.done_on, date ${literal(asAt)})` : "periods.last_day";
  const isOfClock = run.clock === null ? "clock is null" : `clock = ${literal(run.clock)}`;
  const joins = [
    `left join (
      select reference, starts_on, due_on, late_from_on, done_on
      from lists.clock_runs
      where known_by = ${literal(reference)} and ${isOfClock}
    ) as clocked
      on clocked.reference = counted.${quote(reference)}::varchar${run.is_one_of_several ? ` and ${ofSeveral[time]}` : ""}`,
    isFlow ? "" : `left join ${periodRows(periods)} on periods."period number" = counted."period number"`,
  ];
  const common = { clock: wordsOf(run), dueColumn: run.due_column };
  if (limit?.counted_in !== "working days") {
    const over = `date_diff('day', clocked.due_on, ${until})`;
    return {
      ...common,
      used: `date_diff('day', clocked.starts_on, ${until})::integer`,
      over: `if(${over} > 0, ${over}, null)::integer`,
      joins: joins.join("\n"),
    };
  }
  const days = (name: string, day: string) =>
    `left join calendar.calendar_days as ${name}
      on ${name}.calendar = ${literal(limit.calendar)} and ${name}.day = ${day}`;
  return {
    ...common,
    used: "(on_end.working_day_number - on_start.working_days)::integer",
    over: `if(${until} > clocked.due_on, on_end.working_day_number - on_due.working_days, null)::integer`,
    joins: [
      ...joins,
      days("on_start", "clocked.starts_on"),
      days("on_due", "clocked.due_on"),
      days("on_end", until),
    ].join("\n"),
  };
}
