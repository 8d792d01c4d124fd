import { DataError } from "../../loaders/dataError.ts";
import type { EarlierRelease } from "../disclosure/linkReleases.ts";
import type { Cell, Table } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { countId, countsOf, type FigureTable, leftCount, type NamedCount } from "./countTables.ts";
import type { CountedIn, Plan } from "./plan.ts";

/** What a link or a statement of the plan calls a count. */
function nameOf({ measure, by, group = "", part = "numerator" }: CountedIn): string {
  const of = part === "numerator" ? "" : `the ${part} of `;
  return by ? `${of}${measure} by ${by}, '${group}'` : `${of}${measure}`;
}

/** One count by period, with its name among all that are published, and the periods its table is held in: without a row there it is zero. */
function countsNamed(
  { measure: id, by, group = "", part = "numerator" }: CountedIn,
  tables: readonly FigureTable[],
) {
  const table = tables.find(({ measure, by: of }) => measure.id === id && of.join(",") === (by ?? ""));
  if (!table) throw new Error(`missing table of a link: ${id} by ${by ?? "total"}`);
  const counts = new Map<string, { id: string; count: number; figure: Figure }>();
  const periods = new Set<string>();
  for (const figure of table.figures) {
    const count = countsOf(table.measure, figure).get(part);
    if (count === undefined) continue;
    periods.add(figure.period);
    if (figure.group === group)
      counts.set(figure.period, { id: countId(table.measure, figure, part), count, figure });
  }
  return { counts, periods };
}

/**
 * What a link of the plan adds to the system: that in each period both are published a measure's count is the sum of
 * others', and of what they leave of it where that is a count too, or differs from one other by what is. A count that has no rows in any period is zero wherever its table
 * is held; that it has none is `absent`, by name: the plan may mean another. Where there is a remainder and the parts are more than the
 * whole, as of records with a date that can't be read, the period is `exceeded` and nothing is said of it. Throws a DataError when
 * the sum doesn't hold, or is exceeded in more than half of its periods.
 */
export function linkTable(
  link: Plan["links"][number],
  tables: readonly FigureTable[],
): { table: Table; absent: readonly string[]; exceeded: readonly string[] } {
  const whole = countsNamed(link.whole, tables);
  const parts = link.parts.map((part) => countsNamed(part, tables));
  const absent = [link.whole, ...link.parts]
    .filter((one) => countsNamed(one, tables).counts.size === 0)
    .map(nameOf);
  const fail = (period: string): never => {
    throw new DataError(
      "publication.yaml can't be used.",
      [
        `links: ${nameOf(link.whole)} isn't the sum of its parts in ${period}`,
        ...absent.map((one) => `links: ${one} has no rows in any period`),
      ],
      "Mend the link, or find why they differ: the measures may have come to count different things.",
    );
  };
  const sums: { total: string; parts: string[] }[] = [];
  const cells: Cell[] = [];
  const both = [...whole.periods].filter((one) => parts.every(({ periods }) => periods.has(one)));
  const exceeded: string[] = [];
  for (const period of both) {
    const total = whole.counts.get(period);
    const found = parts.flatMap(({ counts }) => counts.get(period) ?? []);
    const left = (total?.count ?? 0) - found.reduce((sum, { count }) => sum + count, 0);
    if (!link.difference && !link.remainder && left !== 0) fail(period);
    if (link.remainder && left < 0) {
      exceeded.push(period);
      continue;
    }
    if (!total || found.length === 0) continue;
    const between = link.remainder ?? link.difference;
    const rest: NamedCount[] = between ? [leftCount(between, total.figure)] : [];
    cells.push(...rest.map((one) => ({ ...one, count: Math.abs(left), shown: false })));
    const ids = found.map(({ id }) => id);
    const [greater, lesser] = left < 0 ? [ids.join(), [total.id]] : [total.id, ids];
    sums.push({ total: greater, parts: [...lesser, ...rest.map(({ id }) => id)] });
  }
  if (exceeded[0] !== undefined && 2 * exceeded.length > both.length) fail(exceeded[0]);
  return { table: { name: `${nameOf(link.whole)} as a sum`, cells, sums }, absent, exceeded };
}

/**
 * What the office has said elsewhere of counts that are published, as a release before all others: that those of some
 * periods come to so much. `oneName` gives the one name of a count that goes by several. Throws a DataError when they don't.
 */
export function toKnownRelease(
  known: Plan["known"],
  tables: readonly FigureTable[],
  oneName: (id: string) => string,
): EarlierRelease {
  const cells: EarlierRelease["cells"][number][] = [];
  const equations: EarlierRelease["equations"][number][] = [];
  for (const [index, one] of known.entries()) {
    const { counts } = countsNamed(one, tables);
    const found = one.periods.flatMap((period) => counts.get(period) ?? []);
    // Periods that aren't here aren't published here, so what was said of them gives nothing away.
    if (found.length < one.periods.length) continue;
    if (found.reduce((sum, { count }) => sum + count, 0) !== one.count)
      throw new DataError(
        "publication.yaml can't be used.",
        [`known: ${nameOf(one)} doesn't come to what ${one.source} says`],
        "Mend the statement, or find why they differ.",
      );
    const total = `${one.source}, ${index}`;
    cells.push({ id: total, count: one.count, shown: true, unsafe: false });
    for (const { id, count } of found) cells.push({ id: oneName(id), count, shown: false, unsafe: false });
    const terms = found.map(({ id }) => ({ cell: oneName(id), coefficient: 1 }));
    equations.push({ terms: [...terms, { cell: total, coefficient: -1 }], equals: 0 });
  }
  return { name: "said elsewhere", isZeroShown: true, cells, equations, bounds: [] };
}
