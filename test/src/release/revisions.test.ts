import { describe, expect, it } from "vitest";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import type { ReleaseRecord } from "../../../src/release/releaseRecord.ts";
import { markRevised } from "../../../src/release/revisions.ts";
import { ofMonth } from "../measures/undated.ts";

const figureOf = (change: Partial<Figure>): Figure => ({
  measure: "closed-in-time",
  period: "2021-06",
  period_start: "2021-06-01",
  period_end: "2021-06-30",
  breakdown: "",
  group: "",
  numerator: 6,
  denominator: 8,
  value: 75,
  unit: "percent",
  status: "",
  target: null,
  note: "",
  ...nothingLacks,
  ...unjudged,
  ...ofMonth,
  ...change,
});

function releaseOf(month: string, figures: readonly Figure[]): ReleaseRecord {
  return {
    month,
    as_at: `${month}-28`,
    received_by: `${month}-28`,
    published_on: `${month}-28`,
    signed_by: "Head of Statistics",
    signed_at: "2022-01-01T00:00:00Z",
    read_by: null,
    words: [],
    replaces: null,
    reissue: null,
    candour: "0.1.0",
    plan_sha256: "0".repeat(64),
    warnings: [],
    revisions: [],
    figures_hidden: 0,
    figures_as_published: 0,
    figures: figures.map((one) => [
      ...([one.measure, one.period, one.breakdown, one.group] as const),
      ...([one.numerator, one.denominator, one.value, one.status] as const),
    ]),
  };
}

const why = () => "records that came after the last release";
const asked = { month: "2021-09", whyOf: why, countsBehind: (figure: Figure) => figure };
const before = figureOf({ numerator: 4, denominator: 7, value: (100 * 4) / 7 });
const hidden = { numerator: null, value: null, status: "c" as const };

describe("a figure that isn't what a release gave", () => {
  it("is marked r, says what it was and is in the log of revisions", () => {
    const { figures, revised } = markRevised([figureOf({})], [releaseOf("2021-06", [before])], asked);
    expect(figures).toMatchObject([
      { status: "r", note: "Revised: 57.1% (4 of 7) in the release of June 2021." },
    ]);
    expect(revised).toMatchObject([{ revision: { released: "2021-06", is: 75, why: why() } }]);
  });

  it("stays marked in later releases, though it is no news then", () => {
    const releases = [releaseOf("2021-06", [before]), releaseOf("2021-07", [figureOf({})])];
    const { figures, revised } = markRevised([figureOf({})], releases, asked);
    expect(figures[0]?.status).toBe("r");
    expect(revised).toEqual([]);
  });

  it("keeps the marker it has, and the note it has", () => {
    const figure = figureOf({ status: "p", note: "Late: web forms." });
    const { figures } = markRevised([figure], [releaseOf("2021-06", [before])], asked);
    expect(figures[0]).toMatchObject({
      status: "p",
      note: expect.stringMatching(/^Late: web forms\. Revised: 57\.1%/),
    });
  });

  it("is marked when only what it is out of has changed", () => {
    const same = figureOf({ numerator: 3, denominator: 4 });
    expect(markRevised([figureOf({})], [releaseOf("2021-06", [same])], asked).revised).toHaveLength(1);
  });

  it("is marked when what an estimate is taken of has changed and the estimate hasn't", () => {
    const estimate = { unit: "days", numerator: 40, denominator: 45, value: 63 };
    const riper = figureOf({ ...estimate, numerator: 43 });
    const { figures, revised } = markRevised([riper], [releaseOf("2021-06", [figureOf(estimate)])], asked);
    expect(figures).toMatchObject([
      { status: "r", note: "Revised: 63 (40 of 45) in the release of June 2021." },
    ]);
    expect(revised).toMatchObject([
      { revision: { was: 63, is: 63, why: `${why()}: 40 of 45 then, 43 of 45 now` } },
    ]);
  });

  it("that is hidden now says nothing more than that", () => {
    const { figures, revised } = markRevised([figureOf(hidden)], [releaseOf("2021-06", [before])], asked);
    expect(figures).toEqual([figureOf(hidden)]);
    expect(revised).toMatchObject([{ revision: { is: null, status: "c" } }]);
  });
});

describe("what a revision gives away", () => {
  const changesOf = (figure: Figure, counted = figure) =>
    markRevised([figure], [releaseOf("2021-06", [before])], {
      ...asked,
      countsBehind: () => counted,
    }).revised.map(({ changes }) => changes);

  it("is by how many each of its counts has changed, what is left of a share among them", () => {
    expect(changesOf(figureOf({}))).toEqual([[2, 1, 1]]);
    expect(changesOf(figureOf({ numerator: 5, denominator: 8, value: 62.5 }))).toEqual([[1, 1]]);
  });

  it("is told of what is hidden now too", () => {
    expect(changesOf(figureOf(hidden), figureOf({ numerator: 3, denominator: 7 }))).toEqual([[1, 1]]);
  });
});

describe("a figure of a month that is out again", () => {
  it("says which edition gave it otherwise", () => {
    const releases = [releaseOf("2021-06", [before])];
    const noteOf = (month: string, records = releases) =>
      markRevised([figureOf({})], records, { ...asked, month }).figures[0]?.note;
    expect(noteOf("2021-06")).toBe(
      "Revised: 57.1% (4 of 7) in the first edition of the release of June 2021.",
    );
    const both = [...releases, releaseOf("2021-06", [figureOf({ numerator: 5, value: 62.5 })])];
    expect(noteOf("2021-07", both)).toBe("Revised: 62.5% (5 of 8) in edition 2 of the release of June 2021.");
  });
});

describe("no revision", () => {
  it("is made again of a figure that the release before had hidden already", () => {
    const releases = [releaseOf("2021-06", [before]), releaseOf("2021-07", [figureOf(hidden)])];
    expect(markRevised([figureOf(hidden)], releases, asked).revised).toEqual([]);
    expect(markRevised([figureOf({})], releases, asked).revised).toMatchObject([
      { revision: { released: "2021-06", is: 75 } },
    ]);
  });

  it.each([
    ["the same figure", [figureOf({})]],
    ["one that was hidden", [figureOf(hidden)]],
    ["one that wasn't there", []],
  ])("is made of %s", (_title, given) => {
    const { figures, revised } = markRevised([figureOf({})], [releaseOf("2021-06", given)], asked);
    expect(figures).toEqual([figureOf({})]);
    expect(revised).toEqual([]);
  });
});
