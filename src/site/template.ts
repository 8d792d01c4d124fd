import { escapeText } from "../report/html.ts";
import { type LaidOutPage, Markdown, rootOf } from "./components/layout.ts";

/** What a template leaves open for each page, in the order in which a page has it. */
const slots = ["title", "data", "header", "body", "footer"] as const;

type Slot = (typeof slots)[number];

/** What stands in a template where a page's own part goes: a word no page says, with nothing in it to act on. */
export const slot = (name: Slot) => `candour-slot-${name}`;

const slotPattern = new RegExp(`(?:<div>)?candour-slot-(${slots.join("|")})(?:</div>)?`);

/** The scripts of src/site/client/ that a page names, as Framework is to find them. */
export function scriptsOf({ path, scripts = [] }: LaidOutPage): string {
  return scripts
    .map((name) => `<script type="module" src="${rootOf(path)}client/${name}.js"></script>`)
    .join("");
}

/**
 * The stylesheets of a site. Those of measures' own pages, of which there are most and which hold most, of groups' pages, of feedback's, of what says how
 * figures are made, and of the pages that open a figure up or go through the agenda leave out what only others have.
 */
export const sheets = ["style", "measure", "group", "feedback", "made", "drill", "present"] as const;

export type PageStyle = (typeof sheets)[number];

/** The name of a stylesheet's file, before and after Framework has put a hash into it. */
export const sheetPattern = sheets.join("|");

/** The pages that say how figures are made, of which many are long. */
const ofMaking = [
  "data.md.ts",
  "dictionary.md.ts",
  "files/[page].md.ts",
  "lineage.md.ts",
  "lineage/[group].md.ts",
  "trace/[measure].md.ts",
];

/** The stylesheet of a page. */
export function sheetOf({ file, scripts = [] }: Pick<LaidOutPage, "file" | "scripts">): PageStyle {
  if (scripts.includes("chart")) return "measure";
  if (scripts.includes("drill")) return "drill";
  if (scripts.includes("present")) return "present";
  if (file === "[group].md.ts") return "group";
  if (file === "feedback.md.ts") return "feedback";
  return ofMaking.includes(file) ? "made" : "style";
}

/** Whether Framework is given the page's own words, as Markdown: of such a page only the frame is left open. */
export const isProse = ({ body }: LaidOutPage): boolean => body instanceof Markdown;

/** What pages have in common that one template serves: their depth, scripts and stylesheet; of prose, which page it is. */
export const kindOfPage = (page: LaidOutPage): string =>
  isProse(page) ? page.path : `${scriptsOf(page)}${rootOf(page.path)}${sheetOf(page)}`;

/**
 * Where Framework is given the template of a page, without the ending: by what all its pages have in common, so that of other pages of
 * the same kinds it makes the same.
 */
export function templatePath(page: LaidOutPage): string {
  if (isProse(page)) return page.path;
  const folders = page.path.split("/").slice(1);
  return folders.map(() => "in/").join("") + [sheetOf(page), ...(page.scripts ?? [])].join("-");
}

/**
 * The pages that one template serves: of the same depth, with the same scripts and stylesheet. Prose is of its own kind, a page to each:
 * Framework renders it.
 */
export function toKinds(pages: readonly LaidOutPage[]): [first: LaidOutPage, ...others: LaidOutPage[]][] {
  const kinds = new Map<string, [LaidOutPage, ...LaidOutPage[]]>();
  for (const page of pages) {
    const kind = kindOfPage(page);
    const same = kinds.get(kind);
    if (same) same.push(page);
    else kinds.set(kind, [page]);
  }
  return [...kinds.values()];
}

/** A page's data for machines as a block that no browser runs; nothing in it can end the block. */
function dataBlock(data: Record<string, unknown>): string {
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<script type="application/ld+json">${text}</script>\n`;
}

/** Finished markup on as few lines as it needs. Throws an Error when there is a script in it: only a template has any. */
function finished(markup: string): string {
  if (/<script/i.test(markup)) throw new Error("a script is in a page beside those it names");
  return markup.replace(/\s*\n\s*/g, " ");
}

/**
 * From the mended template of a page's kind to the page that any page's parts make. Throws an Error when the template isn't
 * open where it should be.
 */
export function toFill(template: string, first: LaidOutPage): (page: LaidOutPage) => string {
  const pieces = template.split(slotPattern);
  const found = pieces.filter((_, index) => index % 2 === 1);
  const wanted = isProse(first) ? slots.filter((name) => name !== "body") : slots;
  if (found.join() !== wanted.join())
    throw new Error(`unknown page template: it is open for ${found.join(", ") || "nothing"}`);
  return (page) => {
    const parts: Record<string, string> = {
      title: escapeText(page.title),
      data: (page.data ? dataBlock(page.data) : "") + (page.head ?? ""),
      header: finished(page.header.text),
      body: finished(page.body.text),
      footer: finished(page.footer.text),
    };
    return pieces.map((piece, index) => (index % 2 === 1 ? parts[piece] : piece)).join("");
  };
}
