import { plainText } from "../../../report/html.ts";
import { toCsv } from "../../../tables/toCsv.ts";
import type { SortedTable } from "./sortedTable.ts";

/** A table as it is shown, in its order and with every page of it, as CSV: no cell of it is a formula. */
export function csvOf({ heads, lines }: Pick<SortedTable, "heads" | "lines">): string {
  const titles = heads.map(({ title }) => title);
  const rows = lines.map((line) =>
    Object.fromEntries(line.cells().map((cell, at) => [titles[at] ?? "", plainText(cell)])),
  );
  return toCsv(titles, rows);
}
