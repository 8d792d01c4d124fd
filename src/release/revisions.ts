import type { Figure } from "../measures/figure.ts";
import { formatCount, formatMonth, formatValue } from "../report/format.ts";
import { editionName } from "../report/names.ts";
import type { Revision } from "../report/report.ts";
import { figureId } from "./countTables.ts";
import type { ReleaseRecord } from "./releaseRecord.ts";

type Counts = Pick<Figure, "numerator" | "denominator">;

interface Given extends Counts {
  released: string;
  /** 'the release of June 2021', or which edition of it. */
  name: string;
  value: number;
}

const near = (a: number | null, b: number | null) =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)));

/** Whether a figure says the same as it did: its value and what it is taken of, which may grow while the value stays. */
const isSame = (given: Given, figure: Figure) =>
  near(given.value, figure.value) &&
  near(given.numerator, figure.numerator) &&
  near(given.denominator, figure.denominator);

/** A revision, and by how much each count of the figure has changed, shown now or not. */
export interface Revised {
  revision: Revision;
  /** Without a sign, and of what a numerator leaves of its denominator too: each is a count of people. */
  changes: number[];
}

/** By how much the counts of a figure have changed: what a reader learns of who came, went or was put right. */
function changesOf(was: Counts, is: Counts & Pick<Figure, "unit">): number[] {
  const change = (before: number | null, after: number | null) =>
    before === null || after === null ? 0 : after - before;
  const numerator = change(was.numerator, is.numerator);
  const denominator = change(was.denominator, is.denominator);
  const hasRest = is.unit === "percent" && was.denominator !== null && is.denominator !== null;
  const rest = hasRest && is.numerator !== null ? denominator - numerator : 0;
  return [numerator, denominator, rest].map(Math.abs).filter((one) => one > 1e-9);
}

/** What a figure is taken of: '40 of 45'. Empty where it has no such counts. */
const countsOf = ({ numerator, denominator }: Counts) =>
  [numerator, denominator].flatMap((count) => (count === null ? [] : formatCount(count))).join(" of ");

/** What readers know each release by: its month, and its edition where there are several of it. */
function namesOf(releases: readonly ReleaseRecord[], month: string): string[] {
  const months = [...releases.map((one) => one.month), month];
  return releases.map((one, place) => {
    const name = `the release of ${formatMonth(one.month)}`;
    if (months.filter((other) => other === one.month).length === 1) return name;
    const number = months.slice(0, place + 1).filter((other) => other === one.month).length;
    return `${editionName(number)} of ${name}`;
  });
}

/**
 * What each release gave of each figure that it gave a value, oldest first, by the figure's id, and the figures that the
 * last to have them gave none.
 */
function givenBefore(
  releases: readonly ReleaseRecord[],
  current: string,
): { history: Map<string, Given[]>; notGiven: Set<string> } {
  const history = new Map<string, Given[]>();
  const notGiven = new Set<string>();
  const names = namesOf(releases, current);
  for (const [place, { month, figures }] of releases.entries())
    for (const [measure, period, breakdown, group, numerator, denominator, value] of figures) {
      const id = [measure, period, breakdown, group].join("|");
      if (value === null) {
        notGiven.add(id);
        continue;
      }
      notGiven.delete(id);
      const known = history.get(id);
      const given = { released: month, name: names[place] ?? "", numerator, denominator, value };
      if (known) known.push(given);
      else history.set(id, [given]);
    }
  return { history, notGiven };
}

/** Of which release figures are, why one isn't what it was, and the counts it has though none may be shown. */
interface Revising {
  /** Where a release before is of it too, this is a reissue. */
  month: string;
  whyOf: (figure: Figure) => string;
  countsBehind: (figure: Figure) => Counts;
}

/**
 * The figures with `r` on each that isn't what an earlier release gave, and a note of what it was there. A figure that
 * is provisional or the first of a new series keeps its marker and gets the note. Beside them the revisions since the
 * release before: what that gave and is otherwise now, hidden and no longer held among it.
 */
export function markRevised(
  figures: readonly Figure[],
  releases: readonly ReleaseRecord[],
  { month, whyOf, countsBehind }: Revising,
): { figures: Figure[]; revised: Revised[] } {
  const { history, notGiven } = givenBefore(releases, month);
  const revised: Revised[] = [];
  const marked = figures.map((figure): Figure => {
    const given = history.get(figureId(figure)) ?? [];
    const last = given.at(-1);
    const different = given.findLast((one) => !isSame(one, figure));
    if (!last || !different) return figure;
    const { measure, period, breakdown, group, unit, value, status } = figure;
    const isNews = value !== null || !notGiven.has(figureId(figure));
    if (isNews && !isSame(last, figure)) {
      const counts = near(last.value, value) ? `: ${countsOf(last)} then, ${countsOf(figure)} now` : "";
      const revision = {
        measure,
        period,
        breakdown,
        group,
        unit,
        released: last.released,
        was: last.value,
        is: value,
        status,
        why: `${whyOf(figure)}${counts}`,
      };
      revised.push({ revision, changes: changesOf(last, { unit, ...countsBehind(figure) }) });
    }
    if (value === null) return figure;
    const isTold = unit === "percent" || near(different.value, value);
    const counts = isTold && countsOf(different) ? ` (${countsOf(different)})` : "";
    const was = `${formatValue(different.value, unit)}${counts}`;
    const note = `Revised: ${was} in ${different.name}.`;
    return {
      ...figure,
      status: status === "" ? "r" : status,
      note: [figure.note, note].filter(Boolean).join(" "),
    };
  });
  return { figures: marked, revised };
}
