import { SaxesParser } from "saxes";
import { spreadsheetLimits } from "../../../loaders/read/spreadsheet.ts";
import { openZip, type ZipEntries } from "../../../loaders/read/zipEntries.ts";
import type { Element } from "./seen.ts";

/** The archive of a workbook, read within the limits set for extracts. */
export function openWorkbook(path: string): Promise<ZipEntries> {
  return openZip({ path, limits: spreadsheetLimits });
}

/** A part as a tree, or null when there is none. Throws an Error for XML that isn't well formed. */
export async function readTree(zip: ZipEntries, part: string): Promise<Element | null> {
  if (!zip.has(part)) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of zip.read(part)) chunks.push(chunk);
  return parseTree(Buffer.concat(chunks).toString("utf8"), part);
}

function parseTree(xml: string, part: string): Element {
  const top: Element = { name: "", attributes: {}, children: [] };
  const open = [top];
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on("error", () => {
    throw new Error(`invalid XML: ${part}`);
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes: { ...attributes }, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", (text) => open.at(-1)?.children.push(text));
  parser.write(xml).close();
  return elementsIn(top)[0] ?? top;
}

/** The elements directly in another, of one name if given. */
export function elementsIn(element: Element | null | undefined, name?: string): Element[] {
  const all = element?.children.filter((child) => typeof child !== "string") ?? [];
  return name === undefined ? all : all.filter((child) => child.name === name);
}

/** Every element within another, at any depth, of one name. */
export function within(element: Element | null | undefined, name: string): Element[] {
  return elementsIn(element).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...within(child, name),
  ]);
}

/** The first element along a path of names. */
export function at(element: Element | null | undefined, ...path: string[]): Element | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return element ?? undefined;
  return at(elementsIn(element, name)[0], ...rest);
}

/** All the text in an element. */
export function elementText(element: Element | null | undefined): string {
  return (
    element?.children.map((child) => (typeof child === "string" ? child : elementText(child))).join("") ?? ""
  );
}
