import { SaxesParser } from "saxes";
import { type GuardedFile, toDamageError, toLimitError, toShownName } from "./spreadsheetLimits.ts";
import type { ZipEntries } from "./zipEntries.ts";

export type XmlAttributes = Readonly<Record<string, string>>;

/** What a part's elements and text are given to. Names are as written, with their prefix. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** An element's name without its prefix: `x:row` is `row`. */
export function toLocalName(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}

/** The first attribute of this local name, whatever its prefix. */
export function findAttribute(attributes: XmlAttributes, local: string): string | undefined {
  if (attributes[local] !== undefined) return attributes[local];
  for (const name in attributes) if (toLocalName(name) === local) return attributes[name];
  return undefined;
}

/**
 * Parses a part as its bytes arrive, yielding after each piece so that the caller can take what its handler holds.
 * @throws DataError when the part isn't well-formed UTF-8 or UTF-16 XML, has a DOCTYPE or breaches a limit.
 */
export async function* parseXml(zip: ZipEntries, part: string, handler: XmlHandler): AsyncGenerator<void> {
  const where = `part ${toShownName(part)}`;
  const { parser, countPiece } = openParser(zip.file, where, handler);
  let decoder: TextDecoder | undefined;
  for await (const chunk of zip.read(part)) {
    decoder ??= new TextDecoder(sniffEncoding(chunk), { fatal: true });
    const text = decode(zip.file, where, decoder, chunk);
    parser.write(text);
    countPiece(text.length);
    yield;
  }
  if (decoder !== undefined) parser.write(decode(zip.file, where, decoder));
  parser.close();
  yield;
}

/** Parses a part that is held whole, such as the list of sheets. */
export async function readXml(zip: ZipEntries, part: string, handler: XmlHandler): Promise<void> {
  if (zip.declaredBytes(part) > zip.file.limits.describingBytes) {
    throw toLimitError(zip.file, "describingBytes", `part ${toShownName(part)}`);
  }
  const pieces = parseXml(zip, part, handler);
  while (!(await pieces.next()).done);
}

function openParser(file: GuardedFile, where: string, handler: XmlHandler) {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const refuse = (fault: string): never => {
    throw toDamageError(file, `${where} ${fault}`);
  };
  let depth = 0;
  let sinceLastEvent = 0;
  parser.on("error", () => refuse("isn't well-formed XML"));
  parser.on("doctype", () => refuse("can't have a DOCTYPE"));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-?8|utf-?16|us-ascii)$/i.test(encoding)) {
      refuse("must be UTF-8 or UTF-16");
    }
  });
  parser.on("opentag", ({ name, attributes }) => {
    sinceLastEvent = 0;
    depth += 1;
    if (depth > file.limits.depth) throw toLimitError(file, "depth", where);
    handler.open(name, attributes);
  });
  parser.on("closetag", ({ name }) => {
    sinceLastEvent = 0;
    depth -= 1;
    handler.close?.(name);
  });
  if (handler.text !== undefined) {
    const takeText = handler.text;
    parser.on("text", takeText);
    parser.on("cdata", takeText);
  }
  const countPiece = (characters: number) => {
    sinceLastEvent += characters;
    if (sinceLastEvent > file.limits.valueCharacters) throw toLimitError(file, "valueCharacters", where);
  };
  return { parser, countPiece };
}

function sniffEncoding(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return "utf-8";
}

function decode(file: GuardedFile, where: string, decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw toDamageError(file, `${where} must be UTF-8 or UTF-16`);
  }
}
