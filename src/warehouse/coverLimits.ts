import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query } from "../../loaders/database.ts";
import type { Coverage } from "./coverage.ts";

/**
 * The days the files of each contract tell of, a span to each file. Where all figures of a contract are of limits that fall
 * due, a file of what began by a day tells of each limit before the first of what began later, as far as it was received
 * since: a log of requests to 31 March that came in June has all that fell due in April.
 */
export async function readCovered(connection: DuckDBConnection): Promise<Coverage[]> {
  const limits = [...contracts.values()].flatMap(({ name, limit }) => (limit ? [{ name, limit }] : []));
  const values = [{ name: "", limit: "" }, ...limits].map(
    ({ name, limit }) => `(${literal(name)}, ${literal(limit)})`,
  );
  return query<Coverage>(
    connection,
    `with limits(contract, clock) as (values ${values.join(", ")})
     select loads.contract, covers_from::varchar as "from",
       greatest(covers_to, least(later.last_day - 1, received_on - 1))::date::varchar as "to"
     from raw.loads as loads
     left join limits on limits.contract = loads.contract
     left join calendar.last_days as later
       on later.clock = limits.clock and later.starts_on = loads.covers_to + 1
     where covers_from is not null`,
  );
}
