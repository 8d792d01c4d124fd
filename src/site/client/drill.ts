import { formatDimension } from "../../report/format.ts";
import { type Html, html } from "../../report/html.ts";
import { longList } from "../../trace/fileColumns.ts";
import { pointAt } from "./chart/pointer.ts";
import { caseLevel } from "./drill/cases.ts";
import { type Measure, type Month, readMeasure, readMonth, readWholeNow, Trouble } from "./drill/data.ts";
import { monthsOf } from "./drill/drillChart.ts";
import { placeTitle } from "./drill/drillWords.ts";
import { figureLevels, hasGroup, type Level, noGroupLevel, notHeldLevel } from "./drill/levels.ts";
import { csvOf } from "./drill/listCsv.ts";
import { onTurnedPhone } from "./drill/phone.ts";
import { addressOf, type DrillPlace, isMonth, isSameList, needsAll, readPlace, step } from "./drill/place.ts";
import { orderOf, type SortedTable } from "./drill/sortedTable.ts";
import { tableView } from "./drill/tableView.ts";

/**
 * Opens a figure up on drill.html: the address says which, how far and sorted how, so that it can be sent, kept and
 * gone back to. Links of the page are followed without loading it anew; the heading then takes the focus.
 */
const place = document.querySelector<HTMLElement>("#drill");
const start = document.querySelector<HTMLElement>("#drill-start");
const view = document.createElement("div");
const top = document.createElement("div");
const table = document.createElement("div");
// Before the view's own, which puts all rows that are there onto paper.
addEventListener("beforeprint", showAllNow);
const showTable = tableView(table);
const said = document.createElement("p");
const siteTitle = document.title;
let asked = 0;
let shownTop = "";
let shownTable: SortedTable | null = null;
let shown: { measure: Measure; here: DrillPlace; isAsked: boolean } | null = null;

/** The rows of a month, or why they can't be read: that is told only where there should be some. */
async function rowsOf({ measure, month }: DrillPlace, isWhole: boolean): Promise<Month | Trouble> {
  try {
    return await readMonth(measure, month, isWhole);
  } catch (error) {
    if (error instanceof Trouble) return error;
    throw error;
  }
}

/** A dimension's name as a measure may have it; empty for what can't be one, and for months. */
const dimensionIn = (by: string) => (by !== "month" && /^[a-z][a-z0-9_]*$/.test(by) ? by : "");

/**
 * The measure of a place with the figures that are shown of it: those of all, and of a dimension's groups where these are shown or
 * drawn. Where the address names no dimension of the measure, its first is taken.
 */
async function measureOf({ measure: id, by, group, month, show }: DrillPlace): Promise<Measure> {
  const isByGroup = group !== null || show === "groups" || (month === "" && by !== "month");
  const asked = isByGroup ? dimensionIn(by) : "";
  const known = asked === "" ? null : await readMeasure(id, asked).catch(unlessTrouble);
  const measure = known ?? (await readMeasure(id));
  const [first] = measure.dimensions;
  return known || !isByGroup || by === "month" || first === undefined ? measure : readMeasure(id, first);
}

/** Nothing, where a figure can't be shown for a reason that is told in words. */
function unlessTrouble(error: unknown): null {
  if (error instanceof Trouble) return null;
  throw error;
}

/**
 * The page of a place, its first dimension chosen where the address names none that the measure has. When the page has
 * just opened, the rows of a month are asked for with the measure, which alone says whether there are any.
 */
async function pageOf(asked: DrillPlace, isFirst: boolean, isAll = needsAll(asked)) {
  const { from = "~", to = "" } = place?.dataset ?? {};
  const isListed = isMonth(asked.month) && asked.month >= from && asked.month <= to && asked.show === "";
  const early = isFirst && isListed && !isAll ? rowsOf(asked, false) : null;
  const measure = await measureOf(asked);
  const isKnown = [...measure.dimensions, "month"].includes(asked.by);
  const by = isKnown ? asked.by : (measure.dimensions[0] ?? "month");
  const here: DrillPlace = { ...asked, by, group: isKnown && by !== "month" ? asked.group : null };
  if (!hasGroup(measure, here)) return { measure, here, level: noGroupLevel(measure, here) };
  if (here.month !== "" && !measure.months.some(({ month }) => month === here.month))
    return { measure, here, level: notHeldLevel(measure, here) };
  if (here.month === "" || here.show === "groups")
    return { measure, here, level: figureLevels(measure, here) };
  const { kind = "none", counted = 0 } = measure.months.find(({ month }) => month === here.month) ?? {};
  const isWhole = isAll && kind === "records" && counted > longList;
  const rows = kind === "none" || kind === "older" ? null : await (early ?? rowsOf(here, isWhole));
  if (rows instanceof Trouble) throw rows;
  return { measure, here, level: caseLevel(measure, here, rows) };
}

/** Of a long list only the first rows are there: all are asked for, once, as soon as the reader does anything. */
function askForAll(): void {
  if (!shown || shownTable?.total === undefined || shown.isAsked) return;
  shown.isAsked = true;
  void rowsOf(shown.here, true);
}

/** Puts all rows of a long list into the page, of which only the first are there: what is printed can't wait for them. */
function showAllNow(): void {
  if (!shown || shownTable?.total === undefined) return;
  const { measure, here } = shown;
  const month = readWholeNow(here.measure, here.month);
  if (month) showTable(caseLevel(measure, here, month).table, here);
}

/** Writes what stands above the table, unless it says that already: what holds the focus stays. Returns whether it was written. */
function showTop(text: string): boolean {
  if (text === shownTop) return false;
  top.innerHTML = text;
  shownTop = text;
  return true;
}

/** Has the chart of a place say the month that is pointed at, and open the one that is clicked. */
function answerOf(measure: Measure, here: DrillPlace): void {
  const box = top.querySelector<HTMLElement>(".chart-box");
  const words = top.querySelector<HTMLElement>(".chart-said");
  if (!box || !words) return;
  const label = `Months of the chart: ${[measure.title, placeTitle({ ...here, month: "" })].filter(Boolean).join(", ")}`;
  pointAt(box, label, words, { ...monthsOf(measure, here), choose: () => undefined, open: openMonth });
}

/**
 * What takes the focus when a place is shown: what is chosen in one of the page's choices, by its label; nothing when the
 * page has just opened, or the table was only sorted.
 */
type Focus = "heading" | "none" | { choice: string };

/** Shows what the address names. */
async function show(focus: Focus): Promise<void> {
  const wanted = readPlace(location.search);
  const turn = ++asked;
  if (start) start.hidden = wanted !== null;
  view.hidden = wanted === null;
  if (!wanted) {
    document.title = siteTitle;
    if (focus === "heading") start?.querySelector<HTMLElement>("a")?.focus();
    return;
  }
  try {
    const { measure, here, level } = await pageOf(wanted, turn === 1);
    if (turn !== asked) return;
    if (showTop(level.top.text)) answerOf(measure, here);
    showTable(level.table, here);
    shownTable = level.table;
    shown = { measure, here, isAsked: false };
    document.title = [measure.title, placeTitle(here)].filter(Boolean).join(", ");
    said.textContent = summaryOf(level, here);
    if (focus === "heading") top.querySelector("h1")?.focus();
    if (typeof focus === "object") chosenIn(focus.choice)?.focus();
  } catch (error) {
    if (turn !== asked) return;
    if (!(error instanceof Trouble)) throw error;
    showTop(
      html`<h1 tabindex="-1">This figure can’t be opened</h1><p class="lead">${error.message}</p>${instead(wanted)}`
        .text,
    );
    showTable(null, wanted);
    shownTable = null;
    top.querySelector("h1")?.focus();
  }
}

/** Where else there is something of a measure: on its own page, if it has one, and in the list of all. */
function instead({ measure }: DrillPlace): Html {
  const own = document.getElementById(`of-${measure}`)?.querySelector("a");
  const page = own
    ? html`<li><a href="./measures/${measure}.html">${own.textContent}</a>: its figures by month and by group</li>`
    : "";
  return html`<ul class="says">${page}<li><a href="./drill.html">Every measure</a></li></ul>`;
}

const chosenIn = (choice: string) =>
  top.querySelector<HTMLElement>(`[aria-label="${CSS.escape(choice)}"] [aria-current]`);

/** What has changed, for those who don't see it: how many rows there are, and how they are sorted. */
function summaryOf({ table }: Level, here: DrillPlace): string {
  const rows = table?.total ?? table?.lines.length ?? 0;
  const order = table?.heads.find((head) => orderOf(head, here));
  const sorting = order
    ? ` Sorted by ${formatDimension(order.title).toLowerCase()}, ${orderOf(order, here)}.`
    : "";
  return `${document.title}. ${rows} ${rows === 1 ? "row" : "rows"}.${sorting}`;
}

function sortBy(sort: string): void {
  const here = readPlace(location.search);
  if (!here) return;
  history.replaceState(null, "", addressOf({ ...here, sort, page: "" }));
  void show("none");
}

/** Shows another page of the list: the focus goes to the same button above it, or to the other where that can't be chosen now. */
async function turnTo({ page = "", turn = "" }: DOMStringMap): Promise<void> {
  const here = readPlace(location.search);
  if (!here) return;
  history.replaceState(null, "", addressOf({ ...here, page }));
  await show("none");
  const buttons = [...table.querySelectorAll<HTMLButtonElement>(".list-tools [data-turn]")];
  const free = buttons.filter((button) => !button.disabled);
  const next = free.find((button) => button.dataset.turn === turn) ?? free[0];
  table.scrollIntoView();
  next?.focus({ preventScroll: true });
}

/** Gives the list that is shown, all its pages, as a file. */
async function download(): Promise<void> {
  const here = readPlace(location.search);
  if (!here || !shownTable) return;
  const all = shownTable.total === undefined ? shownTable : (await pageOf(here, false, true)).level.table;
  if (!all) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csvOf(all)], { type: "text/csv" }));
  link.download = `${[here.measure, here.group, here.month]
    .filter(Boolean)
    .join("-")
    .replaceAll(/[^\w-]+/g, "-")}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Opens a month that was chosen, of what is shown. */
function openMonth(month: string): void {
  const here = readPlace(location.search);
  if (!here) return;
  history.pushState(null, "", addressOf(step(here, { month, show: here.show })));
  scrollTo(0, 0);
  void show("heading");
}

/** Follows a link of the page; from one part of a list to another the reader stays where they are. */
function follow(link: HTMLAnchorElement): void {
  const before = readPlace(location.search);
  history.pushState(null, "", link.href);
  const after = readPlace(location.search);
  const isNarrowed = before !== null && after !== null && isSameList(before, after);
  const choice = link.closest("nav")?.getAttribute("aria-label");
  if (isNarrowed && choice) return void show({ choice });
  scrollTo(0, 0);
  void show("heading");
}

/** Puts beside each measure of the list the link that opens it up. */
function addWays(list: HTMLElement): void {
  for (const line of list.querySelectorAll<HTMLElement>(".drill-list li")) {
    const way = html`<span data-script> <a href="./drill.html?measure=${line.id.replace(/^of-/, "")}">open up<span class="unseen">: ${line.querySelector("a")?.textContent}</span></a></span>`;
    line.insertAdjacentHTML("beforeend", way.text);
  }
}

if (place) {
  if (start) addWays(start);
  // Without a script the fragment leads to a line of the list.
  if (location.hash !== "" && readPlace(location.search))
    history.replaceState(null, "", location.pathname + location.search);
  said.setAttribute("role", "status");
  said.className = "unseen";
  view.append(top, table);
  place.append(view, said);
  place.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const sort = target?.closest<HTMLElement>("[data-sort]")?.dataset.sort;
    if (sort !== undefined) sortBy(sort);
    const turn = target?.closest<HTMLElement>("[data-turn]")?.dataset;
    if (turn) void turnTo(turn);
    if (target?.closest("[data-csv]")) void download();
    const link = target?.closest<HTMLAnchorElement>("a[data-go]");
    const isPlain =
      event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain) return;
    event.preventDefault();
    follow(link);
  });
  place.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement && "sorter" in event.target.dataset)
      sortBy(event.target.value);
  });
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement)
      openMonth(String(new FormData(event.target).get("month") ?? ""));
  });
  for (const act of ["pointermove", "pointerdown", "keydown"]) addEventListener(act, askForAll);
  addEventListener("popstate", () => void show("heading"));
  onTurnedPhone(() => void show("none"));
  void show("none");
}
