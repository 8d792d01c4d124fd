import { daysBetween } from "../../../../loaders/dates.ts";
import type { Casework } from "../../../casework/casework.ts";
import type { RegisterAction, RegisterItem } from "../../../casework/registers.ts";
import { hasCases } from "../../../report/forBoard.ts";
import {
  capitalise,
  formatCount,
  formatDay,
  formatList,
  formatShortDay,
  formatSmall,
  plural,
} from "../../../report/format.ts";
import { type List, missingWords } from "../../../report/held.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import { allSaid, resting, type Said, said, untold } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { limitForMp } from "../../../report/words.ts";
import { linkToItem } from "../registerLink.ts";

/** One thing the meeting has to settle, of a list: how many, what they are, and how long it has waited. */
interface Matter {
  list: List;
  count: number;
  words: Content;
  aside: string;
}

const root = "./";

/** The items, each linked to its row; of a board’s none, which are only counted. */
const links = (items: readonly RegisterItem[]): Content =>
  join(
    items.filter(({ item_reference }) => item_reference !== "").map((item) => linkToItem(item, root)),
    ", ",
  );

/** By what criteria items came: 'very vulnerable complainant (two) and stakeholder of interest (one)'. */
function criteriaWords(items: readonly RegisterItem[]): string {
  const criteria = [...new Set(items.map(({ criterion }) => criterion ?? "no criterion recorded"))];
  const counted = criteria.map((criterion) => {
    const count = items.filter((item) => (item.criterion ?? "no criterion recorded") === criterion).length;
    return items.length === 1 ? criterion : `${criterion} (${formatSmall(count)})`;
  });
  return formatList(counted);
}

function awaited(items: readonly RegisterItem[], asAt: string): Matter[] {
  const waiting = items.filter(({ awaits_decision }) => awaits_decision);
  if (waiting.length === 0) return [];
  const days = waiting.map((item) => daysBetween(item.decision_sought_on ?? item.received_on, asAt));
  const verb = waiting.length === 1 ? "referral awaits" : "referrals await";
  const oldest = plural(Math.max(...days), "day");
  return [
    {
      list: "decisions",
      count: waiting.length,
      words: html`${verb} the Ombudsman’s or CEO’s decision: ${criteriaWords(waiting)}. ${links(waiting)}`,
      aside: waiting.length === 1 ? oldest : `oldest ${oldest}`,
    },
  ];
}

function overdueActions(actions: readonly RegisterAction[], asAt: string): Matter[] {
  const late = actions.filter(({ is_overdue }) => is_overdue);
  if (late.length === 0) return [];
  const days = late.map(({ due_on }) => daysBetween(due_on ?? asAt, asAt)).sort((a, b) => b - a);
  // Two actions are never read alike: each with what it is on, who owes it and since when.
  const told = late.filter(({ action_reference }) => action_reference !== "");
  const named = told.map(({ action_reference, item_reference, action, owner, due_on }) => {
    const on = item_reference ?? action_reference;
    const due = due_on === null ? "" : `, due ${formatShortDay(due_on)}`;
    return html`<a href="${root}registers/index.html#${action_reference}">${action}</a> (${on}, ${owner}${due})`;
  });
  return [
    {
      list: "actions",
      count: late.length,
      words: html`${late.length === 1 ? "action is" : "actions are"} past the date agreed${named.length === 0 ? "" : html`: ${join(named, "; ")}`}`,
      aside: `by ${formatList(days.map((one) => formatCount(one)))} ${days.length === 1 && days[0] === 1 ? "day" : "days"}`,
    },
  ];
}

function lateEnquiries({ items, clocks }: Casework): Matter[] {
  const late = items.filter(
    ({ days_left_to_answer }) => days_left_to_answer !== null && days_left_to_answer < 0,
  );
  if (late.length === 0) return [];
  const days = late.map(({ age_days }) => age_days).sort((a, b) => b - a);
  return [
    {
      list: "enquiries",
      count: late.length,
      words: html`MP ${late.length === 1 ? "enquiry is" : "enquiries are"} past ${limitForMp({ clocks })}. ${links(late)}`,
      aside:
        days.length === 1 ? `day ${formatCount(days[0] ?? 0)}` : `days ${formatList(days.map(formatCount))}`,
    },
  ];
}

/** What can be settled, when there is nothing of it, and what it is called; `days` are those there are to answer an MP. */
const settled = (days: string): readonly { list: List; nothing: string; name: string }[] => [
  { list: "decisions", nothing: "nothing waits for a decision", name: "what waits for a decision" },
  { list: "actions", nothing: "no action is past its date", name: "which actions are past their date" },
  {
    list: "enquiries",
    nothing: `every MP enquiry is within ${days}`,
    name: `which MP enquiries are past ${days}`,
  },
];

/** That nothing is to be settled, of what was loaded, and what can't be told, with why. */
function nothingSaid(site: Site, matters: readonly Matter[]): Said[] {
  const all = settled(limitForMp(site.report.casework));
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

/** What happened in the registers since the last meeting, in the order a meeting takes it. */
function changed(site: Site): Html {
  const { events, since } = site.report.casework;
  const missing = missingWords(site, "changes");
  if (events.length === 0 && missing !== null)
    return html`
      <p class="says"${resting(site, { list: "changes" })}>
        What changed in the registers since ${formatDay(since)} can’t be told. ${missing}
      </p>`;
  const kinds = [
    "received",
    "answered",
    "decided",
    "closed",
    "milestone reached",
    "action agreed",
    "action done",
  ];
  const counted = kinds.flatMap((kind) => {
    const count = events.filter(({ event }) => event === kind).length;
    if (count === 0) return [];
    return kind.includes(" ")
      ? plural(count, kind, kind.replace(/^(\w+)/, "$1s"))
      : `${formatCount(count)} ${kind}`;
  });
  const words = counted.length === 0 ? "nothing" : formatList(counted);
  const hasPage = site.series.some(({ definition }) => definition.group === "registers");
  const more = hasCases(site.report)
    ? html` <a href="${root}registers/index.html#changes">What changed</a>`
    : hasPage
      ? html` <a href="${root}registers.html">The registers in figures</a>`
      : "";
  return html`
    <p class="says"${resting(site, missing === null ? { list: "changes" } : { loadedOf: "changes" })}>
      Registers since ${formatDay(since)}: ${words}${missing === null ? "" : ", of what was loaded"}.${more}
    </p>`;
}

/** What needs a decision or an answer at the meeting, each item linked to its row in its register. */
export function decisionsSection(site: Site): Html {
  const { items, actions } = site.report.casework;
  const { asAt } = site.report;
  const matters = [
    ...awaited(items, asAt),
    ...overdueActions(actions, asAt),
    ...lateEnquiries(site.report.casework),
  ];
  const rows = matters.map(
    ({ list, count, words, aside }) => html`
      <li${resting(site, missingWords(site, list) === null ? { list } : { loadedOf: list })}>
        <strong>${formatCount(count)}</strong><span>${words}</span><span class="under">${aside}</span>
      </li>`,
  );
  const nothing = nothingSaid(site, matters);
  return html`
    <section class="agenda" id="decisions">
      <h2>For decision today</h2>
      ${matters.length === 0 ? "" : html`<ul class="matters">${rows}</ul>`}
      ${nothing.length === 0 ? "" : html`<p class="says">${allSaid(nothing)}</p>`}
      ${changed(site)}
    </section>`;
}
