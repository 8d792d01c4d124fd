import { existsSync } from "node:fs";
import { DataError } from "../../loaders/dataError.ts";
import { readOffice } from "../../loaders/office.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { notRecorded } from "../catalogue/groupOrder.ts";
import { readWrittenMeasures } from "../catalogue/readMeasures.ts";
import type { EarlierRelease } from "../disclosure/linkReleases.ts";

import { suppressParts } from "../disclosure/suppressParts.ts";
import type { Figure } from "../measures/figure.ts";
import { groupBy } from "../report/series.ts";
import { stopIfBlocked } from "../warehouse/checks.ts";
import { toEarlierReleases } from "./answers.ts";
import { figureId } from "./countTables.ts";
import { findReleases } from "./editions.ts";
import { givenLast } from "./keptBack.ts";
import { stopAtUnlisted } from "./labels.ts";
import { closeMonth, openMonth } from "./openMonth.ts";
import { type CountedIn, dimensionsOf, findPlanProblems, type Plan, readPlan } from "./plan.ts";
import { type PlanFigures, planFigures } from "./planFigures.ts";
import { type GivenBefore, type PublicFigures, toPublicFigures } from "./publicFigures.ts";
import type { ReleaseOptions } from "./release.ts";
import { reasonsOf } from "./signOff.ts";

type Kind = Figure["period_kind"];
type Periods = Plan["measures"][string][string];

/** What is hidden of one breakdown in one kind of period: figures that have a number, or would were they not hidden. */
export interface HiddenLine {
  measure: string;
  /** As the plan names it. */
  breakdown: string;
  kind: Kind;
  figures: number;
  /** Hidden because a count of it is small by itself. */
  small: number;
  /** Hidden because others would be known from it. */
  others: number;
}

/** What a change of the plan comes to. Figures are those of the breakdown, and of what takes its place. */
interface Choice {
  what: string;
  plan: Plan;
  figures: number;
  shown: number;
  /** Figures that are shown now and wouldn't be. */
  lost: number;
  /** Figures of all other breakdowns that would be shown and aren't now, and the other way round. */
  elsewhereShown: number;
  elsewhereHidden: number;
  /** The groups that it puts together, where it does. */
  groups: readonly string[];
  /** More figures shown in all than now, fewer where negative. */
  gain: number;
}

/** A breakdown that is mostly hidden, and what could be published instead: what shows most first. */
export interface Proposal {
  line: HiddenLine;
  choices: Choice[];
  /** Changes after which a small count could be worked out, or that the plan doesn't allow. */
  impossible: string[];
  /** What to put into the plan for the first choice. */
  yaml: string;
}

export interface Advice {
  lines: HiddenLine[];
  proposals: Proposal[];
}

export interface AdviceAsked {
  plan: Plan;
  definitions: readonly MeasureDefinition[];
  earlier: readonly EarlierRelease[];
  /** What those last gave of each figure. */
  lastGiven: GivenBefore;
  /** The figures of a plan, before anything is hidden. */
  figuresOf(plan: Plan): Promise<PlanFigures>;
  /** From more than so many per cent hidden on choices are looked for. */
  over: number;
  log(message: string): void;
}

const breakdownOf = ({ breakdown }: Figure) => (breakdown === "" ? "total" : breakdown);
const isCounted = ({ status, value }: Figure) => status === "c" || value !== null;
const isHidden = ({ status }: Figure) => status === "c";

/** The share of a line that is hidden, in per cent. */
export const shareHidden = ({ figures, small, others }: HiddenLine): number =>
  figures === 0 ? 0 : (100 * (small + others)) / figures;

/** What is hidden of each breakdown and kind of period, in the order of the figures. */
export function hiddenLines(published: PublicFigures): HiddenLine[] {
  const reasons = reasonsOf(published);
  const found = new Map<string, HiddenLine>();
  for (const figure of published.figures.filter(isCounted)) {
    const { measure, period_kind: kind } = figure;
    const breakdown = breakdownOf(figure);
    const key = [measure, breakdown, kind].join("|");
    const line = found.get(key) ?? { measure, breakdown, kind, figures: 0, small: 0, others: 0 };
    found.set(key, line);
    line.figures += 1;
    if (isHidden(figure)) line[reasons.get(figureId(figure)) === "small" ? "small" : "others"] += 1;
  }
  return [...found.values()];
}

/** A change of the plan to try. */
interface Change {
  what: string;
  plan: Plan;
  /** The breakdowns whose figures it is about. */
  of: string[];
  /** The groups that it puts together. */
  groups?: readonly string[];
}

const order: Periods = ["month", "quarter", "financial-year", "year-to-date"];

const withMeasure = (plan: Plan, id: string, breakdowns: Plan["measures"][string]): Plan => ({
  ...plan,
  measures: { ...plan.measures, [id]: breakdowns },
});

/** The plan without what names a breakdown that it no longer publishes. */
function withoutNamed(plan: Plan, id: string, breakdown: string): Plan {
  const isLeft = ({ measure, by = "total" }: CountedIn) => measure !== id || by !== breakdown;
  return {
    ...plan,
    links: plan.links.filter(({ whole, parts }) => [whole, ...parts].every(isLeft)),
    known: plan.known.filter(isLeft),
    joined: plan.joined.filter(isLeft),
  };
}

function coarserPeriods(plan: Plan, { measure, breakdown, kind }: HiddenLine): Change[] {
  const breakdowns = plan.measures[measure] ?? {};
  const now = breakdowns[breakdown] ?? [];
  const instead = (what: string, left: Periods, add: Periods): Change => {
    const periods = order.filter((one) => add.includes(one) || (now.includes(one) && !left.includes(one)));
    return {
      what,
      plan: withMeasure(plan, measure, { ...breakdowns, [breakdown]: periods }),
      of: [breakdown],
    };
  };
  // A year to date is a sum of months, so it goes with them.
  if (kind === "month")
    return [
      instead("quarters instead of months", ["month", "year-to-date"], ["quarter"]),
      instead("years instead of months", ["month", "quarter", "year-to-date"], ["financial-year"]),
    ];
  if (kind === "quarter")
    return [instead("years instead of quarters", ["month", "quarter", "year-to-date"], ["financial-year"])];
  if (kind === "year-to-date" && now.length > 1) return [instead("no years to date", ["year-to-date"], [])];
  return [];
}

function fewerDimensions(plan: Plan, { measure, breakdown }: HiddenLine): Change[] {
  if (breakdown === "total") return [];
  const { [breakdown]: periods = [], ...rest } = plan.measures[measure] ?? {};
  const without = withoutNamed(withMeasure(plan, measure, rest), measure, breakdown);
  const dimensions = dimensionsOf(breakdown);
  const kept = dimensions.length < 2 ? [] : dimensions;
  return [
    ...kept.flatMap((dimension): Change[] => {
      const there = rest[dimension] ?? [];
      const all = order.filter((one) => there.includes(one) || periods.includes(one));
      if (all.length === there.length) return [];
      const changed = withMeasure(without, measure, { ...rest, [dimension]: all });
      return [{ what: `by ${dimension} alone`, plan: changed, of: [breakdown, dimension] }];
    }),
    { what: `not by ${dimensions.join(" and ")}`, plan: without, of: [breakdown] },
  ];
}

/** What groups put together are called. */
const together = "all others";

/** The groups of fewest as one: as many as there are of which more is hidden than asked, two at least. */
function joinSmallest(
  plan: Plan,
  line: HiddenLine,
  now: readonly Figure[],
  tables: PlanFigures["tables"],
  over: number,
): Change[] {
  const { measure, breakdown, kind } = line;
  const isJoined = plan.joined.some((one) => one.measure === measure && one.by === breakdown);
  if (dimensionsOf(breakdown).length !== 1 || breakdown === "total" || isJoined) return [];
  const isOwn = (one: Figure) =>
    one.measure === measure && breakdownOf(one) === breakdown && one.period_kind === kind;
  const own = groupBy(now.filter(isOwn), ({ group }) => group);
  const counts = new Map<string, number>();
  for (const one of tables.flatMap(({ figures }) => figures).filter(isOwn))
    if (one.group !== notRecorded)
      counts.set(one.group, (counts.get(one.group) ?? 0) + (one.denominator ?? one.numerator ?? 0));
  const isMostly = (group: string) => {
    const counted = (own.get(group) ?? []).filter(isCounted);
    return counted.filter(isHidden).length * 100 > over * counted.length;
  };
  const groups = [...counts].sort(([a, less], [b, more]) => less - more || (a < b ? -1 : 1));
  const many = Math.max(2, groups.filter(([group]) => isMostly(group)).length);
  if (groups.length <= 2) return [];
  const small = groups.slice(0, Math.min(many, groups.length - 1)).map(([group]) => group);
  const labels = plan.labels[breakdown] ?? [];
  return [
    {
      what: `the ${small.length} smallest groups as one`,
      groups: small,
      plan: {
        ...plan,
        labels: { ...plan.labels, [breakdown]: [...new Set([...labels, together])] },
        joined: [...plan.joined, { measure, by: breakdown, groups: small, as: together }],
      },
      of: [breakdown],
    },
  ];
}

/** What a changed plan comes to beside the plan as it is. */
function compare(
  { what, plan, of, groups = [] }: Change,
  { measure }: HiddenLine,
  now: readonly Figure[],
  then: readonly Figure[],
): Choice {
  const isOwn = (figure: Figure) => figure.measure === measure && of.includes(breakdownOf(figure));
  const isShown = (figure: Figure) => isCounted(figure) && !isHidden(figure);
  const idsOf = (figures: readonly Figure[]) => new Set(figures.map(figureId));
  const [shownNow, shownThen] = [idsOf(now.filter(isShown)), idsOf(then.filter(isShown))];
  const own = then.filter((figure) => isOwn(figure) && isCounted(figure));
  const elsewhere = idsOf(then.filter((figure) => !isOwn(figure)));
  return {
    what,
    plan,
    groups,
    figures: own.length,
    shown: own.filter(isShown).length,
    lost: now.filter((one) => isOwn(one) && isShown(one) && !shownThen.has(figureId(one))).length,
    elsewhereShown: [...elsewhere].filter((id) => shownThen.has(id) && !shownNow.has(id)).length,
    elsewhereHidden: [...elsewhere].filter((id) => shownNow.has(id) && !shownThen.has(id)).length,
    gain: shownThen.size - shownNow.size,
  };
}

const listed = (items: readonly string[]) => `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;

/** The lines that a plan must have instead of its own, or besides them, to be another. */
export function toYaml(before: Plan, after: Plan): string {
  const changed = Object.entries(after.measures).filter(
    ([id, breakdowns]) => JSON.stringify(breakdowns) !== JSON.stringify(before.measures[id]),
  );
  const isGone = (links: readonly unknown[], one: unknown) => !links.includes(one);
  const gone = [
    ...before.links.filter((one) => isGone(after.links, one)).map((one) => `links: ${JSON.stringify(one)}`),
    ...before.known.filter((one) => isGone(after.known, one)).map((one) => `known: ${JSON.stringify(one)}`),
    ...before.joined
      .filter((one) => isGone(after.joined, one))
      .map((one) => `joined: ${JSON.stringify(one)}`),
  ];
  const joined = after.joined.filter((one) => isGone(before.joined, one));
  const labels = Object.entries(after.labels).filter(
    ([dimension, own]) => own.length !== (before.labels[dimension] ?? []).length,
  );
  return [
    ...(changed.length > 0 ? ["measures:"] : []),
    ...changed.flatMap(([id, breakdowns]) => [
      `  ${id}:`,
      ...Object.entries(breakdowns).map(
        ([breakdown, periods]) =>
          `    ${breakdown.includes(",") ? JSON.stringify(breakdown) : breakdown}: [${periods.join(", ")}]`,
      ),
    ]),
    ...(labels.length > 0 ? ["labels:"] : []),
    ...labels.map(([dimension, own]) => `  ${dimension}: ${listed(own)}`),
    ...(joined.length > 0 ? ["joined:"] : []),
    ...joined.map(
      ({ measure, by, groups, as }) =>
        `  - { measure: ${measure}, by: ${by}, groups: ${listed(groups)}, as: ${JSON.stringify(as)} }`,
    ),
    ...gone.map((one) => `# no longer among ${one}`),
  ].join("\n");
}

/**
 * What is hidden of each breakdown and kind of period of a plan and, of those of which more than `over` per cent is, what
 * coarser ones would show: each tried by hiding all that the changed plan publishes, together with the earlier releases.
 * What has nothing to do with the change isn't worked out again, and is as it was.
 */
export async function adviseOn(asked: AdviceAsked): Promise<Advice> {
  const { plan, definitions, earlier, lastGiven, over, log } = asked;
  const hideIn = suppressParts();
  const publish = async (some: Plan) => {
    const { tables, behind } = await asked.figuresOf(some);
    return toPublicFigures(tables, some, earlier, behind, undefined, lastGiven, hideIn);
  };
  const planned = await asked.figuresOf(plan);
  const now = await publish(plan);
  const lines = hiddenLines(now);
  const proposals: Proposal[] = [];
  for (const line of lines.filter((one) => shareHidden(one) > over)) {
    log(`${line.measure} by ${line.breakdown}, ${line.kind}: trying what else could be published`);
    const changes = [
      ...coarserPeriods(plan, line),
      ...fewerDimensions(plan, line),
      ...joinSmallest(plan, line, now.figures, planned.tables, over),
    ].filter(({ plan: changed }) => JSON.stringify(changed) !== JSON.stringify(plan));
    const choices: Choice[] = [];
    const impossible: string[] = [];
    for (const change of changes) {
      if (findPlanProblems(change.plan, definitions).length > 0) {
        impossible.push(`${change.what}: the plan doesn’t allow it`);
        continue;
      }
      try {
        choices.push(compare(change, line, now.figures, (await publish(change.plan)).figures));
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        impossible.push(`${change.what}: ${error.message}`);
      }
    }
    choices.sort((a, b) => b.gain - a.gain || b.shown - a.shown || a.lost - b.lost);
    const [best] = choices;
    proposals.push({ line, choices, impossible, yaml: best ? toYaml(plan, best.plan) : "" });
  }
  return { lines, proposals };
}

/** What a month's release is asked with, and from how much hidden on advice is given. */
export type MonthAdviceAsked = Pick<
  ReleaseOptions,
  "month" | "settings" | "extracts" | "landing" | "plan" | "out" | "ledger" | "now" | "log"
> & { over: number };

/** All figures of a plan as they were counted, before groups were put together: what another plan needn't ask for again. */
function asCounted({ tables, behind }: PlanFigures): Figure[] {
  return tables.flatMap(({ measure, by, figures }) => {
    const periods = new Set(figures.map(({ period }) => period));
    const counted = behind.find(
      (one) =>
        one.measure === measure &&
        one.by.join(",") === by.join(",") &&
        one.figures.some(({ period }) => periods.has(period)),
    );
    return [...(counted ?? { figures }).figures];
  });
}

/**
 * Advice on the plan of a month, read as its release would read it and with the releases before it. Throws a DataError
 * where that couldn't be released either.
 */
export async function adviseOnMonth(options: MonthAdviceAsked): Promise<Advice> {
  const definitions = readWrittenMeasures(options.settings).definitions;
  const plan = readPlan(options.plan, definitions, readOffice(options.settings));
  const { earlier, answers } = existsSync(options.ledger)
    ? findReleases(options)
    : { earlier: [], answers: [] };
  const [warehouse] = await openMonth(options);
  try {
    stopIfBlocked(warehouse.checks);
    const { connection, context } = warehouse;
    const first = await planFigures(connection, plan, warehouse.definitions, context);
    stopAtUnlisted(first.tables, plan, context.holdings);
    const known = asCounted(first);
    return await adviseOn({
      plan,
      definitions: warehouse.definitions,
      over: options.over,
      log: options.log,
      earlier: toEarlierReleases({ releases: earlier, answers }),
      lastGiven: { given: givenLast(earlier.map(({ record }) => record)), boundaries: context },
      figuresOf: async (some) =>
        some === plan ? first : planFigures(connection, some, warehouse.definitions, context, known),
    });
  } finally {
    closeMonth(warehouse);
  }
}
