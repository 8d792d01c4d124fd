import { JSDOM } from "jsdom";

const mostAlike = 3;

/** A line to each element of a drawing. */
export const readableSvg = (svg: string) => `${svg.replaceAll("><", ">\n<")}\n`;

/** Of children alike (a list's items, a table's rows, a day's sections) leaves the first few, and says how many more. */
function shorten(parent: Element): void {
  const alike = new Map<string, Element[]>();
  for (const child of parent.children) {
    const kind = `${child.tagName} ${child.className}`;
    alike.set(kind, [...(alike.get(kind) ?? []), child]);
  }
  for (const children of alike.values()) {
    const more = children.slice(mostAlike);
    more[0]?.before(parent.ownerDocument.createComment(` and ${more.length} more `));
    for (const child of more) child.remove();
  }
}

const block =
  /(?=<(?:html|head|body|header|main|footer|nav|section|article|div|h[1-6]|p|[uod]l|li|dt|dd|table|caption|thead|tbody|tr|t[hd]|details|summary|form|fieldset|label|input|select|option|button|figure|figcaption|svg|meta|link|script|title|style)\b)/g;

/**
 * A page as lines: an element of it to a line, a few of what is alike (rows, items, sections), charts by their names
 * (they have files of their own), and files without the hash in their names.
 */
export function readablePage(text: string): string {
  const { document } = new JSDOM(text).window;
  for (const svg of document.querySelectorAll("svg")) svg.replaceChildren();
  for (const parent of document.querySelectorAll("body *:not(tr)")) shorten(parent);
  for (const script of document.querySelectorAll("script:not([src])")) script.textContent = "…";
  for (const style of document.querySelectorAll("style")) style.textContent = "…";
  const lines = document.documentElement.outerHTML
    .replace(/\.[0-9a-f]{8}\.(js|css|woff2)/g, ".$1")
    .replace(/\s+/g, " ")
    .replace(block, "\n")
    .split("\n")
    .map((line) => line.trim());
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}
