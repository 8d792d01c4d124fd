import { drawLineage } from "../../charts/lineageChart.ts";
import { capitalise, formatList, plural } from "../../report/format.ts";
import { type Content, type Html, html, join } from "../../report/html.ts";
import { type LineageNode, lineageKinds } from "../../report/lineage.ts";
import type { Site } from "../../report/series.ts";

export const kindWords: Record<(typeof lineageKinds)[number], string> = {
  source: "source",
  raw: "raw table",
  staging: "staging model",
  marts: "mart",
  lists: "list",
  measures: "measure",
  page: "page",
};

/** How many nodes there are of each kind, in words. */
export function countWords(nodes: readonly LineageNode[]): string {
  const counts = lineageKinds.flatMap((kind) => {
    const count = nodes.filter((node) => node.kind === kind).length;
    return count === 0 ? [] : [plural(count, kindWords[kind])];
  });
  return capitalise(formatList(counts));
}

/** Nodes as a picture in a box of its own, which scrolls where the picture is wider than the page; `tables` says where the same is told in tables. */
export function lineagePicture(
  nodes: readonly LineageNode[],
  id: string,
  title: string,
  tables: string,
): Html {
  const description = `${countWords(nodes)}, joined from left to right where one reads another. ${tables}`;
  const drawing = drawLineage(nodes, { id, title, description });
  return html`<section class="picture" aria-label="${title}" tabindex="0">${drawing}</section>`;
}

/** Where a node of the lineage has its row, from a page whose way to the site's root is `root`: a measure on the page of its group. */
export function lineageAddress(site: Site, id: string, root: string): string {
  const series = site.byId.get(id.replace(/^measures\./, ""));
  const page = id.startsWith("measures.") && series ? `lineage/${series.definition.group}` : "lineage";
  return `${root}${page}.html#${id}`;
}

/** Links to nodes in one run of text; pages of the site are named alone. */
export function nodeLinks(
  site: Site,
  nodes: ReadonlyMap<string, LineageNode>,
  ids: readonly string[],
  root: string,
): Html {
  const links = ids.map((id): Content => {
    const node = nodes.get(id);
    if (!node || node.kind === "page") return node?.label ?? id;
    const name = node.kind === "source" || node.kind === "measures" ? node.label : id;
    return html`<a href="${lineageAddress(site, id, root)}">${name}</a>`;
  });
  return html`<div>${join(links, ", ")}</div>`;
}
