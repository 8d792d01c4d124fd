import { type GuardedFile, toLimitError, toShownName } from "./spreadsheetLimits.ts";

/** One row of a sheet that has at least one value. */
export interface SpreadsheetRow {
  sheet: string;
  /** As the spreadsheet program numbers it: the first is 1. */
  row: number;
  /** From column A to the last with a value; null is an empty cell. */
  cells: (string | null)[];
  /** What a spreadsheet program doesn't show of it: the row, or all of its sheet. */
  hidden?: Hidden;
}

export type Hidden = "row" | "sheet";

interface HeldRow extends SpreadsheetRow {
  times: number;
}

const batchRows = 4_000;
const batchCells = 200_000;
const batchCharacters = 8 * 1024 ** 2;

/** Holds the rows a parser finds, counts them against the limits and hands them out in batches. */
export class RowBatches {
  readonly #file: GuardedFile;
  readonly #counts = { rows: 0, cells: 0, characters: 0 };
  #held: HeldRow[] = [];
  #batch: SpreadsheetRow[] = [];
  #batchCells = 0;
  #batchCharacters = 0;

  constructor(file: GuardedFile) {
    this.#file = file;
  }

  /**
   * Takes a row, standing for as many rows as `times`, and what is `hidden` of it; one with no value is left out.
   * @throws DataError when the rows so far breach a limit, before any repeat is made.
   */
  add(
    sheet: string,
    row: number,
    cells: (string | null)[],
    { times = 1, hidden }: { times?: number; hidden?: Hidden | undefined } = {},
  ): void {
    let values = 0;
    let characters = 0;
    for (const cell of cells) {
      if (cell === null) continue;
      if (cell.length > this.#file.limits.valueCharacters) {
        throw toLimitError(this.#file, "valueCharacters", `sheet ${toShownName(sheet)}, row ${row}`);
      }
      values += 1;
      characters += cell.length;
    }
    if (values === 0) return;
    this.#count("rows", times, sheet);
    this.#count("cells", values * times, sheet);
    this.#count("characters", characters * times, sheet);
    this.#held.push({ sheet, row, cells, times, ...(hidden ? { hidden } : {}) });
  }

  #count(limit: "rows" | "cells" | "characters", more: number, sheet: string): void {
    this.#counts[limit] += more;
    if (this.#counts[limit] > this.#file.limits[limit]) {
      throw toLimitError(this.#file, limit, `sheet ${toShownName(sheet)}`);
    }
  }

  /** The full batches so far. */
  *takeFull(): Generator<SpreadsheetRow[]> {
    const held = this.#held;
    this.#held = [];
    for (const { row, cells, times, ...rest } of held) {
      for (let repeat = 0; repeat < times; repeat += 1) {
        this.#batch.push({ ...rest, row: row + repeat, cells: repeat === 0 ? cells : cells.slice() });
        this.#batchCells += cells.length;
        for (const cell of cells) this.#batchCharacters += cell?.length ?? 0;
        if (this.#isFull()) yield this.#takeBatch();
      }
    }
  }

  /** All that is left. */
  *takeRest(): Generator<SpreadsheetRow[]> {
    yield* this.takeFull();
    if (this.#batch.length > 0) yield this.#takeBatch();
  }

  #isFull(): boolean {
    return (
      this.#batch.length >= batchRows ||
      this.#batchCells >= batchCells ||
      this.#batchCharacters >= batchCharacters
    );
  }

  #takeBatch(): SpreadsheetRow[] {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchCells = 0;
    this.#batchCharacters = 0;
    return batch;
  }
}
