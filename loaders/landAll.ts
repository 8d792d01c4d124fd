import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBInstance } from "@duckdb/node-api";
import { type Batch, toBatches } from "./batches.ts";
import { DataError } from "./dataError.ts";
import { landBatch } from "./landBatch.ts";
import { findLanded, findPlace, type Landed, type Place } from "./landing.ts";
import type { Extract } from "./sources.ts";

/** What became of each extract, in their order. What has landed before isn't parsed again. */
export async function landAll(
  instance: DuckDBInstance,
  extracts: readonly Extract[],
  folder: string,
  onFile: (done: number, all: number) => void,
): Promise<(Landed | DataError)[]> {
  const results: (Landed | DataError)[] = [];
  let done = 0;
  const settle = (index: number, result: Landed | DataError) => {
    results[index] = result;
    onFile(++done, extracts.length);
  };
  // Extracts that land in one place are of the same bytes, read alike: they are parsed once.
  const waiting = new Map<string, { place: Place; indexes: number[] }>();
  for (const [index, extract] of extracts.entries()) {
    try {
      const place = findPlace(extract, folder);
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
  const finish = (place: Place, result: Landed | DataError) => {
    for (const index of waiting.get(place.home)?.indexes ?? []) {
      const extract = extracts[index];
      if (extract) settle(index, result instanceof DataError ? result : { ...result, extract });
    }
  };
  const scratch = join(folder, `.decoded-${randomUUID()}`);
  try {
    const places = [...waiting.values()].map(({ place }) => place);
    const { batches, refused } = await toBatches(places, scratch);
    for (const [place, error] of refused) finish(place, error);
    // Workbooks keep the process busy and the rest the database: one of each at a time.
    const queue = batches.sort((a, b) => Number(isWorkbook(a)) - Number(isWorkbook(b)));
    const work = async (next: () => Batch | undefined) => {
      const connection = await instance.connect();
      try {
        for (let batch = next(); batch; batch = next()) {
          const landed = await landBatch(connection, batch);
          for (const [number, result] of landed.entries()) {
            const file = batch.files[number];
            if (file) finish(file.place, result);
          }
        }
      } finally {
        connection.closeSync();
      }
    };
    await Promise.all([work(() => queue.shift()), work(() => queue.pop())]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return results;
}

const isWorkbook = ({ files }: Batch) => files[0]?.place.extract.source.format === "spreadsheet";
