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
  "`": "&#96;",
  $: "&#36;",
  "{": "&#123;",
  "}": "&#125;",
  "\n": "&#10;",
};

/**
 * Untrusted text for an HTML text node or a quoted attribute. Dollars, braces, backticks and line breaks
 * become entities too, so that neither Markdown nor Framework's `${…}` can find anything to act on.
 */
export function escapeText(text: string): string {
  return [...text.toWellFormed()]
    .filter((character) => character === "\n" || character === "\t" || !isControl(character))
    .map((character) => entities[character] ?? character)
    .join("");
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 32 || (code >= 127 && code < 160);
}

function toText(content: Content): string {
  if (content === null || content === undefined || content === false) return "";
  if (content instanceof Html) return content.text;
  if (Array.isArray(content)) return content.map(toText).join("");
  return escapeText(String(content));
}

/** Markup from a template; every value is escaped unless it is `Html` already. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(toText)));
}

/** Markup this program drew itself, such as a chart's SVG. Never for text from data. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** Contents one after the other, with `separator` between. */
export function join(contents: readonly Content[], separator: Content = ""): Html {
  return new Html(contents.map(toText).join(toText(separator)));
}
