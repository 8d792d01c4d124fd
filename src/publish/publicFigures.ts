import type { MeasureDefinition } from "../measures/definition.ts";
import type { Figure } from "../measures/figure.ts";
import { type Boundaries, unjudge, withLimits } from "../measures/judge.ts";

/** Counts from 1 to one less than this are not published. Zero is. */
export const threshold = 5;

const reason = `Fewer than ${threshold}, or would give away a number that is.`;

function isUnsafeCount(count: number | null): boolean {
  return count !== null && count > 0 && count < threshold;
}

/**
 * Whether a figure may not be published: a count, or of a share or ratio the numerator, its complement or the
 * denominator, is below the threshold and not zero.
 */
function isUnsafe(figure: Figure): boolean {
  const { numerator, denominator } = figure;
  if (isUnsafeCount(numerator) || isUnsafeCount(denominator)) return true;
  return numerator !== null && denominator !== null && isUnsafeCount(Math.abs(denominator - numerator));
}

const hide = (figure: Figure): Figure => ({
  ...unjudge(figure),
  numerator: null,
  denominator: null,
  value: null,
  status: "c",
  note: reason,
});

/**
 * The totals of the public measures with unsafe figures hidden. A longer period that contains a hidden one is
 * hidden too, or the hidden figure would be its total less the other months. The limits are of the figures shown
 * alone: limits of all the months would give the hidden ones away.
 */
export function toPublicFigures(
  figures: readonly Figure[],
  definitions: readonly MeasureDefinition[],
  boundaries: Boundaries,
): Figure[] {
  const open = new Set(definitions.filter((measure) => measure.public.includes("total")).map(({ id }) => id));
  const totals = figures.filter(({ measure, breakdown }) => breakdown === "" && open.has(measure));
  const unsafe = totals.filter(isUnsafe);
  const shown = totals.map((figure) =>
    (figure.numerator !== null || figure.value !== null) &&
    unsafe.some(
      (hidden) =>
        hidden.measure === figure.measure &&
        hidden.period_start >= figure.period_start &&
        hidden.period_end <= figure.period_end,
    )
      ? hide(figure)
      : figure,
  );
  return definitions.flatMap((measure) =>
    withLimits(
      measure,
      shown.filter((figure) => figure.measure === measure.id).map(withoutLimits),
      boundaries,
    ),
  );
}

/** A figure without what its series said of it; its interval and whether it meets its target stay. */
function withoutLimits(figure: Figure): Figure {
  const { lower, upper, target_status } = figure;
  return { ...unjudge(figure), lower, upper, target_status };
}
