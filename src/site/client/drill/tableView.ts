import { formatCount } from "../../../report/format.ts";
import { html } from "../../../report/html.ts";
import type { Place } from "./place.ts";
import {
  arrowOf,
  emptyTable,
  type Line,
  nextSort,
  orderOf,
  rowMaker,
  type SortedTable,
} from "./sortedTable.ts";

/** How many rows of a long table are there at first: a browser lays out a thousand in a quarter of a second. */
const mostAtFirst = 50;

interface Written {
  /** What tells this table from another: its columns, and what its rows are of. */
  head: string;
  of: object;
  body: HTMLTableSectionElement;
  rows: Map<object, HTMLTableRowElement>;
  /** Whether the rest of a long table has been opened. */
  isWhole: boolean;
}

/** Says in the headings, and in what stands for them on a phone, how the table is sorted. */
function saySort(view: HTMLElement, { heads }: SortedTable, place: Place): void {
  const buttons = view.querySelectorAll<HTMLElement>("[data-column]");
  const sortable = heads.filter(({ sort }) => sort);
  for (const [index, button] of buttons.entries()) {
    const head = sortable[index];
    const cell = button.closest("th");
    const arrow = button.querySelector(".arrow");
    if (!head || !cell || !arrow) continue;
    const order = orderOf(head, place);
    button.dataset.sort = nextSort(head, place);
    arrow.textContent = arrowOf(order);
    if (order) cell.setAttribute("aria-sort", order);
    else cell.removeAttribute("aria-sort");
  }
  const select = view.querySelector<HTMLSelectElement>("[data-sorter]");
  if (!select) return;
  const column = (sort: string) => sort.replace(/^-/, "");
  for (const option of select.options) {
    const isChosen = option.value !== "" && column(option.value) === column(place.sort);
    option.toggleAttribute("selected", isChosen);
    option.selected = isChosen;
  }
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

/** Writes those of the lines that aren't written yet, all at once, and gives the rows of all. */
function rowsOf(
  { rows }: Written,
  heads: SortedTable["heads"],
  lines: readonly Line[],
): HTMLTableRowElement[] {
  const missing = lines.filter(({ row }) => !rows.has(row));
  const draft = document.createElement("template");
  draft.innerHTML = html`${missing.map(rowMaker(heads))}`.text;
  for (const [index, made] of [...draft.content.querySelectorAll("tr")].entries()) {
    const line = missing[index];
    if (line) rows.set(line.row, made);
  }
  return lines.flatMap(({ row }) => rows.get(row) ?? []);
}

const nothing = () => undefined;

const moreWords = (count: number): string =>
  html`The first ${formatCount(mostAtFirst)} of ${formatCount(count)} rows are shown. <button type="button" data-more>Show all ${formatCount(count)}</button>`
    .text;

/**
 * Shows tables in `view`, one at a time, the first rows of a long one until the rest is asked for or printed. Where the
 * next one has the same columns and is of the same rows, or of some of them, the rows that are there are moved and none is
 * written again: the table stays what it was, and so does the focus.
 */
export function tableView(view: HTMLElement): (table: SortedTable | null, place: Place) => void {
  let written: Written | null = null;
  let openRest: () => void = nothing;

  const write = (head: string, of: object): Written | null => {
    view.innerHTML = head;
    const body = view.querySelector("tbody");
    return body && { head, of, body, rows: new Map(), isWhole: false };
  };

  /** Puts the first rows in their place, and the rest, where it has been opened, once those have been drawn. */
  const fill = (own: Written, { heads, lines }: SortedTable): void => {
    const first = lines.slice(0, mostAtFirst);
    const rest = lines.slice(mostAtFirst);
    own.body.replaceChildren(...rowsOf(own, heads, first));
    const more = view.querySelector<HTMLElement>(".more");
    const addRest = () => {
      if (openRest !== addRest) return;
      openRest = nothing;
      own.isWhole = true;
      if (more) more.hidden = true;
      own.body.append(...rowsOf(own, heads, rest));
    };
    openRest = rest.length > 0 ? addRest : nothing;
    if (more) {
      more.hidden = rest.length === 0 || own.isWhole;
      more.innerHTML = more.hidden ? "" : moreWords(lines.length);
    }
    if (own.isWhole && rest.length > 0) requestAnimationFrame(() => setTimeout(addRest));
  };

  view.addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest("[data-more]"))) return;
    openRest();
    // The button is gone: the focus goes on to the first of the rows it opened.
    const opened = written?.body.rows[mostAtFirst];
    opened?.setAttribute("tabindex", "-1");
    opened?.focus({ preventScroll: true });
  });
  addEventListener("beforeprint", () => openRest());

  return (table, place) => {
    if (!table) {
      view.replaceChildren();
      written = null;
      openRest = nothing;
      return;
    }
    const head = emptyTable(table).text;
    if (written?.head !== head || written.of !== table.of) written = write(head, table.of);
    if (!written) return;
    fill(written, table);
    saySort(view, table, place);
  };
}
