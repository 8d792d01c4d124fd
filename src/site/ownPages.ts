import type { Token } from "markdown-it";
import { type OwnFault, sayFault } from "../catalogue/ownFaults.ts";
import { type Content, escapeText, type Html, html, trusted } from "../report/html.ts";
import { componentType, makeMarkdown, parseComponent, placedTokens } from "../report/ownMarkdown.ts";
import { scriptId } from "../report/reactiveBlocks.ts";
import { resting } from "../report/said.ts";
import type { Site } from "../report/series.ts";
import { type OwnPage, readFence, readJsFence, readPageBlocks, unnamed } from "../report/writtenPages.ts";
import { dataTable, type TableColumn } from "./components/dataTable.ts";
import { type PageContent, trail } from "./components/layout.ts";
import { ComponentProblem, drawComponent, isInline, notHeldOf } from "./components/ownComponents.ts";
import { findAttached, headOfPage } from "./reactive/ownScripts.ts";

/** Why a page can't be made, at a line of its file. */
class PageProblem extends Error {
  readonly line: number;
  constructor(line: number, problem: string) {
    super(problem);
    this.line = line;
  }
}

/** Ids that every page has already. */
const takenIds = ["content", "menu", "hatch"];

interface Making {
  site: Site;
  page: OwnPage;
  /** The paths within the site that a link may lead to, with their endings. */
  targets: ReadonlySet<string>;
  ids: Set<string>;
}

function fail(making: Making, line: number, problem: string): never {
  throw new PageProblem(making.page.above + line, problem);
}

function idOf(words: string, ids: Set<string>): string {
  const plain =
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "part";
  let id = plain;
  for (let place = 2; ids.has(id); place++) id = `${plain}-${place}`;
  ids.add(id);
  return id;
}

/** Words of a heading, without what marks them. */
const plainWords = (token: Token | undefined): string =>
  (token?.children ?? [])
    .flatMap(({ type, content }) => (type === "text" || type === "code_inline" ? [content] : []))
    .join("");

const outside = /^[a-z][a-z0-9+.-]*:|^\/\//i;

/** Where a link leads within the site, its ending put right: pages may be named as files of the office's, `other.md`. */
function targetOf(making: Making, href: string, line: number): string {
  if (href.startsWith("#")) return href;
  const [, path = "", fragment = ""] = /^([^#?]*)(?:\?[^#]*)?(#.*)?$/.exec(href) ?? [];
  const wanted = path.replace(/\.md$/, ".html");
  const whole = new URL(wanted, `https://site.invalid/${making.page.path}`);
  const to = decodeURI(whole.pathname.slice(1));
  if (path.startsWith("/") || whole.host !== "site.invalid" || !making.targets.has(to))
    fail(
      making,
      line,
      `a link leads to ${href}, which there isn’t: a page of the site is ../index.html, one of your own other.md`,
    );
  return `${wanted}${fragment}`;
}

/** Puts links right: those within the site are checked, and what would lead or ask outside it is words. */
function mendLinks(making: Making, tokens: readonly Token[]): void {
  for (const { token, line } of placedTokens(tokens)) {
    if (token.type !== "link_open") continue;
    const href = String(token.attrGet("href") ?? "");
    if (/^mailto:[^?]*$/i.test(href)) continue;
    if (outside.test(href)) {
      token.meta = { outside: href };
      continue;
    }
    token.attrs = [["href", targetOf(making, href, line)]];
    // Held to the file alone: what ids a page has isn't known until all are made.
    if (href.includes("#") && !href.startsWith("#")) token.attrPush(["rel", "external"]);
    if (href.startsWith("#")) token.meta = { fragment: decodeURIComponent(href.slice(1)), line };
  }
}

/** The words of a table's cells, and whether its columns are numbers. */
function tableOf(
  tokens: readonly Token[],
  from: number,
  draw: (token: Token) => Html,
): { table: Html; to: number } {
  const columns: TableColumn[] = [];
  const rows: Content[][] = [];
  let to = from;
  for (; tokens[to]?.type !== "table_close"; to++) {
    const token = tokens[to];
    if (token?.type === "th_open")
      columns.push({
        label: plainWords(tokens[to + 1]),
        numeric: String(token.attrGet("style") ?? "").includes("right"),
      });
    if (token?.type === "tr_open" && token.level > (tokens[from]?.level ?? 0) + 1 && columns.length > 0)
      rows.push([]);
    const inline = tokens[to + 1];
    if (token?.type === "td_open" && inline) rows.at(-1)?.push(draw(inline));
  }
  const body = rows.filter((row) => row.length > 0);
  return { table: dataTable(html`<span class="unseen">Table</span>`, columns, body, "own-table"), to };
}

/** What of the attached isn't held, of any block of a page: then none of them runs, for each would be of nothing. */
function notHeldIn({ site, page }: Making): string | null {
  const reasons = findAttached(page).flatMap(({ query }) => (query ? (notHeldOf(site, query) ?? []) : []));
  return reasons[0] ?? null;
}

/** Whether a block shows anything: it is an expression, or asks for `display` or `view`. */
const isDrawn = ({ code }: OwnPage["scripts"][number]): boolean =>
  /, inputs: \[[^\]]*"(?:display|view)"/.test(code);

/** The place of a block of js in a page: the runtime finds it by the comment. Until it has run, and without JavaScript, it says so. */
function scriptPart(making: Making, id: string): Html {
  const none = notHeldIn(making);
  if (none !== null) return html`<p class="says"${resting(making.site, { build: "models" })}>${none}</p>`;
  const mark = trusted(`<!--:${id}:-->`);
  const drawn = making.page.scripts.filter(isDrawn);
  const place = drawn.findIndex((one) => one.id === id) + 1;
  if (place === 0) return html`<div class="observablehq observablehq--block">${mark}</div>`;
  const { length } = drawn;
  const which = length === 1 ? "one part of this page" : `part ${place} of ${length}`;
  return html`
    <div class="own-js">
      <p class="quiet" data-unrun>Not shown: ${which}, which JavaScript makes. It runs where a web server hands the page over, and not from a folder.</p>
      <div class="observablehq observablehq--block">
        <observablehq-loading></observablehq-loading>${mark}
      </div>
    </div>`;
}

/** The Markdown of a page as the site's own markup: nothing else is ever in it. */
function toMarkup(making: Making): { body: Html; heading: string | null } {
  const { site, page } = making;
  const markdown = makeMarkdown();
  const tokens = markdown.parse(page.text, {});
  mendLinks(making, tokens);
  const first = tokens.find(({ type }) => type === "heading_open");
  const heading = first?.tag === "h1" && tokens[0] === first ? plainWords(tokens[1]) : null;
  let depth = heading === null ? 1 : 0;
  let blocks = 0;
  let runs = 0;
  const component = (token: Token, line: number): Html => {
    const asked = parseComponent(token.content);
    if (!asked) return fail(making, line, `can’t be read: ${token.content}`);
    try {
      return drawComponent(site, page, asked);
    } catch (error) {
      if (!(error instanceof ComponentProblem)) throw error;
      return fail(making, line, error.message);
    }
  };
  const inline = (token: Token): string => {
    let line = (token.map?.[0] ?? 0) + 1;
    const open: string[] = [];
    return (token.children ?? [])
      .map((child) => {
        const { type, content } = child;
        if (type === "text") return escapeText(content);
        if (type === "softbreak" || type === "hardbreak") {
          line += 1;
          return type === "softbreak" ? " " : "<br>";
        }
        if (type === "code_inline") return `<code>${escapeText(content)}</code>`;
        if (type === componentType) return component(child, line).text;
        if (type === "link_open") {
          const away: unknown = child.meta?.outside;
          open.push(typeof away === "string" ? away : "");
          if (typeof away === "string") return "";
          const attributes = (child.attrs ?? []).map(([name, value]) => ` ${name}="${escapeText(value)}"`);
          return `<a${attributes.join("")}>`;
        }
        if (type === "link_close") {
          const away = open.pop() ?? "";
          return away === "" ? "</a>" : ` (${escapeText(away)})`;
        }
        const [, tag = "", side = ""] = /^(strong|em|s)_(open|close)$/.exec(type) ?? [];
        return tag === "" ? escapeText(content) : side === "open" ? `<${tag}>` : `</${tag}>`;
      })
      .join("");
  };
  const isBlock = (token: Token | undefined): boolean => {
    const [only, ...others] = (token?.children ?? []).filter(
      ({ type, content }) => !(type === "text" && content.trim() === "") && type !== "softbreak",
    );
    if (only?.type !== componentType || others.some(({ type }) => type !== componentType)) return false;
    const asked = parseComponent(only.content);
    return asked !== null && !isInline(asked);
  };
  const plain = /^(paragraph|bullet_list|ordered_list|list_item|blockquote)_(open|close)$/;
  const parts: string[] = [];
  let isHidden = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) continue;
    const { type, tag } = token;
    if (type === "inline") parts.push(inline(token));
    else if (type === "heading_open") {
      // A level is never left out, and the page has one heading of the first.
      const asked = Math.max(Number(tag.slice(1)), depth === 0 ? 1 : 2);
      depth = Math.min(asked, depth + 1, 4);
      token.tag = `h${depth}`;
      parts.push(`<h${depth} id="${escapeText(idOf(plainWords(tokens[at + 1]), making.ids))}">`);
    } else if (type === "heading_close") parts.push(`</h${depth}>`);
    else if (type === "table_open") {
      const { table, to } = tableOf(tokens, at, (one) => trusted(inline(one)));
      parts.push(table.text);
      at = to;
    } else if (type === "fence" && readJsFence(token.info)) {
      parts.push(scriptPart(making, scriptId(token.content, runs)).text);
      runs += 1;
    } else if (type === "fence" || type === "code_block") {
      const fence = type === "fence" ? readFence(token.info) : null;
      if (fence === null || "problem" in fence) {
        parts.push(`<pre tabindex="0"><code>${escapeText(token.content.replace(/\n$/, ""))}</code></pre>`);
        continue;
      }
      const id = fence.id ?? unnamed(blocks);
      blocks += 1;
      if (fence.isShown)
        parts.push(drawComponent(site, page, { name: "table", thing: id, options: new Map() }).text);
    } else if (type === "hr") parts.push("<hr>");
    else if (type === "paragraph_open" && (token.hidden || isBlock(tokens[at + 1]))) isHidden = true;
    else if (type === "paragraph_close" && isHidden) isHidden = false;
    else if (plain.test(type)) {
      const start = type === "ordered_list_open" ? token.attrGet("start") : null;
      const number = start === null ? "" : ` start="${escapeText(String(start))}"`;
      parts.push(token.nesting === 1 ? `<${tag}${number}>` : `</${tag}>`);
    }
  }
  for (const { token, line } of placedTokens(tokens)) {
    const wanted: unknown = token.meta?.fragment;
    if (typeof wanted === "string" && !making.ids.has(wanted))
      fail(making, line, `a link leads to #${wanted}, which is no heading of this page`);
  }
  return { body: trusted(parts.join("\n")), heading };
}

/** A page in the place of one that can't be shown, which says why. */
function brokenPage({ title, file }: OwnPage, said: string): PageContent {
  return {
    title,
    body: html`
      ${trail([{ href: "../index.html", name: "Brief" }])}
      <h1>${title}</h1>
      <p class="lead">This page can’t be shown.</p>
      <p class="says own-fault">${said}</p>
      <p>It is a page of the office’s own: mend <code>${file}</code> in the folder of its settings. Everything else stands.</p>`,
  };
}

/** Throws a PageProblem for a file that a page attaches and the build doesn't write whole. */
function checkAttached({ report }: Site, page: OwnPage): void {
  const files = new Set([
    ...report.downloads.map(({ path }) => path),
    ...report.measures.map(({ id }) => `measures/${id}.csv`),
  ]);
  for (const { line, name, path, query } of findAttached(page)) {
    if (query && query.total > query.rows.length) {
      const problem = `${query.id} gives ${query.total} rows, and a page is given the first ${query.rows.length}: ask for fewer`;
      throw new PageProblem(line, problem);
    }
    if (query || files.has(path)) continue;
    throw new PageProblem(
      line,
      `there is no file ${name}: what a block of SQL gave is ${page.path.replace(/^pages\//, "")}/${page.queries[0]?.id ?? "name"}.json, all figures are ../data/figures.csv`,
    );
  }
}

interface Made {
  content: PageContent;
  fault: OwnFault | null;
}

function makeOne(site: Site, page: OwnPage, targets: ReadonlySet<string>): Made {
  const { path: name, file } = page;
  const broken = (fault: { line: number | null; problem: string }): Made => ({
    content: brokenPage(page, sayFault({ file, ...fault })),
    fault: { kind: "page", name, file, ...fault },
  });
  const { edition } = site.report;
  const isPublic = edition === "public";
  const measures = new Map(site.series.map(({ definition }) => [definition.id, definition.dimensions]));
  const queries = page.queries.map(({ id }) => id);
  const fault = page.fault ?? readPageBlocks(page, edition, { measures, queries }).fault;
  if (fault) return broken(fault);
  try {
    checkAttached(site, page);
    const making = { site, page, targets, ids: new Set(takenIds) };
    const { body, heading } = toMarkup(making);
    const head = notHeldIn(making) === null ? headOfPage(page) : null;
    const home = isPublic ? "Latest figures" : "Brief";
    const content = {
      title: page.title,
      ...(head === null ? {} : { head }),
      ...(body.text.includes(" data-values=") ? { scripts: ["months"] } : {}),
      body: html`
        ${trail([{ href: "../index.html", name: home }])}
        <div class="own"${resting(site, { build: "settings" })}>
          ${heading === null ? html`<h1>${page.title}</h1>` : ""}
          ${body}
        </div>`,
    };
    return { content, fault: null };
  } catch (error) {
    if (!(error instanceof PageProblem)) throw error;
    return broken({ line: error.line, problem: error.message });
  }
}

const made = new WeakMap<Site, ReadonlyMap<OwnPage, Made>>();

/** What each page of the office's own is, made once for a site. `pages` are the paths of all the others. */
export function makeOwnPages(site: Site, pages: readonly string[]): ReadonlyMap<OwnPage, Made> {
  const known = made.get(site);
  if (known) return known;
  const { ownPages, downloads, publication } = site.report;
  const targets = new Set([
    ...[...pages, ...ownPages.map(({ path }) => path)].map((path) => `${path}.html`),
    ...[...downloads, ...(publication?.files ?? [])].map(({ path }) => path),
  ]);
  const all = new Map(ownPages.map((page) => [page, makeOne(site, page, targets)]));
  made.set(site, all);
  return all;
}

/** What can't be shown of the office's own pages, once they are made: each says on its page what is wrong with it. */
export const findPageFaults = (site: Site): OwnFault[] =>
  [...(made.get(site)?.values() ?? [])].flatMap(({ fault }) => fault ?? []);
