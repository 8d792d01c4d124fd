import type { DuckDBConnection } from "@duckdb/node-api";
import { forecast, type OpenCase, toCurves } from "../statistics/forecast.ts";
import type { Expected } from "../statistics/poissonBinomial.ts";
import type { QueuedFeedback } from "./feedback.ts";
import {
  type FeedbackCase,
  type NumberedDay,
  readFeedbackHistory,
  watchedBetween,
} from "./feedbackHistory.ts";
import { monthsWatched, spreadOf, watchedBefore } from "./forecastFeedback.ts";
import { type OfficerLoad, type UsualLoad, wholeLoad } from "./usualLoads.ts";

/** Cases that go from one officer, or from the queue (null), to another. */
export interface Move {
  from: string | null;
  to: string;
  cases: number;
}

/** What would be done, and how many cases would pass day 20 if it were. */
export interface MovesForecast {
  moves: readonly Move[];
  /** If a case goes on at the pace of whoever has it, however many they have. */
  by_case: Expected;
  /** If an officer closes as many a day as now, however many they have. */
  by_officer: Expected;
}

/** The forecasts beside each other, of cases that will pass day 20 by the last day of one that is allocated next. */
export interface Moves {
  to: string;
  as_it_is: MovesForecast;
  levelled: MovesForecast;
  allocated: MovesForecast;
  both: MovesForecast;
}

/** What an officer's own pace is taken to be told by besides their closures: so many at the pace of the office. */
const officesOwn = 10;

interface Holder {
  officer: string;
  team: string | null;
  open: number;
}

/** A case that is open, or of the queue: whose it is, and its age. */
interface Held {
  category: string;
  officer: string;
  days: number;
  day_20: number | null;
}

/** How many times as fast as the office each officer closed their cases, allowing for their categories and ages. */
function pacesOf(
  cases: readonly FeedbackCase[],
  start: NumberedDay | undefined,
  at: NumberedDay,
  curves: ReturnType<typeof toCurves>,
): (officer: string) => number {
  const known = new Map<string, number>();
  return (officer) => {
    const found = known.get(officer);
    if (found !== undefined) return found;
    const own = cases.filter((one) => one.officer === officer);
    const watched = start ? watchedBetween(own, start, at) : [];
    const closed = watched.filter(({ isClosed }) => isClosed).length;
    const usual = watched.reduce(
      (sum, { category, from, days }) => sum + curves(category).closing(from ?? -1, days),
      0,
    );
    const pace = (closed + officesOwn) / (usual + officesOwn);
    known.set(officer, pace);
    return pace;
  };
}

/** Whoever has the fewest cases, of their own team where somebody of it is among them. */
function fewest(holders: readonly Holder[], team: string | null): Holder | undefined {
  const own = holders.filter((one) => one.team === team);
  const among = own.length > 0 ? own : holders;
  return [...among].sort((a, b) => a.open - b.open || (a.officer < b.officer ? -1 : 1))[0];
}

const toHolders = (loads: readonly OfficerLoad[]): Holder[] =>
  loads.map(({ officer, team, open_cases }) => ({ officer, team, open: open_cases }));

/**
 * Moves the newest cases in time of whoever is over the usual load, down to it, to those who have room: one at a time, from whoever
 * has the most then to whoever has the fewest.
 */
function level(held: readonly Held[], loads: readonly OfficerLoad[], usual: UsualLoad): Held[] {
  const aim = wholeLoad(usual);
  const holders = toHolders(loads);
  const isOver = new Set(loads.filter(({ sign }) => sign === "over").map(({ officer }) => officer));
  const givers = holders
    .filter(({ officer }) => isOver.has(officer))
    .map((holder) => ({
      holder,
      inTime: held
        .filter((one) => one.officer === holder.officer && one.day_20 !== null)
        .sort((a, b) => a.days - b.days),
    }));
  const moved = new Map<Held, string>();
  for (;;) {
    const [giver] = givers
      .filter(({ holder, inTime }) => holder.open > aim && inTime.length > 0)
      .sort((a, b) => b.holder.open - a.holder.open);
    const room = holders.filter(({ officer, open }) => open < aim && !isOver.has(officer));
    const to = giver && fewest(room, giver.holder.team);
    const given = giver?.inTime.shift();
    if (!to || !given) break;
    giver.holder.open -= 1;
    to.open += 1;
    moved.set(given, to.officer);
  }
  return held.map((one) => ({ ...one, officer: moved.get(one) ?? one.officer }));
}

/** Gives each case of the queue to whoever has the fewest then, of those who aren't over the usual load where there are any. */
function allocate(waiting: readonly Held[], held: readonly Held[], loads: readonly OfficerLoad[]): Held[] {
  const others = loads.filter(({ sign }) => sign !== "over");
  const holders = (others.length > 0 ? others : loads).map(({ officer, team }) => ({
    officer,
    team,
    open: held.filter((one) => one.officer === officer).length,
  }));
  return waiting.flatMap((one) => {
    const to = fewest(holders, null);
    if (!to) return [];
    to.open += 1;
    return [{ ...one, officer: to.officer }];
  });
}

/** Cases of an officer over the usual load that stay with them, though others were moved. */
export interface KeptCases {
  officer: string;
  cases: number;
}

/** How many cases over the usual load stay with each officer who is marked as over it after the moves, the most first. */
export function keptAfter(
  loads: readonly OfficerLoad[],
  usual: UsualLoad,
  moves: readonly Move[],
): KeptCases[] {
  return loads
    .filter(({ sign }) => sign === "over")
    .map(({ officer, open_cases }) => {
      const given = moves.filter(({ from }) => from === officer).reduce((sum, { cases }) => sum + cases, 0);
      return { officer, cases: open_cases - given - wholeLoad(usual) };
    })
    .filter(({ cases }) => cases > 0)
    .sort((a, b) => b.cases - a.cases || (a.officer < b.officer ? -1 : 1));
}

function movesBetween(before: readonly Held[], after: readonly Held[]): Move[] {
  const counts = new Map<string, Move>();
  for (const [index, { officer: to }] of after.entries()) {
    const from = before[index]?.officer ?? null;
    if (from === to) continue;
    const key = `${from ?? ""}\t${to}`;
    const move = counts.get(key) ?? { from, to, cases: 0 };
    counts.set(key, { ...move, cases: move.cases + 1 });
  }
  return [...counts.values()].sort((a, b) => b.cases - a.cases || (a.to < b.to ? -1 : 1));
}

/**
 * How many open cases will pass day 20 by the last day of one that is allocated on the next working day: as things are, if whoever is
 * over the usual load gave cases up, if the queue were allocated, and if both were done. It is the forecast of
 * `forecastFeedback`, each case at the pace of whoever would have it. Undefined where the office has set no day 20, or has no usual load.
 *
 * Reads marts.feedback and calendar.days. Throws an Error when the calendar doesn't hold the month after `day` (`yyyy-mm-dd`).
 */
export async function forecastMoves(
  connection: DuckDBConnection,
  day: string,
  end: NumberedDay | null,
  {
    loads,
    usual,
    queue,
  }: { loads: readonly OfficerLoad[]; usual: UsualLoad | null; queue: readonly QueuedFeedback[] },
): Promise<Moves | undefined> {
  if (end === null || usual === null || loads.length === 0) return undefined;
  const history = await readFeedbackHistory(connection, day);
  const { cases, before, at } = history;
  const watched = watchedBefore(history, before, at);
  const curves = toCurves(watched);
  const paceOf = pacesOf(cases, before.at(-monthsWatched), at, curves);
  const options = { horizon: end.number - at.number, spread: spreadOf(history) };
  const held: Held[] = cases
    .filter(({ closed_on }) => closed_on === null)
    .map(({ category, officer, allocated, day_20, day_20_on }) => ({
      category,
      officer,
      days: at.number - allocated,
      day_20: day_20_on > day && day_20_on <= end.day ? day_20 - allocated : null,
    }));
  // Allocated on the next working day, they are a day short of their first.
  const waiting: Held[] = queue.map(({ category }) => ({
    category,
    officer: "",
    days: -1,
    day_20: options.horizon - 1,
  }));
  const loadBefore = countOf(held);
  const expect = (now: readonly Held[], isByOfficer: boolean): Expected => {
    const after = countOf(now);
    const slowed = (officer: string) => {
      const known = loads.some((one) => one.officer === officer);
      if (!isByOfficer || !known) return 1;
      // Who had none closes as many as somebody of the usual load.
      const had = loadBefore(officer) || Math.min(usual.cases, after(officer));
      return had / after(officer);
    };
    const open = now.map(
      ({ category, officer, days, day_20 }): OpenCase => ({
        category,
        group: "",
        days,
        limits: [day_20],
        pace: paceOf(officer) * slowed(officer),
      }),
    );
    const [passed] = forecast(watched, open, options).at(-1)?.breaches ?? [];
    return passed ?? { expected: 0, lower: 0, upper: 0 };
  };
  const toForecast = (now: readonly Held[], moves: readonly Move[]): MovesForecast => ({
    moves,
    by_case: expect(now, false),
    by_officer: expect(now, true),
  });
  const levelled = level(held, loads, usual);
  const given = allocate(waiting, held, loads);
  const givenThen = allocate(waiting, levelled, loads);
  const moved = movesBetween(held, levelled);
  return {
    to: end.day,
    as_it_is: toForecast(held, []),
    levelled: toForecast(levelled, moved),
    allocated: toForecast([...held, ...given], movesBetween([], given)),
    both: toForecast([...levelled, ...givenThen], [...moved, ...movesBetween([], givenThen)]),
  };
}

/** How many cases each has. */
function countOf(held: readonly Held[]): (officer: string) => number {
  const counts = new Map<string, number>();
  for (const { officer } of held) counts.set(officer, (counts.get(officer) ?? 0) + 1);
  return (officer) => counts.get(officer) ?? 0;
}
