import { hasCases } from "../../../report/forBoard.ts";
import { formatCount } from "../../../report/format.ts";
import { missingWords } from "../../../report/held.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import { type MatterLine, mattersOf, nothingToSettle } from "../../../report/matters.ts";
import { pageLink } from "../../../report/pageNames.ts";
import { allSaid, resting } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { linkToItem } from "../registerLink.ts";

const root = "./";

/** How many lines of how many letters a telephone has for all that is listed, so that the brief is two of its screens. */
const linesOfScreen = 18;
const lettersOfLine = 50;

/** The longest that is said here of one; its register has the whole. */
const longestFacts = 90;

/**
 * How many of each matter are listed, by what each takes of `room`: the first of every one, then the next of each in turn for as long as it
 * fits. What follows one that doesn't isn't listed either.
 */
function shareRoom(costs: readonly (readonly number[])[], room: number): number[] {
  const shares = costs.map(() => 0);
  const full = new Set<number>();
  let left = room;
  for (let turn = 0; costs.some((lines) => turn < lines.length); turn += 1)
    for (const [at, lines] of costs.entries()) {
      const cost = lines[turn];
      if (cost === undefined || full.has(at)) continue;
      if (turn > 0 && cost > left) full.add(at);
      else {
        shares[at] = turn + 1;
        left -= cost;
      }
    }
  return shares;
}

/** Words cut after the last that is whole within so many letters. */
function cutShort(words: string, most: number): string {
  if (words.length <= most) return words;
  return `${words.slice(0, most).replace(/[\s,;:]+\S*$/, "")} …`;
}

/** Facts in brackets, a reference among them on one line: '(service user; request for personal interest)'. */
function inBrackets(facts: readonly string[]): Content {
  if (facts.length === 0) return "";
  const parts = facts.map((fact) => (/\s/.test(fact) ? fact : html`<span class="short">${fact}</span>`));
  return html` (${join(parts, "; ")})`;
}

/** How many lines one of them takes on a telephone. */
function linesTaken({ reference, facts, brackets, who }: MatterLine): number {
  const words = [reference, cutShort(facts, longestFacts), ...brackets, who];
  return Math.ceil(words.join("  ").length / lettersOfLine);
}

/** One of them: its reference, what it is, and who has it since when. */
function line(site: Site, { reference, item, facts, brackets, who }: MatterLine): Html {
  const link =
    item === null
      ? pageLink(site, "registers", `${root}registers/index.html#${reference}`, reference)
      : linkToItem(site, item, root);
  return html`${link} ${cutShort(facts, longestFacts)}${inBrackets(brackets)} <span class="under">${who}</span>`;
}

/** What needs a decision or an answer at the meeting, each item linked to its row in its register. */
export function decisionsSection(site: Site): Html {
  const matters = mattersOf(site);
  const isListed = hasCases(site.report);
  const shares = shareRoom(
    matters.map(({ lines }) => lines.map(linesTaken)),
    linesOfScreen,
  );
  const rows = matters.map(({ list, words, lines }, at) => {
    const listed = isListed ? lines.slice(0, shares[at]) : [];
    const left = lines.length - listed.length;
    const more =
      left === 0 || !isListed
        ? ""
        : html` <span class="more-of">${pageLink(site, "registers", `${root}registers/index.html`, html`${formatCount(left)} more<span class="unseen"> ${words}, in the registers</span>`)}</span>`;
    // A board's are only counted.
    const facts = isListed
      ? html`
        <ul class="facts">
          ${listed.map((one) => html`<li>${line(site, one)}</li>`)}
        </ul>`
      : "";
    return html`
      <li${resting(site, missingWords(site, list) === null ? { list } : { loadedOf: list })}>
        <strong>${formatCount(lines.length)}</strong><span>${words}${more}</span>
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
