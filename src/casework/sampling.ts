import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";

/** A required quality sample that its reader owes (SM, manager): due on or before the day, or soon after it. */
export interface SampleOwed {
  sample_id: string;
  case_reference: string;
  sampling: string;
  reader: string;
  team: string;
  due_on: string;
  /** Days since it was due; negative while it isn't. */
  days_overdue: number;
}

/**
 * The required samples not read by the end of `asAt` and due by then or in the `ahead` days after it, oldest
 * first. Thematic sampling is chosen by judgement, so none is owed.
 */
export async function readSamplesOwed(
  connection: DuckDBConnection,
  asAt: string,
  ahead = 31,
): Promise<SampleOwed[]> {
  const day = `date ${literal(asAt)}`;
  return query<SampleOwed>(
    connection,
    `select sample_id, case_reference, sampling, coalesce(reader, 'not recorded') as reader, team,
       due_on::varchar as due_on, (${day} - due_on)::integer as days_overdue
     from marts.samples
     where is_required and due_on <= ${day} + ${ahead} and (sampled_on is null or sampled_on > ${day})
     order by due_on, reader, sample_id`,
  );
}
