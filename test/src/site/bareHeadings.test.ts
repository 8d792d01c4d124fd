import { describe, expect, it } from "vitest";
import type { Edition, Report } from "../../../src/report/report.ts";
import { toSite } from "../../../src/report/series.ts";
import { toPages } from "../../../src/site/pages.ts";
import { isLong } from "../../gear.ts";
import { fixtureInput } from "./fixture.ts";

const heading = /<h([1-6])\b[^>]*>([\s\S]*?)<\/h\1>/g;

/** What a reader has of markup: its words, and that there is a drawing. */
const seenOf = (markup: string) =>
  markup
    .replace(/<svg[\s\S]*?<\/svg>/g, "a drawing")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The headings of a page with nothing under them; one that itself says what there is to say has that as its explanation. */
function bareHeadings(body: string): string[] {
  const found = [...body.matchAll(heading)];
  return found.flatMap((one, place) => {
    const [whole, level = "", inside = ""] = one;
    const next = found[place + 1];
    const under = seenOf(body.slice(one.index + whole.length, next?.index ?? body.length));
    const isDivided = next !== undefined && Number(next[1]) > Number(level);
    return under !== "" || isDivided || inside.includes('class="explain"') ? [] : [seenOf(inside)];
  });
}

/** An office that has switched off every measure but each so many'th. */
function officeOf(edition: Edition, isOn: (place: number) => boolean): Report {
  const input = fixtureInput(edition);
  const measures = input.measures.filter((_, place) => isOn(place));
  const ids = new Set(measures.map(({ id }) => id));
  const own = <T extends { measure: string }>(all: readonly T[]) =>
    all.filter(({ measure }) => ids.has(measure));
  return {
    ...input,
    measures,
    headlines: input.headlines.filter((id) => ids.has(id)),
    figures: own(input.figures),
    holdings: own(input.holdings),
    explanations: own(input.explanations),
  };
}

const halves = isLong ? [0, 1] : [1];

describe("an office with half of its measures switched off", () => {
  it.each(
    (["internal", "public"] as const).flatMap((edition) => halves.map((half) => [edition, half] as const)),
  )("has no heading with nothing under it: %s, half %i", (edition, half) => {
    const site = toSite(officeOf(edition, (place) => place % 2 === half));
    const pages = toPages(site, (path) => isLong || !/^(trace|measures)\/[a-z]+-/.test(path));
    const bare = pages.flatMap(({ path, body }) =>
      bareHeadings(body.text).map((words) => `${path}: ${words}`),
    );
    expect(pages.length).toBeGreaterThan(5);
    expect(bare).toEqual([]);
  });
});
