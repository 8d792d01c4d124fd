import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contracts } from "../../../loaders/contracts.ts";
import { type Casework, noCasework } from "../../../src/casework/casework.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { packDocument } from "../../../src/pack/document.ts";
import type { Report } from "../../../src/report/report.ts";
import { type Site, toSite } from "../../../src/report/series.ts";
import { toPages } from "../../../src/site/pages.ts";
import { nameContract } from "../../../src/warehouse/daysInWords.ts";
import { isLong, sample } from "../../gear.ts";
import { fixtureContent } from "../pack/content.ts";
import { fixtureLimits } from "../site/casework.ts";
import { fixtureInput } from "../site/fixture.ts";
import { findUnfounded, oracleOf } from "./unfounded.ts";

const whole = fixtureInput("internal");

const registers = ["register_items", "register_actions", "register_milestones"];

/** Which parts of the casework are read from which contract. */
const readFrom: Record<string, (keyof Casework)[]> = {
  feedback: ["feedback", "today", "queue", "forecast", "watched", "reviews"],
  samples: ["samples"],
  cases: ["drawable"],
  register_items: ["items"],
  register_actions: ["actions"],
  register_milestones: [],
};

/** The office as it would be if nothing of some contracts had ever been loaded. */
function without(missing: readonly string[]): Report {
  const emptied = missing.flatMap((contract) => readFrom[contract] ?? []);
  const isOfMissing = new Set(
    whole.measures
      .filter(({ extracts }) => extracts.some((one) => missing.includes(one)))
      .map(({ id }) => id),
  );
  const events = missing.includes("register_items") ? [] : whole.casework.events;
  return {
    ...whole,
    coverage: whole.coverage.filter(({ contract }) => !missing.includes(contract)),
    figures: whole.figures.map((figure): Figure => {
      if (!isOfMissing.has(figure.measure)) return figure;
      const first = whole.measures
        .find(({ id }) => id === figure.measure)
        ?.extracts.find((one) => missing.includes(one));
      const lack = { ...nothingLacks, state: "not loaded", missing_extract: first ?? "" } as const;
      const note = `No ${nameContract(first ?? "")} extract that was loaded covers this date.`;
      const nothing = { numerator: null, denominator: null, value: null, status: "x" as const };
      return { ...figure, ...lack, ...unjudged, ...nothing, note };
    }),
    casework: {
      ...whole.casework,
      events,
      ...Object.fromEntries(emptied.map((name) => [name, noCasework[name]])),
    },
    sources: whole.sources.map((source) =>
      missing.includes(source.contract === "sampling" ? "samples" : source.contract)
        ? {
            ...source,
            received_on: null,
            covers_to: null,
            rows_loaded: 0,
            is_late: false,
            missing: [],
            files: 0,
          }
        : { ...source, received_on: "2022-04-02", covers_to: "2022-03-31", is_late: false, missing: [] },
    ),
  };
}

const textOf = (body: string) =>
  body
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

/** What each page says, and the pack. */
function pagesOf(report: Report): Map<string, string> {
  const site: Site = toSite(report);
  const pages = toPages(
    site,
    (path) => !isProse(path) && !/^(measures\/|trace\/|drill$|restated$|lineage$)/.test(path),
  );
  const pack = packDocument({ ...fixtureContent(), site }, () => 1);
  return new Map([
    ...pages.map(({ path, body }) => [path, textOf(body.text)] as const),
    ["pack", textOf(pack)],
  ]);
}

const ofItems = [
  /nothing waits for a decision/i,
  /every MP enquiry/i,
  /no item (awaits|is open|of this register)/i,
  /every overseen case/i,
  /nothing has changed in any register/i,
  /registers since [^:.]*: nothing/i,
  /\b(0|no) items? (is |are )?open/i,
  /\b0 MP enquiries/i,
  /nothing is open in this register/i,
  /no referral/i,
  /no decision was made/i,
];
const ofActions = [/no action is (past|overdue|carried)/i, /\b0 actions past/i];
const ofSamples = [/every sample due/i, /\b0 quality samples/i];
const ofFeedback = [
  /none waits to be/i,
  /no open case/i,
  /no feedback case/i,
  /no case is waiting/i,
  /\b0 feedback cases/i,
  /no request to review/i,
  /\b0 past (day )?20/i,
];
const ofSources = [/all \d+ sources are/i, /all are up to date/i];

const reassuring: [title: string, missing: string[], sentences: RegExp[], said: Record<string, string>][] = [
  [
    "the registers",
    registers,
    [...ofItems, ...ofActions],
    {
      index:
        "It can’t be told what waits for a decision, which actions are past their date and which MP enquiries are past 28 days.",
      "registers/index": "Not loaded for",
      registers: "none has a figure",
      pack: "not held. None has a figure, so nothing can be told of any.",
    },
  ],
  ["the actions", ["register_actions"], ofActions, { "registers/index": "actions are not held" }],
  [
    "the samples",
    ["samples"],
    [...ofSamples, ...ofSources],
    {
      feedback: "Quality samples: not loaded for",
      index: "never received",
      data: "has never been received",
      pack: "sources never received",
    },
  ],
  [
    "feedback",
    ["feedback"],
    [...ofFeedback, ...ofSources],
    {
      feedback: "Feedback cases: not loaded for",
      index: "never received",
      caseload: "none has a figure",
      pack: "sources never received",
    },
  ],
  [
    "everything but calls",
    [...contracts.keys()].filter((name) => name !== "calls"),
    [...ofItems, ...ofActions, ...ofSamples, ...ofFeedback, ...ofSources],
    { index: "never received", feedback: "Feedback cases: not loaded for" },
  ],
];

/** Pages of prose say what holds whatever was loaded. */
const isProse = (path: string) => existsSync(`src/site/pages/internal/${path}.md`);

/** Pages of figures that aren't read. Of the short gear's measures endToEnd/anySources.test.ts reads every page. */
const leftOut = isLong ? /^(trace\/|measures\/[^cfi])/ : /^(trace\/|measures\/[^i])/;

describe("what was never loaded", () => {
  it.each(sample(reassuring, 3))(
    "is said to be missing, and nowhere that nothing is amiss: %s",
    (_, missing, sentences, said) => {
      const pages = pagesOf(without(missing));
      const found = [...pages].flatMap(([path, text]) =>
        sentences.flatMap((sentence) => {
          const [words] = sentence.exec(text) ?? [];
          return words === undefined ? [] : [`${path}: ${words}`];
        }),
      );
      expect(found).toEqual([]);
      for (const [path, words] of Object.entries(said)) expect(pages.get(path)).toContain(words);
    },
  );

  it.each([
    ["nothing", []],
    ["the actions", ["register_actions"]],
    ["everything but calls", [...contracts.keys()].filter((name) => name !== "calls")],
  ])("leaves no sentence that rests on it: %s", (_, missing) => {
    const report = without(missing);
    const oracle = oracleOf(report);
    const pages = toPages(toSite(report), (path) => !isProse(path) && !leftOut.test(path));
    const found = pages.flatMap(({ path, body }) => findUnfounded(path, body.text, oracle));
    expect(found).toEqual([]);
  });

  it("is said of a request’s way where only the reviews are missing", () => {
    const text = pagesOf(without(["reviews"])).get("reviews") ?? "";
    expect(text).toMatch(
      /What became of \d+ requests to review a decision can’t be told\. Not loaded: no reviews extract/,
    );
    expect(text).not.toContain("proposed for review");
  });

  it("is said of a year of which only part was loaded", () => {
    const report = without([]);
    const coverage = report.coverage.map((one) =>
      one.contract === "samples" ? { ...one, from: "2022-02-01" } : one,
    );
    const casework = { ...report.casework, samples: [] };
    const text = pagesOf({ ...report, coverage, casework }).get("feedback") ?? "";
    expect(text).toContain(
      "Not loaded whole: no samples extract that was loaded covers all of the time since 1 April 2021.",
    );
    expect(text).not.toMatch(/every sample due/i);
  });
});

describe("an office of which everything is loaded", () => {
  it("is told that there is nothing, where there is nothing", () => {
    const report = without([]);
    const pages = pagesOf({
      ...report,
      casework: {
        ...noCasework,
        ...fixtureLimits,
        since: report.casework.since,
        words: report.casework.words,
      },
    });
    const all = [...pages.values()].join(" ");
    for (const sentence of [
      "Nothing waits for a decision, no action is past its date and every MP enquiry is within 28 days.",
      "Every sample due in the 12 months to 31 March 2022 has been read.",
      "No case is waiting.",
      "No item is open in any register",
      "All 5 sources are up to date.",
      "All 5 sources are up to date.",
    ])
      expect(all).toContain(sentence);
  });
});
