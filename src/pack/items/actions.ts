import type { RegisterAction, RegisterItem } from "../../casework/registers.ts";
import { capitalise, formatCount, formatDay } from "../../report/format.ts";
import { type List, missingWords } from "../../report/held.ts";
import { type Content, html } from "../../report/html.ts";
import { variationWords } from "../../report/judgement.ts";
import { actionLine } from "../../report/matters.ts";
import { resting, said } from "../../report/said.ts";
import { hasValue, type Series } from "../../report/series.ts";
import { figureWords, whenWords } from "../../report/words.ts";
import {
  type AgendaItem,
  dayOr,
  figureNow,
  measureLink,
  noneOf,
  type Paper,
  paperTable,
  tally,
} from "../agenda.ts";
import { lineWords } from "./decisions.ts";

const mostDecisions = 40;

/** The most actions on the board's pages. */
const mostCarried = 8;

/** The figure of the last month that had ended when the action was agreed, or of the month itself. */
function figureThen(series: Series, agreedOn: string): string {
  const found = series.months.findLast(
    ({ month, figure }) => month <= agreedOn.slice(0, 7) && hasValue(figure),
  );
  if (!hasValue(found?.figure)) return "no figure yet";
  const { unit, time } = series.definition;
  return `${figureWords(found.figure, unit)} ${whenWords(found.figure, time)}`;
}

function doneWords({ done_on, is_overdue, due_on }: RegisterAction): string {
  if (done_on) return `Done ${formatDay(done_on)}`;
  return is_overdue ? `Overdue since ${dayOr(due_on)}` : "To do";
}

function beside(paper: Paper, { measure, agreed_on }: RegisterAction): Content {
  const series = paper.site.byId.get(measure ?? "");
  if (!series) return "No measure is named.";
  return html`${measureLink(paper, series)}: ${figureThen(series, agreed_on)}; now ${figureNow(series)}. ${variationWords(series)}`;
}

function actionTable(paper: Paper, caption: string, actions: readonly RegisterAction[]): Content {
  if (actions.length === 0) return "";
  const basis = resting(paper.site, { list: "actions" });
  return paperTable(
    caption,
    [
      { label: "Reference", kind: "short" },
      { label: "Action", kind: "wide" },
      { label: "Owner" },
      { label: "Agreed", kind: "short" },
      { label: "State" },
      { label: "The measure it was meant to move: then and now", kind: "wide" },
    ],
    actions.map((one) => [
      one.action_reference,
      `${one.action}${one.item_reference ? ` (${one.item_reference})` : ""}`,
      one.owner,
      formatDay(one.agreed_on),
      doneWords(one),
      beside(paper, one),
    ]),
    { basis },
  );
}

function decisionTable({ site }: Paper, decided: readonly RegisterItem[]): Content {
  const basis = resting(site, { list: "decisions" });
  const shown = decided.slice(0, mostDecisions);
  const left = decided.length - shown.length;
  const more =
    left > 0 ? html`<p class="quiet"${basis}>The latest; ${String(left)} more are in the registers.</p>` : "";
  const table = paperTable(
    "Decisions on handling since the last meeting, latest first",
    [
      { label: "Reference", kind: "short" },
      { label: "Criterion", kind: "wide" },
      { label: "Decided", kind: "short" },
      { label: "By" },
      { label: "Agreed handling", kind: "wide" },
      { label: "Next milestone", kind: "wide" },
    ],
    shown.map((item) => [
      item.item_reference,
      capitalise(item.criterion ?? "none recorded"),
      dayOr(item.decided_on),
      item.decision_by ?? "not recorded",
      item.agreed_handling ?? "not recorded",
      item.next_milestone ? `${item.next_milestone}, ${dayOr(item.next_milestone_on)}` : "none set",
    ]),
    { basis },
  );
  return html`${table}${more}`;
}

const unfinishedOf = ({ site }: Paper) =>
  site.report.casework.actions.filter(({ done_on }) => done_on === null);

const doneOf = ({ site }: Paper) => site.report.casework.actions.filter(({ done_on }) => done_on !== null);

/** The second item: what was agreed before and isn't done, the longest overdue first, with room for what is said of it. */
export function carriedItem(paper: Paper): AgendaItem {
  const { site } = paper;
  const { asAt } = site.report;
  const unfinished = unfinishedOf(paper).sort((a, b) => ((a.due_on ?? "9") < (b.due_on ?? "9") ? -1 : 1));
  const done = doneOf(paper).length;
  const words = `${tally(unfinished.length, "action is", "actions are")} still to be done; ${done === 0 ? "none was" : tally(done, "was", "were")} done since the last meeting.`;
  const basis = resting(site, { list: "actions" });
  const shown = unfinished.slice(0, mostCarried);
  const left = unfinished.length - shown.length;
  const table = paperTable(
    html`<span class="unseen">Actions carried over, longest overdue first</span>`,
    [
      { label: "Action", kind: "wide" },
      { label: "Who, and by when", kind: "who" },
      { label: "Said today", kind: "write" },
    ],
    shown.map((one) => {
      const line = actionLine(one, asAt);
      return [lineWords(line), line.who, ""];
    }),
    { basis },
  );
  const more =
    left > 0
      ? html`<p class="quiet"${basis}>${formatCount(left)} more are in the annex, under ${sinceTitle.toLowerCase()}.</p>`
      : "";
  return {
    id: "actions",
    title: "Actions carried over",
    lead: [said(site, [{ list: "actions" }], capitalise(words))],
    body: shown.length === 0 || missingWords(site, "actions") !== null ? "" : html`${table}${more}`,
  };
}

const sinceTitle = "Actions and decisions since the last meeting";

/** The item of what was agreed, whether it was done, and what became of the measure it was to move. */
export function actionsItem(paper: Paper): AgendaItem {
  const { site } = paper;
  const { items, since } = site.report.casework;
  const [unfinished, done] = [unfinishedOf(paper), doneOf(paper)];
  const decided = items
    .filter(({ decided_on, decision_sought_on }) => decided_on && decided_on > since && decision_sought_on)
    .sort((a, b) => ((a.decided_on ?? "") < (b.decided_on ?? "") ? 1 : -1));
  const ofActions = [{ list: "actions" }] as const;
  const tables = html`${
    unfinished.length + done.length === 0
      ? noneOf(said(site, ofActions, "No action is carried over, and none was done."))
      : ""
  }${actionTable(paper, "Carried over", unfinished)}${actionTable(paper, "Done since the last meeting", done)}`;
  const noDecision = said(site, [{ list: "decisions" }], "No decision was made since the last meeting.");
  const isTold = (list: List) => missingWords(site, list) === null;
  const counted = `${capitalise(tally(decided.length, "decision on handling was", "decisions on handling were"))} made since ${formatDay(since)}.`;
  return {
    id: "since",
    title: sinceTitle,
    lead: [said(site, [{ list: "decisions" }], counted)],
    body: html`${isTold("actions") ? tables : noneOf(said(site, ofActions, ""))}${decided.length === 0 || !isTold("decisions") ? noneOf(noDecision) : decisionTable(paper, decided)}`,
  };
}
