import { rmSync } from "node:fs";
import type { DuckDBInstance } from "@duckdb/node-api";
import { type Batch, toBatches } from "./batches.ts";
import { eachByOneThread, withRoom } from "./database.ts";
import { DataError } from "./dataError.ts";
import { landBatch } from "./landBatch.ts";
import { findLanded, findPlace, isReplaced, type Landed, type LandingPlace } from "./landing.ts";
import { keyVariables, type LandingKey, openLandingKey } from "./landingKey.ts";
import type { Extract } from "./sources.ts";
import { toWorkFolder } from "./workFolders.ts";

/** A file to be parsed, and which of the extracts it is. */
interface Waiting {
  place: LandingPlace;
  indexes: number[];
}

/** What became of each extract, in their order. What has landed before isn't parsed again. */
export async function landAll(
  instance: DuckDBInstance,
  extracts: readonly Extract[],
  folder: string,
  onFile: (done: number, all: number) => void,
): Promise<(Landed | DataError)[]> {
  // Nothing lands in a folder that isn't there yet, so no key is made of it.
  if (extracts.length === 0) return [];
  const key = openLandingKey(folder);
  const results: (Landed | DataError)[] = [];
  let done = 0;
  const settle = (index: number, result: Landed | DataError) => {
    results[index] = result;
    onFile(++done, extracts.length);
  };
  // Extracts that land in one place are of the same bytes, read alike: they are parsed once.
  const waiting = new Map<string, Waiting>();
  for (const [index, extract] of extracts.entries()) {
    try {
      const place = findPlace(extract, folder, key);
      const landed = findLanded(place);
      const same = waiting.get(place.home);
      if (landed) settle(index, landed);
      else if (same) same.indexes.push(index);
      else waiting.set(place.home, { place, indexes: [index] });
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      settle(index, error);
    }
  }
  // What is wrong with a file is said of it by its name, so one with the bytes of another that is refused is tried itself.
  const refused: Waiting[] = [];
  const finish = ({ place, indexes }: Waiting, result: Landed | DataError) => {
    for (const [number, index] of indexes.entries()) {
      const extract = extracts[index];
      if (!extract) continue;
      if (!(result instanceof DataError)) settle(index, { ...result, extract });
      else if (number === 0) settle(index, result);
      else refused.push({ place: { ...place, extract }, indexes: [index] });
    }
  };
  await parse(instance, [...waiting.values()], { folder, key }, finish);
  for (const one of [...refused]) await parse(instance, [one], { folder, key }, finish);
  return results;
}

/** Parses files, a batch at a time, and says of each what became of it. */
async function parse(
  instance: DuckDBInstance,
  waiting: readonly Waiting[],
  { folder, key }: { folder: string; key: LandingKey },
  finish: (one: Waiting, result: Landed | DataError) => void,
): Promise<void> {
  const byPlace = new Map(waiting.map((one) => [one.place, one]));
  const settle = (place: LandingPlace, result: Landed | DataError) => {
    const one = byPlace.get(place);
    if (one) finish(one, isReplaced(place) ? refuseReplaced(place) : result);
  };
  const scratch = toWorkFolder(folder, "decoded");
  try {
    const { batches, refused } = await toBatches([...byPlace.keys()], scratch);
    for (const [place, error] of refused) settle(place, error);
    // Workbooks keep the process busy and the rest the database: one of each at a time.
    const queue = batches.sort((a, b) => Number(isWorkbook(a)) - Number(isWorkbook(b)));
    const work = async (next: () => Batch | undefined) => {
      const connection = await instance.connect();
      try {
        await connection.run(keyVariables(key));
        for (let batch = next(); batch; batch = next()) {
          const reading = batch;
          // What rows are put into as they are read may have too little room as well: then the batch is read again.
          const landed = await withRoom(connection, () => landBatch(connection, reading, key));
          for (const [number, result] of landed.entries()) {
            const file = reading.files[number];
            if (file) settle(file.place, result);
          }
        }
      } finally {
        connection.closeSync();
      }
    };
    await eachByOneThread(instance, () => Promise.all([work(() => queue.shift()), work(() => queue.pop())]));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A file put in the place of another while that was read: what landed under the other's hash may be of both. */
function refuseReplaced({ extract, home }: LandingPlace): DataError {
  rmSync(home, { recursive: true, force: true });
  return new DataError(
    `${extract.file} has changed while it was being read.`,
    [],
    "Build again when all files are there.",
  );
}

const isWorkbook = ({ files }: Batch) => files[0]?.place.extract.source.format === "spreadsheet";
