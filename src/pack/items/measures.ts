import { monthsBefore } from "../../../loaders/dates.ts";
import type { groups } from "../../catalogue/definition.ts";
import { variationSymbol } from "../../charts/symbols.ts";
import { drawTrend } from "../../charts/trend.ts";
import { againstTarget } from "../../report/againstTarget.ts";
import {
  capitalise,
  formatGroup,
  formatMonth,
  formatShortMonth,
  formatSmall,
  formatValue,
} from "../../report/format.ts";
import { type Content, type Html, html, join } from "../../report/html.ts";
import { attentionOf } from "../../report/judgement.ts";
import { groupTitle } from "../../report/names.ts";
import { noteOf } from "../../report/notes.ts";
import { commentsNow } from "../../report/officeNotes.ts";
import type { OfficeAbout } from "../../report/report.ts";
import { resting, saidHtml } from "../../report/said.ts";
import { hasValue, lastMonths, type Series } from "../../report/series.ts";
import { pointsUp, shortRuleWords, signalIn, signalInGroup, verdictWords } from "../../report/signals.ts";
import { statementsOf } from "../../report/statements.ts";
import { byDimension, fractionWords, noFigureWords } from "../../report/words.ts";
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
import { exceptionPlace } from "./exceptions.ts";
import { groupLead } from "./groupLead.ts";
import { isOneNumber, trendOf, underChart } from "./picture.ts";
import { soFarPaper } from "./soFar.ts";

const monthsShown = 36;
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
  if (!figure) return marker("x");
  const mark = figure.value !== null ? marker(figure.status) : "";
  return html`${sign(month, series)}${valueCell(figure, series.definition.unit)}${mark ? html` ${mark}` : ""}`;
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
    label: `To ${formatShortMonth(monthsBefore(series.month, before))}`,
    kind: "number" as const,
  }));
  const { unit } = series.definition;
  const caption = html`Its 36 months: ${unit === "percent" ? "share" : unit}`;
  return paperTable(caption, [{ label: "Month" }, ...years], rows);
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

/** That every month of a measure that has a figure has the same one: a table of it would say no more. */
function oneNumberWords(months: readonly Month[], { definition }: Series): string {
  const held = months.flatMap(({ figure }) => (hasValue(figure) ? [figure] : []));
  const value = held[0] ? formatValue(held[0].value, definition.unit) : "";
  const span =
    held.length === months.length
      ? `each of the ${String(monthsShown)} months`
      : `each of the ${String(held.length)} of ${String(monthsShown)} months that have a figure`;
  return `${value} in ${span} to ${formatMonth(months.at(-1)?.month ?? "")}.`;
}

/** The months of a measure in a table, beside its chart where that isn't among the exceptions. */
function picture(paper: Paper, series: Series, isException: boolean): Html {
  const { site, pageOf } = paper;
  const months = lastMonths(series, monthsShown);
  const basis = resting(site, { anyOf: series });
  if (!months.some(({ figure }) => hasValue(figure)))
    return html`<p class="none">No figure in the last ${String(monthsShown)} months. ${noFigureWords(series)}</p>`;
  const groups = groupTable(paper, series);
  if (isOneNumber(months)) return html`<p${basis}>${oneNumberWords(months, series)}</p>${groups}`;
  const place = exceptionPlace(series);
  const figure = isException
    ? html`<div><p><a href="#${place}">Its chart is on p. ${pageOf(place) ?? "00"}, among the exceptions.</a></p>${groups}</div>`
    : html`<figure>${drawTrend(trendOf(series, months), "annex")}<figcaption>${underChart(series, months)}</figcaption></figure>`;
  const key = shorthandKey(months.map((one) => one.figure));
  return html`<div class="beside"${basis}>${figure}<div>${monthTable(series, months)}${key}</div></div>${isException ? "" : groups}`;
}

/** One measure on paper: its figure and target, what it says, its chart beside its table, its groups where it matters. */
function measureBlock(paper: Paper, series: Series): Html {
  const { definition, latest } = series;
  const attention = attentionOf(series);
  const isException = ["failing", "worse", "better", "unusual"].includes(attention);
  const said = statementsOf(paper.site, series, "#");
  const note = hasValue(latest) ? noteOf(latest) : "";
  const aim = `${targetNow(series)}${definition.target ? " is the target" : ""}.`;
  const statements = isException ? "" : html` ${said.map((one) => html`${saidHtml(one)} `)}`;
  return html`
    <section class="measure" id="${placeOf(series)}"${resting(paper.site, series)}>
      <div class="whole">
        <h3>${definition.title}</h3>
        <p><strong>${capitalise(figureNow(series))}.</strong> ${aim} ${note}${statements}</p>
        ${isException ? "" : commentsNow(paper.site, series)}
        ${picture(paper, series, isException)}
      </div>
    </section>`;
}

/** Measures without a figure, those of one reason in one paragraph. */
function withoutFigure({ site }: Paper, series: readonly Series[]): Content {
  const reasons = [...new Set(series.map(noFigureWords))];
  const parts = reasons.map((why) => {
    const own = series.filter((one) => noFigureWords(one) === why);
    const names = own.map(
      (one) => html`<span id="${placeOf(one)}"${resting(site, one)}>${one.definition.title}</span>`,
    );
    return html`<p${resting(site, ...own)}>${why} ${join(names, "; ")}.</p>`;
  });
  return parts.length === 0
    ? ""
    : html`<section class="measure without"><h3>No figure this month: what is missing is not zero</h3>${parts}</section>`;
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
  const off = count(({ latest, definition }) => againstTarget(latest, definition.target) === "off target");
  const kinds = [
    ["worse", "got worse", "got worse"],
    ["better", "got better", "got better"],
    ["unusual", "is unusual", "are unusual"],
  ] as const;
  const moved = kinds.flatMap(([kind, one, many]) => {
    const found = count((series) => movementOf(series) === kind);
    return found === 0 ? [] : [`${formatSmall(found)} ${found === 1 ? one : many}`];
  });
  const held = own.filter(({ latest }) => hasValue(latest));
  const missing = own.filter(({ latest }) => !hasValue(latest));
  return {
    id: `group-${group}`,
    title: titleIn(paper.site.report.about, group),
    lead: groupLead(paper.site, own, off, moved),
    body: html`${soFarPaper(paper, held)}${held.map((series) => measureBlock(paper, series))}${withoutFigure(paper, missing)}`,
  };
}
