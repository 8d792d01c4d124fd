import { readValues } from "../../charts/readMonths.ts";
import { formatCount, formatMonth, formatValue } from "../../report/format.ts";
import { monthsIn } from "./chart/monthsIn.ts";
import { pointAt } from "./chart/pointer.ts";

/**
 * The brief asked for with `?present` leads to its agenda, one item a screen. Its small charts answer: a month that is pointed at, tapped or gone to with the arrow keys is said beside
 * the chart; a click or Enter opens it, or shows it on the measure's own page where nothing is opened up.
 */
const present = document.querySelector("a.to-present");
if (present && new URLSearchParams(location.search).has("present")) location.replace("./present.html");

const isOpened = document.querySelector('main a[href*="drill.html?"]') !== null;

for (const svg of document.querySelectorAll<SVGElement>(".chart-box > svg[data-values][data-unit]")) {
  const { measure = "", unit = "", values, months } = svg.dataset;
  const said = new Map(readValues(values ?? "").map((one, at) => [monthsIn(months)[at], one]));
  const box = svg.parentElement;
  if (!box) continue;
  const tip = document.createElement("p");
  tip.className = "chart-tip";
  tip.dataset.script = "";
  tip.setAttribute("role", "status");
  box.append(tip);
  const name = svg.getAttribute("aria-label")?.split(",")[0] ?? measure;
  pointAt(box, `Months of the chart: ${name}`, tip, {
    say: (month) => {
      const { value = null, of = null, missing = "no figure" } = said.get(month) ?? {};
      if (value === null) return `${formatMonth(month)}: ${missing}; its page says why.`;
      const fraction = of ? ` (${of.map(formatCount).join(unit === "ratio" ? " to " : " of ")})` : "";
      return `${formatMonth(month)}: ${formatValue(value, unit)}${fraction}`;
    },
    valueOf: (month) => said.get(month)?.value ?? null,
    choose: () => undefined,
    open: (month) =>
      location.assign(
        isOpened
          ? `./drill.html?measure=${measure}&month=${month}`
          : `./measures/${measure}.html?month=${month}&show=table`,
      ),
  });
}
