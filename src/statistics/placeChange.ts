/** What was counted in a month: of a share how many of how many, of a count how many in so many months (one). */
export interface MonthCount {
  numerator: number;
  denominator: number;
}

/** The months of a group, aligned with all others' of a measure; null where a month has no figure. */
export interface GroupCounts {
  name: string;
  months: readonly (MonthCount | null)[];
}

export type CountKind = "share" | "count";

/** A step from one level to another, in shares of 1 or counts a month. */
interface Change {
  /** The place of the first month of the new level. */
  from: number;
  before: number;
  after: number;
  /** The logarithm of how many times likelier the months are with the step than without, less what they scatter by. */
  strength: number;
}

/** A change, where it lies. */
export interface PlacedChange extends Change {
  /** The group it lies in; null where it lies in all. */
  group: string | null;
  /** The levels of all other groups together, before and since. */
  rest: { before: number; after: number } | null;
}

/** Fewer months on either side say nothing of a level. */
const fewestBefore = 6;
const fewestAfter = 3;

/** How much a change must be likelier than chance, beyond the number of places and months it was looked for in. */
const leastStrength = 5;

/** The others may have changed by so much of what a group has, when it is called that group's. */
const mostOfRest = 1 / 3;

const sumOf = (months: readonly MonthCount[]): MonthCount =>
  months.reduce(
    (sum, { numerator, denominator }) => ({
      numerator: sum.numerator + numerator,
      denominator: sum.denominator + denominator,
    }),
    { numerator: 0, denominator: 0 },
  );

const rateOf = ({ numerator, denominator }: MonthCount) => (denominator > 0 ? numerator / denominator : 0);

const timesLog = (count: number, rate: number) => (count > 0 ? count * Math.log(rate) : 0);

/** The greatest log-likelihood of counts at one rate: binomial of a share, Poisson of a count. */
function likelihood(counted: MonthCount, kind: CountKind): number {
  const { numerator, denominator } = counted;
  const rate = rateOf(counted);
  if (denominator === 0) return 0;
  return kind === "share"
    ? timesLog(numerator, rate) + timesLog(denominator - numerator, 1 - rate)
    : timesLog(numerator, rate) - numerator;
}

/** How many times as much as chance months scatter about their own levels; never less than 1. */
function scatterOf(levels: readonly (readonly MonthCount[])[], kind: CountKind): number {
  let [squares, months] = [0, 0];
  for (const level of levels) {
    // A level near none or all has no variance of its own: half a case keeps a single one from being the whole of it.
    const { numerator, denominator } = sumOf(level);
    const rate = (numerator + 0.5) / (denominator + 1);
    for (const month of level) {
      if (month.denominator === 0) continue;
      const expected = month.denominator * rate;
      squares += (month.numerator - expected) ** 2 / (kind === "share" ? expected * (1 - rate) : expected);
      months += 1;
    }
  }
  return Math.max(1, squares / Math.max(1, months - levels.length));
}

/** The squares left by a straight line, and by two levels, of months' rates weighted by what they are of. */
function squaresLeft(months: readonly { at: number; counted: MonthCount }[], from: number) {
  const all = months.filter(({ counted }) => counted.denominator > 0);
  const weight = all.reduce((sum, { counted }) => sum + counted.denominator, 0);
  const mean = (value: (one: (typeof all)[number]) => number) =>
    all.reduce((sum, one) => sum + one.counted.denominator * value(one), 0) / weight;
  const [at, rate] = [mean((one) => one.at), mean(({ counted }) => rateOf(counted))];
  const slope =
    mean((one) => (one.at - at) * (rateOf(one.counted) - rate)) / mean((one) => (one.at - at) ** 2);
  const levels = [(place: number) => place < from, (place: number) => place >= from].map((isOwn) =>
    rateOf(sumOf(all.filter((one) => isOwn(one.at)).map(({ counted }) => counted))),
  );
  return {
    line: mean((one) => (rateOf(one.counted) - rate - slope * (one.at - at)) ** 2),
    steps: mean((one) => (rateOf(one.counted) - (levels[one.at < from ? 0 : 1] ?? 0)) ** 2),
  };
}

/**
 * The one step that explains a series best; null where it is too short, where a straight line explains it as well, or where all months
 * are alike.
 */
function findChange(months: readonly (MonthCount | null)[], kind: CountKind): Change | null {
  const known = months.flatMap((counted, at) => (counted === null ? [] : [{ at, counted }]));
  const whole = likelihood(sumOf(known.map(({ counted }) => counted)), kind);
  let best: (Change & { gain: number; split: number }) | null = null;
  for (let split = fewestBefore; split <= known.length - fewestAfter; split++) {
    const [first, second] = [known.slice(0, split), known.slice(split)].map((part) =>
      sumOf(part.map(({ counted }) => counted)),
    );
    if (!first || !second || first.denominator === 0 || second.denominator === 0) continue;
    const gain = likelihood(first, kind) + likelihood(second, kind) - whole;
    const from = known[split]?.at ?? 0;
    if (best === null || gain > best.gain)
      best = { gain, split, from, before: rateOf(first), after: rateOf(second), strength: 0 };
  }
  if (best === null || best.gain < 1e-9) return null;
  const { line, steps } = squaresLeft(known, best.from);
  if (steps > 0.9 * line) return null;
  const counted = known.map((one) => one.counted);
  const scatter = scatterOf([counted.slice(0, best.split), counted.slice(best.split)], kind);
  const { from, before, after, gain } = best;
  return { from, before, after, strength: gain / scatter };
}

/** What is left of all groups together without one. */
const without = (
  total: readonly (MonthCount | null)[],
  group: GroupCounts,
  kind: CountKind,
): (MonthCount | null)[] =>
  total.map((all, at) => {
    const own = group.months[at];
    if (!all) return null;
    return {
      numerator: all.numerator - (own?.numerator ?? 0),
      denominator: all.denominator - (kind === "share" ? (own?.denominator ?? 0) : 0),
    };
  });

/**
 * Where the greatest change of a measure lies, among all groups of all dimensions given and in all months, by a scan over place and
 * time (Kulldorff): the group and month that make what was counted likeliest. In all of it, with `group` null, where
 * the others changed as well. Null where nothing is likelier than chance would make the best of so many places.
 */
export function placeChange(
  total: readonly (MonthCount | null)[],
  groups: readonly GroupCounts[],
  kind: CountKind,
): PlacedChange | null {
  const looked = Math.log((groups.length + 1) * Math.max(1, total.length - fewestBefore - fewestAfter + 1));
  const isSure = (change: Change | null): change is Change =>
    change !== null && change.strength > looked + leastStrength;
  const everywhere = findChange(total, kind);
  const placed = groups.flatMap((group): PlacedChange[] => {
    const change = findChange(group.months, kind);
    if (!isSure(change)) return [];
    const others = without(total, group, kind);
    const side = (isOwn: (at: number) => boolean) =>
      sumOf(others.flatMap((one, at) => (one !== null && isOwn(at) ? [one] : [])));
    const [before, after] = [side((at) => at < change.from), side((at) => at >= change.from)].map(rateOf);
    if (before === undefined || after === undefined) return [];
    return [{ ...change, group: group.name, rest: { before, after } }];
  });
  const [best] = placed.sort((a, b) => b.strength - a.strength);
  const isAlone = ({ before, after, rest }: PlacedChange) => {
    const own = (after - before) / (kind === "count" ? Math.max(before, after) : 1);
    const others =
      ((rest?.after ?? 0) - (rest?.before ?? 0)) /
      (kind === "count" ? Math.max(rest?.before ?? 0, rest?.after ?? 0, 1e-9) : 1);
    return Math.abs(others) < mostOfRest * Math.abs(own) || Math.sign(others) !== Math.sign(own);
  };
  if (best && isAlone(best)) return best;
  return isSure(everywhere) ? { ...everywhere, group: null, rest: null } : null;
}
