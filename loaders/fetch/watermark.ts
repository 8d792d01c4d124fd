import { z } from "zod";

/** How a column says when: as a moment with a zone, by a clock without one, or as a day. */
const clocks = ["moment", "local", "day"] as const;

/** From when on rows are asked for at the next fetch: all that was changed before has been fetched. */
export const Watermark = z.object({ clock: z.enum(clocks), from: z.string() });

export type Watermark = z.infer<typeof Watermark>;

interface Change {
  clock: Watermark["clock"];
  /** Milliseconds since 1970, of a clock without a zone as if it were UTC's. */
  at: number;
}

const pattern =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(?:(Z)|([+-]\d{2})(?::?(\d{2}))?)?)?$/;

/** When a text says that a row was changed; undefined where it says no day or moment. */
export function readChange(text: string): Change | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, day = "", time, isUtc, hours, minutes = "00"] = match;
  const zone = isUtc ?? (hours === undefined ? "Z" : `${hours}:${minutes}`);
  const whole = time === undefined ? "00:00:00" : time.replace(/^(\d\d:\d\d)$/, "$1:00").slice(0, 12);
  const at = Date.parse(`${day}T${whole}${zone}`);
  if (Number.isNaN(at)) return undefined;
  const isZoned = isUtc !== undefined || hours !== undefined;
  return { at, clock: time === undefined ? "day" : isZoned ? "moment" : "local" };
}

function write({ clock, at }: Change): string {
  const written = new Date(at).toISOString();
  if (clock === "day") return written.slice(0, 10);
  return clock === "moment" ? written : written.slice(0, -1);
}

/** Milliseconds in a minute. */
const minute = 60_000;

interface Seen {
  /** The latest change of the rows that were fetched; undefined of none. */
  latest: Change | undefined;
  /** When the fetch began by the system's clock, in milliseconds, by the same clock as the changes. */
  began: number;
  /** From when on was asked this time. */
  since: Watermark | null;
  overlapMinutes: number;
}

/**
 * From when on to ask next time: the latest change seen, but none after this fetch began, less the overlap. What changes while rows are
 * fetched is of later, and so asked for next time; so is what was being written as it began, if it took no longer than the
 * overlap. A clock without a zone goes through an hour twice in autumn, so of one there is an hour more.
 */
export function nextWatermark({ latest, began, since, overlapMinutes }: Seen): Watermark | null {
  if (!latest) return since;
  const { clock } = latest;
  const overlap = (overlapMinutes + (clock === "local" ? 60 : 0)) * minute;
  const from = write({ clock, at: Math.min(began, latest.at) - overlap });
  return since?.clock === clock && since.from > from ? since : { clock, from };
}
