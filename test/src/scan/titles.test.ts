import { describe, expect, it } from "vitest";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { isTitled, toSuppressed } from "../../../src/scan/suppressed.ts";
import { ofMonth } from "../measures/undated.ts";

const hidden: Figure = {
  ...nothingLacks,
  ...unjudged,
  ...ofMonth,
  measure: "feedback-received",
  period: "2021-06",
  period_start: "2021-06-01",
  period_end: "2021-06-30",
  breakdown: "",
  group: "",
  numerator: 3,
  denominator: null,
  value: 3,
  unit: "cases",
  status: "",
  target: null,
  note: "",
};
const dimensions = ["category", "risk_category", "team"];
const isOf = (title: string) => (text: string) =>
  isTitled([text])(toSuppressed(hidden, [title, "feedback-received-by-category"], [], dimensions));

describe("a title of a measure", () => {
  it.each([
    "Feedback received",
    "Feedback received by category",
    "Feedback received by category and team",
    "Feedback received by risk category, every month",
    "Feedback received by month",
    "Feedback received, by team",
    "Feedback received in June 2021",
    "Feedback received in 2021/22",
    "Feedback received every month since April 2020",
    "Feedback received | Statistics",
    "Feedback received (cases)",
    "data/feedback-received.csv",
    "data/feedback-received-by-category.json",
  ])("is its name and a remark: %s", (text) => {
    expect(isOf("Feedback received")(text)).toBe(true);
  });

  it.each([
    ["Feedback received", "Feedback received by email, letter, web form or social media still open."],
    ["Feedback received", "Feedback received by teams of others."],
    ["Reviews completed", "Reviews completed in the period as upheld that led to a new investigation."],
    ["Cases open", "Cases open at the end of the period, by how long ago they were received."],
    ["Calls", "Calls wrapped up as positive feedback"],
    ["Cases decided", "Cases decided in 7 weeks"],
    ["Cases decided", "Cases decided in 52 weeks, by team"],
  ])("isn't a sentence that begins with it: %s, in %s", (title, text) => {
    expect(isOf(title)(text)).toBe(false);
  });

  it("may be broken down by what is written with a hyphen", () => {
    const ofCalls = toSuppressed(hidden, ["Calls", "calls"], [], ["wrap_up_code", "line"]);
    expect(isTitled(["Calls by wrap-up code"])(ofCalls)).toBe(true);
    expect(isTitled(["Calls by wrap-ups of others"])(ofCalls)).toBe(false);
  });

  it("that names a way to break it down stands whole before a comma", () => {
    expect(isOf("Cases open")("Cases open, by age")).toBe(true);
  });
});
