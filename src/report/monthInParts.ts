import { againstTarget } from "./againstTarget.ts";
import { capitalise, formatCount, formatList, plural } from "./format.ts";
import { type Attention, attentionOf } from "./judgement.ts";
import { type Said, said, untold } from "./said.ts";
import { hasValue, type Series, type Site } from "./series.ts";
import { gravestFirst } from "./verdictOfMonth.ts";

/** The measures of a month by the attention they ask for, each in one part alone, the gravest first. */
export type MonthInParts = Readonly<Record<Attention, readonly Series[]>>;

const parts: readonly { attention: Attention; one: string; many: string; none: string }[] = [
  {
    attention: "failing",
    one: "reliably misses its target",
    many: "reliably miss their targets",
    none: "none reliably misses its target",
  },
  { attention: "worse", one: "got worse", many: "got worse", none: "none got worse" },
  { attention: "better", one: "got better", many: "got better", none: "none got better" },
  { attention: "unusual", one: "is newly unusual", many: "are newly unusual", none: "none is newly unusual" },
  { attention: "still so", one: "is still so", many: "are still so", none: "" },
  { attention: "steady", one: "is steady", many: "are steady", none: "" },
  { attention: "no figure", one: "has no figure", many: "have no figure", none: "" },
];

/** All measures of a month, each in the one part of the brief and the pack that it belongs to. */
export function monthInParts(site: Site): MonthInParts {
  const found: Record<Attention, Series[]> = {
    failing: [],
    worse: [],
    better: [],
    unusual: [],
    "still so": [],
    steady: [],
    "no figure": [],
  };
  for (const one of gravestFirst(site.series)) found[attentionOf(one)].push(one);
  return found;
}

/** What a meeting looks at one by one: what reliably misses its target, and what really changed within the year. */
export function exceptionsOf({ failing, worse, better, unusual }: MonthInParts): Series[] {
  return [...failing, ...worse, ...better, ...unusual];
}

/** How many measures are in each part, in a sentence: brief and pack say the same one. */
export function partsSaid(site: Site): Said<string>[] {
  const found = monthInParts(site);
  const held = site.series.filter(({ latest }) => hasValue(latest));
  const counted = (attentions: readonly Attention[]) =>
    parts
      .filter(({ attention }) => attentions.includes(attention))
      .flatMap(({ attention, one, many, none }) => {
        const count = found[attention].length;
        if (count === 0) return none === "" ? [] : [none];
        return [`${formatCount(count)} ${count === 1 ? one : many}`];
      });
  const missing = formatList(counted(["no figure"]));
  const total = `Of ${plural(site.series.length, "measure")}`;
  if (held.length === 0) return missing === "" ? [] : [untold(site, site.series, `${total} ${missing}.`)];
  const told = counted(["failing", "worse", "better", "unusual", "still so", "steady"]);
  const all = missing === "" ? total : `Of ${plural(held.length, "measure")} with a figure`;
  return [
    said(site, held, `${all} ${formatList(told)}.`),
    ...(missing === "" ? [] : [untold(site, found["no figure"], `${capitalise(missing)}.`)]),
  ];
}

/** The measures with a target by how the month stands against it: those with a figure off and on it, and those without. */
export function againstTargets(site: Site): Readonly<Record<"off" | "on" | "none", readonly Series[]>> {
  const aimed = gravestFirst(site.series.filter(({ definition }) => definition.target !== null));
  const of = (where: string) =>
    aimed.filter(({ latest, definition }) => againstTarget(latest, definition.target) === where);
  return { off: of("off target"), on: of("on target"), none: of("no figure") };
}

/** How the month stands against its targets, in a sentence or two: brief and pack say the same. */
export function targetsSaid(site: Site): Said<string>[] {
  const { off, on, none } = againstTargets(site);
  const judged = [...off, ...on];
  const aimed = judged.length + none.length;
  if (aimed === 0) return [untold(site, [], "No measure has a target.")];
  const missing = `${formatCount(none.length)} ${none.length === 1 ? "has" : "have"} no figure`;
  const total = `Of ${plural(aimed, "measure with a target", "measures with a target")}`;
  if (judged.length === 0) return [untold(site, none, `${total} ${missing}.`)];
  const found = [
    `${off.length === 0 ? "none is" : `${formatCount(off.length)} ${off.length === 1 ? "is" : "are"}`} off target`,
    `${on.length === 0 ? "none" : formatCount(on.length)} on target`,
  ];
  return [
    said(site, judged, `${total} ${formatList(found)} this month.`),
    ...(none.length === 0 ? [] : [untold(site, none, `${capitalise(missing)}.`)]),
  ];
}
