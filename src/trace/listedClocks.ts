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

/** How the rows of a measure go by a clock, as `lists.clock_runs` has it: null where each has a date due of its own. */
interface Run {
  clock: string | null;
  event: string;
  due_column: string;
}

/** The one clock that all rows of a measure go by; undefined where there is none, or several. */
async function findRun(
  connection: DuckDBConnection,
  reference: string,
  clocks: readonly string[],
): Promise<Run | undefined> {
  const asked = ["clock is null", ...clocks.map((clock) => `clock = ${literal(clock)}`)];
  const firsts = asked.map(
    (isOne) =>
      `(select clock, event, due_column from lists.clock_runs where known_by = ${literal(reference)} and ${isOne} limit 1)`,
  );
  const found = await query<Run>(connection, firsts.join("\nunion all\n"));
  return found.find(({ clock }) => clock === null) ?? (found.length === 1 ? found[0] : undefined);
}

interface Limit {
  days: number;
  counted_in: "working days" | "calendar days";
  calendar: string;
  last_day_called: string;
}

async function findLimit(connection: DuckDBConnection, clock: string): Promise<Limit | undefined> {
  const found = await query<Limit>(
    connection,
    `select days::integer as days, counted_in, calendar, last_day_called from calendar.clocks where clock = ${literal(clock)}`,
  );
  return found[0];
}

function wordsOf(limit: Limit | undefined, event: string): ListedClock {
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
 * hasn't ended. How each clock runs is in `lists.clock_runs`; working days are counted as the marts count them. Null where the
 * rows have no reference or no one limit, or the office set none.
 */
export async function clockSql(
  connection: DuckDBConnection,
  { reference, clocks, time }: MeasureDefinition,
  periods: readonly PeriodDays[],
  asAt: string,
): Promise<ClockSql | null> {
  const run = reference === null ? undefined : await findRun(connection, reference, clocks);
  if (reference === null || !run) return null;
  const limit = run.clock === null ? undefined : await findLimit(connection, run.clock);
  if (run.clock !== null && !limit) return null;
  const isFlow = time === "flow";
  const until = isFlow ? `coalesce(clocked.done_on, date ${literal(asAt)})` : "periods.last_day";
  const isOfClock = run.clock === null ? "clock is null" : `clock = ${literal(run.clock)}`;
  const joins = [
    `left join (
      select reference, starts_on, due_on, late_from_on, done_on, is_one_of_several
      from lists.clock_runs
      where known_by = ${literal(reference)} and ${isOfClock}
    ) as clocked
      on clocked.reference = counted.${quote(reference)}::varchar
      and (not clocked.is_one_of_several or ${ofSeveral[time]})`,
    isFlow ? "" : `left join ${periodRows(periods)} on periods."period number" = counted."period number"`,
  ];
  const common = { clock: wordsOf(limit, run.event), dueColumn: run.due_column };
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
