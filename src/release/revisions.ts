import type { Figure } from "../measures/figure.ts";
import { formatCount, formatMonth, formatValue } from "../report/format.ts";
import type { Revision } from "../report/report.ts";
import { figureId } from "./countTables.ts";
import type { ReleaseRecord } from "./releaseRecord.ts";

interface Given {
  released: string;
  numerator: number | null;
  denominator: number | null;
  value: number;
}

const near = (a: number | null, b: number | null) =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)));

/** Whether a figure says the same as it did: its value and what it is taken of, which may grow while the value stays. */
const isSame = (given: Given, figure: Figure) =>
  near(given.value, figure.value) &&
  near(given.numerator, figure.numerator) &&
  near(given.denominator, figure.denominator);

/** What a figure is taken of: '40 of 45'. Empty where it has no such counts. */
const countsOf = ({ numerator, denominator }: Pick<Given, "numerator" | "denominator">) =>
  [numerator, denominator].flatMap((count) => (count === null ? [] : formatCount(count))).join(" of ");

/** What each release gave of each figure that it gave a value, oldest first, by the figure's id. */
function givenBefore(releases: readonly ReleaseRecord[]): Map<string, Given[]> {
  const history = new Map<string, Given[]>();
  for (const { month, figures } of releases)
    for (const [measure, period, breakdown, group, numerator, denominator, value] of figures) {
      if (value === null) continue;
      const id = [measure, period, breakdown, group].join("|");
      const known = history.get(id);
      const given = { released: month, numerator, denominator, value };
      if (known) known.push(given);
      else history.set(id, [given]);
    }
  return history;
}

/**
 * The figures with `r` on each that isn't what an earlier release gave, and a note of what it was there. A figure that
 * is provisional or the first of a new series keeps its marker and gets the note. Beside them the revisions since the
 * release before: what that gave and is otherwise now, hidden and no longer held among it. `whyOf` says why.
 */
export function markRevised(
  figures: readonly Figure[],
  releases: readonly ReleaseRecord[],
  whyOf: (figure: Figure) => string,
): { figures: Figure[]; revisions: Revision[] } {
  const history = givenBefore(releases);
  const revisions: Revision[] = [];
  const marked = figures.map((figure): Figure => {
    const given = history.get(figureId(figure)) ?? [];
    const last = given.at(-1);
    const different = given.findLast((one) => !isSame(one, figure));
    if (!last || !different) return figure;
    const { measure, period, breakdown, group, unit, value, status } = figure;
    if (!isSame(last, figure)) {
      const counts = near(last.value, value) ? `: ${countsOf(last)} then, ${countsOf(figure)} now` : "";
      revisions.push({
        ...{ measure, period, breakdown, group, unit, released: last.released, was: last.value },
        ...{ is: value, status, why: `${whyOf(figure)}${counts}` },
      });
    }
    if (value === null) return figure;
    const isTold = unit === "percent" || near(different.value, value);
    const counts = isTold && countsOf(different) ? ` (${countsOf(different)})` : "";
    const was = `${formatValue(different.value, unit)}${counts}`;
    const note = `Revised: ${was} in the release of ${formatMonth(different.released)}.`;
    return {
      ...figure,
      status: status === "" ? "r" : status,
      note: [figure.note, note].filter(Boolean).join(" "),
    };
  });
  return { figures: marked, revisions };
}
