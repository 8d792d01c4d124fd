import { daysBetween } from "../../loaders/dates.ts";
import { hasRepresentatives } from "../casework/ownWords.ts";
import type { RegisterAction, RegisterItem } from "../casework/registers.ts";
import { capitalise, formatList, formatShortDay, plural } from "./format.ts";
import { type List, missingWords } from "./held.ts";
import { type Said, said, untold } from "./said.ts";
import type { Site } from "./series.ts";
import { enquiryWords, limitForMp } from "./words.ts";

/** One thing to settle: its reference, the item it is a row of, what it is, what else is known of it, and who has it since when. */
export interface MatterLine {
  reference: string;
  item: RegisterItem | null;
  facts: string;
  /** Facts to stand in brackets, each of one line. */
  brackets: readonly string[];
  who: string;
}

/** What the meeting has to settle of one list: what they are, after their count, and each, longest waiting first. */
export interface Matter {
  list: List;
  words: string;
  lines: readonly MatterLine[];
}

const waited = (item: RegisterItem, asAt: string): number =>
  daysBetween(item.decision_sought_on ?? item.received_on, asAt);

const days = (count: number, words: string) => `${plural(count, "day")} ${words}`;

const known = (facts: readonly (string | null)[]) =>
  facts.flatMap((fact) => (fact === null || fact === "" ? [] : [fact]));

/** Who decides, without an article: 'Ombudsman or CEO'. */
const decidersOf = ({ report }: Site) =>
  report.about.called["decision makers"].replace(/^the /, "").replace(/ or the /g, " or ");

function awaited(site: Site): Matter {
  const { asAt, casework } = site.report;
  const waiting = casework.items
    .filter(({ awaits_decision }) => awaits_decision)
    .sort((a, b) => waited(b, asAt) - waited(a, asAt));
  return {
    list: "decisions",
    words: `${waiting.length === 1 ? "referral" : "referrals"} for ${decidersOf(site)}`,
    lines: waiting.map((item) => ({
      reference: item.item_reference,
      item,
      facts: item.criterion ?? "no criterion recorded",
      brackets: known([item.sender_type, item.content]),
      who: `${item.owner ?? "No owner"}, asked ${days(waited(item, asAt), "ago")}`,
    })),
  };
}

/** Who owes an action, and for how long it is over or when it is due. */
function owedBy({ owner, due_on, agreed_on, is_overdue }: RegisterAction, asAt: string): string {
  if (due_on === null) return `${owner}, agreed ${formatShortDay(agreed_on)}`;
  return `${owner}, ${is_overdue ? days(daysBetween(due_on, asAt), "over") : `due ${formatShortDay(due_on)}`}`;
}

/** An action as something to settle: no two are read alike, each with its own reference, what it is on and who owes it. */
export function actionLine(one: RegisterAction, asAt: string): MatterLine {
  return {
    reference: one.action_reference,
    item: null,
    facts: one.action,
    brackets: known([one.item_reference]),
    who: owedBy(one, asAt),
  };
}

function overdueActions({ report }: Site): Matter {
  const { asAt, casework } = report;
  const late = casework.actions
    .filter(({ is_overdue }) => is_overdue)
    .sort((a, b) => ((a.due_on ?? asAt) < (b.due_on ?? asAt) ? -1 : 1));
  return {
    list: "actions",
    words: late.length === 1 ? "action agreed is past the date" : "actions agreed are past the date",
    lines: late.map((one) => actionLine(one, asAt)),
  };
}

function lateEnquiries(site: Site): Matter {
  const { items, clocks } = site.report.casework;
  const late = items
    .filter(
      ({ days_left_to_answer, closed_on }) =>
        days_left_to_answer !== null && days_left_to_answer < 0 && !closed_on,
    )
    .sort((a, b) => b.age_days - a.age_days);
  const { one, many } = enquiryWords(site);
  return {
    list: "enquiries",
    words: `${late.length === 1 ? `${one} is` : `${many} are`} past ${limitForMp({ clocks })}`,
    lines: late.map((item) => ({
      reference: item.item_reference,
      item,
      facts: item.content ?? "no content recorded",
      brackets: known([item.case_reference]),
      who: `${item.owner ?? "No owner"}, ${days(-(item.days_left_to_answer ?? 0), "over")}`,
    })),
  };
}

/** What the meeting has to settle, of each list that has anything: brief, pack and the room say the same. */
export function mattersOf(site: Site): Matter[] {
  return [awaited(site), overdueActions(site), lateEnquiries(site)].filter(({ lines }) => lines.length > 0);
}

/** What can be settled, when there is nothing of it, and what it is called. */
function settledOf(site: Site): { list: List; nothing: string; name: string }[] {
  const { one, many } = enquiryWords(site);
  const days = limitForMp(site.report.casework);
  return [
    { list: "decisions", nothing: "nothing waits for a decision", name: "what waits for a decision" },
    { list: "actions", nothing: "no action is past its date", name: "which actions are past their date" },
    ...(hasRepresentatives(site.report.casework)
      ? [
          {
            list: "enquiries" as const,
            nothing: `every ${one} is within ${days}`,
            name: `which ${many} are past ${days}`,
          },
        ]
      : []),
  ];
}

/** That nothing is to be settled, of what was loaded, and what can't be told, with why. */
export function nothingToSettle(site: Site, matters: readonly Matter[]): Said<string>[] {
  const all = settledOf(site);
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
