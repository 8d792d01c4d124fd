/** The units that aren't the plural noun of what is counted: how many decimals each has wherever it is shown, and between what its values lie. */
const units: Readonly<Record<string, { decimals: 1 | 2; least: number; most: number }>> = {
  percent: { decimals: 1, least: 0, most: 100 },
  ratio: { decimals: 2, least: 0, most: Number.POSITIVE_INFINITY },
  kappa: { decimals: 2, least: -1, most: 1 },
  FTE: { decimals: 1, least: 0, most: Number.POSITIVE_INFINITY },
};

/** Whether a unit is that of what is counted, one by one. */
export const isCounted = (unit: string): boolean => !Object.hasOwn(units, unit);

/** How many decimals a unit has wherever it is shown; undefined of what is counted, which has one where it isn't whole. */
export const decimalsOf = (unit: string): 1 | 2 | undefined => units[unit]?.decimals;

/** The least and the most that a value in a unit could be: no count is below zero, no share below 0 or above 100. */
export function rangeOf(unit: string): { least: number; most: number } {
  const { least = 0, most = Number.POSITIVE_INFINITY } = units[unit] ?? {};
  return { least, most };
}

/** Whether a unit is a plain number near one: a ratio, or kappa. */
export const isIndex = (unit: string): boolean => unit === "ratio" || unit === "kappa";
