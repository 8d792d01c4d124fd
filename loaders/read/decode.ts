import { closeSync, createReadStream, createWriteStream, openSync, readSync, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { DataError } from "../dataError.ts";

function toDecoder(encoding: string, file: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DataError(
      `${file} can't be loaded.`,
      [`unknown encoding: ${encoding}`],
      "Mend its encoding in sources.yaml.",
    );
  }
}

/** Copies `path` to `target` as UTF-8. Throws a DataError when the bytes aren't of that encoding. */
export async function decodeFile(
  path: string,
  target: string,
  encoding: string,
  file: string,
): Promise<void> {
  const decoder = toDecoder(encoding, file);
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: Math.min(1 << 20, statSync(path).size + 1) }),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
        yield decoder.decode();
      },
      createWriteStream(target),
    );
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new DataError(
      `${file} can't be loaded.`,
      [`not valid ${encoding}`],
      "Was it exported in another encoding? Its encoding is in sources.yaml.",
    );
  }
}

const beginning = Buffer.allocUnsafe(1 << 18);

/** The beginning of a file of UTF-8, without its byte order mark; at most 256 kB. */
export function readBeginning(path: string): string {
  const handle = openSync(path, "r");
  try {
    const read = readSync(handle, beginning, 0, beginning.length, 0);
    return new TextDecoder("utf-8").decode(beginning.subarray(0, read));
  } finally {
    closeSync(handle);
  }
}
