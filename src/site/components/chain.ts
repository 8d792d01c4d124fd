import { formatMonth, formatValue } from "../format.ts";
import { type Content, type Html, html } from "../html.ts";
import { hasValue, type Series, type Site } from "../series.ts";
import { figureWords, fractionWords, noFigureWords, targetWords } from "../words.ts";
import { markedValue } from "./marker.ts";
import { dataTable } from "./table.ts";
import { traceLink } from "./traceLink.ts";

/** The stages of a request to review a decision and their working days: CCG 29. */
const stages = [
  { id: "review-proposal-5wd", step: "Decide whether to propose a review", from: "receipt", days: 5 },
  { id: "review-team-decision-10wd", step: "The casework team decides", from: "being sent it", days: 10 },
  { id: "review-told-5wd", step: "Tell the service user", from: "that decision", days: 5 },
] as const;

interface Stage {
  step: string;
  from: string;
  days: number;
  series: Series;
}

function shareBar(series: Series): Content {
  const { latest } = series;
  const share = hasValue(latest) ? Math.round(latest.value * 10) / 10 : 0;
  return html`<svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="100" height="6" fill="var(--band)"></rect><rect width="${share}" height="6" fill="var(--line)"></rect></svg>`;
}

function link({ step, from, days, series }: Stage, start: number, site: Site): Html {
  const { latest, definition } = series;
  const shown = hasValue(latest)
    ? html`<strong>${traceLink(site, series, site.month, "./", markedValue(latest, definition.unit))}</strong> <span class="quiet">${fractionWords(latest, definition.unit) ?? ""} in time</span>`
    : html`<span class="quiet">${noFigureWords(series)}</span>`;
  const span = start === 0 ? `Day 0 to ${days}` : `Day ${start} to ${start + days}`;
  return html`<li class="wait-${days}"><p class="quiet">${span}</p>${shareBar(series)}<p><a href="./measures/${definition.id}.html">${step}</a> <span class="quiet">within ${days} working days of ${from}</span></p><p>${shown}</p></li>`;
}

/** The stage with the lowest share in time, in a sentence; nothing where fewer than two have a figure. */
function weakest(stagesHeld: readonly Stage[]): string {
  const held = stagesHeld.flatMap(({ step, series }) =>
    hasValue(series.latest) ? [{ step, figure: series.latest, unit: series.definition.unit }] : [],
  );
  const [lowest, next] = [...held].sort((a, b) => a.figure.value - b.figure.value);
  if (!lowest || !next || lowest.figure.value === next.figure.value) return "";
  const words = figureWords(lowest.figure, lowest.unit);
  const step = `${lowest.step.charAt(0).toLowerCase()}${lowest.step.slice(1)}`;
  return ` The weakest link: ${step}, ${words}; the others at ${formatValue(next.figure.value, next.unit)} or more.`;
}

/**
 * The three waits of a request to review a decision, one after the other, each as wide as its working days,
 * with the share in time. Nothing where a stage isn't measured.
 */
export function reviewChain(site: Site): Html {
  const chain = stages.flatMap(({ id, ...stage }): Stage[] => {
    const series = site.byId.get(id);
    return series ? [{ ...stage, series }] : [];
  });
  if (chain.length < stages.length) return html``;
  const starts = chain.map((_, index) => chain.slice(0, index).reduce((sum, { days }) => sum + days, 0));
  const total = chain.reduce((sum, { days }) => sum + days, 0);
  const month = formatMonth(site.month);
  const columns = [
    { label: "Stage" },
    { label: "Working days", numeric: true },
    { label: "In time", numeric: true },
    { label: "Number", numeric: true },
    { label: "Target" },
  ];
  const rows = chain.map(({ step, days, series }): Content[] => {
    const { latest, definition } = series;
    const { target, unit } = definition;
    return [
      step,
      days,
      traceLink(site, series, site.month, "./", markedValue(latest, unit)),
      latest ? (fractionWords(latest, unit) ?? "") : "",
      target ? `${targetWords(target, unit)}${target.assumed ? ", assumed" : ""}` : "no target",
    ];
  });
  return html`<section class="panel chain"><h2>A request to review a decision, stage by stage</h2><p class="says">Three waits, ${String(total)} working days in all, each with a clock of its own (Customer Care Guidance 29). The figures are of ${month}: the requests at one stage are not those at another.${weakest(chain)}</p><ol>${chain.map((stage, index) => link(stage, starts[index] ?? 0, site))}</ol>${dataTable(`Each stage, ${month}`, columns, rows)}</section>`;
}

/** Whether a group's page shows the chain: the one with the first of its stages. */
export function hasReviewChain(site: Site, group: string): boolean {
  return site.byId.get(stages[0].id)?.definition.group === group;
}
