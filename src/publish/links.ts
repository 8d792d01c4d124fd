import { DataError } from "../../loaders/dataError.ts";
import type { Table } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { countId, type FigureTable } from "./countTables.ts";
import type { Plan } from "./plan.ts";

type Link = Plan["links"][number];

const nameOf = ({ measure, by, group = "" }: Link["whole"]) =>
  by ? `${measure} by ${by}, '${group}'` : measure;

/** The figures of one count of a link, by period, and the periods its table is held in: without a row there it is zero. */
function figuresOf({ measure: id, by, group = "" }: Link["whole"], tables: readonly FigureTable[]) {
  const table = tables.find(({ measure, by: of }) => measure.id === id && of.join(",") === (by ?? ""));
  if (!table) throw new Error(`missing table of a link: ${id} by ${by ?? "total"}`);
  const held = table.figures.filter(({ numerator }) => numerator !== null);
  const own = held.filter((figure) => figure.group === group);
  return {
    measure: table.measure,
    figures: new Map<string, Figure>(own.map((figure) => [figure.period, figure])),
    periods: new Set(held.map(({ period }) => period)),
  };
}

/**
 * What a link of the plan adds to the system: that in each period both are published a measure's count is the sum of
 * others'. A count that has no rows in any period is zero wherever its table is held; that it has none is `absent`, by
 * name: the plan may mean another. Throws a DataError when the sum doesn't hold.
 */
export function linkTable(
  link: Link,
  tables: readonly FigureTable[],
): { table: Table; absent: readonly string[] } {
  const whole = figuresOf(link.whole, tables);
  const parts = link.parts.map((part) => figuresOf(part, tables));
  const absent = [link.whole, ...link.parts].filter((one) => figuresOf(one, tables).figures.size === 0);
  const sums: { total: string; parts: string[] }[] = [];
  for (const period of whole.periods) {
    if (parts.some(({ periods }) => !periods.has(period))) continue;
    const total = whole.figures.get(period);
    const found = parts.flatMap(({ measure, figures }) => {
      const one = figures.get(period);
      return one ? [{ id: countId(measure, one, "numerator"), count: one.numerator ?? 0 }] : [];
    });
    if (found.reduce((sum, { count }) => sum + count, 0) !== (total?.numerator ?? 0))
      throw new DataError(
        "data/publication.yaml can't be used.",
        [
          `links: ${link.whole.measure} isn't the sum of its parts in ${period}`,
          ...absent.map((one) => `links: ${nameOf(one)} has no rows in any period`),
        ],
        "Mend the link, or find why they differ: the measures may have come to count different things.",
      );
    if (total && found.length > 0)
      sums.push({ total: countId(whole.measure, total, "numerator"), parts: found.map(({ id }) => id) });
  }
  return { table: { name: `${link.whole.measure} as a sum`, cells: [], sums }, absent: absent.map(nameOf) };
}
