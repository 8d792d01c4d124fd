import { type Bound, type Equation, toEquation } from "./equations.ts";
import type { Cell, Table } from "./tables.ts";

/** What a release leaves for the next: each cell with its true count, whether it was shown, and what adds up. */
export interface EarlierRelease {
  /** Names the release; of two with the same cells the later has the greater place in the list. */
  name: string;
  /** Whether it showed its zeros, so that what it hid is known to be more than none. */
  isZeroShown: boolean;
  cells: readonly {
    id: string;
    count: number;
    shown: boolean;
    unsafe: boolean;
    /** Whether it was hidden, if it was, by a rule that hides zeros too. */
    mayBeNone?: boolean;
  }[];
  equations: readonly Equation[];
  bounds: readonly Bound[];
  /**
   * What of a ledger it is. A cell of a ledger is another's of its id with the same count, whatever they are totals of. What
   * it has changed by since is of a release a revision, and of an answer a count as in a growing table. Any other release is
   * as `growing` says.
   */
  ofLedger?: "release" | "answer";
  /** Whether what it hid stays hidden, though less would do. */
  staysHidden?: boolean;
}

/** A cell as all releases together know it. */
export interface LinkedCell {
  id: string;
  count: number;
  /** In a table of this release. */
  isCurrent: boolean;
  /** Shown by an earlier release, so known for ever. */
  isKnown: boolean;
  /** Can be shown at all. */
  isShown: boolean;
  isUnsafe: boolean;
  /** Hidden by an earlier release, what that hid being to stay so. */
  isKept: boolean;
  /** What hiding it costs; its count unless given. */
  cost?: number;
  /** The least it is known to be before anything is worked out. */
  atLeast: number;
  /** May be hidden by this release though it is none. */
  mayBeNone: boolean;
  /** Should have been hidden though it is none, and follows from what is shown whatever is hidden. */
  isTold?: boolean;
  tables: string[];
}

export interface Linked {
  cells: Map<string, LinkedCell>;
  equations: Equation[];
  bounds: Bound[];
}

export interface LinkOptions {
  tables: readonly Table[];
  earlier: readonly EarlierRelease[];
  isUnsafe: (cell: Cell) => boolean;
  /** Whether this release shows its zeros. */
  isZeroShown: boolean;
  /** Whether it is known that what isn't shown is no zero; true unless given. */
  knowsZeros?: boolean;
  /** What a count has changed by between releases is a count too: of whom a year-to-date table has added. */
  growing: boolean;
}

/**
 * The least a hidden count can be: where zeros are shown one that isn't shown is no zero, so it is at least one (or all
 * of what is less than one, as of posts in part). Taken of what is never shown too: whoever attacks may know it. Not of what a
 * rule hides though it is none.
 */
const floorOf = (count: number, isZeroShown: boolean): number => (isZeroShown ? Math.min(1, count) : 0);

function addTables(linked: Linked, { tables, isUnsafe, isZeroShown, knowsZeros = true }: LinkOptions): void {
  for (const table of tables) {
    for (const cell of table.cells) {
      const { id, count, shown = true } = cell;
      const mayBeNone = cell.mayBeNone === true || linked.cells.get(id)?.mayBeNone === true;
      if (!Number.isFinite(count) || count < 0) throw new Error(`invalid count of ${id} in ${table.name}`);
      const known = linked.cells.get(id);
      if (known && known.count !== count) throw new Error(`two counts of ${id}: see ${table.name}`);
      linked.cells.set(id, {
        id,
        count,
        isCurrent: true,
        isKnown: false,
        isShown: shown || (known?.isShown ?? false),
        isUnsafe: isUnsafe(cell) || (known?.isUnsafe ?? false),
        isKept: false,
        ...(cell.cost === undefined ? {} : { cost: cell.cost }),
        atLeast: floorOf(count, isZeroShown && knowsZeros && !mayBeNone),
        mayBeNone,
        tables: [...(known?.tables ?? []), table.name],
      });
    }
  }
  for (const table of tables) {
    for (const sum of table.sums) {
      const parts = sum.parts.reduce((all, id) => all + countOf(linked, id), 0);
      if (Math.abs(parts - countOf(linked, sum.total)) > 1e-9 * Math.max(1, parts))
        throw new Error(`${sum.total} isn't the sum of its parts in ${table.name}`);
      linked.equations.push(toEquation(sum));
    }
    linked.bounds.push(...(table.bounds ?? []));
  }
}

function countOf(linked: Linked, id: string): number {
  const cell = linked.cells.get(id);
  if (!cell) throw new Error(`unknown cell: ${id}`);
  return cell.count;
}

/** Each statement once: most of what an earlier release says the next one says again. */
function dedupe<T extends Bound | Equation>(statements: readonly T[], cells: Linked["cells"]): T[] {
  const numbers = new Map([...cells.keys()].map((id, index) => [id, index]));
  const kept = new Map<string, T>();
  for (const statement of statements) {
    const terms = statement.terms.map(
      ({ cell, coefficient }) => `${numbers.get(cell)}${coefficient === 1 ? "" : `*${coefficient}`}`,
    );
    const ends = "equals" in statement ? [statement.equals] : [statement.lower, statement.upper];
    const key = `${terms.sort().join()}=${ends}`;
    if (!kept.has(key)) kept.set(key, statement);
  }
  return [...kept.values()];
}

/** Of each total of a growing table all that it is the total of: with more of it, it is another though it is as large. */
function membersOf(equations: readonly Equation[]): (id: string) => string {
  const parts = new Map<string, Set<string>>();
  for (const { terms } of equations) {
    const total = terms.find(({ coefficient }) => coefficient < 0);
    if (!total) continue;
    const own = parts.get(total.cell) ?? new Set<string>();
    parts.set(total.cell, own);
    for (const { cell } of terms) if (cell !== total.cell) own.add(cell);
  }
  return (id) => JSON.stringify([...(parts.get(id) ?? [])].sort());
}

/**
 * All releases and this one as one system. A cell that had another count in an earlier release is a cell of its own
 * there, `id@release`; with the same count it is the same cell, and known for ever once any release has shown it. A total
 * of a growing table is the same only if it is of the same combinations, but for one that a ledger has.
 * Throws an Error when a table contradicts itself or another.
 */
export function linkReleases(options: LinkOptions): Linked {
  const { earlier, isUnsafe, isZeroShown, knowsZeros = true, growing } = options;
  const linked: Linked = { cells: new Map(), equations: [], bounds: [] };
  addTables(linked, options);
  const versionIn = (equations: readonly Equation[], byMembers: boolean) => {
    const membersIn = byMembers ? membersOf(equations) : () => "";
    return ({ id, count }: { id: string; count: number }) => `${count} ${membersIn(id)}`;
  };
  // Every version of each id.
  const versionNow = versionIn(linked.equations, growing);
  const versions = new Map([...linked.cells].map(([id, cell]) => [id, new Map([[versionNow(cell), cell]])]));
  // The versions that a ledger tells by their counts, and those whose changes are counts.
  const byCount = new Set<LinkedCell>();
  const changing = new Set(linked.cells.values());
  for (const release of earlier.toReversed()) {
    const names = new Map<string, string>();
    const isOfLedger = release.ofLedger !== undefined;
    const versionThen = versionIn(release.equations, growing && !isOfLedger);
    for (const { id, count, shown, unsafe, mayBeNone = false } of release.cells) {
      const ofId = versions.get(id) ?? new Map<string, LinkedCell>();
      versions.set(id, ofId);
      const version = versionThen({ id, count });
      const name = ofId.size === 0 ? id : `${id}@${release.name}`;
      const alike = [...ofId.values()].find((one) => one.count === count && (isOfLedger || byCount.has(one)));
      const cell: LinkedCell = ofId.get(version) ??
        alike ?? {
          id: name,
          count,
          isCurrent: false,
          isKnown: false,
          isShown: false,
          isUnsafe: false,
          isKept: false,
          atLeast: 0,
          mayBeNone: false,
          tables: [],
        };
      const isNew = ![...ofId.values()].includes(cell);
      if (isNew && linked.cells.has(name)) throw new Error(`two releases named ${release.name}`);
      if (isNew) ofId.set(version, cell);
      if (isOfLedger) byCount.add(cell);
      if (release.ofLedger !== "release") changing.add(cell);
      cell.isKnown ||= shown;
      cell.isKept ||= !shown && (release.staysHidden ?? false);
      cell.isUnsafe ||= unsafe;
      cell.atLeast = Math.max(cell.atLeast, floorOf(count, release.isZeroShown && knowsZeros && !mayBeNone));
      linked.cells.set(cell.id, cell);
      names.set(id, cell.id);
    }
    const rename = <T extends Bound | Equation>(statement: T): T => ({
      ...statement,
      terms: statement.terms.map((term) => ({ ...term, cell: names.get(term.cell) ?? term.cell })),
    });
    linked.equations.push(...release.equations.map(rename));
    linked.bounds.push(...release.bounds.map(rename));
  }
  if (growing)
    for (const [id, ofId] of versions) {
      // Versions are the latest first: of two alike the later has more in it, if only none.
      const changed = [...ofId.values()].filter((cell) => changing.has(cell));
      const inOrder = changed.reverse().sort((a, b) => a.count - b.count);
      for (const [index, more] of inOrder.entries()) {
        const less = inOrder[index - 1];
        if (!less) continue;
        const count = more.count - less.count;
        addGrowth(linked, more, less, {
          count,
          isUnsafe: isUnsafe({ id, count }),
          atLeast: floorOf(count, isZeroShown && knowsZeros),
        });
      }
    }
  linked.equations = dedupe(linked.equations, linked.cells);
  linked.bounds = dedupe(linked.bounds, linked.cells);
  return linked;
}

/** What two versions of a count differ by, as a cell that is never shown. */
function addGrowth(
  linked: Linked,
  more: LinkedCell,
  less: LinkedCell,
  growth: Pick<LinkedCell, "count" | "isUnsafe" | "atLeast">,
): void {
  const id = `${more.id} less ${less.id}`;
  linked.cells.set(id, {
    ...growth,
    id,
    isCurrent: false,
    isKnown: false,
    isShown: false,
    isKept: false,
    mayBeNone: false,
    tables: [...more.tables, ...less.tables],
  });
  linked.equations.push(toEquation({ total: more.id, parts: [less.id, id] }));
}
