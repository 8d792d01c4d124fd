import { DataError } from "../../loaders/dataError.ts";

/** A longer cell is none: a quotation mark was never closed, or it is no table. */
export const mostCellCharacters = 2 ** 20;
const mostColumns = 20_000;

const [quotation, lineFeed, carriageReturn] = [34, 10, 13];

/** What is told of each record: its cells and its number, the first record 1; a blank line is a record without a cell. */
export type OnRecord = (cells: string[], row: number, isBroken: boolean) => void;

/**
 * Cuts text into the records of a CSV, per RFC 4180, as it comes in pieces: a line end within quotation marks ends none. Only the
 * record it is in is held. `isBroken`: something stands between a closing quotation mark and the end of its cell.
 */
export class DelimitedRows {
  readonly #file: string;
  readonly #delimiter: number;
  readonly #onRecord: OnRecord;
  #cells: string[] = [];
  /** What earlier pieces held of the cell it is in. */
  #begun = "";
  #state: "start" | "plain" | "quoted" | "closed" = "start";
  #isBroken = false;
  #isAfterReturn = false;
  #row = 1;
  #isEmptyRecord = true;

  constructor(file: string, delimiter: string, onRecord: OnRecord) {
    this.#file = file;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#onRecord = onRecord;
  }

  /** Throws a DataError for a cell or a record that is too long to be one. */
  push(text: string): void {
    const { length } = text;
    let from = 0;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (this.#isAfterReturn) {
        this.#isAfterReturn = false;
        if (code === lineFeed) {
          from = at + 1;
          continue;
        }
      }
      if (this.#state === "quoted") {
        const close = text.indexOf('"', at);
        if (close === -1) break;
        this.#take(text, from, close);
        from = close + 1;
        at = close;
        this.#state = "closed";
      } else if (code === quotation && this.#state === "start") {
        this.#state = "quoted";
        this.#isEmptyRecord = false;
        from = at + 1;
      } else if (code === quotation && this.#state === "closed" && at === from) {
        // Two together are one of the text.
        this.#begun += '"';
        this.#state = "quoted";
        from = at + 1;
      } else if (code === this.#delimiter) {
        this.#endCell(text, from, at);
        from = at + 1;
      } else if (code === lineFeed || code === carriageReturn) {
        this.#endRecord(text, from, at);
        this.#isAfterReturn = code === carriageReturn;
        from = at + 1;
      } else if (this.#state === "closed") {
        this.#isBroken = true;
      } else if (this.#state === "start") {
        this.#state = "plain";
        this.#isEmptyRecord = false;
      }
    }
    if (from < length) this.#take(text, from, length);
  }

  /** Ends the last record, where no line end does. */
  end(): void {
    if (this.#state === "quoted") throw this.#refuse("a quotation mark is opened and not closed");
    if (!this.#isEmptyRecord || this.#cells.length > 0) this.#endRecord("", 0, 0);
  }

  #take(text: string, from: number, to: number): void {
    if (this.#begun.length + to - from > mostCellCharacters)
      throw this.#refuse(
        this.#state === "quoted"
          ? "a quotation mark is opened and not closed, or a cell is longer than a million characters"
          : "a cell is longer than a million characters",
      );
    this.#begun += text.slice(from, to);
  }

  #endCell(text: string, from: number, to: number): void {
    this.#take(text, from, to);
    this.#cells.push(this.#begun);
    if (this.#cells.length > mostColumns) throw this.#refuse(`it has more than ${mostColumns} cells`);
    this.#begun = "";
    this.#state = "start";
    this.#isEmptyRecord = false;
  }

  #endRecord(text: string, from: number, to: number): void {
    if (this.#isEmptyRecord && this.#cells.length === 0 && from === to) this.#onRecord([], this.#row, false);
    else {
      this.#endCell(text, from, to);
      this.#onRecord(this.#cells, this.#row, this.#isBroken);
    }
    this.#row += 1;
    this.#cells = [];
    this.#begun = "";
    this.#state = "start";
    this.#isBroken = false;
    this.#isEmptyRecord = true;
  }

  #refuse(problem: string): DataError {
    return new DataError(
      `${this.#file} can't be described.`,
      [`row ${this.#row}: ${problem}`],
      "Is it a CSV? Export it again, or close the quotation mark.",
    );
  }
}
