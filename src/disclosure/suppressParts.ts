import { createHash } from "node:crypto";
import { groupTogether } from "./equations.ts";
import type { EarlierRelease } from "./linkReleases.ts";
import { type Suppression, type SuppressOptions, suppress } from "./suppress.ts";
import type { Table } from "./tables.ts";

/** Every list of cells that one thing says of: a table, or a statement of an earlier release. */
const namedIn = ({ cells, sums, bounds = [] }: Table): string[] => [
  ...cells.map(({ id }) => id),
  ...sums.flatMap(({ total, parts }) => [total, ...parts]),
  ...bounds.flatMap(({ terms }) => terms.map(({ cell }) => cell)),
];

const statementsOf = ({ equations, bounds }: EarlierRelease): string[][] =>
  [...equations, ...bounds].map(({ terms }) => terms.map(({ cell }) => cell));

/** The options of each part of a system that shares no cell and no statement with the rest, in order of its first table. */
function splitUp({ tables, earlier = [], ...options }: SuppressOptions): SuppressOptions[] {
  const places = new Map<string, number>();
  const placeOf = (id: string) => {
    const place = places.get(id) ?? places.size;
    places.set(id, place);
    return place;
  };
  const sets = [...tables.map(namedIn), ...earlier.flatMap(statementsOf)].map((ids) => ids.map(placeOf));
  for (const { cells } of earlier) for (const { id } of cells) placeOf(id);
  const groups = groupTogether(places.size, sets);
  const groupOf = (id: string) => groups[placeOf(id)] ?? -1;
  const parts = new Map<number, Table[]>();
  for (const table of tables) {
    const [first] = namedIn(table);
    if (first === undefined) continue;
    const own = parts.get(groupOf(first)) ?? [];
    parts.set(groupOf(first), own);
    own.push(table);
  }
  return [...parts].map(([group, own]) => ({
    ...options,
    tables: own,
    earlier: earlier.map((release) => ({
      ...release,
      cells: release.cells.filter(({ id }) => groupOf(id) === group),
      equations: release.equations.filter(({ terms }) => groupOf(terms[0]?.cell ?? "") === group),
      bounds: release.bounds.filter(({ terms }) => groupOf(terms[0]?.cell ?? "") === group),
    })),
  }));
}

function merge(parts: readonly Suppression[]): Suppression {
  const all = <T>(of: (part: Suppression) => Iterable<T>) => parts.flatMap((part) => [...of(part)]);
  return {
    hidden: new Map(all(({ hidden }) => hidden).sort(([a], [b]) => (a < b ? -1 : 1))),
    unsafe: new Set(all(({ unsafe }) => unsafe)),
    hiddenFigures: new Set(all(({ hiddenFigures }) => hiddenFigures)),
    hiddenTotal: parts.reduce((sum, { hiddenTotal }) => sum + hiddenTotal, 0),
    toldAnyway: new Set(all(({ toldAnyway }) => toldAnyway)),
    leftToSingletons: new Set(all(({ leftToSingletons }) => leftToSingletons)),
  };
}

/**
 * `suppress`, part by part: what has no cell and no statement in common is hidden apart, and what has been hidden once isn't
 * worked out again where it is asked for again. What it hides is the same.
 */
export function suppressParts(): (options: SuppressOptions) => Promise<Suppression> {
  const done = new Map<string, Promise<Suppression>>();
  return async (options) => {
    const found: Suppression[] = [];
    for (const part of splitUp(options)) {
      const key = createHash("sha256").update(JSON.stringify(part)).digest("hex");
      const own = done.get(key) ?? suppress(part);
      done.set(key, own);
      found.push(await own);
    }
    return merge(found);
  };
}
