import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const file = require.resolve(
  "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
);

/** The typeface: its bytes and their SHA-256, what its file beside the stylesheet is called, and how the stylesheet names it. */
export async function readTypeface(): Promise<{ font: Buffer; sha256: string; name: string; face: string }> {
  const font = await readFile(file);
  const sha256 = createHash("sha256").update(font).digest("hex");
  const name = `source-sans-3.${sha256.slice(0, 8)}.woff2`;
  const face = `@font-face{font-family:"Source Sans 3";font-weight:200 900;font-display:swap;src:url(${name}) format("woff2")}`;
  return { font, sha256, name, face };
}
