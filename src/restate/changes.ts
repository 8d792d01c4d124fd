import type { Figure } from "../measures/figure.ts";

/** What a figure came to. */
export type CameTo = Pick<Figure, "numerator" | "denominator" | "value" | "status">;

export const figureKey = ({ measure, period, breakdown, group }: Figure): string =>
  [measure, period, breakdown, group].join("\t");

const isSame = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

/** Whether two figures tell a reader something else; that one is provisional or the first of a series doesn't count. */
export function differ(a: CameTo, b: CameTo): boolean {
  return (
    !isSame(a.numerator, b.numerator) || !isSame(a.denominator, b.denominator) || !isSame(a.value, b.value)
  );
}

/** What a group comes to in a build none of whose rows name it. */
export function nothing({ denominator, unit }: Figure): CameTo {
  const isShare = denominator !== null && (unit === "percent" || unit === "ratio");
  return {
    numerator: 0,
    denominator: denominator === null ? null : 0,
    value: isShare ? null : 0,
    status: isShare ? "z" : "",
  };
}

/** A figure's counterpart: its own, or the one that says nothing of the breakdown is held; undefined when there is neither. */
export function findCounted(figures: ReadonlyMap<string, Figure>, figure: Figure): CameTo | undefined {
  const whole = figures.get(figureKey({ ...figure, group: "" }));
  return figures.get(figureKey(figure)) ?? (whole?.status === "x" ? whole : undefined);
}

const notThere: CameTo = { numerator: null, denominator: null, value: null, status: "x" };

/**
 * The figures of two builds side by side, in the order of `is` and then those it no longer has. A group that one of them
 * doesn't know is nothing there, and a period it doesn't report is not held.
 */
export function alignFigures(
  was: readonly Figure[],
  is: readonly Figure[],
): { figure: Figure; was: CameTo; is: CameTo }[] {
  const before = new Map(was.map((figure) => [figureKey(figure), figure]));
  const after = new Map(is.map((figure) => [figureKey(figure), figure]));
  const tableOf = ({ measure, period, breakdown }: Figure) => [measure, period, breakdown].join("\t");
  const tablesBefore = new Set(was.map(tableOf));
  const tablesAfter = new Set(is.map(tableOf));
  const isWhole = (figure: Figure) => figure.breakdown !== "" && figure.group === "";
  const gone = was.filter((figure) => !after.has(figureKey(figure)) && !isWhole(figure));
  return [
    ...is.flatMap((figure) => {
      const other = findCounted(before, figure);
      // Where nothing of a breakdown is held any more, each group of the other build says so.
      if (isWhole(figure) && !other) return [];
      const absent = tablesBefore.has(tableOf(figure)) ? nothing(figure) : notThere;
      return [{ figure, was: other ?? absent, is: figure }];
    }),
    ...gone.map((figure) => {
      const absent = tablesAfter.has(tableOf(figure)) ? nothing(figure) : notThere;
      return { figure, was: figure, is: findCounted(after, figure) ?? absent };
    }),
  ];
}
