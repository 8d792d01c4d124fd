import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { type OpenFeedback, type QueuedFeedback, readOpenFeedback, readQueue } from "./feedback.ts";
import { type FeedbackForecast, forecastFeedback } from "./forecastFeedback.ts";
import { type Limits, readLimits } from "./limits.ts";
import { type OwnWord, readOwnWords } from "./ownWords.ts";
import { readList } from "./readList.ts";
import {
  type RegisterAction,
  type RegisterEvent,
  type RegisterItem,
  readRegisterActions,
  readRegisterEvents,
  readRegisterItems,
} from "./registers.ts";
import { type ReviewsAt, readReviewFlow } from "./reviewFlow.ts";
import {
  type Drawable,
  readDrawable,
  readSamplesDrawn,
  readSamplesOwed,
  type SampleDrawn,
  type SampleOwed,
} from "./sampling.ts";
import { readWatchedFeedback, type WatchedFeedback } from "./timeToClose.ts";

/** The cases, samples and register items people act on, as they stood at the end of a day. Internal only. */
export interface Casework extends Limits {
  /** The last day that the last meeting had figures of, or the end of the month before where none is known: what changed since is new. */
  since: string;
  /** The day of that meeting; null where no list of meetings is kept. */
  metOn: string | null;
  feedback: OpenFeedback[];
  queue: QueuedFeedback[];
  /** What is expected in the month to come of the feedback open now. */
  forecast: { team: FeedbackForecast[]; category: FeedbackForecast[] };
  samples: SampleOwed[];
  /** The samples that were drawn for months up to that of the day; empty where no draw was kept. */
  drawn: SampleDrawn[];
  /** How many cases each sampling could draw on for the month that ends with the day. */
  drawable: Drawable[];
  /** The feedback cases allocated in the last 12 months by how long they were watched. */
  watched: WatchedFeedback[];
  /** The requests to review a decision received in the last 12 months by where they have come to. */
  reviews: ReviewsAt[];
  /** The office's own words for its registers and for what a review comes to. */
  words: OwnWord[];
  items: RegisterItem[];
  actions: RegisterAction[];
  events: RegisterEvent[];
}

/** No casework at all: what the public edition has. */
export const noCasework: Casework = {
  clocks: [],
  bands: [],
  since: "",
  metOn: null,
  feedback: [],
  queue: [],
  forecast: { team: [], category: [] },
  samples: [],
  drawn: [],
  drawable: [],
  watched: [],
  reviews: [],
  words: [],
  items: [],
  actions: [],
  events: [],
};

/** All the casework at the end of `asAt`, from `sql/lists/`. References, dates and roles: no free text, nobody's name
 * but where sources.yaml says so. */
export async function readCasework(connection: DuckDBConnection, asAt: string): Promise<Casework> {
  const [meeting] = await readList(
    connection,
    "today",
    asAt,
    z.object({ since: z.iso.date(), met_on: z.iso.date().nullable() }),
  );
  if (!meeting) throw new Error(`invalid day: the calendar must hold ${asAt}`);
  return {
    ...(await readLimits(connection)),
    since: meeting.since,
    metOn: meeting.met_on,
    feedback: await readOpenFeedback(connection, asAt),
    queue: await readQueue(connection, asAt),
    forecast: {
      team: await forecastFeedback(connection, asAt, "team"),
      category: await forecastFeedback(connection, asAt, "category"),
    },
    samples: await readSamplesOwed(connection, asAt),
    drawn: await readSamplesDrawn(connection, asAt),
    drawable: await readDrawable(connection, asAt),
    watched: await readWatchedFeedback(connection, asAt),
    reviews: await readReviewFlow(connection, asAt),
    words: await readOwnWords(connection),
    items: await readRegisterItems(connection, asAt),
    actions: await readRegisterActions(connection, asAt),
    events: await readRegisterEvents(connection, asAt),
  };
}
