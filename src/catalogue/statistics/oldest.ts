import { z } from "zod";
import { daysBetween } from "../../../loaders/dates.ts";
import { defineStatistic, orNothing, usual } from "./define.ts";

/** The most days from `since_on` to the day a stock is of. */
export const oldest = defineStatistic(z.strictObject({ kind: z.literal("oldest") }), () => ({
  ...usual,
  columns: ["since_on"],
  findContradictions: ({ time }) => (time === "stock" ? [] : ["oldest: time must be stock"]),
  stored: () => ({ since_on: "min(since_on)::date" }),
  summary: {
    numerator: "null",
    denominator: "null",
    value: "max(taken_on - since_on)::double",
    samples: "null",
  },
  zeros: () => ({ numerator: false, denominator: false }),
  toValue: ({ value }) => orNothing(value),
  row: { numerator: "1", denominator: null },
  addUp: () => ({ numerator: null, denominator: null }),
  sums: () => ({}),
  listed: {
    name: "since_on",
    title: "Waiting since",
    valueOf: (days, to) => (days.length === 0 ? null : Math.max(...days.map((day) => daysBetween(day, to)))),
  },
  additive: [],
  hasRest: false,
  keepsCounts: false,
}));
