export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** 0 of no values. */
export const meanOf = (values: readonly number[]): number => sumOf(values) / Math.max(1, values.length);

/** Three deviations are 2.66 of the mean range of neighbours, as an XmR chart has it: NHS England, Making Data Count. */
export const rangeOfTwo = 3 / 2.66;

/** Of an even number of values the middle of the two in the middle; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
