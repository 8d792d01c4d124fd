import { addDays } from "../../loaders/dates.ts";
import type { Bound } from "../disclosure/equations.ts";
import type { Table } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { countId, type FigureTable } from "./countTables.ts";
import { dimensionsOf, type Flow } from "./plan.ts";

/** The figures of a measure in one breakdown, whether they are shown or not. */
function figuresOf(id: string, by: string, tables: readonly FigureTable[]) {
  const own = tables.filter(
    ({ measure, by: of }) => measure.id === id && of.join(",") === dimensionsOf(by).join(","),
  );
  return own.flatMap(({ measure, figures }) => figures.map((figure) => ({ measure, figure })));
}

type Counted = ReturnType<typeof figuresOf>[number];

const isCounted = ({ figure }: Counted) => figure.numerator !== null;
const idOf = ({ measure, figure }: Counted) => countId(measure, figure, "numerator");
const countOf = ({ figure }: Counted) => figure.numerator ?? 0;
const spanOf = ({ figure }: Counted) => `${figure.period_start}|${figure.period_end}|${figure.group}`;
const endOf = ({ group, period_end }: Pick<Figure, "group" | "period_end">) => `${period_end}|${group}`;

/** The part of what is there and moves that a flow may miss by without a warning. */
const mostMissed = 0.02;

/** The statements of a flow in one breakdown, and by how much each misses what it should come to. */
function statementsOf(flow: Flow, by: string, tables: readonly FigureTable[]) {
  const stock = figuresOf(flow.stock, by, tables);
  const ends = new Map(stock.filter(isCounted).map((one) => [endOf(one.figure), one]));
  const sides = [
    ...flow.came.map((id) => ({ id, sign: 1 })),
    ...flow.went.map((id) => ({ id, sign: -1 })),
  ].map(({ id, sign }) => {
    const all = figuresOf(id, by, tables);
    return {
      sign,
      counts: new Map(all.filter(isCounted).map((one) => [spanOf(one), one])),
      periods: new Set(all.filter(isCounted).map(({ figure }) => figure.period)),
    };
  });
  return [...new Map(stock.map((one) => [spanOf(one), one])).values()].flatMap((end) => {
    const before = ends.get(endOf({ ...end.figure, period_end: addDays(end.figure.period_start, -1) }));
    if (!isCounted(end) || !before || sides.some(({ periods }) => !periods.has(end.figure.period))) return [];
    const moved = sides.flatMap(({ sign, counts }) => {
      const one = counts.get(spanOf(end));
      return one ? [{ cell: idOf(one), coefficient: sign, count: countOf(one) }] : [];
    });
    const change = moved.reduce((sum, { coefficient, count }) => sum + coefficient * count, 0);
    const missed = countOf(before) + change - countOf(end);
    const size = countOf(end) + moved.reduce((sum, { count }) => sum + count, 0);
    const terms = [
      { cell: idOf(before), coefficient: 1 },
      ...moved.map(({ cell, coefficient }) => ({ cell, coefficient })),
      { cell: idOf(end), coefficient: -1 },
    ];
    const bound: Bound = { terms, lower: missed, upper: missed };
    return [{ bound, missed: Math.abs(missed), isOff: Math.abs(missed) > mostMissed * size }];
  });
}

/**
 * What a flow adds to the system: that of each period at whose both ends the stock is counted what was there and what
 * came, less what went, is what is there at its end. Where it isn't quite, as of records with a date that can't be read, whoever
 * attacks is taken to know by how much; the warning says where it is by more than such records explain: the plan may mean another.
 */
export function flowTable(flow: Flow, tables: readonly FigureTable[]): { table: Table; warnings: string[] } {
  const name = `${flow.stock} as what was there, came and went`;
  const statements = flow.by.flatMap((by) => statementsOf(flow, by, tables));
  const off = statements.filter(({ isOff }) => isOff);
  const most = Math.max(...off.map(({ missed }) => missed));
  const warnings =
    off.length > 0
      ? [
          `the plan’s flow ${name}: misses by up to ${most} in ${off.length} of ${statements.length} periods and groups`,
        ]
      : [];
  return { table: { name, cells: [], sums: [], bounds: statements.map(({ bound }) => bound) }, warnings };
}
