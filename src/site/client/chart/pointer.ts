import { formatMonth } from "../../../report/format.ts";
import { monthsIn } from "./monthsIn.ts";

/** What answers of the months of a chart: what it says of one, the value that is pointed at, and what opens it. */
export interface MonthAnswers {
  say: (month: string) => string;
  valueOf: (month: string) => number | null;
  /** A month was chosen with a key or a finger, not only passed over; null where none is any more. */
  choose: (month: string | null) => void;
  open: (month: string) => void;
}

interface Scale {
  box: string;
  months: string[];
  x: [number, number];
  y: [number, number, number, number];
}

const numbersIn = (text = "") => text.split(" ").map(Number);

/** Where the months and values of a chart lie, as it says itself; null of one that says nothing. */
function scaleOf(svg: SVGElement): Scale | null {
  const { months, x, y } = svg.dataset;
  const [from = 0, to = 0] = numbersIn(x);
  const [low = 0, lowAt = 0, high = 0, highAt = 0] = numbersIn(y);
  const box = svg.getAttribute("viewBox");
  if (!months || !x || !y || !box) return null;
  return { box, months: monthsIn(months), x: [from, to], y: [low, lowAt, high, highAt] };
}

/** Keys, and how many months on from the one shown each goes. */
const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 12,
  PageDown: -12,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * Lets the months of a chart be pointed at, tapped and gone through with the arrow keys: a slider over whichever drawing of `place` is
 * seen, or that which is there already. Returns what shows a month that is known from elsewhere, or none.
 */
export function pointAt(
  place: HTMLElement,
  label: string,
  said: HTMLElement,
  answers: MonthAnswers,
): (month: string | null) => void {
  const slider = place.querySelector<HTMLElement>(":scope > .chart-months") ?? document.createElement("div");
  slider.className = "chart-months";
  slider.dataset.script = "";
  slider.tabIndex = 0;
  slider.setAttribute("role", "slider");
  slider.setAttribute("aria-label", label);
  slider.innerHTML = '<svg aria-hidden="true"><path class="at"/><circle r="5"/></svg>';
  if (!slider.isConnected) place.append(slider);
  let chosen: string | null = null;

  const drawings = () => [...place.querySelectorAll<SVGElement>("svg.chart")];
  const seen = (): SVGElement | undefined => drawings().find((svg) => svg.getClientRects().length > 0);

  const show = (month: string | null) => {
    const [first, ...others] = drawings();
    // Asking which is seen lays the page out: as the page comes, once for each of its charts.
    const svg = others.length === 0 ? first : (seen() ?? first);
    const scale = svg ? scaleOf(svg) : null;
    const mark = slider.querySelector("svg");
    if (!scale || !mark) return;
    const { months, x, y } = scale;
    const at = month === null ? -1 : months.indexOf(month);
    const last = months.length - 1;
    slider.setAttribute("aria-valuemin", "0");
    slider.setAttribute("aria-valuemax", String(last));
    slider.setAttribute("aria-valuenow", String(at < 0 ? last : at));
    slider.setAttribute("aria-valuetext", formatMonth(months[at < 0 ? last : at] ?? ""));
    mark.classList.toggle("shown", at >= 0);
    if (month === null || at < 0) return;
    const where = x[0] + ((x[1] - x[0]) * at) / Math.max(1, last);
    const value = answers.valueOf(month);
    mark.setAttribute("viewBox", scale.box);
    mark.querySelector("path")?.setAttribute("d", `M${where} ${y[3]}V${y[1]}`);
    const dot = mark.querySelector("circle");
    const height = value === null ? null : y[1] + ((y[3] - y[1]) * (value - y[0])) / (y[2] - y[0]);
    dot?.setAttribute("cx", String(where));
    dot?.setAttribute("cy", String(height ?? 0));
    dot?.classList.toggle("none", height === null);
  };

  const say = (month: string | null) => {
    // Of two drawings the one that is seen speaks.
    if (!seen()) return;
    show(month);
    const words = month === null ? "" : answers.say(month);
    if (said.textContent !== words) said.textContent = words;
  };

  const choose = (month: string) => {
    chosen = month;
    say(month);
    answers.choose(month);
  };

  const monthUnder = ({ clientX }: PointerEvent | MouseEvent): string | null => {
    const svg = seen();
    const scale = svg ? scaleOf(svg) : null;
    if (!scale) return null;
    const { left, width } = slider.getBoundingClientRect();
    const across = Number(scale.box.split(" ")[2]) * ((clientX - left) / width);
    const last = scale.months.length - 1;
    const at = Math.round((last * (across - scale.x[0])) / Math.max(1, scale.x[1] - scale.x[0]));
    return scale.months[Math.max(0, Math.min(last, at))] ?? null;
  };

  let wasShown: string | null = null;
  // What a mouse was last said to be over: a click has whole pixels, and could be over the one beside it.
  let pointed: string | null = null;
  slider.addEventListener("pointerdown", (event) => {
    wasShown = chosen;
    const month = monthUnder(event);
    if (month !== null && event.pointerType !== "mouse") choose(month);
  });
  slider.addEventListener("pointermove", (event) => {
    const month = monthUnder(event);
    if (month === null) return;
    if (event.pointerType === "mouse") {
      pointed = month;
      say(month);
    } else choose(month);
  });
  slider.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "mouse") return;
    pointed = null;
    say(chosen);
  });
  slider.addEventListener("click", (event) => {
    const isMouse = event instanceof PointerEvent && event.pointerType === "mouse";
    const month = (isMouse ? pointed : null) ?? monthUnder(event);
    if (month === null) return;
    // A finger first shows a month: the same one again opens it.
    const isTouch =
      event instanceof PointerEvent && event.pointerType !== "mouse" && event.pointerType !== "";
    if (!isTouch || wasShown === month) answers.open(month);
  });
  const monthsSeen = () => {
    const svg = seen();
    return (svg ? scaleOf(svg) : null)?.months ?? [];
  };
  slider.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const months = monthsSeen();
    const last = months.length - 1;
    const at = months.indexOf(chosen ?? "");
    const by = steps[event.key];
    if (by !== undefined) {
      const to = at < 0 ? (by === Number.NEGATIVE_INFINITY ? 0 : last) : Math.max(0, Math.min(last, at + by));
      const month = months[to];
      if (month !== undefined) choose(month);
    } else if (event.key === "Enter") answers.open(months[at < 0 ? last : at] ?? "");
    else if (event.key === "Escape") {
      chosen = null;
      say(null);
      answers.choose(null);
    } else return;
    event.preventDefault();
  });
  slider.addEventListener("focusin", () => {
    if (chosen !== null || !slider.matches(":focus-visible")) return;
    chosen = monthsSeen().at(-1) ?? null;
    say(chosen);
  });
  show(null);
  return (month) => {
    chosen = month;
    say(month);
  };
}
