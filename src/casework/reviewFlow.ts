import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";

/** Where a request to review a decision has come to: every request is in one of these places (CCG 22–25, 29). */
const reviewStates = [
  "not decided on",
  "closed without a review",
  "not proposed",
  "with the casework team",
  "declined",
  "under review",
  "upheld",
  "partly upheld",
  "not upheld",
  "withdrawn",
  "outcome not recorded",
] as const;

export type ReviewState = (typeof reviewStates)[number];

/** How many requests have come to a place, and how many new investigations they led to. */
export interface ReviewsAt {
  state: ReviewState;
  requests: number;
  new_investigations: number;
}

/**
 * The requests to review a decision received in the 12 months to the end of `asAt`, those that the measure
 * review-requests counts, by where they had come to by then. What happened later is not known. A request whose
 * feedback case was closed without a decision on a review is `closed without a review`.
 */
export async function readReviewFlow(connection: DuckDBConnection, asAt: string): Promise<ReviewsAt[]> {
  const day = `date ${literal(asAt)}`;
  const isBy = (column: string) => `coalesce(${column} <= ${day}, false)`;
  return query<ReviewsAt>(
    connection,
    `with requests as (
       select feedback_reference, closed_on
       from marts.feedback
       where category in ('complaint about our decision', 'complaint about our methodology')
         and received_on > ${day} - interval 1 year and received_on <= ${day}
     ),
     reviews as (
       from marts.reviews
       qualify row_number() over (partition by feedback_reference order by received_on desc, review_reference) = 1
     ),
     followed as (
       select
         case
           when ${isBy("completed_on")} then coalesce(outcome, 'outcome not recorded')
           when ${isBy("team_decided_on")} and team_decision = 'declined' then 'declined'
           when ${isBy("team_decided_on")} then 'under review'
           when ${isBy("proposal_decided_on")} and is_proposed then 'with the casework team'
           when ${isBy("proposal_decided_on")} then 'not proposed'
           when ${isBy("closed_on")} then 'closed without a review'
           else 'not decided on'
         end as state,
         ${isBy("completed_on")} and new_investigation_reference is not null
           and outcome in ('upheld', 'partly upheld') as is_investigated
       from requests
       left join reviews using (feedback_reference)
     )
     select state, count(*)::integer as requests,
       count(*) filter (where is_investigated)::integer as new_investigations
     from followed
     group by all
     order by all`,
  );
}
