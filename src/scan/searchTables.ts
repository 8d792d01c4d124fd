import { toClean, toCompact } from "../../loaders/people/fold.ts";
import { seam } from "./finding.ts";
import { findPatterns } from "./patterns.ts";
import type { ReadTable } from "./readTables.ts";
import type { Search } from "./searchText.ts";

/**
 * Searches tables along their rows and down their columns, cells joined, so that a name or number spread over
 * cells is read whole, though the file keeps its cells apart or elsewhere. Down a column only what is known to the
 * warehouse counts, and dates under a heading of birth: ten counts in a column are not an NHS number.
 */
export function searchTables(tables: readonly ReadTable[], where: string, search: Search): void {
  const place = (table: ReadTable, part: string) =>
    [where, table.where, part].filter((one) => one !== "").join(", ");
  const { known, references, allowed, bornBefore } = search;
  const find = (text: string) => findPatterns(text, known, references, allowed, bornBefore);
  for (const table of tables) {
    for (const [index, row] of table.rows.entries()) {
      const text = toClean(row.join(seam));
      for (const { what } of [...known.find(toCompact(text)), ...find(text)])
        search.report(place(table, `row ${index + 1}`), what);
    }
    const width = Math.max(0, ...table.rows.map((row) => row.length));
    for (let column = 0; column < width; column += 1) {
      const header = table.header[column] ?? "";
      const cells = table.rows.map((row) => row[column] ?? "");
      const hits = known.find(toCompact(toClean([header, ...cells].join(seam))));
      const isOfBirth = /birth|\bdob\b|born/i.test(header);
      const births = isOfBirth ? cells.flatMap((cell) => find(`${header}: ${cell}`)) : [];
      for (const { what } of [...hits, ...births]) search.report(place(table, `column ${column + 1}`), what);
    }
  }
}
