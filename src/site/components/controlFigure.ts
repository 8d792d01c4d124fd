import { bandsOf } from "../../charts/limitMarks.ts";
import type { Trend } from "../../charts/months.ts";
import { gapLines, gapsOf } from "../../charts/points.ts";
import { sayLimits, saySigns } from "../../charts/sayMonths.ts";
import { sayTargets, targetRuns } from "../../charts/targetMarks.ts";
import { axisOf, drawTrend } from "../../charts/trend.ts";
import { chartTypeOf, withPlainLimits } from "../../measures/judge.ts";
import { beganIn } from "../../report/began.ts";
import { expectedWords, hiddenWords, isTrial } from "../../report/controlLimits.ts";
import {
  capitalise,
  formatDay,
  formatLimit,
  formatList,
  formatMonth,
  formatTarget,
  formatValue,
  plural,
} from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { flagsOf, noteWords } from "../../report/officeNotes.ts";
import { basisOf } from "../../report/said.ts";
import { hasHiddenMonth, hasNoMonths, hasValue, rebasedMonths, type Series } from "../../report/series.ts";
import { averagesAt, limitsBegin, monthWords, stepsIn, verdictWords } from "../../report/signals.ts";
import { figureWords, findingOf, targetWords, whenWords } from "../../report/words.ts";

const chartNames = { "p-prime": "chance in so many", xmr: "steps from month to month" } as const;

/**
 * The same series read with the plain XmR chart of Making Data Count, to compare with another office's: one level between breaks and
 * rebases, the average and 2.66 of the average moving range. The figures and everything said of their targets stay.
 */
export function asXmr(series: Series): Series {
  const { definition, breaks, rebases } = series;
  const measure = definition.id;
  const figures = series.months.flatMap(({ figure }) => (figure ? [figure] : []));
  const boundaries = { breaks: breaks.map(({ month }) => ({ measure, on: `${month}-01` })), rebases };
  const judged = new Map(withPlainLimits(definition, figures, boundaries).map((one) => [one.period, one]));
  // Those that no limits are told of, such as provisional ones, are figures all the same.
  const months = series.months.map(({ month, figure }) => ({ month, figure: judged.get(month) ?? figure }));
  return { ...series, months, latest: judged.get(series.month) ?? series.latest };
}

function trendOf(series: Series, finding: string, elsewhere = "The table has"): Trend {
  const { unit, target, title } = series.definition;
  const trend = {
    months: series.months,
    unit,
    target: target?.value ?? null,
    label: `${title}: ${finding}. ${alternative(series)} ${signalCount(series)}${elsewhere} the same figures.`,
    breaks: series.breaks.map(({ month }) => month),
    rebases: rebasedMonths(series),
    steps: stepsIn(series.months),
    flags: flagsOf(series).map(({ number, note }) => ({ number, month: note.month })),
  };
  return { ...trend, axis: axisOf(trend, 5) };
}

/** What a chart shows besides its finding, for a reader who can't see it: the latest value, all that are shown, the target and the signal. */
function alternative(series: Series): string {
  const { months, definition } = series;
  const { unit, target, time } = definition;
  const held = months.flatMap(({ figure }) => (hasValue(figure) ? [figure] : []));
  const last = held.at(-1);
  if (!last) return "";
  const values = held.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => formatValue(value, unit));
  const first = formatMonth(held[0]?.period ?? series.month);
  const latest = `Latest: ${figureWords(last, unit)} ${whenWords(last, time)}.`;
  const range =
    held.length < 2
      ? ""
      : ` ${hasHiddenMonth(series) ? "Shown months" : "Months"} since ${first}: ${least} to ${most}.`;
  const aim = target ? ` Target: ${targetWords(target, unit)}.` : " No target.";
  const signal = last.variation ? ` Signal: ${monthWords(last) || "nothing unusual"}.` : "";
  return `${latest}${range}${aim}${signal}`;
}

/** How many months say something, by what they say, for a reader who can't see their signs. */
function signalCount({ months }: Series): string {
  const kinds = ["concern", "improvement", "high", "low"] as const;
  const parts = kinds.flatMap((kind) => {
    const count = months.filter(({ figure }) => figure?.variation === kind).length;
    return count > 0 ? [`${plural(count, "month")} ${verdictWords(kind)}`] : [];
  });
  return parts.length > 0 ? `${capitalise(formatList(parts))} than chance explains. ` : "";
}

/** What the marks are: the band and its range now, the target, the signs used, and where the axis starts. */
function captionOf(series: Series, trend: Trend): Html {
  const { unit, target } = series.definition;
  const first = series.months[0]?.month ?? series.month;
  const span =
    first === series.month ? formatMonth(first) : `${formatMonth(first)} to ${formatMonth(series.month)}`;
  const last = series.months.findLast(({ figure }) => hasValue(figure))?.figure ?? null;
  const expected = expectedWords(last);
  const band = expected
    ? ` Shaded: what to expect by chance, now ${expected}.`
    : hasHiddenMonth(series)
      ? ` ${hiddenWords}`
      : "";
  const aim = target ? ` Dashed: target, ${targetWords(target, unit)}.` : "";
  const from = trend.axis?.domain[0] ?? 0;
  const start =
    from === 0
      ? ""
      : html` <span class="of-all">The vertical axis starts at ${formatTarget(from, unit)}, not at zero.</span>`;
  const isSampled = series.months.some(({ figure }) => figure !== null && figure.lower !== null);
  const interval = isSampled
    ? ` Upright lines, last 13 months: how sure ${series.definition.frame ? "the sample makes the figure" : "so few make the figure"} (95% interval).`
    : "";
  return html`
    <p class="quiet">
      ${capitalise(unit === "percent" ? "share" : unit)} by month<span class="of-all">, ${span}</span>.${band}${aim}${interval}${start}
    </p>`;
}

const signWords = {
  improvement: "disc: better",
  concern: "triangle: worse",
  high: "diamond: unusually high or low",
  low: "diamond: unusually high or low",
} as const;

/** What the signs of this chart mean, each beside its shape; nothing where no month says anything. */
function signKey({ months }: Series): Html | "" {
  const used = new Set(
    months.flatMap(({ figure }) =>
      figure?.variation && figure.variation !== "common" ? [signWords[figure.variation]] : [],
    ),
  );
  if (used.size === 0) return "";
  return html`<p class="quiet">${capitalise([...used].join("; "))}; grey: nothing unusual.</p>`;
}

const bySettings = basisOf({ restsOn: ["build:settings"], lacks: [] });

/** The month of a line that stands under a chart and the word beside it there, for the script that answers of a month. */
const lineAt = (month: string, word: string) => html` data-month="${month}" data-word="${word}"`;

/** Months of a series that are drawn: all of them, or the last. */
type Drawn = Pick<Series, "months">;

/** Where limits begin anew and why, and which of them are on trial. */
function segmentLines(series: Series, { months }: Drawn): Html[] {
  const first = months[0]?.month ?? series.month;
  const broken = series.breaks
    .filter(({ month }) => first < month && month <= series.month)
    .map(
      ({ month, reason }) => html`<li${lineAt(month, "break")}>Break, ${formatMonth(month)}: ${reason}</li>`,
    );
  const rebased = rebasedMonths(series);
  const anew = series.rebases
    .filter(({ on }) => rebased.includes(on.slice(0, 7)) && first < on && on.slice(0, 7) <= series.month)
    .map(
      ({ on, author, reason, decided_on }) =>
        html`<li${lineAt(on.slice(0, 7), "rebased")}>Limits begin anew, ${formatDay(on)}: ${reason} Decided by ${author} on ${formatDay(decided_on)}.</li>`,
    );
  const steps = stepsIn(months).map(
    (month) =>
      html`<li${lineAt(month, "step?")}>Step proposed, ${formatMonth(month)}: ${stepWords(series, month)}</li>`,
  );
  const trial = bandsOf(months, limitsBegin(series)).filter(({ points }) => isTrial(points));
  const spans = [
    ...new Set(trial.map(({ steps }) => formatMonth(months[steps[0]?.from ?? 0]?.month ?? series.month))),
  ];
  const onTrial =
    spans.length === 0
      ? []
      : [
          html`<li>Dashed limits, from ${formatList(spans)}: on fewer than 13 months, so take them on trial.</li>`,
        ];
  const told = flagsOf(series).filter(({ note }) => months === series.months || note.month >= first);
  const noted = told.map(
    ({ number, note }) =>
      html`<li${bySettings}${lineAt(note.month, `note ${number}`)}>Noted ${String(number)}, ${noteWords(note)}</li>`,
  );
  return [...noted, ...broken, ...anew, ...steps, ...onTrial];
}

/** What a step went from and to, and that it isn't decided on. */
function stepWords(series: Series, month: string): string {
  const { before, after } = averagesAt(series, month);
  const [from, to] = [before, after].map((average) => formatLimit(average, series.definition.unit));
  return `the average goes from ${from} to ${to}. Each has limits of its own until it is decided whether the work is to be taken as new.`;
}

/** `says` has the drawing say its months itself, for a page that has no table of them. */
function drawing(series: Series, kind: string, says: Trend["says"]): Html {
  const trend = trendOf(series, findingOf(series));
  const limits = sayLimits(series.months, limitsBegin(series));
  return html`
    <div class="drawing ${kind}" data-limits="${limits}" data-signs="${saySigns(series.months)}">
      <h2>${findingOf(series)}</h2>
      <div class="chart-box">
        ${drawTrend(says ? { ...trend, says } : trend, "wide")}
        ${drawTrend(trend, "narrow")}
      </div>
      <div class="caption">${captionOf(series, trend)}${signKey(series)}</div>
    </div>`;
}

/** Both charts of a rate under two labelled buttons, the one it is judged by shown first; on paper that one alone. */
function switched(series: Series, says: Trend["says"]): Content {
  const { id } = series.definition;
  const option = (type: "p-prime" | "xmr", isChecked: boolean) =>
    html`
      <label>
        <input type="radio" name="limits-${id}"
          class="shows-${type}"${isChecked ? html` checked` : ""}> ${chartNames[type]}
      </label>`;
  return html`
    <fieldset class="switch">
      <legend>Limits by</legend>
      ${option("p-prime", true)}
      ${option("xmr", false)}
    </fieldset>
    ${drawing(series, "by-p-prime", says)}
    ${drawing(asXmr(series), "by-xmr", says)}`;
}

/**
 * The big chart of a measure under a title that states the finding: a control chart, with the limits of its segments,
 * its signs, breaks and what is not held. A rate judged by a p′ chart may be read as an XmR chart too. With `says` the chart says its
 * months itself: of a page without a table of them.
 */
export function controlFigure(series: Series, says?: Trend["says"]): Html {
  const held = heldOf(series);
  const hasLimits = held.some(({ figure }) => figure?.variation);
  const charts =
    held.length === 0
      ? noChart(series)
      : hasLimits && chartTypeOf(series.definition) === "p-prime"
        ? switched(series, says)
        : drawing(series, "by-xmr-alone", says);
  const { id, unit, target } = series.definition;
  const runs = targetRuns({ months: series.months, target: target?.value ?? null });
  const aim = runs.length > 0 ? html` data-targets="${sayTargets(runs)}"` : "";
  return html`<figure class="big" data-of="${id}" data-unit="${unit}"${aim}>${charts}${linesBelow(series, series)}</figure>`;
}

/**
 * The chart of a measure as it is judged, of its last months, for a page of many: of three years, or of more
 * where what it says began before, or where limits would be drawn of less than their first year. It is drawn once for every width.
 */
export function recentFigure(series: Series): Html {
  const shown = { ...series, months: series.months.slice(firstDrawn(series)) };
  if (heldOf(shown).length === 0) return html`<figure class="big">${noChart(shown)}</figure>`;
  const finding = findingOf(series);
  const trend = trendOf(shown, finding, "Its own page has");
  return html`
    <figure class="big recent">
      <h2>${finding}</h2>
      <div class="chart-box">${drawTrend({ ...trend, says: true }, "wide")}</div>
      <div class="caption">${captionOf(shown, trend)}${signKey(shown)}</div>
      ${linesBelow(series, shown)}
    </figure>`;
}

const [recentMonths, monthsBeforeBegun, firstYear] = [36, 6, 13];

/** The place of the first month that `recentFigure` draws. */
function firstDrawn(series: Series): number {
  const { months } = series;
  const placeOf = (month: string) => months.findIndex((one) => one.month === month);
  const began = placeOf(beganIn(series) ?? "");
  const usual = months.length - recentMonths;
  const begins = [...limitsBegin(series), ...stepsIn(months)].map(placeOf).sort((a, b) => b - a);
  const first = begins.reduce(
    (from, begin) => (begin > from && begin - from < firstYear ? begin - firstYear : from),
    began < 0 ? usual : Math.min(usual, began - monthsBeforeBegun),
  );
  return Math.max(0, first);
}

const heldOf = ({ months }: Series) => months.filter(({ figure }) => hasValue(figure));

/** What stands where there is no figure to draw. */
function noChart(series: Series): Html {
  const first = series.months[0]?.month ?? series.month;
  const span =
    first === series.month ? formatMonth(first) : `${formatMonth(first)} to ${formatMonth(series.month)}`;
  return html`
    <h2>${findingOf(series)}</h2>
    <p class="empty-chart">
      ${hasNoMonths(series) && series.latest ? "It is given by longer periods, so there are no months to draw." : `There is no figure to draw for ${span}.`}
    </p>`;
}

/** What is to be known of the months that are drawn: where limits begin anew, what was noted, what isn't held. */
function linesBelow(series: Series, drawn: Drawn): Html {
  const gaps = gapLines(gapsOf(drawn.months));
  const missing =
    gaps.length === 0
      ? ""
      : html`<p class="quiet">Hatched:</p><ul class="quiet">${gaps.map((line) => html`<li>${line}</li>`)}</ul>`;
  const lines = segmentLines(series, drawn);
  const segments = lines.length === 0 ? "" : html`<ul class="quiet">${lines}</ul>`;
  return html`<figcaption>${segments}${missing}</figcaption>`;
}
