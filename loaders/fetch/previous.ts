import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { openDatabase, query } from "../database.ts";
import { DataError } from "../dataError.ts";
import { isDay } from "../dates.ts";
import { type FetchedName, readFetchedName, withoutUnfollowed } from "../fetchedFiles.ts";
import { hashFile } from "../hashFile.ts";
import type { Source } from "../sources.ts";
import { literal } from "../sqlText.ts";
import { Watermark } from "./watermark.ts";
import { metadataName } from "./writeFetched.ts";

/** What a fetched file says of itself. */
export const Metadata = z.object({
  source: z.string(),
  from: z.string(),
  asked: z.string(),
  began: z.string(),
  rows: z.int(),
  since: Watermark.nullable(),
  next: Watermark.nullable(),
});

export type Metadata = z.infer<typeof Metadata>;

/** A fetch that came before. */
export interface Previous extends FetchedName {
  file: string;
  said: Metadata;
}

/** The files that fetch has written of a source, oldest first, each following one that is there or none. */
function listFetched(source: Source, extracts: string): { file: string; name: FetchedName }[] {
  if (!existsSync(extracts)) return [];
  const files = readdirSync(extracts, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isDay(entry.name))
    .flatMap(({ name }) => readdirSync(join(extracts, name)).map((file) => `${name}/${file}`));
  const found = files.flatMap((file) => (readFetchedName(source.id, file) ? [{ source, file }] : []));
  return withoutUnfollowed({ extracts: found, strays: [] })
    .extracts.flatMap(({ file }) => {
      const name = readFetchedName(source.id, file);
      return name ? [{ file, name }] : [];
    })
    .sort((a, b) => (a.name.time < b.name.time ? -1 : 1));
}

/** What a file of fetch says of itself. Throws a DataError where its bytes aren't those that its name has the hash of. */
async function readPrevious(
  { file, name }: { file: string; name: FetchedName },
  source: Source,
  extracts: string,
): Promise<Previous> {
  const path = join(extracts, file);
  const refuse = (problem: string) =>
    new DataError(
      `${source.id} can't be fetched after ${file}.`,
      [problem],
      `Put it back as it was, or fetch all rows again: npm run candour -- fetch --all ${source.id}`,
    );
  if (!hashFile(path).startsWith(name.hash)) throw refuse("it isn't as it was written");
  const instance = await openDatabase();
  const connection = await instance.connect();
  try {
    const [row] = await query<{ said: string }>(
      connection,
      `select decode(value) as said from parquet_kv_metadata(${literal(path)}) where decode(key) = ${literal(metadataName)}`,
    );
    const said = Metadata.safeParse(JSON.parse(row?.said ?? "null"));
    if (!said.success) throw refuse("it doesn't say what was fetched");
    return { ...name, file, said: said.data };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The last fetch of a source that is there, and the last that held all rows. */
export async function findPrevious(
  source: Source,
  extracts: string,
): Promise<{ last: Previous; lastFull: FetchedName } | undefined> {
  const files = listFetched(source, extracts);
  const last = files.at(-1);
  const lastFull = files.findLast(({ name }) => name.after === null);
  if (!last || !lastFull) return undefined;
  return {
    last: await readPrevious(last, source, extracts),
    lastFull: lastFull.name,
  };
}
