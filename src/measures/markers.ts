import {
  addDays,
  endOfMonth,
  financialYearOf,
  startOfFinancialYear,
  startOfMonth,
} from "../../loaders/dates.ts";
import type { Break } from "../catalogue/breaks.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Holding } from "../catalogue/holdings.ts";
import type { Doubt } from "../warehouse/checks.ts";
import type { Coverage } from "../warehouse/coverage.ts";
import { nameContract, nameDays, nameMonth } from "../warehouse/daysInWords.ts";
import type { Gap } from "../warehouse/freshness.ts";
import type { Losses } from "../warehouse/losses.ts";
import type { Figure, Noted } from "./figure.ts";
import { coveringExtracts, findNotHeld } from "./notHeld.ts";
import type { AskedKind } from "./question.ts";
import { sayAll, toAll, toOffice } from "./sentences.ts";

type Measure = Pick<
  MeasureDefinition,
  "id" | "time" | "extracts" | "dimension_extracts" | "is_spread" | "looks_back" | "goes_by"
>;
type Period = Pick<Figure, "period_start" | "period_end">;

interface Circumstances {
  coverage: readonly Coverage[];
  holdings: readonly Holding[];
  breaks: readonly Break[];
  gaps: readonly Gap[];
  doubts: readonly Doubt[];
  losses: Losses;
}

/** `May 2021`, `2020/21` for a financial year, or its days: `24 to 30 May 2021`. */
function nameSpan({ from, to }: Gap): string {
  if (from === startOfMonth(from) && to === endOfMonth(from)) return nameMonth(from);
  if (from === startOfFinancialYear(from) && to === endOfMonth(from, 11)) return financialYearOf(to);
  return nameDays({ from, to });
}

const problems = {
  missing: "is missing",
  late: "is late",
  refused: "couldn't be read",
} as const;

function nameGap(gap: Gap): string {
  return `The ${nameContract(gap.contract)} extract for ${nameSpan(gap)} (${gap.system}) ${problems[gap.problem]}`;
}

/**
 * Why a figure that is held may still change because of an extract that isn't there, or undefined.
 *
 * A stock after the gap counts rows as they stood before it, where later files only hold rows that changed. A flow
 * depends on the file of its own days and, where a later file changes earlier rows, on those next to it: rows begun
 * in the file before, and changes that came with the file after. Where every file stands alone, no other matters, but to what
 * is told from the months before. A stock that goes by the latest file of an extract goes by the one before while that of its
 * day isn't there.
 */
export function findProvisional(
  {
    time,
    extracts,
    looks_back = 0,
    goes_by = [],
  }: Pick<Measure, "time" | "extracts"> & Partial<Pick<Measure, "looks_back" | "goes_by">>,
  period: Period,
  gaps: readonly Gap[],
): string | undefined {
  const { period_start, period_end } = period;
  const told_from = looks_back === 0 ? period_start : startOfMonth(period_start, -looks_back);
  for (const gap of gaps) {
    if (goes_by.includes(gap.contract) && gap.from <= period_end && gap.to >= period_end)
      return `${nameGap(gap)}, so this figure goes by the one before.`;
    if (!extracts.includes(gap.contract)) continue;
    const isUpdated = gap.later_files === "update";
    if (time === "flow") {
      const overlaps = gap.from <= period_end && gap.to >= period_start;
      if (overlaps) return `${nameGap(gap)}, so this figure lacks its rows.`;
      if (gap.from < period_start && gap.to >= told_from)
        return `${nameGap(gap)}, and this figure is told from the months before too.`;
      if (isUpdated && addDays(gap.to, 1) === period_start)
        return `${nameGap(gap)}, so cases that began then may be missing.`;
      if (isUpdated && gap.from === addDays(period_end, 1))
        return `${nameGap(gap)}, so what was recorded later about this period may be missing.`;
    } else if (isUpdated && gap.from <= period_end) {
      return `${nameGap(gap)}, so changes made then may be missing.`;
    }
  }
  return undefined;
}

/** What a check doubts of the days a figure counts, or of the day it is of; undefined when nothing. */
function findDoubt(measure: Measure, figure: Figure, doubts: readonly Doubt[]): Noted | undefined {
  const to = figure.taken_on ?? figure.period_end;
  const from = measure.time === "flow" ? figure.period_start : to;
  const found = doubts.filter((one) => one.from <= to && one.to >= from);
  const [first, ...others] = found;
  if (!first) return undefined;
  const toSay = (reason: string) =>
    `To be looked at: ${reason}${others.length > 0 ? `, and ${others.length} more` : ""}.`;
  return toOffice(toSay(first.reason), toSay(first.public_reason));
}

/**
 * A figure is of low reliability where more than this part of the rows it would have read can't be used, and so many of
 * them; or half of them, however few.
 */
const loss = { part: 0.05, rows: 3, half: 0.5 } as const;

/** Rows of the files of a figure's days, how many of them it can't use, and of which contracts these are. */
interface Loss {
  rows: number;
  lost: number;
  contracts: readonly string[];
}

/**
 * How many rows of the files of a figure's days were set aside, or have no value in a column it is made from. A row set
 * aside is lost to every figure of its contract.
 */
function lossOf(
  measure: Measure,
  dimensions: readonly string[],
  figure: Figure,
  { files, reads }: Losses,
): Loss {
  const own = reads[measure.id];
  if (!own) return { rows: 0, lost: 0, contracts: [] };
  const columns = new Set([...own.total, ...dimensions.flatMap((dimension) => own.by[dimension] ?? [])]);
  const read = new Set([...columns].map((column) => column.split(".")[0]));
  const to = figure.taken_on ?? figure.period_end;
  const from = measure.time === "flow" ? figure.period_start : to;
  let [rows, lost] = [0, 0];
  const contracts = new Set<string>();
  for (const file of files) {
    if (!read.has(file.contract) || file.from > to || file.to < from) continue;
    const blanked = file.blanked.filter((one) => one.columns.some((column) => columns.has(column)));
    const own = blanked.reduce((sum, one) => sum + one.rows, file.aside);
    rows += file.rows;
    lost += own;
    if (own > 0) contracts.add(file.contract);
  }
  return { rows, lost, contracts: [...contracts] };
}

const count = (number: number) => number.toLocaleString("en-GB");

/** Why a figure is of low reliability, or undefined. */
function whyUnreliable(all: Loss): Noted | undefined {
  const { rows, lost } = all;
  const isMany = lost >= loss.rows && lost > loss.part * rows;
  return isMany || (lost > 0 && lost >= loss.half * rows) ? sayLoss(all) : undefined;
}

const made = "a value that this figure is made from.";

function sayLoss({ rows, lost }: Loss): Noted {
  const part = lost >= loss.half * rows ? "Half or more" : "Some";
  const open = `${part} of the rows that came for these days were set aside, or lack ${made}`;
  if (rows === 1)
    return toOffice(`The one row that came for these days was set aside, or lacks ${made}`, open);
  const were = lost === 1 ? "was set aside, or lacks" : "were set aside, or lack";
  return toOffice(`${count(lost)} of the ${count(rows)} rows that came for these days ${were} ${made}`, open);
}

/**
 * Why nothing can be said where nothing was counted, or undefined: of the rows that came none can be used, or, of counts
 * of spans of days, one that can't is missing and no other tells of these days.
 */
function whyNothing(
  measure: Measure,
  { numerator, denominator }: Figure,
  { rows, lost }: Loss,
  isTold: boolean,
): Noted | undefined {
  if (numerator || denominator || lost === 0) return undefined;
  if (lost >= rows) {
    const toSay = (of: string) =>
      `None of the ${of} that came for these days can be used: they were set aside, or lack ${made}`;
    const one = `The one row that came for these days can’t be used: it was set aside, or lacks ${made}`;
    return toOffice(rows === 1 ? one : toSay(`${count(rows)} rows`), toSay("rows"));
  }
  if (!measure.is_spread || isTold) return undefined;
  const toSay = (some: string) =>
    `Nothing is counted on these days in the rows that can be used, and ${some} that came can’t be used.`;
  return toOffice(toSay(`${count(lost)} of the ${count(rows)} rows`), toSay("some of the rows"));
}

const monthsOf = { month: 1, quarter: 3, "financial-year": 12, "year-to-date": 12 } as const;

function periodBefore({ period_start }: Period, kind: keyof typeof monthsOf | "week"): Period {
  const start = kind === "week" ? addDays(period_start, -7) : startOfMonth(period_start, -monthsOf[kind]);
  return { period_start: start, period_end: addDays(period_start, -1) };
}

/**
 * The break that a figure is the first after: its period holds the first day of the new series, or all the periods
 * from the one that does to this one are not held. As at a date, a flow that counts days of both series.
 */
function findBreak(
  measure: Measure,
  dimensions: readonly string[],
  kind: AskedKind,
  period: Period,
  { breaks, holdings, coverage }: Circumstances,
): Break | undefined {
  const isHeld = ({ period_start, period_end }: Period) => {
    const taken_on = measure.time === "flow" ? null : period_end;
    return !findNotHeld(measure, dimensions, { period_start, period_end, taken_on }, holdings, coverage);
  };
  return breaks.find(({ measure: id, on }) => {
    if (id !== measure.id || on > period.period_end) return false;
    if (kind === "as-at") return period.period_start < on;
    let before = period;
    while (before.period_start > on) {
      before = periodBefore(before, kind);
      if (isHeld(before)) return false;
    }
    return true;
  });
}

/** Whether no extract of a gap's contract was ever loaded: that is what its figures say, and one more that didn't come is nothing beside it. */
const isNeverLoaded = ({ contract, problem }: Gap, { coverage }: Circumstances): boolean =>
  problem !== "refused" && coverage.every((one) => one.contract !== contract);

/** What is to be said of all figures of some days. */
interface Remark {
  status: "" | "u" | "p" | "b";
  said: Noted;
  lost: Loss;
}

/**
 * The figures of a measure with `[p]` where an extract that isn't there may change them and `[b]` where they are the
 * first of a new series, each with its note, and `[u]` where too many rows it would have read can't be used. A figure that is
 * both `p` and `b` is provisional, with both notes; one not held
 * stays so, and says which extract it lacks. `isTold`: whether any row is of a figure's days and group.
 */
export function mark(
  measure: Measure,
  dimensions: readonly string[],
  kind: AskedKind,
  figures: readonly Figure[],
  circumstances: Circumstances,
  isTold: (figure: Figure) => boolean = () => false,
): Figure[] {
  const extracts = coveringExtracts(measure, dimensions);
  const isOwn = ({ contract }: Gap) => extracts.includes(contract);
  const gaps = circumstances.gaps.filter(
    (gap) => isOwn(gap) || (measure.goes_by.includes(gap.contract) && !isNeverLoaded(gap, circumstances)),
  );
  const breaks = circumstances.breaks.filter((one) => one.measure === measure.id);
  const { losses } = circumstances;
  const doubts = circumstances.doubts.filter(({ contract }) => extracts.includes(contract));
  if (gaps.length + breaks.length + doubts.length + losses.files.length === 0) return [...figures];
  const find = (figure: Figure): Remark => {
    const gap = findProvisional({ ...measure, extracts }, figure, gaps);
    const provisional = [gap === undefined ? gap : toAll(gap), findDoubt(measure, figure, doubts)];
    const broken = findBreak(measure, dimensions, kind, figure, { ...circumstances, breaks })?.reason;
    const lost = lossOf(measure, dimensions, figure, losses);
    const unreliable = whyUnreliable(lost);
    const isProvisional = provisional.some((one) => one !== undefined);
    return {
      status: unreliable ? "u" : isProvisional ? "p" : broken ? "b" : "",
      said: sayAll(unreliable, ...provisional, broken === undefined ? broken : toAll(broken)),
      lost,
    };
  };
  // All groups of a period are of the same days.
  const remarks = new Map<string, Remark>();
  const remarkOn = (figure: Figure): Remark => {
    const days = [figure.period_start, figure.period_end, figure.taken_on].join(" ");
    const known = remarks.get(days) ?? find(figure);
    remarks.set(days, known);
    return known;
  };
  return figures.map((figure): Figure => {
    if (figure.status === "x") {
      const isSaid = figure.missing_extract === "" && figure.state !== "not reached";
      const from = measure.time === "flow" ? figure.period_start : figure.period_end;
      const gap = gaps.find(
        (one) =>
          isOwn(one) && one.from <= figure.period_end && one.to >= from && !isNeverLoaded(one, circumstances),
      );
      return gap && !isSaid ? { ...figure, ...sayAll(figure, toAll(`${nameGap(gap)}.`)) } : figure;
    }
    const { status, said, lost } = remarkOn(figure);
    const nothing = whyNothing(measure, figure, lost, isTold(figure));
    if (nothing)
      return {
        ...figure,
        numerator: null,
        denominator: null,
        value: null,
        status: "x",
        state: "not loaded",
        ...nothing,
        missing_extract: lost.contracts[0] ?? "",
      };
    // What can't be used may be all that there was to count.
    if (figure.state === "nothing to count" && lost.lost > loss.part * lost.rows)
      return { ...figure, ...sayAll(figure, sayLoss(lost)) };
    if (figure.value === null || status === "") return figure;
    return { ...figure, status, ...sayAll(figure, said) };
  });
}
