import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canaryPatterns } from "../../data/demonstration/canaries.ts";
import type { Figure } from "../../src/measures/figure.ts";
import { formatValue } from "../../src/report/format.ts";
import { type Cell, figuresOf } from "../../src/site/client/drill/data.ts";
import { cellsOf, type FileColumn } from "../../src/trace/fileColumns.ts";
import type { MeasureFile, MonthFile } from "../../src/trace/listedFiles.ts";

type Value = Cell;

/** A file's columns as the browser reads them. */
const decode = (columns: readonly FileColumn[]): Map<string, Value[]> =>
  new Map(columns.map((column) => [column.name, cellsOf(column)]));

/** What the rows of each group of a column add up to: the key is the group, '' where the column is none. */
function sumsBy(rows: ReadonlyMap<string, Value[]>, column: string, name: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [row, amount] of (rows.get(name) ?? []).entries()) {
    const group = column === "" ? "" : String(rows.get(column)?.[row]);
    sums.set(group, (sums.get(group) ?? 0) + Number(amount));
  }
  return sums;
}

/**
 * Reads what a build wrote for the page that opens figures up, as a browser would, and gives what is wrong, a line
 * each: a figure that isn't the one in `figures`, rows that don't add up to it, anybody named. Only figures that are
 * the sum of their rows are added up: `added` is how many.
 */
export function checkEveryDrill(
  out: string,
  figures: readonly Pick<Figure, "measure" | "period" | "breakdown" | "group" | "value" | "numerator">[],
): { files: number; added: number; problems: string[] } {
  const home = join(out, "internal/data/drill");
  const keyOf = (...parts: readonly unknown[]) => parts.join("\t");
  const known = new Map(
    figures.map((one) => [keyOf(one.measure, one.period, one.breakdown, one.group), one] as const),
  );
  const canaries = canaryPatterns();
  const problems: string[] = [];
  let files = 0;
  let added = 0;
  for (const entry of readdirSync(home, { withFileTypes: true }).filter((one) => one.isDirectory())) {
    const id = entry.name;
    const text = readFileSync(join(home, id, "figures.json"), "utf8");
    const measure = JSON.parse(text) as MeasureFile;
    const isOfFigures = (file: string) => file === "figures.json" || file.startsWith("by-");
    for (const file of readdirSync(join(home, id)).filter(isOfFigures)) {
      const own = JSON.parse(readFileSync(join(home, id, file), "utf8")) as MeasureFile;
      for (const { month, by, group, value } of figuresOf(own).rows) {
        const figure = known.get(keyOf(id, month, by, group));
        const [wanted, shown] = [figure?.value, value].map((one) =>
          typeof one === "number" ? formatValue(one, own.unit) : one,
        );
        if (wanted !== shown) problems.push(`${id} ${month} ${by} ${group}: not the figure's value`);
      }
    }
    for (const file of readdirSync(join(home, id))) {
      files += 1;
      const content = readFileSync(join(home, id, file), "utf8");
      for (const { kind, pattern } of canaries)
        if (pattern.test(content)) problems.push(`${id}/${file} names somebody: ${kind}`);
      if (isOfFigures(file) || !measure.isSum) continue;
      const month = file.slice(0, 7);
      const { columns, whole } = JSON.parse(content) as MonthFile;
      // All of a long list are in a file of their own.
      if (whole) continue;
      const rows = decode(columns);
      for (const by of ["", ...measure.dimensions])
        for (const [group, sum] of sumsBy(rows, by, "numerator")) {
          const figure = known.get(keyOf(id, month, by, group));
          if (figure?.value === null || !figure) continue;
          added += 1;
          if (Math.abs(sum - Number(figure.numerator)) > 1e-6)
            problems.push(`${id} ${month} ${by} ${group}: ${sum}, figure ${figure.numerator}`);
        }
    }
  }
  return { files, added, problems };
}
