import { hasCases } from "../../../report/forBoard.ts";
import { formatCount } from "../../../report/format.ts";
import { missingWords } from "../../../report/held.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import { type MatterLine, mattersOf, nothingToSettle } from "../../../report/matters.ts";
import { pageLink } from "../../../report/officePages.ts";
import { allSaid, resting } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { linkToItem } from "../registerLink.ts";

const root = "./";

/** Of each matter the most that are listed, those that have waited longest. */
const mostListed = 6;

/** Facts in brackets, a reference among them on one line: '(service user; request for personal interest)'. */
function inBrackets(facts: readonly string[]): Content {
  if (facts.length === 0) return "";
  const parts = facts.map((fact) => (/\s/.test(fact) ? fact : html`<span class="short">${fact}</span>`));
  return html` (${join(parts, "; ")})`;
}

/** One of them: its reference, what it is, and who has it since when. */
function line(site: Site, { reference, item, facts, brackets, who }: MatterLine): Html {
  const link =
    item === null
      ? pageLink(site, "registers", `${root}registers/index.html#${reference}`, reference)
      : linkToItem(site, item, root);
  return html`${link} ${facts}${inBrackets(brackets)} <span class="under">${who}</span>`;
}

/** What needs a decision or an answer at the meeting, each item linked to its row in its register. */
export function decisionsSection(site: Site): Html {
  const matters = mattersOf(site);
  const isListed = hasCases(site.report);
  const rows = matters.map(({ list, words, lines }) => {
    const left = lines.length - mostListed;
    const more =
      left <= 0
        ? ""
        : html`<li>${pageLink(site, "registers", `${root}registers/index.html`, `${formatCount(left)} more in the registers`)}</li>`;
    // A board's are only counted.
    const facts = isListed
      ? html`
        <ul class="facts">
          ${lines.slice(0, mostListed).map((one) => html`<li>${line(site, one)}</li>`)}${more}
        </ul>`
      : "";
    return html`
      <li${resting(site, missingWords(site, list) === null ? { list } : { loadedOf: list })}>
        <strong>${formatCount(lines.length)}</strong><span>${words}</span>
        ${facts}
      </li>`;
  });
  const nothing = nothingToSettle(site, matters);
  return html`
    <section class="agenda" id="decisions">
      <h2>For decision today</h2>
      ${matters.length === 0 ? "" : html`<ul class="matters">${rows}</ul>`}
      ${nothing.length === 0 ? "" : html`<p class="says">${allSaid(nothing)}</p>`}
    </section>`;
}
