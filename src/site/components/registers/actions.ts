import { daysBetween } from "../../../../loaders/dates.ts";
import type { RegisterAction } from "../../../casework/registers.ts";
import { capitalise, formatShortDay, plural } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { hasValue, type Site } from "../../../report/series.ts";
import { figureWords } from "../../../report/words.ts";
import { concern } from "../clock.ts";
import { dataTable } from "../dataTable.ts";
import { itemLink } from "../registerLink.ts";

const on = (date: string) => html`<span class="short">${formatShortDay(date)}</span>`;

/** When an action is due, and by how much it is late. */
export function dueWords(action: RegisterAction, asAt: string): Content {
  const { due_on, done_on, is_overdue } = action;
  if (done_on) return html`<span>Done ${on(done_on)}</span>`;
  if (!due_on) return "No date set";
  if (!is_overdue) return html`<span>Due ${on(due_on)}</span>`;
  return html`<span>${concern}Due ${on(due_on)}, ${plural(daysBetween(due_on, asAt), "day")} over</span>`;
}

/** The measure an action was meant to move, with its latest figure; nothing where it names none that is known. */
function aimWords(site: Site, action: RegisterAction, root: string): Content {
  const series = site.byId.get(action.measure ?? "");
  if (!series) return "";
  const { definition, latest } = series;
  const link = html`<a href="${root}measures/${definition.id}.html">${definition.title}</a>`;
  return hasValue(latest)
    ? html`${link} <span class="quiet">${figureWords(latest, definition.unit)}</span>`
    : link;
}

/** Actions with who owes them, when they are due and the measure they were meant to move. */
export function actionsTable(
  site: Site,
  actions: readonly RegisterAction[],
  caption: string,
  root: string,
): Html {
  const rows = actions.map((action): Content[] => [
    action.action_reference,
    capitalise(action.action),
    action.owner,
    action.item_reference === null ? "" : itemLink(site, action.item_reference, root),
    on(action.agreed_on),
    dueWords(action, site.report.asAt),
    aimWords(site, action, root),
  ]);
  const hasAim = rows.some((row) => row[6] !== "");
  const columns = [
    { label: "Ref" },
    { label: "Action" },
    { label: "Owed by" },
    { label: "About", isShort: true },
    { label: "Agreed", isShort: true },
    { label: "Due" },
    ...(hasAim ? [{ label: "Meant to move" }] : []),
  ];
  const shown = hasAim ? rows : rows.map((row) => row.slice(0, 6));
  const attributes = actions.map(({ action_reference }) => html` id="${action_reference}"`);
  return dataTable(html`<span class="unseen">${caption}</span>`, columns, shown, "actions", attributes);
}
