import type { EarlierRelease } from "../disclosure/linkReleases.ts";
import type { Cell, CountOf, Table } from "../disclosure/tables.ts";

/** Fewer periods than this could be the same by chance. */
const fewestPeriods = 5;

/** A whole breakdown is the same by chance in less than one pair in a thousand millions where its counts take more bits to say. */
const fewestBits = 30;

/** The counts of one series in the periods of one kind, by period. */
interface Series extends Omit<CountOf, "period"> {
  counts: Map<string, { id: string; count: number }>;
}

const keyOf = ({ series, period_kind }: Omit<CountOf, "period">) => `${series}|${period_kind}`;

/** Of each period of a series its count, by what it is called, as text to compare with another's. */
const toSignature = (counts: readonly (readonly [name: string, count: number])[]): string =>
  JSON.stringify([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Counts that are the same in every period under two names, such as the reviews completed and what the share of them
 * upheld is a share of: by name, the one name all of them go by. Where a series is too short to say, all groups and periods of a
 * breakdown together may. Found from the counts, so that no link can be forgotten;
 * taking two counts for one that only happen to be alike always makes whoever attacks them the stronger. `isApart` says of two, by the
 * names of their series, that they aren't one whatever their numbers.
 */
export function findSameCounts(
  tables: readonly Table[],
  isApart: (one: string, other: string) => boolean = () => false,
): Map<string, string> {
  const all = new Map<string, Series>();
  const seriesOf = new Map<string, string>();
  for (const { cells } of tables)
    for (const { id, count, of } of cells) {
      if (!of) continue;
      seriesOf.set(id, of.series);
      const { period, ...own } = of;
      const one: Series = all.get(keyOf(of)) ?? { ...own, counts: new Map() };
      all.set(keyOf(of), one);
      one.counts.set(period, { id, count });
    }
  const alike = new Map<string, Series[]>();
  for (const one of all.values()) {
    const counts = [...one.counts].map(([period, { count }]) => [period, count] as const);
    if (counts.length < fewestPeriods || counts.every(([, count]) => count === 0)) continue;
    const signature = `${one.period_kind} ${toSignature(counts)}`;
    alike.set(signature, [...(alike.get(signature) ?? []), one]);
  }
  const lists = [...alike.values(), ...sameBreakdowns([...all.values()])].flatMap((some) =>
    keepApart(some, { keyOf, isApart: (one, other) => isApart(one.series, other.series) }),
  );
  const together = new Map<string, string[]>();
  const isOther = (one: string, other: string) => isApart(seriesOf.get(one) ?? "", seriesOf.get(other) ?? "");
  for (const [first, ...others] of lists)
    for (const other of others)
      for (const [period, { id: same }] of other.counts) {
        const one = first?.counts.get(period)?.id;
        if (one === undefined) continue;
        const [own, added] = [together.get(one) ?? [one], together.get(same) ?? [same]];
        if (own === added) continue;
        const ids = [...own, ...added];
        if (keepApart(ids, { keyOf: (id) => id, isApart: isOther }).length > 1) continue;
        for (const id of ids) together.set(id, ids);
      }
  const names = new Map<string, string>();
  for (const [id, ids] of together) {
    const [one = id] = [...ids].sort();
    if (one !== id) names.set(id, one);
  }
  return names;
}

/** The series of breakdowns all of whose counts are the same in all periods, each in one list with its others. */
function sameBreakdowns(all: readonly Series[]): Series[][] {
  const breakdowns = new Map<string, Map<string, Series>>();
  for (const one of all) {
    const own = breakdowns.get(one.breakdown) ?? new Map<string, Series>();
    breakdowns.set(one.breakdown, own.set(`${one.group}|${one.period_kind}`, one));
  }
  const alike = new Map<string, ReadonlyMap<string, Series>[]>();
  for (const own of breakdowns.values()) {
    const counts = [...own].flatMap(([group, { counts: some }]) =>
      [...some].map(([period, { count }]) => [`${group}|${period}`, count] as const),
    );
    if (counts.reduce((bits, [, count]) => bits + Math.log2(1 + count), 0) < fewestBits) continue;
    const signature = toSignature(counts);
    alike.set(signature, [...(alike.get(signature) ?? []), own]);
  }
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined || others.length === 0
      ? []
      : [...first].map(([group, one]) => [one, ...others.flatMap((own) => own.get(group) ?? [])]),
  );
}

/** Things that are alike, in as few lists as it takes in the order of their keys that none holds two that are apart. */
function keepApart<T>(
  things: readonly T[],
  { keyOf: nameOf, isApart }: { keyOf: (one: T) => string; isApart: (one: T, other: T) => boolean },
): T[][] {
  const lists: T[][] = [];
  const inOrder = things
    .map((thing) => ({ thing, key: nameOf(thing) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (const { thing } of inOrder) {
    const list = lists.find((own) => own.every((one) => !isApart(one, thing)));
    if (list) list.push(thing);
    else lists.push([thing]);
  }
  return lists;
}

/** The tables with each count by its one name. Sums that say the same then, and those of nothing but itself, go. */
export function withOneName(tables: readonly Table[], names: ReadonlyMap<string, string>): Table[] {
  const nameOf = (id: string) => names.get(id) ?? id;
  const whatOf = new Map(tables.flatMap(({ cells }) => cells.map(({ id, of }) => [id, of] as const)));
  return tables.map((table) => {
    const cells = new Map<string, Cell>();
    for (const { of: _, ...cell } of table.cells) {
      const id = nameOf(cell.id);
      const [known, of] = [cells.get(id), whatOf.get(id)];
      const shown = (cell.shown ?? true) || (known?.shown ?? false);
      const unsafe = known?.unsafe ? { unsafe: true } : {};
      cells.set(id, { ...cell, id, shown, ...unsafe, ...(of ? { of } : {}) });
    }
    return {
      ...table,
      cells: [...cells.values()],
      sums: table.sums
        .map((sum) => ({ ...sum, total: nameOf(sum.total), parts: sum.parts.map(nameOf) }))
        .filter(({ total, parts }) => parts.length !== 1 || parts[0] !== total),
      bounds: (table.bounds ?? []).map((bound) => ({
        ...bound,
        terms: bound.terms.map((term) => ({ ...term, cell: nameOf(term.cell) })),
      })),
      figures: (table.figures ?? []).map(({ id, of }) => ({ id, of: of.map(nameOf) })),
    };
  });
}

/** That counts which answers have by their own names are those that go by another's here. */
export function tieAnswers(
  tables: readonly Table[],
  names: ReadonlyMap<string, string>,
  earlier: readonly EarlierRelease[],
): Table[] {
  const answered = earlier.filter(({ ofLedger }) => ofLedger === "answer").flatMap(({ cells }) => cells);
  const aliases = new Set(answered.map(({ id }) => id).filter((id) => names.has(id)));
  if (aliases.size === 0) return [];
  const counts = new Map(tables.flatMap(({ cells }) => cells.map(({ id, count }) => [id, count] as const)));
  const tied = [...aliases].flatMap((alias) => {
    const name = names.get(alias) ?? alias;
    const count = counts.get(name);
    return count === undefined ? [] : [{ alias, name, count }];
  });
  return [
    {
      name: "counts that answers have under another name",
      cells: tied.map(({ alias, count }) => ({ id: alias, count, shown: false, safe: true })),
      sums: tied.map(({ alias, name }) => ({ total: name, parts: [alias] })),
    },
  ];
}
