import { answerSmall } from "./chart/smallCharts.ts";

/** The brief asked for with `?present` leads to its agenda, one item a screen. Its small charts answer by the values they say. */
const present = document.querySelector("a.to-present");
if (present && new URLSearchParams(location.search).has("present")) location.replace("./present.html");

for (const svg of document.querySelectorAll<SVGElement>(".chart-box > svg[data-values][data-unit]"))
  answerSmall(svg, svg.dataset, "./");
