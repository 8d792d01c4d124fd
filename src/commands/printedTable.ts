import { decimalsOf } from "../catalogue/units.ts";
import type { Figure } from "../measures/figure.ts";
import { fullNote } from "../report/notes.ts";

const columns = [
  "period",
  "group",
  "value",
  "numerator",
  "denominator",
  "unit",
  "status",
  "target",
  "note",
] as const;

const numbers = new Set<string>(["value", "numerator", "denominator", "target"]);

function toText(figure: Figure, column: (typeof columns)[number]): string {
  const value = column === "note" ? fullNote(figure) : figure[column];
  if (value === null) return "";
  if (typeof value === "number") {
    return value.toLocaleString("en-GB", { maximumFractionDigits: decimalsOf(figure.unit) ?? 1 });
  }
  return column === "status" && value !== "" ? `[${value}]` : value;
}

/** Rows of cells as lines of text, a heading row first; the columns in `toTheRight` are numbers. */
export function alignCells(rows: readonly (readonly string[])[], toTheRight: ReadonlySet<number>): string {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, index) =>
        toTheRight.has(index) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

/**
 * Figures as lines of text, numbers to the right; columns with nothing in them are left out. The note of what has no figure
 * begins with its state, and with the part of its period that is held.
 */
export function toTable(figures: readonly Figure[]): string {
  const shown = columns.filter(
    (column) => column === "value" || figures.some((figure) => toText(figure, column) !== ""),
  );
  const rows = [[...shown], ...figures.map((figure) => shown.map((column) => toText(figure, column)))];
  return alignCells(rows, new Set([...shown.keys()].filter((index) => numbers.has(shown[index] ?? ""))));
}
