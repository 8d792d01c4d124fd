import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { Report } from "../report/report.ts";
import type { Series } from "../report/series.ts";
import { figuresCsv } from "../tables/figuresCsv.ts";
import type { LaidOutPage } from "./components/layout.ts";
import { writeMeasureWorkbook } from "./measureWorkbook.ts";

/** A page put into the template of its kind, and the file of a site that it is. */
export type Fill = (page: LaidOutPage) => FilledPage;

export interface FilledPage {
  file: string;
  text: string;
  /** The file beside it that says its charts' months; null where it has none. */
  beside: { file: string; text: string } | null;
}

/** Writes finished pages into a site's folder, each with the file beside it. */
export async function writePages(pages: readonly FilledPage[], out: string): Promise<void> {
  for (const { file, text, beside } of pages) {
    await mkdir(dirname(join(out, file)), { recursive: true });
    await writeFile(join(out, file), text.replaceAll(' rel="external"', ""));
    if (beside) await writeFile(join(out, beside.file), beside.text);
  }
}

/** Writes a measure's figures beside its page, which must have a folder: as CSV and, inside, as a workbook. */
export async function writeFiguresOf(report: Report, series: Series, out: string): Promise<void> {
  const path = join(out, "measures", series.definition.id);
  await writeFile(`${path}.csv`, figuresCsv(series.figures));
  if (report.edition === "internal" && series.figures.length > 0)
    await writeMeasureWorkbook(report, series, `${path}.ods`);
}

/** All that lies in a site's folder, by its path within it. */
export const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).map((file) => file.replaceAll(sep, "/"));
