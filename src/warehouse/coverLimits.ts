import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query } from "../../loaders/database.ts";
import { type Coverage, joinCoverage } from "./coverage.ts";

/** The days extracts hold, and those they tell of. */
export interface Covered {
  held: Coverage[];
  told: Coverage[];
}

/**
 * The days the files of each contract hold, and those they tell of. Where all figures of a contract are of limits that fall
 * due, a file of what began by a day tells of each limit before the first of what began later, as far as it was received
 * since: a log of requests to 31 March that came in June has all that fell due in April. Where nothing but such files was
 * loaded, the days they tell of are those they hold. A file with a size to a year tells of all that year.
 */
export async function readCovered(connection: DuckDBConnection): Promise<Covered> {
  const limits = [...contracts.values()].flatMap(({ name, limit }) => (limit ? [{ name, limit }] : []));
  const values = [{ name: "", limit: "" }, ...limits].map(
    ({ name, limit }) => `(${literal(name)}, ${literal(limit)})`,
  );
  const years = [...contracts.values()].flatMap(({ name, year }) =>
    year === undefined
      ? []
      : [
          `select load_id, last_day(max(${quote(year)}) + interval 11 month) as year_to
           from raw.${quote(name)} group by load_id`,
        ],
  );
  const spans = await query<Coverage & { told_to: string }>(
    connection,
    `with limits(contract, clock) as (values ${values.join(", ")})
     select loads.contract, covers_from::varchar as "from", covers_to::varchar as "to",
       if(
         later.last_day is null,
         covers_to,
         greatest(covers_to, least(later.last_day, received_on) - 1)
       )::date as limits_told_to,
       greatest(limits_told_to, year_to)::varchar as told_to
     from raw.loads as loads
     left join limits on limits.contract = loads.contract
     left join calendar.last_days as later
       on later.clock = limits.clock and later.starts_on = loads.covers_to + 1
     left join (${years.join(" union all ")}) as years on years.load_id = loads.load_id
     where covers_from is not null`,
  );
  const held = joinCoverage(spans.map(({ contract, from, to }) => ({ contract, from, to })));
  const told = joinCoverage(spans.map(({ contract, from, told_to }) => ({ contract, from, to: told_to })));
  const isLimitsAlone = spans.every(({ contract }) => limits.some(({ name }) => name === contract));
  return { held: isLimitsAlone ? told : held, told };
}
