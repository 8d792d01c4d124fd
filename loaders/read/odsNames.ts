import type { XmlAttributes } from "./xmlParts.ts";

const standardPrefixes = new Map([
  ["urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"],
  ["urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"],
  ["urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"],
  ["urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"],
  ["urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"],
]);

/** Gives the names of an ODS part their standard prefixes (`table:table-row`), whatever prefixes its root declares. */
export class OdsNames {
  readonly #written = new Map<string, string>();
  readonly #standard = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #attributes = new Map<string, string>();

  constructor(root: XmlAttributes) {
    for (const [name, uri] of Object.entries(root)) {
      const standard = standardPrefixes.get(uri);
      if (standard === undefined || !/^xmlns(:|$)/.test(name)) continue;
      const prefix = name.slice("xmlns:".length);
      this.#standard.set(prefix, standard);
      if (prefix !== "") this.#written.set(standard, prefix);
    }
  }

  /** An element's name with its standard prefix; one of another namespace stays as written. */
  toStandard(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const colon = name.indexOf(":");
    const prefix = this.#standard.get(colon === -1 ? "" : name.slice(0, colon));
    const standard = prefix === undefined ? name : `${prefix}:${name.slice(colon + 1)}`;
    if (this.#names.size < 1_000) this.#names.set(name, standard);
    return standard;
  }

  /** The attribute of this standard name. */
  find(
    attributes: XmlAttributes,
    standard: `${"office" | "table" | "text" | "style"}:${string}`,
  ): string | undefined {
    let written = this.#attributes.get(standard);
    if (written === undefined) {
      const colon = standard.indexOf(":");
      written = `${this.#written.get(standard.slice(0, colon)) ?? ""}${standard.slice(colon)}`;
      this.#attributes.set(standard, written);
    }
    return attributes[written];
  }
}
