import { formatMonth } from "../../report/format.ts";
import { monthsIn } from "./chart/monthsIn.ts";

/**
 * Lets the small charts of a page be pointed at and tabbed to. What answers then, and what the charts say, is asked for once somebody comes
 * to one of them, so that the page comes soon; what was done meanwhile is done again when they have come.
 */
declare global {
  interface Window {
    /** Hands over the charts of the file beside the page, each an `svg` without its drawing. */
    chartMonths?: (charts: string) => void;
    /** Has charts answer, by what those of the file say. */
    answerCharts?: (charts: readonly SVGElement[], said: string | null) => void;
  }
}

/** The name of the script that answers, beside this one: `bundleScripts` puts it in. */
declare const answerFile: string;

const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
const charts = [...document.querySelectorAll<SVGElement>(".chart-box > svg[data-asks]")];
const done: Event[] = [];
let isAsked = false;

/** Resolves to whether a script came. */
const load = (src: string): Promise<boolean> =>
  new Promise((resolve) => {
    const script = document.createElement("script");
    script.dataset.script = "";
    script.addEventListener("load", () => resolve(true));
    script.addEventListener("error", () => resolve(false));
    script.src = src;
    document.body.append(script);
  });

/** The file beside the page: of `timeliness.html` or `timeliness` it is `timeliness.months.js`, of a folder its index's. */
function besidePage(): string {
  const page = location.pathname.replace(/\/$/, "/index").replace(/\.html$/, "");
  return `${page}.months.js?${charts[0]?.dataset.asks}`;
}

const events = ["pointerenter", "pointerdown", "pointermove", "click", "keydown", "focusin"];

async function ask(event: Event): Promise<void> {
  done.push(event);
  if (isAsked) return;
  isAsked = true;
  let said: string | null = null;
  window.chartMonths = (text) => {
    said = text;
  };
  await Promise.all([load(new URL(answerFile, own).href), load(besidePage())]);
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
  slider.setAttribute("aria-label", `Months of the chart: ${svg.getAttribute("aria-label")?.split(",")[0]}`);
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
