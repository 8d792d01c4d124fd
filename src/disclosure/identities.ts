import { endOfMonth } from "../../loaders/dates.ts";
import { type Bound, toEquation } from "./equations.ts";
import type { CountOf, Table } from "./tables.ts";

/** That what stands on one side comes to what stands on the other, by the names of their series. */
export interface Identity {
  left: readonly string[];
  right: readonly string[];
  /** The periods in which it holds, and those among them in which it doesn't. */
  holds: readonly string[];
  differs: readonly string[];
  bounds: readonly Bound[];
}

/** So many bits more than it takes to choose the series: an identity by chance is found in one search of a thousand. */
const moreBits = 10;
/** Of a kind of period so many in a row are looked at by themselves, so that an identity is found also where it doesn't always hold. */
const windowOf: Record<string, number> = { month: 12, quarter: 8, "financial-year": 4 };
const primes = [2_147_483_647, 2_147_483_629] as const;

interface Series {
  name: string;
  /** By place among the periods of its kind; undefined where there is none. */
  ids: (string | undefined)[];
  counts: (number | undefined)[];
}

interface Kind {
  kind: string;
  periods: string[];
  series: Series[];
}

/** The period beside whose counts one is: what is counted on a month's last day is beside what is counted over the month. */
function besideIn({ period, period_kind }: CountOf): Pick<CountOf, "period" | "period_kind"> {
  const isMonthEnd = period_kind === "day" && period === endOfMonth(period);
  return isMonthEnd
    ? { period: period.slice(0, "yyyy-mm".length), period_kind: "month" }
    : { period, period_kind };
}

/** The counts of tables by kind of period. */
function seriesOf(tables: readonly Table[]): Kind[] {
  const months = new Map<string, Map<string, [id: string, count: number]>>();
  const byKind = new Map<string, typeof months>(Object.keys(windowOf).map((kind) => [kind, new Map()]));
  for (const { cells } of tables)
    for (const { id, count, of } of cells) {
      if (!of || !Number.isInteger(count)) continue;
      const { period, period_kind } = besideIn(of);
      const own = byKind.get(period_kind);
      if (!own) continue;
      const counts = own.get(of.series) ?? new Map<string, [string, number]>();
      own.set(of.series, counts.set(period, [id, count]));
    }
  return [...byKind].map(([kind, own]) => {
    const periods = [...new Set([...own.values()].flatMap((counts) => [...counts.keys()]))].sort();
    return {
      kind,
      periods,
      series: [...own]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, counts]) => ({
          name,
          ids: periods.map((period) => counts.get(period)?.[0]),
          counts: periods.map((period) => counts.get(period)?.[1]),
        })),
    };
  });
}

/** For each prime as many numbers as a window is long, that look drawn and are the same every time. */
const drawn = primes.map((prime, place) => {
  let state = 20_261_128 + place;
  return Array.from({ length: Math.max(...Object.values(windowOf)) }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % prime;
  });
});

type Hash = readonly [number, number];

/** A hash of counts that adds up as they do. */
function hashOf(counts: readonly number[]): Hash {
  const [one = 0, other = 0] = primes.map((prime, place) =>
    counts.reduce((sum, count, at) => (sum + (drawn[place]?.[at] ?? 0) * (count % prime)) % prime, 0),
  );
  return [one, other];
}

/** Two hashes as one number of 53 bits: of the second the lower part is enough. */
const keyOf = (one: number, other: number): number => one * 4_194_304 + (other % 4_194_304);

type Sides = [left: number[], right: number[]];

/** The sets of two, three and four series that may fit in a window, by hashes that must be equal: A = B, A = B + C, A + B = C + D, A = B + C + D. */
function candidatesIn(hashes: readonly (Hash | undefined)[]): Sides[] {
  const found: Sides[] = [];
  const places = new Map<number, number>();
  // Of those alike one stands for all.
  const firsts = hashes.flatMap((hash, index) => {
    if (!hash) return [];
    const key = keyOf(...hash);
    const alike = places.get(key);
    if (alike !== undefined) {
      found.push([[alike], [index]]);
      return [];
    }
    places.set(key, index);
    return [index];
  });
  const [prime, other] = primes;
  const one = Float64Array.from(firsts, (index) => hashes[index]?.[0] ?? 0);
  const two = Float64Array.from(firsts, (index) => hashes[index]?.[1] ?? 0);
  const size = firsts.length;
  const indexOf = (at: number) => firsts[at] ?? 0;
  const pairs = new Map<number, number>();
  const pairOf = (packed: number): [number, number] => [Math.floor(packed / size), packed % size];
  for (let a = 0; a < size; a++)
    for (let b = a; b < size; b++) {
      const key = keyOf(((one[a] ?? 0) + (one[b] ?? 0)) % prime, ((two[a] ?? 0) + (two[b] ?? 0)) % other);
      const whole = places.get(key);
      if (whole !== undefined) found.push([[whole], [indexOf(a), indexOf(b)]]);
      const alike = pairs.get(key);
      if (alike === undefined) pairs.set(key, a * size + b);
      else found.push([pairOf(alike).map(indexOf), [indexOf(a), indexOf(b)]]);
    }
  for (let whole = 0; whole < size; whole++)
    for (let part = 0; part < size; part++) {
      if (part === whole) continue;
      const left = ((one[whole] ?? 0) - (one[part] ?? 0) + prime) % prime;
      const right = ((two[whole] ?? 0) - (two[part] ?? 0) + other) % other;
      const rest = pairs.get(keyOf(left, right));
      if (rest === undefined) continue;
      const [first, second] = pairOf(rest);
      if (first > part) found.push([[indexOf(whole)], [part, first, second].map(indexOf)]);
    }
  return found;
}

const withoutBoth = ([left, right]: Sides): Sides => {
  const kept = [...right];
  const only = left.filter((one) => {
    const place = kept.indexOf(one);
    if (place >= 0) kept.splice(place, 1);
    return place < 0;
  });
  return [only, kept];
};

/** A period in which an identity doesn't hold is taken for one of fifty: in bits against it. */
const missBits = Math.log2(50);

/**
 * How unlikely it is that a period fits by chance, in bits: by how much the series that moves least does from one period to
 * the next. Two that are nearly the same fit with any two that hardly move.
 */
function bitsOf(members: readonly Series[], places: readonly number[]): number {
  const spreads = members.map(({ counts }) => {
    const moves = places.slice(1).map((place, at) => (counts[place] ?? 0) - (counts[places[at] ?? 0] ?? 0));
    return Math.sqrt(moves.reduce((sum, move) => sum + move * move, 0) / Math.max(1, moves.length));
  });
  return Math.log2(1 + Math.min(...spreads));
}

/** The run of periods that says most for an identity, and how much in bits. */
function bestRun(
  places: readonly number[],
  holdsAt: (place: number) => boolean,
  bits: number,
): { run: number[]; bits: number } {
  let best = { run: [] as number[], bits: 0 };
  let run: number[] = [];
  let sum = 0;
  for (const place of places) {
    sum += holdsAt(place) ? bits : -missBits;
    run.push(place);
    if (sum <= 0) [run, sum] = [[], 0];
    if (sum > best.bits) best = { run: [...run], bits: sum };
  }
  return best;
}

type Terms = Map<string, number>;

/** What equations say of counts of the same days, kept so that what follows from them is told from what doesn't. */
interface Basis {
  /** Adds an equation; false where it follows from what is there. */
  add(row: ReadonlyMap<string, number>): boolean;
  /** Whether an equation says no more than that one count is none, by what is there: 'all = met' that of the rest. */
  isOfOne(row: ReadonlyMap<string, number>): boolean;
}

/** Takes off so many times another; what comes to nothing goes. */
function takeOff(from: Terms, other: ReadonlyMap<string, number>, times: number): void {
  for (const [name, coefficient] of other) {
    const sum = (from.get(name) ?? 0) - times * coefficient;
    if (Math.abs(sum) < 1e-9) from.delete(name);
    else from.set(name, sum);
  }
}

function openBasis(): Basis {
  const rows = new Map<string, Terms>();
  const names = new Set<string>();
  const reduce = (row: ReadonlyMap<string, number>): Terms => {
    const left = new Map([...row].filter(([, coefficient]) => coefficient !== 0));
    for (;;) {
      const pivot = [...left.keys()].find((name) => rows.has(name));
      if (pivot === undefined) return left;
      takeOff(left, rows.get(pivot) ?? new Map(), left.get(pivot) ?? 0);
    }
  };
  return {
    add(row) {
      const left = reduce(row);
      const [first] = left;
      if (!first) return false;
      for (const name of row.keys()) names.add(name);
      const [pivot, coefficient] = first;
      const whole = new Map([...left].map(([name, other]) => [name, other / coefficient]));
      // Each row is put into those before it, so that none has a pivot of another.
      for (const other of rows.values()) {
        const factor = other.get(pivot);
        if (factor !== undefined) takeOff(other, whole, factor);
      }
      rows.set(pivot, whole);
      return true;
    },
    isOfOne(row) {
      const left = reduce(row);
      if (left.size < 2) return true;
      return [...names].some((name) => {
        const one = reduce(new Map([[name, 1]]));
        const [[first, coefficient] = ["", 0]] = left;
        const times = (one.get(first) ?? 0) / coefficient;
        if (one.size !== left.size || times === 0) return false;
        takeOff(one, left, times);
        return one.size === 0;
      });
    },
  };
}

/** All that tables say of the counts of one period, by cell. */
function statementsAmong(tables: readonly Table[], ids: ReadonlySet<string>): Map<string, number>[] {
  return tables.flatMap(({ sums, bounds = [] }) =>
    [...sums.map(toEquation), ...bounds.filter(({ lower, upper }) => lower === upper)]
      .filter(({ terms }) => terms.every(({ cell }) => ids.has(cell)))
      .map(({ terms }) => {
        const row = new Map<string, number>();
        for (const { cell, coefficient } of terms) row.set(cell, (row.get(cell) ?? 0) + coefficient);
        return row;
      }),
  );
}

/**
 * Identities between counts that no equation of `tables` says: A = B, A = B + C, A + B = C + D or A = B + C + D in
 * every period of a window or more, with numbers that move too much to fit by chance. Searched for, so that whoever writes
 * a plan needn't know them. `among` are the tables whose counts are compared: all unless given.
 */
export function findIdentities(tables: readonly Table[], among: readonly Table[] = tables): Identity[] {
  return seriesOf(among).flatMap((kind) => identitiesOf(kind, tables));
}

function identitiesOf({ kind, periods, series }: Kind, tables: readonly Table[]): Identity[] {
  const size = windowOf[kind] ?? 1;
  const candidates = new Map<string, Sides>();
  for (let start = periods.length - size; start > -size; start -= size) {
    const places = Array.from({ length: size }, (_, index) => Math.max(0, start) + index);
    const hashes = series.map(({ counts }): Hash | undefined => {
      const own = places.map((place) => counts[place]);
      const isWhole = own.every((count) => count !== undefined);
      return isWhole && own.some((count) => count !== own[0]) ? hashOf(own.map(Number)) : undefined;
    });
    for (const sides of candidatesIn(hashes)) {
      const [left, right] = withoutBoth(sides);
      if (left.length === 0 || right.length === 0) continue;
      const key = JSON.stringify([left, right]);
      if (!candidates.has(key)) candidates.set(key, [left, right]);
    }
  }
  const bases = new Map<number, Basis>();
  const found: { members: [Series, number][]; identity: Identity }[] = [];
  const basisAt = (place: number): Basis => {
    const known = bases.get(place);
    if (known) return known;
    const basis = openBasis();
    bases.set(place, basis);
    const ids = new Set(series.flatMap((one) => one.ids[place] ?? []));
    for (const row of statementsAmong(tables, ids)) basis.add(row);
    for (const { members } of found) basis.add(rowAt(members, place));
    return basis;
  };
  const inOrder = [...candidates.values()].sort(
    ([a, b], [c, d]) => a.length + b.length - c.length - d.length || a.length - c.length,
  );
  for (const [left, right] of inOrder) {
    const sideOf = (side: number[], sign: number) =>
      side.flatMap((index): [Series, number][] => {
        const one = series[index];
        return one ? [[one, sign]] : [];
      });
    const members = [...sideOf(left, 1), ...sideOf(right, -1)];
    const common = periods.flatMap((_, place) =>
      members.every(([one]) => one.counts[place] !== undefined) ? [place] : [],
    );
    const sumAt = (place: number) =>
      members.reduce((sum, [one, sign]) => sum + sign * (one.counts[place] ?? 0), 0);
    const distinct = [...new Set(members.map(([one]) => one))];
    const isTrue = (place: number) => sumAt(place) === 0;
    const { run, bits } = bestRun(common, isTrue, bitsOf(distinct, common));
    const holds = run.filter(isTrue);
    const last = holds.at(-1);
    if (last === undefined || bits < moreBits + members.length * Math.log2(series.length)) continue;
    const basis = basisAt(last);
    if (basis.isOfOne(rowAt(members, last)) || !basis.add(rowAt(members, last))) continue;
    const nameOf = (place: number) => periods[place] ?? "";
    found.push({
      members,
      identity: {
        left: left.map((index) => series[index]?.name ?? ""),
        right: right.map((index) => series[index]?.name ?? ""),
        holds: holds.map(nameOf),
        differs: run.filter((place) => !isTrue(place)).map(nameOf),
        bounds: holds.map((place) => ({
          terms: [...rowAt(members, place)].map(([cell, coefficient]) => ({ cell, coefficient })),
          lower: 0,
          upper: 0,
        })),
      },
    });
  }
  return found.map(({ identity }) => identity);
}

/** An identity in words: 'a = b + c'. */
export const inWords = ({ left, right }: Identity): string => `${left.join(" + ")} = ${right.join(" + ")}`;

/** Identities as tables of nothing but what they say. */
export const toTables = (identities: readonly Identity[]): Table[] =>
  identities.map((one) => ({ name: `found: ${inWords(one)}`, cells: [], sums: [], bounds: one.bounds }));

function rowAt(members: readonly [Series, number][], place: number): Map<string, number> {
  const row = new Map<string, number>();
  for (const [{ ids }, sign] of members) {
    const id = ids[place] ?? "";
    row.set(id, (row.get(id) ?? 0) + sign);
  }
  return row;
}
