import { formatMonth, formatTarget, formatValue } from "../../report/format.ts";
import { answerPlace } from "./chart/answer.ts";
import { besideOf } from "./chart/beside.ts";
import { drawView, type View } from "./chart/drawView.ts";
import { readMoreGroups, undrawnOn } from "./chart/moreGroups.ts";
import {
  type Drawing,
  type PageChart,
  readChart,
  readDrawings,
  readGroups,
  wordsOf,
} from "./chart/pageChart.ts";
import { pointAt } from "./chart/pointer.ts";
import { chartTools } from "./chart/tools.ts";
import { readView, type ViewAddress, withView } from "./chart/viewAddress.ts";
import { isPhone, onTurnedPhone } from "./drill/phone.ts";
import "./months.ts";

/**
 * Has the big chart of a page answer: a month that is pointed at, tapped or gone to with the arrow keys is said; a click or Enter opens it,
 * on the page that opens figures up or, where there is none, in the table. Fewer months may be drawn, and a group or the year before
 * beside them. The address keeps all of it. All it says is on the page already, in the table, and in what its small charts say, which answer too.
 */
const figure = document.querySelector<HTMLElement>("figure.big[data-of]");
const views = figure?.closest<HTMLElement>(".views");
const found = figure && views ? readChart(figure) : null;
if (figure && views && found) start(found, views);

/** What is drawn anew of a chart; null where the page's own drawing shows it. */
function viewOf(chart: PageChart, drawing: Drawing, { months: count, beside }: ViewAddress): View | null {
  const { months, values, rows, unit, title, lines } = chart;
  const other = besideOf(chart, beside);
  if (count === "" && !other) return null;
  const from = count === "" ? 0 : Math.max(0, months.length - Number(count));
  const shown = months.slice(from);
  const held = values.slice(from).filter((value) => value !== null);
  const ends = [Math.min(...held), Math.max(...held)].map((value) => formatValue(value, unit));
  const range = held.length === 0 ? "no figure" : ends.join(" to ");
  const [first = "", last = ""] = [shown[0] ?? "", shown.at(-1) ?? ""].map(formatMonth);
  const targets = chart.targets.slice(from);
  const target = targets.at(-1) ?? null;
  const aim = target === null ? "" : ` Target: ${formatTarget(target, unit)}.`;
  const latest = wordsOf(chart, drawing, months.length - 1).join(" ");
  return {
    label: `${title}, ${first} to ${last}: ${range}.${aim} Latest: ${latest}${other ? ` Beside it: ${other.name}.` : ""}`,
    months: shown,
    values: values.slice(from),
    missing: rows.slice(from).map((row) => {
      const mark = /\[([xc])\]/.exec(row.cells[1]?.textContent ?? "")?.[1];
      return mark === "c" ? "hidden" : mark === "x" ? "no figure" : "";
    }),
    signs: drawing.signs.slice(from),
    limits: drawing.limits.slice(from),
    unit,
    targets,
    marks: lines,
    other: other ? shown.map(other.valueOf) : null,
  };
}

/** What is drawn anew, in words: its months, what stands beside them, and where the axis starts; empty where nothing is. */
function drawnWords({ figure, unit }: PageChart, beside: string | undefined): string {
  const { months, y } = figure.querySelector<SVGElement>(".view")?.dataset ?? {};
  if (months === undefined || y === undefined) return "";
  const low = Number(y.split(" ")[0]);
  const axis = low === 0 ? "" : ` The vertical axis starts at ${formatTarget(low, unit)}, not at zero.`;
  const other = beside === undefined ? "" : ` Dashed, dark: ${beside}.`;
  return `Drawn: ${months.split(" ").map(formatMonth).join(" to ")}.${other}${axis}`;
}

function start(chart: PageChart, views: HTMLElement): void {
  const { months, values, rows } = chart;
  const { open } = views.dataset;
  const drawings = readDrawings(chart.figure);
  // Only a site that opens figures up has the file of every group.
  const undrawn = open === undefined ? [] : undrawnOn(document);
  const tools = chartTools(chart, undrawn.length > 0);
  const answer = answerPlace(open !== undefined);
  let view = readView(location.search);
  let waiting = 0;

  const keep = () => {
    clearTimeout(waiting);
    history.replaceState(history.state, "", withView(location.href, view));
  };
  /** Browsers let an address be written a few times a second only. */
  const keepSoon = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(keep, 250);
  };
  const addressOf = (month: string) => {
    if (open === undefined) return withView(location.href, { ...view, month, show: "table" });
    const url = new URL(open, location.href);
    url.searchParams.set("month", month);
    return url.href;
  };
  const choose = (month: string) => {
    view = { ...view, month };
    answer.show(month, addressOf(month), drawnWords(chart, besideOf(chart, view.beside)?.name));
  };
  const tell = (show: ViewAddress["show"]) => {
    view = { ...view, show };
    const radio = views.querySelector<HTMLInputElement>(`.tabs [value="${show === "" ? "chart" : show}"]`);
    if (radio) radio.checked = true;
  };
  const markRow = () => {
    for (const [at, row] of rows.entries()) row.classList.toggle("is-opened", months[at] === view.month);
  };
  const openMonth = (month: string) => {
    if (month === "") return;
    choose(month);
    if (open === undefined) tell("table");
    keep();
    const row = rows[months.indexOf(month)];
    if (open !== undefined) location.assign(addressOf(month));
    else if (row) {
      const fold = row.closest("details");
      if (fold) fold.open = true;
      markRow();
      row.tabIndex = -1;
      row.scrollIntoView({ block: "center" });
      row.focus({ preventScroll: true });
    }
  };

  const pointers = drawings.map((drawing) =>
    pointAt(drawing.box, `Months of the chart: ${chart.title}`, answer.said, {
      say: (month) => {
        const [first = "", ...more] = wordsOf(chart, drawing, months.indexOf(month));
        const other = besideOf(chart, view.beside)?.say(month);
        return [other === undefined ? first : `${first.replace(/\.$/, "")}; ${other}.`, ...more].join(" ");
      },
      valueOf: (month) => values[months.indexOf(month)] ?? null,
      choose: (month) => {
        choose(month ?? "");
        keepSoon();
      },
      open: openMonth,
    }),
  );

  const draw = () => {
    for (const [at, drawing] of drawings.entries()) {
      const { box } = drawing;
      box.querySelector(".view")?.remove();
      const drawn = viewOf(chart, drawing, view);
      box.classList.toggle("is-drawn", drawn !== null);
      if (drawn) box.insertAdjacentHTML("afterbegin", drawView(drawn, isPhone() ? "narrow" : "wide").text);
      pointers[at]?.(view.month === "" ? null : view.month);
    }
    choose(view.month);
  };
  let isAsked = undrawn.length === 0;
  /** Has the groups that aren't on the page offered too, once, and shows what is wanted of them. */
  const lookForMore = async () => {
    isAsked = true;
    const found = await readMoreGroups(`../data/drill/${figure?.dataset.of}`, undrawn, months);
    chart.groups.push(...found);
    tools.offer(found);
    restore();
  };
  let isRead = chart.groups.length === 0;
  /** Has the groups of the page say their months, once, and shows what is wanted of them. */
  const readOnce = async () => {
    isRead = true;
    await readGroups(chart);
    // The address may not yet have what was chosen meanwhile.
    draw();
  };
  /** Shows the view that the address names. */
  const restore = () => {
    view = readView(location.search);
    if (!isRead && view.beside.includes(":") && besideOf(chart, view.beside)) void readOnce();
    if (!isAsked && view.beside && !besideOf(chart, view.beside)) void lookForMore();
    if (!months.includes(view.month)) view.month = "";
    tools.write(view);
    view = { ...view, ...tools.read() };
    const limits = views.querySelector<HTMLInputElement>(
      view.limits === "xmr" ? ".shows-xmr" : ".shows-p-prime",
    );
    if (limits) limits.checked = true;
    tell(view.show);
    markRow();
    draw();
  };

  tools.form.addEventListener("change", () => {
    view = { ...view, ...tools.read() };
    keep();
    restore();
  });
  views.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.name !== "view") view = { ...view, limits: target.className === "shows-xmr" ? "xmr" : "" };
    else tell(target.value === "table" || target.value === "download" ? target.value : "");
    draw();
    keep();
  });
  answer.link.addEventListener("click", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (open !== undefined || !isPlain) return;
    event.preventDefault();
    openMonth(view.month);
  });
  addEventListener("popstate", restore);
  onTurnedPhone(draw);

  chart.figure.prepend(tools.form);
  drawings.at(-1)?.place.after(answer.place);
  restore();
}
