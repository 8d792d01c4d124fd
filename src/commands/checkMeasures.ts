import type { DuckDBConnection } from "@duckdb/node-api";
import { addDays } from "../../loaders/dates.ts";
import type { Loaded } from "../../loaders/load.ts";
import type { Settings } from "../../loaders/sources.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Holding } from "../catalogue/holdings.ts";
import { type Coverage, joinCoverage } from "../warehouse/coverage.ts";
import { readCovered } from "../warehouse/coverLimits.ts";
import { nameContract } from "../warehouse/daysInWords.ts";
import type { Model } from "../warehouse/graph.ts";
import { readNotRecorded } from "../warehouse/notRecorded.ts";

/** Whether a measure will have figures of all that the extracts cover, of a part, or none; and why. */
export interface CheckedMeasure {
  measure: string;
  state: "whole" | "partial" | "not held";
  /** Empty of what is whole. */
  why: string[];
}

const days = ({ from, to }: { from: string; to: string }) => `${from} to ${to}`;

/** What is left of spans of days without those of holdings. */
function without(spans: readonly Coverage[], holdings: readonly Holding[]): Coverage[] {
  return holdings.reduce<Coverage[]>(
    (left, { from, to }) =>
      left.flatMap((span) => {
        if (from > span.to || to < span.from) return [span];
        const before = from > span.from ? [{ ...span, to: addDays(from, -1) }] : [];
        const after = to < span.to ? [{ ...span, from: addDays(to, 1) }] : [];
        return [...before, ...after];
      }),
    [...spans],
  );
}

/**
 * Of each measure whether it will be whole, in part or not held by the extracts that were loaded: by the contracts and columns it reads,
 * through all the SQL between, and by what the settings say isn't held. No model is built for it.
 */
export async function checkMeasures(
  connection: DuckDBConnection,
  about: { models: readonly Model[]; settings: Settings; loaded: Pick<Loaded, "files"> },
  definitions: readonly MeasureDefinition[],
  said: readonly Holding[],
): Promise<CheckedMeasure[]> {
  const implied = await readNotRecorded(connection, about, definitions, said);
  const holdings = [...said, ...implied].filter(({ extent }) => extent === "none");
  const { told } = await readCovered(connection);
  const emptied = findEmptied(about.loaded);
  const coverage = joinCoverage(
    told.filter(({ contract, from, to }) => from <= to && !emptied.has(contract)),
  );
  const states = new Map<string, CheckedMeasure>();
  const stateOf = (measure: MeasureDefinition): CheckedMeasure => {
    const known = states.get(measure.id) ?? checkOne(measure, { holdings, coverage, emptied, stateOf });
    states.set(measure.id, known);
    return known;
  };
  return definitions.map(stateOf);
}

/** The contracts of which rows came, and every one of them was set aside: that none is left says nothing. */
function findEmptied({ files }: Pick<Loaded, "files">): Set<string> {
  const names = new Set(files.map(({ extract }) => extract.source.contract));
  const sum = (contract: string, count: "rows_read" | "rows_loaded") =>
    files
      .filter(({ extract }) => extract.source.contract === contract)
      .reduce((all, one) => all + one[count], 0);
  return new Set([...names].filter((name) => sum(name, "rows_read") > 0 && sum(name, "rows_loaded") === 0));
}

interface Known {
  holdings: readonly Holding[];
  coverage: readonly Coverage[];
  emptied: ReadonlySet<string>;
  stateOf: (measure: MeasureDefinition) => CheckedMeasure;
}

function checkOne(
  measure: MeasureDefinition,
  { holdings, coverage, emptied, stateOf }: Known,
): CheckedMeasure {
  const { id, extracts, dimension_extracts, divisor, framing } = measure;
  const isLoaded = (contract: string) => coverage.some((span) => span.contract === contract);
  const notHeld = (why: string[]): CheckedMeasure => ({ measure: id, state: "not held", why });
  const missing = extracts.filter((contract) => !isLoaded(contract));
  if (missing.length > 0) return notHeld(missing.map((one) => whyMissing(one, emptied)));
  for (const other of [divisor, framing]) {
    const state = other ? stateOf(other) : undefined;
    if (state?.state === "not held")
      return notHeld([`it goes by ${state.measure}, which isn't held`, ...state.why]);
  }
  const own = holdings.filter((one) => one.measure === id);
  const whole = own.filter(({ breakdown }) => breakdown === "");
  const spans = coverage.filter(({ contract }) => contract === extracts[0]);
  const left = without(spans, whole);
  const reasons = [...new Set(whole.map(({ reason }) => reason))];
  if (left.length === 0) return notHeld(reasons);
  const isCut = JSON.stringify(left) !== JSON.stringify(spans);
  const why = [
    ...(isCut ? [`held of ${left.map(days).join(" and ")} alone: ${reasons.join(" ")}`] : []),
    ...measure.dimensions.flatMap((dimension) =>
      whyNotBy(dimension, own, dimension_extracts[dimension] ?? [], isLoaded),
    ),
  ];
  return { measure: id, state: why.length > 0 ? "partial" : "whole", why };
}

const whyMissing = (contract: string, emptied: ReadonlySet<string>): string =>
  emptied.has(contract)
    ? `every row that came of ${nameContract(contract)} was set aside`
    : `no ${nameContract(contract)} extract covers a day`;

function whyNotBy(
  dimension: string,
  holdings: readonly Holding[],
  needed: readonly string[],
  isLoaded: (contract: string) => boolean,
): string[] {
  const missing = needed.find((contract) => !isLoaded(contract));
  if (missing) return [`not by ${dimension}: no ${nameContract(missing)} extract covers a day`];
  const reasons = holdings.filter(({ breakdown }) => breakdown === dimension).map(({ reason }) => reason);
  return reasons.length > 0 ? [`not by ${dimension}: ${[...new Set(reasons)].join(" ")}`] : [];
}
