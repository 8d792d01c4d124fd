import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Figure } from "./figure.ts";

/**
 * The figures of a measure divided by another's total of the same period, which becomes the denominator; the columns
 * and the note give the day of each. Where the other has no figure there is none, for its reason, in one row for the whole breakdown; where it is zero, `z`.
 * A figure divided by a provisional or broken one is so itself.
 */
export function dividePer(
  measure: MeasureDefinition,
  divisor: MeasureDefinition,
  figures: readonly Figure[],
  divisors: readonly Figure[],
): Figure[] {
  const byDay = new Map(divisors.map((one) => [one.period_end, one]));
  const without = new Set<string>();
  const none = (figure: Figure, status: "x" | "z", reason: string): Figure[] => {
    if (without.has(figure.period_end)) return [];
    without.add(figure.period_end);
    const blank = { numerator: null, denominator: null, value: null, taken_on: null };
    return [{ ...figure, ...blank, group: "", status, note: `${divisor.title}: ${reason}` }];
  };
  return figures.flatMap((figure): Figure[] => {
    if (figure.value === null) return [figure];
    const other = byDay.get(figure.period_end);
    if (!other) return none(figure, "x", "there is no figure for this period.");
    if (other.value === null) return none(figure, other.status === "z" ? "z" : "x", other.note);
    if (other.value === 0) return none(figure, "z", "none in this period, so nothing to divide by.");
    const day = measure.time === "stock" ? `Counted on ${figure.period_end}.` : figure.note;
    const otherDay = divisor.time === "stock" ? `Counted on ${other.period_end}.` : other.note;
    const quotient: Figure = {
      ...figure,
      divided_on: other.taken_on,
      denominator: other.value,
      value: figure.value / other.value,
      status: other.status,
      note: [day, otherDay && `${divisor.title}: ${otherDay}`].filter(Boolean).join(" "),
    };
    return [quotient];
  });
}
