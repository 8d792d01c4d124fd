import { z } from "zod";
import { addRows, defineStatistic, noFigure, orNothing, summed, usual } from "./define.ts";

const stored = (name: string) => `sum(${name}::decimal(18, 4))`;

/** The numerators added up; with a denominator, their share or ratio where the unit is one. */
export const sum = defineStatistic(z.strictObject({ kind: z.literal("sum") }), () => ({
  ...usual,
  columns: ["numerator"],
  mayDivide: true,
  stored: (hasDenominator) => ({
    numerator: stored("numerator"),
    denominator: hasDenominator ? stored("denominator") : "null::decimal(18, 4)",
  }),
  summary: {
    numerator: "sum(numerator)",
    denominator: "sum(denominator)",
    value: "null::double",
    samples: "null",
  },
  zeros: (hasDenominator) => ({ numerator: true, denominator: hasDenominator }),
  toValue({ numerator, denominator }, unit) {
    if (denominator === null || (unit !== "percent" && unit !== "ratio")) return orNothing(numerator);
    if (denominator === 0)
      return noFigure("nothing to count", "Nothing to count in this period, so no share.");
    return orNothing(((unit === "percent" ? 100 : 1) * (numerator ?? 0)) / denominator);
  },
  row: { numerator: "coalesce(counted.numerator, 0)", denominator: "coalesce(counted.denominator, 0)" },
  addUp: addRows,
  sums: (names) => ({
    ...(names.includes("numerator") ? { numerator: summed("numerator") } : {}),
    ...(names.includes("denominator") ? { denominator: summed("denominator") } : {}),
  }),
  isListedByCounts: true,
  isSum: true,
  additive: ["numerator", "denominator", "rest"],
  hasRest: true,
  keepsCounts: true,
  words: { ...usual.words, isOfMonth: true, isShareOfTotal: true },
}));
