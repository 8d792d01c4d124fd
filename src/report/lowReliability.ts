import { nameSome } from "./held.ts";
import { type Said, said } from "./said.ts";
import { hasValue, type Site } from "./series.ts";

/** Which measures’ figures of the month are of low reliability, as too many of the rows they would read were lost; empty when none is. */
export function lowReliabilityWords(site: Site): Said<string> {
  const low = site.series.filter(({ latest }) => hasValue(latest) && latest.status === "u");
  const titles = low.map(({ definition }) => definition.title);
  const words = `Of low reliability, as too many of their rows were set aside or lack a value: ${nameSome(titles)}.`;
  return said(site, low, low.length > 0 ? words : "");
}
