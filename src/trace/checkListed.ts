import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import type { Figure } from "../measures/figure.ts";
import type { MonthRows } from "./listedRows.ts";

const isNear = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) < 1e-6;

/** The days that some rows have in one column. */
function daysIn({ values }: MonthRows, column: string, rows: readonly number[]): string[] {
  return rows.flatMap((row) => {
    const day = values[column]?.[row];
    return typeof day === "string" ? [day] : [];
  });
}

function problemOf(
  measure: MeasureDefinition,
  listed: MonthRows,
  rows: readonly number[],
  figure: Figure,
): string | null {
  if (figure.status === "x" || figure.status === "c") return null;
  const statistic = statisticOf(measure);
  if (statistic.listed) {
    const value = statistic.listed.valueOf(daysIn(listed, statistic.listed.name, rows), figure.period_end);
    return isNear(value, figure.value) ? null : `value ${value}, figure ${figure.value}`;
  }
  // Divided by a total of zero, a figure has neither.
  if (figure.numerator === null && figure.value === null) return null;
  const { numerator, denominator } = statistic.addUp(listed.parts, rows);
  if (!isNear(numerator, figure.numerator)) return `numerator ${numerator}, figure ${figure.numerator}`;
  if (measure.per === null && !isNear(denominator, figure.denominator))
    return `denominator ${denominator}, figure ${figure.denominator}`;
  return null;
}

/**
 * Holds the rows of a month against the measure's figures of that month, the total and every group of each dimension.
 * Throws an Error that names the first figure they don't add up to, or the group that has rows and no figure: a bug,
 * since both come of the same query.
 */
export function checkRows(measure: MeasureDefinition, listed: MonthRows, figures: readonly Figure[]): void {
  const all = listed.parts.numerator.map((_, row) => row);
  if (listed.kind === "none") return;
  const fail = (figure: { breakdown: string; group: string }, problem: string) => {
    const where = figure.breakdown ? `, ${figure.breakdown} ${figure.group}` : "";
    throw new Error(`invalid list: ${measure.id}, ${listed.month}${where}: ${problem}`);
  };
  for (const breakdown of ["", ...measure.dimensions]) {
    const groups = new Map<string, number[]>();
    if (breakdown === "") groups.set("", all);
    else
      for (const row of all) {
        const group = String(listed.values[breakdown]?.[row] ?? "");
        const found = groups.get(group);
        if (found) found.push(row);
        else groups.set(group, [row]);
      }
    const own = figures.filter((figure) => figure.breakdown === breakdown && figure.period === listed.month);
    for (const figure of own) {
      const problem = problemOf(measure, listed, groups.get(figure.group) ?? [], figure);
      if (problem) fail(figure, problem);
    }
    // A blank group stands for the whole breakdown, of which there is no figure.
    const isNotHeld = own.some(({ group, value }) => group === "" && value === null);
    const known = new Set(own.map(({ group }) => group));
    for (const group of groups.keys())
      if (!isNotHeld && !known.has(group)) fail({ breakdown, group }, "rows, and no figure");
  }
}
