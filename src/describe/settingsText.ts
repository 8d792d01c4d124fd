import { stringify } from "yaml";

/** A scalar as YAML has it on one line, quoted where it must be. */
export function toScalar(value: string): string {
  const written = stringify(value, { lineWidth: 0 }).trimEnd();
  return written.includes("\n") ? JSON.stringify(value) : written;
}

/** Words that YAML takes for what they are, also within a list. */
const isPlain = (value: string) => /^[A-Za-z][\w/.:-]*( [\w/.:-]+)*$/.test(value);

/** A list as YAML has it on one line. */
export const toFlowList = (values: readonly string[]): string =>
  `[${values.map((value) => (isPlain(value) ? value : JSON.stringify(value))).join(", ")}]`;

/** Text that comes from a file, as a comment may hold it. */
const toComment = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ").slice(0, 300);

/** Lines of YAML with a comment to each, those after a heading further in. */
export class SettingsLines {
  readonly #lines: string[] = [];

  add(indent: number, text: string, comment = ""): this {
    this.#lines.push(`${" ".repeat(indent)}${text}${comment === "" ? "" : ` # ${toComment(comment)}`}`);
    return this;
  }

  /** A line of explanation. */
  say(indent: number, text: string): this {
    this.#lines.push(`${" ".repeat(indent)}# ${toComment(text)}`);
    return this;
  }

  /** A choice that is a person's: whoever makes it takes away its first sign. */
  offer(indent: number, text: string, comment = ""): this {
    return this.add(indent, `# ${text}`, comment);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }
}
