import { endOfMonth } from "../../loaders/dates.ts";
import { findExtracts } from "../../loaders/sources.ts";
import { figuresOfEach, yearsToDate } from "../measures/allFigures.ts";
import { measureFigures } from "../measures/engine.ts";
import type { Figure } from "../measures/figure.ts";
import { type Asked, openPast } from "../warehouse/past.ts";
import type { Warehouse, WarehouseOptions } from "../warehouse/warehouse.ts";
import { alignFigures, differ, keyOf } from "./changes.ts";
import { findReceivedBy } from "./receivedBy.ts";
import { maturingOf, type Restated, toRow, whyDataChanged } from "./restate.ts";

/** What has become of the totals that the month before gave. */
export interface RestatedSince {
  /** `yyyy-mm`, and the day by which its extracts had come. */
  month: string;
  receivedBy: string;
  figures: readonly Restated[];
}

const wholePeriods = ["month", "quarter", "financial-year"] as const;

/** The totals of the periods that were over by a day; with years to date where these are asked about too. */
async function totalsTo(
  { connection, definitions, context }: Asked,
  end: string,
  hasToDate: boolean,
): Promise<Figure[]> {
  const figures = await figuresOfEach(definitions, async (measure) => {
    const whole = await measureFigures(connection, measure, { periods: wholePeriods }, context);
    if (!hasToDate || measure.time !== "flow") return whole;
    return [...whole, ...(await measureFigures(connection, measure, yearsToDate({ asAt: end }), context))];
  });
  return figures.filter(({ period_end }) => period_end <= end);
}

/**
 * The totals that a month's pack gave and that are no longer so, from the extracts received by `receivedBy` and from
 * those of `now`, whose totals are among `figures`; both by today's definitions. Years to date are among them if
 * `hasToDate`. Null where those extracts don't reach to the end of the month.
 */
export async function findRestated(
  now: Warehouse,
  figures: readonly Figure[],
  month: string,
  options: Pick<WarehouseOptions, "extracts"> & { asAt: string; hasToDate?: boolean },
): Promise<RestatedSince | null> {
  const end = endOfMonth(month);
  const { hasToDate = false } = options;
  const kinds = new Set<string>([...wholePeriods, ...(hasToDate ? ["year-to-date"] : [])]);
  const then = await openPast(now, { ...options, reportTo: end });
  if (!then) return null;
  try {
    if (then.context.asAt !== end) return null;
    const is = figures.filter(
      ({ breakdown, period_end, period_kind }) =>
        breakdown === "" && period_end <= end && kinds.has(period_kind),
    );
    const pairs = alignFigures(await totalsTo(then, end, hasToDate), is).filter((pair) =>
      differ(pair.was, pair.is),
    );
    const changed = new Set(pairs.map(({ figure }) => figure.measure));
    const known = await then.openKnown(now.definitions.filter(({ id }) => changed.has(id)));
    const corrected = new Map(
      (await totalsTo(known, end, hasToDate)).map((figure) => [keyOf(figure), figure]),
    );
    const maturing = maturingOf(now.definitions);
    const rows = pairs.map((pair) => toRow(pair, whyDataChanged(pair, corrected, maturing)));
    return { month, receivedBy: options.asAt, figures: rows };
  } finally {
    await then.close();
  }
}

/**
 * What has become of the totals of the month before the one `now` reports, as made of the extracts that had come for
 * it. Null where none had.
 */
export async function findRestatedSinceLast(
  now: Warehouse,
  figures: readonly Figure[],
  options: Pick<WarehouseOptions, "extracts" | "asAt">,
): Promise<RestatedSince | null> {
  const month = endOfMonth(now.context.asAt.slice(0, 7), -1).slice(0, 7);
  const { extracts } = findExtracts(options.extracts, now.settings, options.asAt);
  const asAt = findReceivedBy(month, extracts, now.settings.sources);
  return asAt === undefined ? null : findRestated(now, figures, month, { extracts: options.extracts, asAt });
}
