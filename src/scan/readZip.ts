import { crc32 } from "node:zlib";
import { type Budget, unpackStream } from "./unpack.ts";

/** Everything in a zip archive: its entries, and all bytes that are not an entry's. */
export interface ZipContents {
  entries: { name: string; bytes: Buffer }[];
  /**
   * Headers, names, comments, extra fields and whatever stands before, between or after the entries; but for the checksums,
   * sizes and places that agree with the entries, whose bytes might by chance read as text with the name after them.
   */
  rest: Buffer;
  /** What could not be read; any of it is a reason to refuse. */
  faults: string[];
}

const localHeader = Buffer.from("PK\x03\x04", "latin1");
const centralHeader = Buffer.from("PK\x01\x02", "latin1");
const endRecord = Buffer.from("PK\x05\x06", "latin1");

/** Whether bytes hold a zip archive, wherever in them it begins. */
export function isZip(bytes: Buffer): boolean {
  return bytes.includes(localHeader) && (bytes.includes(endRecord) || bytes.includes(centralHeader));
}

interface Listed {
  at: number;
  /** Where the directory says so. */
  header: number;
  packedSize: number;
  checksum: number;
}

/** Where the archive's directory says its entries are, and how long each is. */
function readDirectory(bytes: Buffer): Listed[] {
  const listed: Listed[] = [];
  let at = bytes.indexOf(centralHeader);
  while (at !== -1 && at + 46 <= bytes.length) {
    listed.push({
      header: at,
      at: bytes.readUInt32LE(at + 42),
      packedSize: bytes.readUInt32LE(at + 20),
      checksum: bytes.readUInt32LE(at + 16),
    });
    at = bytes.indexOf(centralHeader, at + 46);
  }
  return listed;
}

/**
 * Reads every entry that has a header of its own, listed in the directory or not: an entry taken out of the
 * directory is still in the file. Nothing of it is thrown; what can't be read is a fault.
 */
export function readZip(bytes: Buffer, budget: Budget): ZipContents {
  const contents: ZipContents = { entries: [], rest: Buffer.from(bytes), faults: [] };
  const listed = readDirectory(bytes);
  const listedAt = new Map(listed.map((one) => [one.at, one]));
  const shift = firstShift(bytes, listed);
  const visited = new Set<number>();
  let at = bytes.indexOf(localHeader);
  while (at !== -1 && at + 30 <= bytes.length) {
    if (visited.size >= budget.limits.entries) {
      contents.faults.push("more entries than can be searched");
      return contents;
    }
    visited.add(at);
    const next = readEntry(bytes, at, listedAt.get(at - shift), budget, contents);
    at = bytes.indexOf(localHeader, next);
  }
  if (listed.some((entry) => !visited.has(entry.at + shift)))
    contents.faults.push("an archive whose directory doesn't match its entries");
  for (const { header, at } of listed.filter((entry) => visited.has(entry.at + shift))) {
    const checksumAndSize = bytes.subarray(header + 16, header + 24);
    if (bytes.subarray(at + shift + 14, at + shift + 22).equals(checksumAndSize))
      contents.rest.fill("\n", at + shift + 14, at + shift + 22);
    contents.rest.fill("\n", header + 16, header + 24).fill("\n", header + 42, header + 46);
  }
  return contents;
}

/** Bytes put before an archive leave its directory's addresses short by as many. */
function firstShift(bytes: Buffer, listed: readonly Listed[]): number {
  const first = Math.min(...listed.map(({ at }) => at));
  return Number.isFinite(first) ? Math.max(0, bytes.indexOf(localHeader) - first) : 0;
}

/** Reads the entry at `at`, blanks its data in `rest`, and says where its data ends. */
function readEntry(
  bytes: Buffer,
  at: number,
  listed: Listed | undefined,
  budget: Budget,
  contents: ZipContents,
): number {
  const flags = bytes.readUInt16LE(at + 6);
  const method = bytes.readUInt16LE(at + 8);
  const nameEnd = at + 30 + bytes.readUInt16LE(at + 26);
  const start = nameEnd + bytes.readUInt16LE(at + 28);
  const name = bytes.toString((flags & 0x800) === 0 ? "latin1" : "utf8", at + 30, nameEnd);
  const size = listed?.packedSize ?? bytes.readUInt32LE(at + 18);
  const label = `entry ${contents.entries.length + 1}`;
  const blank = (end: number) => contents.rest.fill(0, start, Math.min(end, bytes.length));
  if ((flags & 1) !== 0) {
    contents.faults.push(`${label} is encrypted`);
    blank(start + size);
    return Math.max(start + size, at + 4);
  }
  if (method === 0) {
    const end = start + size;
    if (end > bytes.length || (listed === undefined && (flags & 8) !== 0))
      contents.faults.push(`${label} has no end`);
    contents.entries.push({ name, bytes: bytes.subarray(start, Math.min(end, bytes.length)) });
    blank(end);
    return Math.max(end, at + 4);
  }
  if (method !== 8) {
    contents.faults.push(`${label} is packed in an unknown way`);
    return at + 4;
  }
  const unpacked = unpackStream(bytes.subarray(start), "deflate", budget);
  if (typeof unpacked === "string") {
    contents.faults.push(`${label} is ${unpacked === "too large" ? "too large to be searched" : "damaged"}`);
    return at + 4;
  }
  if (listed && crc32(unpacked.bytes) !== listed.checksum) contents.faults.push(`${label} is damaged`);
  contents.entries.push({ name, bytes: unpacked.bytes });
  // What stands in the entry's room after its stream has ended is left in `rest`.
  blank(start + unpacked.taken);
  return start + unpacked.taken;
}
