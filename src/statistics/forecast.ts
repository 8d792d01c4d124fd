import { countInterval, type Expected } from "./poissonBinomial.ts";
import { survivalCurve } from "./survival.ts";

/** A case as it was watched: from an age, or from its start, to the age at which it closed or was last seen. */
export interface Watched {
  category: string;
  from: number | null;
  days: number;
  isClosed: boolean;
}

/** A case still open. */
export interface OpenCase {
  category: string;
  /** What its row of the forecast is of: its category again, its team, its officer. */
  group: string;
  /** Its age, in the unit of the history. */
  days: number;
  /** How many times as fast as its category it closes; 1 unless given. */
  pace?: number;
  /** For each limit the age at which it falls, where it falls within the horizon; null where it doesn't. */
  limits: readonly (number | null)[];
}

interface ForecastOptions {
  /** How many days ahead. */
  horizon: number;
  /** How far the pace of closing moves from month to month: the standard deviation of its logarithm. */
  spread: number;
  /** The share of months that the interval is meant to hold, 0.9 when not said. */
  coverage?: number;
}

/** What is expected of a group of open cases; `group` is null of all of them. */
export interface Forecast {
  group: string | null;
  open: number;
  /** Open for longer than anything was watched: of these nothing is expected, and each may or may not close. */
  untold: number;
  closures: Expected;
  /** Of each limit: how many of those whose limit falls within the horizon will still be open then. */
  breaches: Expected[];
}

/** The chance that a case stays open from one age to another; null where no case was watched for so long. */
type Staying = (from: number, to: number) => number | null;

interface Curve {
  staying: Staying;
  /** How many of one case watched from one age to another would have closed: its cumulative hazard (Nelson and Aalen). */
  closing: (from: number, to: number) => number;
  closures: number;
}

/** A category with fewer closures than this is judged by all categories together. */
const enoughClosures = 50;

function toCurve(history: readonly Watched[]): Curve {
  const { steps } = survivalCurve({
    time: history.map(({ days }) => days),
    event: history.map(({ isClosed }) => (isClosed ? 1 : 0)),
    entry: history.map(({ from }) => from),
  });
  const watchedTo = history.reduce((most, { days }) => Math.max(most, days), -1);
  const between = (from: number, to: number) => steps.filter(({ time }) => time > from && time <= to);
  const staying = (from: number, to: number) =>
    from >= watchedTo
      ? null
      : between(from, to).reduce((product, { events, atRisk }) => product * (1 - events / atRisk), 1);
  const closing = (from: number, to: number) =>
    between(from, to).reduce((sum, { events, atRisk }) => sum + events / atRisk, 0);
  return { staying, closing, closures: history.filter(({ isClosed }) => isClosed).length };
}

/** The curve that each category is judged by. */
export function toCurves(history: readonly Watched[]): (category: string) => Curve {
  const whole = toCurve(history);
  const byCategory = new Map<string, Watched[]>();
  for (const one of history) {
    const same = byCategory.get(one.category);
    if (same) same.push(one);
    else byCategory.set(one.category, [one]);
  }
  const curves = new Map(
    [...byCategory].map(([category, watched]) => {
      const curve = toCurve(watched);
      return [category, curve.closures >= enoughClosures ? curve : whole];
    }),
  );
  return (category) => curves.get(category) ?? whole;
}

function forecastGroup(
  group: string | null,
  open: readonly OpenCase[],
  curves: (category: string) => Curve,
  { horizon, spread, coverage = 0.9 }: ForecastOptions,
): Forecast {
  const chances = (toAge: (one: OpenCase) => number | null) =>
    open.flatMap((one) => {
      const to = toAge(one);
      if (to === null) return [];
      const { staying, closures } = curves(one.category);
      const usual = staying(one.days, to);
      // A rate told by d closures has a relative error of about 1/√d.
      return [
        {
          staying: usual === null ? null : usual ** (one.pace ?? 1),
          spread: Math.hypot(spread, 1 / Math.sqrt(closures || 1)),
        },
      ];
    });
  const ahead = chances(({ days }) => days + horizon);
  const limits = Array.from({ length: open[0]?.limits.length ?? 0 }, (_, index) =>
    chances(({ limits }) => limits[index] ?? null),
  );
  return {
    group,
    open: open.length,
    untold: ahead.filter(({ staying }) => staying === null).length,
    closures: countInterval(ahead, "leaving", coverage),
    breaches: limits.map((due) => countInterval(due, "staying", coverage)),
  };
}

/**
 * How many of the open cases will close within the horizon, and how many will pass a limit that falls in it, by the
 * survival curve of their category: one row for each group, in order of name, and last one of all together.
 *
 * A case open at age a stays open to age b with the chance S(b)/S(a), the product of the curve's steps between, so
 * that an S(a) of 0 needs no division. Past the last age watched the curve is taken as flat; a case already older than
 * that is `untold` and widens the interval by one. A category with fewer than 50 closures is judged by all together.
 * The interval is of a sum of unlike chances (Poisson's binomial, by exact convolution), over a pace of closing that
 * moves by `spread` between months and that the history tells with an error.
 *
 * Source: Kaplan and Meier (1958), for cases that came under watch late as in Klein and Moeschberger (2003), 4.6.
 */
export function forecast(
  history: readonly Watched[],
  open: readonly OpenCase[],
  options: ForecastOptions,
): Forecast[] {
  const curves = toCurves(history);
  const groups = [...new Set(open.map(({ group }) => group))].sort();
  return [
    ...groups.map((group) =>
      forecastGroup(
        group,
        open.filter((one) => one.group === group),
        curves,
        options,
      ),
    ),
    forecastGroup(null, open, curves, options),
  ];
}
