import { formatDimension } from "../../report/format.ts";
import { html } from "../../report/html.ts";
import { type Addresses, caseLevel } from "./drill/cases.ts";
import { type Measure, readAddresses, readMeasure, readMonth, Trouble } from "./drill/data.ts";
import { placeTitle } from "./drill/drillWords.ts";
import { figureLevels } from "./drill/levels.ts";
import { addressOf, type Place, readPlace } from "./drill/place.ts";

/**
 * Opens a figure up on drill.html: the address says which, how far and sorted how, so that it can be sent, kept and
 * gone back to. Links of the page are followed without loading it anew; the heading then takes the focus.
 */
const place = document.querySelector<HTMLElement>("#drill");
const start = document.querySelector<HTMLElement>("#drill-start");
const view = document.createElement("div");
const said = document.createElement("p");
const siteTitle = document.title;
let asked = 0;

/** The page of a place, its first dimension chosen where the address names none that the measure has. */
async function pageOf(asked: Place) {
  const measure = await readMeasure(asked.measure);
  const isKnown = [...measure.dimensions, "month"].includes(asked.by);
  const by = isKnown ? asked.by : (measure.dimensions[0] ?? "month");
  const here: Place = { ...asked, by, group: isKnown && by !== "month" ? asked.group : null };
  return {
    measure,
    here,
    page: here.month === "" ? figureLevels(measure, here) : await casesOf(measure, here),
  };
}

async function casesOf(measure: Measure, here: Place) {
  const kind = measure.months.find(({ month }) => month === here.month)?.kind ?? "none";
  const month = kind === "none" ? null : await readMonth(measure.id, here.month);
  const addresses: Addresses = month ? await readAddresses() : new Map();
  return caseLevel(measure, here, month, addresses);
}

/** Shows what the address names; `focus` is what takes the focus afterwards: nothing when the page has just opened. */
async function show(focus: "heading" | "sort" | "none"): Promise<void> {
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
    const { measure, here, page } = await pageOf(wanted);
    if (turn !== asked) return;
    view.innerHTML = page.text;
    document.title = [measure.title, placeTitle(here)].filter(Boolean).join(", ");
    said.textContent = summaryOf();
    if (focus === "heading") view.querySelector("h1")?.focus();
    if (focus === "sort") sortedButton(here.sort)?.focus();
  } catch (error) {
    if (turn !== asked) return;
    if (!(error instanceof Trouble)) throw error;
    view.innerHTML =
      html`<h1 tabindex="-1">This figure can’t be opened</h1><p class="lead">${error.message} <a href="./drill.html">Every measure</a></p>`.text;
    view.querySelector("h1")?.focus();
  }
}

const sortedButton = (sort: string) =>
  view.querySelector<HTMLElement>(`[data-column="${CSS.escape(sort.replace(/^-/, ""))}"]`);

/** What has changed, for those who don't see it: how many rows there are, and how they are sorted. */
function summaryOf(): string {
  const rows = view.querySelectorAll("tbody:last-of-type tr").length;
  const order = view.querySelector("[aria-sort]");
  const column = order?.querySelector("button")?.firstChild?.textContent ?? "";
  const sorting = order
    ? ` Sorted by ${formatDimension(column).toLowerCase()}, ${order.getAttribute("aria-sort")}.`
    : "";
  return `${document.title}. ${rows} ${rows === 1 ? "row" : "rows"}.${sorting}`;
}

function sortBy(sort: string, focus: "sort" | "none"): void {
  const here = readPlace(location.search);
  if (!here) return;
  history.replaceState(null, "", addressOf({ ...here, sort }));
  void show(focus);
}

if (place) {
  said.setAttribute("role", "status");
  said.className = "unseen";
  place.append(view, said);
  place.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const sort = target?.closest<HTMLElement>("[data-sort]")?.dataset.sort;
    if (sort !== undefined) sortBy(sort, "sort");
    const link = target?.closest<HTMLAnchorElement>("a[data-go]");
    const isPlain =
      event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    scrollTo(0, 0);
    void show("heading");
  });
  place.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) sortBy(event.target.value, "none");
  });
  addEventListener("popstate", () => void show("heading"));
  void show("none");
}
