import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { poissonMonth } from "../statistics/distributions.ts";
import { readList } from "./readList.ts";

const OfficerLoad = z.object({
  officer: z.string(),
  team: z.string().nullable(),
  open_cases: z.int(),
  over_week_8_cases: z.int(),
  due_cases: z.int(),
  over_day_20_cases: z.int(),
});

const MonthLoads = z.object({ day: z.iso.date(), officers: z.int(), cases: z.int() });

/** How an officer's load stands: more or fewer cases than chance gives anybody around the usual load, or neither. */
type LoadSign = "over" | "under" | "usual";

/** What an officer has open on a day, and of these what stands where in the work list. */
export interface OfficerLoad extends z.infer<typeof OfficerLoad> {
  sign: LoadSign;
  /** How many cases they could take before they have the usual load in whole cases. */
  room: number;
}

/** The office's usual load of an officer, in cases, and the most and fewest that chance gives around it. */
export interface UsualLoad {
  cases: number;
  lower: number;
  upper: number;
  /** How many month ends it is the mean of. */
  months: number;
}

/** The usual load in whole cases: room is counted up to it, and whoever is over it gives cases up down to it. */
export const wholeLoad = ({ cases }: UsualLoad): number => Math.round(cases);

/** A mark that is chance alone stands against any officer on fewer days than one in so many, on either side. */
export const daysToFalseMark = 100;

/** The usual load and what chance gives any of so many officers around it, by Poisson's distribution and Bonferroni's bound. */
function usualOf(months: readonly z.infer<typeof MonthLoads>[], officers: number): UsualLoad | null {
  const sum = (key: "officers" | "cases") => months.reduce((total, one) => total + one[key], 0);
  const cases = sum("cases") / sum("officers");
  if (!(cases > 0) || officers === 0) return null;
  const chance = 1 / (daysToFalseMark * officers);
  const month = poissonMonth(cases);
  return {
    cases,
    lower: Math.ceil(month.valueBefore(-1, chance)),
    upper: Math.floor(month.valueBefore(1, chance)),
    months: months.length,
  };
}

/**
 * What each officer has open at the end of a day (`yyyy-mm-dd`) beside the office's usual load, the most first: `sql/lists/officer_loads.sql`
 * and `usual_loads.sql`. Without a month end before the day on which officers had cases there is no usual load, and nobody is
 * over or under it.
 */
export async function readOfficerLoads(
  connection: DuckDBConnection,
  day: string,
): Promise<{ loads: OfficerLoad[]; usual: UsualLoad | null }> {
  const loads = await readList(connection, "officer_loads", day, OfficerLoad);
  const usual = usualOf(await readList(connection, "usual_loads", day, MonthLoads), loads.length);
  const signOf = (open: number): LoadSign => {
    if (usual === null) return "usual";
    return open > usual.upper ? "over" : open < usual.lower ? "under" : "usual";
  };
  return {
    usual,
    loads: loads
      .map((one) => ({
        ...one,
        sign: signOf(one.open_cases),
        room: usual === null ? 0 : Math.max(0, wholeLoad(usual) - one.open_cases),
      }))
      .sort((a, b) => b.open_cases - a.open_cases || (a.officer < b.officer ? -1 : 1)),
  };
}
