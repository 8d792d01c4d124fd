import { z } from "zod";
import { quote } from "../../../loaders/compileContract.ts";
import { addRows, defineStatistic, orNothing, summed, usual } from "./define.ts";
import { column } from "./identifier.ts";
import { bySubject, differentValues, rowOfSubject, subjectAmounts, totalsBySubject } from "./subjects.ts";

/** SQL of what the amounts add up to: as decimals, for a sum of doubles depends on their order. */
export const sumOfAmounts = "sum(amount::decimal(18, 4))";

/** The statistic that is an aggregate of what each subject's rows come to, `value` in SQL. The amounts add up; how many they are doesn't. */
export const ofAmounts = <Kind extends string>(kind: Kind, value: string) =>
  defineStatistic(z.strictObject({ kind: z.literal(kind), of: column }), ({ of }) => ({
    ...usual,
    columns: ["numerator", of],
    subject: of,
    stored: () => subjectAmounts(of),
    summary: {
      numerator: sumOfAmounts,
      denominator: "count(*)",
      value,
      samples: "null",
      from: bySubject,
    },
    zeros: () => ({ numerator: true, denominator: true }),
    toValue: ({ value }) => orNothing(value),
    row: rowOfSubject(of),
    addUp: (parts, rows) => ({
      numerator: addRows(parts, rows).numerator,
      denominator: totalsBySubject(parts, rows).length,
    }),
    sums: () => ({
      numerator: summed(`case when ${quote(of)} is not null then numerator end`),
      denominator: differentValues(of),
    }),
    isListedByCounts: true,
    additive: ["numerator"],
    hasRest: false,
    keepsCounts: false,
    words: { ...usual.words, counts: { denominator: `different values of ${of}` } },
  }));
