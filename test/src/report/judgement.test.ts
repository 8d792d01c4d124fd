import { describe, expect, test } from "vitest";
import { html } from "../../../src/report/html.ts";
import {
  assuranceWords,
  sampleWords,
  steadyWords,
  trialWords,
  variationWords,
  worseTeams,
} from "../../../src/report/judgement.ts";
import { statementsOf } from "../../../src/report/statements.ts";
import briefPage from "../../../src/site/pages/internal/index.md.ts";
import { type Given, type GivenSeries, judgedSeries, judgedSite } from "../site/judged.ts";

const rate = (good: number, of = 100): [number, number] => [good, of];
const rates = (count: number, level: number, of = 100): Given[] =>
  Array.from({ length: count }, (_, index) => rate(level + (index % 3), of));
const closed = (values: readonly Given[], more: Partial<GivenSeries> = {}): GivenSeries => ({
  measure: "feedback-closed-20wd",
  values,
  ...more,
});

function sayOf(given: GivenSeries): string[] {
  const site = judgedSite(given);
  const [series] = site.series;
  if (!series) throw new Error("missing series");
  return statementsOf(site, series, "./").map(({ text }) => html`${text}`.text);
}

describe("what is said of a month", () => {
  test("is that nothing is unusual, unless a rule fired", () => {
    expect(variationWords(judgedSeries(closed(rates(20, 76))))).toBe("Nothing unusual.");
    expect(variationWords(judgedSeries(closed([rate(40)])))).toBe("Too few months to say what is usual.");
    const fell = [...rates(20, 80), ...rates(8, 60)];
    expect(variationWords(judgedSeries(closed(fell)))).toBe(
      "Worse: at a lower level since August 2021, 60.9% in the eight months since and 81.0% before. If the process is taken as new from August 2021, nothing is unusual.",
    );
    expect(variationWords(judgedSeries(closed(fell, { last: "p" })))).toBe(
      "The month is provisional, so it isn’t judged.",
    );
  });

  test("says whether the target is within reach", () => {
    expect(assuranceWords(judgedSeries(closed(rates(20, 40))))).toMatch(/won’t be met by waiting/);
    expect(assuranceWords(judgedSeries(closed(rates(20, 96))))).toMatch(/it will be met/);
    expect(assuranceWords(judgedSeries(closed(rates(20, 74))))).toMatch(/^Hit or miss/);
    const none = judgedSeries({
      measure: "feedback-over-8-weeks",
      values: Array.from({ length: 20 }, () => 0),
    });
    expect(assuranceWords(none)).toBe(
      "The target is met in every one of the 20 months since August 2020: as things are it will be met.",
    );
  });

  test("is by its record of a share that stands at one value in most months, and in all", () => {
    const most = Array.from({ length: 40 }, (_, index) => rate(index % 9 === 4 ? 14 : 15, 15));
    const all = most.map(() => rate(15, 15));
    const met = "The target is met in every one of the last 36 months: as things are it will be met.";
    for (const [values, words] of [
      [most, "Nothing unusual."],
      [all, "All 40 months with a figure are 100.0%: too much alike to say what is usual."],
    ] as const) {
      const series = judgedSeries(closed(values));
      expect([variationWords(series), assuranceWords(series), trialWords(series)]).toEqual([words, met, ""]);
      expect(steadyWords(series)).toBe("reliably met");
    }
  });

  test("says on how few months trial limits rest", () => {
    expect(trialWords(judgedSeries(closed(rates(9, 70))))).toMatch(/rest on 9 months, fewer than 13/);
    expect(trialWords(judgedSeries(closed(rates(13, 70))))).toBe("");
  });
});

describe("a sample", () => {
  const sample = (good: number, of: number, frame: number) =>
    sampleWords(judgedSeries({ measure: "sample-outcome-met", values: [rate(good, of)], frame: [frame] }));

  test("says how much was sampled of how many, its interval and how many more would tell", () => {
    expect(sample(39, 40, 400)).toMatch(
      /^Sampled 40 of 400: .* between 8\d\.\d% and 99\.\d% \(95% interval\)\. .*can’t be told yet: about \d+ more samples would\.$/,
    );
  });

  test("says when the target is met or missed, sampling error and all", () => {
    expect(sample(400, 400, 400)).toMatch(/The target is met, sampling error and all\.$/);
    expect(sample(40, 80, 400)).toMatch(/The target is missed, sampling error and all\.$/);
  });

  test("is nothing of a figure that isn’t one", () => {
    expect(sampleWords(judgedSeries(closed(rates(20, 70))))).toBe("");
  });
});

describe("the team behind a change", () => {
  const fell = [
    ...Array.from({ length: 20 }, (_, index) => rate(23 + (index % 3), 30)),
    ...Array.from({ length: 8 }, () => rate(6, 30)),
  ];
  const even = (count: number) => Array.from({ length: count }, (_, index) => rate(24 + (index % 2), 30));
  const groups = { dimension: "team", values: { "Team A": even(28), "Team B": even(28), "Team C": fell } };
  const total = [...rates(20, 80), ...rates(8, 60)];

  test("is named with its own signal, once", () => {
    const said = sayOf(closed(total, { groups })).join(" ");
    expect(said).toMatch(
      /Team C is at 20\.0% \(6 of 30\), at a lower level since August 2021, the other two at/,
    );
    expect(said.match(/Team C/g)).toHaveLength(1);
    expect(said).not.toContain("Team A");
  });

  test("is named by its chart alone where it isn’t the lowest", () => {
    expect(worseTeams(judgedSeries(closed(total, { groups })), [])).toBe(
      "Team C is at a lower level since August 2021.",
    );
    const few = fell.map((_, index) => rate(index < 20 ? 4 - (index % 3) : 0, 4));
    const small = { dimension: "team", values: { "Team A": even(28), "Team C": few } };
    expect(worseTeams(judgedSeries(closed(total, { groups: small })), [])).toBe("");
    const unnamed = {
      dimension: "team",
      values: { "Team A": even(28), "Team B": even(28), "not recorded": fell },
    };
    expect(worseTeams(judgedSeries(closed(total, { groups: unnamed })), [])).toBe("");
  });
});

describe("the brief", () => {
  const page = (given: GivenSeries) => briefPage.make(judgedSite(given)).body.text;
  const heading = (text: string, title: string) =>
    new RegExp(`<h2>${title} <span class="explain">(?:<span[^>]*>)?([^<]*)`).exec(text)?.[1];

  test("puts a target reliably missed first, and says so", () => {
    const text = page(closed(rates(20, 40)));
    expect(heading(text, "Reliably missing a target")).toMatch(/won’t be met by waiting/);
    expect(heading(text, "Really changed")).toBe("nothing this month");
  });

  test("says of too few months that the target was met this month, not reliably", () => {
    const text = page(closed(Array.from({ length: 5 }, () => rate(15, 15))));
    expect(text).toMatch(/<h3>Met this month <span class="gist">too few months to say more/);
    expect(text).not.toContain("in nearly every month");
  });

  test("puts what changed before what is steady, and draws no row for what is steady", () => {
    const changed = page(closed([...rates(24, 80), ...rates(9, 74)]));
    expect(changed).toMatch(/Really changed[\s\S]*<div class="row"/);
    const steady = page(closed(rates(20, 74)));
    expect(steady).not.toContain('<div class="row"');
    expect(steady).toContain("Hit or miss");
    expect(steady).not.toMatch(/--(better|worse|unusual)/);
  });
});
