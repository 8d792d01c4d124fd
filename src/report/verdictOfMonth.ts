import { monthsBefore } from "../../loaders/dates.ts";
import { isCounted } from "../catalogue/units.ts";
import { distanceFromTarget } from "./againstTarget.ts";
import {
  capitalise,
  formatCount,
  formatDimension,
  formatList,
  formatMonth,
  formatSmall,
  formatValue,
  plural,
} from "./format.ts";
import { type Content, html, join } from "./html.ts";
import { attentionOf } from "./judgement.ts";
import { type ChangePlace, heldBy, isLookedThrough, mostlyIn, placeOf, wayOf } from "./places.ts";
import { type Said, said, untold } from "./said.ts";
import { hasValue, type Series, type Site } from "./series.ts";
import { shortRuleWords, signalIn } from "./signals.ts";
import { figureWords, targetWords, whenWords } from "./words.ts";

/** A stock lies in one group where this much of it does, and it is of no fewer than so many. */
const mostOf = 0.6;
const fewestHeld = 10;

/** What a measure is called where the verdict stands: a link on a page, its title on paper. */
type NameOf = (series: Series) => Content;

/** A level in whole numbers: 'about 75%', 'about 120 a month'. */
function levelWords(level: number, { kind }: ChangePlace): string {
  if (kind === "share") return `${String(Math.round(100 * level))}%`;
  return formatValue(level < 10 ? Math.round(level * 10) / 10 : Math.round(level), "cases");
}

/** A group in a sentence: 'the team Service Complaints'. */
const groupWords = ({ dimension, group }: Pick<ChangePlace, "dimension" | "group">): string =>
  `the ${formatDimension(dimension)} ‘${group}’`;

/** Whether a measure counts what there is on a day. */
const isStock = ({ definition: { time, unit } }: Series): boolean => time === "stock" && isCounted(unit);

/** Where a change lies and since when. */
function placeWords(series: Series, place: ChangePlace): string {
  const { before, after, since, rest, lasts, kind } = place;
  const went = after > before ? "rose" : "fell";
  const each = kind === "count" ? " a month" : "";
  const back = wayOf(series, place) === "worse" ? "hasn’t recovered" : "has stayed there";
  const stayed = lasts ? ` and ${back}` : ", and is on its way back";
  const [was, is] = rest ? [rest.before, rest.after].map((level) => levelWords(level, place)) : [];
  const others = !rest
    ? ""
    : was === is
      ? `, while all others together stayed at ${is}${each}`
      : `, while all others together went from ${was} to ${is}${each}`;
  return `${groupWords(place)} ${went} from about ${levelWords(before, place)} to about ${levelWords(after, place)}${each} in ${formatMonth(since)}${stayed}${others}.`;
}

/** A measure with its figure and what it should be: 'Feedback closed in 20 working days is 59.7% (210 of 352) in March 2022, where at least 90% is wanted'. */
function figureSentence(series: Series, nameOf: NameOf): Content {
  const { latest, definition } = series;
  if (!hasValue(latest)) return "";
  const wanted = definition.target
    ? html`, where ${targetWords(definition.target, definition.unit)} is wanted`
    : "";
  return html`${nameOf(series)}: <strong>${figureWords(latest, definition.unit)}</strong> ${whenWords(latest, definition.time)}${wanted}`;
}

/**
 * What is bad about a measure that isn't in order, of which no place has got worse: since when, or that its target is hardly ever met, and
 * what has got better in it.
 */
function signalSentence(series: Series): Content {
  const signal = signalIn(series);
  const why = signal ? shortRuleWords(signal) : "its target is met in hardly any month";
  const better = placeOf(series);
  if (better && wayOf(series, better) === "better") return `; ${why}, though ${placeWords(series, better)}`;
  if (isStock(series)) {
    const most = mostlyIn(series, mostOf, fewestHeld);
    const where = most
      ? `, and ${formatValue(most.own, "cases")} of the ${formatValue(most.all, "cases")} are in ${groupWords(most)}`
      : "";
    return `; ${why}${where}.`;
  }
  return `; ${why}${isLookedThrough(series) ? ", and no one part of it alone explains that" : ""}.`;
}

/** What else lies in the same group: how much of what is short of the target, and the most of which stocks. */
function sameSentence(site: Site, series: Series, place: ChangePlace, nameOf: NameOf): Said<Content>[] {
  const held = site.series.flatMap((one) => {
    const { direction, target } = one.definition;
    if (!isStock(one) || direction !== "decrease") return [];
    const part = heldBy(one, place.dimension, place.group);
    const isMost = part && part.all >= fewestHeld && part.own >= mostOf * part.all;
    return isMost ? [{ one, hasTarget: Number(target !== null), ...part }] : [];
  });
  const most = held.sort((a, b) => b.hasTarget - a.hasTarget || b.own / b.all - a.own / a.all).slice(0, 2);
  const parts = most.map(
    ({ one, own, all }) =>
      html`${formatValue(own, "cases")} of the ${formatValue(all, "cases")} in ${nameOf(one)}`,
  );
  const { ofGap } = place;
  const much =
    ofGap !== null && ofGap > 0.995 ? "All" : ofGap !== null && ofGap > 0.9 ? "Nearly all" : "Most";
  const gap = ofGap === null || ofGap < mostOf ? "" : `${much} of the shortfall since is its own`;
  if (gap === "" && parts.length === 0) return [];
  const holds =
    parts.length === 0 ? "" : html`${gap === "" ? "It" : ", and it"} holds ${join(parts, " and ")}`;
  return [said(site, [series, ...most.map(({ one }) => one)], html`${gap}${holds}.`)];
}

/** What else is not in order, in a sentence. */
function othersSentence(site: Site, named: readonly Series[], others: readonly Series[]): Said<Content>[] {
  const left = others.filter((one) => !named.includes(one));
  if (left.length === 0) return [];
  const failing = left.filter((one) => attentionOf(one) === "failing");
  const worse = left.filter((one) => attentionOf(one) === "worse");
  const part = (series: readonly Series[], words: string) =>
    series.length === 0 ? [] : [`${formatSmall(series.length)} ${words}`];
  const words = [
    ...part(
      failing,
      `other ${failing.length === 1 ? "measure reliably misses its target" : "measures reliably miss their targets"}`,
    ),
    ...part(worse, "got worse in the last twelve months"),
  ];
  const text = formatList(words);
  return [said(site, left, html`${text.charAt(0).toUpperCase()}${text.slice(1)}.`)];
}

/** What is no trouble yet is told of where it began within so many months. */
const toldFor = 24;

interface Told {
  series: Series;
  place: ChangePlace | null;
}

/**
 * What a month is told by, the gravest first: what isn't in order and lies in one place; what isn't in order; a change for the worse in
 * one place that the whole doesn't show; one for the better; and one that is neither.
 */
function toldFirst(site: Site, bad: readonly Series[]): Told | null {
  const others = site.series.filter((one) => !bad.includes(one));
  const ranked = [...bad, ...others].flatMap((series): (Told & { rank: number })[] => {
    const place = placeOf(series);
    const way = place && wayOf(series, place);
    if (bad.includes(series))
      return [way === "worse" ? { series, place, rank: 0 } : { series, place: null, rank: 1 }];
    if (!place || !hasValue(series.latest) || place.since <= monthsBefore(site.month, toldFor)) return [];
    const isUnusual = attentionOf(series) === "unusual";
    const rank = way === "worse" ? 2 : way === "better" ? 3 : isUnusual ? 4 : null;
    return rank === null ? [] : [{ series, place, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank)[0] ?? null;
}

/** The office’s own targets before assumed ones, then the furthest from target first. */
export function gravestFirst(series: readonly Series[]): Series[] {
  const rank = ({ definition: { target } }: Series) => (target ? Number(target.assumed) : 2);
  return [...series].sort((a, b) => rank(a) - rank(b) || distanceFromTarget(b) - distanceFromTarget(a));
}

/**
 * What the month comes to, in three sentences at most, worked out from the figures: the gravest that isn't in order, where that lies and
 * since when; what else lies there; and how much else there is, of what reliably misses a target or got worse. Empty where nothing
 * can be told.
 */
export function verdictOfMonth(site: Site, nameOf: NameOf): Said<Content>[] {
  const bad = ["failing", "worse"].flatMap((attention) =>
    gravestFirst(site.series.filter((one) => attentionOf(one) === attention)),
  );
  const first = toldFirst(site, bad);
  if (!first) return nothingSaid(site);
  const { series, place } = first;
  const what = said(
    site,
    [series],
    place
      ? html`${figureSentence(series, nameOf)}: ${placeWords(series, place)}`
      : html`${figureSentence(series, nameOf)}${signalSentence(series)}`,
  );
  const isWorse = place !== null && wayOf(series, place) === "worse";
  const where = isWorse ? sameSentence(site, series, place, nameOf) : [];
  const ids = new Set([series.definition.id, ...where.flatMap(({ restsOn }) => restsOn)]);
  const named = site.series.filter(({ definition }) => ids.has(definition.id));
  return [what, ...where, ...othersSentence(site, named, bad)];
}

/**
 * That nothing is amiss, of those measures alone of which it can be told, and how many have no figure to tell it of; nothing where it
 * can't be told of any.
 */
function nothingSaid(site: Site): Said<Content>[] {
  const hasLimits = site.series.filter(({ latest }) => hasValue(latest) && latest.variation !== "");
  const aimed = site.series.filter(({ latest }) => hasValue(latest) && latest.assurance !== "");
  const told = site.series.filter((one) => hasLimits.includes(one) || aimed.includes(one));
  if (told.length === 0) return [];
  const ofTargets =
    aimed.length === 1
      ? "the one measure whose target can be judged doesn’t reliably miss it"
      : `none of the ${formatCount(aimed.length)} measures whose target can be judged reliably misses it`;
  const ofLimits =
    hasLimits.length === 1
      ? `the one ${aimed.length === 0 ? "measure " : ""}whose limits are known didn’t get worse`
      : `none of the ${formatCount(hasLimits.length)} ${aimed.length === 0 ? "measures " : ""}whose limits are known got worse`;
  const parts = [...(aimed.length === 0 ? [] : [ofTargets]), ...(hasLimits.length === 0 ? [] : [ofLimits])];
  const words = said(site, told, `${capitalise(parts.join(", and "))}.`);
  const without = site.series.filter(({ latest }) => !hasValue(latest));
  if (without.length === 0) return [words];
  const have = without.length === 1 ? "has" : "have";
  const missing = `${formatCount(without.length)} of ${plural(site.series.length, "measure")} ${have} no figure.`;
  return [words, untold(site, without, missing)];
}
