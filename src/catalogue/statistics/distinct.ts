import { z } from "zod";
import { quote } from "../../../loaders/compileContract.ts";
import { defineStatistic, orNothing, usual } from "./define.ts";
import { column } from "./identifier.ts";
import { differentValues, totalsBySubject } from "./subjects.ts";

/** How many different values a column has. What is counted once in each group doesn't add up. */
export const distinct = defineStatistic(
  z.strictObject({ kind: z.literal("distinct"), of: column }),
  ({ of }) => ({
    ...usual,
    columns: [of],
    subject: of,
    stored: () => ({ subject: `${quote(of)}::varchar` }),
    summary: {
      numerator: "count(distinct subject)",
      denominator: "null",
      value: "null::double",
      samples: "null",
    },
    zeros: () => ({ numerator: true, denominator: false }),
    toValue: ({ numerator }) => orNothing(numerator),
    row: { numerator: `(counted.${quote(of)} is not null)::integer`, denominator: null },
    addUp: (parts, rows) => ({ numerator: totalsBySubject(parts, rows).length, denominator: null }),
    sums: () => ({ numerator: differentValues(of) }),
    isListedByCounts: true,
    additive: [],
    hasRest: true,
    keepsCounts: false,
    words: { ...usual.words, isOfMonth: true, counts: { numerator: `different values of ${of}` } },
  }),
);
