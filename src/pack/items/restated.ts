import { formatCount, formatMonth, formatPeriod } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import { resting, said, untold } from "../../report/said.ts";
import type { Restated } from "../../restate/restate.ts";
import type { RestatedSince } from "../../restate/restatedSince.ts";
import { isWords, saidByWords, wasWords } from "../../site/components/brief/restated.ts";
import { type AgendaItem, measureLink, type Paper, paperTable, tally } from "../agenda.ts";

const mostRows = 15;

function table(paper: Paper, caption: string, figures: readonly Restated[], wasLabel: string): Content {
  if (figures.length === 0) return "";
  const rows = figures.slice(0, mostRows).map((one): Content[] => {
    const series = paper.site.byId.get(one.measure);
    return [
      series ? measureLink(paper, series) : one.measure,
      formatPeriod(one),
      wasWords(one),
      isWords(one),
      one.why,
    ];
  });
  const more =
    figures.length > mostRows
      ? html`<p class="quiet">The latest; ${formatCount(figures.length - mostRows)} more are in restated.csv.</p>`
      : "";
  const columns = [
    { label: "Measure", kind: "wide" },
    { label: "Period", kind: "short" },
    { label: wasLabel, kind: "number" },
    { label: "It is", kind: "number" },
    { label: "Why" },
  ] as const;
  const basis = resting(paper.site, { build: "restated" });
  return html`${paperTable(caption, columns, rows, { basis })}${more}`;
}

/** The item on what was said last month and is no longer so. Nothing is compared where no earlier pack can be made. */
export function restatedItem(paper: Paper, restated: RestatedSince | null): AgendaItem {
  const item = { id: "restated", title: "Restated since last month" };
  if (!restated) {
    const words = "No earlier month can be made from these extracts, so there is nothing to compare with.";
    return { ...item, lead: [untold(paper.site, [{ build: "restated" }], words)], body: "" };
  }
  const { month, saidBy, figures } = restated;
  const given = figures.filter(({ was_status }) => was_status !== "x");
  const newly = figures.length - given.length;
  const changed = given.filter((one) => wasWords(one) !== isWords(one));
  const last = changed.filter(({ period }) => period === month);
  const isMonth = ({ period_kind }: Restated) => period_kind === "month";
  const earlier = changed
    .filter((one) => isMonth(one) && one.period !== month)
    .sort((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : 0));
  const longer = changed.filter((one) => !isMonth(one));
  const have = last.length === 0 ? "none has changed" : tally(last.length, "has changed", "have changed");
  const held =
    newly > 0
      ? ` ${tally(newly, "total", "totals")} without a figure then ${newly === 1 ? "has" : "have"} one now.`
      : "";
  const gave = saidBy ? "given" : "as they would have been given";
  const words = `${saidByWords(restated)} Of the totals ${gave} for that month, ${have}; of those for earlier months, ${earlier.length === 0 ? "none" : formatCount(earlier.length)}.${held}`;
  const was = saidBy ? "We said" : "As it would have been";
  const tables = [
    table(paper, `Figures of ${formatMonth(month)}, as they were and are`, last, was),
    table(paper, "Figures of earlier months, latest first", earlier, was),
    table(paper, "Figures of quarters and financial years", longer, was),
  ];
  const lead = [said(paper.site, [{ build: "restated" }], words)];
  return { ...item, lead, body: html`${tables}` };
}
