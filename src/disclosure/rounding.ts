import type { Bound, FeasibleInterval } from "./equations.ts";

/**
 * What a count could be that was rounded to a multiple of `base` by controlled rounding, `away` steps further than the
 * nearest multiples allowed (0: only the one below and the one above).
 */
export function roundingInterval(rounded: number, base: number, away = 0): FeasibleInterval {
  const reach = (away + 1) * base - 1;
  return { lower: Math.max(0, rounded - reach), upper: rounded + reach };
}

/** The multiples of `base` that controlled rounding may turn a count into. */
export function roundingChoices(count: number, base: number, away = 0): number[] {
  const least = Math.max(0, Math.floor(count / base) - away);
  const most = Math.ceil(count / base) + away;
  return Array.from({ length: most - least + 1 }, (_, index) => (least + index) * base);
}

/** What a percentage shown to so many decimals says of the counts it was made from, each end included. */
export function rateBounds(rate: {
  numerator: string;
  denominator: string;
  percent: number;
  decimals: number;
}): Bound[] {
  const half = 0.5 / 10 ** rate.decimals;
  const above = (percent: number) => [
    { cell: rate.numerator, coefficient: 100 },
    { cell: rate.denominator, coefficient: -percent },
  ];
  return [
    { terms: above(rate.percent - half), lower: 0, upper: Number.POSITIVE_INFINITY },
    { terms: above(rate.percent + half), lower: Number.NEGATIVE_INFINITY, upper: 0 },
  ];
}
