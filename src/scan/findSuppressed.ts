import { findInCharts } from "./chart.ts";
import type { Finding } from "./finding.ts";
import { findInSentences } from "./hiddenInSentences.ts";
import { findInTables } from "./hiddenInTables.ts";
import { type ReadTable, readTables } from "./readTables.ts";
import type { SuppressedFigure } from "./suppressed.ts";
import { readWorkbookTables } from "./workbookTables.ts";

/** A file, or an entry of an archive; for an archive also the entries it holds itself. */
export interface HoldsFigures {
  name: string;
  bytes: Buffer;
  entries?: readonly { name: string; bytes: Buffer }[] | undefined;
}

/** The tables of a file: of CSV, JSON and HTML by its name, of ODS and XLSX by their entries. */
export function readTablesOf({ name, bytes, entries }: HoldsFigures): ReadTable[] {
  if (entries) return readWorkbookTables(entries);
  return /\.(?:csv|json|html?)$/i.test(name) ? readTables(bytes.toString("utf8"), name) : [];
}

/**
 * Suppressed values in a file that could say them: its tables, and of pages and drawings the sentences, labels and
 * charts. A small number stands everywhere, so its bytes can't be searched for: a value is found where it is
 * said of its own measure, period and group. Findings leave `file` empty.
 */
export function findSuppressed(
  file: HoldsFigures,
  tables: readonly ReadTable[],
  hidden: readonly SuppressedFigure[],
): Finding[] {
  if (hidden.length === 0) return [];
  const inTables = findInTables(tables, hidden);
  if (file.entries || !/\.(?:html?|svg|months\.js)$/i.test(file.name)) return inTables;
  const page = file.bytes.toString("utf8");
  // The file beside a page has its charts without their drawings, and no sentence.
  if (/\.js$/i.test(file.name)) return [...inTables, ...findInCharts(page, hidden)];
  return [...inTables, ...findInSentences(page, file.name, hidden), ...findInCharts(page, hidden)];
}
