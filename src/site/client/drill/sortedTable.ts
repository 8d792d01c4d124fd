import { type Content, type Html, html } from "../../../report/html.ts";
import type { Place } from "./place.ts";

/** A column of a table: by `sort` it can be sorted, text upwards first and numbers downwards; a short one stays on one line. */
export interface Head {
  title: string;
  isShort?: boolean;
  sort?: string;
  isNumber?: boolean;
}

function orderOf({ sort }: Head, place: Place): "ascending" | "descending" | null {
  if (!sort) return null;
  if (place.sort === sort) return "ascending";
  return place.sort === `-${sort}` ? "descending" : null;
}

/** What the place's sort becomes when a heading is chosen: the other way round when it is sorted by already. */
function nextSort(head: Head, place: Place): string {
  const order = orderOf(head, place);
  if (order) return order === "ascending" ? `-${head.sort}` : (head.sort ?? "");
  return head.isNumber ? `-${head.sort}` : (head.sort ?? "");
}

function headCell(head: Head, place: Place): Html {
  const kind = head.isNumber ? html` class="number"` : "";
  if (!head.sort) return html`<th scope="col"${kind}>${head.title}</th>`;
  const order = orderOf(head, place);
  const said = order ? html` aria-sort="${order}"` : "";
  return html`<th scope="col"${kind}${said}><button type="button" data-sort="${nextSort(head, place)}" data-column="${head.sort}">${head.title}<span class="arrow" aria-hidden="true">&#8288;${order === "ascending" ? "▲" : order === "descending" ? "▼" : "↕"}</span></button></th>`;
}

/** On a phone, where a table is a list and has no headings, what it is sorted by. */
function sorter(heads: readonly Head[], place: Place): Html {
  const choices = heads.flatMap((head) => {
    const { sort, title, isNumber } = head;
    if (!sort) return [];
    const value = isNumber ? `-${sort}` : sort;
    const chosen = orderOf(head, place) ? html` selected` : "";
    return [html`<option value="${value}"${chosen}>${title}</option>`];
  });
  return html`<p class="sorter"><label>Sort by <select data-sorter><option value="">the order given</option>${choices}</select></label></p>`;
}

/** A table whose headings sort it; each row's first cell is its heading. */
export function sortableTable(
  caption: Content,
  heads: readonly Head[],
  rows: readonly (readonly Content[])[],
  place: Place,
  kind: "figures" | "list" = "figures",
): Html {
  const lines = rows.map((row) => {
    const cells = row.map((content, index) => {
      if (index === 0) return html`<th scope="row">${content}</th>`;
      const isEmpty = content === "" || content === null || content === undefined;
      const kind = [
        heads[index]?.isNumber ? "number" : "",
        heads[index]?.isShort ? "short" : "",
        isEmpty ? "empty" : "",
      ]
        .filter(Boolean)
        .join(" ");
      return html`<td${kind ? html` class="${kind}"` : ""} data-label="${heads[index]?.title ?? ""}">${content}</td>`;
    });
    return html`<tr>${cells}</tr>`;
  });
  const heading = heads.map((head) => headCell(head, place));
  return html`${heads.some(({ sort }) => sort) ? sorter(heads, place) : ""}<div class="sortable"><table class="drill-table ${kind}"><caption>${caption}</caption><thead><tr>${heading}</tr></thead><tbody>${lines}</tbody></table></div>`;
}
