import { assuranceSymbol, variationSymbol } from "../../charts/symbols.ts";
import { formatShortMonth } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { basisOf } from "../../report/said.ts";
import { type GroupSeries, hasValue, isGroupHidden, type Series } from "../../report/series.ts";
import {
  agedVerdict,
  pointsUp,
  type Signal,
  shortRuleWords,
  signalInGroup,
  toldBy,
  verdictWords,
} from "../../report/signals.ts";
import type { Statement } from "../../report/statements.ts";

const assured = {
  passing: "Target reliably met",
  failing: "Target reliably missed",
  "hit-or-miss": "Target hit or miss",
} as const;

/** The sign of the reported month's variation; nothing where it has no limits. */
function variationSign(series: Series): Html | "" {
  const variation = toldBy(series.latest);
  if (variation === "") return "";
  const isHigh = pointsUp(variation, series.definition.direction);
  const side = variation === "improvement" || variation === "concern" ? `, ${isHigh ? "high" : "low"}` : "";
  return variationSymbol(variation, isHigh, `Variation: ${verdictWords(variation)}${side}`);
}

/** The sign of whether the target is reliably met; nothing without a target, or too few months to tell. */
function assuranceSign(series: Series): Html | "" {
  const assurance = series.latest?.assurance ?? "";
  return assurance === "" || assurance === "unclear" ? "" : assuranceSymbol(assurance, assured[assurance]);
}

/** Both signs of a measure side by side, for a row. */
export function signsOf(series: Series): Html {
  return html`<p class="signs">${variationSign(series)}${assuranceSign(series)}</p>`;
}

/** Statements as sentences one after the other, each with what it rests on. */
export function statementText(statements: readonly Statement[]): Html {
  const parts = statements.map(
    (one) => html`<span data-rule="${one.rule}"${basisOf(one)}>${one.text}</span> `,
  );
  return html`<p class="says">${parts}</p>`;
}

/** The verdict on a measure's page: each sign beside what it means, then what else the measure says. */
export function verdict(series: Series, statements: readonly Statement[]): Html | "" {
  if (!hasValue(series.latest) || statements.length === 0) return "";
  const find = (rule: Statement["rule"]) => statements.find((one) => one.rule === rule);
  const lines = (["signal", "assurance"] as const).flatMap((rule) => {
    const statement = find(rule);
    const sign = rule === "signal" ? variationSign(series) : assuranceSign(series);
    return statement
      ? [html`<li>${sign}<span data-rule="${rule}"${basisOf(statement)}>${statement.text}</span></li>`]
      : [];
  });
  const rest = statements.filter(({ rule }) => rule !== "signal" && rule !== "assurance");
  return html`<ul class="verdict">${lines}</ul>${rest.length > 0 ? statementText(rest) : ""}`;
}

/** What a group's reported month says, sign and words, or that its months are hidden; nothing where it has no limits. */
export function groupVerdict(series: Series, group: GroupSeries): Content {
  if (isGroupHidden(group)) return "months hidden: no verdict";
  const figure = group.months.get(series.month);
  const variation = toldBy(figure);
  if (!figure || variation === "") return hasValue(figure) ? "no verdict" : "";
  const signal: Signal | null = signalInGroup(series, group);
  const isHigh = pointsUp(variation, series.definition.direction);
  const words = signal
    ? `${agedVerdict(signal)}: ${shortRuleWords(signal, formatShortMonth)}`
    : verdictWords(variation);
  const sign = variationSymbol(variation, isHigh, verdictWords(variation));
  const of = `${figure.measure}/${figure.breakdown}/${figure.group}`;
  return html`<span class="group-verdict" data-of="${of}">${sign} ${words}</span>`;
}

/** What the signs beside and in the charts mean, in a line. */
export function signsKey(): Html {
  const signs: [sign: Html, words: string][] = [
    [variationSymbol("concern", false, "Triangle"), "worse"],
    [variationSymbol("improvement", true, "Disc"), "better"],
    [variationSymbol("high", true, "Diamond"), "unusual"],
    [variationSymbol("common", false, "Wave"), "nothing unusual"],
    [assuranceSymbol("failing", "Cross"), "target reliably missed"],
    [assuranceSymbol("hit-or-miss", "Half-filled square"), "hit or miss"],
    [assuranceSymbol("passing", "Tick"), "reliably met"],
  ];
  return html`
    <ul class="sign-key" aria-label="Signs">
      ${signs.map(([sign, words]) => html`<li>${sign} ${words}</li>`)}
      <li>shaded: what chance explains</li>
      <li>dashed: target</li>
    </ul>`;
}
