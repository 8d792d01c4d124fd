import { openPromise } from "yauzl";
import { writeZip } from "../../../src/tables/zip.ts";

/** The parts of an archive as text, by name, in their order. */
export async function readParts(path: string): Promise<Record<string, string>> {
  const zip = await openPromise(path, { autoClose: false });
  const parts: Record<string, string> = {};
  try {
    for await (const entry of zip.eachEntry()) {
      const chunks: Buffer[] = [];
      const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream) chunks.push(chunk);
      parts[entry.fileName] = Buffer.concat(chunks).toString("utf8");
    }
  } finally {
    zip.close();
  }
  return parts;
}

/** Writes the parts as an archive, `mimetype` stored. */
export async function writeParts(parts: Record<string, string>, path: string): Promise<void> {
  const list = Object.entries(parts).map(([name, content]) => ({
    name,
    content,
    isStored: name === "mimetype",
  }));
  await writeZip(list, "2022-04-14", path);
}
