import type { RegisterAction, RegisterItem } from "../../casework/registers.ts";
import { capitalise, formatDay } from "../../report/format.ts";
import { type List, missingWords } from "../../report/held.ts";
import { type Content, html } from "../../report/html.ts";
import { variationWords } from "../../report/judgement.ts";
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

const mostDecisions = 40;

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

/** The item that closes the meeting: what was agreed, whether it was done, and what became of what it was to move. */
export function actionsItem(paper: Paper): AgendaItem {
  const item = { id: "actions", title: "Actions and decisions carried forward" };
  const { site } = paper;
  const { actions, items, since } = site.report.casework;
  const unfinished = actions.filter(({ done_on }) => done_on === null);
  const done = actions.filter(({ done_on }) => done_on !== null);
  const decided = items
    .filter(({ decided_on, decision_sought_on }) => decided_on && decided_on > since && decision_sought_on)
    .sort((a, b) => ((a.decided_on ?? "") < (b.decided_on ?? "") ? 1 : -1));
  const words = `${tally(unfinished.length, "action is", "actions are")} still to be done; ${done.length === 0 ? "none was" : tally(done.length, "was", "were")} done since the last meeting.`;
  const ofActions = [{ list: "actions" }] as const;
  const tables = html`${
    actions.length === 0 ? noneOf(said(site, ofActions, "No action is carried forward.")) : ""
  }${actionTable(paper, "Carried forward", unfinished)}${actionTable(paper, "Done since the last meeting", done)}`;
  const noDecision = said(site, [{ list: "decisions" }], "No decision was made since the last meeting.");
  const isTold = (list: List) => missingWords(site, list) === null;
  return {
    ...item,
    lead: [said(site, ofActions, capitalise(words))],
    body: html`${isTold("actions") ? tables : ""}${decided.length === 0 || !isTold("decisions") ? noneOf(noDecision) : decisionTable(paper, decided)}`,
  };
}
