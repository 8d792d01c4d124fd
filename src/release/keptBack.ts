import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { CountPart } from "../catalogue/statistics/define.ts";
import { type Bound, groupTogether, type Sum } from "../disclosure/equations.ts";
import type { EarlierRelease } from "../disclosure/linkReleases.ts";
import { suppress } from "../disclosure/suppress.ts";
import type { Cell, CountOf, Table } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { countId, countsOf, type FigureTable, figureId } from "./countTables.ts";
import { dimensionsOf, type Plan } from "./plan.ts";
import type { ReleaseRecord } from "./releaseRecord.ts";

/** What a release gave of a figure. */
export type Given = Pick<Figure, "numerator" | "denominator" | "value">;

/** What the last release to show each figure, or that there was nothing to count, gave of it, by the figure's id: what readers have. */
export function givenLast(releases: readonly ReleaseRecord[]): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const { figures } of releases)
    for (const [measure, period, breakdown, group, numerator, denominator, value, status] of figures)
      if (value !== null || (status === "z" && denominator === 0))
        given.set(figureId({ measure, period, breakdown, group }), { numerator, denominator, value });
  return given;
}

/** Counts that somebody has, by id, each as releases gave it, oldest first. */
type Out = ReadonlyMap<string, readonly number[]>;

/** The counts that each release has shown, or that follow from those it has by adding up. */
function countsOut(earlier: readonly EarlierRelease[]): Out {
  const out = new Map<string, number[]>();
  for (const { cells, equations } of earlier) {
    const counts = new Map(cells.map(({ id, count }) => [id, count]));
    const known = new Set(cells.filter(({ shown }) => shown).map(({ id }) => id));
    for (let before = -1; before !== known.size; ) {
      before = known.size;
      for (const { terms } of equations) {
        const unknown = terms.filter(({ cell }) => !known.has(cell));
        if (unknown.length === 1 && unknown[0]) known.add(unknown[0].cell);
      }
    }
    for (const id of known) {
      const count = counts.get(id);
      if (count !== undefined) out.set(id, [...(out.get(id) ?? []), count]);
    }
  }
  return out;
}

const near = 1e-9;

/** The counts whose changes the plan says are shown, however few they are of. */
export function decidedCounts(
  tables: readonly FigureTable[],
  { revisions, about_office }: Plan,
  nameOf: (id: string) => string,
): Set<string> {
  const isDecided = (measure: MeasureDefinition, by: readonly string[], figure: Figure) =>
    about_office.includes(measure.id) ||
    revisions.some(
      (one) =>
        one.measure === measure.id &&
        dimensionsOf(one.by).join(",") === by.join(",") &&
        (one.group === undefined || one.group === figure.group) &&
        (one.periods === undefined || one.periods.includes(figure.period)),
    );
  return new Set(
    tables.flatMap(({ measure, by, figures }) =>
      figures
        .filter((figure) => isDecided(measure, by, figure))
        .flatMap((figure) =>
          [...countsOf(measure, figure).keys()].map((part) => nameOf(countId(measure, figure, part))),
        ),
    ),
  );
}

/** What releases last gave of the counts of figures, by the counts' ids. */
export function countsSeen(
  tables: readonly FigureTable[],
  given: ReadonlyMap<string, Given>,
  nameOf: (id: string) => string,
): Map<string, number[]> {
  const seen = new Map<string, number[]>();
  for (const { measure, figures } of given.size === 0 ? [] : tables)
    for (const figure of figures) {
      const last = given.get(figureId(figure));
      if (!last) continue;
      const { numerator, denominator } = last;
      for (const [part, count] of countsOf(measure, { ...figure, numerator, denominator })) {
        const id = nameOf(countId(measure, figure, part));
        seen.set(id, [...(seen.get(id) ?? []), count]);
      }
    }
  return seen;
}

/** What it costs to leave a month out that no release has shown: more than to leave all else as it was. */
const newsCost = 1e6;

interface KeepingBack {
  tables: readonly Table[];
  earlier: readonly EarlierRelease[];
  threshold: number;
  /** Counts whose changes are shown in any case. */
  decided: ReadonlySet<string>;
  /** What was last given of counts, by id, whether that was so or came to what its parts did. */
  seen: ReadonlyMap<string, readonly number[]>;
}

/** A count as readers have it and as it is. */
interface Change {
  id: string;
  of: CountOf | undefined;
  /** What was last shown of it; undefined where it never was. */
  was: number | undefined;
  is: number;
  /** Whether it could be shown as it is. */
  isShown: boolean;
  /** Whether it differs from what was ever shown of it by fewer than the threshold. */
  isSmall: boolean;
}

function changesOf({ tables, earlier, threshold, seen }: KeepingBack): Map<string, Change> {
  const out = countsOut(earlier);
  const isSmall = (change: number) => Math.abs(change) > near && Math.abs(change) < threshold - near;
  const changes = new Map<string, Change>();
  for (const { id, count, of, shown = true } of tables.flatMap(({ cells }) => cells)) {
    const shownThen = out.get(id) ?? [];
    const given = [...(seen.get(id) ?? []), ...shownThen];
    const isOpen = shown || changes.get(id)?.isShown === true;
    changes.set(id, {
      id,
      of,
      is: count,
      was: given.at(-1),
      isShown: isOpen,
      isSmall: given.some((then) => isSmall(count - then)),
    });
  }
  return changes;
}

const idsIn = ({ total, parts }: Sum) => [total, ...parts];

/** What a sum says of what its counts have changed by, each without its sign: what is new has come with all of it. */
function toBoundOfChanges({ total, parts }: Sum, changes: ReadonlyMap<string, Change>): Bound {
  let before = 0;
  const terms = [...parts.map((id) => [id, 1] as const), [total, -1] as const].map(([id, sign]) => {
    const { was = 0, is = 0 } = changes.get(id) ?? {};
    before += sign * was;
    return { cell: id, coefficient: is < was ? -sign : sign };
  });
  return { terms, lower: -before, upper: -before };
}

/** Those of the sums that a small change is joined to by sums, through counts that readers don't know. */
function around(sums: readonly Sum[], changes: ReadonlyMap<string, Change>): Sum[] {
  const isKnown = ({ was, is }: Change) => was !== undefined && Math.abs(was - is) <= near;
  const places = new Map([...changes.keys()].map((id, place) => [id, place]));
  const open = sums.map((sum) =>
    idsIn(sum).flatMap((id) => {
      const [change, place] = [changes.get(id), places.get(id)];
      return change === undefined || place === undefined || isKnown(change) ? [] : place;
    }),
  );
  const groups = groupTogether(changes.size, open);
  const small = new Set([...changes.values()].map((one, place) => (one.isSmall ? groups[place] : -1)));
  return sums.filter((_, index) => {
    const [first] = open[index] ?? [];
    return first !== undefined && small.has(groups[first]);
  });
}

/** Counts all of whose figures have one that is kept back, so that none shows them as they are. */
function shownByNone(
  figures: readonly { of: readonly string[] }[],
  kept: ReadonlySet<string>,
): Iterable<string> {
  const isKept = ({ of }: { of: readonly string[] }) => of.some((id) => kept.has(id));
  const hidden = new Set(figures.filter(isKept).flatMap(({ of }) => of));
  for (const { of } of figures.filter((figure) => !isKept(figure))) for (const id of of) hidden.delete(id);
  return hidden;
}

/**
 * The counts of a release that are not shown as they are now, because what they have changed by since they were last shown is of
 * fewer people than the threshold, or would give away what another has: a change is a count of people too, who came late or
 * were put right. The changes are hidden as the counts of a table are, the least of them, by readers who know that what is shown
 * as it was has not changed. A quarter or year that no release has shown isn't shown either where a part of it is
 * kept back, but for what its parts as published come to. A sum of which a small change is shown by decision tells how many
 * have changed among the others; of these no less than two are as published. Throws a DataError where that can't be.
 */
async function findKeptBack(keeping: KeepingBack): Promise<Set<string>> {
  const { tables, threshold, decided } = keeping;
  const changes = changesOf(keeping);
  const few = [...changes.values()].filter(({ isSmall }) => isSmall).map(({ id }) => id);
  const kept = new Set(few.filter((id) => !decided.has(id)));
  if (kept.size === 0) return kept;
  const all = tables.flatMap((table) => table.sums);
  const isTold = (sum: Sum) => idsIn(sum).some((id) => decided.has(id) && changes.get(id)?.isSmall);
  const told = all.filter(isTold);
  const sums = around(
    all.filter((sum) => !isTold(sum)),
    changes,
  );
  const isNew = (id: string) => changes.get(id)?.was === undefined;
  const overTime = all.filter(({ isOverTime, total }) => isOverTime && isNew(total) && !decided.has(total));
  const isNews = ({ id, of }: Change) =>
    isNew(id) && (of?.period_kind === "month" || of?.period_kind === "day");
  const joined = new Set([...few, ...sums.flatMap(idsIn)]);
  const bounds = sums.map((sum) => toBoundOfChanges(sum, changes));
  const figures = tables.flatMap((table) => table.figures ?? []);
  const small = new Set(kept);
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const { total, parts } of overTime) if (parts.some((part) => kept.has(part))) kept.add(total);
    for (const id of shownByNone(figures, kept)) if (!decided.has(id)) kept.add(id);
    const cells = [...joined].flatMap((id): Cell[] => {
      const change = changes.get(id);
      if (!change) return [];
      const isUnsafe = small.has(id);
      const isOpen =
        change.isShown && !(isNew(id) && (kept.has(id) || (change.is > 0 && change.is < threshold)));
      const count = Math.abs(change.is - (change.was ?? 0));
      const cost = isNews(change) ? newsCost + count : count;
      return [
        { id, count, cost, safe: true, unsafe: isUnsafe, shown: isUnsafe || (isOpen && !kept.has(id)) },
      ];
    });
    const { hidden } = await suppress({
      tables: [{ name: "what has changed since the last release", cells, sums: [], bounds }],
      threshold,
      knowledge: { zeros: false, singletons: false },
    });
    for (const id of hidden.keys()) kept.add(id);
    for (const sum of told) {
      const as = idsIn(sum).filter((id) => kept.has(id) || changes.get(id)?.was === changes.get(id)?.is);
      if (as.length !== 1 || !as.some((id) => kept.has(id))) continue;
      const [least] = idsIn(sum)
        .filter((id) => !kept.has(id) && !decided.has(id))
        .sort((a, b) => (changes.get(a)?.is ?? 0) - (changes.get(b)?.is ?? 0));
      if (least !== undefined) kept.add(least);
    }
  }
  return kept;
}

/** All counts that have changed, and those that no release has shown of which any sum with one of them would tell. */
function allThatTells({ tables }: KeepingBack, changes: ReadonlyMap<string, Change>): Set<string> {
  const hasChanged = ({ was, is, isSmall }: Change) =>
    isSmall || (was !== undefined && Math.abs(was - is) > near);
  const kept = new Set([...changes.values()].filter(hasChanged).map(({ id }) => id));
  const isNew = (id: string) => changes.get(id)?.was === undefined;
  const sums = tables.flatMap((table) => table.sums);
  const figures = tables.flatMap((table) => table.figures ?? []);
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const ids of sums.map(idsIn))
      if (ids.some((id) => kept.has(id))) for (const id of ids.filter(isNew)) kept.add(id);
    for (const id of shownByNone(figures, kept)) kept.add(id);
  }
  return kept;
}

/**
 * As `findKeptBack`; where nothing that can be kept back is enough, every count that has changed is, with whatever new would
 * tell of one, and a warning says so.
 */
export async function keepBack(
  keeping: KeepingBack,
): Promise<{ kept: Set<string>; warnings: readonly string[] }> {
  try {
    return { kept: await findKeptBack(keeping), warnings: [] };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const kept = allThatTells(keeping, changesOf(keeping));
    return {
      kept,
      warnings: [
        `${kept.size} counts are as they were published, or aren’t shown yet: some change is of so few that it would be known from the others`,
      ],
    };
  }
}

/** The tables with the counts that are kept back as what isn't shown and could be worked out. */
export const withoutKept = (tables: readonly Table[], kept: ReadonlySet<string>): Table[] =>
  kept.size === 0
    ? [...tables]
    : tables.map((table) => ({
        ...table,
        cells: table.cells.map((cell) => (kept.has(cell.id) ? { ...cell, shown: false } : cell)),
      }));

/**
 * The figures shown otherwise than they last were by so few that it is nobody's to know, and that the plan doesn't say are
 * revised in any case: there must be none. Those that come to what their parts do are left out.
 */
export function findSmallChanges(
  figures: readonly Figure[],
  {
    given,
    threshold,
    isRevised,
  }: {
    given: ReadonlyMap<string, Given>;
    threshold: number;
    isRevised: (figure: Figure, part: CountPart) => boolean;
  },
): string[] {
  const isSmall = (change: number) => Math.abs(change) > near && Math.abs(change) < threshold - near;
  return figures.flatMap((figure) => {
    const last = given.get(figureId(figure));
    if (last?.denominator === 0 && last.value === null && figure.status === "c")
      return [`revision: ${figureId(figure)} had nothing to count, and now has what is hidden`];
    if (!last || figure.value === null) return [];
    const change = (part: "numerator" | "denominator") => (figure[part] ?? 0) - (last[part] ?? 0);
    const both = (["numerator", "denominator"] as const).filter(
      (part) => figure[part] !== null && last[part] !== null,
    );
    const changes = new Map<CountPart, number>(both.map((part) => [part, change(part)]));
    if (both.length === 2 && figure.unit === "percent")
      changes.set("rest", change("denominator") - change("numerator"));
    const few = [...changes].filter(([part, by]) => isSmall(by) && !isRevised(figure, part));
    return few.length === 0 ? [] : [`revision: ${figureId(figure)} changes by fewer than ${threshold}`];
  });
}
