import { decodeHTML } from "entities";

const fromCode = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "");

function decodeBytes(run: string, mark: string): string {
  const bytes = Buffer.from(run.replaceAll(mark, ""), "hex");
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}

/** One round of every escape: HTML entities, JavaScript, JSON and CSS escapes, and URL encoding. */
function decodeOnce(text: string): string {
  let plain = text;
  if (plain.includes("&")) plain = decodeHTML(plain);
  if (plain.includes("\\")) {
    plain = plain
      .replace(/\\u\{([\da-f]{1,6})\}|\\u([\da-f]{4})|\\x([\da-f]{2})/gi, (_, braced, four, two) =>
        fromCode(Number.parseInt(braced ?? four ?? two, 16)),
      )
      .replace(/\\([\da-f]{2,6})[ \t]?/gi, (_, hex) => fromCode(Number.parseInt(hex, 16)))
      .replace(/\\[nrtfv]/g, " ")
      .replace(/\\(["'/\\])/g, "$1");
  }
  if (plain.includes("%")) plain = plain.replace(/(?:%[\da-f]{2})+/gi, (run) => decodeBytes(run, "%"));
  return plain;
}

/** A text whose quoted-printable encoding is undone: apart from the others, for any `=20` after a name looks like it. */
export function decodeQuoted(text: string): string {
  if (!/=[\dA-Fa-f]{2}/.test(text)) return text;
  return text.replace(/=\r?\n/g, "").replace(/(?:=[\dA-Fa-f]{2})+/g, (run) => decodeBytes(run, "="));
}

/** A text with its escapes undone, and those within them, to five deep. */
export function decodeEscapes(text: string): string {
  let plain = text;
  for (let round = 0; round < 5; round += 1) {
    const next = decodeOnce(plain);
    if (next === plain) break;
    plain = next;
  }
  return plain;
}

/** Bytes that stand in a text in another form. */
export interface Encoded {
  form: "base64" | "hexadecimal" | "character codes";
  bytes: Buffer;
  /** What `seen` knows their run of letters by. */
  key: string;
  /** Where the run begins. */
  index: number;
}

const base64Run = /[A-Za-z0-9+/_-]{10,}={0,2}(?:[\r\n]+[ \t]*[A-Za-z0-9+/_-]{4,}={0,2})*/g;
const hexRun = /(?:[\da-f]{2}[\s:]?){7,}|(?:0x[\da-f]{2}[\s,;]{0,3}){7,}/gi;
const codeRun = /(?:\d{2,3}\s?,\s?){6,}\d{2,3}/g;

/**
 * Whatever in a text could be bytes in base64 (plain or for URLs, padded or not, over lines, beginning anywhere in
 * the run), in hexadecimal or as a list of character codes. Most of it is chance, and reads as nothing. `seen`
 * holds the runs that have been looked at before, in any text.
 */
export function* findEncoded(text: string, seen: Set<string>): Generator<Encoded> {
  for (const { 0: run, index } of text.matchAll(base64Run)) {
    if (seen.has(run)) continue;
    seen.add(run);
    const letters = run.replace(/[\s=]/g, "");
    for (let offset = 0; offset < 4 && letters.length - offset >= 10; offset += 1)
      yield { form: "base64", bytes: Buffer.from(letters.slice(offset), "base64"), key: run, index };
  }
  for (const { 0: run, index } of text.matchAll(hexRun)) {
    const key = `hexadecimal ${run}`;
    // The decimals of a number, all digits, are not bytes.
    const isDecimals = /^\d+\s*$/.test(run) && text[index - 1] === ".";
    if (isDecimals || seen.has(key)) continue;
    seen.add(key);
    const digits = run.replace(/0x|[\s,:;]/gi, "");
    yield { form: "hexadecimal", bytes: Buffer.from(digits, "hex"), key, index };
    yield { form: "hexadecimal", bytes: Buffer.from(digits.slice(1), "hex"), key, index };
  }
  for (const { 0: run, index } of text.matchAll(codeRun)) {
    const codes = run.split(",").map(Number);
    if (codes.every((code) => code >= 32 && code < 256))
      yield { form: "character codes", bytes: Buffer.from(codes), key: run, index };
  }
}
