import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { ZipFile } from "yazl";

/** Files by their path in a release. */
export type Files = Record<string, Uint8Array | string>;

/** A way in which a text can be hidden in a release. */
export interface Form {
  name: string;
  files(text: string): Files | Promise<Files>;
}

/** A zip archive with these entries, packed or stored, and a comment. */
export async function zipOf(
  files: Files,
  { compress = true, comment = "" }: { compress?: boolean; comment?: string } = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content as string), name, { compress });
  zip.end({ forceZip64Format: false, comment });
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** A page that says nothing itself. */
export const page = (inside: string, head = "") =>
  `<!DOCTYPE html><html lang="en-GB"><head><title>Calls</title>${head}</head><body><h1>Calls</h1><p>8,845 calls in March 2022.</p>${inside}</body></html>`;

const html = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const each = (text: string, write: (code: number) => string) =>
  Array.from({ length: text.length }, (_, index) => write(text.charCodeAt(index))).join("");

const hex = (code: number, length: number) => code.toString(16).padStart(length, "0");

const utf16 = (text: string) => Buffer.from(text, "utf16le");

const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

const encodeAll = (text: string) => [...Buffer.from(text)].map((byte) => `%${hex(byte, 2)}`).join("");

const full = (text: string) =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

/** Twelve stanzas of a text with nothing in it, to pack with what is hidden. */
const around = (text: string) => `${"Nothing to see here. ".repeat(12)}${text}. ${"Nor here. ".repeat(12)}`;

const inPage = (write: (text: string) => string) => (text: string) => ({ "calls.html": page(write(text)) });

const inBytes = (name: string, pack: (text: string) => Uint8Array) => (text: string) => ({
  [name]: pack(text),
});

/** Forms that any of the kinds must be found in. */
export const generalForms: Form[] = [
  { name: "in the text of a page", files: inPage((text) => `<p>Of ${html(text)}: none.</p>`) },
  { name: "in a comment", files: inPage((text) => `<!-- ${text} -->`) },
  { name: "in an attribute", files: inPage((text) => `<p title="${html(text)}">x</p>`) },
  {
    name: "in the label of a chart",
    files: inPage((text) => `<svg role="img" aria-label="${html(text)}"></svg>`),
  },
  {
    name: "in the text of a drawing",
    files: inPage((text) => `<svg><text x="1">${html(text)}</text></svg>`),
  },
  {
    name: "in an SVG",
    files: (text) => ({ "a.svg": `<svg><desc>${html(text)}</desc><path d="M1 2L3 4"/></svg>` }),
  },
  { name: "as decimal entities", files: inPage((text) => each(text, (code) => `&#${code};`)) },
  { name: "as hexadecimal entities", files: inPage((text) => each(text, (code) => `&#x${hex(code, 4)};`)) },
  { name: "in a style sheet", files: (text) => ({ "s.css": `p::after{content:"${text}"}` }) },
  {
    name: "as CSS escapes",
    files: (text) => ({ "s.css": `p::after{content:"${each(text, (code) => `\\${hex(code, 6)}`)}"}` }),
  },
  {
    name: "as \\u escapes",
    files: (text) => ({ "a.js": `let a="${each(text, (code) => `\\u${hex(code, 4)}`)}"` }),
  },
  {
    name: "as \\x escapes",
    files: (text) => ({
      "a.js": `let a="${each(text, (code) => (code < 256 ? `\\x${hex(code, 2)}` : String.fromCharCode(code)))}"`,
    }),
  },
  {
    name: "as character codes",
    files: (text) => ({ "a.js": `f(${[...Buffer.from(text, "latin1")].join(",")})` }),
  },
  { name: "in JSON", files: (text) => ({ "a.json": JSON.stringify({ a: [{ note: text }] }) }) },
  {
    name: "in a source map",
    files: (text) => ({ "a.js.map": JSON.stringify({ sourcesContent: [`// ${text}`] }) }),
  },
  { name: "in a cell of a CSV", files: (text) => ({ "a.csv": `period,note\r\n2021-06,"${text}"\r\n` }) },
  { name: "in a heading of a CSV", files: (text) => ({ "a.csv": `period,"${text}"\r\n2021-06,5\r\n` }) },
  { name: "URL-encoded", files: inPage((text) => `<a href="?q=${encodeAll(text)}">x</a>`) },
  { name: "URL-encoded twice", files: inPage((text) => `<a href="?q=${encodeAll(encodeAll(text))}">x</a>`) },
  {
    name: "as the parameter of an address",
    files: inPage((text) => `<a href="?q=${encodeURIComponent(text).replaceAll("%20", "+")}">x</a>`),
  },
  {
    name: "as quoted-printable",
    files: (text) => ({ "a.txt": [...Buffer.from(text)].map((byte) => `=${hex(byte, 2)}`).join("") }),
  },
  ...[0, 1, 2].map((shift) => ({
    name: `in base64 that begins ${shift} bytes before it`,
    files: (text: string) => ({ "a.json": JSON.stringify({ a: base64(`${"#".repeat(shift)}${text}!`) }) }),
  })),
  { name: "in base64 after other letters", files: (text) => ({ "a.txt": `token/x${base64(`${text}..`)}` }) },
  { name: "in base64 without padding", files: (text) => ({ "a.txt": base64(text).replaceAll("=", "") }) },
  {
    name: "in base64 for URLs",
    files: inPage((text) => `<a href="#${Buffer.from(`>>>???${text}`).toString("base64url")}">x</a>`),
  },
  {
    name: "in base64 over lines",
    files: (text) => ({ "a.txt": base64(around(text)).replace(/.{20}/g, "$&\r\n") }),
  },
  { name: "in base64 twice", files: (text) => ({ "a.txt": base64(base64(text)) }) },
  { name: "in base64 of UTF-16", files: (text) => ({ "a.txt": base64(utf16(text)) }) },
  {
    name: "in a data URI",
    files: inPage((text) => `<img src="data:text/plain;base64,${base64(text)}" alt="">`),
  },
  {
    name: "in a data URI of gzip",
    files: inPage((text) => `<a href="data:application/gzip;base64,${base64(gzipSync(around(text)))}">x</a>`),
  },
  {
    name: "in base64 of a deflate stream",
    files: (text) => ({ "a.txt": base64(deflateRawSync(around(text))) }),
  },
  {
    name: "in base64 of a Brotli stream",
    files: (text) => ({ "a.txt": base64(brotliCompressSync(around(text))) }),
  },
  { name: "in hexadecimal", files: (text) => ({ "a.txt": Buffer.from(text).toString("hex") }) },
  {
    name: "in hexadecimal with spaces",
    files: (text) => ({ "a.txt": Buffer.from(text).toString("hex").replace(/../g, "$& ").trim() }),
  },
  { name: "in UTF-16, little end first", files: inBytes("a.txt", (text) => utf16(`\ufeff${text}`)) },
  { name: "in UTF-16, big end first", files: inBytes("a.txt", (text) => utf16(`\ufeff${text}`).swap16()) },
  { name: "in Windows-1252", files: inBytes("a.txt", (text) => Buffer.from(`Caf\u00e9 ${text}`, "latin1")) },
  { name: "in full-width letters", files: (text) => ({ "a.txt": full(text) }) },
  { name: "with no-break spaces", files: (text) => ({ "a.txt": text.replaceAll(" ", "\u00a0") }) },
  {
    name: "with zero-width spaces and soft hyphens",
    files: (text) => ({ "a.txt": [...text].join("\u200b\u00ad") }),
  },
  { name: "in gzip", files: inBytes("a.csv.gz", (text) => gzipSync(around(text))) },
  { name: "in zlib", files: inBytes("a.txt", (text) => deflateSync(around(text))) },
  { name: "in Brotli", files: inBytes("a.html.br", (text) => brotliCompressSync(around(text))) },
  { name: "in a zip", files: async (text) => ({ "a.zip": await zipOf({ "a.txt": around(text) }) }) },
  {
    name: "in a zip, stored",
    files: async (text) => ({ "a.zip": await zipOf({ "a.txt": text }, { compress: false }) }),
  },
  {
    name: "in a zip in a zip",
    files: async (text) => ({ "a.zip": await zipOf({ "b.zip": await zipOf({ "a.txt": around(text) }) }) }),
  },
  {
    name: "in a comment of a zip",
    files: async (text) => ({ "a.zip": await zipOf({ "a.txt": "x" }, { comment: text }) }),
  },
  {
    name: "before a zip",
    files: async (text) => ({
      "a.zip": Buffer.concat([Buffer.from(`${text}\n`), await zipOf({ "a.txt": "x" })]),
    }),
  },
  {
    name: "after a zip",
    files: async (text) => ({
      "a.zip": Buffer.concat([await zipOf({ "a.txt": "x" }), Buffer.from(`\n${text}`)]),
    }),
  },
  {
    name: "under another kind's name",
    files: async (text) => ({ "a.html": await zipOf({ "a.txt": around(text) }) }),
  },
  {
    name: "in the name of an entry",
    files: async (text) => ({ "a.zip": await zipOf({ [`${text.replaceAll("/", "-")}.txt`]: "x" }) }),
  },
];
