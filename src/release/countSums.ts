import type { CountPart } from "../catalogue/statistics/define.ts";
import type { Sum } from "../disclosure/equations.ts";
import type { Figure } from "../measures/figure.ts";
import { additiveParts, countId, countsOf, type FigureTable } from "./countTables.ts";

/** A sum of figures' counts; undefined where one of them has none. Throws an Error when they don't add up. */
function toSum(
  table: FigureTable,
  part: CountPart,
  whole: Figure,
  figures: readonly Figure[],
): Sum | undefined {
  const { measure } = table;
  const total = countsOf(measure, whole).get(part);
  const counts = figures.map((figure) => countsOf(measure, figure).get(part));
  if (total === undefined || counts.some((count) => count === undefined)) return undefined;
  const sum = counts.reduce((all: number, count) => all + (count ?? 0), 0);
  if (Math.abs(sum - total) > 1e-6)
    throw new Error(
      `${measure.id}, ${whole.period}: the ${part} isn't the sum of its ${figures.length} parts`,
    );
  return {
    total: countId(measure, whole, part),
    parts: figures.map((figure) => countId(measure, figure, part)),
  };
}

/** The figure that a figure is part of when only some dimensions are kept. */
function within({ group, breakdown, period }: Figure, kept: readonly string[], separator: string): string {
  const dimensions = breakdown.split(",");
  const values = group.split(separator);
  return [period, ...kept.map((dimension) => values[dimensions.indexOf(dimension)] ?? "")].join("|");
}

/**
 * What the groups of a breakdown add up to in the breakdowns of fewer dimensions, the total last. A period in which
 * some group isn't held has no sum. `tables` are those of one measure.
 */
export function groupSums(table: FigureTable, tables: readonly FigureTable[], separator: string): Sum[] {
  const wholes = tables.filter(
    ({ by }) => by.length < table.by.length && by.every((dimension) => table.by.includes(dimension)),
  );
  const notHeld = new Set(table.figures.filter(({ status }) => status === "x").map(({ period }) => period));
  return wholes.flatMap((larger) => {
    const members = new Map<string, Figure[]>();
    for (const figure of table.figures) {
      const key = within(figure, larger.by, separator);
      members.set(key, [...(members.get(key) ?? []), figure]);
    }
    return larger.figures.flatMap((whole) => {
      const figures = members.get(within(whole, larger.by, separator)) ?? [];
      if (figures.length === 0 || notHeld.has(whole.period)) return [];
      return additiveParts(table.measure).flatMap((part) => toSum(table, part, whole, figures) ?? []);
    });
  });
}

/** The periods a quarter or financial year is made of, among those there are. */
function partsOf(whole: Figure, periods: readonly Figure[]): Figure[] {
  const inside = periods.filter(
    (one) =>
      one.period !== whole.period &&
      one.period_start >= whole.period_start &&
      one.period_end <= whole.period_end,
  );
  const quarters = inside.filter(({ period_kind }) => period_kind === "quarter");
  const months = inside.filter(({ period_kind }) => period_kind === "month");
  const isQuarter = whole.period_kind === "quarter";
  const kind = isQuarter || quarters.length < 4 ? months : quarters;
  return kind.length === (isQuarter ? 3 : kind === quarters ? 4 : 12) ? kind : [];
}

/** What the months of a quarter, and the quarters or months of a financial year, add up to, group by group. */
export function timeSums(table: FigureTable): Sum[] {
  if (table.measure.time !== "flow") return [];
  const groups = new Map<string, Figure[]>();
  for (const figure of table.figures) groups.set(figure.group, [...(groups.get(figure.group) ?? []), figure]);
  return [...groups.values()].flatMap((figures) =>
    figures
      .filter(({ period_kind }) => period_kind === "quarter" || period_kind === "financial-year")
      .flatMap((whole) => {
        const parts = partsOf(whole, figures);
        if (parts.length === 0) return [];
        return additiveParts(table.measure).flatMap((part) => {
          const sum = toSum(table, part, whole, parts);
          return sum ? [{ ...sum, isOverTime: true }] : [];
        });
      }),
  );
}

/**
 * What groups that are put together add up to: where a breakdown shows a group that none was counted as, it is those that
 * were counted and that it doesn't show. `behind` are the breakdowns as they were counted.
 */
export function foldSums(shown: FigureTable, behind: readonly FigureTable[]): Sum[] {
  const counted = behind.find(
    ({ measure, by }) => measure === shown.measure && by.join(",") === shown.by.join(","),
  );
  if (!counted) return [];
  const keyOf = ({ period, group }: Figure) => `${period}|${group}`;
  const own = new Set(counted.figures.map(keyOf));
  const named = new Set(shown.figures.map(keyOf));
  return shown.figures
    .filter((figure) => !own.has(keyOf(figure)))
    .flatMap((others) => {
      const figures = counted.figures.filter(
        (figure) => figure.period === others.period && !named.has(keyOf(figure)),
      );
      if (figures.length === 0) return [];
      return additiveParts(shown.measure).flatMap((part) => toSum(shown, part, others, figures) ?? []);
    });
}
