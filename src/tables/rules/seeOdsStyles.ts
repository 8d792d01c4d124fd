import type { Element, SeenStyle } from "./seen.ts";
import { elementsIn, within } from "./xmlTree.ts";

/** The styles of an ODS workbook, by family and name, with those of its number formats. */
export class OdsStyles {
  readonly #styles = new Map<string, Element>();
  readonly #formats = new Map<string, Element>();
  readonly #seen = new Map<string, SeenStyle>();

  constructor(parts: readonly (Element | null)[]) {
    for (const part of parts) {
      for (const style of within(part, "style:style")) {
        const { "style:family": family, "style:name": name } = style.attributes;
        this.#styles.set(`${family} ${name}`, style);
      }
      for (const format of within(part, "number:number-style"))
        this.#formats.set(format.attributes["style:name"] ?? "", format);
    }
  }

  /** A property set by a style or one it is made from: `table-column`, `co1`, `table:visibility`. */
  find(family: string, name: string, property: string): string | undefined {
    const style = this.#styles.get(`${family} ${name}`);
    if (!style) return undefined;
    for (const properties of elementsIn(style))
      if (properties.attributes[property] !== undefined) return properties.attributes[property];
    const parent = style.attributes["style:parent-style-name"];
    return style.attributes[property] ?? (parent ? this.find(family, parent, property) : undefined);
  }

  /** How a cell of this style looks. */
  see(name: string): SeenStyle {
    const known = this.#seen.get(name);
    if (known) return known;
    const find = (property: string) => this.find("table-cell", name, property);
    const format = within(this.#formats.get(find("style:data-style-name") ?? ""), "number:number")[0];
    const decimals = format?.attributes["number:decimal-places"];
    const fill = find("fo:background-color");
    const side = find("fo:text-align");
    const style: SeenStyle = {
      names: this.#namesOf(name),
      font: find("fo:font-family") ?? find("style:font-name") ?? "",
      points: Number.parseFloat(find("fo:font-size") ?? "0"),
      ...this.seeText("table-cell", name),
      isFilled: fill !== undefined && fill !== "transparent",
      isWrapped: find("fo:wrap-option") === "wrap",
      side:
        side === "start" || side === "left" ? "left" : side === "end" || side === "right" ? "right" : "other",
      decimals: decimals === undefined ? null : Number(decimals),
      isGrouped: format?.attributes["number:grouping"] === "true",
    };
    this.#seen.set(name, style);
    return style;
  }

  /** What a style does to letters. */
  seeText(family: string, name: string) {
    const find = (property: string) => this.find(family, name, property);
    const underline = find("style:text-underline-style") ?? "none";
    return {
      isItalic: /italic|oblique/.test(find("fo:font-style") ?? ""),
      isUnderlined: underline !== "none",
      isRaised: /^(super|sub|-?[1-9])/.test(find("style:text-position") ?? ""),
      isColoured: find("fo:color") !== undefined,
    };
  }

  #namesOf(name: string): string[] {
    const parent = this.#styles.get(`table-cell ${name}`)?.attributes["style:parent-style-name"];
    return parent ? [name, ...this.#namesOf(parent)] : [name];
  }
}
