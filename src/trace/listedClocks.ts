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

/** How a clock of clocks.yaml runs in a mart; SQL of its first day, its last in time and the day it ended. */
interface Run {
  mart: string;
  event: string;
  from: string;
  due: string;
  done: string;
  /** What else ties a row of the mart to one counted, where it has several of a reference. */
  tie?: Record<"flow" | "stock", string>;
  where?: string;
}

const feedback = (event: string, from: string, due: string, done = "closed_on"): Run => ({
  mart: "marts.feedback",
  event,
  from,
  due,
  done,
});

const decided = (clock: string): Run => ({
  mart: "marts.case_limits join marts.cases using (case_reference)",
  event: "receipt",
  from: "received_on",
  due: "limit_on",
  done: "decided_on",
  where: `clock = ${literal(clock)}`,
});

const review = (event: string, from: string, due: string, done: string): Run => ({
  mart: "marts.reviews",
  event,
  from,
  due,
  done,
});

/** By the reference of the rows, how each clock runs; under '' what has a date due and no number of days. */
const runs: Readonly<Record<string, Readonly<Record<string, Run>>>> = {
  feedback_reference: {
    "day 20": feedback("allocation", "allocated_on", "day_20_on"),
    "week 8": feedback("allocation", "allocated_on", "week_8_on"),
    "day 20 of receipt": feedback("receipt", "received_on", "receipt_day_20_on"),
    acknowledgement: feedback("receipt", "received_on", "acknowledgement_due_on", "acknowledged_on"),
  },
  review_reference: {
    "review proposal": review("receipt", "received_on", "proposal_due_on", "proposal_decided_on"),
    "team decision": review(
      "being sent to the team",
      "sent_to_team_on",
      "team_decision_due_on",
      "team_decided_on",
    ),
    "service user told": review("the team’s decision", "team_decided_on", "told_due_on", "told_on"),
  },
  item_reference: {
    "MP enquiry": {
      mart: "marts.representative_enquiries",
      event: "receipt",
      from: "received_on",
      due: "due_on",
      done: "answered_on",
    },
  },
  request_reference: {
    "information request": {
      mart: "marts.information_requests",
      event: "receipt",
      from: "received_on",
      due: "due_on",
      done: "sent_on",
    },
    "internal review": {
      mart: "marts.request_reviews",
      event: "being asked for",
      from: "asked_on",
      due: "due_on",
      done: "answered_on",
    },
  },
  case_reference: {
    "week 7": {
      mart: "marts.investigations",
      event: "assignment",
      from: "assigned_on",
      due: "week_7_on",
      done: "ended_on",
      tie: { flow: "clocked.done = counted.counted_on", stock: "clocked.due + 1 = counted.from_on" },
    },
    "decision in 7 weeks": decided("decision in 7 weeks"),
    "decision in 13 weeks": decided("decision in 13 weeks"),
    "decision in 26 weeks": decided("decision in 26 weeks"),
    "decision in 52 weeks": decided("decision in 52 weeks"),
  },
  recommendation_reference: {
    "": {
      mart: "marts.recommendations",
      event: "being made",
      from: "made_on",
      due: "due_on",
      done: "complied_on",
    },
  },
  action_reference: {
    "": {
      mart: "marts.register_actions",
      event: "being agreed",
      from: "agreed_on",
      due: "due_on",
      done: "done_on",
    },
  },
};

/** The one clock that all rows of a measure go by; undefined where there is none, or each row has its own. */
function findRun({ reference, clocks }: MeasureDefinition): { clock: string; run: Run } | undefined {
  const known = runs[reference ?? ""] ?? {};
  const found = (known[""] ? [""] : clocks).flatMap((clock) => {
    const run = known[clock];
    return run ? [{ clock, run }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
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

/** What a list of rows last counted has of its limit: SQL of two columns of days, and what they are read from. */
export interface ClockSql {
  clock: ListedClock;
  used: string;
  over: string;
  /** Where the last day in time is: the mart and its column. */
  due: { mart: string; column: string };
  joins: string;
}

/**
 * The days that each of the rows last counted has used of its measure's limit, and those it is over it, null where it isn't: of
 * a stock as at the end of its period, of what is counted when it ends or falls due up to its end, or to `asAt` where it
 * hasn't ended. Working days are counted as the marts count them. Null where the rows have no one limit, or the office set none.
 */
export async function clockSql(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  periods: readonly PeriodDays[],
  asAt: string,
): Promise<ClockSql | null> {
  const found = findRun(measure);
  if (!found) return null;
  const { clock, run } = found;
  const limit = clock === "" ? undefined : await findLimit(connection, clock);
  if (clock !== "" && !limit) return null;
  const { mart, from, due, done, tie, where } = run;
  const isFlow = measure.time === "flow";
  const until = isFlow ? `coalesce(clocked.done, date ${literal(asAt)})` : "periods.last_day";
  const reference = quote(measure.reference ?? "");
  const joins = [
    `left join (
      select ${reference}::varchar as "clock reference", ${from} as starts, ${due} as due, ${done} as done
      from ${mart}${where ? ` where ${where}` : ""}
    ) as clocked
      on clocked."clock reference" = counted.${reference}::varchar${tie ? ` and ${tie[isFlow ? "flow" : "stock"]}` : ""}`,
    isFlow ? "" : `left join ${periodRows(periods)} on periods."period number" = counted."period number"`,
  ];
  const words = wordsOf(limit, run.event);
  if (limit?.counted_in !== "working days") {
    const over = `date_diff('day', clocked.due, ${until})`;
    return {
      clock: words,
      used: `date_diff('day', clocked.starts, ${until})::integer`,
      over: `if(${over} > 0, ${over}, null)::integer`,
      due: { mart, column: due },
      joins: joins.join("\n"),
    };
  }
  const days = (name: string, day: string) =>
    `left join calendar.calendar_days as ${name}
      on ${name}.calendar = ${literal(limit.calendar)} and ${name}.day = ${day}`;
  return {
    clock: words,
    used: "(on_end.working_day_number - on_start.working_days)::integer",
    over: `if(${until} > clocked.due, on_end.working_day_number - on_due.working_days, null)::integer`,
    due: { mart, column: due },
    joins: [
      ...joins,
      days("on_start", "clocked.starts"),
      days("on_due", "clocked.due"),
      days("on_end", until),
    ].join("\n"),
  };
}
