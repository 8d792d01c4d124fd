import { readMonthLimits, readSigns, readValues } from "../../../charts/readMonths.ts";
import { formatCount, formatMonth, formatValue } from "../../../report/format.ts";
import { monthsIn } from "./monthsIn.ts";
import { rangeWords, signWords } from "./monthWords.ts";
import { pointAt } from "./pointer.ts";

/** What a chart says of its months, as `sayScale` wrote it. */
type Said = DOMStringMap | "can’t be had";

/** What a month of a chart says: its value with what that is of, what chance explains, and whether the month is more than that. */
function wordsOf({ unit = "", values = "", limits, signs, months }: DOMStringMap, month: string): string {
  const at = monthsIn(months).indexOf(month);
  const { value = null, of = null, missing = "no figure" } = readValues(values)[at] ?? {};
  if (value === null) return `${formatMonth(month)}: ${missing}; its page says why.`;
  const fraction = of ? ` (${of.map(formatCount).join(unit === "ratio" ? " to " : " of ")})` : "";
  const figure = `${formatMonth(month)}: ${formatValue(value, unit)}${fraction}`;
  if (limits === undefined || signs === undefined) return figure;
  const range = readMonthLimits(limits)[at];
  const sign = signWords[readSigns(signs)[at] ?? "common"];
  return [
    figure,
    ...(range ? [`To expect by chance: ${rangeWords(range, unit)}`] : []),
    ...(sign ? [sign] : []),
    "",
  ]
    .join(". ")
    .trim();
}

/**
 * Has a small chart answer by what it says: a month that is pointed at, tapped or gone to with the arrow keys is said beside it; a click or
 * Enter opens it, or shows the measure's own on its page where nothing is opened up.
 */
export function answerSmall(svg: SVGElement, said: Said, root: string): void {
  const box = svg.parentElement;
  if (!box) return;
  const { measure = "", group = "" } = svg.dataset;
  const { by } = svg.closest<HTMLElement>("[data-by]")?.dataset ?? {};
  const isOpened = document.querySelector('main a[href*="drill.html?"]') !== null;
  const tip = document.createElement("p");
  tip.className = "chart-tip";
  tip.dataset.script = "";
  tip.setAttribute("role", "status");
  box.append(tip);
  const isHad = said !== "can’t be had";
  const months = isHad ? monthsIn(said.months) : [];
  const values = isHad ? readValues(said.values ?? "") : [];
  const name = svg.getAttribute("aria-label")?.split(/[,:]/)[0] ?? measure;
  pointAt(box, `Months of the chart: ${name}`, tip, {
    say: (month) =>
      isHad ? wordsOf(said, month) : `${formatMonth(month)}: can’t be read here; its page has it.`,
    valueOf: (month) => values[months.indexOf(month)]?.value ?? null,
    choose: () => undefined,
    open: (month) => {
      // Only what opens figures up has a page of a group's month.
      if (by && !isOpened) return;
      const asked = new URLSearchParams({ measure, ...(by ? { by, group } : {}), month });
      location.assign(
        `${root}${isOpened ? `drill.html?${asked}` : `measures/${measure}.html?month=${month}&show=table`}`,
      );
    },
  });
}
