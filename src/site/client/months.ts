import { formatMonth } from "../../report/format.ts";
import { askingCharts, loadScript, readBesidePage } from "./chart/besidePage.ts";
import { monthsIn } from "./chart/monthsIn.ts";

/**
 * Lets the small charts of a page be pointed at and tabbed to. What answers then, and what the charts say, is asked for once somebody comes
 * to one of them, so that the page comes soon; what was done meanwhile is done again when they have come.
 */
declare global {
  interface Window {
    /** Has charts answer, by what those of the file say. */
    answerCharts?: (charts: readonly SVGElement[], said: string | null) => void;
  }
}

/** The name of the script that answers, beside this one: `bundleScripts` puts it in. */
declare const answerFile: string;

const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
const charts = askingCharts().filter(({ parentElement }) => parentElement?.matches(".chart-box"));
const done: Event[] = [];
let isAsked = false;

const events = ["pointerenter", "pointerdown", "pointermove", "click", "keydown", "focusin"];

async function ask(event: Event): Promise<void> {
  done.push(event);
  if (isAsked) return;
  isAsked = true;
  const [, said] = await Promise.all([
    loadScript(new URL(answerFile, own).href),
    readBesidePage(charts[0]?.dataset.asks ?? ""),
  ]);
  for (const { parentElement: box } of charts)
    for (const name of events) box?.removeEventListener(name, hear, true);
  window.answerCharts?.(charts, said);
  for (const { type, target, ...rest } of done.map(kept)) target?.dispatchEvent(again(type, rest));
}

const hear = (event: Event): void => void ask(event);

/** What of an event says where it was or which key. */
function kept(event: Event) {
  const { type, target } = event;
  const { clientX = 0, clientY = 0, pointerType = "" } = event instanceof PointerEvent ? event : {};
  return {
    type,
    target,
    clientX,
    clientY,
    pointerType,
    key: event instanceof KeyboardEvent ? event.key : "",
  };
}

const again = (type: string, { key, ...place }: PointerEventInit & { key: string }): Event =>
  type === "keydown" ? new KeyboardEvent(type, { key }) : new PointerEvent(type, place);

for (const svg of charts) {
  const slider = document.createElement("div");
  slider.className = "chart-months";
  slider.dataset.script = "";
  slider.tabIndex = 0;
  slider.setAttribute("role", "slider");
  const months = monthsIn(svg.dataset.months);
  const last = String(months.length - 1);
  slider.setAttribute(
    "aria-label",
    `Months of the chart: ${svg.getAttribute("aria-label")?.split(/[,:]/)[0]}`,
  );
  for (const [name, value] of [
    ["min", "0"],
    ["max", last],
    ["now", last],
    ["text", formatMonth(months.at(-1) ?? "")],
  ])
    slider.setAttribute(`aria-value${name}`, value ?? "");
  svg.after(slider);
  for (const name of events) svg.parentElement?.addEventListener(name, hear, true);
}
