import { wilson } from "../statistics/intervals.ts";

/** How a body's rate stands to the office's, with as many compared at once: only what chance doesn't explain is said. */
export function againstOffice(
  { numerator, denominator }: { numerator: number; denominator: number },
  office: number,
  compared: number,
): "higher" | "lower" | "can’t tell" {
  const interval = wilson({
    successes: numerator,
    n: denominator,
    confidence: 1 - 0.05 / Math.max(1, compared),
  });
  if (!interval) return "can’t tell";
  if (100 * interval.lower > office) return "higher";
  return 100 * interval.upper < office ? "lower" : "can’t tell";
}
