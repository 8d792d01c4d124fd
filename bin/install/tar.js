import { createReadStream } from "node:fs";

/** A file of an archive: its name there, where it is, how many bytes, whether it is a program. */
/** @typedef {{ name: string, path: string, bytes: number, isProgram: boolean }} Entry */

const block = 512;

/**
 * A name as a header has it: up to 100 bytes, and before them, parted at a slash, up to 155. Throws an Error for a longer one.
 * @param {string} name
 */
function partedName(name) {
  if (Buffer.byteLength(name) <= 100) return { name, prefix: "" };
  for (let at = name.indexOf("/"); at > 0; at = name.indexOf("/", at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100) return { name: rest, prefix };
  }
  throw new Error(`too long a name for an archive: ${name}`);
}

/**
 * The header of a file: of nobody, of the first second of 1980, so that the same files make the same bytes.
 * @param {Entry} entry
 */
export function tarHeader({ name: whole, bytes, isProgram }) {
  const { name, prefix } = partedName(whole);
  const header = Buffer.alloc(block);
  const octal = (/** @type {number} */ value, /** @type {number} */ at, /** @type {number} */ length) =>
    header.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "latin1");
  header.write(name, 0, "utf8");
  octal(isProgram ? 0o755 : 0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes, 124, 12);
  octal(315_532_800, 136, 12);
  header.write("        ", 148, "latin1");
  header.write("0", 156, "latin1");
  header.write("ustar\x0000", 257, "latin1");
  header.write(prefix, 345, "utf8");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

/**
 * The bytes of an archive of files, in their order.
 * @param {readonly Entry[]} entries
 */
export async function* tarBytes(entries) {
  for (const entry of entries) {
    yield tarHeader(entry);
    yield* createReadStream(entry.path);
    const over = entry.bytes % block;
    if (over > 0) yield Buffer.alloc(block - over);
  }
  yield Buffer.alloc(2 * block);
}
