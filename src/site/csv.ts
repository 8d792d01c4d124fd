import type { Figure } from "../measures/figure.ts";

const columns = [
  "measure",
  "period",
  "period_start",
  "period_end",
  "breakdown",
  "group",
  "numerator",
  "denominator",
  "value",
  "unit",
  "status",
  "target",
  "note",
] as const satisfies readonly (keyof Figure)[];

function toCell(value: Figure[keyof Figure]): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const inert = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/**
 * Figures as CSV (RFC 4180: UTF-8, CRLF) with the columns of figures.csv. Text that a spreadsheet would
 * take for a formula is preceded by an apostrophe (OWASP, CSV injection).
 */
export function figuresCsv(figures: readonly Figure[]): string {
  const lines = figures.map((figure) => columns.map((column) => toCell(figure[column])).join(","));
  return `${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}
