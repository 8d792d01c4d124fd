import type { Figure } from "../../measures/figure.ts";
import { hasHidden } from "../../measures/judge.ts";
import { formatMonth, formatValue } from "../../report/format.ts";
import { hasValue } from "../../report/series.ts";
import { monthWords } from "../../report/signals.ts";

/**
 * What a small chart shows, for a reader who can't see it: the latest value, the range, the target in `aim` and the signal. Of months of
 * which some are hidden no more than those that are shown.
 */
export function trendWords(
  months: readonly { month: string; figure: Figure | null }[],
  unit: string,
  aim = "",
): string {
  const held = months.flatMap(({ month, figure }) => (hasValue(figure) ? [{ month, figure }] : []));
  const last = held.at(-1);
  if (!last) return "no figure";
  const values = held.map(({ figure }) => figure.value);
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => formatValue(value, unit));
  const range = held.length < 2 ? "" : `; ${least} to ${most}`;
  const hidden = hasHidden(months.map(({ figure }) => figure)) ? "; months are hidden" : "";
  const target = aim === "" ? "" : `; target ${aim}`;
  const signal = last.figure.variation === "" ? "" : `; ${monthWords(last.figure) || "nothing unusual"}`;
  return `${formatValue(last.figure.value, unit)} in ${formatMonth(last.month)}${range}${hidden}${target}${signal}`;
}
