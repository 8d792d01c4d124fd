import { z } from "zod";
import { survivalCurve as survivalOf } from "../../statistics/survival.ts";
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

const isTimed = "days is not null and is_event is not null";

/** The days by which a share of the rows of a flow is estimated to have ended, those not ended yet allowed for. */
export const kaplanMeier = defineStatistic(
  z.strictObject({ kind: z.literal("kaplan-meier"), quantile: z.number().gt(0).lt(1) }),
  ({ quantile }) => ({
    ...usual,
    columns: ["days", "is_event"],
    findContradictions: ({ time }) => (time === "flow" ? [] : ["kaplan-meier: time must be flow"]),
    stored: () => ({ days: "days::integer", is_event: "is_event::boolean", rows: "count(*)::integer" }),
    summary: {
      numerator: "sum(rows) filter (where is_event)",
      denominator: "sum(rows)",
      value: "null::double",
      samples: "list([days, is_event::integer, rows]::varchar[])",
      from: (key) => `(
      select ${key}, days, is_event, sum(rows)::integer as rows
      from counted
      where ${isTimed}
      group by all
    )`,
    },
    zeros: () => ({ numerator: true, denominator: true }),
    toValue: ({ denominator, samples }) =>
      denominator === 0 ? orNothing(null) : timeToEnd(quantile, samples ?? []),
    row: {
      numerator: "coalesce(counted.is_event and counted.days is not null, false)::integer",
      denominator: "(counted.days is not null and counted.is_event is not null)::integer",
    },
    addUp: addRows,
    sums: () => ({
      numerator: countedWhere("is_event and days is not null"),
      denominator: countedWhere(isTimed),
    }),
    additive: ["numerator", "denominator", "rest"],
    hasRest: true,
    matures: true,
    keepsCounts: false,
    words: {
      ...usual.words,
      counts: { numerator: "rows in which it happened", denominator: "rows with a length of time" },
      listed: { column: "Closed yet", yes: "closed", no: "still open then" },
    },
  }),
);

function timeToEnd(quantile: number, samples: NonNullable<Summary["samples"]>): Valued {
  const days = survivalOf({
    time: samples.map(([days]) => Number(days)),
    event: samples.map(([, isEvent]) => (isEvent === "1" ? 1 : 0)),
    count: samples.map(([, , rows]) => Number(rows)),
  }).quantile(quantile);
  if (days !== null) return valued(days);
  const share = Math.round(100 * quantile);
  return noFigure(
    "not reached",
    `Less than ${share}% are estimated to have come to it in the time seen so far.`,
  );
}
