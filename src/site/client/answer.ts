import { answerSmall } from "./chart/smallCharts.ts";

/** Has the small charts of a page answer, asked for by the script `months`. What came with the page before, or not at all, isn't said. */
window.answerCharts = (charts, text) => {
  const read = new DOMParser().parseFromString(text ?? "", "text/html");
  const said = [...read.querySelectorAll<SVGElement>("svg")].map(({ dataset }) => dataset);
  const all = [...document.querySelectorAll<SVGElement>("svg[data-asks]")];
  for (const svg of charts) {
    const own = said[all.indexOf(svg)];
    const isSame = (["measure", "group", "months"] as const).every(
      (name) => own?.[name] === svg.dataset[name],
    );
    answerSmall(svg, own && isSame ? own : "can’t be had", "./");
  }
};
