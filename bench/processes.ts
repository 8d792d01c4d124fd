import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { controlChart } from "../src/statistics/controlChart.ts";
import { type Kind, type ProcessPoint, readProcess } from "../src/statistics/process.ts";
import { generator } from "./noise.ts";

type Random = () => number;

/** A process that doesn't change, or from a month on changes by so many of its own deviations. */
export interface Family {
  name: string;
  kind: Kind;
  /** Its months, each made with what it has changed by. */
  make: (random: Random, changes: readonly number[]) => ProcessPoint[];
}

// Halves of the generator's steps are never 0 or 1, of which there is no quantile.
const normal = (random: Random): number => normalQuantile(random() + 2 ** -33, 0, 1);

function binomial(random: Random, n: number, share: number): number {
  let count = 0;
  for (let one = 0; one < n; one++) if (random() < share) count++;
  return count;
}

/** By products of uniforms (Knuth), in parts of 30 so that none is too small a number. */
function poisson(random: Random, mean: number): number {
  if (mean > 30) return poisson(random, 30) + poisson(random, mean - 30);
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit || count < 0; product *= random()) count++;
  return count;
}

const each = (value: (random: Random, month: number, change: number) => number): Family["make"] => {
  return (random, changes) =>
    changes.map((change, month) => ({ month, value: value(random, month, change) }));
};

const clip = (share: number) => Math.min(1, Math.max(0, share));

/** Shares of `n` cases that go down as they change. */
const shares = (n: number, share: number, spread = 0): Family["make"] => {
  const deviation = Math.sqrt((share * (1 - share)) / n);
  return (random, changes) =>
    changes.map((change, month) => {
      const rate = clip(share + spread * normal(random) - change * deviation);
      return { month, value: binomial(random, n, rate) / n, denominator: n };
    });
};

const counts = (mean: number): Family["make"] =>
  each((random, _, change) => poisson(random, mean + change * Math.sqrt(mean)));

const wave = (month: number) => Math.sin((2 * Math.PI * month) / 12);

/** Each month `likeness` of the one before and the rest chance. */
const hanging = (likeness: number, toValue = (level: number) => level): Family["make"] => {
  return (random, changes) => {
    const innovation = Math.sqrt(1 - likeness * likeness);
    let level = normal(random);
    return changes.map((change, month) => {
      level = likeness * level + innovation * normal(random);
      return { month, value: toValue(level + change) };
    });
  };
};

const level = (name: string, make: Family["make"]): Family => ({ name, kind: "level", make });
const count = (name: string, make: Family["make"]): Family => ({ name, kind: "count", make });
const share = (name: string, make: Family["make"]): Family => ({ name, kind: "share", make });

export const families: readonly Family[] = [
  level(
    "normal",
    each((random, _, change) => normal(random) + change),
  ),
  ...[0.5, 0.75, 0.9, 0.97, 0.99, 0.995].flatMap((rate) =>
    [3, 15, 40, 100, 300].map((n) => share(`binomial ${String(rate)}, n ${String(n)}`, shares(n, rate))),
  ),
  ...[0.2, 0.5, 1, 3, 10, 40, 150, 500].map((mean) => count(`Poisson ${String(mean)}`, counts(mean))),
  share("shares that spread more", shares(120, 0.8, 0.06)),
  count(
    "counts that spread more",
    each((random, _, change) => poisson(random, Math.max(1, 100 + 20 * normal(random) + 22 * change))),
  ),
  level(
    "yearly wave",
    each((random, month, change) => 2 * wave(month) + normal(random) + change),
  ),
  count(
    "yearly wave of counts",
    each((random, month, change) => poisson(random, 60 + 25 * wave(month) + 8 * change)),
  ),
  level(
    "two odd months a year",
    each(
      (random, month, change) =>
        (month % 12 === 7 ? -3 : month % 12 === 11 ? -4 : 0) + normal(random) + change,
    ),
  ),
  ...[0.3, 0.5, 0.7, 0.9].map((likeness) => level(`hanging by ${String(likeness)}`, hanging(likeness))),
  count(
    "counts hanging by 0.6",
    hanging(0.6, (one) => Math.max(0, Math.round(60 + 12 * one))),
  ),
  level(
    "ties, many",
    each((random, _, change) => Math.round(0.7 * (normal(random) + change))),
  ),
  level(
    "ties, some",
    each((random, _, change) => Math.round(1.5 * (normal(random) + change))),
  ),
];

export interface FalseAlarms {
  months: number;
  /** New signals: months marked in a row for one side, by whichever rules, are one. */
  signals: number;
  marked: number;
  /** Series of which a step is proposed. */
  stepped: number;
  /** The same of the plain XmR or p′ chart with its four rules. */
  plain: { signals: number; marked: number };
}

const steady = (months: number): number[] => Array.from({ length: months }, () => 0);

function countRuns(sides: readonly number[]): { signals: number; marked: number } {
  const signals = sides.filter((side, index) => side !== 0 && side !== sides[index - 1]).length;
  return { signals, marked: sides.filter((side) => side !== 0).length };
}

const sideOf = { high: 1, low: -1, common: 0, improvement: 0, concern: 0 } as const;

function plainSides(points: readonly ProcessPoint[], kind: Kind): number[] {
  const type = kind === "share" ? "p-prime" : "xmr";
  return controlChart(points, { direction: "neutral", type }).points.map((point) => sideOf[point.type]);
}

/** What is said of series of one family that don't change. */
export function countFalseAlarmsOf(
  family: Family,
  series: number,
  months: number,
  seed: number,
): FalseAlarms {
  const random = generator(seed);
  const found: FalseAlarms = {
    months: series * months,
    signals: 0,
    marked: 0,
    stepped: 0,
    plain: { signals: 0, marked: 0 },
  };
  for (let one = 0; one < series; one++) {
    const points = family.make(random, steady(months));
    const { months: read, starts } = readProcess(points, { kind: family.kind });
    const own = countRuns(read.map(({ side }) => side));
    const plain = countRuns(plainSides(points, family.kind));
    found.signals += own.signals;
    found.marked += own.marked;
    found.stepped += starts.length > 0 ? 1 : 0;
    found.plain.signals += plain.signals;
    found.plain.marked += plain.marked;
  }
  return found;
}

const months = 36;
const longest = 18;

/** After how many months of another level, on average, the last one says so: by a rule on its side or a step to it. */
export function delayOf(
  family: Family,
  change: number,
  series: number,
  seed: number,
): { own: number; plain: number } {
  const random = generator(seed);
  const side = family.kind === "share" ? -1 : 1;
  const changes = [...steady(months), ...Array.from({ length: longest }, () => change)];
  const waits = { own: 0, plain: 0 };
  for (let one = 0; one < series; one++) {
    const all = family.make(random, changes);
    const wait = (isSeen: (points: readonly ProcessPoint[]) => boolean) => {
      for (let after = 1; after < longest; after++) if (isSeen(all.slice(0, months + after))) return after;
      return longest;
    };
    waits.own += wait((points) => {
      const { months: read, starts } = readProcess(points, { kind: family.kind });
      return read.at(-1)?.side === side || (starts.at(-1) ?? 0) >= months - 3;
    });
    waits.plain += wait((points) => plainSides(points, family.kind).at(-1) === side);
  }
  return { own: waits.own / series, plain: waits.plain / series };
}
