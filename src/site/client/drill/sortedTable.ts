import { type Content, type Html, html } from "../../../report/html.ts";
import type { DrillPlace } from "./place.ts";

/** A column of a table: by `sort` it can be sorted, text upwards first and numbers downwards; a short one stays on one line. */
export interface Head {
  title: string;
  isShort?: boolean;
  sort?: string;
  isNumber?: boolean;
}

/** A row of a table: `row` is what it is of, the same object whenever it is shown; its cells are asked for once. */
export interface Line {
  row: object;
  cells: () => readonly Content[];
}

/** A table whose headings sort it; each row's first cell is its heading. */
export interface SortedTable {
  /** What its rows are of: the same object for any part or order of the same rows. */
  of: object;
  caption: Html;
  heads: readonly Head[];
  lines: readonly Line[];
  /** How many rows there are, where these are only the first. */
  total?: number;
  kind: "figures" | "list";
}

/** Rows as lines of a table. */
export function linesOf<Row extends object>(
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly Content[],
): Line[] {
  return rows.map((row) => ({ row, cells: () => cellsOf(row) }));
}

export type Order = "ascending" | "descending";

/** How a column is sorted at a place; null where it isn't. */
export function orderOf({ sort }: Pick<Head, "sort">, place: DrillPlace): Order | null {
  if (!sort) return null;
  if (place.sort === sort) return "ascending";
  return place.sort === `-${sort}` ? "descending" : null;
}

const firstSort = ({ sort = "", isNumber }: Head) => (isNumber ? `-${sort}` : sort);

/** What the place's sort becomes when a heading is chosen: the other way round when it is sorted by already. */
export function nextSort(head: Head, place: DrillPlace): string {
  const order = orderOf(head, place);
  if (!order) return firstSort(head);
  return order === "ascending" ? `-${head.sort}` : (head.sort ?? "");
}

/** The sign beside a heading for how its column is sorted. */
export const arrowOf = (order: Order | null): string =>
  `\u2060${order === "ascending" ? "▲" : order === "descending" ? "▼" : "↕"}`;

function headCell(head: Head): Html {
  const kind = head.isNumber ? html` class="number"` : "";
  if (!head.sort) return html`<th scope="col"${kind}>${head.title}</th>`;
  return html`<th scope="col"${kind}><button type="button" data-sort data-column="${head.sort}">${head.title}<span class="arrow" aria-hidden="true"></span></button></th>`;
}

/** On a phone, where a table is a list and has no headings, what it is sorted by. */
function sorter(heads: readonly Head[]): Html {
  const choices = heads.flatMap((head) =>
    head.sort ? [html`<option value="${firstSort(head)}">${head.title}</option>`] : [],
  );
  return html`<p class="sorter"><label>Sort by <select data-sorter><option value="">the order given</option>${choices}</select></label></p>`;
}

/** A table without its rows, and not yet saying how it is sorted. Above and below it is where the pages of a long one are turned. */
export function emptyTable({ caption, heads, kind }: SortedTable): Html {
  const isSortable = heads.some(({ sort }) => sort);
  const pages = (place: string) =>
    html`<nav class="pages" aria-label="Pages of the table, ${place}" hidden></nav>`;
  const file = html`<p class="list-file"><button type="button" data-csv>Download as CSV</button></p>`;
  return html`
    <div class="list-tools">${pages("above it")}${file}</div>
    ${isSortable ? sorter(heads) : ""}
    <div class="sortable">
      <table class="drill-table ${kind}">
        <caption>${caption}</caption>
        <thead><tr>${heads.map(headCell)}</tr></thead>
        <tbody></tbody>
      </table>
    </div>
    ${pages("below it")}`;
}

/** What makes the markup of a table's rows: what they have in common is worked out once. */
export function rowMaker(heads: readonly Head[]): (line: Line) => Html {
  const kinds = heads.map(({ isNumber, isShort }) => [isNumber ? "number" : "", isShort ? "short" : ""]);
  const opened = (isEmpty: boolean) =>
    heads.map(({ title }, index) => {
      const kind = [...(kinds[index] ?? []), isEmpty ? "empty" : ""].filter(Boolean).join(" ");
      return html`<td${kind ? html` class="${kind}"` : ""} data-label="${title}">`;
    });
  const [full, empty] = [opened(false), opened(true)];
  return (line) => {
    const cells = line.cells().map((content, index) => {
      if (index === 0) return html`<th scope="row">${content}</th>`;
      const isEmpty = content === "" || content === null || content === undefined;
      return html`${(isEmpty ? empty : full)[index]}${content}</td>`;
    });
    return html`<tr>${cells}</tr>`;
  };
}
