import { describe, expect, it } from "vitest";
import { readMeasureSettings } from "../../../loaders/measureSettings.ts";
import { readOffice } from "../../../loaders/office.ts";
import { groupSeparator } from "../../../src/measures/figuresSql.ts";
import { programSettings } from "../../../src/project.ts";
import type { PublicContent } from "../../../src/release/publicWarehouse.ts";
import { sortWords, wordsOf } from "../../../src/release/writtenWords.ts";
import { aboutOffice } from "../../../src/report/aboutOffice.ts";
import { casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const measure = casesMeasure("cases", "flow");
const target = { from: "2020-01-01", to: null, comparison: "at least" as const, value: 80, assumed: false };
const figureOf = (change: Parameters<typeof countedFigure>[3]) =>
  countedFigure(measure, "2022-02", 12, change);

const content: PublicContent = {
  about: aboutOffice({
    office: readOffice(programSettings),
    folder: programSettings,
    measures: readMeasureSettings(programSettings),
  }),
  ownPages: [],
  asAt: "2022-02-28",
  office: "Office",
  plan: { ...emptyPlan, title: "Numbers of the office" },
  measures: [{ ...measure, targets: [{ ...target, source: "Mr Oyelaran's letter" }] }],
  figures: [
    figureOf({}),
    figureOf({ breakdown: "mailbox", group: "Bronwen Achterberg" }),
    figureOf({ breakdown: "body", group: "Revenue Office or not recorded" }),
    figureOf({ breakdown: "body", group: "not recorded" }),
    figureOf({ breakdown: "body,ground", group: ["The Practice", "delay"].join(groupSeparator) }),
    figureOf({
      note: "Asked of Perpetua on 3 March 2022. Revised: 12 (4 of 7) in the release of June 2021.",
    }),
    figureOf({ note: "The books were lost. Revised: 1,012 (40 of 78) in the release of May 2021." }),
  ],
  holdings: [
    {
      measure: "cases",
      breakdown: "",
      from: "2020-01-01",
      to: "2020-02-01",
      extent: "none",
      reason: "The books were lost.",
    },
  ],
  breaks: [{ measure: "cases", on: "2021-01-01", reason: "Counted otherwise." }],
  notes: [
    {
      about: "upheld",
      dimension: "",
      group: "",
      month: "2022-03",
      kind: "comment" as const,
      text: "Fewer cases came to a decision.",
      author: "Head of Reviews",
      written_on: "2022-04-05",
      public: "yes" as const,
    },
  ],
  rebases: [
    {
      measure: "cases",
      on: "2021-05-01",
      author: "Head of Casework",
      decided_on: "2021-06-01",
      reason: "A new team.",
    },
  ],
  workingDays: [],
  isReleased: true,
  earlier: [],
  revisions: [],
  replaced: [],
  reissue: { on: "2022-03-20", reason: "February was sent again" },
};

const words = wordsOf(content);
const textsOf = (kind: string) => words.filter((word) => word.kind === kind).map(({ text }) => text);

describe("the words that people wrote", () => {
  it("are those of the plan, of measures and their targets, and of why a month is out again", () => {
    expect(textsOf("the plan")).toContain("Numbers of the office");
    expect(textsOf("a measure")).toEqual(["cases", "D.", "S"]);
    expect(textsOf("the source of a target")).toEqual(["Mr Oyelaran's letter"]);
    expect(textsOf("why a month is released again")).toEqual(["February was sent again"]);
  });

  it("are those of what isn't held, of breaks, and of rebases with who decided", () => {
    expect(textsOf("why something isn't held")).toEqual(["The books were lost."]);
    expect(textsOf("why a series breaks")).toEqual(["Counted otherwise."]);
    expect(textsOf("why limits begin anew")).toEqual(["A new team.", "Head of Casework"]);
    expect(textsOf("what the office says of a measure")).toEqual([
      "Fewer cases came to a decision.",
      "Head of Reviews",
    ]);
  });

  it("are the labels of groups, each of two dimensions, and not the program's own", () => {
    expect(
      words.filter(({ kind }) => kind === "a label of a group").map(({ of, text }) => [of, text]),
    ).toEqual([
      ["mailbox", "Bronwen Achterberg"],
      ["body", "Revenue Office"],
      ["body", "The Practice"],
      ["ground", "delay"],
    ]);
  });

  it("are the sentences of a figure's note that aren't among them, whatever their numbers", () => {
    expect(textsOf("a note of a figure")).toEqual([
      "Asked of Perpetua on #.",
      "Revised: # (# of #) in the release of #.",
    ]);
  });
});

describe("words that a release before has shown", () => {
  const first = { month: "2022-01", read_by: "Head of Customer Care", words };

  it("are none of a first release, and all of one with the same", () => {
    expect(sortWords(words, []).fresh).toEqual(words);
    const { fresh, read } = sortWords(words, [first]);
    expect(fresh).toEqual([]);
    expect(read[0]).toMatchObject({ month: "2022-01", readBy: "Head of Customer Care" });
    expect(read).toHaveLength(words.length);
  });

  it("are another's where a label is one of another dimension, and not where words are said of another measure", () => {
    const label = { kind: "a label of a group", of: "line", text: "delay" };
    const holding = { kind: "why something isn't held", of: "calls", text: "The books were lost." };
    expect(sortWords([label, holding], [first]).fresh).toEqual([label]);
  });

  it("were read by whoever read them first, and by nobody where nobody was asked", () => {
    const old = { month: "2021-12", read_by: null, words: [] };
    const later = { month: "2022-02", read_by: "Freedom of Information Officer", words };
    expect(sortWords(words, [old]).fresh).toEqual(words);
    expect(new Set(sortWords(words, [old, first, later]).read.map(({ readBy }) => readBy))).toEqual(
      new Set(["Head of Customer Care"]),
    );
  });
});
