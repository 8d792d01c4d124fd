import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { monthsBefore, monthsBetween } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { exportedFigures } from "../measures/exported.ts";
import { agreedAbout } from "../report/agreed.ts";
import { beganIn } from "../report/began.ts";
import { isPageOff } from "../report/pageNames.ts";
import type { Report } from "../report/report.ts";
import { type Series, toSite } from "../report/series.ts";
import { checkRows } from "./checkListed.ts";
import type { CountedFigures } from "./countedRows.ts";
import { isHeld } from "./explanation.ts";
import { readClockRuns } from "./listedClocks.ts";
import { type MeasureFile, toMeasureFiles, toMonthFiles } from "./listedFiles.ts";
import { readMonthRows } from "./listedRows.ts";
import { addressesOf } from "./rowAddresses.ts";

/** Rows are listed for so many months at least, and for those since a signal began, up to so many. */
const [monthsListed, mostMonthsListed] = [13, 36];

/** The months of a measure whose rows are listed. */
function openedMonths(series: Series): string[] {
  const { month } = series;
  const usual = monthsBefore(month, monthsListed - 1);
  const farthest = monthsBefore(month, mostMonthsListed - 1);
  const earliest = [beganIn(series) ?? usual, usual].sort()[0] ?? usual;
  const first = [earliest, farthest].sort()[1] ?? usual;
  return monthsBetween(first, month);
}

/** What was agreed about a measure, of what the meeting looks at; null where that is nothing at all. */
function agreedOn(report: Report, id: string): MeasureFile["agreed"] {
  const { actions } = report.casework;
  const own = agreedAbout(actions, id, report.asAt);
  const isOff = isPageOff(report, "registers");
  // Where there is none, only the page of them all has more to say.
  if (actions.length === 0 || (isOff && own.length === 0)) return null;
  return own.map((one) => ({
    ...one,
    address: isOff ? "" : `./registers/index.html#${encodeURIComponent(one.reference)}`,
  }));
}

/** What was written: how many files and bytes, and how many rows can be listed or counted from them. */
export interface ListedWritten {
  files: number;
  bytes: number;
  rows: number;
}

/**
 * Writes under `folder`, for each measure of the report, its figures of every month held and the rows behind those of the last 13
 * months, or of those since its signal began, for the page that opens a figure up. `countBefore` gives what is counted of a measure's rows for
 * something else just before. Throws an Error when a month's rows
 * don't add up to one of its figures.
 */
export async function writeListed(
  connection: DuckDBConnection,
  report: Report,
  folder: string,
  countBefore: (measure: MeasureDefinition) => Promise<CountedFigures | undefined> = async () => undefined,
): Promise<ListedWritten> {
  mkdirSync(folder, { recursive: true });
  const written: ListedWritten = { files: 0, bytes: 0, rows: 0 };
  const write = (path: string, content: object) => {
    const text = JSON.stringify(content);
    writeFileSync(path, text);
    written.files += 1;
    written.bytes += Buffer.byteLength(text);
  };
  const addresses = addressesOf(report);
  const known = { asAt: report.asAt, runs: await readClockRuns(connection) };
  for (const series of toSite(report).series) {
    const measure = series.definition;
    const monthly = series.figures.filter(({ period_kind }) => period_kind === "month");
    const opened = openedMonths(series);
    const mine = monthly.filter(({ period }) => opened.includes(period));
    const totals = mine.filter((figure) => figure.breakdown === "" && isHeld(figure));
    const listed = await readMonthRows(connection, measure, totals, known, await countBefore(measure));
    const home = join(folder, measure.id);
    mkdirSync(home, { recursive: true });
    for (const month of listed) {
      checkRows(measure, month, mine);
      const files = toMonthFiles(month, addresses);
      for (const [name, file] of files) write(join(home, name), file);
      if (files.size === 0) continue;
      written.rows += month.parts.numerator.length;
    }
    const behind = { series, opened, listed, agreed: agreedOn(report, measure.id) };
    for (const [name, file] of toMeasureFiles(measure, exportedFigures(monthly), behind))
      write(join(home, name), file);
  }
  return written;
}
