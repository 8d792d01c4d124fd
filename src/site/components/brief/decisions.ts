import { daysBetween } from "../../../../loaders/dates.ts";
import { hasRepresentatives } from "../../../casework/ownWords.ts";
import type { RegisterItem } from "../../../casework/registers.ts";
import { hasCases } from "../../../report/forBoard.ts";
import { capitalise, formatCount, formatList, formatShortDay, plural } from "../../../report/format.ts";
import { type List, missingWords } from "../../../report/held.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import { pageLink } from "../../../report/officePages.ts";
import { allSaid, resting, type Said, said, untold } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { enquiryWords, limitForMp } from "../../../report/words.ts";
import { linkToItem } from "../registerLink.ts";

/** One thing the meeting has to settle, of a list: how many, what they are, and each with what it takes to decide. */
interface Matter {
  list: List;
  count: number;
  words: Content;
  items: readonly Content[];
  /** Where the rest are, when not all are listed. */
  rest: string;
}

const root = "./";

/** Of each matter the most that are listed, those that have waited longest. */
const mostListed = 6;

const waited = (item: RegisterItem, asAt: string): number =>
  daysBetween(item.decision_sought_on ?? item.received_on, asAt);

/** One of them: its reference, what it is, and who has it since when. */
const line = (reference: Content, facts: Content, under: string): Html =>
  html`${reference} ${facts} <span class="under">${under}</span>`;

/** Who sent it and what it asks, in brackets: '(service user; request for personal interest)'. */
const inBrackets = (parts: readonly Content[]): Content => {
  const known = parts.filter((part) => part !== null && part !== "");
  return known.length === 0 ? "" : html`<span class="more-facts"> (${join(known, "; ")})</span>`;
};

/** A reference that stays on one line. */
const inOne = (reference: string | null): Content =>
  reference === null ? "" : html`<span class="short">${reference}</span>`;

const days = (count: number, words: string) => `${plural(count, "day")} ${words}`;

/** Who decides, without an article: 'Ombudsman or CEO'. */
const decidersOf = ({ report }: Site) =>
  report.about.called["decision makers"].replace(/^the /, "").replace(/ or the /g, " or ");

function awaited(site: Site, items: readonly RegisterItem[]): Matter[] {
  const { asAt } = site.report;
  const waiting = items
    .filter(({ awaits_decision }) => awaits_decision)
    .sort((a, b) => waited(b, asAt) - waited(a, asAt));
  if (waiting.length === 0) return [];
  return [
    {
      list: "decisions",
      count: waiting.length,
      words: `${waiting.length === 1 ? "referral" : "referrals"} for ${decidersOf(site)}`,
      items: waiting.map((item) =>
        line(
          linkToItem(site, item, root),
          html`${item.criterion ?? "no criterion recorded"}${inBrackets([item.sender_type, item.content])}`,
          `${item.owner ?? "No owner"}, asked ${days(waited(item, asAt), "ago")}`,
        ),
      ),
      rest: "registers/index.html",
    },
  ];
}

function overdueActions(site: Site): Matter[] {
  const { asAt, casework } = site.report;
  const { actions } = casework;
  const late = actions
    .filter(({ is_overdue }) => is_overdue)
    .sort((a, b) => ((a.due_on ?? asAt) < (b.due_on ?? asAt) ? -1 : 1));
  if (late.length === 0) return [];
  return [
    {
      list: "actions",
      count: late.length,
      words: `${late.length === 1 ? "action agreed is" : "actions agreed are"} past the date`,
      // Two actions are never read alike: each with its own reference, what it is on, who owes it and since when.
      items: late.map(({ action_reference, item_reference, action, owner, agreed_on, due_on }) =>
        line(
          pageLink(site, "registers", `${root}registers/index.html#${action_reference}`, action_reference),
          html`${action}${inBrackets([inOne(item_reference)])}`,
          `${owner}, ${due_on === null ? `agreed ${formatShortDay(agreed_on)}` : days(daysBetween(due_on, asAt), "over")}`,
        ),
      ),
      rest: "registers/index.html",
    },
  ];
}

function lateEnquiries(site: Site): Matter[] {
  const { items, clocks } = site.report.casework;
  const late = items
    .filter(({ days_left_to_answer }) => days_left_to_answer !== null && days_left_to_answer < 0)
    .sort((a, b) => b.age_days - a.age_days);
  if (late.length === 0) return [];
  return [
    {
      list: "enquiries",
      count: late.length,
      words: `${late.length === 1 ? `${enquiryWords(site).one} is` : `${enquiryWords(site).many} are`} past ${limitForMp({ clocks })}`,
      items: late.map((item) =>
        line(
          linkToItem(site, item, root),
          html`${item.content ?? "no content recorded"}${inBrackets([inOne(item.case_reference)])}`,
          `${item.owner ?? "No owner"}, ${days(-(item.days_left_to_answer ?? 0), "over")}`,
        ),
      ),
      rest: "registers/index.html",
    },
  ];
}

/** What can be settled, when there is nothing of it, and what it is called. */
const settled = (site: Site): { list: List; nothing: string; name: string }[] => [
  { list: "decisions", nothing: "nothing waits for a decision", name: "what waits for a decision" },
  { list: "actions", nothing: "no action is past its date", name: "which actions are past their date" },
  ...(hasRepresentatives(site.report.casework) ? [enquiriesSettled(site)] : []),
];

function enquiriesSettled(site: Site): { list: List; nothing: string; name: string } {
  const { one, many } = enquiryWords(site);
  const days = limitForMp(site.report.casework);
  return {
    list: "enquiries",
    nothing: `every ${one} is within ${days}`,
    name: `which ${many} are past ${days}`,
  };
}

/** That nothing is to be settled, of what was loaded, and what can't be told, with why. */
function nothingSaid(site: Site, matters: readonly Matter[]): Said[] {
  const all = settled(site);
  const missing = all.flatMap(({ list, name }) => {
    const why = missingWords(site, list);
    return why === null ? [] : [{ list, name, why }];
  });
  const told = all.filter(({ list }) => missing.every((one) => one.list !== list));
  const bases = (lists: readonly { list: List }[]) => lists.map(({ list }) => ({ list }));
  const nothing =
    told.length > 0 && matters.length === 0
      ? [said(site, bases(told), `${capitalise(formatList(told.map(({ nothing }) => nothing)))}.`)]
      : [];
  if (missing.length === 0) return nothing;
  const whys = [...new Set(missing.map(({ why }) => why))].join(" ");
  const listed = matters.some(({ list }) => missing.some((one) => one.list === list))
    ? " Those listed are of what was loaded."
    : "";
  const words = `It can’t be told ${formatList(missing.map(({ name }) => name))}. ${whys}${listed}`;
  return [...nothing, untold(site, bases(missing), words)];
}

/** What needs a decision or an answer at the meeting, each item linked to its row in its register. */
export function decisionsSection(site: Site): Html {
  const { items } = site.report.casework;
  const matters = [...awaited(site, items), ...overdueActions(site), ...lateEnquiries(site)];
  const isListed = hasCases(site.report);
  const rows = matters.map(({ list, count, words, items, rest }) => {
    const left = items.length - mostListed;
    const more =
      left <= 0
        ? ""
        : html`<li>${pageLink(site, "registers", `${root}${rest}`, `${formatCount(left)} more in the registers`)}</li>`;
    // A board's are only counted.
    const facts = isListed
      ? html`
        <ul class="facts">
          ${items.slice(0, mostListed).map((item) => html`<li>${item}</li>`)}${more}
        </ul>`
      : "";
    return html`
      <li${resting(site, missingWords(site, list) === null ? { list } : { loadedOf: list })}>
        <strong>${formatCount(count)}</strong><span>${words}</span>
        ${facts}
      </li>`;
  });
  const nothing = nothingSaid(site, matters);
  return html`
    <section class="agenda" id="decisions">
      <h2>For decision today</h2>
      ${matters.length === 0 ? "" : html`<ul class="matters">${rows}</ul>`}
      ${nothing.length === 0 ? "" : html`<p class="says">${allSaid(nothing)}</p>`}
    </section>`;
}
