import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

/**
 * Words of the office whose settings the program comes with, that no other office's site may have: its name, whom it looks into,
 * its teams, people, systems, documents and lines.
 */
const words = new RegExp(
  [
    "PHSO|Parliament\\w*|Health Service|\\bNHS\\b|PACAC|VisualFiles|Microsoft Dynamics",
    "\\bMPs?\\b|\\bmp[-_][a-z]|Customer Care|customer[-_]care|Ombudsman|\\bCEO\\b|\\bFOI\\b",
    "Service Model|\\bCCG\\b|\\bCAP\\b|\\bSM\\b|FOI-[12]|Casework Assurance process|Service Charter",
    "0345 015|Legal Ombudsman|\\bLGSCO\\b|\\bSPSO\\b|\\bPSOW\\b|complaint about our |\\btrusts?\\b|gov\\.uk|England|United Kingdom|[Bb]ank holiday",
  ].join("|"),
  "g",
);

/** The entries of an archive, each as text: workbooks and the download of everything are such. */
function entriesOf(bytes: Buffer): string[] {
  const texts: string[] = [];
  for (let at = bytes.indexOf("PK\u0001\u0002"); at !== -1; at = bytes.indexOf("PK\u0001\u0002", at + 4)) {
    const [method, size, from] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ];
    const begin = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
    const packed = bytes.subarray(begin, begin + size);
    const whole = method === 0 ? packed : inflateRawSync(packed);
    texts.push(...(whole.subarray(0, 2).toString() === "PK" ? entriesOf(whole) : [whole.toString("utf8")]));
  }
  return texts;
}

/** What a text has of another office, each with what stands beside it. */
export function otherWordsIn(text: string): string[] {
  return [...text.matchAll(words)].map(({ index }) =>
    text.slice(Math.max(0, index - 40), index + 40).replace(/\s+/g, " "),
  );
}

/** What stands in every byte of a folder's files, archives unpacked, of another office: a line to each, with its file. */
export function findOtherWords(
  folder: string,
  mayHave: (found: string, file: string) => boolean = () => false,
): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(folder.length + 1);
      if (/\.woff2$/.test(name)) return [];
      // What a PDF says is compressed, and any bytes may come of that: `readPdfText` reads it.
      if (/\.pdf$/.test(name)) return otherWordsIn(name).map((found) => `${name}: ${found}`);
      const bytes = readFileSync(path);
      const texts = /\.(?:ods|xlsx|zip)$/.test(name) ? entriesOf(bytes) : [bytes.toString("utf8")];
      return [name, ...texts]
        .flatMap(otherWordsIn)
        .filter((found) => !mayHave(found, name))
        .map((found) => `${name}: ${found}`);
    });
}
