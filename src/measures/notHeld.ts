import { contracts } from "../../loaders/contracts.ts";
import { addDays, startOfMonth } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Holding } from "../catalogue/holdings.ts";
import { type Coverage, isCovered } from "../warehouse/coverage.ts";
import { nameContract } from "../warehouse/daysInWords.ts";
import { type Lack, noPart } from "./figure.ts";

const lack = (state: Lack["state"], note: string, missing_extract = ""): Lack => ({
  state,
  note,
  missing_extract,
  ...noPart,
});

/** What of a measure says which extracts its figures come of. */
type OfExtracts = Pick<MeasureDefinition, "extracts" | "dimension_extracts" | "looks_back">;

/** The contracts that figures depend on when they are broken down or filtered by `dimensions`. */
function extractsOf(
  { extracts, dimension_extracts }: Pick<OfExtracts, "extracts" | "dimension_extracts">,
  dimensions: readonly string[],
): string[] {
  return [...new Set([...extracts, ...dimensions.flatMap((one) => dimension_extracts[one] ?? [])])];
}

/** The contracts of which every day of a figure must be covered: not those that only tell what bodies and the like are. */
export const coveringExtracts = (
  measure: Pick<OfExtracts, "extracts" | "dimension_extracts">,
  dimensions: readonly string[],
): string[] =>
  extractsOf(measure, dimensions).filter(
    (contract) => measure.extracts.includes(contract) || !contracts.get(contract)?.lasting,
  );

/** The first day that a measure which looks back can tell of, by the first that its extracts cover; empty for any other. */
export function firstTold(
  { extracts, looks_back }: Pick<OfExtracts, "extracts" | "looks_back">,
  coverage: readonly Coverage[],
): string {
  if (looks_back === 0) return "";
  const firsts = extracts.map((contract) =>
    coverage
      .filter((span) => span.contract === contract)
      .map(({ from }) => from)
      .sort()
      .at(0),
  );
  return (
    firsts
      .map((day) => (day === undefined ? "" : startOfMonth(day, looks_back)))
      .sort()
      .at(-1) ?? ""
  );
}

/**
 * Why a figure is not held, or undefined when it is. `dimensions` are those it is broken down or filtered by.
 * A stock or snapshot depends on the day it is taken, `taken_on`; a flow on every day of its period.
 */
export function findNotHeld(
  measure: Pick<MeasureDefinition, "id" | "time"> & OfExtracts,
  dimensions: readonly string[],
  period: { period_start: string; period_end: string; taken_on: string | null },
  holdings: readonly Holding[],
  coverage: readonly Coverage[],
): Lack | undefined {
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
  if (holding) return lack("not held", holding.reason);
  const firstNeeded = measure.time === "flow" ? period.period_start : period.period_end;
  const isLoaded = (one: string) => coverage.some(({ contract }) => contract === one);
  const missing =
    extractsOf(measure, dimensions).find((contract) => !isLoaded(contract)) ??
    coveringExtracts(measure, dimensions).find(
      (contract) => !isCovered(coverage, contract, firstNeeded, period.period_end),
    );
  if (missing) {
    if (!isLoaded(missing))
      return lack("not loaded", `No ${nameContract(missing)} extract has ever been loaded.`, missing);
    // What a body is, and how large, is told of days that nothing has happened on yet.
    const happened = coverage.filter(({ contract }) => !contracts.get(contract)?.lasting);
    const [first = ""] = happened.map(({ from }) => from).sort();
    const [last = ""] = happened
      .map(({ to }) => to)
      .sort()
      .reverse();
    if (period.period_end > last)
      return lack("not yet", "This period isn’t over in any extract that was loaded.", missing);
    if (period.period_end < first) return lack("not yet", "The office’s data begin later.", missing);
    const uncovered = measure.time === "flow" ? "all of this period" : "this date";
    const note = `No ${nameContract(missing)} extract that was loaded covers ${uncovered}.`;
    return lack("not loaded", note, missing);
  }
  if (firstTold(measure, coverage) > firstNeeded)
    return lack("not yet", "It is told from the months before, and the office’s data begin later.");
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
): Lack | undefined {
  const from = period.taken_on ?? period.period_start;
  const to = period.taken_on ?? period.period_end;
  const own = holdings.filter(
    (one) =>
      one.measure === measure.id &&
      values.some(({ dimension, value }) => one.breakdown === `${dimension}=${value}`) &&
      one.from <= from,
  );
  const whole = own.find((one) => one.to >= to);
  if (whole) return lack("not held", whole.reason);
  const before = own.find((one) => one.to >= from);
  if (!before) return undefined;
  return { ...lack("held in part", before.reason), held_from: addDays(before.to, 1), held_to: to };
}
