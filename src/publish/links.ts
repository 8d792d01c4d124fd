import { DataError } from "../../loaders/dataError.ts";
import type { EarlierRelease } from "../disclosure/linkReleases.ts";
import type { Table } from "../disclosure/tables.ts";
import type { MeasureDefinition } from "../measures/definition.ts";
import type { Figure } from "../measures/figure.ts";
import { countId, countsOf, type FigureTable, type Part } from "./countTables.ts";
import type { CountedIn, Plan } from "./plan.ts";

/** A count of one period, by its name among all that are published. */
interface PeriodCount {
  id: string;
  count: number;
}

function countIn(measure: MeasureDefinition, figure: Figure, part: Part): PeriodCount | undefined {
  const count = countsOf(measure, figure).get(part);
  return count === undefined ? undefined : { id: countId(measure, figure, part), count };
}

/** One count of a link, by period. */
function countsNamed(named: CountedIn, tables: readonly FigureTable[]): Map<string, PeriodCount> {
  const { measure: id, by, group = "", part = "numerator" } = named;
  const table = tables.find(({ measure, by: of }) => measure.id === id && of.join(",") === (by ?? ""));
  if (!table) throw new Error(`missing table of a link: ${id} by ${by ?? "total"}`);
  const counts = new Map<string, PeriodCount>();
  for (const figure of table.figures) {
    const one = figure.group === group ? countIn(table.measure, figure, part) : undefined;
    if (one) counts.set(figure.period, one);
  }
  if (counts.size === 0)
    throw new DataError(
      "data/publication.yaml can't be used.",
      [`links: ${id} has no group '${group}'`],
      "Mend the link.",
    );
  return counts;
}

/** What a link or a statement calls a count. */
const wordsOf = ({ measure, part = "numerator" }: CountedIn): string =>
  part === "numerator" ? measure : `the ${part} of ${measure}`;

/**
 * What a link of the plan adds to the system: that in each period both are published a measure's count is the sum of
 * others'. Throws a DataError when it isn't.
 */
export function linkTable(link: Plan["links"][number], tables: readonly FigureTable[]): Table {
  const whole = countsNamed(link.whole, tables);
  const parts = link.parts.map((part) => countsNamed(part, tables));
  const sums: { total: string; parts: string[] }[] = [];
  for (const [period, { id, count: total }] of whole) {
    const found = parts.flatMap((counts) => counts.get(period) ?? []);
    if (found.length < parts.length) continue;
    if (found.reduce((sum, { count }) => sum + count, 0) !== total)
      throw new DataError(
        "data/publication.yaml can't be used.",
        [`links: ${wordsOf(link.whole)} isn't the sum of its parts in ${period}`],
        "Mend the link, or find why they differ: the measures may have come to count different things.",
      );
    sums.push({ total: id, parts: found.map((one) => one.id) });
  }
  return { name: `${wordsOf(link.whole)} as a sum`, cells: [], sums };
}

/**
 * What the office has said elsewhere of counts that are published, as a release before all others: that those of some
 * periods come to so much. `nameOf` gives the one name of a count that goes by several. Throws a DataError when they don't.
 */
export function toKnownRelease(
  known: Plan["known"],
  tables: readonly FigureTable[],
  nameOf: (id: string) => string,
): EarlierRelease {
  const cells: EarlierRelease["cells"][number][] = [];
  const equations: EarlierRelease["equations"][number][] = [];
  for (const [index, one] of known.entries()) {
    const counts = countsNamed(one, tables);
    const found = one.periods.flatMap((period) => counts.get(period) ?? []);
    // Periods that aren't here aren't published here, so what was said of them gives nothing away.
    if (found.length < one.periods.length) continue;
    if (found.reduce((sum, { count }) => sum + count, 0) !== one.count)
      throw new DataError(
        "data/publication.yaml can't be used.",
        [`known: ${wordsOf(one)} doesn't come to what ${one.source} says`],
        "Mend the statement, or find why they differ.",
      );
    const total = `${one.source}, ${index}`;
    cells.push({ id: total, count: one.count, shown: true, unsafe: false });
    for (const { id, count } of found) cells.push({ id: nameOf(id), count, shown: false, unsafe: false });
    const terms = found.map(({ id }) => ({ cell: nameOf(id), coefficient: 1 }));
    equations.push({ terms: [...terms, { cell: total, coefficient: -1 }], equals: 0 });
  }
  return { name: "said elsewhere", isZeroShown: true, cells, equations, bounds: [] };
}
