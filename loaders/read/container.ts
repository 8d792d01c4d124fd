import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { DataError } from "../dataError.ts";
import { type SpreadsheetLimits, spreadsheetLimits, toShownName } from "./spreadsheetLimits.ts";
import type { TextFile } from "./textRows.ts";
import { openZip, type ZipEntries } from "./zipEntries.ts";

const refuse = (file: string, problems: readonly string[], nextStep: string) =>
  new DataError(`${file} can't be loaded.`, problems, nextStep);

/** How far a file in a container may expand. Text of the same words over and over comes to some fifty times its packed size. */
const containerLimits: SpreadsheetLimits = {
  ...spreadsheetLimits,
  expandedBytes: 4 * 1024 ** 3,
  ratio: 500,
};

/** Bytes that a packed file may expand to whatever its size. */
const unheldToRatio = 1024 ** 2;

/**
 * The path of what is to be read of a file: itself or, of one packed by gzip or zip, a copy in `scratch` of the file in it, by
 * what its first bytes are and not by its name. Throws a DataError for a zip of which it isn't told which file is meant, one that expands
 * past the limits, and one that is damaged.
 */
export async function unpackFile(
  file: TextFile,
  scratch: string,
  key: string,
  limits: SpreadsheetLimits = containerLimits,
): Promise<string> {
  const start = await readStart(file.path);
  const target = join(scratch, `${file.source.id}-${key}-unpacked`);
  const isZip = start.toString("latin1", 0, 2) === "PK";
  if (start.toString("hex", 0, 2) === "1f8b") {
    if (file.source.inside !== undefined) throw noZip(file);
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    await gunzip(file, target, limits);
  } else if (isZip) {
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    if (!(await unzip(file, target, limits))) {
      if (file.source.inside !== undefined) throw noZip(file);
      return file.path;
    }
  } else {
    if (file.source.inside !== undefined && start.length > 0) throw noZip(file);
    return file.path;
  }
  return target;
}

async function readStart(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const noZip = ({ file, source }: TextFile) =>
  refuse(
    file,
    ["inside names a file in a zip archive, and it is none"],
    `Leave inside out of ${source.id} in sources.yaml, or send it as a zip archive.`,
  );

const tooLarge = ({ file, source }: TextFile) =>
  refuse(
    file,
    ["it expands to more than a file of its size should"],
    `Is this what the system sends? Then unpack it, and name the file in files of ${source.id}.`,
  );

async function gunzip(file: TextFile, target: string, limits: SpreadsheetLimits): Promise<void> {
  let packed = 0;
  let expanded = 0;
  try {
    await pipeline(
      createReadStream(file.path),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          packed += chunk.length;
          yield chunk;
        }
      },
      createGunzip(),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          expanded += chunk.length;
          const isWide = expanded > unheldToRatio && expanded > packed * limits.ratio;
          if (isWide || expanded > limits.expandedBytes) throw tooLarge(file);
          yield chunk;
        }
      },
      createWriteStream(target, { mode: 0o600 }),
    );
  } catch (error) {
    await rm(target, { force: true });
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!/^(Z_|ERR_STREAM)/.test(code)) throw error;
    throw refuse(file.file, ["it is packed by gzip, and is cut short or damaged"], "Copy it again.");
  }
}

/** Files that programs add to an archive of their own accord. */
const isOwn = (name: string) =>
  name.endsWith("/") || name.startsWith("__macosx/") || basename(name).startsWith(".");

/** What else is such an archive and can't be read, by a part that it has. */
const unreadable = [
  { part: "xl/workbook.bin", what: "a binary workbook (.xlsb)", next: "Save it as .xlsx." },
  { part: "word/", what: "a document, and no table", next: "Export the table as CSV, or save it as .xlsx." },
];

const isWorkbook = ({ names }: ZipEntries) =>
  names.includes("[content_types].xml") || (names.includes("mimetype") && names.includes("content.xml"));

/** Writes the file in a zip archive to `target`; false for a workbook, which is such an archive itself, and for what is no whole one. */
async function unzip(file: TextFile, target: string, limits: SpreadsheetLimits): Promise<boolean> {
  const zip = await openZip({ path: file.path, limits }).catch((error: unknown) => {
    // What only begins like an archive is told of by what its source says it is.
    if (error instanceof DataError && error.message.includes("isn't a whole zip archive")) return undefined;
    throw error;
  });
  if (!zip) return false;
  try {
    const other = unreadable.find(({ part }) => zip.names.some((name) => name.startsWith(part)));
    if (other) throw refuse(file.file, [`it seems to be ${other.what}`], other.next);
    if (isWorkbook(zip)) return false;
    const name = choose(
      zip.names.filter((one) => !isOwn(one)),
      file,
    );
    await pipeline(zip.read(name), createWriteStream(target, { mode: 0o600 }));
    return true;
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  } finally {
    zip.close();
  }
}

/** Which file of an archive is read: the one that settings name, with * for any text, or the only one there is. */
function choose(names: readonly string[], { file, source }: TextFile): string {
  const { inside } = source;
  const escaped = inside
    ?.toLowerCase()
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*");
  const wanted = escaped === undefined ? undefined : new RegExp(`^(.*/)?${escaped}$`);
  const fitting = wanted ? names.filter((name) => wanted.test(name)) : names;
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  const shown = names.slice(0, 10).map(toShownName).join(", ");
  const more = names.length > 10 ? ` and ${names.length - 10} more` : "";
  throw refuse(
    file,
    [
      fitting.length === 0
        ? `there is no ${inside === undefined ? "file" : `file ${inside}`} in it`
        : "there are several files in it that could be meant",
      ...(names.length > 0 ? [`files there are: ${shown}${more}`] : []),
    ],
    `Name one as inside of ${source.id} in sources.yaml; * is any text.`,
  );
}
