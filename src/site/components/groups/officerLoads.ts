import { from, op } from "arquero";
import { type Caseload, toCaseloads } from "../../../casework/feedback.ts";
import { outline, signColours } from "../../../charts/symbols.ts";
import { hasCases } from "../../../report/forBoard.ts";
import { formatCount, formatDay, formatGroup, plural } from "../../../report/format.ts";
import { missingWords } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { isPageOff } from "../../../report/pageNames.ts";
import { resting, said, saidHtml } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable } from "../dataTable.ts";

/** The caseload each officer is to have at least: Service Model. */
const aimMeasure = "officer-caseload-lowest";

const width = 420;
const height = 28;
const edge = 8;

interface Team {
  name: string;
  /** Open cases of each officer, fewest first. */
  loads: number[];
}

function teamsOf(caseloads: readonly Caseload[]): Team[] {
  return [...new Set(caseloads.map(({ team }) => team))].sort().map((name) => ({
    name,
    loads: caseloads
      .filter(({ team }) => team === name)
      .map(({ open }) => open)
      .sort((a, b) => a - b),
  }));
}

/** The middle of loads in order, halfway between two where they are even in number. */
function middle(loads: readonly number[]): number {
  const half = (loads.length - 1) / 2;
  return ((loads[Math.floor(half)] ?? 0) + (loads[Math.ceil(half)] ?? 0)) / 2;
}

/** A dot for each officer along a line from zero, a triangle where below the aim; those alike stand on each other. */
function strip({ loads }: Team, aim: number | null, most: number): Html {
  const x = (load: number) => edge + ((width - 2 * edge) * load) / most;
  const foot = height - 7;
  const marks = loads.map((load, index) => {
    const below = loads.slice(0, index).filter((one) => one === load).length;
    const isBelow = aim !== null && load < aim;
    const { fill, edge: stroke } = isBelow
      ? signColours.concern
      : { fill: "var(--line)", edge: "var(--page)" };
    const shape = outline(isBelow ? "concern" : "common", x(load), foot - 4.5 - below * 7, 4.4);
    return html`<path d="${shape}" fill="${fill}" stroke="${stroke}"></path>`;
  });
  const line =
    aim === null
      ? ""
      : html`
        <line x1="${x(aim).toFixed(1)}" x2="${x(aim).toFixed(1)}" y1="0" y2="${height}"
          stroke="var(--target)" stroke-width="1.5" stroke-dasharray="5 4"></line>`;
  return html`
    <svg class="chart chart-strip" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
      <line x1="${edge}" x2="${width - edge}" y1="${foot}" y2="${foot}" stroke="var(--axis)"></line>
      ${line}
      ${marks}
    </svg>`;
}

/** What the caseloads say: '3 of 12 officers have fewer than 20 open cases; from 11 to 51, half with 26 or more'. */
export function loadsFinding(loads: readonly number[], aim: number | null): string {
  const [least] = loads;
  const most = loads.at(-1);
  if (least === undefined || most === undefined) return "No feedback case is open with an officer";
  if (loads.length === 1) return `The one officer with open cases has ${formatCount(least)}`;
  const span = `from ${formatCount(least)} to ${formatCount(most)}, half with ${formatCount(middle(loads))} or more`;
  if (aim === null) return `${plural(loads.length, "officer")} with open cases: ${span}`;
  const below = loads.filter((load) => load < aim).length;
  const count = below === 0 ? "None" : formatCount(below);
  return `${count} of ${plural(loads.length, "officer")} ${below === 1 ? "has" : "have"} fewer than ${formatCount(aim)} open cases; ${span}`;
}

/** Each officer's load whatever their team, fewest first. */
function loadsOf(caseloads: readonly Caseload[]): number[] {
  if (caseloads.length === 0) return [];
  const loads = from([...caseloads])
    .groupby("officer")
    .rollup({ open: op.sum("open") });
  return (loads.objects() as Pick<Caseload, "open">[]).map(({ open }) => open).sort((a, b) => a - b);
}

/**
 * How the open feedback cases lie among the officers: a strip of dots to a team, all to one scale from zero, with the
 * caseload aimed at. Nothing in public, or for a board.
 */
export function officerLoads(site: Site): Content {
  if (!hasCases(site.report)) return "";
  const caseloads = toCaseloads(site.report.casework.feedback);
  const aim = site.byId.get(aimMeasure)?.definition.target?.value ?? null;
  const open = { list: "open" } as const;
  const finding = saidHtml(said(site, [open], loadsFinding(loadsOf(caseloads), aim)));
  const teams = teamsOf(caseloads);
  if (teams.length === 0 || missingWords(site, open.list) !== null)
    return html`<section class="panel"><h2>${finding}</h2></section>`;
  const most = Math.ceil(Math.max(aim ?? 0, ...teams.flatMap(({ loads }) => loads)) / 10) * 10;
  const strips = teams.map(
    (team) =>
      html`
        <li>
          <h3>${formatGroup(team.name)}</h3>
          ${strip(team, aim, most)}
          <p class="quiet">${team.loads.map(formatCount).join(" · ")}</p>
        </li>`,
  );
  const aimed =
    aim === null
      ? ""
      : ` The dashed line is the aim, at least ${formatCount(aim)} each; a triangle is below it.`;
  const byOfficer = isPageOff(site.report, "feedback")
    ? ""
    : html`<a href="./feedback.html#officers">Officer by officer</a>`;
  const explained = html`
    <p class="says">
      Each mark is an officer, placed by the feedback cases open with them on ${formatDay(site.report.asAt)},
      on a line from 0 to ${formatCount(most)}.${aimed} ${byOfficer}
    </p>`;
  const columns = [
    { label: "Team" },
    { label: "Officers", numeric: true },
    { label: "Fewest", numeric: true },
    { label: "Middle", numeric: true },
    { label: "Most", numeric: true },
    ...(aim === null ? [] : [{ label: `Below ${aim}`, numeric: true }]),
  ];
  const rows = teams.map(({ name, loads }): Content[] => [
    formatGroup(name),
    formatCount(loads.length),
    formatCount(loads[0] ?? 0),
    formatCount(middle(loads)),
    formatCount(loads.at(-1) ?? 0),
    ...(aim === null ? [] : [formatCount(loads.filter((load) => load < aim).length)]),
  ]);
  return html`
    <section class="panel strips"${resting(site, open)}>
      <h2>${finding}</h2>
      ${explained}
      <ul>${strips}</ul>
      ${dataTable(`Open cases of each officer by team, ${formatDay(site.report.asAt)}`, columns, rows)}
    </section>`;
}
