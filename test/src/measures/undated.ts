import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";

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

/** What it counts in March 2022, as far as nothing is said of it. */
export const callsInMarch: Figure = {
  measure: "calls",
  period: "2022-03",
  period_kind: "month",
  period_start: "2022-03-01",
  period_end: "2022-03-31",
  taken_on: null,
  divided_on: null,
  breakdown: "",
  group: "",
  numerator: 90,
  denominator: null,
  value: 90,
  unit: "calls",
  status: "",
  target: null,
  note: "",
  ...nothingLacks,
  ...unjudged,
};
