import { financialYearOf, monthsBefore, monthsBetween } from "../../../../loaders/dates.ts";
import { axisFor } from "../../../charts/scale.ts";
import { shortPath } from "../../../charts/shortPath.ts";
import { tenth } from "../../../charts/svg.ts";
import type { Figure } from "../../../measures/figure.ts";
import { againstOffice } from "../../../report/againstOffice.ts";
import {
  capitalise,
  formatCount,
  formatGroup,
  formatMonth,
  formatValue,
  lowerFirst,
  plural,
} from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { resting } from "../../../report/said.ts";
import { hasHiddenMonth, hasValue, type Series, type Site, valueIn } from "../../../report/series.ts";
import { signed } from "../../../report/soFar.ts";
import { fractionWords } from "../../../report/words.ts";
import { dataTable, fold } from "../dataTable.ts";
import { shorthandKey, valueCell } from "../marker.ts";
import { ageBar, shades } from "./ageBar.ts";

/** What went in and out of the cases open in a month. */
interface MonthFlow {
  month: string;
  before: number;
  received: number;
  reopened: number;
  closed: number;
  open: number;
}

/** The measures of these ids; undefined where one of them isn't of this site. */
function seriesOf(site: Site, ids: readonly string[]): Series[] | undefined {
  const found = ids.flatMap((id) => site.byId.get(id) ?? []);
  return found.length === ids.length ? found : undefined;
}

const valueAt = (series: Series, month: string): number | null =>
  series.months.find((one) => one.month === month)?.figure?.value ?? null;

/** The flow of the last months of which all is held. None where a month is hidden: its neighbours would give it away. */
function flowsOf(
  [open, received, reopened, closed]: readonly Series[],
  months: readonly string[],
): MonthFlow[] {
  if (!open || !received || !reopened || !closed) return [];
  if ([open, received, reopened, closed].some(hasHiddenMonth)) return [];
  return months.flatMap((month) => {
    const before = valueAt(open, monthsBefore(month, 1));
    const parts = [received, reopened, closed, open].map((one) => valueAt(one, month));
    const [came, again, left, after] = parts;
    if (before === null || came == null || again == null || left == null || after == null) return [];
    return [{ month, before, received: came, reopened: again, closed: left, open: after }];
  });
}

/** By how many the cases open at the end of a month differ from what came and went: 0 where the record agrees with itself. */
export const unexplained = ({ before, received, reopened, closed, open }: MonthFlow): number =>
  open - (before + received + reopened - closed);

const moreOrFewer = (change: number): string =>
  change === 0 ? "as many as" : `${formatCount(Math.abs(change))} ${change > 0 ? "more" : "fewer"} than`;

/** 'At the end of March 2022 1,204 cases were open, 7 fewer than a month before: 95 came in and 102 were closed'. */
export function flowFinding({ month, before, received, reopened, closed, open }: MonthFlow): string {
  const again =
    reopened === 0 ? "" : `, ${formatCount(reopened)} ${reopened === 1 ? "was" : "were"} opened again`;
  return `At the end of ${formatMonth(month)} ${plural(open, "case")} ${open === 1 ? "was" : "were"} open, ${moreOrFewer(open - before)} a month before: ${formatCount(received)} came in${again} and ${formatCount(closed)} ${closed === 1 ? "was" : "were"} closed`;
}

const signedCount = (count: number): Content =>
  count === 0 ? html`<span class="quiet">0</span>` : signed(count, formatCount(Math.abs(count)));

function flowPart(site: Site): Content {
  const series = seriesOf(site, ["cases-open", "cases-received", "cases-reopened", "cases-closed"]);
  if (!series) return "";
  const flows = flowsOf(series, monthsBetween(monthsBefore(site.month, 12), site.month));
  const latest = flows.at(-1);
  if (latest?.month !== site.month) return "";
  const isExact = flows.every((flow) => unexplained(flow) === 0);
  const columns = [
    { label: "Month" },
    { label: "Open before", numeric: true },
    { label: "Received", numeric: true },
    { label: "Opened again", numeric: true },
    { label: "Closed", numeric: true },
    { label: "Open at its end", numeric: true },
    ...(isExact ? [] : [{ label: "Not accounted for", numeric: true }]),
  ];
  const rows = flows
    .toReversed()
    .map((flow): Content[] => [
      formatMonth(flow.month),
      formatCount(flow.before),
      signedCount(flow.received),
      signedCount(flow.reopened),
      signedCount(-flow.closed),
      html`<strong>${formatCount(flow.open)}</strong>`,
      ...(isExact ? [] : [signedCount(unexplained(flow))]),
    ]);
  return html`
    <section class="panel"${resting(site, ...series)}>
      <h2>${flowFinding(latest)}</h2>
      ${dataTable("What came in, what was closed and what is open, month by month", columns, rows)}
      ${
        isExact
          ? ""
          : html`
        <p class="says">
          Not accounted for: a case whose day of closing can’t be read counts as received, and neither as open nor as
          closed.
        </p>`
      }
    </section>`;
}

/** The age bands, youngest first, as data/age-bands.csv has them. */
function bandsIn(site: Site): string[] {
  return site.report.casework.bands.filter(({ banded }) => banded === "open cases").map(({ age }) => age);
}

const chart = { width: 356, height: 180, left: 40, right: 8, top: 8, bottom: 22 };

/** A column to a month: the cases open at its end, the oldest at the foot and the strongest. */
function ageChart(
  months: readonly string[],
  counts: readonly (readonly (number | null)[])[],
  label: string,
): Html {
  const { width, height, left, right, top, bottom } = chart;
  const totals = counts.map((own) => own.reduce<number>((sum, count) => sum + (count ?? 0), 0));
  const { domain, ticks: marked } = axisFor(totals, null, "cases", 2);
  const [, most] = domain;
  const step = (width - left - right) / months.length;
  const y = (value: number) => top + (height - top - bottom) * (1 - value / most);
  const columns = new Map<number, string>();
  for (const [index, own] of counts.entries()) {
    let from = 0;
    for (const band of [...own.keys()].toReversed()) {
      const count = own[band] ?? 0;
      if (count === 0) continue;
      const [foot, head] = [tenth(y(from)), tenth(y(from + count))];
      const x = tenth(left + index * step + 0.5);
      const bar = `M${x} ${foot}V${head}h${tenth(step - 1)}V${foot}Z`;
      columns.set(band, (columns.get(band) ?? "") + bar);
      from += count;
    }
  }
  const bands = [...columns].map(
    ([band, d]) =>
      html`<path d="${shortPath(d)}" fill="var(--line)" fill-opacity="${shades[band] ?? 1}"></path>`,
  );
  const ticks = marked.map(
    (value) => html`
      <text x="${left - 6}" y="${y(value) + 4}" text-anchor="end" font-size="12" fill="var(--quiet)">
        ${formatCount(value)}
      </text>
      <line x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}" stroke="var(--grid)"></line>`,
  );
  const years = months.flatMap((month, index) =>
    month.endsWith("-01") || index === 0
      ? [
          html`
            <text x="${(left + index * step).toFixed(1)}" y="${height - 6}" font-size="12" fill="var(--quiet)">
              ${month.endsWith("-01") ? month.slice(0, 4) : ""}
            </text>`,
        ]
      : [],
  );
  return html`
    <svg class="chart chart-intervals" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
      ${ticks}${bands}${years}
    </svg>`;
}

function agePart(site: Site): Content {
  const series = site.byId.get("cases-open-by-age");
  const groups = series?.breakdowns.find(({ dimension }) => dimension === "age")?.groups ?? [];
  if (!series || hasHiddenMonth(series) || !hasValue(series.latest)) return "";
  const bands = bandsIn(site);
  const byBand = new Map(groups.map((group) => [group.group, group]));
  const months = monthsBetween(monthsBefore(site.month, 23), site.month).filter((month) => {
    const total = series.months.find((one) => one.month === month)?.figure;
    return hasValue(total);
  });
  const counts = months.map((month) =>
    bands.map((band) => {
      const group = byBand.get(band);
      return group ? (valueIn(group, month)?.value ?? null) : 0;
    }),
  );
  const [latest = []] = counts.slice(-1);
  const oldest = latest.at(-1) ?? null;
  const total = series.latest.value;
  if (oldest === null || months.length < 2) return "";
  const finding = `${oldest === 0 ? "None" : formatCount(oldest)} of ${plural(total, "open case")} ${oldest === 1 ? "is" : "are"} ${bands.at(-1)} old`;
  const columns = [
    { label: "Month" },
    ...bands.map((band) => ({ label: capitalise(band), numeric: true })),
    { label: "All open", numeric: true },
  ];
  const rows = months.toReversed().map((month): Content[] => {
    const own = counts[months.indexOf(month)] ?? [];
    const all = series.months.find((one) => one.month === month)?.figure?.value ?? null;
    return [
      formatMonth(month),
      ...own.map((count) => (count === null ? "" : formatCount(count))),
      all === null ? "" : formatCount(all),
    ];
  });
  const label = `${finding}. A column to each of the last ${months.length} months, from the oldest cases at its foot to the youngest. The table has the same figures.`;
  return html`
    <section class="panel"${resting(site, series)}>
      <h2>${finding}</h2>
      <p class="says">Cases open at the end of each month, the longer since they were received the stronger the shade.</p>
      ${ageChart(months, counts, label)}
      ${fold("Show as a table", dataTable("Cases open by age since receipt", columns, rows))}
    </section>`;
}

const steps = [
  "enquiries-received",
  "assessments-completed",
  "investigations-started",
  "investigations-completed",
] as const;

/** How far cases go in a year, a bar to each step. */
function funnelPart(site: Site): Content {
  const known = steps.flatMap((id) => {
    const series = site.byId.get(id);
    const months = monthsBetween(monthsBefore(site.month, 11), site.month);
    if (!series || hasHiddenMonth(series)) return [];
    const values = months.map((month) => valueAt(series, month));
    if (values.some((value) => value === null)) return [];
    return [{ series, count: values.reduce<number>((sum, value) => sum + (value ?? 0), 0) }];
  });
  if (known.length < 2) return "";
  const most = Math.max(1, ...known.map(({ count }) => count));
  const [first] = known;
  const rows = known.map(({ series, count }): Content[] => [
    html`<a href="#${series.definition.id}">${series.definition.title}</a>`,
    ageBar([count], most),
    html`<strong>${formatCount(count)}</strong>`,
    first && first.count > 0 && first.series !== series ? `${Math.round((100 * count) / first.count)}%` : "",
  ]);
  const columns = [
    { label: "Step" },
    { label: "How many" },
    { label: "In twelve months", numeric: true },
    { label: first ? `Beside ${lowerFirst(first.series.definition.title)}` : "", numeric: true },
  ];
  const finding = known
    .map(({ series, count }) => `${formatCount(count)} ${lowerFirst(series.definition.title)}`)
    .join(", ");
  return html`
    <section class="panel"${resting(site, ...known.map(({ series }) => series))}>
      <h2>How far cases went in the twelve months to ${formatMonth(site.month)}</h2>
      <p class="says">${capitalise(finding)}. A case may take a step in another year than the one before it.</p>
      ${dataTable(html`<span class="unseen">Steps of casework, twelve months</span>`, columns, rows, "ages")}
      ${stageTimes(site)}
    </section>`;
}

/** How long cases are at each stage: of those that came to it this year and the two before. */
function stageTimes(site: Site): Content {
  const series = site.byId.get("stage-time");
  const groups = series?.breakdowns.find(({ dimension }) => dimension === "stage")?.groups ?? [];
  if (!series || groups.length === 0) return "";
  const year = financialYearOf(site.month);
  const years = [monthsBefore(site.month, 24), monthsBefore(site.month, 12)]
    .map((month) => financialYearOf(month))
    .concat(year);
  const { unit, group_order } = series.definition;
  const stages = group_order.stage ?? groups.map(({ group }) => group);
  const rows = stages.flatMap((stage): Content[][] => {
    const own = groups.find(({ group }) => group === stage);
    const latest = own?.years.get(year);
    if (!own || !latest) return [];
    const { numerator, denominator } = latest;
    const left =
      numerator === null || denominator === null
        ? ""
        : `${formatCount(numerator)} of ${formatCount(denominator)}`;
    return [[capitalise(stage), ...years.map((one) => valueCell(own.years.get(one), unit)), left]];
  });
  if (rows.length === 0) return "";
  const shown = groups
    .filter(({ group }) => stages.some((stage) => stage === group))
    .flatMap((group) => years.map((one) => group.years.get(one) ?? null));
  const columns = [
    { label: "Stage" },
    ...years.map((one) => ({ label: `Came in ${one}`, numeric: true })),
    { label: "Have left it, of the last", numeric: true },
  ];
  return html`
    <h3>How long they are at each</h3>
    <p class="says">
      Calendar days within which half are estimated to have left a stage, for another or because they were closed; those
      still at it are counted for as long as they have been there.
    </p>
    ${dataTable(html`<span class="unseen">Time at each stage</span>`, columns, rows)}
    ${shorthandKey(shown)}`;
}

type Rated = Figure & { value: number; numerator: number; denominator: number };

function bodiesPart(site: Site): Content {
  const series = site.byId.get("investigation-uphold-rate");
  const groups = series?.breakdowns.find(({ dimension }) => dimension === "body")?.groups ?? [];
  if (!series || groups.length < 2) return "";
  const year = financialYearOf(site.month);
  const office = series.years.find(({ period }) => period === year);
  if (!hasValue(office)) return "";
  const rated = groups
    .flatMap(({ group, years }): { group: string; figure: Rated }[] => {
      const figure = years.get(year);
      if (!hasValue(figure) || figure.numerator === null || !figure.denominator) return [];
      return [{ group, figure: { ...figure, numerator: figure.numerator, denominator: figure.denominator } }];
    })
    .sort((a, b) => b.figure.value - a.figure.value || b.figure.denominator - a.figure.denominator);
  if (rated.length < 2) return "";
  const said = rated.map(({ figure }) => againstOffice(figure, office.value, rated.length));
  const count = (word: string) => said.filter((one) => one === word).length;
  const [higher, lower] = [count("higher"), count("lower")];
  const differ = [
    ...(higher > 0 ? [`${formatCount(higher)} higher`] : []),
    ...(lower > 0 ? [`${formatCount(lower)} lower`] : []),
  ].join(" and ");
  const finding =
    differ === ""
      ? `Of ${plural(rated.length, "body", "bodies")} none differs from the office’s ${formatValue(office.value, "percent")} by more than chance`
      : `Of ${plural(rated.length, "body", "bodies")} ${differ} than the office’s ${formatValue(office.value, "percent")}, by more than chance`;
  const columns = [
    { label: "Body" },
    { label: "Upheld or partly", numeric: true },
    { label: "Of those decided", numeric: true },
    { label: "95% interval", numeric: true },
    { label: "Against the office’s rate" },
  ];
  const rows = rated.map(({ group, figure }, index): Content[] => [
    formatGroup(group),
    formatValue(figure.value, "percent"),
    fractionWords(figure, "percent") ?? "",
    figure.lower === null || figure.upper === null
      ? ""
      : `${formatValue(figure.lower, "percent")} to ${formatValue(figure.upper, "percent")}`,
    said[index] === "can’t tell" ? html`<span class="quiet">can’t tell</span>` : said[index],
  ]);
  return html`
    <section class="panel"${resting(site, { anyOf: series })}>
      <h2>${finding}</h2>
      <p class="says">
        Investigations decided in ${year}, by the body complained about. With so many compared at once, ‘higher’ and
        ‘lower’ are said only of what would be rare among all of them.
      </p>
      ${fold(`Show the ${plural(rated.length, "body", "bodies")}`, dataTable(`Investigations upheld or partly upheld by body, ${year}`, columns, rows))}
    </section>`;
}

/** What came and went and how it adds up, how old what is open is, how far cases go, and whose are upheld. */
export function caseworkFlow(site: Site): Content {
  if (site.report.edition === "public") return "";
  return html`${flowPart(site)}${agePart(site)}${funnelPart(site)}${bodiesPart(site)}`;
}
