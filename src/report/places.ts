import { monthsBefore } from "../../loaders/dates.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { isCounted } from "../catalogue/units.ts";
import type { Figure } from "../measures/figure.ts";
import {
  type CountKind,
  type MonthCount,
  type PlacedChange,
  placeChange,
} from "../statistics/placeChange.ts";
import { hasHiddenMonth, hasValue, isGroupHidden, type Series } from "./series.ts";
import { limitsBegin } from "./signals.ts";

/** Where a measure's greatest change lies, and since when. */
export interface ChangePlace extends Omit<PlacedChange, "from" | "group"> {
  dimension: string;
  group: string;
  /** The first month of the new level. */
  since: string;
  kind: CountKind;
  /** How much of what all its groups fell short of the target by since then is the group's, from 0 to 1; null without a target, or where nothing fell short. */
  ofGap: number | null;
  /** Whether the last months are still at the new level. */
  lasts: boolean;
}

/** A change is looked for in so many months, and since the series last began anew. */
const lookedIn = 60;

/** The brief names what a unit does: never one officer, nor a group that is made by what is counted itself. */
const unnamed = ["officer", "age", "owner", "grade", "job_title", "working_days", "content", "outcome"];

/** Those who have no group yet, or whose group isn't known, are nobody's doing. */
const nobody = ["", "not recorded", "not yet allocated", "unknown"];

function kindOf({ definition }: Series): CountKind | null {
  if (definition.unit === "percent") return "share";
  const isSum = definition.time === "flow" && statisticOf(definition).isSum && !definition.divisor;
  return isSum && isCounted(definition.unit) ? "count" : null;
}

/** A month as it was counted; null where it isn't known whole. */
function countedIn(figure: Figure | null | undefined, kind: CountKind): MonthCount | null {
  if (!hasValue(figure) || figure.status === "p" || figure.status === "u") return null;
  if (kind === "count") return { numerator: figure.value, denominator: 1 };
  const { numerator, denominator } = figure;
  return numerator === null || denominator === null ? null : { numerator, denominator };
}

const sumOf = (months: readonly (MonthCount | null)[]) =>
  months.reduce<MonthCount>(
    (sum, one) => ({
      numerator: sum.numerator + (one?.numerator ?? 0),
      denominator: sum.denominator + (one?.denominator ?? 0),
    }),
    { numerator: 0, denominator: 0 },
  );

/** How much of what falls short of a target is a group's. */
function shareOfGap(series: Series, all: MonthCount, own: MonthCount): number | null {
  const { target } = series.definition;
  if (!target || series.definition.unit !== "percent") return null;
  const sign = target.comparison === "at least" ? 1 : -1;
  const short = ({ numerator, denominator }: MonthCount) =>
    sign * ((target.value / 100) * denominator - numerator);
  return short(all) <= 0 ? null : Math.min(1, Math.max(0, short(own) / short(all)));
}

/** Whether the last three months lie nearer to the level since a change than to the one before. */
function lastsIn(months: readonly (MonthCount | null)[], { before, after }: PlacedChange): boolean {
  const last = sumOf(months.filter((one) => one !== null).slice(-3));
  const rate = last.denominator > 0 ? last.numerator / last.denominator : after;
  return Math.abs(rate - after) <= Math.abs(rate - before);
}

const found = new WeakMap<Series, ChangePlace | null>();

/**
 * The one group of a measure in which its greatest change lies, of all its breakdowns by one dimension; null where it lies in
 * none alone, where a month is hidden, or where there is none that chance doesn't explain (`statistics/placeChange.ts`).
 */
export function placeOf(series: Series): ChangePlace | null {
  const known = found.get(series);
  if (known !== undefined) return known;
  const place = findPlace(series);
  found.set(series, place);
  return place;
}

/** The breakdowns of which a group may be named, with those groups. */
const namedIn = (series: Series) =>
  series.breakdowns
    .filter(({ dimension }) => !dimension.includes(",") && !unnamed.includes(dimension))
    .flatMap(({ dimension, groups }) => groups.map((group) => ({ dimension, group })))
    .filter(({ group }) => !nobody.includes(group.group) && !isGroupHidden(group));

/** Whether a measure's changes were looked for in its parts: only then may it be said that they lie in none. */
export function isLookedThrough(series: Series): boolean {
  const known = series.months.filter(({ figure }) => hasValue(figure)).length;
  return kindOf(series) !== null && !hasHiddenMonth(series) && known >= 12 && namedIn(series).length > 1;
}

function findPlace(series: Series): ChangePlace | null {
  const kind = kindOf(series);
  if (kind === null || hasHiddenMonth(series)) return null;
  const first =
    [monthsBefore(series.month, lookedIn - 1), limitsBegin(series).at(-1) ?? ""].sort().at(-1) ?? "";
  const months = series.months.filter(({ month }) => month >= first);
  const total = months.map(({ figure }) => countedIn(figure, kind));
  const named = namedIn(series);
  const groups = named.map(({ group }, at) => ({
    name: String(at),
    months: months.map(({ month, figure }) => {
      // A month of a total without one of a group had none of it.
      const own = countedIn(group.months.get(month), kind);
      return (
        own ?? (countedIn(figure, kind) ? { numerator: 0, denominator: kind === "count" ? 1 : 0 } : null)
      );
    }),
  }));
  const change = placeChange(total, groups, kind);
  const [at, since] = [Number(change?.group ?? Number.NaN), months[change?.from ?? -1]?.month];
  const [one, own] = [named[at], groups[at]];
  if (!change || !one || !own || since === undefined) return null;
  return {
    ...change,
    dimension: one.dimension,
    group: one.group.group,
    since,
    kind,
    ofGap: shareOfGap(series, sumOf(total.slice(change.from)), sumOf(own.months.slice(change.from))),
    lasts: lastsIn(own.months, change),
  };
}

/** Whether a place's change is for the worse, the better or neither. */
export function wayOf(
  { definition }: Series,
  { before, after }: ChangePlace,
): "worse" | "better" | "neither" {
  if (definition.direction === "neutral" || before === after) return "neither";
  return after > before === (definition.direction === "increase") ? "better" : "worse";
}

/** What of a stock lies in one group on the reported day; null where that isn't told. */
export function heldBy(
  series: Series,
  dimension: string,
  group: string,
): { own: number; all: number } | null {
  const { latest, breakdowns, month } = series;
  const figure = breakdowns
    .find((one) => one.dimension === dimension)
    ?.groups.find((one) => one.group === group)
    ?.months.get(month);
  return hasValue(latest) && hasValue(figure) ? { own: figure.value, all: latest.value } : null;
}

/** How much of what is amiss, or of what there is, each group of each dimension explains, from 0 to 1. */
export interface Explains {
  /** What it is a share of: what fell short of the target in the months from `from` to the last, or all there is in the last. */
  of: "shortfall" | "all";
  from: string;
  groups: { dimension: string; group: string; share: number }[];
}

/** A shortfall that began in no month that is known is looked at over so many. */
const usualMonths = 12;

/**
 * What each group explains of a measure's shortfall from its target since `began`, or over a year where that is null; of a count, of
 * what there is on the reported day. Null where neither is told: no target, nothing short, no sum, a month hidden.
 */
export function explainsIn(series: Series, began: string | null): Explains | null {
  const kind = kindOf(series);
  if (hasHiddenMonth(series)) return null;
  const each = series.breakdowns
    .filter(({ dimension }) => !dimension.includes(","))
    .flatMap(({ dimension, groups }) => groups.map((group) => ({ dimension, group })))
    .filter(({ group }) => !isGroupHidden(group));
  if (kind !== "share") {
    const isSum = statisticOf(series.definition).isSum && series.definition.divisor === null;
    if (!isSum || series.definition.unit === "percent") return null;
    const groups = each.flatMap(({ dimension, group: { group } }) => {
      const held = heldBy(series, dimension, group);
      return held && held.all > 0 ? [{ dimension, group, share: held.own / held.all }] : [];
    });
    return groups.length > 0 ? { of: "all", from: series.month, groups } : null;
  }
  const from = began ?? monthsBefore(series.month, usualMonths - 1);
  const months = series.months.filter(({ month }) => month >= from);
  const all = sumOf(months.map(({ figure }) => countedIn(figure, kind)));
  const groups = each.flatMap(({ dimension, group }) => {
    const own = months.map(({ month, figure }) =>
      countedIn(figure, kind) ? countedIn(group.months.get(month), kind) : null,
    );
    const share = shareOfGap(series, all, sumOf(own));
    return share === null ? [] : [{ dimension, group: group.group, share }];
  });
  return groups.length > 0 ? { of: "shortfall", from, groups } : null;
}

/** The group that most of what there is on the reported day lies in, where one has so great a part and it is of no fewer than so many. */
export function mostlyIn(
  series: Series,
  part: number,
  fewest: number,
): { dimension: string; group: string; own: number; all: number } | null {
  const held = namedIn(series).flatMap(({ dimension, group }) => {
    const found = heldBy(series, dimension, group.group);
    return found && found.all >= fewest && found.own >= part * found.all && found.own < found.all
      ? [{ dimension, group: group.group, ...found }]
      : [];
  });
  return held.sort((a, b) => b.own - a.own)[0] ?? null;
}
