import MarkdownIt, { type Token } from "markdown-it";

/** What a page of an office's own asks for in its text: `{{table waiting caption="By team"}}`. */
export interface AskedComponent {
  name: string;
  /** What it is of: a measure or a query of the page. */
  thing: string;
  options: ReadonlyMap<string, string>;
}

const componentPattern =
  /\{\{\s*([a-z]+)\s+([\w-]+(?:\.\w+)?)((?:\s+[a-z]+=(?:"[^"\n]*"|[^\s"{}]+))*)\s*\}\}/y;

/** A component as it is written; null where it can't be read. */
export function parseComponent(text: string): AskedComponent | null {
  componentPattern.lastIndex = 0;
  const found = componentPattern.exec(text);
  if (!found || found[0].length !== text.length) return null;
  const [, name = "", thing = "", rest = ""] = found;
  const options = [...rest.matchAll(/([a-z]+)=(?:"([^"]*)"|(\S+))/g)].map(
    ([, key = "", quoted, plain = ""]): [string, string] => [key, quoted ?? plain],
  );
  return { name, thing, options: new Map(options) };
}

/** The type of the token that a component is. */
export const componentType = "own_component";

/**
 * Markdown as an office writes its own pages in it: no markup of HTML, whose signs are text; no address becomes a link by itself; and
 * `{{…}}` is a component, told apart later. Nothing is made prettier, so that what is written is what is read.
 */
export function makeMarkdown(): MarkdownIt {
  const markdown = new MarkdownIt("default", { html: false, linkify: false, typographer: false });
  markdown.inline.ruler.before("link", componentType, (state, silent) => {
    if (!state.src.startsWith("{{", state.pos)) return false;
    const end = state.src.indexOf("}}", state.pos);
    if (end < 0 || end + 2 > state.posMax) return false;
    if (!silent) state.push(componentType, "", 0).content = state.src.slice(state.pos, end + 2);
    state.pos = end + 2;
    return true;
  });
  return markdown;
}

/** A token with the line of its text on which it begins, the first being 1. */
export interface PlacedToken {
  token: Token;
  line: number;
}

/** Every token of a text, those within lines among them. */
export function placedTokens(tokens: readonly Token[]): PlacedToken[] {
  return tokens.flatMap((token) => {
    let line = (token.map?.[0] ?? 0) + 1;
    const within = (token.children ?? []).map((child): PlacedToken => {
      const placed = { token: child, line };
      if (child.type === "softbreak" || child.type === "hardbreak") line += 1;
      return placed;
    });
    return [{ token, line: (token.map?.[0] ?? 0) + 1 }, ...within];
  });
}
