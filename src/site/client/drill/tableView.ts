import { html } from "../../../report/html.ts";
import type { Place } from "./place.ts";
import { arrowOf, emptyTable, nextSort, orderOf, rowMaker, type SortedTable } from "./sortedTable.ts";

interface Written {
  /** What tells this table from another: its columns and what its rows are of. */
  head: string;
  body: HTMLTableSectionElement;
  rows: Map<object, HTMLTableRowElement>;
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

/**
 * Shows tables in `view`, one at a time. Where the next one has the same columns and is of the same rows, or of some of
 * them, the rows that are there are moved and none is written again: the table stays what it was, and so does the focus.
 */
export function tableView(view: HTMLElement): (table: SortedTable | null, place: Place) => void {
  let written: Written | null = null;

  const write = (head: string): Written | null => {
    view.innerHTML = head;
    const body = view.querySelector("tbody");
    return body && { head, body, rows: new Map() };
  };

  /** Writes those of the table's rows that aren't written yet, all at once. */
  const fill = ({ rows }: Written, table: SortedTable): void => {
    const missing = table.lines.filter(({ row }) => !rows.has(row));
    if (missing.length === 0) return;
    const make = rowMaker(table.heads);
    const draft = document.createElement("template");
    draft.innerHTML = html`${missing.map(make)}`.text;
    for (const [index, made] of [...draft.content.querySelectorAll("tr")].entries()) {
      const line = missing[index];
      if (line) rows.set(line.row, made);
    }
  };

  return (table, place) => {
    if (!table) {
      view.replaceChildren();
      written = null;
      return;
    }
    const head = emptyTable(table).text;
    const isSame = written?.head === head && table.lines.some(({ row }) => written?.rows.has(row));
    if (!isSame) written = write(head);
    if (!written) return;
    const { rows, body } = written;
    fill(written, table);
    body.replaceChildren(...table.lines.flatMap(({ row }) => rows.get(row) ?? []));
    saySort(view, table, place);
  };
}
