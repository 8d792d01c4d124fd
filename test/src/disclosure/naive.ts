/** Independent of the code under test: counts in a grid of rows and columns, every one of which is tried. */

export interface Grid {
  counts: readonly (readonly number[])[];
}

/** The ids of a grid's cells as the tables of the project name them, by row and column; -1 is the total. */
function gridId(row: number, column: number): string {
  const parts = [column < 0 ? "" : `column=c${column}`, row < 0 ? "" : `row=r${row}`].filter(Boolean);
  return parts.length === 0 ? "total" : parts.join("&");
}

/** A grid's inner counts as rows of a table. */
export function toRows({ counts }: Grid): { values: string[]; count: number }[] {
  return counts.flatMap((line, row) =>
    line.map((count, column) => ({ values: [`r${row}`, `c${column}`], count })),
  );
}

/** Every count of a grid and of its totals, by id. */
export function gridCounts({ counts }: Grid): Map<string, number> {
  const all = new Map<string, number>();
  const add = (id: string, count: number) => all.set(id, (all.get(id) ?? 0) + count);
  counts.forEach((line, row) => {
    line.forEach((count, column) => {
      for (const [r, c] of [
        [row, column],
        [row, -1],
        [-1, column],
        [-1, -1],
      ] as const)
        add(gridId(r, c), count);
    });
  });
  return all;
}

/**
 * The least and most each cell can be when every inner count is a whole number up to `most` and what isn't hidden is
 * known: by trying every grid there is. For grids of very few cells.
 */
export function tryAll(grid: Grid, hidden: ReadonlySet<string>, most: number): Map<string, [number, number]> {
  const truth = gridCounts(grid);
  const [first = []] = grid.counts;
  const height = grid.counts.length;
  const found = new Map<string, [number, number]>();
  const line: number[] = [];
  const columnSums = first.map(() => 0);
  const isKnown = (id: string, value: number) => hidden.has(id) || truth.get(id) === value;

  const fill = (place: number): void => {
    const row = Math.floor(place / first.length);
    const column = place % first.length;
    if (place > 0 && column === 0) {
      const sum = line.slice(place - first.length).reduce((all, value) => all + value, 0);
      if (!isKnown(gridId(row - 1, -1), sum)) return;
    }
    if (row === height) {
      finish();
      return;
    }
    const id = gridId(row, column);
    const known = truth.get(id) ?? 0;
    const [from, to] = hidden.has(id) ? [0, most] : [known, known];
    for (let value = from; value <= to; value++) {
      line.push(value);
      columnSums[column] = (columnSums[column] ?? 0) + value;
      fill(place + 1);
      columnSums[column] = (columnSums[column] ?? 0) - value;
      line.pop();
    }
  };
  const finish = (): void => {
    if (columnSums.some((sum, column) => !isKnown(gridId(-1, column), sum))) return;
    const counts = Array.from({ length: height }, (_, row) =>
      line.slice(row * first.length, (row + 1) * first.length),
    );
    const all = gridCounts({ counts });
    if (!isKnown("total", all.get("total") ?? 0)) return;
    for (const [id, value] of all) {
      const [low, high] = found.get(id) ?? [value, value];
      found.set(id, [Math.min(low, value), Math.max(high, value)]);
    }
  };
  fill(0);
  return found;
}
