import { monthsBefore } from "../../../../loaders/dates.ts";
import { formatMonth, formatValue } from "../../../report/format.ts";
import type { PageChart } from "./pageChart.ts";

/** What stands beside the months of a chart, and what it is called. */
export interface Beside {
  name: string;
  valueOf: (month: string) => number | null;
  /** What it says of a month, in words. */
  say: (month: string) => string;
}

/** What `beside` names of a chart, the year before or a group; null where there is no such thing. */
export function besideOf({ months, values, unit, groups }: PageChart, beside: string): Beside | null {
  if (beside === "year-before") {
    const before = (month: string) => values[months.indexOf(monthsBefore(month, 12))] ?? null;
    const say = (month: string) => {
      const value = before(month);
      return `a year before ${value === null ? "no figure" : formatValue(value, unit)}`;
    };
    return { name: "the same months a year before", valueOf: before, say };
  }
  const group = groups.flatMap((one) => one.groups).find(({ key }) => key === beside);
  if (!group) return null;
  const first = months.indexOf(group.from);
  const of = (month: string) => group.said?.[months.indexOf(month) - first];
  const say = (month: string) => {
    const { value, missing } = of(month) ?? {
      value: null,
      missing: month < group.from ? `not drawn before ${formatMonth(group.from)}` : "can’t be read here",
    };
    return `${group.name} ${value === null ? missing : formatValue(value, unit)}`;
  };
  return { name: group.name, valueOf: (month) => of(month)?.value ?? null, say };
}
