/** Markup that is safe to place in a page: made only by `html` and `trusted`. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Html | string | number | null | undefined | false | readonly Content[];

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\n": "&#10;",
  "\t": "\t",
};

/**
 * Untrusted text for an HTML text node or a quoted attribute. Line breaks become entities too: those of the markup
 * itself are joined up. Other control characters are left out.
 */
export function escapeText(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}&<>"']/gu, (character) => entities[character] ?? "");
}

function toText(content: Content): string {
  if (content === null || content === undefined || content === false) return "";
  if (content instanceof Html) return content.text;
  if (Array.isArray(content)) return content.map(toText).join("");
  return escapeText(String(content));
}

const laidOut = new WeakMap<TemplateStringsArray, string[]>();

/** A template's own text without the line breaks that lay it out. */
function withoutLines(strings: TemplateStringsArray): string[] {
  const known = laidOut.get(strings);
  if (known) return known;
  const joined = strings.map((text) =>
    text.replace(/\s*\n\s*/g, (found, at: number) => {
      const [before, after] = [text[at - 1], text[at + found.length]];
      return before === undefined || before === ">" || after === undefined || /[<>]/.test(after) ? "" : " ";
    }),
  );
  laidOut.set(strings, joined);
  return joined;
}

/**
 * Markup from a template; every value is escaped unless it is `Html` already. A line break of the template is its layout, as
 * in JSX: beside a tag or a value it is nothing, between words a space.
 */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  return new Html(String.raw({ raw: withoutLines(strings) }, ...values.map(toText)));
}

/** Markup this program drew itself, such as a chart's SVG. Never for text from data. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** Contents one after the other, with `separator` between. */
export function join(contents: readonly Content[], separator: Content = ""): Html {
  return new Html(contents.map(toText).join(toText(separator)));
}

/** Contents as plain text: markup left out, and characters for their entities. */
export function plainText(content: Content): string {
  const characters = new Map(Object.entries(entities).map(([character, entity]) => [entity, character]));
  return toText(content)
    .replace(/<[^>]*>/g, "")
    .replace(/&[#\w]+;/g, (entity) => characters.get(entity) ?? entity);
}
