import { capitalise, formatCount, formatDay, formatMonth } from "../report/format.ts";
import { type Content, Html, html } from "../report/html.ts";
import { basisOf, type Said } from "../report/said.ts";
import { hasValue, type Series, type Site } from "../report/series.ts";
import { figureWords, targetWords, whenWords } from "../report/words.ts";
import type { PageOf } from "./pdf.ts";

/** An item of the agenda: its place in the document, what it comes to in a sentence or two, and the rest. */
export interface AgendaItem {
  id: string;
  title: string;
  /** What it comes to, each sentence with what it rests on. */
  lead: readonly Said<string>[];
  body: Content;
}

/** What every item is made from: the site's own result, and the page each measure is on. */
export interface Paper {
  site: Site;
  pageOf: PageOf;
}

/** The place of a measure in the document: the sentences of the site lead there when their links begin with `#`. */
export const placeOf = (series: Series) => `measures/${series.definition.id}.html`;

/** A measure by name, with the page it is on. */
export function measureLink({ pageOf }: Paper, series: Series): Html {
  const page = pageOf(placeOf(series));
  return html`<a href="#${placeOf(series)}">${series.definition.title}</a> <span class="page-of">p. ${page ?? "00"}</span>`;
}

/**
 * A table for paper: a caption, a header row that is repeated on each sheet, a header to each row. `basis` is the attribute
 * that names what all of it rests on, `bases` those of each row.
 */
export function paperTable(
  caption: Content,
  columns: readonly { label: Content; kind?: "number" | "short" | "wide" | "who" | "signs" | "write" }[],
  rows: readonly (readonly Content[])[],
  { basis = html``, bases = [] }: { basis?: Html; bases?: readonly Html[] } = {},
): Html {
  const heads = columns.map(
    ({ label, kind }) => html`<th scope="col"${kind ? html` class="${kind}"` : ""}>${label}</th>`,
  );
  const lines = rows.map((row, place) => {
    const cells = row.map((content, index) => {
      const kind = columns[index]?.kind;
      const name = kind ? html` class="${kind}"` : "";
      return index === 0 ? html`<th scope="row"${name}>${content}</th>` : html`<td${name}>${content}</td>`;
    });
    return html`<tr${bases[place]}>${cells}</tr>`;
  });
  // A caption that is heard alone takes no room.
  const isHeard = caption instanceof Html && /^<span class="unseen">[^<]*<\/span>$/.test(caption.text);
  return html`<table${basis}><caption${isHeard ? html` class="heard"` : ""}>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table>`;
}

/** A measure's figure of the reported month and when it is of: '57.3% (63 of 110) in March 2022'. */
export function figureNow(series: Series): string {
  const { latest, definition } = series;
  if (!hasValue(latest)) return "no figure";
  const mark = latest.status ? ` [${latest.status}]` : "";
  return `${figureWords(latest, definition.unit)}${mark} ${whenWords(latest, definition.time)}`;
}

/** A target in words, and whether it is assumed. */
export function targetNow({ definition }: Series): string {
  const { target, unit } = definition;
  if (!target) return "No target";
  return `${capitalise(targetWords(target, unit))}${target.assumed ? ", assumed" : ""}`;
}

/** A date in plain English, or a dash to be heard as nothing. */
export const dayOr = (day: string | null, otherwise = "not set") => (day ? formatDay(day) : otherwise);

/** 'None' in a sentence of its own, where a list would be empty. */
export const noneOf = (what: Said) => html`<p class="none"${basisOf(what)}>${what.text}</p>`;

/** What is counted, its count first: '3 referrals await a decision', 'no referrals await a decision'. */
export const tally = (count: number, one: string, many: string) =>
  `${count === 0 ? "no" : formatCount(count)} ${count === 1 ? one : many}`;

/** 'March 2022', the month of the pack. */
export const monthOf = ({ site }: Paper) => formatMonth(site.month);
