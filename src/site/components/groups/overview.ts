import { distanceFromTarget } from "../../../report/againstTarget.ts";
import { formatMonth, formatSmall, plural } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { type Attention, attentionOf } from "../../../report/judgement.ts";
import { allSaid, resting, said, untold } from "../../../report/said.ts";
import type { Series, Site } from "../../../report/series.ts";

/** What each reason to look is called, the gravest first, in the order a group's measures are read. */
const parts: readonly { attention: Attention | "early"; title: string; words: (count: number) => string }[] =
  [
    {
      attention: "failing",
      title: "Reliably missing a target",
      words: (count) =>
        count === 1 ? "one reliably misses its target" : `${formatSmall(count)} reliably miss their target`,
    },
    { attention: "worse", title: "Worse", words: (count) => `${formatSmall(count)} got worse` },
    { attention: "better", title: "Better", words: (count) => `${formatSmall(count)} got better` },
    {
      attention: "unusual",
      title: "Unusual",
      words: (count) => `${formatSmall(count)} ${count === 1 ? "is" : "are"} unusually high or low`,
    },
    {
      attention: "still so",
      title: "Still so",
      words: (count) => `${formatSmall(count)} changed over a year ago and stayed so`,
    },
    {
      attention: "steady",
      title: "Nothing unusual",
      words: (count) => `${formatSmall(count)} moved only as chance would have it`,
    },
    {
      attention: "early",
      title: "Too early to tell",
      words: (count) => `of ${formatSmall(count)} it is too early to tell`,
    },
    {
      attention: "no figure",
      title: "No figure",
      words: (count) => `${formatSmall(count)} ${count === 1 ? "has" : "have"} no figure`,
    },
  ];

/** Why to look at a measure; one without limits can't be called steady. */
function partOf(series: Series): Attention | "early" {
  const attention = attentionOf(series);
  return attention === "steady" && (series.latest?.variation ?? "") === "" ? "early" : attention;
}

/** The measures in the order of what matters: what fails, got worse, got better, is unusual, then the rest. */
export function inOrder(series: readonly Series[]): Series[] {
  const rank = (one: Series) => parts.findIndex(({ attention }) => attention === partOf(one));
  return [...series].sort(
    (a, b) =>
      rank(a) - rank(b) || (attentionOf(a) === "failing" ? distanceFromTarget(b) - distanceFromTarget(a) : 0),
  );
}

/** Whether a measure says nothing this month, so that its teams can be folded away. */
export function isCalm(series: Series): boolean {
  const attention = attentionOf(series);
  return attention === "steady" || attention === "no figure";
}

/** How many measures of the group say what, in a sentence, and which, each a link to its place on the page. */
export function groupOverview(site: Site, series: readonly Series[]): Html {
  const held = parts.flatMap((part) => {
    const own = inOrder(series).filter((one) => partOf(one) === part.attention);
    return own.length > 0 ? [{ ...part, own }] : [];
  });
  const isNoneHeld = series.every((one) => partOf(one) === "no figure");
  const words = held.map(({ attention, words, own }) =>
    attention === "no figure"
      ? untold(site, own, isNoneHeld ? "none has a figure" : words(own.length))
      : said(site, own, words(own.length)),
  );
  const lines = held.map(({ title, own }): Content => {
    const names = own.map(
      ({ definition }) => html`<li><a href="#${definition.id}">${definition.title}</a></li>`,
    );
    return html`<div${resting(site, ...own)}><dt>${title}</dt><dd><ul class="plain-list">${names}</ul></dd></div>`;
  });
  return html`
    <p class="lead">${plural(series.length, "measure")} in ${formatMonth(site.month)}: ${allSaid(words, ", ")}.</p>
    <dl class="group-parts">${lines}</dl>`;
}
