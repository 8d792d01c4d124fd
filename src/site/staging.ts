import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { editions, type LaidOutPage, markOf } from "./components/layout.ts";
import { formatDay } from "./format.ts";
import type { SiteInput } from "./input.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** What the scripts import of the code the pages are made with. */
const sharedWithScripts = ["format.ts", "html.ts"];

const arquero = createRequire(import.meta.url).resolve("arquero/dist/arquero.min.js");

const markdownSyntax = /[$`{}]/g;

/** Dark pink inside, dark blue outside (Government Analysis Function palette), and lighter on a dark page. */
const accents = {
  internal: { light: "#801650", dark: "#c65a98" },
  public: { light: "#12436D", dark: "#5c9bd1" },
} as const;

/** A fragment of HTML on one line in which neither Markdown nor Framework can find anything to act on. */
function inert(fragment: string): string {
  return fragment
    .replace(/\s*\n\s*/g, " ")
    .replace(markdownSyntax, (character) => `&#${character.charCodeAt(0)};`);
}

/** A page as Framework's Markdown: settings as JSON, then the body as a single block of HTML. */
function toMarkdown(page: LaidOutPage): string {
  const settings = { title: page.title, header: inert(page.header.text), footer: inert(page.footer.text) };
  const lines = Object.entries(settings).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---\n\n${inert(page.body.text)}\n`;
}

/** The stylesheet, its parts in order of name, with what differs between editions: the accent and the words on each sheet. */
async function styleFor(input: SiteInput): Promise<string> {
  const folder = join(here, "style");
  const names = (await readdir(folder)).sort();
  const parts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const { name } = editions[input.edition];
  const quote = (text: string) => `"${text.replace(/["\\\n]/g, " ")}"`;
  const { light, dark } = accents[input.edition];
  return `${parts.join("\n")}
:root { --accent-light: ${light}; --accent-dark: ${dark}; }
@page {
  @top-left { content: ${quote(markOf(input))}; }
  @top-right { content: ${quote(`${name}, as at ${formatDay(input.asAt)}`)}; }
}
`;
}

/** The client scripts with what they share with the pages, and the library that one of them needs, in its file for browsers. */
async function writeScripts(root: string): Promise<void> {
  const scripts = (await readdir(join(here, "client"), { recursive: true })).filter((name) =>
    name.endsWith(".ts"),
  );
  for (const name of [...scripts.map((script) => join("client", script)).sort(), ...sharedWithScripts]) {
    const text = await readFile(join(here, name), "utf8");
    await mkdir(dirname(join(root, name)), { recursive: true });
    // Framework finds x.ts under the name the browser will know it by, x.js.
    await writeFile(join(root, name), text.replace(/( from "\.{1,2}\/[^"]+)\.ts"/g, '$1.js"'));
  }
  await copyFile(arquero, join(root, "client/arquero.js"));
}

/** Writes the pages, stylesheet and client scripts of a site under `root`, which must be new. */
export async function writeStaging(
  input: SiteInput,
  pages: readonly LaidOutPage[],
  root: string,
): Promise<void> {
  for (const page of pages) {
    const file = join(root, `${page.path}.md`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, toMarkdown(page));
  }
  await writeFile(join(root, "style.css"), await styleFor(input));
  await writeScripts(root);
}
