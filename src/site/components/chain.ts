import { monthPeriod } from "../../measures/period.ts";
import { formatMonth, formatValue, plural } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { limitOf } from "../../report/limitsSaid.ts";
import { resting, said, saidHtml } from "../../report/said.ts";
import { hasValue, type Series, type Site } from "../../report/series.ts";
import { figureWords, fractionWords, noFigureWords, targetWords } from "../../report/words.ts";
import { dataTable, fold } from "./dataTable.ts";
import { markedValue } from "./marker.ts";
import { openedFigure } from "./openLink.ts";

/** The stages of a request to review a decision and the clocks of their working days: Customer Care Guidance 29. */
const stages = [
  {
    id: "review-proposal-5wd",
    openId: "review-proposals-open-past-5wd",
    step: "Decide whether to propose a review",
    from: "receipt",
    clock: "review proposal" as const,
  },
  {
    id: "review-team-decision-10wd",
    openId: "review-team-decisions-open-past-10wd",
    step: "The casework team decides",
    from: "being sent it",
    clock: "team decision" as const,
  },
  {
    id: "review-told-5wd",
    openId: "review-told-open-past-5wd",
    step: "Tell the service user",
    from: "that decision",
    clock: "service user told" as const,
  },
] as const;

interface Stage {
  step: string;
  from: string;
  days: number;
  series: Series;
  /** The requests still open past the limit at the end of the month: a share of those done leaves them out. */
  open: Series | null;
}

/** The wait's length filled as far as its share in time, what is late paler; empty without a figure. */
function shareBar(series: Series): Content {
  const { latest } = series;
  if (!hasValue(latest))
    return html`
      <svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="6" fill="var(--band)"></rect>
      </svg>`;
  const share = Math.round(latest.value * 10) / 10;
  return html`
    <svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect width="100" height="6" fill="var(--hatch)"></rect>
      <rect width="${share}" height="6" fill="var(--line)"></rect>
    </svg>`;
}

/** How many are open past the limit, in words, from their own measure; nothing where it isn't measured. */
function openWords({ open, days }: Stage, site: Site): Content {
  if (!open || !hasValue(open.latest)) return "";
  const { value } = open.latest;
  if (value === 0)
    return html`<p class="quiet"${resting(site, open)}>None still waiting past ${plural(days, "working day")}</p>`;
  const count = openedFigure(
    site,
    open,
    monthPeriod(site.month),
    "./",
    markedValue(open.latest, open.definition.unit),
  );
  const words = html`<strong class="inline">${count}</strong> still waiting past ${plural(days, "working day")}`;
  return html`<p${resting(site, open)}>${words}, <a href="./measures/${open.definition.id}.html">since when</a></p>`;
}

function link(stage: Stage, start: number, site: Site): Html {
  const { step, from, days, series } = stage;
  const { latest, definition } = series;
  const shown = hasValue(latest)
    ? html`
      <strong>${openedFigure(site, series, monthPeriod(site.month), "./", markedValue(latest, definition.unit))}</strong> <span class="quiet">
        ${fractionWords(latest, definition.unit) ?? ""} in time
      </span>`
    : html`<span class="quiet">${noFigureWords(series)}</span>`;
  const span = start === 0 ? `Day 0 to ${days}` : `Day ${start} to ${start + days}`;
  return html`
    <li class="wait-${days}"${resting(site, series)}>
      <p class="quiet">${span}</p>
      ${shareBar(series)}
      <p>
        <a href="./measures/${definition.id}.html">${step}</a> <span class="quiet">
          within ${days} working days of ${from}
        </span>
      </p>
      <p>${shown}</p>
      ${openWords(stage, site)}
    </li>`;
}

/** How far below the others, in points, a stage is before it is called the weakest: less could be chance. */
const clearlyLower = 10;

/** A share of fewer says little of a stage. */
const enough = 5;

/** What the three stages say together: the one clearly weakest, or between what shares they lie. */
function chainFinding(site: Site, stagesHeld: readonly Stage[]): Content {
  const held = stagesHeld
    .flatMap(({ step, series }) =>
      hasValue(series.latest) && (series.latest.denominator ?? 0) >= enough
        ? [{ step, series, figure: series.latest }]
        : [],
    )
    .sort((a, b) => a.figure.value - b.figure.value);
  const [lowest, next] = held;
  const highest = held.at(-1);
  const bases = held.map(({ series }) => series);
  if (!lowest || !next || !highest) return "A request to review a decision, stage by stage";
  if (next.figure.value - lowest.figure.value >= clearlyLower) {
    const step = `${lowest.step.charAt(0).toLowerCase()}${lowest.step.slice(1)}`;
    const words = `The weakest stage of a review: ${step}, ${figureWords(lowest.figure, "percent")} in time`;
    return saidHtml(said(site, bases, words));
  }
  const [low, high] = [lowest, highest].map(({ figure }) => formatValue(figure.value, "percent"));
  const span = low === high ? `each ${low}` : `between ${low} and ${high}`;
  return saidHtml(said(site, bases, `The stages of a review: ${span} in time`));
}

/**
 * The three waits of a request to review a decision, one after the other, each as wide as its working days,
 * with the share in time and how many still wait past its limit. Nothing where a stage isn't measured or has no limit.
 */
export function reviewChain(site: Site): Html {
  const chain = stages.flatMap(({ id, openId, clock, ...stage }): Stage[] => {
    const series = site.byId.get(id);
    const limit = limitOf(site, clock);
    return series && limit
      ? [{ ...stage, days: limit.days, series, open: site.byId.get(openId) ?? null }]
      : [];
  });
  if (chain.length < stages.length) return html``;
  const starts = chain.map((_, index) => chain.slice(0, index).reduce((sum, { days }) => sum + days, 0));
  const total = chain.reduce((sum, { days }) => sum + days, 0);
  const month = formatMonth(site.month);
  const source = chain[0]?.series.definition.source ?? "";
  const columns = [
    { label: "Stage" },
    { label: "Working days", numeric: true },
    { label: "In time", numeric: true },
    { label: "Number", numeric: true },
    { label: "Still waiting past it", numeric: true },
    { label: "Target" },
  ];
  const attributes = chain.map(({ series }) => resting(site, series));
  const rows = chain.map(({ step, days, series, open }): Content[] => {
    const { latest, definition } = series;
    const { target, unit } = definition;
    return [
      step,
      days,
      openedFigure(site, series, monthPeriod(site.month), "./", markedValue(latest, unit)),
      latest ? (fractionWords(latest, unit) ?? "") : "",
      open
        ? html`<a href="./measures/${open.definition.id}.html">${markedValue(open.latest, open.definition.unit)}</a>`
        : "",
      target ? `${targetWords(target, unit)}${target.assumed ? ", assumed" : ""}` : "no target",
    ];
  });
  return html`
    <section class="panel chain">
      <h2>${chainFinding(site, chain)}</h2>
      <p class="says">
        A request to review a decision waits three times, ${String(total)} working days in all, each with a
        clock of its own${source === "" ? "" : ` (${source})`}. The figures are of ${month}: the requests at one stage
        are not those at another, and those still waiting past a limit are in no share yet.
      </p>
      <ol>${chain.map((stage, index) => link(stage, starts[index] ?? 0, site))}</ol>
      ${fold("Show as a table", dataTable(`Each stage, ${month}`, columns, rows, "", attributes))}
    </section>`;
}

/** Whether a group's page shows the chain: the one with the first of its stages. */
export function hasReviewChain(site: Site, group: string): boolean {
  return site.byId.get(stages[0].id)?.definition.group === group;
}
