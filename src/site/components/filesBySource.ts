import { plural } from "../../report/format.ts";
import type { Site } from "../../report/series.ts";
import type { Load } from "../../warehouse/loads.ts";

/** A page lists so many files at most: some 25 bytes of each, compressed. */
const mostFiles = 600;

/** The files of a source, in the order they were loaded, and what the pages that list them are called. */
export interface SourceFiles {
  source: string;
  files: Load[];
  /** Pages of `mostFiles` each, from the first: `calls`, `calls-2`. No source is called so, as its id has no `-`. */
  pages: string[];
}

/** The files that were loaded, by source; empty where none was. */
export function filesBySource({ report }: Site): SourceFiles[] {
  return [...new Set(report.loads.map(({ source }) => source))].map((source) => {
    const files = report.loads.filter((load) => load.source === source);
    const count = Math.ceil(files.length / mostFiles);
    const pages = Array.from({ length: count }, (_, at) => (at === 0 ? source : `${source}-${at + 1}`));
    return { source, files, pages };
  });
}

/** The files that a page lists. */
export const filesOn = ({ files, pages }: SourceFiles, page: string): Load[] => {
  const from = pages.indexOf(page) * mostFiles;
  return files.slice(from, from + mostFiles);
};

/** How many files there are, and rows in them. */
export function filesWords(files: readonly Load[]): string {
  const read = files.reduce((sum, { rows_read }) => sum + rows_read, 0);
  return `${plural(files.length, "file")}, ${plural(read, "row")} read`;
}
