import type { MeasureDefinition } from "../catalogue/definition.ts";
import { agreement } from "../statistics/agreement.ts";
import { kaplanMeier } from "../statistics/survival.ts";
import type { Figure } from "./figure.ts";

/** What `summarySql` gives of a period and group. */
export interface Summary {
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  /** Of kappa each pair of readings, of Kaplan–Meier each time and event, with how many there are. */
  samples: readonly (readonly string[])[] | null;
}

const nothing = "Nothing to count in this period, so no figure.";

type Valued = Pick<Figure, "value" | "status" | "note">;

const noFigure = (status: "x" | "z", note: string): Valued => ({ value: null, status, note });

/** The value of a figure from the summary of its rows; its status and note where there is none to give. */
export function toValued(
  measure: MeasureDefinition,
  { numerator, denominator, value, samples }: Summary,
): Valued {
  const { statistic, unit } = measure;
  const some = (one: number | null): Valued =>
    one === null ? noFigure("z", nothing) : { value: one, status: "", note: "" };
  switch (statistic.kind) {
    case "sum":
      if (denominator === null || (unit !== "percent" && unit !== "ratio")) return some(numerator);
      if (denominator === 0) return noFigure("z", "Nothing to count in this period, so no share.");
      return some(((unit === "percent" ? 100 : 1) * (numerator ?? 0)) / denominator);
    case "distinct":
      return some(numerator);
    case "below":
      return some(denominator === 0 ? null : numerator);
    case "median":
    case "lowest":
    case "highest":
    case "oldest":
      return some(value);
    case "kappa":
      return denominator === 0 ? some(null) : kappaOf(samples ?? []);
    case "kaplan-meier":
      return denominator === 0 ? some(null) : timeToEnd(statistic.quantile, samples ?? []);
  }
}

function kappaOf(samples: NonNullable<Summary["samples"]>): Valued {
  const classes = [...new Set(samples.flatMap((one) => one.slice(0, 2)))];
  const matrix = classes.map((first) =>
    classes.map((second) => {
      const same = samples.filter((one) => one[0] === first && one[1] === second);
      return same.reduce((sum, one) => sum + Number(one[2]), 0);
    }),
  );
  const { kappa } = agreement(matrix);
  if (kappa === null) return noFigure("z", "All the readings found the same, so kappa can't be worked out.");
  // With all its digits it would give the table of readings it was worked out from.
  return { value: Math.round(100 * kappa) / 100 + 0, status: "", note: "" };
}

function timeToEnd(quantile: number, samples: NonNullable<Summary["samples"]>): Valued {
  const time: number[] = [];
  const event: (0 | 1)[] = [];
  for (const [days, isEvent, rows] of samples) {
    for (let row = 0; row < Number(rows); row++) {
      time.push(Number(days));
      event.push(isEvent === "1" ? 1 : 0);
    }
  }
  const days = kaplanMeier({ time, event }).quantile(quantile);
  if (days !== null) return { value: days, status: "", note: "" };
  const share = Math.round(100 * quantile);
  return noFigure(
    "x",
    `Not reached: less than ${share}% are estimated to have closed in the time seen so far.`,
  );
}
