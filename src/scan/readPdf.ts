import { type CharacterMap, readCharacterMap, readText, stringsOf } from "./pdfText.ts";
import { type Budget, unpackStream } from "./unpack.ts";

/** Everything in a PDF that can be read, and what can't. */
export interface PdfContents {
  /** The text of each page's drawing, joined as it is shown and again without its gaps; and the strings of its objects. */
  texts: string[];
  /** Streams that draw nothing: metadata, embedded files, fonts. */
  streams: Buffer[];
  faults: string[];
}

interface Stream {
  object: number;
  dictionary: string;
  bytes: Buffer;
}

/**
 * Reads a PDF as printed by a browser or an office program: page text through each font's ToUnicode map, the
 * information dictionary, XMP and other streams. Encryption, images and filters other than Flate, hexadecimal
 * and base 85 are faults: what they hold can't be searched.
 */
export function readPdf(bytes: Buffer, budget: Budget): PdfContents {
  const contents: PdfContents = { texts: [], streams: [], faults: [] };
  const { streams, rest } = readStreams(bytes, budget, contents.faults);
  if (/\/Encrypt\b/.test(rest)) contents.faults.push("encrypted");
  const packed = streams.filter(({ dictionary }) => dictionary.includes("/ObjStm"));
  const objects = [rest, ...packed.map((stream) => stream.bytes.toString("latin1"))].join("\n");
  const maps = readMaps(streams, objects);
  contents.texts.push(stringsOf(objects).join("\n"));
  // A comment or a stray line outside every stream; the table of addresses is all numbers of ten digits.
  contents.texts.push(rest.replace(/\d{10} \d{5} [nf]\s/g, "").replace(/<[\da-fA-F\s]*>/g, ""));
  for (const { dictionary, bytes: drawn } of streams) {
    if (/\/Type\s*\/XRef/.test(dictionary)) continue;
    const text = drawn.toString("latin1");
    if (!/\b(?:Tj|TJ|BT|re|cm)\b/.test(text) || /\/Length1\b/.test(dictionary)) {
      contents.streams.push(drawn);
      continue;
    }
    contents.texts.push(...readText(text, maps), ...(text.match(/%[^\n\r]{4,}/g) ?? []));
  }
  return contents;
}

function readStreams(bytes: Buffer, budget: Budget, faults: string[]): { streams: Stream[]; rest: string } {
  const text = bytes.toString("latin1");
  const streams: Stream[] = [];
  let rest = "";
  let last = 0;
  for (const match of text.matchAll(/\bstream\r?\n/g)) {
    if (match.index < last) continue;
    const start = match.index + match[0].length;
    const before = text.slice(last, match.index);
    const opened = before.lastIndexOf(" obj");
    const dictionary = before.slice(opened);
    const object = Number(/(\d+) \d+$/.exec(before.slice(0, opened))?.[1] ?? "0");
    const length = Number(/\/Length (\d+)(?! \d+ R)/.exec(dictionary)?.[1] ?? "NaN");
    const isTold = text.startsWith("endstream", skipSpace(text, start + length));
    const found = isTold ? start + length : text.indexOf("endstream", start);
    const end = found === -1 ? text.length : found;
    rest += before;
    last = end;
    const label = `stream ${streams.length + 1}`;
    const plain = unfilter(bytes.subarray(start, end), dictionary, budget);
    if (typeof plain === "string") faults.push(`${label} ${plain}`);
    else streams.push({ object, dictionary, bytes: plain });
  }
  return { streams, rest: rest + text.slice(last) };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? "")) at += 1;
  return at;
}

function unfilter(bytes: Buffer, dictionary: string, budget: Budget): Buffer | string {
  const names = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1]?.match(/\w+/g) ?? [];
  if (/\/Subtype\s*\/Image/.test(dictionary)) return "is an image, which can't be searched";
  let plain = bytes;
  for (const name of names) {
    if (name === "FlateDecode" || name === "Fl") {
      const unpacked = unpackStream(plain, "zlib", budget);
      if (unpacked === "too large") return "is too large to be searched";
      if (unpacked === "damaged") return "is damaged";
      plain = unpacked.bytes;
    } else if (name === "ASCIIHexDecode" || name === "AHx") {
      plain = Buffer.from(plain.toString("latin1").replace(/[^\da-f]/gi, ""), "hex");
    } else if (name === "ASCII85Decode" || name === "A85") plain = fromBase85(plain.toString("latin1"));
    else return "is packed in an unknown way";
  }
  return plain;
}

function fromBase85(text: string): Buffer {
  const digits = text.replace(/^<~|~>[\s\S]*$/g, "").replace(/\s/g, "");
  const bytes: number[] = [];
  for (const [group] of digits.matchAll(/z|[!-u]{1,5}/g)) {
    const whole = group === "z" ? "!!!!!" : group.padEnd(5, "u");
    let value = 0;
    for (const letter of whole) value = value * 85 + letter.charCodeAt(0) - 33;
    const four = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) & 255);
    bytes.push(...four.slice(0, group === "z" ? 4 : group.length - 1));
  }
  return Buffer.from(bytes);
}

/** The character maps of each font, by the name by which pages ask for it: one name may stand for several fonts. */
function readMaps(streams: readonly Stream[], objects: string): Map<string, CharacterMap[]> {
  const byObject = new Map(streams.map((stream) => [stream.object, stream.bytes]));
  const ofFont = new Map<number, CharacterMap>();
  for (const [, font, body = ""] of objects.matchAll(/\b(\d+) 0 obj\b([\s\S]*?)\bendobj/g)) {
    const map = byObject.get(Number(/\/ToUnicode (\d+) 0 R/.exec(body)?.[1] ?? "-1"));
    if (map) ofFont.set(Number(font), readCharacterMap(map.toString("latin1")));
  }
  const maps = new Map<string, CharacterMap[]>();
  for (const [, name = "", font] of objects.matchAll(/\/([\w.+-]+)\s+(\d+) 0 R/g)) {
    const map = ofFont.get(Number(font));
    if (map) maps.set(name, [...new Set([...(maps.get(name) ?? []), map])]);
  }
  // Fonts within object streams have no 'obj' of their own: every map is then tried for every name.
  const all = streams.filter(({ bytes }) => bytes.includes("begincmap"));
  if (ofFont.size < all.length)
    maps.set(
      "",
      all.map(({ bytes }) => readCharacterMap(bytes.toString("latin1"))),
    );
  return maps;
}
