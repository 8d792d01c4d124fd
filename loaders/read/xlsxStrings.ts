import { type GuardedFile, toLimitError } from "./spreadsheetLimits.ts";
import { parseXml, toLocalName, type XmlAttributes } from "./xmlParts.ts";
import type { ZipEntries } from "./zipEntries.ts";

/** Decodes the escapes (`_x000D_`) OOXML uses for characters XML can't hold (ECMA-376 part 1, 22.9.2.19). */
export function decodeXlsxEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Joins the runs (`t`) of a shared or inline string, leaving out phonetic ones (`rPh`). */
export class RunText {
  readonly #file: GuardedFile;
  readonly #where: string;
  #joined = "";
  #run: string | undefined;
  #isKept = false;
  #isPhonetic = false;

  constructor(file: GuardedFile, where: string) {
    this.#file = file;
    this.#where = where;
  }

  open(local: string, attributes: XmlAttributes): void {
    if (local === "rPh") this.#isPhonetic = true;
    else if (local === "t" && !this.#isPhonetic) {
      this.#run = "";
      this.#isKept = attributes["xml:space"] === "preserve";
    }
  }

  text(text: string): void {
    if (this.#run !== undefined) this.#run += text;
  }

  close(local: string): void {
    if (local === "rPh") this.#isPhonetic = false;
    else if (local === "t" && this.#run !== undefined) {
      const run = this.#isKept ? this.#run : this.#run.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
      this.#joined += decodeXlsxEscapes(run);
      this.#run = undefined;
      if (this.#joined.length > this.#file.limits.valueCharacters) {
        throw toLimitError(this.#file, "valueCharacters", this.#where);
      }
    }
  }

  /** The text so far; the next string starts empty. */
  take(): string {
    const text = this.#joined;
    this.#joined = "";
    return text;
  }
}

/**
 * The strings the sheets share, by index.
 * @throws DataError when there are more of them than the limits allow.
 */
export async function readSharedStrings(zip: ZipEntries, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  const { sharedStrings, sharedStringCharacters } = zip.file.limits;
  const runs = new RunText(zip.file, "shared strings");
  let characters = 0;
  const pieces = parseXml(zip, part, {
    open: (name, attributes) => runs.open(toLocalName(name), attributes),
    text: (text) => runs.text(text),
    close(name) {
      const local = toLocalName(name);
      runs.close(local);
      if (local !== "si") return;
      const text = runs.take();
      characters += text.length;
      strings.push(text);
      if (strings.length > sharedStrings) throw toLimitError(zip.file, "sharedStrings");
      if (characters > sharedStringCharacters) throw toLimitError(zip.file, "sharedStringCharacters");
    },
  });
  while (!(await pieces.next()).done);
  return strings;
}
