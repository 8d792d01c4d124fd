import { rangeOf } from "../../../catalogue/units.ts";
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
  const { least, most } = rangeOf(unit);
  return `${formatValue(Math.max(lower, least), unit)} to ${formatValue(Math.min(upper, most), unit)}`;
}
