import { expect, test } from "vitest";
import { byReason } from "../../../../src/site/components/setAside.ts";

const count = (source: string, column: string, reason: string, rows: number) => ({
  source,
  kind: column === "line" ? ("value blanked" as const) : ("row set aside" as const),
  column,
  reason,
  rows,
});

test("rows set aside are counted over files by source, column and reason, most first, alike in their order", () => {
  const counts = [
    count("calls", "line", "unknown value", 2),
    count("calls", "", "duplicate", 1),
    count("webforms", "line", "unknown value", 3),
    count("calls", "line", "unknown value", 5),
    count("calls", "", "too many columns", 1),
  ];
  expect(byReason(counts)).toEqual([
    { ...count("calls", "line", "unknown value", 7), files: 2 },
    { ...count("webforms", "line", "unknown value", 3), files: 1 },
    { ...count("calls", "", "duplicate", 1), files: 1 },
    { ...count("calls", "", "too many columns", 1), files: 1 },
  ]);
  expect(byReason([])).toEqual([]);
});
