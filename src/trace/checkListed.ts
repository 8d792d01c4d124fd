import { daysBetween } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Figure } from "../measures/figure.ts";
import { addUp } from "./listedParts.ts";
import type { MonthRows } from "./listedRows.ts";

const isNear = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) < 1e-6;

/** The days the oldest of some rows has waited at the end of the figure's period. */
function oldestOf({ values }: MonthRows, rows: readonly number[], to: string): number | null {
  const since = rows.flatMap((row) => {
    const day = values.since_on?.[row];
    return typeof day === "string" ? [day] : [];
  });
  return since.length === 0 ? null : Math.max(...since.map((day) => daysBetween(day, to)));
}

function problemOf(
  { statistic, per }: MeasureDefinition,
  listed: MonthRows,
  rows: readonly number[],
  figure: Figure,
): string | null {
  if (figure.status === "x" || figure.status === "c") return null;
  if (statistic.kind === "oldest") {
    const days = oldestOf(listed, rows, figure.period_end);
    return isNear(days, figure.value) ? null : `oldest ${days}, figure ${figure.value}`;
  }
  // Divided by a total of zero, a figure has neither.
  if (figure.numerator === null && figure.value === null) return null;
  const { numerator, denominator } = addUp(statistic, listed.parts, rows);
  if (!isNear(numerator, figure.numerator)) return `numerator ${numerator}, figure ${figure.numerator}`;
  if (per === null && !isNear(denominator, figure.denominator))
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
