import { describe, expect, it } from "vitest";
import { DataError } from "../../loaders/dataError.ts";
import { addMonths, endOfMonth } from "../../loaders/dates.ts";
import { isLong, random } from "../gear.ts";
import { allSources, findFaults, monthEnds, type SomeExtracts } from "./anySources.ts";

/** How many offices are drawn at random, and from which seed: `CANDOUR_DRAWS=400 CANDOUR_SEED=7` draws others. */
const draws = Number(process.env.CANDOUR_DRAWS ?? (isLong ? 40 : 1));
const seed = Number(process.env.CANDOUR_SEED ?? 1);

const lastDay = "2022-04-30";

/** An office has the extracts of two years, in the short gear of five months: a year of files has come by then. */
const after = (asAt: string): string => endOfMonth(addMonths(asAt.slice(0, 7), isLong ? -24 : -6));

const office = (sources: readonly string[], asAt: string): SomeExtracts => ({
  sources,
  asAt,
  receivedAfter: after(asAt),
});

/** Some sources and a month end, each number the same for a seed; of every third office a day within the month. */
function drawn(next: () => number, place: number): SomeExtracts {
  const share = 0.15 + 0.7 * next();
  const sources = allSources.filter(() => next() < share);
  const monthEnd = monthEnds[Math.floor(next() * monthEnds.length)] ?? lastDay;
  const day = String(1 + Math.floor(next() * 28)).padStart(2, "0");
  const asAt = place % 3 === 2 ? `${monthEnd.slice(0, 7)}-${day}` : monthEnd;
  return office(sources, asAt);
}

/** What is wrong with an office; nothing where it has no whole month to report, and says so. */
async function faultsOf(some: SomeExtracts): Promise<string[]> {
  try {
    return await findFaults(some, isLong);
  } catch (error) {
    if (
      error instanceof DataError &&
      /has no extract that can be read|holds no whole month/.test(error.message)
    )
      return [];
    throw error;
  }
}

const named = ({ sources, asAt }: SomeExtracts): string => `${sources.join(", ") || "none"}, by ${asAt}`;

const next = random(seed);
const drawnOffices = Array.from({ length: draws }, (_, place) => drawn(next, place));
/** Each source, alone or the one that lacks: the long gear’s. */
const each = isLong ? allSources : [];

const offices: SomeExtracts[] = [
  ...each.map((source) => office([source], /visualfiles|callmanager/.test(source) ? "2015-04-30" : lastDay)),
  ...each.map((lacking) =>
    office(
      allSources.filter((one) => one !== lacking),
      lastDay,
    ),
  ),
  ...drawnOffices,
];

describe("an office of some of its extracts", () => {
  it.each(offices.map((some) => [named(some), some] as const))(
    "has pages, a pack and tables that say of what wasn’t loaded nothing but that: %s",
    async (_, some) => {
      expect(await faultsOf(some)).toEqual([]);
    },
  );
});
