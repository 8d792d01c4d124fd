const near = (a: number, b: number) => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const above = (a: number, b: number) => a > b && !near(a, b);
const average = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

/** The mean of a series and how far its XmR limits are from it; null of one point. */
export function xmrOf(values: readonly number[], screen: boolean): { mean: number; distance: number | null } {
  let ranges = values.flatMap((value, i) => (i > 0 ? [Math.abs(value - (values[i - 1] ?? 0))] : []));
  if (screen) {
    const limit = 3.267 * average(ranges);
    ranges = ranges.filter((one) => above(limit, one));
  }
  const distance = values.length < 2 ? null : ranges.length === 0 ? 0 : 2.66 * average(ranges);
  return { mean: average(values), distance };
}

/** The published rules once more, slowly and point by point: the rule that names each point and whether it is high. */
export function tellRules(
  values: readonly number[],
  mean: number,
  distance: number | null,
): [rule: string | null, type: "common" | "high" | "low"][] {
  const at = (i: number) => values[i] ?? Number.NaN;
  const side = (i: number) => (above(at(i), mean) ? 1 : above(mean, at(i)) ? -1 : 0);
  const isOutside = (i: number) => distance !== null && above(Math.abs(at(i) - mean), distance);
  const isNear = (i: number) =>
    distance !== null && !isOutside(i) && above(Math.abs(at(i) - mean), (distance * 2) / 3);
  const step = (from: number, to: number) => (near(at(from), at(to)) ? 0 : Math.sign(at(to) - at(from)));
  /** Every stretch of some length that holds a point, the latest first. */
  const windows = (i: number, length: number) =>
    Array.from({ length }, (_, back) => Array.from({ length }, (_, ahead) => i - back + ahead)).filter(
      (window) => window.every((one) => one >= 0 && one < values.length),
    );
  return values.map((_, i) => {
    const told = (rule: string, way: number): [string, "high" | "low"] => [rule, way > 0 ? "high" : "low"];
    if (isOutside(i)) return told("outside", side(i));
    for (const window of windows(i, 7)) {
      const steps = window.slice(1).map((one) => step(one - 1, one));
      const [first = 0] = steps;
      if (first !== 0 && steps.every((one) => one === first)) return told("trend", first);
    }
    const isOneSided = (window: number[]) => side(i) !== 0 && window.every((one) => side(one) === side(i));
    if (isNear(i) && windows(i, 3).some((window) => isOneSided(window) && window.filter(isNear).length >= 2))
      return told("two-of-three", side(i));
    if (windows(i, 7).some(isOneSided)) return told("shift", side(i));
    return [null, "common"];
  });
}
