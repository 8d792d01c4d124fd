import { existsSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { writeDemonstration } from "../data/demonstration/demonstration.ts";
import { literal } from "../loaders/compileContract.ts";
import { query } from "../loaders/database.ts";
import { type FeedbackForecast, forecastFeedback } from "../src/casework/forecastFeedback.ts";
import { defaultExtracts, defaultLanding } from "../src/commands/defaults.ts";
import { buildWarehouse } from "../src/warehouse/warehouse.ts";

const months = 36;

interface Happened {
  group: string | null;
  closures: number;
  breaches_20: number;
  breaches_8_weeks: number;
}

/** What became, in the month after a month's end, of the feedback open at its end. */
function readHappened(connection: DuckDBConnection, asAt: string): Promise<Happened[]> {
  return query<Happened>(
    connection,
    `with open as (
       select *, date ${literal(asAt)} as as_at, last_day(date ${literal(asAt)} + 1) as until
       from marts.feedback
       where allocated_on <= date ${literal(asAt)}
         and (closed_on is null or closed_on > date ${literal(asAt)})
     )
     select
       category as "group",
       count(*) filter (closed_on <= until)::integer as closures,
       count(*) filter (
         day_20_on > as_at and day_20_on <= until and (closed_on is null or closed_on > day_20_on)
       )::integer as breaches_20,
       count(*) filter (
         week_8_on > as_at and week_8_on <= until and (closed_on is null or closed_on > week_8_on)
       )::integer as breaches_8_weeks
     from open
     group by grouping sets ((category), ())`,
  );
}

const judged = [
  ["closures", "closures", (one: FeedbackForecast) => [one.closures_lower, one.closures_upper]],
  ["breaches_20", "past day 20", (one: FeedbackForecast) => [one.breaches_20_lower, one.breaches_20_upper]],
  [
    "breaches_8_weeks",
    "past week 8",
    (one: FeedbackForecast) => [one.breaches_8_weeks_lower, one.breaches_8_weeks_upper],
  ],
] as const;

const extracts = process.argv[2] ?? defaultExtracts;
if (!existsSync(extracts)) await writeDemonstration({ out: extracts, log: console.log });
const { connection, context } = await buildWarehouse({
  extracts,
  landing: process.argv[3] ?? defaultLanding,
  log: () => undefined,
});
const ends = await query<{ day: string }>(
  connection,
  `select day::varchar as day
   from calendar.days
   where day = last_day(day) and day < date ${literal(context.asAt)}
   order by day desc
   limit ${months}`,
);
const hits = new Map<string, { tried: number; held: number }>();
for (const { day } of ends) {
  const happened = await readHappened(connection, day);
  for (const forecast of await forecastFeedback(connection, day)) {
    const actual = happened.find(({ group }) => group === forecast.group);
    if (!actual) throw new Error(`invalid back-test: nothing is known of ${forecast.group} after ${day}`);
    for (const [name, words, toInterval] of judged) {
      const key = `${words}, ${forecast.group === null ? "all feedback" : "by category"}`;
      const [lower = 0, upper = 0] = toInterval(forecast);
      const { tried, held } = hits.get(key) ?? { tried: 0, held: 0 };
      const isHeld = actual[name] >= lower && actual[name] <= upper;
      hits.set(key, { tried: tried + 1, held: held + (isHeld ? 1 : 0) });
    }
  }
}
console.log(
  `Forecasts of the month ahead, from what was known at each of the ${ends.length} month ends before ${context.asAt}:`,
);
console.log("  how often the 90% interval held what then happened");
for (const [words, { tried, held }] of [...hits].sort())
  console.log(`  ${words.padEnd(30)} ${held} of ${tried}, ${((100 * held) / tried).toFixed(0)}%`);
