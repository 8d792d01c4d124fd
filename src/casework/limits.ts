import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "./readList.ts";

const AgeBand = z.object({
  banded: z.enum(["feedback queue", "register items", "open cases", "information requests"]),
  age: z.string(),
  from_days: z.int(),
  until_days: z.int().nullable(),
});

/** A band of age in days since receipt: from the first of its days until the next band's, null when it has no end. */
export type AgeBand = z.infer<typeof AgeBand>;

const Clock = z.object({
  clock: z.string(),
  days: z.int(),
  counted_in: z.enum(["working days", "calendar days"]),
  calendar: z.string(),
});

/** A limit the office works to, in days of a kind. */
type Clock = z.infer<typeof Clock>;

/** The clocks and the bands of age of `data/`, as the lists and the measures of this warehouse use them. */
export interface Limits {
  clocks: Clock[];
  bands: AgeBand[];
}

export async function readLimits(connection: DuckDBConnection): Promise<Limits> {
  return {
    clocks: await readRows(connection, "calendar.clocks", Clock),
    bands: await readRows(connection, "calendar.age_bands", AgeBand),
  };
}

/** How many days a clock of clocks.yaml runs; undefined where the office has set none. */
const daysOf = ({ clocks }: Pick<Limits, "clocks">, name: string): number | undefined =>
  clocks.find((one) => one.clock === name)?.days;

/** How many working days ahead is soon. Throws an Error without that clock: every office has it. */
export function daysSoon(limits: Pick<Limits, "clocks">): number {
  const days = daysOf(limits, "due soon");
  if (days === undefined) throw new Error("unknown clock: due soon");
  return days;
}

/** How many days there are to answer an MP (Casework Assurance process 1.11); 0 where the office has set no such limit, so that nothing is past it. */
export const daysForMp = (limits: Pick<Limits, "clocks">) => daysOf(limits, "MP enquiry") ?? 0;

/** The bands that a kind of thing is counted by, youngest first. */
export function ageBandsOf({ bands }: Pick<Limits, "bands">, banded: AgeBand["banded"]): AgeBand[] {
  return bands.filter((one) => one.banded === banded);
}
