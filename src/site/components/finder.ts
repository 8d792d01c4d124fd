import { type Html, html } from "../../report/html.ts";
import type { Report } from "../../report/report.ts";
import type { Series } from "../../report/series.ts";

/** The page of an edition on which measures are found. */
export const finderOf = ({ edition }: Pick<Report, "edition">): string =>
  edition === "public" ? "index" : "measures/index";

/** The form by which a measure is found, from any page: without a script the link beside it leads to the page that lists them all. */
export function findForm(root: string, report: Pick<Report, "edition">): Html {
  return html`
    <form class="find" role="search" action="${root}${finderOf(report)}.html">
      <label class="unseen" for="find">Find a measure</label>
      <input type="search" id="find" name="find" autocomplete="off" placeholder="Find a measure">
      <button type="submit">Find</button>
    </form>`;
}

/** Where a page finds what it lists: the form, which its script answers on the page itself; without one the style hides it. */
export function findPlace(noun: string, root: string, report: Pick<Report, "edition">): Html {
  return html`
    <div data-search="${noun}">
      <form class="filters" role="search" action="${root}${finderOf(report)}.html">
        <label>
          Find a ${noun}, by a word or what people call it
          <input type="search" id="find" name="find" autocomplete="off">
        </label>
        <button type="submit">Find</button>
      </form>
      <p class="no-script">Finding a ${noun} by a word needs JavaScript: all are listed here.</p>
    </div>`;
}

/**
 * What a line is found by besides its name, as attributes of it. Where the line itself says much of the measure (`isFull`) its
 * definition is left out: the page is to stay light.
 */
export function findAttributes({ definition: { id, definition, aliases } }: Series, isFull = false): Html {
  const called = aliases.length === 0 ? "" : html` data-called="${aliases.join("|")}"`;
  return html` data-find${isFull ? "" : html`="${`${id} ${definition}`}"`}${called}`;
}
