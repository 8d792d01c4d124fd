import type { Today } from "../../../casework/today.ts";
import { capitalise, formatDay, formatShortDay, plural } from "../../../report/format.ts";
import { yearBegins } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { pageLink } from "../../../report/pageNames.ts";
import { allSaid, resting, said } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable, fold } from "../dataTable.ts";
import { rowData } from "./rowData.ts";
import { recordedOf } from "./workList.ts";

/** What is owed of feedback and samples and was never done, in the open. */
export function neverDone(site: Site, today: Today): Html {
  const { acknowledgements } = today;
  const { samples } = site.report.casework;
  const [first] = acknowledgements;
  const owed = samples.filter(({ falls }) => falls === "in the last 12 months").length;
  const old = samples.filter(({ falls }) => falls === "longer ago").length;
  const acknowledged = first
    ? html`<strong>${plural(acknowledgements.length, "acknowledgement")}</strong> of open feedback, the first due on ${formatDay(first.due_on)}.`
    : "No open feedback is without the acknowledgement it was due.";
  const read = html`
    ${pageLink(site, "feedback", "../feedback.html#samples", html`<strong>${plural(owed, "quality sample")}</strong>`)} due in the 12 months to ${formatDay(site.report.asAt)}.`;
  const older = html`<strong>${plural(old, "quality sample")}</strong> due longer ago than that.`;
  const lines = [
    said(site, [{ list: "today" }], acknowledged),
    said(site, [{ list: "samples", from: yearBegins(site) }], read),
    said(site, [{ loadedOf: "samples" }], old > 0 ? older : ""),
  ];
  return html`
    <section class="agenda" id="never-done">
      <h2>Owed and never done <span class="explain">due, and not recorded as done to this day</span></h2>
      <p class="says" data-of-all>${allSaid(lines)}</p>
      ${acknowledgements.length > 0 ? each(site, today) : ""}
    </section>`;
}

function each(site: Site, today: Today): Html {
  const recorded = recordedOf(site, today);
  const { acknowledgements } = today;
  const has = (name: string) => recorded.includes(name);
  const table = dataTable(
    html`<span class="unseen">Open feedback that was never acknowledged, the longest owed first</span>`,
    [
      { label: "Case" },
      ...(has("officer") ? [{ label: "Officer" }] : []),
      ...(has("team") ? [{ label: "Team" }] : []),
      ...(has("category") ? [{ label: "Category" }] : []),
      { label: "Due", isShort: true },
    ],
    acknowledgements.map((one): Content[] => [
      one.feedback_reference,
      ...(has("officer") ? [one.officer] : []),
      ...(has("team") ? [one.team] : []),
      ...(has("category") ? [capitalise(one.category)] : []),
      formatShortDay(one.due_on),
    ]),
    "cases",
    acknowledgements.map(({ officer, team, category }) =>
      rowData(
        "acknowledgement",
        Object.fromEntries(Object.entries({ officer, team, category }).filter(([name]) => has(name))),
      ),
    ),
  );
  return html`
    <div data-group${resting(site, { list: "today" })}>
      ${fold("Each acknowledgement owed", table)}
    </div>`;
}
