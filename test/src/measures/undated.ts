import type { Figure } from "../../../src/measures/figure.ts";

/** What a figure of a month that is counted over all its days says of its days. */
export const ofMonth = {
  period_kind: "month",
  taken_on: null,
  divided_on: null,
} as const satisfies Partial<Figure>;

/** A measure that counts calls, as far as what marks its figures asks. */
export const ofCalls = {
  id: "calls",
  time: "flow" as const,
  extracts: ["calls"],
  dimension_extracts: {},
  is_spread: false,
  looks_back: 0,
  goes_by: [],
};
