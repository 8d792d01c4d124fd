import { findTarget, meets } from "../catalogue/targets.ts";
import type { Figure } from "../measures/figure.ts";
import { hasValue, lastMonths, type Series } from "./series.ts";

/** Where a figure is against its target: a statement about the target and nothing else. */
export type AgainstTarget = "off target" | "on target" | "no target" | "no figure";

type Target = NonNullable<Series["definition"]["target"]>;

/** Where a figure is against its measure's target. */
export function againstTarget(figure: Figure | null, target: Target | null): AgainstTarget {
  if (!hasValue(figure)) return "no figure";
  if (!target) return "no target";
  return meets(figure.value, target) ? "on target" : "off target";
}

/**
 * How far the reported month is from its target, as a share of the target; where the target is zero, as a
 * share of the largest value in the last 36 months. Used only to put the furthest from target first.
 */
export function distanceFromTarget(series: Series): number {
  const { target } = series.definition;
  if (!target || !hasValue(series.latest)) return 0;
  const values = lastMonths(series, 36).map(({ figure }) => Math.abs(figure?.value ?? 0));
  const scale = target.value === 0 ? Math.max(...values) : Math.abs(target.value);
  return scale === 0 ? 0 : Math.abs(series.latest.value - target.value) / scale;
}

/** In how many of the last `count` months with a figure and a target the target of the month was missed, and the first of them. */
export function monthsOffTarget(
  series: Series,
  count: number,
): { off: number; of: number; since: string | null } {
  const months = lastMonths(series, count).flatMap(({ month, figure }) => {
    const target = hasValue(figure) && findTarget(series.definition, figure.period_end);
    return hasValue(figure) && target ? [{ month, isMet: meets(figure.value, target) }] : [];
  });
  const off = months.filter(({ isMet }) => !isMet).length;
  return { off, of: months.length, since: months[0]?.month ?? null };
}
