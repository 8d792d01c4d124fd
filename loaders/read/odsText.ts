import type { OdsNames } from "./odsNames.ts";
import { type GuardedFile, toLimitError } from "./spreadsheetLimits.ts";
import type { XmlAttributes } from "./xmlParts.ts";

/** What stands in a cell or paragraph and isn't the cell's text: comments, drawings and the like, phonetic marks. */
const otherText = /^(office:annotation|draw:(?!a$).*|text:(note|ruby-text)|table:table)$/;

/**
 * The text of an ODS cell: its paragraphs joined by newlines, runs of white space as one space as ODF asks (1.3 part 3,
 * 6.1.2), with `text:s`, `text:tab` and `text:line-break` for the rest.
 */
export class OdsText {
  readonly #file: GuardedFile;
  readonly #where: string;
  #paragraphs: string[] = [];
  #paragraph: string | undefined;
  #isAfterSpace = false;
  #characters = 0;
  #passedOver = 0;

  constructor(file: GuardedFile, where: string) {
    this.#file = file;
    this.#where = where;
  }

  open(name: string, attributes: XmlAttributes, names: OdsNames): void {
    if (this.#passedOver > 0 || otherText.test(name)) this.#passedOver += 1;
    else if (name === "text:p") {
      this.#paragraph = "";
      this.#isAfterSpace = true;
    } else if (name === "text:tab") this.#append("\t");
    else if (name === "text:line-break") this.#append("\n");
    else if (name === "text:s") {
      const count = Number(names.find(attributes, "text:c") ?? 1);
      if (!(count <= this.#file.limits.valueCharacters)) this.#refuse();
      this.#append(" ".repeat(Math.max(0, Math.trunc(count))));
    }
  }

  text(text: string): void {
    if (this.#paragraph === undefined || this.#passedOver > 0) return;
    const collapsed = text.replace(/[ \t\r\n]+/g, " ");
    const added = this.#isAfterSpace && collapsed.startsWith(" ") ? collapsed.slice(1) : collapsed;
    this.#append(added);
    if (collapsed !== "") this.#isAfterSpace = collapsed.endsWith(" ");
  }

  close(name: string): void {
    if (this.#passedOver > 0) this.#passedOver -= 1;
    else if (name === "text:p" && this.#paragraph !== undefined) {
      const isSpaceLast = this.#isAfterSpace && this.#paragraph.endsWith(" ");
      this.#paragraphs.push(isSpaceLast ? this.#paragraph.slice(0, -1) : this.#paragraph);
      this.#characters += 1;
      this.#paragraph = undefined;
    }
  }

  /** The cell's text; the next cell starts empty. */
  take(): string {
    const text = this.#paragraphs.join("\n");
    this.#paragraphs = [];
    this.#paragraph = undefined;
    this.#characters = 0;
    this.#passedOver = 0;
    return text;
  }

  #append(text: string): void {
    if (this.#paragraph === undefined) return;
    this.#paragraph += text;
    this.#isAfterSpace = false;
    this.#characters += text.length;
    if (this.#characters > this.#file.limits.valueCharacters) this.#refuse();
  }

  #refuse(): never {
    throw toLimitError(this.#file, "valueCharacters", this.#where);
  }
}
