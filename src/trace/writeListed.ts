import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { monthsBefore, monthsBetween } from "../../loaders/dates.ts";
import type { Casework } from "../casework/casework.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { exportedFigures } from "../measures/exported.ts";
import type { Figure } from "../measures/figure.ts";
import type { Context } from "../warehouse/context.ts";
import { checkRows } from "./checkListed.ts";
import type { CountedFigures } from "./countedRows.ts";
import { isHeld } from "./explanation.ts";
import { toMeasureFile, toMonthFile } from "./listedFiles.ts";
import { readMonthRows } from "./listedRows.ts";
import { addressesOf } from "./rowAddresses.ts";

const monthsShown = 13;

/** What was written: how many files and bytes, and how many rows can be listed or counted from them. */
export interface ListedWritten {
  files: number;
  bytes: number;
  rows: number;
}

/**
 * Writes under `folder`, for each measure, its figures of the last 13 months and the rows behind each of them, for
 * the page that opens a figure up. `figures` are those the site shows; `countBefore` gives what is counted of a measure's rows for something
 * else just before. Throws an Error when a month's rows don't add up
 * to one of its figures.
 */
export async function writeListed(
  connection: DuckDBConnection,
  definitions: readonly MeasureDefinition[],
  { asAt }: Pick<Context, "asAt">,
  figures: readonly Figure[],
  casework: Casework,
  folder: string,
  countBefore: (measure: MeasureDefinition) => Promise<CountedFigures | undefined> = async () => undefined,
): Promise<ListedWritten> {
  const last = asAt.slice(0, 7);
  const months = monthsBetween(monthsBefore(last, monthsShown - 1), last);
  const own = new Map<string, Figure[]>(definitions.map(({ id }) => [id, []]));
  for (const figure of figures) if (months.includes(figure.period)) own.get(figure.measure)?.push(figure);
  mkdirSync(folder, { recursive: true });
  const written: ListedWritten = { files: 0, bytes: 0, rows: 0 };
  const write = (path: string, content: object) => {
    const text = JSON.stringify(content);
    writeFileSync(path, text);
    written.files += 1;
    written.bytes += Buffer.byteLength(text);
  };
  const addresses = addressesOf(casework);
  for (const measure of definitions) {
    const mine = own.get(measure.id) ?? [];
    const totals = mine.filter((figure) => figure.breakdown === "" && isHeld(figure));
    const listed = await readMonthRows(connection, measure, totals, await countBefore(measure));
    const home = join(folder, measure.id);
    mkdirSync(home, { recursive: true });
    for (const month of listed) {
      checkRows(measure, month, mine);
      const file = toMonthFile(month, addresses);
      if (!file) continue;
      write(join(home, `${month.month}.json`), file);
      written.rows += month.parts.numerator.length;
    }
    write(join(home, "figures.json"), toMeasureFile(measure, months, exportedFigures(mine), listed));
  }
  return written;
}
