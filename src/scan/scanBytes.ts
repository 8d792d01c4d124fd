import { createHash } from "node:crypto";
import { basename } from "node:path";
import { readPdf } from "./readPdf.ts";
import { isZip, readZip } from "./readZip.ts";
import { isMarkup, type Search, searchMarkup, searchText } from "./searchText.ts";
import { type Budget, type Packing, unpackStream } from "./unpack.ts";
import { withoutRules } from "./withoutCode.ts";

/** One piece of a file on its way through the scan. */
export interface Piece {
  /** Its name, which says how it may be packed when its bytes don't. */
  name: string;
  bytes: Buffer;
  where: string;
  depth: number;
  /** Whether it stands in the release as a file or entry, so that bytes which can't be read are a finding. */
  isFile: boolean;
}

export interface Scanner {
  search: Search;
  budget: Budget;
  /** Whether bytes are known to the office and come from elsewhere unchanged, such as a typeface. */
  isTrusted(bytes: Buffer): boolean;
  /** A name as it may be shown: one that itself says something personal is replaced. */
  toShownName(name: string, otherwise: string): string;
  /** Keeps a PDF to be read by a library too. */
  onPdf(piece: Piece): void;
  /** How much has been told so far, by reports and PDFs yet to be read. */
  told(): number;
  /** The files and entries that held nothing, by name and bytes: an archive of all files has each again. */
  sound: Set<string>;
  /** Looks at a file or entry that holds figures. */
  onFile(piece: Piece, entries?: readonly { name: string; bytes: Buffer }[]): void;
}

const join = (...parts: string[]) => parts.filter((part) => part !== "").join(", ");

/**
 * Searches bytes, and what is packed in them, whatever their name says they are: zip archives with all that is
 * around their entries, gzip, zlib, deflate and Brotli streams, PDFs, and texts in UTF-8, UTF-16 and Latin-1.
 */
export function scanBytes(piece: Piece, scanner: Scanner): void {
  const { bytes, where, depth } = piece;
  const { search, budget } = scanner;
  if (bytes.length === 0 || scanner.isTrusted(bytes)) return;
  if (depth > budget.limits.depth || budget.left <= 0) {
    search.report(where, "too deeply packed to be searched");
    return;
  }
  if (!piece.isFile) {
    searchBytes(piece, scanner);
    return;
  }
  const key = `${createHash("sha256").update(bytes).digest("hex")} ${basename(piece.name)}`;
  if (scanner.sound.has(key)) return;
  const before = scanner.told();
  searchBytes(piece, scanner);
  if (scanner.told() === before) scanner.sound.add(key);
}

/** Searches bytes by what they are. */
function searchBytes(piece: Piece, scanner: Scanner): void {
  const { bytes } = piece;
  const packing = packingOf(piece);
  if (isZip(bytes)) scanZip(piece, scanner);
  else if (bytes.subarray(0, 1024).includes("%PDF-")) scanPdf(piece, scanner);
  else if (packing === undefined || !scanPacked(piece, packing, scanner)) scanText(piece, scanner);
}

/** Searches what a stream expands to and what stands after its end; says whether it is such a stream. */
function scanPacked(piece: Piece, packing: Packing, scanner: Scanner): boolean {
  const { bytes, where, depth, isFile } = piece;
  const unpacked = unpackStream(bytes, packing, scanner.budget);
  if (typeof unpacked === "string") {
    if (unpacked === "too large") scanner.search.report(where, "too large to be searched");
    else if (isFile && packing !== "zlib") scanner.search.report(where, "packed in a way that can't be read");
    return false;
  }
  const name = piece.name.replace(/\.(?:gz|br|z)$/i, "");
  const inner = { ...piece, name, bytes: unpacked.bytes, where: join(where, packing), depth: depth + 1 };
  scanner.onFile(inner);
  scanBytes(inner, scanner);
  const after = bytes.subarray(unpacked.taken);
  if (after.length > 0)
    scanBytes(
      { ...piece, name, bytes: after, where: join(where, "after its end"), depth: depth + 1 },
      scanner,
    );
  return true;
}

/** How bytes are packed by their first two, or by the name where nothing else says so. */
function packingOf({ bytes, name }: Piece): Packing | undefined {
  const first = bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  if (first === 0x1f8b) return "gzip";
  if ((first & 0x0f00) === 0x0800 && (first & 0xf000) <= 0x7000 && first % 31 === 0) return "zlib";
  return /\.br$/i.test(name) ? "brotli" : undefined;
}

function scanZip(piece: Piece, scanner: Scanner): void {
  const { entries, rest, faults } = readZip(piece.bytes, scanner.budget);
  for (const fault of faults)
    scanner.search.report(piece.where, `an archive that can't be searched: ${fault}`);
  for (const [index, { name, bytes }] of entries.entries()) {
    const shown = scanner.toShownName(name, `entry ${index + 1}`);
    const inner = { name, bytes, where: join(piece.where, shown), depth: piece.depth + 1, isFile: true };
    if (shown !== name) scanner.search.report(inner.where, "a name of an entry that says something personal");
    scanner.onFile(inner);
    scanBytes(inner, scanner);
  }
  scanner.onFile(piece, entries);
  for (const text of textsOf(rest))
    searchText(text, join(piece.where, "around its entries"), searchAt(piece, scanner));
}

function scanPdf(piece: Piece, scanner: Scanner): void {
  scanner.onPdf(piece);
  const { texts, streams, faults } = readPdf(piece.bytes, scanner.budget);
  for (const fault of faults) scanner.search.report(piece.where, `a PDF that can't be searched: ${fault}`);
  for (const text of texts) searchText(text, join(piece.where, "its text"), searchAt(piece, scanner));
  for (const [index, bytes] of streams.entries()) {
    const where = join(piece.where, `stream ${index + 1}`);
    scanBytes({ name: "", bytes, where, depth: piece.depth + 1, isFile: false }, scanner);
  }
}

/** Kinds of bytes that no text can be read from, by how they begin. */
const opaque = [
  "wOFF",
  "wOF2",
  "\x89PNG",
  "\xff\xd8\xff",
  "GIF8",
  "RIFF",
  "OTTO",
  "\0\x01\0\0",
  "7z\xbc\xaf",
  "Rar!",
];

function scanText(piece: Piece, scanner: Scanner): void {
  const { bytes, where, isFile } = piece;
  const start = bytes.toString("latin1", 0, 4);
  const isOpaque = opaque.some((signature) => start.startsWith(signature));
  if (isOpaque || isBinary(bytes)) {
    if (isFile) scanner.search.report(where, "bytes of a kind that can't be searched");
    if (isOpaque || !tryPacked(piece, scanner)) scanRuns(piece, scanner);
    return;
  }
  for (const text of textsOf(bytes)) {
    if (/\.css$/i.test(piece.name)) searchText(text, where, searchAt(piece, scanner), withoutRules);
    else if (isMarkup(text)) searchMarkup(text, where, searchAt(piece, scanner));
    else searchText(text, where, searchAt(piece, scanner));
  }
}

/** Runs of six or more characters that may be read. */
const readable = /[^\p{Cc}\p{Co}\p{Cn}\ufffd]{6,}/gu;

/** Searches what can be read among bytes that are mostly something else. */
function scanRuns(piece: Piece, scanner: Scanner): void {
  const runs = textsOf(piece.bytes).flatMap((text) => text.match(readable) ?? []);
  if (runs.length > 0) searchText(runs.join("\n"), piece.where, searchAt(piece, scanner));
}

/** The search of a piece: bytes encoded in its text are searched one level deeper. */
export function searchAt({ depth }: Pick<Piece, "depth">, scanner: Scanner): Search {
  const scanEncoded = (bytes: Buffer, where: () => string) =>
    scanEncodedBytes(bytes, where, depth + 1, scanner);
  return { ...scanner.search, scanEncoded };
}

/** Searches bytes that stood in a text in another form; says whether they held anything. */
function scanEncodedBytes(bytes: Buffer, where: () => string, depth: number, scanner: Scanner): boolean {
  let found = false;
  const search: Search = {
    ...scanner.search,
    report(place, what, said) {
      found = true;
      scanner.search.report(join(where(), place), what, said);
    },
  };
  scanBytes({ name: "", bytes, where: "", depth, isFile: false }, { ...scanner, search });
  return found;
}

/** Bytes found in a text, perhaps a stream without a header; most are chance and are none. */
function tryPacked(piece: Piece, scanner: Scanner): boolean {
  if (piece.bytes.length < 16) return false;
  for (const packing of ["deflate", "brotli"] as const) {
    const unpacked = unpackStream(piece.bytes, packing, scanner.budget);
    if (typeof unpacked === "string" || unpacked.bytes.length < 6) continue;
    const where = join(piece.where, packing);
    scanBytes({ ...piece, bytes: unpacked.bytes, where, depth: piece.depth + 1 }, scanner);
    return true;
  }
  return false;
}

/** Whether more than one byte in twenty is a control character, as in no text of any encoding but UTF-16. */
function isBinary(bytes: Buffer): boolean {
  if (bytes.includes(0) && looksUtf16(bytes)) return false;
  const sample = bytes.subarray(0, 65_536);
  let control = 0;
  for (const byte of sample) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) control += 1;
  return control * 20 > sample.length;
}

/** Whether every other byte of the beginning is, mostly, nought. */
function looksUtf16(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, 4096);
  let noughts = 0;
  for (const byte of sample) if (byte === 0) noughts += 1;
  return noughts * 3 > sample.length;
}

/** The readings of bytes as text: UTF-8, or else Latin-1 besides; and without noughts, for UTF-16 anywhere in them. */
function textsOf(bytes: Buffer): string[] {
  const text = bytes.toString("utf8");
  const texts = [text];
  if (text.includes("\ufffd")) texts.push(bytes.toString("latin1"));
  if (bytes.includes(0)) {
    texts.push(bytes.toString("latin1").replaceAll("\0", ""));
    if (bytes.length % 2 === 0 && looksUtf16(bytes)) {
      texts.push(bytes.toString("utf16le"), Buffer.from(bytes).swap16().toString("utf16le"));
    }
  }
  return texts;
}
