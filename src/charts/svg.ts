import type * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { escapeText, type Html, trusted } from "../report/html.ts";
import { shortPath } from "./shortPath.ts";

/** The document in which Observable Plot draws while the site is built. */
export const { document } = parseHTML("<!doctype html><html><head></head><body></body></html>");

/** An element as markup: the document's own closes what is empty as XML does, and writes attributes from the last. */
function markupOf(element: Element): string {
  const attributes = [...element.attributes]
    .reverse()
    .map(({ name, value }) => ` ${name}="${escapeText(value)}"`);
  const within = [...element.childNodes].map((node) =>
    node.nodeType === 1 ? markupOf(node as Element) : escapeText(node.textContent ?? ""),
  );
  return `<${element.localName}${attributes.join("")}>${within.join("")}</${element.localName}>`;
}

/** To a tenth of a pixel; a place in the middle of two always to the same side, so that steps of one width stay so. */
export const tenth = (number: number): number => Math.round(number * 10 + 1e-6) / 10;

/** From a month and a value to a place in the chart, in tenths of a pixel. */
export interface Toward {
  x: (index: number) => number;
  y: (value: number) => number;
}

/** An element of a chart with its attributes. */
export function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** A mark that is the elements `draw` gives, placed by the chart's own scales. */
export function drawn(draw: (toward: Toward) => SVGElement[]): Plot.Markish {
  return (_index: unknown, { x, y }: { x?: unknown; y?: unknown }) => {
    const group = element("g", {});
    if (typeof x !== "function" || typeof y !== "function") return group;
    group.append(...draw({ x: (index) => tenth(x(index)), y: (value) => tenth(y(value)) }));
    return group;
  };
}

const straight = /<line x1="([^"]*)" x2="([^"]*)" y1="([^"]*)" y2="([^"]*)"><\/line>/g;
const lines = new RegExp(`<g([^>]*)>((?:${straight.source})+)</g>`, "g");

/** Lines of one look that lie across or down, each once, as one path. */
function asPath(group: string, look: string, all: string): string {
  const found = new Set(
    [...all.matchAll(straight)].map(([, x1, x2, y1, y2]) =>
      y1 === y2 ? `M${x1} ${y1}H${x2}` : x1 === x2 ? `M${x1} ${y1}V${y2}` : "",
    ),
  );
  return found.has("") ? group : `<path${look} d="${[...found].join("")}"></path>`;
}

const unwanted = / (?:style|aria-label|aria-description|font-family|class)="[^"]*"/g;
const coordinates = / (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform|points)="[^"]*"/g;
const size = / (?:width|height|font-size)="[^"]*"/g;

/**
 * A drawn chart as inline SVG: an image with a name, no style of its own (the site's stylesheet and content
 * policy allow none) and coordinates to a tenth of a pixel.
 */
export function toSvg(chart: Element, label: string, kind: string): Html {
  const drawing = markupOf(chart)
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(unwanted, "")
    .replace(coordinates, (attribute) =>
      attribute.replace(/-?\d+\.\d{2,}/g, (number) => String(tenth(Number(number)))),
    )
    .replace(lines, asPath)
    .replace(/ d="([^"]*)"/g, (_, d: string) => ` d="${shortPath(d)}"`)
    .replace(/^<svg[^>]*/, (head) => {
      const name = `class="chart chart-${kind}" role="img" aria-label="${escapeText(label)}"`;
      return `${head.replace(size, "")} ${name}`;
    });
  return trusted(drawing.replaceAll("\n", "&#10;"));
}
