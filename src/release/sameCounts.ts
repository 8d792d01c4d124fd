import { periodForms } from "../disclosure/identities.ts";
import type { EarlierRelease } from "../disclosure/linkReleases.ts";
import type { Table } from "../disclosure/tables.ts";

/** Fewer periods than this could be the same by chance. */
const fewestPeriods = 5;

/** A whole breakdown is the same by chance in less than one pair in a thousand millions where its counts take more bits to say. */
const fewestBits = 30;

const kinds = [...periodForms, ["day", /^on /] as const];

/**
 * Counts that are the same in every period under two names, such as the reviews completed and what the share of them
 * upheld is a share of: by name, the one name all of them go by. Where a series is too short to say, all groups and periods of a
 * breakdown together may. Found from the counts, so that no link can be forgotten;
 * taking two counts for one that only happen to be alike always makes whoever attacks them the stronger. `isApart` says of two, by name without
 * their days, that they aren't one whatever their numbers.
 */
export function findSameCounts(
  tables: readonly Table[],
  isApart: (one: string, other: string) => boolean = () => false,
): Map<string, string> {
  const series = new Map<string, Map<string, number>>();
  for (const { cells } of tables)
    for (const { id, count } of cells) {
      const [name = "", days = ""] = id.split("|");
      const kind = kinds.find(([, form]) => form.test(days))?.[0] ?? "";
      const key = `${name}|${kind}`;
      const counts = series.get(key) ?? new Map<string, number>();
      series.set(key, counts.set(days, count));
    }
  const alike = new Map<string, string[]>();
  for (const [key, counts] of series) {
    if (counts.size < fewestPeriods || [...counts.values()].every((count) => count === 0)) continue;
    const kind = key.slice(key.indexOf("|"));
    const signature = JSON.stringify([kind, [...counts].sort(([a], [b]) => (a < b ? -1 : 1))]);
    alike.set(signature, [...(alike.get(signature) ?? []), key]);
  }
  const lists = [...alike.values(), ...sameBreakdowns(series)].flatMap((all) => keepApart(all, isApart));
  const together = new Map<string, string[]>();
  for (const [first = "", ...others] of lists)
    for (const other of others)
      for (const days of series.get(other)?.keys() ?? []) {
        const [one, same] = [first, other].map((key) => `${key.split("|")[0]}|${days}`);
        const [own, added] = [one, same].map((id = "") => together.get(id) ?? [id]);
        if (!own || !added || own === added) continue;
        const all = [...own, ...added];
        if (keepApart(all, isApart).length > 1) continue;
        for (const id of all) together.set(id, all);
      }
  const names = new Map<string, string>();
  for (const [id, all] of together) {
    const [one = id] = [...all].sort();
    if (one !== id) names.set(id, one);
  }
  return names;
}

/** The series of breakdowns all of whose counts are the same in all periods, each in one list with its others. */
function sameBreakdowns(series: ReadonlyMap<string, ReadonlyMap<string, number>>): string[][] {
  const breakdowns = new Map<string, Map<string, string>>();
  for (const key of series.keys()) {
    const [name = "", kind = ""] = key.split("|");
    const [measure, part, group = ""] = name.split(" ");
    const dimensions = [...new URLSearchParams(group === "total" ? "" : group).keys()];
    const breakdown = `${measure} ${part} ${dimensions.join(",")}`;
    const own = breakdowns.get(breakdown) ?? new Map<string, string>();
    breakdowns.set(breakdown, own.set(`${group}|${kind}`, key));
  }
  const alike = new Map<string, ReadonlyMap<string, string>[]>();
  for (const own of breakdowns.values()) {
    const counts = [...own].flatMap(([group, key]) =>
      [...(series.get(key) ?? [])].map(([days, count]) => [`${group}|${days}`, count] as const),
    );
    if (counts.reduce((bits, [, count]) => bits + Math.log2(1 + count), 0) < fewestBits) continue;
    const signature = JSON.stringify(counts.sort(([a], [b]) => (a < b ? -1 : 1)));
    alike.set(signature, [...(alike.get(signature) ?? []), own]);
  }
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined || others.length === 0
      ? []
      : [...first].map(([group, key]) => [key, ...others.flatMap((own) => own.get(group) ?? [])]),
  );
}

/** Keys that are alike, in as few lists as it takes in their order that none holds two that are apart. */
function keepApart(keys: readonly string[], isApart: (one: string, other: string) => boolean): string[][] {
  const nameOf = (key: string) => key.slice(0, key.indexOf("|"));
  const lists: string[][] = [];
  for (const key of [...keys].sort()) {
    const list = lists.find((own) => own.every((one) => !isApart(nameOf(one), nameOf(key))));
    if (list) list.push(key);
    else lists.push([key]);
  }
  return lists;
}

/** The tables with each count by its one name. Sums that say the same then, and those of nothing but itself, go. */
export function withOneName(tables: readonly Table[], names: ReadonlyMap<string, string>): Table[] {
  const nameOf = (id: string) => names.get(id) ?? id;
  return tables.map((table) => {
    const cells = new Map<string, Table["cells"][number]>();
    for (const cell of table.cells) {
      const id = nameOf(cell.id);
      const known = cells.get(id);
      const shown = (cell.shown ?? true) || (known?.shown ?? false);
      cells.set(id, { ...cell, id, shown, ...(known?.unsafe ? { unsafe: true } : {}) });
    }
    return {
      ...table,
      cells: [...cells.values()],
      sums: table.sums
        .map(({ total, parts }) => ({ total: nameOf(total), parts: parts.map(nameOf) }))
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
