import type { DuckDBConnection } from "@duckdb/node-api";
import { endOfMonth } from "../../loaders/dates.ts";
import { type OpenFeedback, type QueuedFeedback, readOpenFeedback, readQueue } from "./feedback.ts";
import { type FeedbackForecast, forecastFeedback } from "./forecastFeedback.ts";
import {
  type RegisterAction,
  type RegisterEvent,
  type RegisterItem,
  readRegisterActions,
  readRegisterEvents,
  readRegisterItems,
} from "./registers.ts";
import { type ReviewsAt, readReviewFlow } from "./reviewFlow.ts";
import { readSamplesOwed, type SampleOwed } from "./sampling.ts";
import { readWatchedFeedback, type WatchedFeedback } from "./timeToClose.ts";

/** The cases, samples and register items people act on, as they stood at the end of a day. Internal only. */
export interface Casework {
  /** The end of the month before: what changed since then is what changed since the last meeting. */
  since: string;
  feedback: OpenFeedback[];
  queue: QueuedFeedback[];
  /** What is expected in the month to come of the feedback open now. */
  forecast: { team: FeedbackForecast[]; category: FeedbackForecast[] };
  samples: SampleOwed[];
  /** The feedback cases allocated in the last 12 months by how long they were watched. */
  watched: WatchedFeedback[];
  /** The requests to review a decision received in the last 12 months by where they have come to. */
  reviews: ReviewsAt[];
  items: RegisterItem[];
  actions: RegisterAction[];
  events: RegisterEvent[];
}

/** No casework at all: what the public edition has. */
export const noCasework: Casework = {
  since: "",
  feedback: [],
  queue: [],
  forecast: { team: [], category: [] },
  samples: [],
  watched: [],
  reviews: [],
  items: [],
  actions: [],
  events: [],
};

/** All the casework at the end of `asAt`, from the marts. References, dates and roles: no free text, nobody's name
 * but where data/sources.yaml says so. */
export async function readCasework(connection: DuckDBConnection, asAt: string): Promise<Casework> {
  const since = endOfMonth(asAt, -1);
  return {
    since,
    feedback: await readOpenFeedback(connection, asAt),
    queue: await readQueue(connection, asAt),
    forecast: {
      team: await forecastFeedback(connection, asAt, "team"),
      category: await forecastFeedback(connection, asAt, "category"),
    },
    samples: await readSamplesOwed(connection, asAt),
    watched: await readWatchedFeedback(connection, asAt),
    reviews: await readReviewFlow(connection, asAt),
    items: await readRegisterItems(connection, asAt, since),
    actions: await readRegisterActions(connection, asAt, since),
    events: await readRegisterEvents(connection, asAt, since),
  };
}
