import type { Figure } from "../measures/figure.ts";

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
  const value = figure[column];
  if (value === null) return "";
  if (typeof value === "number") {
    return value.toLocaleString("en-GB", { maximumFractionDigits: figure.unit === "ratio" ? 2 : 1 });
  }
  return column === "status" && value !== "" ? `[${value}]` : value;
}

/** Figures as lines of text, numbers to the right; columns with nothing in them are left out. */
export function toTable(figures: readonly Figure[]): string {
  const shown = columns.filter(
    (column) => column === "value" || figures.some((figure) => toText(figure, column) !== ""),
  );
  const rows = [[...shown], ...figures.map((figure) => shown.map((column) => toText(figure, column)))];
  const widths = shown.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return numbers.has(shown[index] ?? "") ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}
