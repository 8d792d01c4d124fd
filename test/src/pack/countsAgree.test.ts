import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { packDocument } from "../../../src/pack/document.ts";
import { monthInParts, partsSaid, targetsSaid } from "../../../src/report/monthInParts.ts";
import { saidText } from "../../../src/report/said.ts";
import { type Site, toSite } from "../../../src/report/series.ts";
import { toPages } from "../../../src/site/pages.ts";
import { fixtureInput } from "../site/fixture.ts";
import { fixtureContent } from "./content.ts";

const input = fixtureInput("internal");

const read = (html: string) => new JSDOM(html).window.document;
const textOf = (element: Element | null | undefined) =>
  (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** What a document counts: by each of its parts how many measures it has, and how much is to be settled. */
interface Counts {
  parts: Record<string, number>;
  sentences: string[];
  matters: string[];
}

/** Measures that a part of the brief names, each once. */
const namedIn = (element: Element | undefined) =>
  new Set(
    [...(element?.querySelectorAll("a[href*='measures/']") ?? [])]
      .filter((link) => !link.closest(".says"))
      .map((link) => link.getAttribute("href")),
  ).size;

function countsOfBrief(site: Site): Counts {
  const [page] = toPages(site, (path) => path === "index");
  const brief = read(page?.body.text ?? "");
  const section = (title: string) =>
    [...brief.querySelectorAll(".agenda")].find((one) => textOf(one.querySelector("h2")).startsWith(title));
  return {
    parts: {
      failing: namedIn(section("Reliably missing a target")),
      changed: namedIn(section("Really changed")),
      "still so": namedIn(section("Still so")),
      steady: namedIn(section("Steady")),
      "no figure": namedIn(section("No figure for")),
    },
    sentences: [textOf(brief.querySelector("#counted"))],
    matters: [...brief.querySelectorAll(".matters > li")].map(
      (one) => `${textOf(one.querySelector("strong"))} ${textOf(one.querySelector("strong + span"))}`,
    ),
  };
}

function countsOfPack(site: Site): Counts {
  const pack = read(packDocument({ ...fixtureContent(), site }, () => 1));
  const exceptions = [...pack.querySelectorAll(".exception")].map(({ id }) => id.replace("exception-", ""));
  const { failing } = monthInParts(site);
  const ofFailing = exceptions.filter((id) => failing.some(({ definition }) => definition.id === id)).length;
  const without = pack.querySelectorAll(".without [id^='measures/']").length;
  const old = pack.querySelectorAll("#still-so tbody tr").length;
  const all = pack.querySelectorAll(".measure[id^='measures/']").length;
  const settled = [...pack.querySelectorAll("#decisions caption, #decisions > p:not(.lead, .quiet)")];
  return {
    parts: {
      failing: ofFailing,
      changed: exceptions.length - ofFailing,
      "still so": old,
      steady: all - exceptions.length - old,
      "no figure": without,
    },
    sentences: [
      `${textOf(pack.querySelector("#exceptions > .lead"))} ${textOf(pack.querySelector("#targets > .lead"))}`,
    ],
    matters: settled.map((one) => textOf(one).replace(/: among those carried over\.$/, "")),
  };
}

const few = fixtureContent().site;

const offices: [string, Site][] = [
  ["an office of every kind of measure", toSite(input)],
  ["an office of few measures", few],
  ["an office whose registers aren't held", fixtureContent({ hasRegisters: false }).site],
  [
    "an office without targets",
    toSite({ ...few.report, measures: few.report.measures.map((one) => ({ ...one, target: null })) }),
  ],
  ["an office with no figure", toSite({ ...few.report, figures: [] })],
];

describe("brief and pack", () => {
  it.each(offices)("count the same: %s", (_, site) => {
    expect(countsOfPack(site)).toEqual(countsOfBrief(site));
  });

  it.each(offices)("say how many as there are: %s", (_, site) => {
    const parts = monthInParts(site);
    const total = Object.values(parts).reduce((sum, own) => sum + own.length, 0);
    expect(total).toBe(site.series.length);
    const said = saidText(partsSaid(site));
    if (parts.failing.length > 0) expect(said).toContain(`${String(parts.failing.length)} reliably miss`);
    if (parts["no figure"].length > 0)
      expect(said).toMatch(new RegExp(`\\b${String(parts["no figure"].length)} ha(?:s|ve) no figure`));
  });

  it("say of an office without targets that it has none", () => {
    const site = offices[3]?.[1] ?? toSite(input);
    expect(saidText(targetsSaid(site))).toBe("No measure has a target.");
    const pack = read(packDocument({ ...fixtureContent(), site }, () => 1));
    expect(textOf(pack.querySelector("#targets"))).toBe(
      "3. Every measure with a targetNo measure has a target.",
    );
  });
});
