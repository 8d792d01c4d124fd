import { deflateSync, inflateSync } from "node:zlib";

/** An object of a PDF: what stands between `obj` and `endobj`, and the bytes of its stream where it has one. */
interface PdfObject {
  number: number;
  /** A byte to a character. */
  dictionary: string;
  stream: Buffer | null;
}

const pack = (text: string) => Buffer.from(text, "latin1");

/** Where each object begins, by the table at the end of a PDF that was written at once; 0 where there is none of a number. */
function offsetsOf(text: string): number[] {
  const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN);
  const head = /^xref\s+0 (\d+)\s+/.exec(text.slice(at, at + 40));
  if (!head?.[1]) throw new Error("unknown PDF: it doesn't end with a table of its objects");
  const rows = text.slice(at + head[0].length, at + head[0].length + 20 * Number(head[1]));
  return [...rows.matchAll(/(\d{10}) \d{5} ([nf])/g)].map(([, offset, kind]) =>
    kind === "n" ? Number(offset) : 0,
  );
}

function readObject(text: string, number: number, offset: number): PdfObject {
  const begin = text.indexOf("obj", offset) + 3;
  const end = text.indexOf("endobj", begin);
  const streamAt = /^[\s\S]*?>>\s*stream\r?\n/.exec(text.slice(begin, end));
  const length = streamAt && /\/Length (\d+)(?! \d+ R)/.exec(streamAt[0])?.[1];
  if (!streamAt || length === undefined || length === null)
    return { number, dictionary: text.slice(begin, end).trim(), stream: null };
  const from = begin + streamAt[0].length;
  return {
    number,
    dictionary: streamAt[0].replace(/stream\r?\n$/, "").trim(),
    stream: pack(text.slice(from, from + Number(length))),
  };
}

/** How wide each glyph of a font is, in thousandths of its size. */
type Widths = (glyph: number) => number;

function readWidths(dictionary: string): Widths {
  const [, list = ""] = /\/W \[([\s\S]*)\]/.exec(dictionary) ?? [];
  const usual = Number(/\/DW (-?[\d.]+)/.exec(dictionary)?.[1] ?? 1000);
  const widths = new Map<number, number>();
  for (const [, first, own, last, one] of list.matchAll(/(\d+)\s*(?:\[([^\]]*)\]|\s(\d+)\s+(-?[\d.]+))/g)) {
    if (own === undefined)
      for (let glyph = Number(first); glyph <= Number(last); glyph += 1) widths.set(glyph, Number(one));
    else
      own
        .trim()
        .split(/\s+/)
        .forEach((width, place) => {
          widths.set(Number(first) + place, Number(width));
        });
  }
  return (glyph) => widths.get(glyph) ?? usual;
}

/** The widths of each font that glyphs are named by number in, by the name that pages have for it: `F4` is object 4. */
function widthsByName(objects: readonly PdfObject[]): Map<string, Widths> {
  const dictionaries = new Map(objects.map(({ number, dictionary }) => [number, dictionary]));
  const fonts = objects.flatMap(({ number, dictionary }) => {
    const own = /\/Subtype \/Type0[\s\S]*\/DescendantFonts \[(\d+) 0 R\]/.exec(dictionary)?.[1];
    const found = own === undefined ? undefined : dictionaries.get(Number(own));
    return found === undefined ? [] : [[`F${String(number)}`, readWidths(found)] as const];
  });
  return new Map(fonts);
}

/** A place that is further off than so many thousandths of the size of the letters is set right. */
const telling = 2;

/** Glyphs each set by a move of its own, as one line of text: moves remain where the letters' own widths don't come to them. */
function joinRun(run: string, size: number, widthOf: Widths): string {
  const glyphs = [...run.matchAll(/(?:(-?[\d.]+) 0 Td )?<([0-9A-F]{4})> Tj/g)];
  const parts: string[] = [];
  let line = "";
  let [wanted, pen] = [0, 0];
  for (const [, move = "0", glyph = ""] of glyphs) {
    wanted += (1000 * Number(move)) / size;
    const off = pen - wanted;
    if (Math.abs(off) > telling) {
      const shift = Math.round(off);
      parts.push(`<${line}>${String(shift)}`);
      line = "";
      pen -= shift;
    }
    line += glyph;
    pen += widthOf(Number.parseInt(glyph, 16));
  }
  return parts.length === 0 ? `<${line}> Tj\n` : `[${parts.join("")}<${line}>] TJ\n`;
}

const line = String.raw`\/(F\d+) (-?[\d.]+) Tf\n((?:-?[\d.]+ ){6}Tm\n)((?:<[0-9A-F]{4}> Tj\n)(?:-?[\d.]+ 0 Td <[0-9A-F]{4}> Tj\n)*)ET\n`;

/** A page's drawing with its letters in lines. Chromium moves to each one, which is most of a page of text. */
function joinText(drawing: string, fonts: ReadonlyMap<string, Widths>): string {
  return drawing.replace(
    new RegExp(`BT\\n${line}`, "g"),
    (whole, font: string, size: string, place: string, run: string) => {
      const widths = fonts.get(font);
      return widths === undefined || Number(size) === 0
        ? whole
        : `BT\n/${font} ${size} Tf\n${place}${joinRun(run, Number(size), widths)}ET\n`;
    },
  );
}

/** The corners of what is drawn, to a hundredth of a pixel. */
const roundPaths = (drawing: string): string =>
  drawing.replace(/^-?[\d.]+(?: -?[\d.]+)* (?:m|l|c|v|y|re)$/gm, (corner) =>
    corner.replace(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2)))),
  );

function compactStream({ dictionary, stream }: PdfObject, fonts: ReadonlyMap<string, Widths>): Buffer | null {
  if (stream === null || !/\/Filter \/FlateDecode/.test(dictionary)) return null;
  const raw = inflateSync(stream);
  const isDrawing = !/\/(?:Length1|Type|Subtype|FunctionType) /.test(dictionary);
  const drawn = isDrawing ? pack(roundPaths(joinText(raw.toString("latin1"), fonts))) : raw;
  const smaller = deflateSync(drawn, { level: 9 });
  return smaller.length < stream.length ? smaller : null;
}

const tagName = /\(node(\d{8})\)/g;
const tagEntry = /\(node\d{8}\) \d+ 0 R/g;

/** The list of tags by name, in the order of their names; anything else as it is. */
function sortTags(dictionary: string): string {
  if (!/\/Names \[\(node\d{8}\)/.test(dictionary)) return dictionary;
  const entries = (dictionary.match(tagEntry) ?? []).sort();
  const ends = [entries[0], entries.at(-1)].map((entry = "") => entry.split(" ")[0]);
  return dictionary
    .replace(/\/Limits \[[^\]]*\]/, `/Limits [${ends.join(" ")}]`)
    .replace(/\/Names \[[^\]]*\]/, `/Names [${entries.join(" ")}]`);
}

/**
 * The objects with the names of tags counted through in the order of the document: Chromium numbers a tag when it first looks at it,
 * and on a busy machine begins at another number or looks in another order.
 */
function numberTags(objects: readonly PdfObject[]): PdfObject[] {
  const named = objects.flatMap(({ dictionary }) =>
    [...dictionary.matchAll(/\/ID \(node(\d{8})\)/g)].map(([, id = ""]) => id),
  );
  const places = new Map(named.map((id, place) => [id, String(place).padStart(8, "0")]));
  const rename = (name: string, id: string) => {
    const place = places.get(id);
    return place === undefined ? name : `(node${place})`;
  };
  return objects.map((one) => ({
    ...one,
    dictionary: sortTags(one.dictionary.replace(tagName, rename)),
  }));
}

/** So many objects are compressed together. */
const together = 1000;

interface Place {
  number: number;
  /** 1: at a place in the file; 2: in the object of that number, the so-manieth of it. */
  kind: 1 | 2;
  at: number;
  index: number;
}

const withLength = (dictionary: string, length: number) =>
  dictionary.replace(/\/Length \d+/, `/Length ${String(length)}`);

const cell = (value: number, bytes: number) => value.toString(16).padStart(2 * bytes, "0");

/**
 * A PDF as Chromium writes it, made small: letters in lines and not one by one, and all that isn't drawn, the tags above all, compressed. What it
 * shows and says is the same, and the same PDF comes to the same bytes. Throws an Error for a PDF of another making.
 */
export function compactPdf(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes).toString("latin1");
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref/.exec(text)?.[1];
  if (trailer === undefined) throw new Error("unknown PDF: it has no trailer");
  const objects = numberTags(
    offsetsOf(text).flatMap((offset, number) => (offset === 0 ? [] : [readObject(text, number, offset)])),
  );
  const fonts = widthsByName(objects);
  const out: Buffer[] = [pack("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n")];
  let length = out[0]?.length ?? 0;
  const places: Place[] = [];
  const write = (number: number, dictionary: string, stream: Buffer) => {
    places.push({ number, kind: 1, at: length, index: 0 });
    const parts = [
      pack(`${String(number)} 0 obj\n${withLength(dictionary, stream.length)}\nstream\n`),
      stream,
      pack("\nendstream\nendobj\n"),
    ];
    out.push(...parts);
    length += parts.reduce((sum, part) => sum + part.length, 0);
  };
  for (const one of objects)
    if (one.stream) write(one.number, one.dictionary, compactStream(one, fonts) ?? one.stream);
  const plain = objects.filter(({ stream }) => stream === null);
  let next = Math.max(...objects.map(({ number }) => number)) + 1;
  for (let from = 0; from < plain.length; from += together) {
    const own = plain.slice(from, from + together);
    let at = 0;
    const index = own.map(({ number, dictionary }, place) => {
      places.push({ number, kind: 2, at: next, index: place });
      const entry = `${String(number)} ${String(at)}`;
      at += dictionary.length + 1;
      return entry;
    });
    const head = `${index.join(" ")}\n`;
    const body = deflateSync(pack(`${head}${own.map(({ dictionary }) => `${dictionary}\n`).join("")}`), {
      level: 9,
    });
    write(
      next,
      `<</Type /ObjStm /N ${String(own.length)} /First ${String(head.length)} /Filter /FlateDecode /Length 0>>`,
      body,
    );
    next += 1;
  }
  const start = length;
  const rows = [{ number: next, kind: 1 as const, at: start, index: 0 }, ...places].sort(
    (a, b) => a.number - b.number,
  );
  const hex = rows.map(({ kind, at, index }) => `${cell(kind, 1)}${cell(at, 4)}${cell(index, 2)}`);
  const table = deflateSync(Buffer.from(hex.join(""), "hex"), { level: 9 });
  const runs: number[] = [];
  rows.forEach(({ number }, place) => {
    if (place === 0 || rows[place - 1]?.number !== number - 1) runs.push(number, 0);
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
  });
  const kept = trailer.replace(/\/Size \d+/, "").trim();
  write(
    next,
    `<</Type /XRef /Size ${String(next + 1)} /W [1 4 2] /Index [${runs.join(" ")}] /Filter /FlateDecode /Length 0\n${kept}>>`,
    table,
  );
  out.push(pack(`startxref\n${String(start)}\n%%EOF\n`));
  return Buffer.concat(out);
}
