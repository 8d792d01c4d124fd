import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";

const buffer = Buffer.allocUnsafe(1 << 20);

/** The SHA-256 of a file's bytes. Throws where it can't be read or is none: a pipe would be waited for without end. */
export function hashFile(path: string): string {
  if (!statSync(path).isFile()) throw Object.assign(new Error(`not a file: ${path}`), { code: "not a file" });
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer))
      hash.update(buffer.subarray(0, size));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
