import { isIndex } from "../catalogue/units.ts";
import { formatTarget } from "../report/format.ts";

/** A vertical axis: where it begins and ends and the values marked on it. */
export interface Axis {
  domain: [number, number];
  ticks: number[];
}

const steps = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50];

function stepFor(span: number, count: number): number {
  const wanted = span / count;
  const found = steps.find((step) => step >= wanted);
  if (found) return found;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step >= wanted) ?? power * 10;
}

/**
 * An axis that holds every value and the target. Counts begin at zero. A percent or ratio begins at a round
 * number below the smallest value, at zero when that is near, and a percent never passes 100.
 */
export function axisFor(values: readonly number[], target: number | null, unit: string, count = 4): Axis {
  const all = target === null ? values : [...values, target];
  const smallest = Math.min(...all, unit === "percent" ? 100 : Number.POSITIVE_INFINITY);
  const largest = Math.max(...all, 0);
  const fromZero =
    (unit !== "percent" && unit !== "ratio") || !Number.isFinite(smallest) || smallest < largest / 3;
  const base = fromZero ? Math.min(0, smallest) : smallest;
  const whole = unit === "percent" ? 5 : isIndex(unit) ? 0.1 : 1;
  const step = Math.max(stepFor(Math.max(largest - base, whole), count), whole);
  const begin = Math.floor(round(base / step)) * step;
  const low = unit === "percent" ? Math.min(begin, 100 - step) : begin;
  let high = Math.max(Math.ceil(round(largest / step)) * step, low + step);
  if (unit === "percent") high = Math.min(high, 100);
  const ticks: number[] = [];
  for (let tick = low; tick <= high + step / 1e6; tick += step) ticks.push(round(tick));
  if (ticks.at(-1) !== round(high)) ticks.push(round(high));
  return { domain: [round(low), round(high)], ticks };
}

/**
 * A value marked on an axis, as its label: exactly that value, with as many decimals as any other of the axis needs, and of a ratio or
 * kappa one at least.
 */
export function formatTick(tick: number, { ticks }: Axis, unit: string): string {
  const decimals = (value: number) => String(value).split(".")[1]?.length ?? 0;
  const most = Math.max(isIndex(unit) ? 1 : 0, ...ticks.map(decimals));
  return most === 0 ? formatTarget(tick, unit) : `${tick.toFixed(most)}${unit === "percent" ? "%" : ""}`;
}

function round(value: number): number {
  // Minus zero is zero.
  return Math.round(value * 1e6) / 1e6 + 0;
}
