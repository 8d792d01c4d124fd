import { parseHTML } from "linkedom";
import type { Block } from "../report/pastMonths.ts";

/** What isn't read aloud, or leads elsewhere and says nothing: charts and scripts, and what a link adds for whoever hears it. */
const unsaid = "script, style, [aria-hidden='true'], .ways, .trace-mark, a .unseen, .heads, .sign-key";

const elementOf = (node: Node): Element | null => (node.nodeType === 1 ? (node as Element) : null);

/** The text within an element in one line: a sign by its name, and a space where two elements stand side by side. */
function inline(element: Element, isLeftOut: (one: Element) => boolean): string {
  const parts: string[] = [];
  let wasElement = false;
  for (const node of element.childNodes) {
    const own = elementOf(node);
    if (own === null) {
      parts.push(node.textContent ?? "");
      wasElement = false;
      continue;
    }
    if (isLeftOut(own)) continue;
    const sign = own.matches("svg.symbol") ? `(${own.getAttribute("aria-label") ?? ""})` : "";
    const text = own.localName === "svg" ? sign : inline(own, isLeftOut);
    if (text === "") continue;
    const isFirst = parts.join("").trim() === "";
    const mark = isFirst
      ? ""
      : own.matches(".explain, .line > span")
        ? ": "
        : own.matches("li .under")
          ? "; "
          : "";
    parts.push(mark === "" && wasElement ? ` ${text}` : `${mark}${text}`);
    wasElement = true;
  }
  return parts.join("");
}

const oneLine = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .replace(/\s([,.;:)])/g, "$1")
    .trim();

const lists = ["ul", "ol"];
const isList = (element: Element) => lists.includes(element.localName);
const nothing = () => false;

function tableOf(table: Element): Block {
  const cellsOf = (row: Element) =>
    [...row.querySelectorAll("th, td")].map((cell) => oneLine(inline(cell, nothing)));
  const caption = table.querySelector("caption");
  const head = table.querySelector("thead tr");
  const columns = head ? cellsOf(head) : [];
  const rows = [...table.querySelectorAll("tbody tr")].map(cellsOf);
  // What is drawn alone, such as the shape of 36 months, leaves an empty column.
  const isKept = (place: number) => rows.some((row) => (row[place] ?? "") !== "");
  const kept = (cells: readonly string[]) => cells.filter((_, place) => isKept(place));
  return {
    kind: "table",
    caption: caption ? oneLine(inline(caption, nothing)) : "",
    columns: kept(columns),
    rows: rows.map(kept),
  };
}

function blocksOf(element: Element, depth: number): Block[] {
  return [...element.children].flatMap((own): Block[] => {
    const heading = /^h([1-6])$/.exec(own.localName)?.[1];
    if (heading) return [{ kind: "heading", level: Number(heading), text: oneLine(inline(own, nothing)) }];
    if (own.localName === "table") return [tableOf(own)];
    if (["p", "summary"].includes(own.localName))
      return [{ kind: "text", text: oneLine(inline(own, nothing)) }];
    if (own.localName === "li" && own.querySelector("h2, h3, h4, p, table") === null) {
      const nested = [...own.children].filter(isList).flatMap((list) => blocksOf(list, depth + 1));
      return [{ kind: "item", depth: Math.min(depth, 3), text: oneLine(inline(own, isList)) }, ...nested];
    }
    return blocksOf(own, depth);
  });
}

/** What a brief says, as text that any later style can show: its headings, sentences, lines and tables, without its charts and links. */
export function briefBlocks(body: string): Block[] {
  const { document } = parseHTML(`<!doctype html><html><body>${body}</body></html>`);
  for (const one of document.querySelectorAll(unsaid)) one.remove();
  return blocksOf(document.body, 0).filter((block) => block.kind === "table" || block.text !== "");
}
