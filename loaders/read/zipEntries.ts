import { open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import type { DataError } from "../dataError.ts";
import {
  type GuardedFile,
  toDamageError,
  toLimitError,
  toShownName,
  toSpreadsheetError,
} from "./spreadsheetLimits.ts";

const unheldToRatio = 1024 ** 2;

/** The parts of a zip archive, each read as a stream. Names are matched without regard to case, as OPC asks. */
export interface ZipEntries {
  file: GuardedFile;
  /** The parts' names, in lower case. */
  names: string[];
  has(part: string): boolean;
  /** Bytes the part says it expands to; 0 when there is no such part. */
  declaredBytes(part: string): number;
  /** The part's expanded bytes, counted against the limits and checked against its checksum. */
  read(part: string): AsyncGenerator<Buffer>;
  close(): void;
}

/**
 * Opens a zip archive that holds a workbook; nothing is expanded yet.
 * @throws DataError when the file isn't a whole zip archive, is encrypted, names a part twice or outside the
 * archive, or declares more than the limits allow.
 */
export async function openZip(file: GuardedFile): Promise<ZipEntries> {
  await checkSignature(file);
  const zip = await openArchive(file);
  try {
    const entries = await listEntries(file, zip);
    return {
      file,
      names: [...entries.keys()],
      has: (part) => entries.has(part.toLowerCase()),
      declaredBytes: (part) => entries.get(part.toLowerCase())?.uncompressedSize ?? 0,
      read: (part) => readEntry(file, zip, entries.get(part.toLowerCase()), part),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function checkSignature(file: GuardedFile): Promise<void> {
  const start = await readStart(file);
  if (start.length === 0) throw toDamageError(file, "it is empty");
  if (start.subarray(0, 4).toString("hex") === "d0cf11e0") {
    throw toSpreadsheetError(
      file,
      "it is an old .xls workbook or one with a password",
      "Ask for it without a password, saved as .xlsx or .ods.",
    );
  }
  if (start.toString("latin1", 0, 2) !== "PK") {
    throw toSpreadsheetError(
      file,
      "it must be an XLSX or ODS workbook, whatever its name ends in",
      "Is it a text file (CSV) under another name? Save it as a workbook, or mend the source's entry.",
    );
  }
}

async function readStart(file: GuardedFile): Promise<Buffer> {
  try {
    const handle = await open(file.path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    const fault = code === "ENOENT" ? "there is no such file" : `it can't be opened (${code})`;
    throw toSpreadsheetError(file, fault, "Check that the file is there and may be read.");
  }
}

async function openArchive(file: GuardedFile): Promise<ZipFile> {
  try {
    return await openPromise(file.path, { autoClose: false });
  } catch (error) {
    throw toArchiveError(file, error);
  }
}

async function listEntries(file: GuardedFile, zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > file.limits.entries) throw toLimitError(file, "entries");
  const entries = new Map<string, Entry>();
  let declared = 0;
  const archive = zip.eachEntry();
  while (true) {
    const next = await nextEntry(file, archive);
    if (next === undefined) return entries;
    const name = next.fileName.toLowerCase();
    const where = `part ${toShownName(next.fileName)}`;
    if (entries.has(name)) throw toDamageError(file, `duplicate part: ${toShownName(next.fileName)}`);
    if (next.isEncrypted()) {
      throw toSpreadsheetError(file, `${where} is encrypted`, "Ask for the workbook without a password.");
    }
    declared += next.uncompressedSize;
    if (declared > file.limits.expandedBytes) throw toLimitError(file, "expandedBytes");
    if (
      next.uncompressedSize > unheldToRatio &&
      next.uncompressedSize > next.compressedSize * file.limits.ratio
    ) {
      throw toLimitError(file, "ratio", where);
    }
    entries.set(name, next);
  }
}

async function nextEntry(file: GuardedFile, entries: AsyncIterator<Entry>): Promise<Entry | undefined> {
  try {
    const { done, value } = await entries.next();
    return done ? undefined : value;
  } catch (error) {
    throw toArchiveError(file, error);
  }
}

/** yauzl's messages may quote names from the file, so they are told apart and reworded. */
function toArchiveError(file: GuardedFile, error: unknown): DataError {
  const message = error instanceof Error ? error.message : "";
  if (/^(absolute path|invalid relative path|invalid characters)/.test(message)) {
    return toDamageError(file, "a part's name points outside the workbook");
  }
  if (message.startsWith("strong encryption")) {
    return toSpreadsheetError(file, "a part is encrypted", "Ask for the workbook without a password.");
  }
  return toDamageError(file, "it isn't a whole zip archive: it may be cut short or damaged");
}

async function* readEntry(
  file: GuardedFile,
  zip: ZipFile,
  entry: Entry | undefined,
  part: string,
): AsyncGenerator<Buffer> {
  if (entry === undefined) throw toDamageError(file, `missing part: ${toShownName(part)}`);
  const where = `part ${toShownName(part)}`;
  let expanded = 0;
  let checksum = 0;
  const chunks = openEntry(file, zip, entry, where);
  for await (const chunk of chunks) {
    expanded += chunk.length;
    if (expanded > file.limits.expandedBytes) throw toLimitError(file, "expandedBytes", where);
    if (expanded > unheldToRatio && expanded > entry.compressedSize * file.limits.ratio) {
      throw toLimitError(file, "ratio", where);
    }
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== entry.crc32) throw toDamageError(file, `${where} is damaged: its checksum doesn't match`);
}

/** yauzl stops a part that comes to more, or less, than its header declares. */
async function* openEntry(
  file: GuardedFile,
  zip: ZipFile,
  entry: Entry,
  where: string,
): AsyncGenerator<Buffer> {
  try {
    const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    yield* stream;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (message.startsWith("unsupported compression method")) {
      throw toDamageError(file, `${where} is compressed in a way no spreadsheet program uses`);
    }
    if (message.startsWith("too many bytes")) {
      throw toDamageError(file, `${where} is larger than the archive says`);
    }
    throw toDamageError(file, `${where} is damaged or cut short`);
  }
}
