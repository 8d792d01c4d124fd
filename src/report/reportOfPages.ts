import type { DuckDBConnection } from "@duckdb/node-api";
import type { Settings } from "../../loaders/sources.ts";
import { noCasework } from "../casework/casework.ts";
import { readOwnWords } from "../casework/ownWords.ts";
import { aboutOffice } from "./aboutOffice.ts";
import { internalDownloads } from "./internalReport.ts";
import type { Report } from "./report.ts";

/**
 * As much of the internal report as the office's own pages are made from: every page of the site has its address in it, and `figures` are
 * those that they name. `marts.words` must be there.
 */
export async function reportOfPages(
  connection: DuckDBConnection,
  { office, folder, measures: own }: Settings,
  about: Pick<Report, "asAt" | "measures" | "figures" | "coverage" | "ownPages" | "pastMonths">,
): Promise<Report> {
  return {
    ...about,
    edition: "internal",
    asAtReason: "",
    office: office.name,
    headlines: [],
    holdings: [],
    about: aboutOffice({ office, folder, measures: own }),
    breaks: [],
    rebases: [],
    notes: [],
    workingDays: [],
    receivedTo: null,
    sources: [],
    loads: [],
    refused: [],
    quarantine: [],
    checks: [],
    restated: null,
    published: [],
    explanations: [],
    models: [],
    dictionary: [],
    tested: [],
    faults: [],
    casework: { ...noCasework, words: await readOwnWords(connection) },
    downloads: internalDownloads,
    pages: office.pages,
  };
}
