import type { MonthLimits, Sign } from "../../../charts/readMonths.ts";
import { formatValue } from "../../../report/format.ts";

/** What a month says by its sign; nothing where that is nothing unusual. */
export const signWords: Partial<Record<Sign, string>> = {
  improvement: "Better than chance explains",
  concern: "Worse than chance explains",
  high: "Unusually high",
  low: "Unusually low",
};

/** The values between which chance alone moves a month: '54.0% to 72.6%'. */
export function rangeWords({ lower, upper }: MonthLimits, unit: string): string {
  const least = Math.max(lower, unit === "kappa" ? -1 : 0);
  const most = unit === "percent" ? Math.min(upper, 100) : upper;
  return `${formatValue(least, unit)} to ${formatValue(most, unit)}`;
}
