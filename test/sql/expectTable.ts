import { expect } from "vitest";

type Table = readonly Readonly<Record<string, unknown>>[];

/**
 * That two tables have the same rows, whatever their order. The columns are those of `expected`. A failure
 * shows both as aligned text, a row a line.
 */
export function expectTable(actual: Table, expected: Table): void {
  const columns = Object.keys(expected[0] ?? actual[0] ?? {});
  const cells = (rows: Table) =>
    rows.map((row) => columns.map((column) => (row[column] == null ? "" : String(row[column]))));
  const both = [columns, ...cells(actual), ...cells(expected)];
  const widths = columns.map((_, index) => Math.max(...both.map((row) => row[index]?.length ?? 0)));
  const toLine = (row: readonly string[]) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join(" | ")
      .trimEnd();
  const toText = (rows: Table) => [toLine(columns), ...cells(rows).map(toLine).sort()].join("\n");
  expect(toText(actual)).toBe(toText(expected));
}
