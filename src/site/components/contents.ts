import { type Html, html, plainText, trusted } from "../../report/html.ts";

/** A page of fewer sections, or letters, is seen whole by scrolling through it: some three screens at a desk. */
const fewestSections = 4;
const fewestLetters = 4500;

/** What takes a page's whole width at a desk, so that there is room beside it only on a wider screen. */
const whole = /class="(?:[^"]* )?(?:row|cases|register|actions|officer|due-list|kept|lineage)[ "]/;

/** A page's title, with what is said first under it. */
const underTitle = /<\/h1>(?:\s*<p class="lead"[^<>]*>.*?<\/p>)?/s;

/** What a part of a page is called, without what its heading says of it besides. */
const nameOf = (heading: string) =>
  plainText(trusted(heading.replace(/<span\b[^>]*>.*?<\/span>/gs, "")))
    .replace(/\s+/g, " ")
    .trim();

/** A name as an address has it: 'Rows set aside' is rows-set-aside; nothing where it has no letter of those. */
const addressOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);

/**
 * A long page's parts as links to their headings, which take the focus: beside the page where there is room, else folded under its title.
 * Nothing and the page as it is where it is short.
 */
export function withContents(body: Html): { contents: Html; body: Html } {
  const none = { contents: html``, body };
  if ((body.text.match(/<h2\b/g)?.length ?? 0) < fewestSections) return none;
  if (plainText(body).length < fewestLetters) return none;
  const used = new Set([...body.text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  const parts: { id: string; name: string }[] = [];
  const text = body.text.replace(
    /(<section\b[^<>]* id="([^"]*)"[^<>]*>\s*)?<h2\b([^>]*)>(.*?)<\/h2>/gs,
    (found, section = "", around: string | undefined, attributes: string, heading: string) => {
      const name = nameOf(heading);
      if (name === "") return found;
      const own = / id="([^"]*)"/.exec(attributes)?.[1] ?? around;
      const wanted = addressOf(name);
      const id = own ?? (wanted === "" || used.has(wanted) ? `part-${parts.length + 1}` : wanted);
      used.add(id);
      parts.push({ id, name });
      return `${section}<h2${attributes}${own === undefined ? ` id="${id}"` : ""}>${heading}</h2>`;
    },
  );
  const links = html`<ol>${parts.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ol>`;
  const contents = html`
    <nav class="contents${whole.test(text) ? "" : " soon"}" aria-label="On this page"><p>On this page</p>${links}</nav>`;
  const folded = html`
    <details class="contents-fold">
      <summary>On this page: ${String(parts.length)} sections</summary><nav aria-label="Parts of this page">${links}</nav>
    </details>`;
  const placed = text.replace(underTitle, (title) => `${title}${folded.text}`);
  return { contents, body: trusted(placed) };
}

/** What takes the focus without being told to. */
const takesFocus = /^(?:a|button|input|select|textarea|summary)$/;

/** A page's markup in which every heading that a link may lead to takes the focus, and so does whatever a link of it leads to within it. */
export function withFocus(markup: Html): Html {
  const asked = new Set([...markup.text.matchAll(/ href="#([^"]+)"/g)].map(([, id = ""]) => id));
  return trusted(
    markup.text.replace(
      /<([a-z][a-z0-9]*)\b([^<>]*? id="([^"]*)"[^<>]*)>/g,
      (found, tag: string, attributes: string, id: string) => {
        const isTarget = asked.has(id) || /^h[1-4]$/.test(tag);
        if (!isTarget || takesFocus.test(tag) || attributes.includes(" tabindex=")) return found;
        return `<${tag}${attributes} tabindex="-1">`;
      },
    ),
  );
}
