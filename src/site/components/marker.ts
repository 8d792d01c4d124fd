import type { Figure } from "../../measures/figure.ts";
import { formatValue } from "../../report/format.ts";
import { type Html, html } from "../../report/html.ts";
import { statusWords } from "../../report/notes.ts";
import { dataTable } from "./dataTable.ts";

/** The published shorthand for a status, with its meaning on hover and for a screen reader. */
export function marker(status: string, words: string = statusWords(status)): Html | "" {
  if (status === "") return "";
  return html`<abbr class="marker" title="${words}">[${status}]</abbr><span class="unseen"> ${words}</span>`;
}

/** A figure's value in its unit, or the shorthand that stands in its place. */
export function valueCell(figure: Figure | null | undefined, unit: string): Html | string {
  if (!figure) return marker("x");
  if (figure.status === "x") return marker("x", figure.state);
  return figure.value === null ? marker(figure.status || "x") : formatValue(figure.value, unit);
}

/** A figure's value followed by its shorthand, for one figure on its own. */
export function markedValue(figure: Figure | null | undefined, unit: string): Html {
  const mark = figure && figure.value !== null ? marker(figure.status) : "";
  return html`${valueCell(figure, unit)}${mark ? html` ${mark}` : ""}`;
}

/** What the shorthand in `figures` means, in a line; empty where none is used. */
export function shorthandKey(figures: readonly (Figure | null)[]): Html | "" {
  const used = [...new Set(figures.flatMap((figure) => (figure?.status ? [figure.status] : [])))].sort();
  if (used.length === 0) return "";
  const parts = used.map((status) => html`<li>[${status}] ${statusWords(status)}</li>`);
  return html`<ul class="shorthand" aria-label="Shorthand used here">${parts}</ul>`;
}

/** What each letter in square brackets means, as a table. */
export function shorthandMeanings(): Html {
  const rows = ["b", "c", "p", "r", "u", "x", "z"].map((status) => [`[${status}]`, statusWords(status)]);
  return dataTable(
    html`<span class="unseen">Shorthand in tables and downloads</span>`,
    [{ label: "Shorthand" }, { label: "Meaning" }],
    rows,
    "meanings",
  );
}
