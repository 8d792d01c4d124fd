import { capitalise, formatCount, formatList, formatSmall } from "../../report/format.ts";
import { type Said, said, untold } from "../../report/said.ts";
import { hasValue, type Series, type Site } from "../../report/series.ts";
import { tally } from "../agenda.ts";

/**
 * What a group of measures comes to: how many are off target and moved, of those alone of which it can be told, and how
 * many have no figure.
 */
export function groupLead(
  site: Site,
  own: readonly Series[],
  off: number,
  moved: readonly string[],
): Said<string>[] {
  const count = (isTrue: (series: Series) => boolean) => own.filter(isTrue).length;
  const held = own.filter(({ latest }) => hasValue(latest));
  const measures = capitalise(tally(own.length, "measure", "measures"));
  if (held.length === 0)
    return [untold(site, own, `${measures}: not held. None has a figure, so nothing can be told of any.`)];
  const aimed = count(({ definition }) => definition.target !== null);
  const judged = count(({ latest, definition }) => definition.target !== null && hasValue(latest));
  const none = aimed === 0 ? "none with a target" : "no figure of any with a target";
  const among = judged < aimed ? ` of the ${formatCount(judged)} with a target and a figure` : "";
  const aim = judged === 0 ? none : `${off === 0 ? "none" : formatCount(off)}${among} off target`;
  const told = count(({ latest }) => (latest?.variation ?? "") !== "");
  const calm =
    told === 0
      ? "It is too early to tell whether any moved by more than chance."
      : `Nothing moved by more than chance${told < own.length ? ` in the ${formatSmall(told)} of which it can be told` : ""}.`;
  const movement = moved.length === 0 ? calm : `By more than chance ${formatList(moved)}.`;
  const without = own.length - held.length;
  const missing = `${capitalise(formatSmall(without))} ${without === 1 ? "has" : "have"} no figure.`;
  return [
    said(site, held, `${measures}, ${aim}. ${movement}`),
    ...(without === 0 ? [] : [untold(site, own, missing)]),
  ];
}
