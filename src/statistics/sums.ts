export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** 0 of no values. */
export const meanOf = (values: readonly number[]): number => sumOf(values) / Math.max(1, values.length);

/** Three deviations are 2.66 of the mean range of neighbours, as an XmR chart has it: NHS England, Making Data Count. */
export const rangeOfTwo = 3 / 2.66;
