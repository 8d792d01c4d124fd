import { capitalise, formatCount, formatList } from "../../report/format.ts";
import { missingWords } from "../../report/held.ts";
import { type Content, html } from "../../report/html.ts";
import { type Matter, type MatterLine, mattersOf, nothingToSettle } from "../../report/matters.ts";
import { resting, said } from "../../report/said.ts";
import { type AgendaItem, type Paper, paperTable } from "../agenda.ts";

/** Of each matter the most that stand on the board's pages; the others are in the registers. */
const mostListed = 6;

/** A thing to settle in a cell: 'SH-0169 very vulnerable complainant (stakeholder)'. */
export function lineWords({ reference, facts, brackets }: MatterLine): Content {
  const more = brackets.length === 0 ? "" : ` (${brackets.join("; ")})`;
  return html`<span class="short">${reference}</span> ${facts}${more}`;
}

const countedWords = ({ words, lines }: Matter) => `${formatCount(lines.length)} ${words}`;

function matterTable({ site }: Paper, matter: Matter): Content {
  const { list, lines } = matter;
  const basis = resting(site, missingWords(site, list) === null ? { list } : { loadedOf: list });
  // Actions stand below, among those carried over.
  if (list === "actions") return html`<p${basis}>${countedWords(matter)}: among those carried over.</p>`;
  const left = lines.length - mostListed;
  const more =
    left > 0 ? html`<p class="quiet"${basis}>${formatCount(left)} more are in the registers.</p>` : "";
  const table = paperTable(
    countedWords(matter),
    [
      { label: "What", kind: "wide" },
      { label: "Who, and since when", kind: "who" },
      { label: "Decision today", kind: "write" },
    ],
    lines.slice(0, mostListed).map((one) => [lineWords(one), one.who, ""]),
    { basis },
  );
  return html`${table}${more}`;
}

/** The first item: what can't wait for another month, as the brief has it, and a place to write what was decided. */
export function decisionsItem(paper: Paper): AgendaItem {
  const { site } = paper;
  const matters = mattersOf(site);
  const counted = matters.map((matter) => {
    const { list } = matter;
    return { matter, basis: missingWords(site, list) === null ? { list } : { loadedOf: list } } as const;
  });
  const words = `${capitalise(formatList(counted.map(({ matter }) => countedWords(matter))))}.`;
  return {
    id: "decisions",
    title: "Decisions needed today",
    lead: [
      ...(counted.length === 0
        ? []
        : [
            said(
              site,
              counted.map(({ basis }) => basis),
              words,
            ),
          ]),
      ...nothingToSettle(site, matters),
    ],
    body: html`${matters.map((matter) => matterTable(paper, matter))}`,
  };
}
