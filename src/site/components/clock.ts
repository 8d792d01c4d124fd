import { formatCount } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";

/** The triangle that goes before words of concern; the words say what it means. */
export const concern: Html = html`
  <svg class="sign" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
    <path d="M5 0.5L10 9.5H0Z"></path>
  </svg>`;

/** How a clock stands in a word or two: '3 left', 'last day', '12 over' with the sign of concern. */
export function clockWords(daysLeft: number): Content {
  if (daysLeft < 0) return html`<span class="short">${concern}${formatCount(-daysLeft)} over</span>`;
  return daysLeft === 0 ? "last day" : `${formatCount(daysLeft)} left`;
}

/** A count in a table of counts: a nought quietly, so that the others stand out. */
export function countCell(count: number): Content {
  return count === 0 ? html`<span class="quiet">0</span>` : formatCount(count);
}

/** Words of concern where `isConcern`, with their sign; otherwise the words alone, quietly. */
export function signalled(isConcern: boolean, words: Content): Html {
  return isConcern ? html`<span>${concern}${words}</span>` : html`<span class="quiet">${words}</span>`;
}
