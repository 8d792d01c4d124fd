import { noLimitsWords } from "../../report/controlLimits.ts";
import { capitalise, formatCount, formatList, formatSmall } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { assuranceWords, attentionOf, sampleWords, variationWords } from "../../report/judgement.ts";
import { resting, said, untold } from "../../report/said.ts";
import { hasValue, type Series } from "../../report/series.ts";
import { signalIn } from "../../report/signals.ts";
import { distanceFromTarget, monthsOffTarget, standingOf } from "../../report/standing.ts";
import { noFigureWords } from "../../report/words.ts";
import {
  type AgendaItem,
  figureNow,
  measureLink,
  type Paper,
  paperTable,
  tally,
  targetNow,
} from "../agenda.ts";

/** How reliably a target that was missed is missed, in a sentence. */
function reliability(series: Series): string {
  const { off, of } = monthsOffTarget(series, 36);
  const often = of > 1 ? `Off target in ${formatCount(off)} of ${formatCount(of)} months.` : "";
  const sure = assuranceWords(series) || sampleWords(series) || noLimitsWords(series);
  return `${sure} ${often}`;
}

const isAssumed = ({ definition }: Series) => Number(definition.target?.assumed ?? false);

function missedTable(paper: Paper, caption: string, series: readonly Series[]): Content {
  if (series.length === 0) return "";
  const rows = series.map((one) => [
    measureLink(paper, one),
    figureNow(one),
    targetNow(one),
    reliability(one),
  ]);
  const columns = [
    { label: "Measure", kind: "wide" },
    { label: "Figure" },
    { label: "Target" },
    { label: "How reliably", kind: "wide" },
  ] as const;
  return paperTable(caption, columns, rows, { bases: series.map((one) => resting(paper.site, one)) });
}

/**
 * The second item: the measures off target, those whose process can't meet it first; among them the office's own targets
 * before assumed ones, then the furthest off.
 */
export function offTargetItem(paper: Paper): AgendaItem {
  const off = paper.site.series
    .filter((one) => standingOf(one.latest, one.definition.target) === "off target")
    .sort((a, b) => isAssumed(a) - isAssumed(b) || distanceFromTarget(b) - distanceFromTarget(a));
  const isFailing = (one: Series) => attentionOf(one) === "failing";
  const reachable = paper.site.series.filter((one) => isFailing(one) && !off.includes(one));
  const failing = off.filter(isFailing);
  const others = off.filter((one) => !isFailing(one));
  const withTarget = paper.site.series.filter(
    ({ latest, definition }) => definition.target !== null && hasValue(latest),
  );
  const body =
    off.length === 0 && reachable.length === 0
      ? ""
      : html`${missedTable(paper, "Off target, and it will stay so", failing)}${missedTable(paper, "Off target this month; chance may decide the next", others)}${missedTable(paper, "On target this month, but the target lies beyond the limits", reachable)}`;
  const stay =
    failing.length === 0
      ? ""
      : ` ${formatCount(failing.length)} of them will stay so as things are: the target lies beyond the limits.`;
  const without = paper.site.series.filter(
    ({ latest, definition }) => definition.target && !hasValue(latest),
  );
  const { site } = paper;
  const missing = `${capitalise(tally(without.length, "measure with a target has", "measures with a target have"))} no figure.`;
  const words = `${capitalise(tally(off.length, "measure", "measures"))} of the ${formatCount(withTarget.length)} with a target and a figure ${off.length === 1 ? "is" : "are"} off target.${stay}`;
  const lead =
    withTarget.length === 0
      ? [untold(site, without, "No measure with a target has a figure this month.")]
      : [said(site, withTarget, words), ...(without.length === 0 ? [] : [untold(site, without, missing)])];
  return { id: "off-target", title: "Off target, and whether reliably", lead, body };
}

const kinds = [
  ["concern", "Worse"],
  ["improvement", "Better"],
  ["high", "Unusually high"],
  ["low", "Unusually low"],
] as const;

function changedTable(paper: Paper, kind: (typeof kinds)[number]): Html | "" {
  const [variation, caption] = kind;
  const series = paper.site.series.filter((one) => {
    const signal = signalIn(one);
    return signal?.isNew === true && signal.variation === variation;
  });
  if (series.length === 0) return "";
  const rows = series.map((one) => [measureLink(paper, one), figureNow(one), variationWords(one)]);
  return paperTable(
    `${caption}: ${tally(series.length, "measure", "measures")}`,
    [{ label: "Measure", kind: "wide" }, { label: "Figure" }, { label: "The rule that fired", kind: "wide" }],
    rows,
    { bases: series.map((one) => resting(paper.site, one)) },
  );
}

/** What changed more than twelve months ago and is so since: no news, and in force. */
function stillSo(paper: Paper, series: readonly Series[]): Html | "" {
  if (series.length === 0) return "";
  return paperTable(
    `Still so: ${tally(series.length, "measure", "measures")}`,
    [{ label: "Measure", kind: "wide" }, { label: "Figure" }, { label: "Since when", kind: "wide" }],
    series.map((one) => [measureLink(paper, one), figureNow(one), variationWords(one)]),
    { bases: series.map((one) => resting(paper.site, one)) },
  );
}

/** The third item: the measures that moved by more than chance, and what has no figure. */
export function changesItem(paper: Paper): AgendaItem {
  const { series } = paper.site;
  const steady = series.filter((one) => one.latest?.variation === "common" && !signalIn(one)).length;
  const old = series.filter((one) => signalIn(one)?.isNew === false);
  const early = series.filter(({ latest }) => hasValue(latest) && latest.variation === "").length;
  const without = series.filter(({ latest }) => !hasValue(latest));
  const tables = kinds.map((kind) => changedTable(paper, kind));
  const missing =
    without.length === 0
      ? ""
      : paperTable(
          "No figure this month: what is missing is not zero",
          [
            { label: "Measure", kind: "wide" },
            { label: "Why", kind: "wide" },
          ],
          without.map((one) => [measureLink(paper, one), noFigureWords(one)]),
          { bases: without.map((one) => resting(paper.site, one)) },
        );
  const count = (...kinds: string[]) =>
    series.filter((one) => {
      const signal = signalIn(one);
      return signal?.isNew === true && kinds.includes(signal.variation);
    }).length;
  const counts = [
    `${formatSmall(count("concern"))} got worse`,
    `${formatSmall(count("improvement"))} got better`,
    `${formatSmall(count("high", "low"))} ${count("high", "low") < 2 ? "is" : "are"} unusual`,
  ];
  const calm = [
    old.length > 0
      ? `${formatCount(old.length)} ${old.length === 1 ? "is" : "are"} as since before the last twelve months`
      : "",
    steady > 0 ? `nothing is unusual in ${formatCount(steady)}` : "",
    early > 0
      ? `it can’t be told of ${formatCount(early)}, too few months or too rare to say what is usual`
      : "",
  ].filter((words) => words !== "");
  const told = series.filter(({ latest }) => (latest?.variation ?? "") !== "").length;
  const change =
    told === 0
      ? "Of no measure can it be told whether it changed by more than chance"
      : `Of the measures, by more than chance ${formatList(counts)}`;
  const no = `${capitalise(tally(without.length, "measure has", "measures have"))} no figure this month.`;
  const held = series.filter((one) => !without.includes(one));
  const words = `${change}${calm.length > 0 ? `; ${formatList(calm)}` : ""}.`;
  return {
    id: "changes",
    title: "What really changed",
    lead: [
      ...(held.length === 0 ? [] : [said(paper.site, held, words)]),
      ...(without.length === 0 ? [] : [untold(paper.site, without, no)]),
    ],
    body: html`<p class="quiet">A change is named only where a rule fired that chance rarely sets off.</p>${tables}${stillSo(paper, old)}${missing}`,
  };
}
