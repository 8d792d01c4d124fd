import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = join(dirname(fileURLToPath(import.meta.url)), "typeface");

/** The letters of Candour's own words, and those that a browser asks for where a page has one of them: `typeface/README.md` says how they were cut. */
const cuts = [
  {
    cut: "words",
    letters:
      "U+20-7E,U+A0,U+A3,U+B1-B2,U+B7,U+D7,U+E9,U+2013-2014,U+2018-2019,U+201C-201D,U+2026,U+2032,U+203A,U+2191,U+2212",
  },
  {
    cut: "others",
    letters:
      "U+A1-A2,U+A4-B0,U+B3-B6,U+B8-D6,U+D8-E8,U+EA-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+300-301,U+303-304,U+308-309,U+323,U+329,U+2009,U+200B,U+201A,U+201E,U+2022,U+2033,U+2039,U+2044,U+20AC,U+2122,U+2193,U+2215,U+FEFF",
  },
] as const;

/** A file of the typeface beside the stylesheet, what it is called there, and its SHA-256. */
export interface FontFile {
  name: string;
  font: Buffer;
  sha256: string;
}

/** The typeface: its files, the first of which every page asks for, and how the stylesheet names them. */
export async function readTypeface(): Promise<{ first: FontFile; files: FontFile[]; style: string }> {
  const read = async ({ cut, letters }: (typeof cuts)[number]) => {
    const font = await readFile(join(home, `${cut}.woff2`));
    const sha256 = createHash("sha256").update(font).digest("hex");
    const name = `candour-sans-${cut}.${sha256.slice(0, 8)}.woff2`;
    const style = `@font-face{font-family:"Candour Sans";font-weight:200 900;font-display:swap;src:url(${name}) format("woff2");unicode-range:${letters}}`;
    return { name, font, sha256, style };
  };
  const [first, others] = await Promise.all([read(cuts[0]), read(cuts[1])]);
  return { first, files: [first, others], style: first.style + others.style };
}
