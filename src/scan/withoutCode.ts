import { codeWords } from "./codeWords.ts";

/** What code is replaced by: it parts words, and no name goes over it unless its words are hardly anything else. */
const blank = (text: string) => "=".repeat(text.length);

/** Whether each word of a tag's or attribute's name is one of code: 'aria-label', 'viewBox'. */
const isOfCode = (name: string) =>
  name
    .split(/[-:_.\d]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .every((word) => word === "" || codeWords.has(word.toLowerCase()));

const tag = /(<[/!?]?)([A-Za-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*>)/g;
const attribute = /([^\s"'<>/=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;

/** Names of classes, of which each begins with a small letter: 'card-title' is nobody. */
const withoutClasses = (value: string) =>
  value.replace(/(?<![\p{L}\p{N}_-])\p{Ll}[\p{Ll}\d_-]*(?![\p{L}\p{N}_-])/gu, blank);

/**
 * A document with tags as long as it is, without what is no text in it: names of tags, attributes and classes, and what of a style
 * sheet is neither said nor a comment. 'Mark Summary' is somebody, `<mark><summary>` is not.
 */
export function withoutMarkup(document: string): string {
  return document
    .replace(
      /(<style\b[^>]*>)([\s\S]*?)(?=<\/style)/gi,
      (_, open: string, sheet: string) => open + withoutRules(sheet),
    )
    .replace(tag, (_, mark: string, name: string, rest: string) => {
      const attributes = rest.replace(attribute, (_whole, own: string, value = "") => {
        const shown = /^class$/i.test(own) ? withoutClasses(value) : value;
        return (isOfCode(own) ? blank(own) : own) + shown;
      });
      return mark + (isOfCode(name) ? blank(name) : name) + attributes;
    });
}

/** A style sheet as long as it is, of which only strings, comments and addresses are left, and words with a capital. */
export function withoutRules(sheet: string): string {
  return sheet.replace(
    /\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\)|[A-Za-z][A-Za-z\d_-]*/g,
    (part) => (/^[a-z][a-z\d_-]*$/.test(part) ? blank(part) : part),
  );
}
