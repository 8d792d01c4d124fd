import { meanOf, sumOf } from "./sums.ts";

/** A value and its month, counted from any month on: whole numbers, 12 to a year. */
export interface Monthly {
  month: number;
  value: number;
}

const year = 12;

/** Fewer years than this show no cycle that could be told from chance. */
const fewestMonths = 3 * year;

/** A cycle is found where its F statistic is as unlikely as this normal deviate, about one in 3,500 series. */
const criticalDeviate = 3.45;

export const monthOfYear = (month: number): number => ((month % year) + year) % year;

/** The mean of the year about each month: thirteen months, the ends by half; none where three of them or more are missing. */
function yearAbout(points: readonly Monthly[]): Map<number, number> {
  const byMonth = new Map(points.map(({ month, value }) => [month, value]));
  const means = new Map<number, number>();
  const first = points[0]?.month ?? 0;
  const last = points.at(-1)?.month ?? 0;
  for (const { month } of points) {
    if (month - year / 2 < first || month + year / 2 > last) continue;
    let sum = 0;
    let weight = 0;
    for (let step = -year / 2; step <= year / 2; step++) {
      const value = byMonth.get(month + step);
      if (value === undefined) continue;
      const part = Math.abs(step) === year / 2 ? 0.5 : 1;
      sum += part * value;
      weight += part;
    }
    if (weight > year - 3) means.set(month, sum / weight);
  }
  return means;
}

/** About the deviate of a standard normal that is as unlikely as an F of these degrees of freedom (Paulson 1942). */
function deviateOfF(ratio: number, between: number, within: number): number {
  const [a, b] = [2 / (9 * between), 2 / (9 * within)];
  const root = Math.cbrt(ratio);
  return ((1 - b) * root - (1 - a)) / Math.sqrt(b * root * root + a);
}

/** A cycle, and how many numbers it was estimated by. */
export interface Season {
  /** What each month of the year (0 to 11, as `monthOfYear`) differs by from the year about it. */
  effects: number[];
  parameters: number;
}

/** The first two waves of a year, by calendar month: what is smooth of a cycle. */
const waves = [1, 2].flatMap((times) =>
  [Math.sin, Math.cos].map((wave) =>
    Array.from({ length: year }, (_, month) => wave((2 * Math.PI * times * month) / year)),
  ),
);

const sumOfSquares = (values: readonly number[]): number => sumOf(values.map((value) => value * value));

/** How unlikely it is that chance makes effects explain so much of what months differ by. */
function deviateOf(
  effects: readonly number[],
  groups: readonly (readonly number[])[],
  parameters: number,
): number {
  const all = groups.flat();
  const whole = meanOf(all);
  const left = groups.flatMap((group, month) => group.map((value) => value - whole - (effects[month] ?? 0)));
  const [within, freedom] = [sumOfSquares(left), all.length - parameters - 1];
  const between = sumOfSquares(all.map((value) => value - whole)) - within;
  if (between <= 0) return 0;
  if (within === 0) return Number.POSITIVE_INFINITY;
  return deviateOfF(between / parameters / (within / freedom), parameters, freedom);
}

/**
 * The yearly cycle of a series; null where chance explains what months of the year differ by, or three years aren't
 * there. Values are taken from the mean of the year about them, so that neither a step nor a drift is a cycle; then
 * either the first two waves of a year or all twelve months must explain more than chance, by analysis of variance.
 */
export function findSeason(points: readonly Monthly[]): Season | null {
  if (points.length < fewestMonths) return null;
  const level = yearAbout(points);
  const groups: number[][] = Array.from({ length: year }, () => []);
  for (const { month, value } of points) {
    const about = level.get(month);
    if (about !== undefined) groups[monthOfYear(month)]?.push(value - about);
  }
  if (groups.some((group) => group.length < 2)) return null;
  const means = groups.map(meanOf);
  const middle = meanOf(means);
  const byMonth = means.map((mean) => mean - middle);
  const smooth = byMonth.map(() => 0);
  for (const wave of waves) {
    const height = byMonth.reduce((sum, effect, month) => sum + effect * (wave[month] ?? 0), 0) / (year / 2);
    for (const [month, share] of wave.entries()) smooth[month] = (smooth[month] ?? 0) + height * share;
  }
  const [bySmooth, byAll] = [deviateOf(smooth, groups, 4), deviateOf(byMonth, groups, year - 1)];
  if (Math.max(bySmooth, byAll) < criticalDeviate) return null;
  return bySmooth >= byAll ? { effects: smooth, parameters: 4 } : { effects: byMonth, parameters: year - 1 };
}
