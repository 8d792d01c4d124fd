import { financialYearOf } from "../../../../loaders/dates.ts";
import { outline, signColours } from "../../../charts/symbols.ts";
import type { Figure } from "../../../measures/figure.ts";
import { formatCount, formatGroup, formatValue, plural } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { resting } from "../../../report/said.ts";
import { hasValue, type Series, type Site } from "../../../report/series.ts";
import { fractionWords, targetWords } from "../../../report/words.ts";
import { dataTable, fold } from "../dataTable.ts";

const sampled = ["sample-outcome-met", "sample-method-met"] as const;

type Sampled = Figure & { value: number; lower: number; upper: number };

interface TeamRate {
  name: string;
  figure: Sampled;
}

const said = { met: "met", missed: "missed", unclear: "can’t tell yet", "": "" } as const;

/** A figure as it is judged here: of a single sample it can't be told, whatever its interval. */
function withCaution(figure: Sampled): Sampled {
  const isOne = figure.denominator === 1 && figure.target_status !== "";
  return isOne ? { ...figure, target_status: "unclear" } : figure;
}

/** The sampled rate of each team in the financial year, lowest first. */
function ratesOf(series: Series): TeamRate[] {
  const year = financialYearOf(series.month);
  const teams = series.breakdowns.find(({ dimension }) => dimension === "team")?.groups ?? [];
  return teams
    .flatMap(({ group, years }): TeamRate[] => {
      const figure = years.get(year);
      if (!hasValue(figure) || figure.lower === null || figure.upper === null) return [];
      const bounded = { ...figure, lower: figure.lower, upper: figure.upper };
      return [{ name: formatGroup(group), figure: withCaution(bounded) }];
    })
    .sort((a, b) => a.figure.value - b.figure.value || a.figure.lower - b.figure.lower);
}

/** What the intervals say: '1 of 33 teams misses the target, none meets it; of 32 it can’t be told yet'. */
export function sampledFinding(title: string, statuses: readonly Figure["target_status"][]): string {
  const count = (status: Figure["target_status"]) => statuses.filter((one) => one === status).length;
  const [missed, met, unclear] = [count("missed"), count("met"), count("unclear")];
  if (statuses.length === 0) return `${title}: no team was sampled`;
  if (unclear === statuses.length)
    return `${title}: of ${plural(unclear, "team")} none was sampled enough to tell if the target is met`;
  const first = `${missed === 0 ? "none" : formatCount(missed)} of ${plural(statuses.length, "team")} ${missed > 1 ? "miss" : "misses"} the target`;
  const rest = unclear === 0 ? "" : `; of ${formatCount(unclear)} it can’t be told yet`;
  return `${title}: ${first}, ${met === 0 ? "none meets" : met === 1 ? "1 meets" : `${formatCount(met)} meet`} it${rest}`;
}

const line = 17;
const left = 90;
const right = 10;
const width = 356;

/** A line to a team: its interval, its rate as a sign of whether the target is met, the target dashed through all. */
function intervalChart(rates: readonly TeamRate[], target: number | null, label: string): Html {
  const least = Math.min(target ?? 100, ...rates.map(({ figure }) => figure.lower));
  const from = Math.max(0, Math.floor(least / 10) * 10);
  const x = (value: number) =>
    Math.round((left + ((width - left - right) * (value - from)) / (100 - from)) * 10) / 10;
  const height = rates.length * line + 24;
  const ticks = [from, 100].map(
    (tick) =>
      html`
        <text x="${x(tick)}" y="${height - 6}" text-anchor="${tick === 100 ? "end" : "start"}"
          font-size="12" fill="var(--quiet)">
          ${tick}%
        </text>`,
  );
  const lines = rates.map(({ name, figure }, index) => {
    const y = index * line + line / 2 + 2;
    const variation = figure.target_status === "missed" ? "concern" : "improvement";
    const isKnown = figure.target_status === "missed" || figure.target_status === "met";
    const { fill, edge } = isKnown ? signColours[variation] : { fill: "var(--page)", edge: "var(--line)" };
    const shape = outline(isKnown ? variation : "common", x(figure.value), y, 4.2);
    return html`
      <text x="${left - 8}" y="${y + 4}" text-anchor="end" font-size="12" fill="var(--ink)">${name}</text>
      <line x1="${x(figure.lower)}" x2="${x(figure.upper)}" y1="${y}" y2="${y}" stroke="var(--axis)"
        stroke-width="2"></line>
      <path d="${shape}" fill="${fill}" stroke="${edge}" stroke-width="1.4"></path>`;
  });
  const aim =
    target === null
      ? ""
      : html`
        <line x1="${x(target)}" x2="${x(target)}" y1="0" y2="${height - 20}" stroke="var(--target)"
          stroke-width="1.5" stroke-dasharray="5 4"></line>
        <text x="${x(target) - (target > 90 ? 4 : 0)}" y="${height - 6}"
          text-anchor="${target > 90 ? "end" : "middle"}" font-size="12" fill="var(--target)">
          target ${target}%
        </text>`;
  const isNear = target !== null && x(100) - x(target) < 75;
  const shownTicks = isNear ? ticks.slice(0, 1) : ticks;
  return html`
    <svg class="chart chart-intervals" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
      ${shownTicks}${aim}${lines}
    </svg>`;
}

function sampledPart(site: Site, series: Series): Content {
  const { title, unit, target } = series.definition;
  const rates = ratesOf(series);
  if (rates.length === 0) return "";
  const year = financialYearOf(series.month);
  const finding = sampledFinding(
    title,
    rates.map(({ figure }) => figure.target_status),
  );
  const columns = [
    { label: "Team" },
    { label: "Rate", numeric: true },
    { label: "Of those sampled", numeric: true },
    { label: "95% interval", numeric: true },
    { label: "Target" },
  ];
  const rows = rates.map(({ name, figure }): Content[] => [
    name,
    formatValue(figure.value, unit),
    fractionWords(figure, unit) ?? "",
    `${formatValue(figure.lower, unit)} to ${formatValue(figure.upper, unit)}`,
    said[figure.target_status],
  ]);
  const aim = target ? `, target ${targetWords(target, unit)}` : "";
  const chart = intervalChart(rates, target?.value ?? null, `${finding}. The table has the same figures.`);
  return html`
    <div class="sampled"${resting(site, { anyOf: series })}>
      <h3>${finding}</h3>
      <p class="quiet">Share of sampled cases, ${year}, with its 95% interval${aim}</p>
      ${chart}
      ${fold("Show as a table", dataTable(`${title} by team, ${year}`, columns, rows))}
    </div>`;
}

/** The sampled rates of the teams in the financial year with their intervals, and of how many the target can be told. */
export function sampledTeams(site: Site): Content {
  const parts = sampled.flatMap((id) => {
    const series = site.byId.get(id);
    const part = series ? sampledPart(site, series) : "";
    return part === "" ? [] : [part];
  });
  if (parts.length === 0) return "";
  return html`
    <section class="panel">
      <h2>Which teams meet the target, as far as their samples tell</h2>
      <p class="says">
        A triangle: the whole interval lies short of the target. A filled disc: it lies at or above it. An
        open one: it can’t be told yet. Of so many teams, one may seem to miss by chance alone.
      </p>
      <div class="sampled-pair">${parts}</div>
    </section>`;
}
