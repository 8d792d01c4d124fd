import { describe, expect, test } from "vitest";
import type { RegisterAction } from "../../../src/casework/registers.ts";
import { agreedAbout, agreedWords } from "../../../src/report/agreed.ts";
import { plainText } from "../../../src/report/html.ts";
import { toSite } from "../../../src/report/series.ts";
import { measurePage } from "../../../src/site/components/measurePage.ts";
import { fixtureInput, hostile } from "../site/fixture.ts";

const action = (change: Partial<RegisterAction>): RegisterAction => ({
  action_reference: "AC-1",
  item_reference: null,
  register: "no register",
  action: "tell the complainant the new date",
  owner: "Casework Lead",
  agreed_on: "2022-02-15",
  due_on: "2022-03-24",
  done_on: null,
  is_overdue: true,
  measure: "calls",
  ...change,
});

const wordsOf = (all: RegisterAction[]) =>
  agreedAbout(all, "calls", "2022-03-31").map((one) => plainText(agreedWords(one, one.reference)));

describe("what was agreed about a measure", () => {
  test("is said in its words: what, who, by when, how many days over, at which meeting", () => {
    expect(wordsOf([action({})])).toEqual([
      "Tell the complainant the new date. Casework Lead, by 24 Mar 2022: 7 days over, not done. Agreed at the meeting of 15 Feb 2022 (AC-1).",
    ]);
  });

  test("is said to be done, not done yet, or without a date", () => {
    const done = action({ action_reference: "AC-2", done_on: "2022-03-20", is_overdue: false });
    const open = action({ action_reference: "AC-3", due_on: "2022-04-01", is_overdue: false });
    const undated = action({ action_reference: "AC-4", due_on: null, is_overdue: false });
    const said = wordsOf([done, open, undated, action({ due_on: "2022-03-30" })]);
    expect(said.map((words) => /Lead, (.*?)\. Agreed/.exec(words)?.[1])).toEqual([
      "by 30 Mar 2022: 1 day over, not done",
      "by 1 Apr 2022: not done yet",
      "no date set: not done yet",
      "by 24 Mar 2022: done 20 Mar 2022",
    ]);
  });

  test("leaves out what is meant to move another", () => {
    expect(wordsOf([action({ measure: "emails" }), action({ measure: null })])).toEqual([]);
  });

  test("stands on the measure's own page, which needs no script, and as text", () => {
    const { body } = measurePage(toSite(fixtureInput("internal")), "calls");
    expect(body.text).toContain('<h2 id="agreed">What was agreed</h2>');
    expect(body.text).toContain('href="../registers/index.html#AC-0102"');
    const words = "Legal Director, by 12 Apr 2022: not done yet. Agreed at the meeting of 9 Feb 2022";
    expect(plainText(body).includes(words)).toBe(true);
    expect(body.text).not.toContain(hostile);
  });
});
