import { seam } from "./finding.ts";

/** From the code of a glyph to the text it stands for, and how many bytes a code has. */
export interface CharacterMap {
  bytes: number;
  text: Map<number, string>;
}

function fromUtf16(hex: string): string {
  const bytes = Buffer.from(
    hex.length % 4 === 0 ? hex : hex.padStart(Math.ceil(hex.length / 4) * 4, "0"),
    "hex",
  );
  return Buffer.from(bytes).swap16().toString("utf16le");
}

/** Reads a ToUnicode map: its codes one by one, in ranges, and in ranges with a list. */
export function readCharacterMap(source: string): CharacterMap {
  const text = new Map<number, string>();
  const bytes = (/begincodespacerange\s*<([\da-f]+)>/i.exec(source)?.[1]?.length ?? 4) / 2;
  for (const [, block = ""] of source.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = "", value = ""] of block.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>/gi))
      text.set(Number.parseInt(code, 16), fromUtf16(value));
  }
  for (const [, block = ""] of source.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = /<([\da-f]+)>\s*<([\da-f]+)>\s*(?:<([\da-f]+)>|\[([^\]]*)\])/gi;
    for (const [, from = "", to = "", value, list] of block.matchAll(ranges)) {
      const first = Number.parseInt(from, 16);
      const last = Math.min(Number.parseInt(to, 16), first + 65_535);
      const values = list?.match(/[\da-f]+/gi) ?? [];
      for (let code = first; code <= last; code += 1) {
        const own = values[code - first];
        if (own !== undefined) text.set(code, fromUtf16(own));
        else if (value !== undefined)
          text.set(code, String.fromCodePoint(Math.min(Number.parseInt(value, 16) + code - first, 0x10ffff)));
      }
    }
  }
  return { bytes, text };
}

const literal = /\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)/;
const hexadecimal = /<[\da-fA-F\s]*>/;
const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "", f: "" };

/** The bytes of a string as it is written, `(…)` or `<…>`, as Latin-1. */
function unquote(string: string): string {
  if (string.startsWith("<")) {
    const digits = string.replace(/[^\da-f]/gi, "");
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, "hex").toString("latin1");
  }
  return string
    .slice(1, -1)
    .replace(/\\(\r\n|\r|\n|[0-7]{1,3}|[\s\S])/g, (_, escaped: string) =>
      /^[0-7]/.test(escaped)
        ? String.fromCharCode(Number.parseInt(escaped, 8) & 255)
        : /^[\r\n]/.test(escaped)
          ? ""
          : (escapes[escaped] ?? escaped),
    );
}

/** The strings of a PDF's objects: titles, authors, bookmarks, notes. UTF-16 is read as such. */
export function stringsOf(objects: string): string[] {
  const strings = objects.match(new RegExp(`${literal.source}|(?<!<)${hexadecimal.source}`, "g")) ?? [];
  return strings.map((string) => {
    const bytes = unquote(string);
    if (!bytes.startsWith("\xfe\xff")) return bytes;
    const even = bytes.length % 2 === 0 ? bytes : bytes.slice(0, -1);
    return Buffer.from(even.slice(2), "latin1").swap16().toString("utf16le");
  });
}

function mapped(bytes: string, map: CharacterMap | undefined): string {
  if (!map) return bytes;
  let text = "";
  for (let at = 0; at + map.bytes <= bytes.length; at += map.bytes) {
    let code = 0;
    for (let byte = 0; byte < map.bytes; byte += 1) code = code * 256 + bytes.charCodeAt(at + byte);
    text += map.text.get(code) ?? "";
  }
  return text;
}

const operator = new RegExp(
  `${literal.source}|${hexadecimal.source}|/([\\w.+-]+)\\s+-?[\\d.]+\\s+Tf\\b|\\b(ET|T\\*|TD)\\b|-?[\\d.]+\\s+(-?[\\d.]+)\\s+Td\\b`,
  "g",
);

/**
 * The text that a page's drawing shows: the strings of one line joined (kerning breaks words into several),
 * lines and blocks parted by `seam`; and all of it joined without any break. Where a font's name stands for
 * several fonts, once for each.
 */
export function readText(drawing: string, maps: ReadonlyMap<string, readonly CharacterMap[]>): string[] {
  const every = maps.get("") ?? [];
  const turns = Math.max(1, every.length, ...[...maps.values()].map((list) => list.length));
  const texts = new Set<string>();
  for (let turn = 0; turn < turns; turn += 1) {
    let map: CharacterMap | undefined;
    let text = "";
    for (const [whole, font, end, down] of drawing.matchAll(operator)) {
      if (font !== undefined) {
        const own = maps.get(font) ?? every;
        map = own[Math.min(turn, own.length - 1)];
      } else if (end !== undefined || (down !== undefined && Number(down) !== 0)) text += seam;
      else if (whole.startsWith("(") || whole.startsWith("<")) text += mapped(unquote(whole), map);
    }
    texts.add(text);
    texts.add(text.replaceAll(seam, ""));
  }
  return [...texts];
}
