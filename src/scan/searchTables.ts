import { toClean, toCompact } from "../../loaders/people/fold.ts";
import { seam } from "./finding.ts";
import { findPatterns } from "./patterns.ts";
import type { ReadTable } from "./readTables.ts";
import { findHits, reportHits, type Search } from "./searchText.ts";

/**
 * Searches tables along their rows and down their columns, cells joined, so that a name or number spread over
 * cells is read whole, though the file keeps its cells apart or elsewhere. Down a column only what is known to the
 * warehouse counts, and dates under a heading of birth: ten counts in a column are not an NHS number.
 */
export function searchTables(tables: readonly ReadTable[], where: string, search: Search): void {
  const place = (table: ReadTable, part: string) =>
    [where, table.where, part].filter((one) => one !== "").join(", ");
  for (const table of tables) {
    for (const [index, row] of table.rows.entries()) {
      const text = toClean(row.join(seam));
      reportHits(findHits(text, search, { isRow: true }), text, search.report, () =>
        place(table, `row ${index + 1}`),
      );
    }
    const width = Math.max(0, ...table.rows.map((row) => row.length));
    for (let column = 0; column < width; column += 1) {
      const header = table.header[column] ?? "";
      const cells = table.rows.map((row) => row[column] ?? "");
      const text = toClean([header, ...cells].join(seam));
      const at = place(table, `column ${column + 1}`);
      reportHits(search.known.find(text, toCompact(text)), text, search.report, () => at);
      if (!/birth|\bdob\b|born/i.test(header)) continue;
      for (const cell of cells.map((one) => toClean(`${header}: ${one}`)))
        reportHits(findPatterns(cell, search), cell, search.report, () => at);
    }
  }
}
