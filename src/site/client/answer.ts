import { askingCharts, saidOf } from "./chart/besidePage.ts";
import { answerSmall } from "./chart/smallCharts.ts";

const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;
/** This script lies in `_import/client/` of the site. */
const root = new URL("../../", own).href;

/** Has the small charts of a page answer, asked for by the script `months`. What came with the page before, or not at all, isn't said. */
window.answerCharts = (charts, text) => {
  const all = askingCharts();
  const said = saidOf(all, text);
  for (const svg of charts) answerSmall(svg, said[all.indexOf(svg)] ?? "can’t be had", root);
};
