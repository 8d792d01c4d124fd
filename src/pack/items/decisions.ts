import { daysBetween } from "../../../loaders/dates.ts";
import { hasRepresentatives } from "../../casework/ownWords.ts";
import type { RegisterAction, RegisterItem } from "../../casework/registers.ts";
import { capitalise, formatCount, formatDay, formatList } from "../../report/format.ts";
import { type List, missingWords } from "../../report/held.ts";
import { type Content, html } from "../../report/html.ts";
import { resting, said, untold } from "../../report/said.ts";
import type { Site } from "../../report/series.ts";
import { enquiryWords, limitForMp } from "../../report/words.ts";
import { type AgendaItem, dayOr, noneOf, type Paper, paperTable, tally } from "../agenda.ts";

const aboutWords = ({ criterion, content }: RegisterItem) =>
  capitalise(criterion ?? content ?? "not recorded");

const fromWords = ({ sender_name, sender_type }: RegisterItem) => sender_name ?? sender_type;

const deciders = ({ report }: Site) => report.about.called["decision makers"];

function awaited(site: Site, items: readonly RegisterItem[], asAt: string): Content {
  if (items.length === 0)
    return noneOf(said(site, [{ list: "decisions" }], "No referral awaits a decision."));
  return paperTable(
    `Referrals that meet a criterion and await ${deciders(site)}`,
    [
      { label: "Reference", kind: "short" },
      { label: "Criterion", kind: "wide" },
      { label: "From" },
      { label: "Case", kind: "short" },
      { label: "Sought", kind: "short" },
      { label: "Days", kind: "number" },
      { label: "Decision today", kind: "write" },
    ],
    items.map((item) => [
      item.item_reference,
      aboutWords(item),
      fromWords(item),
      item.case_reference ?? "none",
      dayOr(item.decision_sought_on),
      item.decision_sought_on ? formatCount(daysBetween(item.decision_sought_on, asAt)) : "",
      "",
    ]),
    { basis: resting(site, { list: "decisions" }) },
  );
}

function lateAnswers(site: Site, items: readonly RegisterItem[], days: string): Content {
  if (items.length === 0)
    return noneOf(said(site, [{ list: "enquiries" }], `No ${enquiryWords(site).one} is past ${days}.`));
  return paperTable(
    capitalise(`${enquiryWords(site).many} past ${days}, longest overdue first`),
    [
      { label: "Reference", kind: "short" },
      { label: "About", kind: "wide" },
      { label: "From" },
      { label: "Received", kind: "short" },
      { label: "Due", kind: "short" },
      { label: "Days over", kind: "number" },
      { label: "Owner" },
      { label: "Decision today", kind: "write" },
    ],
    items.map((item) => [
      item.item_reference,
      aboutWords(item),
      fromWords(item),
      formatDay(item.received_on),
      dayOr(item.answer_due_on),
      formatCount(-(item.days_left_to_answer ?? 0)),
      item.owner ?? "nobody",
      "",
    ]),
    { basis: resting(site, { list: "enquiries" }) },
  );
}

function owedUpdates(site: Site, items: readonly RegisterItem[]): Content {
  if (items.length === 0)
    return noneOf(
      said(site, [{ list: "updates" }], "Every overseen case has been updated since its last milestone."),
    );
  return paperTable(
    "Overseen cases with no update since their last milestone",
    [
      { label: "Reference", kind: "short" },
      { label: "Register" },
      { label: "Milestone passed", kind: "short" },
      { label: "Last update", kind: "short" },
      { label: "Next milestone", kind: "wide" },
      { label: "Owner" },
    ],
    items.map((item) => [
      item.item_reference,
      capitalise(item.register),
      dayOr(item.update_owed_since),
      dayOr(item.updated_on, "none"),
      item.next_milestone ? `${item.next_milestone}, ${dayOr(item.next_milestone_on)}` : "none set",
      item.owner ?? "nobody",
    ]),
    { basis: resting(site, { list: "updates" }) },
  );
}

function lateActions(site: Site, overdue: readonly RegisterAction[]): Content {
  if (overdue.length === 0) return noneOf(said(site, [{ list: "actions" }], "No action is overdue."));
  return paperTable(
    "Actions past their date, longest overdue first",
    [
      { label: "Reference", kind: "short" },
      { label: "Action", kind: "wide" },
      { label: "Owner" },
      { label: "Item", kind: "short" },
      { label: "Due", kind: "short" },
      { label: "Decision today", kind: "write" },
    ],
    overdue.map((one) => [
      one.action_reference,
      one.action,
      one.owner,
      one.item_reference ?? "none",
      dayOr(one.due_on),
      "",
    ]),
    { basis: resting(site, { list: "actions" }) },
  );
}

/** One thing the meeting has to deal with: the list it is of, its count, and its table. */
interface Matter {
  of: List;
  what: string;
  counted: string;
  list: Content;
}

/**
 * The first item: what can't wait for another month, and a place to write what was decided. A matter of which the month
 * isn't held says so.
 */
export function decisionsItem(paper: Paper): AgendaItem {
  const { site } = paper;
  const { casework, asAt } = site.report;
  const days = limitForMp(casework);
  const awaiting = casework.items.filter((item) => item.awaits_decision);
  const late = casework.items
    .filter((item) => item.days_left_to_answer !== null && item.days_left_to_answer < 0 && !item.closed_on)
    .sort((a, b) => (a.days_left_to_answer ?? 0) - (b.days_left_to_answer ?? 0));
  const owed = casework.items.filter((item) => item.update_owed_since !== null);
  const overdue = casework.actions.filter((action) => action.is_overdue);
  const { one, many } = enquiryWords(site);
  const enquiries: Matter = {
    of: "enquiries",
    what: `${many} past ${days}`,
    counted: tally(late.length, `${one} is past ${days}`, `${many} are past ${days}`),
    list: lateAnswers(site, late, days),
  };
  const matters: Matter[] = [
    {
      of: "decisions",
      what: "referrals that await a decision",
      counted: tally(awaiting.length, "referral awaits a decision", "referrals await a decision"),
      list: awaited(site, awaiting, asAt),
    },
    ...(hasRepresentatives(casework) ? [enquiries] : []),
    {
      of: "actions",
      what: "actions past their date",
      counted: tally(overdue.length, "action is overdue", "actions are overdue"),
      list: lateActions(site, overdue),
    },
    {
      of: "updates",
      what: "overseen cases without an update",
      counted: tally(
        owed.length,
        "overseen case is without an update",
        "overseen cases are without an update",
      ),
      list: owedUpdates(site, owed),
    },
  ];
  const held = matters.filter(({ of }) => missingWords(site, of) === null);
  const missing = matters.filter((matter) => !held.includes(matter));
  const bases = (own: readonly Matter[]) => own.map(({ of }) => ({ list: of }));
  const counted = `${capitalise(formatList(held.map((one) => one.counted)))}.`;
  const lacking = `Not held: ${formatList(missing.map(({ what }) => what))}.`;
  const why = ({ of, what }: Matter) =>
    noneOf(untold(site, [{ list: of }], `${capitalise(what)}: ${missingWords(site, of) ?? ""}`));
  return {
    id: "decisions",
    title: "Decisions needed today",
    lead: [
      ...(held.length > 0 ? [said(site, bases(held), counted)] : []),
      ...(missing.length > 0 ? [untold(site, bases(missing), lacking)] : []),
    ],
    body: html`${held.map(({ list }) => list)}${missing.map(why)}`,
  };
}
