import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { type Bound, toBound, toEquation } from "../disclosure/equations.ts";
import type { Suppression } from "../disclosure/suppress.ts";
import type { CountOf, Table } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { countsOf, type FigureTable, type NamedCount, namedCount } from "./countTables.ts";
import type { Plan } from "./plan.ts";

type Rule = Pick<Plan, "group_disclosure" | "about_office">;

/** A share as counts, in whatever form. */
interface Share<Count> {
  numerator: Count;
  denominator: Count;
  rest: Count;
  /** The group that it is a share of, and how many of it are in the numerator. */
  size: number;
  part: number;
}

/** Whether a measure's numerator is a part of its denominator, so that all or none of these may have had one outcome. */
function isOfParts({ measure }: FigureTable, { about_office }: Rule): boolean {
  const { unit, divisor, id } = measure;
  const isShare = unit === "percent" || unit === "kappa";
  return isShare && statisticOf(measure).hasRest && divisor === null && !about_office.includes(id);
}

function sharesIn<Count>(table: FigureTable, toCount: (count: NamedCount) => Count): Share<Count>[] {
  const { measure } = table;
  const countOf = (figure: Figure, part: "numerator" | "denominator" | "rest") =>
    toCount(namedCount(measure, figure, part));
  return table.figures
    .filter((figure) => countsOf(measure, figure).has("rest"))
    .map((figure) => ({
      numerator: countOf(figure, "numerator"),
      denominator: countOf(figure, "denominator"),
      rest: countOf(figure, "rest"),
      size: figure.denominator ?? 0,
      part: figure.numerator ?? 0,
    }));
}

/**
 * Whether two counts, by the names of their series, aren't one though their numbers are alike: a share's numerator or rest
 * and its denominator, for that is what the rule hides; and, as numbers of few are often alike by chance, what is none of a small
 * group where the other is of nobody.
 */
export function keptApart(
  tables: readonly FigureTable[],
  rule: Rule,
): (one: string, other: string) => boolean {
  const denominators = new Map<string, string>();
  const noneAt = new Map<string, Set<string>>();
  const nobodyAt = new Map<string, Set<string>>();
  const note = (where: Map<string, Set<string>>, { series, period }: CountOf) =>
    where.set(series, (where.get(series) ?? new Set()).add(period));
  const shares = tables
    .filter((one) => rule.group_disclosure > 0 && isOfParts(one, rule))
    .flatMap((table) => sharesIn(table, ({ of }) => of));
  for (const { numerator, denominator, rest, size, part } of shares) {
    if (size === 0) for (const one of [numerator, denominator, rest]) note(nobodyAt, one);
    if (size === 0 || size >= rule.group_disclosure) continue;
    for (const { series } of [numerator, rest]) denominators.set(series, denominator.series);
    if (part === 0) note(noneAt, numerator);
    if (part === size) note(noneAt, rest);
  }
  const isOneOfNobody = (one: string, other: string) =>
    [...(noneAt.get(one) ?? [])].some((period) => nobodyAt.get(other)?.has(period));
  return (one, other) =>
    denominators.get(one) === other ||
    denominators.get(other) === one ||
    isOneOfNobody(one, other) ||
    isOneOfNobody(other, one);
}

/** What the rule of group disclosure asks of tables, and whether what was then hidden is enough. */
export interface GroupRule {
  /** The tables with what must be hidden though it is none, and what may be. */
  guard(): Table[];
  /** Takes back what was excused for a larger group that then wasn't shown; whether there was any, so that it must be hidden anew. */
  takeBack(suppression: Suppression): boolean;
}

/**
 * The rule of group disclosure: where all or none of a group of fewer than `group_disclosure` had one outcome, the share
 * tells the outcome of each of them. What is none then, the numerator or the rest, is as unsafe as a small count, unless it
 * is published of a group as large as that, in which they are, that none or all of it had: that tells it already. Whatever is
 * a numerator or rest of so small a group may be hidden though it is none, and so may zeros that would tell it; nobody
 * then knows of any of these that it is one at least. `tables` are the system of `shown` and `behind`, and what is behind it, by the one name of each count.
 */
export function openGroupRule(
  tables: readonly Table[],
  shown: readonly FigureTable[],
  rule: Rule,
  oneName: (id: string) => string,
): GroupRule {
  const least = rule.group_disclosure;
  const sharesOf = (some: readonly FigureTable[]) =>
    some.filter((one) => isOfParts(one, rule)).flatMap((one) => sharesIn(one, ({ id }) => oneName(id)));
  const published = least > 0 ? sharesOf(shown) : [];
  const small = published.filter(({ size }) => size > 0 && size < least);
  const concerned = new Set(small.flatMap(({ numerator, rest }) => [numerator, rest]));
  // Of nobody nothing is told: those zeros stay.
  const ofNobody = new Set(
    published
      .filter(({ size }) => size === 0)
      .flatMap(({ numerator, denominator, rest }) => [numerator, denominator, rest])
      .filter((id) => !concerned.has(id)),
  );
  const counts = new Map(tables.flatMap(({ cells }) => cells.map(({ id, count }) => [id, count])));
  const isNone = (id: string) => counts.get(id) === 0;
  // Of a larger group the counts that must be shown for it to be told.
  const told = new Map<string, string[]>();
  for (const { numerator, denominator, rest, size } of published) {
    if (size < least) continue;
    if (!concerned.has(numerator)) told.set(numerator, [numerator]);
    if (!concerned.has(rest)) told.set(rest, [numerator, denominator]);
  }
  const wholes = new Map<string, string[]>();
  for (const { total, parts } of concerned.size > 0 ? tables.flatMap(({ sums }) => sums) : []) {
    if (!isNone(total)) continue;
    for (const part of parts) wholes.set(part, [...(wholes.get(part) ?? []), total]);
  }
  /** The larger groups of which it is told that what is none of a group is none of them. */
  const largerOf = (id: string): string[][] => {
    const seen = new Set([id]);
    for (const one of seen) for (const whole of wholes.get(one) ?? []) seen.add(whole);
    return [...seen].flatMap((one) => {
      const by = told.get(one);
      return by ? [by] : [];
    });
  };
  const none = [...concerned].filter(isNone).sort();
  const excused = new Map(
    none.flatMap((id) => {
      const larger = largerOf(id);
      return larger.length > 0 ? [[id, larger] as const] : [];
    }),
  );

  return {
    guard() {
      if (concerned.size === 0) return [...tables];
      const unsafe = new Set(none.filter((id) => !excused.has(id)));
      const free = tiedTo(unsafe, tables, isNone, ofNobody);
      return tables.map((table) => ({
        ...table,
        cells: table.cells.map((cell) => ({
          ...cell,
          ...(unsafe.has(cell.id) ? { unsafe: true } : {}),
          ...(concerned.has(cell.id) || free.has(cell.id) ? { mayBeNone: true } : {}),
        })),
      }));
    },
    takeBack({ hidden }) {
      const untold = [...excused].filter(([, larger]) =>
        larger.every((by) => by.some((id) => hidden.has(id))),
      );
      for (const [id] of untold) excused.delete(id);
      return untold.length > 0;
    },
  };
}

/** Zeros but the fixed that equations of nothing but zeros tie to those that are unsafe: while they are shown, so are these. */
function tiedTo(
  unsafe: ReadonlySet<string>,
  tables: readonly Table[],
  isNone: (id: string) => boolean,
  fixed: ReadonlySet<string>,
): Set<string> {
  const statements = tables
    .flatMap(({ sums, bounds = [] }): Bound[] => [...sums.map(toEquation).map(toBound), ...bounds])
    .filter(({ lower, upper }) => lower === 0 && upper === 0)
    .filter(({ terms }) => terms.every(({ cell }) => isNone(cell)));
  const holding = new Map<string, Bound[]>();
  for (const statement of statements)
    for (const { cell } of statement.terms) holding.set(cell, [...(holding.get(cell) ?? []), statement]);
  const tied = new Set(unsafe);
  for (const id of tied)
    for (const { terms } of holding.get(id) ?? []) {
      const sign = Math.sign(terms.find(({ cell }) => cell === id)?.coefficient ?? 0);
      for (const { cell, coefficient } of terms)
        if (Math.sign(coefficient) === -sign && !fixed.has(cell)) tied.add(cell);
    }
  return tied;
}
