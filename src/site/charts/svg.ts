import { JSDOM } from "jsdom";
import { type Html, trusted } from "../html.ts";

/** The document in which Observable Plot draws while the site is built. */
export const document = new JSDOM("").window.document;

const coordinates = [
  "d",
  "x",
  "y",
  "x1",
  "x2",
  "y1",
  "y2",
  "cx",
  "cy",
  "r",
  "width",
  "height",
  "transform",
  "points",
];

/**
 * A drawn chart as inline SVG: an image with a name, no style of its own (the site's stylesheet and content
 * policy allow none) and coordinates to a tenth of a pixel.
 */
export function toSvg(chart: Element, label: string, kind: string): Html {
  for (const style of [...chart.querySelectorAll("style")]) style.remove();
  for (const element of [chart, ...chart.querySelectorAll("*")]) {
    for (const name of ["style", "aria-label", "aria-description", "font-family", "class"])
      element.removeAttribute(name);
    for (const name of coordinates) {
      const value = element.getAttribute(name);
      if (value)
        element.setAttribute(
          name,
          value.replace(/-?\d+\.\d{2,}/g, (number) => String(round(number))),
        );
    }
  }
  for (const name of ["width", "height", "font-size"]) chart.removeAttribute(name);
  chart.setAttribute("class", `chart chart-${kind}`);
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  return trusted(chart.outerHTML.replace(/[$`{}\n]/g, (character) => `&#${character.charCodeAt(0)};`));
}

function round(number: string): number {
  return Math.round(Number(number) * 10) / 10;
}
