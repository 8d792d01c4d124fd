import { DataError } from "../../loaders/dataError.ts";
import type { Table } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { countId, type FigureTable } from "./countTables.ts";
import type { Plan } from "./plan.ts";

type Link = Plan["links"][number];

/** The figures of one count of a link, by period. */
function figuresOf({ measure: id, by, group = "" }: Link["whole"], tables: readonly FigureTable[]) {
  const table = tables.find(({ measure, by: of }) => measure.id === id && of.join(",") === (by ?? ""));
  if (!table) throw new Error(`missing table of a link: ${id} by ${by ?? "total"}`);
  const figures = new Map<string, Figure>();
  for (const figure of table.figures)
    if (figure.group === group && figure.numerator !== null) figures.set(figure.period, figure);
  if (figures.size === 0)
    throw new DataError(
      "data/publication.yaml can't be used.",
      [`links: ${id} has no group '${group}'`],
      "Mend the link.",
    );
  return { measure: table.measure, figures };
}

/**
 * What a link of the plan adds to the system: that in each period both are published a measure's count is the sum of
 * others'. Throws a DataError when it isn't.
 */
export function linkTable(link: Link, tables: readonly FigureTable[]): Table {
  const whole = figuresOf(link.whole, tables);
  const parts = link.parts.map((part) => figuresOf(part, tables));
  const sums: { total: string; parts: string[] }[] = [];
  for (const [period, figure] of whole.figures) {
    const found = parts.flatMap(({ measure, figures }) => {
      const one = figures.get(period);
      return one ? [{ id: countId(measure, one, "numerator"), count: one.numerator ?? 0 }] : [];
    });
    if (found.length < parts.length) continue;
    if (found.reduce((sum, { count }) => sum + count, 0) !== figure.numerator)
      throw new DataError(
        "data/publication.yaml can't be used.",
        [`links: ${link.whole.measure} isn't the sum of its parts in ${period}`],
        "Mend the link, or find why they differ: the measures may have come to count different things.",
      );
    sums.push({ total: countId(whole.measure, figure, "numerator"), parts: found.map(({ id }) => id) });
  }
  return { name: `${link.whole.measure} as a sum`, cells: [], sums };
}
