import type { MeasureDefinition } from "./definition.ts";
import type { Figure } from "./figure.ts";

/**
 * The figures of a measure divided by another's total of the same period, which becomes the denominator; the note
 * gives the day of each. Where the other has no figure there is none, for its reason; where it is zero, `z`.
 * A figure divided by a provisional or broken one is so itself.
 */
export function dividePer(
  measure: MeasureDefinition,
  divisor: MeasureDefinition,
  figures: readonly Figure[],
  divisors: readonly Figure[],
): Figure[] {
  const byDay = new Map(divisors.map((one) => [one.period_end, one]));
  return figures.map((figure): Figure => {
    if (figure.value === null) return figure;
    const other = byDay.get(figure.period_end);
    const blank = { ...figure, numerator: null, denominator: null, value: null };
    if (!other || other.value === null) {
      const reason = other?.note ?? "there is no figure for this period.";
      return { ...blank, status: other?.status === "z" ? "z" : "x", note: `${divisor.title}: ${reason}` };
    }
    if (other.value === 0) {
      return {
        ...blank,
        status: "z",
        note: `${divisor.title}: none in this period, so nothing to divide by.`,
      };
    }
    const day = measure.time === "stock" ? `Counted on ${figure.period_end}.` : figure.note;
    const otherDay = divisor.time === "stock" ? `Counted on ${other.period_end}.` : other.note;
    return {
      ...figure,
      denominator: other.value,
      value: figure.value / other.value,
      status: other.status,
      note: [day, otherDay && `${divisor.title}: ${otherDay}`].filter(Boolean).join(" "),
    };
  });
}
