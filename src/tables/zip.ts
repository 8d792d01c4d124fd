import { createWriteStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";

/** A file within an archive. */
export interface Part {
  name: string;
  content: Buffer | string;
  /** Kept as it is, as ODF asks of `mimetype`. */
  isStored?: boolean;
}

/** The start of a day as an archive holds it: without a time zone. */
function toArchiveTime(day: string): Date {
  const [year = 1980, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}

/** Writes an archive of `parts` in their order, each dated `day` (`2022-03-31`): the same parts make the same bytes. */
export async function writeZip(parts: readonly Part[], day: string, path: string): Promise<void> {
  const archive = new yazl.ZipFile();
  const mtime = toArchiveTime(day);
  for (const { name, content, isStored } of parts) {
    const options = { mtime, mode: 0o100644, compress: !isStored, forceDosTimestamp: true };
    archive.addBuffer(typeof content === "string" ? Buffer.from(content) : content, name, options);
  }
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
}

/**
 * Writes every file under `folder` to a zip at `path`, by its path within the folder, in order of name and dated
 * `day`. The zip must not be in the folder.
 */
export async function zipFolder(folder: string, path: string, day = "1980-01-01"): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, name: file.slice(join(folder, sep).length).split(sep).join("/") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = await Promise.all(
    files.map(async ({ file, name }): Promise<Part> => ({ name, content: await readFile(file) })),
  );
  await writeZip(parts, day, path);
}
