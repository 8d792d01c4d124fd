import { formulaWithoutValue } from "../emptyCells.ts";
import { type Epoch, toDateText, toElapsedText, toIsoText } from "./cellDates.ts";
import { type FormatKind, toNumberText } from "./numberFormats.ts";
import type { RowBatches } from "./rowBatches.ts";
import {
  type GuardedFile,
  toColumnLetters,
  toDamageError,
  toLimitError,
  toShownName,
} from "./spreadsheetLimits.ts";
import { decodeXlsxEscapes, RunText } from "./xlsxStrings.ts";
import { toLocalName, type XmlAttributes, type XmlHandler } from "./xmlParts.ts";

/** What the sheets of a workbook share. */
export interface XlsxShared {
  strings: readonly string[];
  styleKinds: readonly FormatKind[];
  epoch: Epoch;
}

/** The last row a spreadsheet program has (ECMA-376 states none; Excel's is 2^20). */
const lastRow = 1_048_576;

const booleans = new Map([
  ["1", "true"],
  ["0", "false"],
]);

/** A handler that gives each row of a sheet's part to `batches`. Values only: styles, formulas and merges are passed over, and a formula without a value says so. */
export function toRowHandler(
  file: GuardedFile,
  { name: sheet, isHidden }: { name: string; isHidden: boolean },
  shared: XlsxShared,
  batches: RowBatches,
): XmlHandler {
  const where = `sheet ${toShownName(sheet)}`;
  const runs = new RunText(file, where);
  let isInData = false;
  let isInline = false;
  let isInValue = false;
  let row = 0;
  let isNumbered = false;
  let column = 0;
  let type: string | undefined;
  let style: string | undefined;
  let value: string | undefined;
  let isFormula = false;
  let isRowHidden = false;
  let cells: (string | null)[] = [];

  function startRow({ r, hidden }: XmlAttributes): void {
    const next = r === undefined ? row + 1 : Number(r);
    if (!Number.isInteger(next) || next <= row || next > lastRow) {
      throw toDamageError(file, `${where}, after row ${row}: rows must be numbered in order, to ${lastRow}`);
    }
    row = next;
    isNumbered = r !== undefined;
    isRowHidden = /^(1|true)$/.test(hidden ?? "");
    column = 0;
    cells = [];
  }

  function startCell({ r, t, s }: XmlAttributes): void {
    column = r === undefined ? column + 1 : toColumn(r);
    type = t;
    style = s;
    value = undefined;
    isFormula = false;
  }

  function toColumn(reference: string): number {
    let found = 0;
    let at = 0;
    for (; at < 3; at += 1) {
      const letter = reference.charCodeAt(at) - 64;
      if (!(letter >= 1 && letter <= 26)) break;
      found = found * 26 + letter;
    }
    const rowOfCell = Number(reference.slice(at));
    const isNext = Number.isInteger(rowOfCell) && rowOfCell > row && rowOfCell <= lastRow;
    if (!isNumbered && isNext) row = rowOfCell;
    isNumbered = true;
    if (at === 0 || rowOfCell !== row) {
      throw toDamageError(file, `${where}, row ${row}: a cell's reference must be a column of this row`);
    }
    return found;
  }

  function endCell(): void {
    const text = value === undefined ? (isFormula ? formulaWithoutValue : "") : toText(value);
    value = undefined;
    if (text === "") return;
    if (column > file.limits.columns) {
      throw toLimitError(file, "columns", `${where}, row ${row}, column ${toColumnLetters(column)}`);
    }
    while (cells.length < column) cells.push(null);
    if (cells[column - 1] !== null) {
      throw toDamageError(file, `${where}, row ${row}: duplicate cell: ${toColumnLetters(column)}${row}`);
    }
    cells[column - 1] = text;
  }

  function toText(written: string): string {
    switch (type) {
      case "s":
        return getSharedString(written);
      case "inlineStr":
        return written;
      case "str":
        return decodeXlsxEscapes(written);
      case "b":
        return booleans.get(written.trim()) ?? written.trim();
      case "e":
        return written.trim();
      case "d":
        return toIsoText(written.trim());
      default:
        return toNumberOrDate(written.trim());
    }
  }

  function getSharedString(written: string): string {
    if (written.trim() === "") return "";
    const text = shared.strings[Number(written)];
    if (text === undefined) {
      const cell = `${toColumnLetters(column)}${row}`;
      throw toDamageError(file, `${where}, cell ${cell}: missing shared string`);
    }
    return text;
  }

  function toNumberOrDate(written: string): string {
    const kind = shared.styleKinds[Number(style ?? 0)] ?? "number";
    if (kind === "number" || written === "") return toNumberText(written);
    const serial = Number(written);
    if (!Number.isFinite(serial)) return written;
    return kind === "elapsed" ? toElapsedText(serial) : toDateText(serial, kind, shared.epoch);
  }

  return {
    open(name, attributes) {
      const local = toLocalName(name);
      if (!isInData) {
        if (local === "sheetData") isInData = true;
        return;
      }
      if (local === "c") startCell(attributes);
      else if (local === "v") {
        value = "";
        isInValue = true;
      } else if (local === "f") isFormula = true;
      else if (local === "row") startRow(attributes);
      else if (local === "is") isInline = true;
      else if (isInline) runs.open(local, attributes);
    },
    text(text) {
      if (isInline) runs.text(text);
      else if (isInValue) value += text;
    },
    close(name) {
      if (!isInData) return;
      const local = toLocalName(name);
      if (local === "v") isInValue = false;
      else if (local === "c") endCell();
      else if (local === "is") {
        isInline = false;
        value = runs.take();
      } else if (isInline) runs.close(local);
      else if (local === "row")
        batches.add(sheet, row, cells, { hidden: isHidden ? "sheet" : isRowHidden ? "row" : undefined });
      else if (local === "sheetData") isInData = false;
    },
  };
}
