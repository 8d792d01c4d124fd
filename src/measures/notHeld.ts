import { addDays } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Holding } from "../catalogue/holdings.ts";
import { type Coverage, isCovered } from "../warehouse/coverage.ts";
import { nameContract } from "../warehouse/daysInWords.ts";
import { sayHeldPart } from "./heldInPart.ts";

/**
 * Why a figure is not held, or undefined when it is. `dimensions` are those it is broken down or filtered by.
 * A stock or snapshot depends on the day it is taken, `taken_on`; a flow on every day of its period.
 */
export function findNotHeld(
  measure: Pick<MeasureDefinition, "id" | "time" | "extracts">,
  dimensions: readonly string[],
  period: { period_start: string; period_end: string; taken_on: string | null },
  holdings: readonly Holding[],
  coverage: readonly Coverage[],
): string | undefined {
  const from = period.taken_on ?? period.period_start;
  const to = period.taken_on ?? period.period_end;
  const holding = holdings.find(
    (one) =>
      one.measure === measure.id &&
      (one.breakdown === "" || dimensions.includes(one.breakdown)) &&
      one.from <= to &&
      one.to >= from &&
      !(one.extent === "total-only" && from <= one.from && to >= one.to),
  );
  if (holding) return holding.reason;
  const firstNeeded = measure.time === "flow" ? period.period_start : period.period_end;
  const missing = measure.extracts.find(
    (contract) => !isCovered(coverage, contract, firstNeeded, period.period_end),
  );
  if (missing) {
    if (!coverage.some(({ contract }) => contract === missing))
      return `No ${nameContract(missing)} extract has ever been loaded.`;
    const [first = ""] = coverage.map(({ from }) => from).sort();
    const [last = ""] = coverage
      .map(({ to }) => to)
      .sort()
      .reverse();
    if (period.period_end > last) return "Not yet: this period isn’t over in any extract that was loaded.";
    if (period.period_end < first) return "Not yet: the office’s data begin later.";
    return `No ${nameContract(missing)} extract that was loaded covers ${measure.time === "flow" ? "all of this period" : "this date"}.`;
  }
  return undefined;
}

/**
 * Why a figure of one group is not held, or undefined when it is: a holding whose `breakdown` is `dimension=value`
 * concerns that group alone, such as a mailbox that has been closed or wasn't read before a day. Of a period that ends
 * after nothing more is held all there was is counted; of one that begins before anything is held, only a part is.
 * `values` are the group's, by dimension.
 */
export function findGroupNotHeld(
  measure: Pick<MeasureDefinition, "id">,
  values: readonly { dimension: string; value: string }[],
  period: { period_start: string; period_end: string; taken_on: string | null },
  holdings: readonly Holding[],
): string | undefined {
  const from = period.taken_on ?? period.period_start;
  const to = period.taken_on ?? period.period_end;
  const own = holdings.filter(
    (one) =>
      one.measure === measure.id &&
      values.some(({ dimension, value }) => one.breakdown === `${dimension}=${value}`) &&
      one.from <= from,
  );
  const whole = own.find((one) => one.to >= to);
  if (whole) return whole.reason;
  const before = own.find((one) => one.to >= from);
  if (!before) return undefined;
  return `${sayHeldPart({ from: addDays(before.to, 1), to }, undefined, "")} ${before.reason}`;
}
