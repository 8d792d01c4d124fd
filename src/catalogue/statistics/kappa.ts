import { z } from "zod";
import { agreement } from "../../statistics/agreement.ts";
import {
  addRows,
  countedWhere,
  defineStatistic,
  noFigure,
  orNothing,
  type Summary,
  usual,
  type Valued,
  valued,
} from "./define.ts";

const isRead = "first is not null and second is not null";

/** Cohen's kappa: how far two readings of each row agree. */
export const kappa = defineStatistic(z.strictObject({ kind: z.literal("kappa") }), () => ({
  ...usual,
  columns: ["first", "second"],
  stored: () => ({ first: "first::varchar", second: "second::varchar", rows: "count(*)::integer" }),
  summary: {
    numerator: "sum(rows) filter (where first = second)",
    denominator: "sum(rows)",
    value: "null::double",
    samples: "list([first, second, rows::varchar])",
    from: (key) => `(
      select ${key}, first, second, sum(rows)::integer as rows
      from counted
      where ${isRead}
      group by all
    )`,
  },
  zeros: () => ({ numerator: true, denominator: true }),
  toValue: ({ denominator, samples }) => (denominator === 0 ? orNothing(null) : kappaOf(samples ?? [])),
  row: {
    numerator: "coalesce(counted.first = counted.second, false)::integer",
    denominator: "(counted.first is not null and counted.second is not null)::integer",
  },
  addUp: addRows,
  sums: () => ({ numerator: countedWhere("first = second"), denominator: countedWhere(isRead) }),
  additive: ["numerator", "denominator", "rest"],
  hasRest: true,
  keepsCounts: false,
  words: {
    ...usual.words,
    counts: { numerator: "rows whose two judgements agree", denominator: "rows with both" },
    listed: { column: "Agreed", yes: "agreed on", no: "not agreed on" },
  },
}));

function kappaOf(samples: NonNullable<Summary["samples"]>): Valued {
  const classes = [...new Set(samples.flatMap((one) => one.slice(0, 2)))];
  const matrix = classes.map((first) =>
    classes.map((second) => {
      const same = samples.filter((one) => one[0] === first && one[1] === second);
      return same.reduce((sum, one) => sum + Number(one[2]), 0);
    }),
  );
  const { kappa: value } = agreement(matrix);
  if (value === null)
    return noFigure("nothing to count", "All the readings found the same, so kappa can't be worked out.");
  // With all its digits it would give the table of readings it was worked out from.
  return valued(Math.round(100 * value) / 100 + 0);
}
