import { closeSync, createReadStream, openSync, readSync } from "node:fs";

/** How a file's text is encoded, and what tells so. */
export interface FoundEncoding {
  name: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  known_by: string;
  /** Whether another encoding would give other letters, and nothing in the file tells which. */
  is_doubtful: boolean;
}

/** The bytes of a file's beginning. */
export function readFirstBytes(path: string, most: number): Buffer {
  const handle = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(most);
    return bytes.subarray(0, readSync(handle, bytes, 0, most, 0));
  } finally {
    closeSync(handle);
  }
}

function findUtf16(bytes: Buffer): FoundEncoding | undefined {
  const mark = bytes.toString("hex", 0, 2);
  const known_by = "the mark its first two bytes are";
  if (mark === "fffe") return { name: "utf-16le", known_by, is_doubtful: false };
  if (mark === "feff") return { name: "utf-16be", known_by, is_doubtful: false };
  const zeros = [0, 1].map((odd) => bytes.filter((byte, at) => byte === 0 && at % 2 === odd).length);
  const [even = 0, odd = 0] = zeros;
  const by = "every other byte of it, which is zero";
  if (odd > 0.4 * bytes.length && even === 0) return { name: "utf-16le", known_by: by, is_doubtful: false };
  if (even > 0.4 * bytes.length && odd === 0) return { name: "utf-16be", known_by: by, is_doubtful: false };
  return undefined;
}

/** Bytes that stand for no letter in windows-1252. */
const unused1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** How the text of a file is encoded, by all its bytes: a byte in its last line may be the only one that tells. */
export async function findEncoding(path: string): Promise<FoundEncoding> {
  const first = readFirstBytes(path, 4096);
  const wide = findUtf16(first);
  if (wide) return wide;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let isAscii = true;
  let unused = 0;
  let isUtf8 = true;
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    if (isUtf8) {
      try {
        decoder.decode(piece, { stream: true });
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        isUtf8 = false;
        line += linesBefore(piece);
      }
      if (isUtf8) {
        for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) line += 1;
        isAscii &&= isAsciiOnly(piece);
      }
    }
    if (!isUtf8) for (const byte of piece) if (unused1252.has(byte)) unused += 1;
  }
  if (isUtf8) {
    try {
      decoder.decode();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      isUtf8 = false;
    }
  }
  if (isUtf8) {
    const isMarked = first.toString("hex", 0, 3) === "efbbbf";
    const byBytes = isAscii
      ? "its letters, all of which are plain ASCII"
      : "all its bytes, which are valid UTF-8";
    return { name: "utf-8", known_by: isMarked ? "the mark at its beginning" : byBytes, is_doubtful: false };
  }
  const beyond = unused > 0 ? `, though ${unused} of its bytes are no letter of that` : "";
  return {
    name: "windows-1252",
    known_by: `bytes that are no UTF-8, first about line ${line}: windows-1252 is the usual one${beyond}`,
    is_doubtful: true,
  };
}

const isAsciiOnly = (piece: Buffer): boolean => {
  for (let at = 0; at < piece.length; at++) if ((piece[at] ?? 0) > 127) return false;
  return true;
};

/** Lines of a piece before the first byte that begins no UTF-8. */
function linesBefore(piece: Buffer): number {
  const text = piece.toString("utf8");
  const at = text.indexOf("\ufffd");
  return at === -1 ? 0 : text.slice(0, at).split("\n").length - 1;
}

/** The text of a file, in pieces, without its byte order mark. */
export async function* readText(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
