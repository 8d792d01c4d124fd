import { monthsBefore } from "../../../loaders/dates.ts";
import type { groups } from "../../catalogue/definition.ts";
import type { Trend } from "../../charts/months.ts";
import { variationSymbol } from "../../charts/symbols.ts";
import { drawTrend } from "../../charts/trend.ts";
import { expectedWords } from "../../report/controlLimits.ts";
import {
  capitalise,
  formatCount,
  formatGroup,
  formatMonth,
  formatShortMonth,
  formatSmall,
} from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { attentionOf } from "../../report/judgement.ts";
import { groupTitle } from "../../report/names.ts";
import { noteOf } from "../../report/notes.ts";
import { commentsNow, flagsOf } from "../../report/officeNotes.ts";
import type { OfficeAbout } from "../../report/report.ts";
import { resting, saidHtml } from "../../report/said.ts";
import { hasValue, lastMonths, type Series } from "../../report/series.ts";
import { pointsUp, shortRuleWords, signalIn, signalInGroup, verdictWords } from "../../report/signals.ts";
import { standingOf } from "../../report/standing.ts";
import { statementsOf } from "../../report/statements.ts";
import { byDimension, findingOf, fractionWords, noFigureWords } from "../../report/words.ts";
import { marker, shorthandKey, valueCell } from "../../site/components/marker.ts";
import {
  type AgendaItem,
  figureNow,
  monthOf,
  type Paper,
  paperTable,
  placeOf,
  targetNow,
} from "../agenda.ts";
import { groupLead } from "./groupLead.ts";
import { soFarPaper } from "./soFar.ts";

const span = 36;
const mostGroups = 8;

type Month = Series["months"][number];

/** The sign of a month that says something, as the chart has it. */
function sign({ figure }: Month, series: Series): Html | "" {
  const variation = figure?.variation ?? "";
  if (variation === "" || variation === "common") return "";
  return variationSymbol(
    variation,
    pointsUp(variation, series.definition.direction),
    verdictWords(variation),
  );
}

function cell(month: Month, series: Series): Content {
  const { figure } = month;
  const { unit } = series.definition;
  if (!figure) return marker("x");
  const mark = figure.value !== null ? marker(figure.status) : "";
  const isRate = unit === "percent" || unit === "ratio";
  const parts =
    isRate && figure.value !== null && figure.numerator !== null && figure.denominator !== null
      ? html` <span class="parts">${formatCount(figure.numerator)}/${formatCount(figure.denominator)}</span>`
      : "";
  return html`${sign(month, series)}${valueCell(figure, unit)}${mark ? html` ${mark}` : ""}${parts}`;
}

/** The same 36 months as the chart: a row to a month of the year, a column to the year up to the reported month. */
function monthTable(series: Series, months: readonly Month[]): Html {
  const rows = Array.from({ length: 12 }, (_, row): Content[] => {
    const across = [0, 12, 24].map((start) => months[start + row]);
    return [
      formatMonth(across[2]?.month ?? series.month).replace(/ \d+$/, ""),
      ...across.map((month) => (month ? cell(month, series) : "")),
    ];
  });
  const years = [24, 12, 0].map((before) => ({
    label: `Year to ${formatShortMonth(monthsBefore(series.month, before))}`,
    kind: "number" as const,
  }));
  const { unit } = series.definition;
  const isRate = unit === "percent" || unit === "ratio";
  const caption = html`The 36 months of the chart: ${unit === "percent" ? "share" : unit}${isRate ? ", and what it is of" : ""}`;
  return paperTable(caption, [{ label: "Month" }, ...years], rows);
}

function trendOf(series: Series, months: readonly Month[], finding: string): Trend {
  const { definition, breaks, rebases } = series;
  return {
    months,
    unit: definition.unit,
    target: definition.target?.value ?? null,
    label: `${definition.title}, ${span} months to ${formatMonth(series.month)}: ${finding}. The table beside it has the same figures.`,
    breaks: breaks.map(({ month }) => month),
    rebases: rebases.map(({ on }) => on.slice(0, 7)),
    flags: flagsOf(series).map(({ number, note }) => ({ number, month: note.month })),
  };
}

function underChart(series: Series, months: readonly Month[]): string {
  const { target } = series.definition;
  const expected = expectedWords(series.latest);
  const isDrawn = (month: string) => months.some((one) => one.month === month);
  const reason = series.breaks
    .filter(({ month }) => isDrawn(month))
    .map(({ month, reason }) => ` Break, ${formatMonth(month)}: ${reason}`);
  const noted = flagsOf(series)
    .filter(({ note }) => isDrawn(note.month))
    .map(({ number, note }) => ` Note ${String(number)}, ${formatMonth(note.month)}: ${note.text}`);
  return [
    target ? `Dashed: target, ${targetNow(series).toLowerCase()}.` : "",
    expected && expected !== "any"
      ? ` Band: what chance allows; in ${formatMonth(series.month)}, ${expected}.`
      : "",
    ...reason,
    ...noted,
  ]
    .join("")
    .trim();
}

/** The groups of the first dimension in the reported month, where the measure asks for attention. */
function groupTable(paper: Paper, series: Series): Content {
  const [breakdown] = series.breakdowns;
  const { latest, definition, month } = series;
  const isCalm = attentionOf(series) === "steady" && latest?.target_status !== "missed";
  if (!breakdown || !hasValue(latest) || isCalm) return "";
  const held = breakdown.groups.flatMap((group) => {
    const figure = group.months.get(month);
    return figure && (hasValue(figure) || figure.status === "z") ? [{ group, figure }] : [];
  });
  if (held.length < 2 || held.length > mostGroups) return "";
  const earlier = monthsBefore(month, 12);
  const isRate = definition.unit === "percent" || definition.unit === "ratio";
  const rows = held.map(({ group, figure }): Content[] => {
    const signal = signalInGroup(series, group);
    return [
      formatGroup(group.group),
      valueCell(figure, definition.unit),
      ...(isRate ? [fractionWords(figure, definition.unit) ?? ""] : []),
      group.months.has(earlier) ? valueCell(group.months.get(earlier), definition.unit) : "",
      signal
        ? `${capitalise(verdictWords(signal.variation))}: ${shortRuleWords(signal)}`
        : figure.variation === "common"
          ? "Nothing unusual"
          : "",
    ];
  });
  return paperTable(
    `${byDimension(breakdown.dimension)}: ${definition.title}`,
    [
      { label: capitalise(breakdown.dimension.replaceAll("_", " ")), kind: "wide" },
      { label: monthOf(paper), kind: "number" },
      ...(isRate ? [{ label: "Number", kind: "number" as const }] : []),
      { label: formatMonth(earlier), kind: "number" },
      { label: "By its own limits", kind: "wide" },
    ],
    rows,
  );
}

function picture({ site }: Paper, series: Series): Html {
  const months = lastMonths(series, span);
  if (!months.some(({ figure }) => hasValue(figure)))
    return html`<p class="none">No figure in the last ${String(span)} months. ${noFigureWords(series)}</p>`;
  const finding = findingOf(series);
  const figure = html`<figure>${drawTrend(trendOf(series, months, finding), "narrow")}<figcaption>${underChart(series, months)}</figcaption></figure>`;
  const key = shorthandKey(months.map((one) => one.figure));
  const basis = resting(site, { anyOf: series });
  return html`<p class="finding"${basis}>${finding}.</p><div class="beside"${basis}>${figure}<div>${monthTable(series, months)}${key}</div></div>`;
}

/** One measure on paper: its figure and target, what it says, its chart beside its table, its groups where it matters. */
function measureBlock(paper: Paper, series: Series): Html {
  const { definition, latest } = series;
  const said = hasValue(latest)
    ? statementsOf(paper.site, series, "#").filter(({ rule }) => rule !== "signal")
    : [];
  const note = hasValue(latest) ? noteOf(latest) : "";
  const lead = hasValue(latest)
    ? html`<strong>${figureNow(series)}.</strong> ${targetNow(series)}${definition.target ? " is the target" : ""}.`
    : noFigureWords(series);
  return html`<section class="measure" id="${placeOf(series)}"${resting(paper.site, series)}><div class="whole"><h3>${definition.title}</h3><p>${lead} ${note}</p>${
    said.length > 0 ? html`<p class="says">${said.map((one) => html`${saidHtml(one)} `)}</p>` : ""
  }${commentsNow(paper.site, series)}${picture(paper, series)}${groupTable(paper, series)}</div></section>`;
}

/** Which way a measure moved by more than chance in the reported month. */
function movementOf(series: Series): "worse" | "better" | "unusual" | null {
  const signal = signalIn(series);
  if (!signal?.isNew) return null;
  if (signal.variation === "concern") return "worse";
  return signal.variation === "improvement" ? "better" : "unusual";
}

/** The registers have an item of their own, of what is open in them. */
const titleIn = (about: OfficeAbout, group: keyof typeof groups): string =>
  group === "registers" && !about.groups[group] ? "The registers in figures" : groupTitle(about, group);

/** The item of one group of measures, each in full. */
export function measuresItem(paper: Paper, group: keyof typeof groups): AgendaItem {
  const own = paper.site.series.filter(({ definition }) => definition.group === group);
  const count = (isTrue: (series: Series) => boolean) => own.filter(isTrue).length;
  const off = count(({ latest, definition }) => standingOf(latest, definition.target) === "off target");
  const kinds = [
    ["worse", "got worse", "got worse"],
    ["better", "got better", "got better"],
    ["unusual", "is unusual", "are unusual"],
  ] as const;
  const moved = kinds.flatMap(([kind, one, many]) => {
    const found = count((series) => movementOf(series) === kind);
    return found === 0 ? [] : [`${formatSmall(found)} ${found === 1 ? one : many}`];
  });
  return {
    id: `group-${group}`,
    title: titleIn(paper.site.report.about, group),
    lead: groupLead(paper.site, own, off, moved),
    body: html`${soFarPaper(paper, own)}${own.map((series) => measureBlock(paper, series))}`,
  };
}
