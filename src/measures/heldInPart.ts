import { addDays, daysBetween } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Context } from "../warehouse/context.ts";
import { coveringExtracts, firstTold } from "./notHeld.ts";

/** Days from the first to the last, both included. */
interface Days {
  from: string;
  to: string;
}

type Circumstances = Pick<Context, "coverage" | "holdings" | "breaks">;

const earlier = (a: string, b: string) => (a < b ? a : b);
const later = (a: string, b: string) => (a > b ? a : b);

/** What is left of `days` without those from `out.from` to `out.to`. */
function without(days: readonly Days[], out: Days): Days[] {
  return days
    .flatMap((one) =>
      [
        { from: one.from, to: earlier(one.to, addDays(out.from, -1)) },
        // No day follows the last that a date can name.
        ...(out.to < one.to ? [{ from: later(one.from, addDays(out.to, 1)), to: one.to }] : []),
      ].filter(({ from, to }) => from <= to && out.from <= one.to && out.to >= one.from),
    )
    .concat(days.filter((one) => out.from > one.to || out.to < one.from));
}

/**
 * The longest run of days of a period that is held of a flow, the latest of equals; undefined when none is. It has no break
 * of the series within it, and a time held as one total only is in it whole or not at all. `dimensions` are those the
 * figure is broken down or filtered by.
 */
export function findHeldPart(
  measure: Pick<MeasureDefinition, "id" | "extracts" | "dimension_extracts" | "looks_back">,
  dimensions: readonly string[],
  period: Days,
  { coverage, holdings, breaks }: Circumstances,
): Days | undefined {
  let held: Days[] = [period];
  for (const contract of coveringExtracts(measure, dimensions)) {
    const covered = coverage.filter((span) => span.contract === contract);
    held = held.flatMap((one) =>
      covered
        .map(({ from, to }) => ({ from: later(one.from, from), to: earlier(one.to, to) }))
        .filter(({ from, to }) => from <= to),
    );
  }
  const told = firstTold(measure, coverage);
  held = held.map(({ from, to }) => ({ from: later(from, told), to })).filter(({ from, to }) => from <= to);
  const own = holdings.filter(
    (one) => one.measure === measure.id && (one.breakdown === "" || dimensions.includes(one.breakdown)),
  );
  for (const one of own.filter(({ extent }) => extent === "none")) held = without(held, one);
  for (const { on } of breaks.filter((one) => one.measure === measure.id))
    held = held.flatMap((one) =>
      one.from < on && on <= one.to
        ? [
            { from: one.from, to: addDays(on, -1) },
            { from: on, to: one.to },
          ]
        : [one],
    );
  for (const total of own.filter(({ extent }) => extent === "total-only"))
    held = held.flatMap((one) =>
      one.from <= total.from && one.to >= total.to ? [one] : without([one], total),
    );
  return held
    .sort((a, b) => daysBetween(a.from, a.to) - daysBetween(b.from, b.to) || (a.to < b.to ? -1 : 1))
    .at(-1);
}
