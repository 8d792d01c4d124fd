import { createHash } from "node:crypto";
import type { Fetch, ODataFetch, PostgresFetch } from "../fetchSettings.ts";
import { neededHeadings } from "../read/headings.ts";
import type { Source } from "../sources.ts";

/** A source that its settings say how to fetch. */
export interface Fetched<T = Fetch> {
  source: Source;
  fetch: T;
}

/** What is asked of a system: the columns that its mapping reads, and no other. */
export interface FetchPlan {
  /** The columns of the file, as the mapping writes them. */
  headings: readonly string[];
  /** The columns that tell one row from another. */
  key: readonly string[];
  /** The column that says when a row was last changed, where there is one. */
  modified: string | undefined;
  /** Stands for all of it: what was fetched by another plan can't be gone on with. */
  asked: string;
}

/** Where a system's rows are, in words that may stand in a log. */
export const fetchedFrom = (fetch: ODataFetch | PostgresFetch): string =>
  fetch.kind === "odata"
    ? `${fetch.table} of ${new URL(fetch.url).host}`
    : `${fetch.schema}.${fetch.table} of ${fetch.database} on ${fetch.host}`;

const whereOf = (fetch: ODataFetch | PostgresFetch): string[] =>
  fetch.kind === "odata"
    ? [fetch.url, fetch.table]
    : [fetch.host, String(fetch.port), fetch.database, fetch.schema, fetch.table];

/** What is asked for a source. */
export function toFetchPlan({ source, fetch }: Fetched): FetchPlan {
  const headings = neededHeadings(source);
  const key = [fetch.key].flat();
  const modified = source.modified;
  const all = JSON.stringify([whereOf(fetch), headings, key, modified ?? null]);
  return { headings, key, modified, asked: createHash("sha256").update(all).digest("hex").slice(0, 16) };
}
