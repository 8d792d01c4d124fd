import { capitalise, formatDay } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import type { Series } from "../../report/series.ts";
import { targetWords } from "../../report/words.ts";

type Target = Series["definition"]["targets"][number];

function dates({ from, to }: Target, isOnly: boolean): string {
  if (to) return `, ${formatDay(from)} to ${formatDay(to)}`;
  return isOnly ? `, since ${formatDay(from)}` : `, from ${formatDay(from)}`;
}

/** A measure's targets with their dates of effect and source, saying of each whether it is assumed. */
export function targetLines(series: Series): Content {
  const { targets, unit } = series.definition;
  if (targets.length === 0) return "No target is set.";
  const lines = targets.map((target) => {
    const assumed = target.assumed ? " Assumed: the source sets no figure." : "";
    return html`${capitalise(targetWords(target, unit))}${dates(target, targets.length === 1)} (${target.source}).${assumed}`;
  });
  return lines.length === 1 ? lines[0] : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
