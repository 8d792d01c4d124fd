import { capitalise, formatCount } from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import { isPhone } from "./phone.ts";
import type { DrillPlace } from "./place.ts";
import {
  arrowOf,
  emptyTable,
  type Line,
  nextSort,
  orderOf,
  rowMaker,
  type SortedTable,
} from "./sortedTable.ts";

/** A page of a long table has so many rows, fewer where each is a list of its own, fewest where that says much; a browser lays out a thousand in a quarter of a second. */
const [listOnPhone, rowsOnPhone, rowsOnPage] = [20, 50, 200];

/** How many rows of a page are there at once, the others when those have been drawn. */
const atOnce = 50;

interface Written {
  /** What tells this table from another: its columns, and what its rows are of. */
  head: string;
  of: object;
  body: HTMLTableSectionElement;
  rows: Map<object, HTMLTableRowElement>;
}

/** Says in the headings, and in what stands for them on a phone, how the table is sorted. */
function saySort(view: HTMLElement, { heads }: SortedTable, place: DrillPlace): void {
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

/** The pages of a table of so many rows: which is shown, how many there are, and its rows. */
function pageOf(rows: number, most: number, asked: string) {
  const pages = Math.max(1, Math.ceil(rows / most));
  const page = Math.min(pages, Math.max(1, Number(asked) || 1));
  return { page, pages, from: (page - 1) * most, to: Math.min(rows, page * most) };
}

function turnButton(turn: "previous" | "next", to: number, pages: number): Html {
  const isNone = to < 1 || to > pages;
  const page = to > 1 ? String(to) : "";
  return html`<button type="button" data-turn="${turn}" data-page="${page}"${isNone ? html` disabled` : ""}>${capitalise(turn)}</button>`;
}

function pagesWords({ page, pages, from, to }: ReturnType<typeof pageOf>, rows: number): Html {
  return html`${turnButton("previous", page - 1, pages)}<span>Page ${page} of ${pages}: rows ${formatCount(from + 1)} to ${formatCount(to)} of ${formatCount(rows)}</span>${turnButton("next", page + 1, pages)}`;
}

/**
 * Shows tables in `view`, one at a time, a long one page by page; printed, it is whole. Where the next one has the same columns and
 * is of the same rows, or of some of them, the rows that are there are moved and none is written again: the table stays what
 * it was, and so does the focus.
 */
export function tableView(view: HTMLElement): (table: SortedTable | null, place: DrillPlace) => void {
  let written: Written | null = null;
  let addRest: () => void = nothing;
  let addAll: () => void = nothing;

  const write = (head: string, of: object): Written | null => {
    view.innerHTML = head;
    const body = view.querySelector("tbody");
    return body && { head, of, body, rows: new Map() };
  };

  /** Puts the first rows of a page in their place, and the others once those have been drawn. */
  const fill = (own: Written, { heads, lines, total, kind }: SortedTable, { page }: DrillPlace): void => {
    const count = total ?? lines.length;
    const onPhone = kind === "list" ? listOnPhone : rowsOnPhone;
    const shown = pageOf(count, isPhone() ? onPhone : rowsOnPage, page);
    const all = lines.slice(shown.from, shown.to);
    own.body.replaceChildren(...rowsOf(own, heads, all.slice(0, atOnce)));
    const rest = () => {
      if (addRest !== rest) return;
      addRest = nothing;
      own.body.append(...rowsOf(own, heads, all.slice(atOnce)));
    };
    addRest = all.length > atOnce ? rest : nothing;
    addAll = () => {
      addRest = nothing;
      own.body.replaceChildren(...rowsOf(own, heads, lines));
    };
    const words = shown.pages > 1 ? pagesWords(shown, count).text : "";
    for (const nav of view.querySelectorAll<HTMLElement>(".pages")) {
      nav.innerHTML = words;
      nav.hidden = words === "";
    }
    if (addRest === rest) requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(rest)));
  };

  addEventListener("beforeprint", () => addAll());

  return (table, place) => {
    if (!table) {
      view.replaceChildren();
      written = null;
      addRest = nothing;
      addAll = nothing;
      return;
    }
    const head = emptyTable(table).text;
    if (written?.head !== head || written.of !== table.of) written = write(head, table.of);
    if (!written) return;
    fill(written, table, place);
    saySort(view, table, place);
  };
}
