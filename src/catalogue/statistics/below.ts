import { z } from "zod";
import { quote } from "../../../loaders/compileContract.ts";
import { defineStatistic, orNothing, usual } from "./define.ts";
import { column } from "./identifier.ts";
import { bySubject, differentValues, rowOfSubject, subjectAmounts, totalsBySubject } from "./subjects.ts";

/** How many subjects' rows come to less than a limit, of all that have one. */
export const below = defineStatistic(
  z.strictObject({ kind: z.literal("below"), of: column, limit: z.number() }),
  ({ of, limit }) => ({
    ...usual,
    columns: ["numerator", of],
    subject: of,
    stored: () => subjectAmounts(of),
    summary: {
      numerator: `count(*) filter (where amount < ${limit})`,
      denominator: "count(*)",
      value: "null::double",
      samples: "null",
      from: bySubject,
    },
    zeros: () => ({ numerator: true, denominator: true }),
    toValue: ({ numerator, denominator }) => orNothing(denominator === 0 ? null : numerator),
    row: rowOfSubject(of),
    addUp(parts, rows) {
      const totals = totalsBySubject(parts, rows);
      return { numerator: totals.filter((total) => total < limit).length, denominator: totals.length };
    },
    sums() {
      // Each subject's rows are totalled over the period before they are compared.
      const isBelow = `${quote(of)} is not null and "subject total" < ${limit}`;
      return {
        numerator: {
          sum: `count(distinct ${quote(of)}::varchar) filter (where ${isBelow})::double`,
          rows: `(count(*) filter (where ${isBelow}))::integer`,
        },
        denominator: differentValues(of),
        from: (rows) =>
          `(select *, sum(numerator) over (partition by "period number", ${quote(of)}) as "subject total" from ${rows})`,
      };
    },
    isListedByCounts: true,
    additive: [],
    hasRest: true,
    keepsCounts: false,
    words: {
      ...usual.words,
      isShareOfTotal: true,
      counts: {
        numerator: `values of ${of} with fewer than ${limit}`,
        denominator: `different values of ${of}`,
      },
    },
  }),
);
