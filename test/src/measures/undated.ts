import type { Figure } from "../../../src/measures/figure.ts";

/** What a figure of a month that is counted over all its days says of its days. */
export const ofMonth = {
  period_kind: "month",
  taken_on: null,
  divided_on: null,
} as const satisfies Partial<Figure>;
