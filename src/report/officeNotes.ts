import { type Note, wholeMonth } from "../catalogue/noted.ts";
import { formatDay, formatDimension, formatMonth } from "./format.ts";
import { type Html, html } from "./html.ts";
import { resting } from "./said.ts";
import type { Series, Site } from "./series.ts";

/** An event of a measure with the number that flags it on its chart, from 1, earliest first. */
export interface Flag {
  number: number;
  note: Note;
}

/** The events of a measure, as its chart flags them. */
export function flagsOf({ notes }: Pick<Series, "notes">): Flag[] {
  return notes.filter(({ kind }) => kind === "event").map((note, place) => ({ number: place + 1, note }));
}

/** Of which group a note is, in brackets; empty of the whole measure. */
const groupWords = ({ dimension, group }: Note): string =>
  group === "" ? "" : ` (${formatDimension(dimension)} ${group})`;

/** A note as it was written, with its month where that isn't told already, and who wrote it when. */
export function noteWords(note: Note, isMonthTold = false): Html {
  const month = isMonthTold ? "" : `${formatMonth(note.month)}${groupWords(note)}: `;
  return html`${month}${note.text}${isMonthTold ? groupWords(note) : ""} <span class="under">${note.author}, ${formatDay(note.written_on)}</span>`;
}

/** What the office says of a measure in the reported month: beside its figure in brief and pack. */
export function commentsNow(site: Site, series: Series): Html[] {
  return series.notes
    .filter(({ kind, month }) => kind === "comment" && month === site.month)
    .map(
      (note) => html`<p class="comment"${resting(site, { build: "settings" })}>${noteWords(note, true)}</p>`,
    );
}

/** What the office says of the reported month as a whole. */
export function commentsOnMonth(site: Site): Html[] {
  return site.report.notes
    .filter(({ about, month }) => about === wholeMonth && month === site.month)
    .map(
      (note) => html`<p class="comment"${resting(site, { build: "settings" })}>${noteWords(note, true)}</p>`,
    );
}
