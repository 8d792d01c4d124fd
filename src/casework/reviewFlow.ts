import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readList } from "./readList.ts";

const reviewStates = [
  "not decided on",
  "closed without a review",
  "not proposed",
  "with the casework team",
  "declined",
  "under review",
  "found for",
  "found in part",
  "found against",
  "nothing found",
  "withdrawn",
  "completed",
  "outcome not recorded",
  "a date could not be read",
] as const;

/** Where a request to review a decision has come to, a completed review by what its outcome means: every request is in one of these places (CCG 22–25, 29). */
export type ReviewState = (typeof reviewStates)[number];

const ReviewsAt = z.object({
  state: z.enum(reviewStates),
  outcome: z.string().nullable(),
  requests: z.int(),
  new_investigations: z.int(),
});

/** How many requests have come to a place, and how many new investigations they led to. */
export type ReviewsAt = z.infer<typeof ReviewsAt>;

/**
 * The requests to review a decision received in the 12 months to the end of `asAt` by where they had come to:
 * `sql/lists/review_flow.sql`, which counts those of `review_states.sql`.
 */
export function readReviewFlow(connection: DuckDBConnection, asAt: string): Promise<ReviewsAt[]> {
  return readList(connection, "review_flow", asAt, ReviewsAt);
}
