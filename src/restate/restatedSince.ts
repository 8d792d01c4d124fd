import { endOfMonth } from "../../loaders/dates.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { figuresOfEach, yearsToDate } from "../measures/allFigures.ts";
import { measureFigures } from "../measures/engine.ts";
import type { Figure } from "../measures/figure.ts";
import { type Asked, openPast } from "../warehouse/past.ts";
import type { Warehouse, WarehouseOptions } from "../warehouse/warehouse.ts";
import { alignFigures, type CameTo, differ, figureKey, findCounted } from "./changes.ts";
import { findReceivedBy } from "./receivedBy.ts";
import { maturingOf, type Restated, readMarks, toRow, whyBuiltOtherwise, whyDataChanged } from "./restate.ts";
import { type KeptIn, readSaidThen, type SaidThen } from "./saidThen.ts";

/** What has become of the totals that the month before gave. */
export interface RestatedSince {
  /** `yyyy-mm`, and the day by which its extracts had come. */
  month: string;
  receivedBy: string;
  /** What they are told by: the month's sealed pack, or its build's own record; null where neither is kept, so that they are those of today's definitions. */
  saidBy: SaidThen["by"] | null;
  figures: readonly Restated[];
}

/** What may still be being made: it is waited for where it is needed. */
type Awaitable<T> = T | Promise<T>;

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
  figures: Awaitable<readonly Figure[]>,
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
    const was = await totalsTo(then, end, hasToDate);
    const is = (await figures).filter(
      ({ breakdown, period_end, period_kind }) =>
        breakdown === "" && period_end <= end && kinds.has(period_kind),
    );
    const pairs = alignFigures(was, is).filter((pair) => differ(pair.was, pair.is));
    const changed = new Set(pairs.map(({ figure }) => figure.measure));
    const known = await then.openKnown(now.definitions.filter(({ id }) => changed.has(id)));
    const corrected = new Map(
      (await totalsTo(known, end, hasToDate)).map((figure) => [figureKey(figure), figure]),
    );
    const maturing = maturingOf(now.definitions);
    const rows = pairs.map((pair) => toRow(pair, whyDataChanged(pair, corrected, maturing)));
    return { month, receivedBy: options.asAt, saidBy: null, figures: rows };
  } finally {
    await then.close();
  }
}

/** As precisely as a pack's figures are sealed. */
function rounded({ numerator, denominator, value, status }: CameTo): CameTo {
  const round = (number: number | null) => (number === null ? null : Math.round(number * 1e6) / 1e6);
  return { numerator: round(numerator), denominator: round(denominator), value: round(value), status };
}

/** A total with what was said of it. */
interface SaidPair {
  figure: Figure;
  was: CameTo;
}

/** Why each of these totals isn't what was said, by the data of then where they can still be read. */
async function whysOf(
  now: Warehouse,
  pairs: readonly SaidPair[],
  { receivedBy, record }: SaidThen,
  { extracts, end }: { extracts: string; end: string },
): Promise<(pair: SaidPair) => string[]> {
  const then = pairs.length === 0 ? null : await openPast(now, { extracts, asAt: receivedBy, reportTo: end });
  if (!then) return () => ["not known"];
  try {
    const rebuilt = new Map((await totalsTo(then, end, false)).map((figure) => [figureKey(figure), figure]));
    const changed = new Set(pairs.map(({ figure }) => figure.measure));
    const known = await then.openKnown(now.definitions.filter(({ id }) => changed.has(id)));
    const corrected = new Map(
      (await totalsTo(known, end, false)).map((figure) => [figureKey(figure), figure]),
    );
    const maturing = maturingOf(now.definitions);
    const marks = record === null ? null : await readMarks(then, now);
    return ({ figure, was }) => {
      const other = findCounted(rebuilt, figure);
      if (other === undefined) return ["not known"];
      const data = whyDataChanged({ figure, was: other, is: figure }, corrected, maturing);
      if (!differ(rounded(was), rounded(other))) return data;
      return [
        ...data,
        ...(record && marks ? whyBuiltOtherwise(figure.measure, record, marks) : ["not known"]),
      ];
    };
  } finally {
    await then.close();
  }
}

/** The totals that aren't what was said of a month, as it was said then. */
async function findSaidOtherwise(
  now: Warehouse,
  figures: Awaitable<readonly Figure[]>,
  month: string,
  said: SaidThen,
  { extracts }: Pick<WarehouseOptions, "extracts">,
): Promise<RestatedSince> {
  const end = endOfMonth(month);
  const pairs = (await figures).flatMap((figure): SaidPair[] => {
    if (figure.breakdown !== "" || figure.period_end > end) return [];
    const was = said.figures.get(`${figure.measure}\t${figure.period}`);
    return was && differ(rounded(was), rounded(figure)) ? [{ figure, was }] : [];
  });
  const whyOf = await whysOf(now, pairs, said, { extracts, end });
  const rows = pairs.map((pair) => toRow({ ...pair, is: pair.figure }, whyOf(pair)));
  return { month, receivedBy: said.receivedBy, saidBy: said.by, figures: rows };
}

/**
 * What has become of the totals of the month before the one `now` reports: as its sealed pack gave them, or the record that its build left.
 * Where neither is kept, as they are made today of the extracts that had come for it, which says that nobody knows what was said. Null where none had come.
 */
export async function findRestatedSinceLast(
  now: Warehouse,
  figures: Awaitable<readonly Figure[]>,
  options: Pick<WarehouseOptions, "extracts" | "asAt"> & KeptIn,
): Promise<RestatedSince | null> {
  const month = endOfMonth(now.context.asAt.slice(0, 7), -1).slice(0, 7);
  const said = await readSaidThen(now.connection, month, options);
  if (said !== null) return findSaidOtherwise(now, figures, month, said, options);
  const { extracts } = findExtracts(options.extracts, now.settings, options.asAt);
  const asAt = findReceivedBy(month, extracts, now.settings.sources);
  return asAt === undefined ? null : findRestated(now, figures, month, { extracts: options.extracts, asAt });
}
