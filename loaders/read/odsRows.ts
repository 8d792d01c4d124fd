import { formulaWithoutValue } from "../emptyCells.ts";
import { toDurationText, toIsoText } from "./cellDates.ts";
import { toNumberText } from "./numberFormats.ts";
import { OdsNames } from "./odsNames.ts";
import { OdsText } from "./odsText.ts";
import type { RowBatches } from "./rowBatches.ts";
import {
  type GuardedFile,
  toColumnLetters,
  toDamageError,
  toLimitError,
  toShownName,
} from "./spreadsheetLimits.ts";
import type { XmlAttributes, XmlHandler } from "./xmlParts.ts";

/** `office:document-content/office:body/office:spreadsheet/table:table` */
const sheetDepth = 4;
const rowGroups = /^table:(table-header-rows|table-row-group|table-rows)$/;

/**
 * A handler that gives each row of the sheets wanted to `batches`, in the workbook's order, and the name of every sheet to
 * `found`. Tables within cells and
 * drawings are passed over, and so is what lies under a merged cell.
 */
export function toOdsRowHandler(
  file: GuardedFile,
  wanted: ReadonlySet<string> | "all",
  batches: RowBatches,
  found: Set<string>,
): XmlHandler {
  const text = new OdsText(file, "a cell");
  let names = new OdsNames({});
  let place: "outside" | "sheet" | "passed over" | "row" | "cell" = "outside";
  let depth = 0;
  let passedOverDepth = 0;
  let rowDepth = 0;
  let sheet = "";
  let row = 0;
  let rowTimes = 1;
  let column = 0;
  let columnTimes = 1;
  let isRowHidden = false;
  let isSheetHidden = false;
  let isFormula = false;
  let styleName = "";
  const hiddenStyles = new Set<string>();
  let value: string | undefined;
  let cells: (string | null)[] = [];

  function startSheet(name: string, style: string): void {
    if (found.has(name)) throw toDamageError(file, `duplicate sheet: ${toShownName(name)}`);
    if (found.size >= file.limits.entries) throw toLimitError(file, "entries");
    found.add(name);
    sheet = name;
    isSheetHidden = hiddenStyles.has(style);
    row = 1;
    if (wanted === "all" || wanted.has(name)) place = "sheet";
  }

  function startInSheet(name: string, attributes: XmlAttributes): void {
    if (name === "table:table-row") {
      place = "row";
      rowDepth = depth;
      rowTimes = toRepeat(names.find(attributes, "table:number-rows-repeated"));
      isRowHidden = /^(collapse|filter)$/.test(names.find(attributes, "table:visibility") ?? "");
      column = 0;
      cells = [];
    } else if (!rowGroups.test(name)) {
      place = "passed over";
      passedOverDepth = depth;
    }
  }

  function startInRow(name: string, attributes: XmlAttributes): void {
    if (depth !== rowDepth + 1) return;
    const isCovered = name === "table:covered-table-cell";
    if (!isCovered && name !== "table:table-cell") return;
    columnTimes = toRepeat(names.find(attributes, "table:number-columns-repeated"));
    if (isCovered) {
      column += columnTimes;
    } else {
      place = "cell";
      value = toValue(attributes);
      isFormula =
        names.find(attributes, "table:formula") !== undefined &&
        names.find(attributes, "office:value-type") === undefined;
    }
  }

  function toRepeat(written = "1"): number {
    const repeat = Number(written);
    if (Number.isInteger(repeat) && repeat >= 1 && repeat < 2 ** 31) return repeat;
    throw toDamageError(file, `sheet ${toShownName(sheet)}, row ${row}: invalid number of repeats`);
  }

  function toValue(attributes: XmlAttributes): string | undefined {
    switch (names.find(attributes, "office:value-type")) {
      case "float":
      case "percentage":
      case "currency":
        return toNumberText(names.find(attributes, "office:value") ?? "");
      case "date":
        return toIsoText(names.find(attributes, "office:date-value") ?? "");
      case "time":
        return toDurationText(names.find(attributes, "office:time-value") ?? "");
      case "boolean":
        return names.find(attributes, "office:boolean-value");
      default:
        return names.find(attributes, "office:string-value");
    }
  }

  function endCell(): void {
    const shown = text.take();
    const content = value || shown || (isFormula ? formulaWithoutValue : "");
    const last = column + columnTimes;
    if (content !== "") {
      if (last > file.limits.columns) {
        const where = `sheet ${toShownName(sheet)}, row ${row}, column ${toColumnLetters(last)}`;
        throw toLimitError(file, "columns", where);
      }
      while (cells.length < column) cells.push(null);
      for (let repeat = 0; repeat < columnTimes; repeat += 1) cells.push(content);
    }
    column = last;
  }

  return {
    open(written, attributes) {
      if (depth === 0) names = new OdsNames(attributes);
      depth += 1;
      const name = names.toStandard(written);
      if (place === "cell") text.open(name, attributes, names);
      else if (place === "row") startInRow(name, attributes);
      else if (place === "sheet") startInSheet(name, attributes);
      else if (place === "outside" && name === "table:table" && depth === sheetDepth) {
        startSheet(
          names.find(attributes, "table:name") ?? "",
          names.find(attributes, "table:style-name") ?? "",
        );
      } else if (name === "style:style") styleName = names.find(attributes, "style:name") ?? "";
      else if (name === "style:table-properties" && names.find(attributes, "table:display") === "false")
        hiddenStyles.add(styleName);
    },
    text(piece) {
      if (place === "cell") text.text(piece);
    },
    close(written) {
      if (place === "cell" && depth === rowDepth + 1) {
        endCell();
        place = "row";
      } else if (place === "cell") {
        text.close(names.toStandard(written));
      } else if (place === "row" && depth === rowDepth) {
        const hidden = isSheetHidden ? "sheet" : isRowHidden ? "row" : undefined;
        batches.add(sheet, row, cells, { times: rowTimes, hidden });
        row += rowTimes;
        place = "sheet";
      } else if (place === "passed over" && depth === passedOverDepth) {
        place = "sheet";
      } else if (place === "sheet" && depth === sheetDepth) {
        place = "outside";
      }
      depth -= 1;
    },
  };
}
