import { monthsBefore } from "../../../loaders/dates.ts";
import type { Figure } from "../../measures/figure.ts";
import { formatMonth, formatShortMonth } from "../../report/format.ts";
import { type Content, html, join } from "../../report/html.ts";
import { againstTargets, targetsSaid } from "../../report/monthInParts.ts";
import { resting } from "../../report/said.ts";
import type { Series } from "../../report/series.ts";
import { soFarOf } from "../../report/soFar.ts";
import { fractionWords, targetWords } from "../../report/words.ts";
import { markedValue, shorthandKey } from "../../site/components/marker.ts";
import { signsKey, signsOf } from "../../site/components/verdict.ts";
import { type AgendaItem, type Paper, paperTable, placeOf } from "../agenda.ts";

/** A target in words, marked where it is assumed. */
function aimOf({ site }: Paper, { definition: { target, unit } }: Series): Content {
  if (!target) return "";
  const assumed = target.assumed
    ? html`<span aria-hidden="true">*</span><span class="unseen"> assumed</span>`
    : "";
  return html`<span${resting(site, { build: "settings" })}>${targetWords(target, unit)}${assumed}</span>`;
}

/** The grid of every measure with a target: those off it first, then those on it, then those without a figure. */
function grid(paper: Paper, series: readonly Series[]): Content {
  const { site } = paper;
  const before = monthsBefore(site.month, 1);
  const columns = [
    { label: "Measure", kind: "wide" },
    { label: "Signs", kind: "signs" },
    { label: formatShortMonth(site.month), kind: "number" },
    { label: "Of which", kind: "number" },
    { label: formatShortMonth(before), kind: "number" },
    { label: "To date", kind: "number" },
    { label: "Target", kind: "number" },
  ] as const;
  const cells = series.map((one) => {
    const last = one.months.find(({ month }) => month === before)?.figure ?? null;
    const year = soFarOf(one).find(({ now }) => now.period_kind === "year-to-date")?.figure ?? null;
    const { unit } = one.definition;
    const shown = [one.latest, last, year];
    const row: Content[] = [
      html`<a href="#${placeOf(one)}">${one.definition.title}</a>`,
      signsOf(one),
      html`<strong>${markedValue(one.latest, unit)}</strong>`,
      html`<span class="parts">${one.latest ? (fractionWords(one.latest, unit) ?? "") : ""}</span>`,
      markedValue(last, unit),
      year === null ? "" : markedValue(year, unit),
      aimOf(paper, one),
    ];
    return { row, shown };
  });
  const figures: (Figure | null)[] = cells.flatMap(({ shown }) => shown);
  const rows = cells.map(({ row }) => row);
  const bases = series.map((one) => resting(site, { anyOf: one }));
  const caption = html`<span class="unseen">Every measure with a target in ${formatMonth(site.month)}</span>`;
  const assumed = series.some(({ definition }) => definition.target?.assumed)
    ? html`<li>*: assumed by the office’s settings</li>`
    : "";
  return html`<div class="grid">${paperTable(caption, columns, rows, { bases })}</div><div class="keys">${signsKey()}${shorthandKey(figures)}${assumed === "" ? "" : html`<ul class="shorthand">${assumed}</ul>`}</div>`;
}

/** The third item, the board's page: every measure with a target, and how the month stands against it. */
export function targetsItem(paper: Paper): AgendaItem {
  const { off, on, none } = againstTargets(paper.site);
  const series = [...off, ...on, ...none];
  return {
    id: "targets",
    title: "Every measure with a target",
    lead: targetsSaid(paper.site),
    body: series.length === 0 ? "" : join([grid(paper, series)]),
  };
}
