import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DataError } from "./dataError.ts";
import type { LandingPlace } from "./landing.ts";
import { unpackFile } from "./read/container.ts";
import { isUtf8, readCsvHeadings } from "./read/csv.ts";
import { decodeFile } from "./read/decode.ts";
import { mendCsv } from "./read/mendCsv.ts";
import { checkBytes } from "./read/otherForm.ts";
import { toRefusal } from "./read/textRows.ts";

/** Bytes of text that are read in one scan, so that memory stays bounded. A larger file is a batch of its own. */
const batchBytes = 32 * 1024 ** 2;

/** A file to be parsed; `path` is that of its bytes in UTF-8. */
export interface Pending {
  place: LandingPlace;
  path: string;
}

/** Files that are read together: of one source, and CSVs of the same headings. Those of one table or array are read alone. */
export interface Batch {
  files: Pending[];
  headings: string[];
}

/** The files that can be read together, in the order given, and why those can't be read whose beginning shows it. */
export async function toBatches(
  places: readonly LandingPlace[],
  scratch: string,
): Promise<{ batches: Batch[]; refused: Map<LandingPlace, DataError> }> {
  const refused = new Map<LandingPlace, DataError>();
  const batches: Batch[] = [];
  const open = new Map<string, { batch: Batch; bytes: number }>();
  for (const place of places) {
    const { source } = place.extract;
    try {
      const path = await unpackFile(place.extract, scratch, place.key);
      checkBytes({ ...place.extract, path });
      const isCsv = source.format === "csv";
      const isText = source.format === "json" || source.format === "jsonl";
      const { file, headings } = isCsv
        ? await toPlainCsv(place, path, scratch)
        : { file: isText ? await toUtf8(place, path, scratch) : path, headings: [] };
      const size = statSync(file).size;
      const key = JSON.stringify([source.id, headings]);
      const one = open.get(key);
      const isShared = isCsv || source.format === "jsonl" || source.format === "spreadsheet";
      if (one && isShared && one.bytes + size <= batchBytes) {
        one.batch.files.push({ place, path: file });
        one.bytes += size;
      } else {
        const batch = { files: [{ place, path: file }], headings };
        open.set(key, { batch, bytes: size });
        batches.push(batch);
      }
    } catch (error) {
      refused.set(place, toRefusal(place.extract, error));
    }
  }
  return { batches, refused };
}

/** A CSV in UTF-8 with one kind of line end, itself or a copy, and its headings. */
async function toPlainCsv(
  place: LandingPlace,
  path: string,
  scratch: string,
): Promise<{ file: string; headings: string[] }> {
  const { extract, key } = place;
  const utf8 = await toUtf8(place, path, scratch);
  const { headings, isWide } = readCsvHeadings({ ...extract, path: utf8 });
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  const mended = join(scratch, `${extract.source.id}-${key}-mended`);
  const shape = { source: extract.source, file: extract.file, width: headings.length, isWide };
  return { file: mendCsv(utf8, mended, shape) ? mended : utf8, headings };
}

async function toUtf8({ extract, key }: LandingPlace, path: string, scratch: string): Promise<string> {
  const { file, source } = extract;
  if (isUtf8(source)) return path;
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  const decoded = join(scratch, `${source.id}-${key}`);
  await decodeFile(path, decoded, source.encoding, file);
  return decoded;
}
