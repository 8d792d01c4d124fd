import { describe, expect, it } from "vitest";
import { headlinesOf } from "../../../src/catalogue/ownMeasures.ts";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { csv, openSmallOffice, settingsOfLog } from "../../smallOffice.ts";

const settingsWith = (measures: string) =>
  settingsOfLog("log-{month}.csv", "{ case_reference: ref, received_on: in }", "", measures);

const openWith = (measures: string) =>
  openSmallOffice(
    { "2022-03-02/log-2022-02.csv": csv("ref,in", ["1,2022-02-03", "2,2022-02-04"]) },
    settingsWith(measures),
  );

const definitionsWith = (measures: string) => readMeasures("2022-02-28", settingsWith(measures).folder);

describe("the measures of an office", () => {
  it("are called as it calls them, and those it has no use for aren't there", async () => {
    const { definitions, inMonth } = await openWith(`
off: [calls, cases-closed]
named: { cases-received: { title: Files opened } }
`);
    const ids = definitions.map(({ id }) => id);
    expect(ids).not.toContain("calls");
    expect(ids).toContain("calls-positive");
    const received = definitions.find(({ id }) => id === "cases-received");
    expect(received?.title).toBe("Files opened");
    expect(definitions.flatMap(({ beside }) => beside)).not.toContain("cases-closed");
    expect(await inMonth("cases-received", "2022-02")).toMatchObject({ value: 2 });
  });

  it("aren’t there where their group is switched off, but for what divides another", () => {
    const definitions = definitionsWith("groups: { contact: off, staffing: false, reviews: Complaints }");
    const groups = new Set<string>(definitions.map(({ group }) => group));
    expect([...groups].sort()).toEqual(
      ["casework", "caseload", "quality", "registers", "requests", "reviews", "timeliness"].sort(),
    );
    const ids = definitions.map(({ id }) => id);
    expect(ids).not.toContain("calls");
    expect(definitions.flatMap(({ beside }) => beside).filter((id) => !ids.includes(id))).toEqual([]);
    expect(definitions.find(({ id }) => id === "decisions-per-caseworker")?.divisor?.id).toBe(
      "caseworkers-fte-mean",
    );
  });

  it("have its own words and sources, and plain ones where it says nothing", () => {
    const own = definitionsWith(`
called: { feedback officer: Listener }
named: { cases-received: { source: Rule 4, caveats: [Counted twice.] } }
`);
    const of = (id: string) => own.find((one) => one.id === id);
    expect(of("officers-below-20")?.definition).toMatch(/^Listeners with fewer than/);
    expect(of("decisions-signed-off")?.definition).toContain("the share the feedback manager had signed off");
    expect(of("cases-received")).toMatchObject({ source: "Rule 4", caveats: ["Counted twice."] });
    expect(of("cases-closed")?.source).toBe("");
  });

  it("that only some offices have are there where the settings say what they are of", () => {
    const idsWith = (measures: string) => definitionsWith(measures).map(({ id }) => id);
    const plain = idsWith("");
    expect(plain).not.toContain("mp-enquiry-28d");
    expect(plain).not.toContain("parliamentary-team-caseworkers");
    expect(idsWith("parameters: { parliamentary directorate: [North] }")).toContain(
      "parliamentary-team-caseworkers",
    );
  });

  it("are begun with by those that it names, or by what every office is asked first and its own standards", () => {
    const definitions = definitionsWith("off: [cases-decided]");
    const usual = headlinesOf(definitions, { headlines: null });
    expect(usual.slice(0, 3)).toEqual(["cases-received", "cases-open", "investigation-uphold-rate"]);
    for (const id of usual.slice(3))
      expect(definitions.find((one) => one.id === id)?.target, id).toMatchObject({ assumed: false });
    const named = headlinesOf(definitions, { headlines: ["calls", "cases-decided"] });
    expect(named).toEqual(["calls"]);
  });

  it.each([
    ["off: [casesclosed]", "off: unknown measure: casesclosed; did you mean cases-closed?"],
    [
      "headlines: [cases-recieved]",
      "headlines: unknown measure: cases-recieved; did you mean cases-received?",
    ],
    ["groups: { contacts: off }", "groups: unknown group: contacts; did you mean contact?"],
    [
      "groups: { contact: off }\nheadlines: [cases-received, calls]",
      "headlines: calls is of the group contact, which is switched off",
    ],
    ["off: [calls]\nheadlines: [calls]", "headlines: calls is switched off"],
    ["named: { call: { title: Calls } }", "named: unknown measure: call; did you mean calls?"],
  ])("are named as they are: %s", (text, problem) => {
    expect(() => definitionsWith(text)).toThrow(problem);
  });

  it.each([
    ["parameters: { feedback lines: [1] }", "unknown parameter: feedback lines; did you mean feedback line?"],
    ["named: { calls: {} }", "named.calls: must give a title, a definition, a source or caveats"],
    [
      "called: { feedback oficer: x }",
      "called: unknown name: feedback oficer; did you mean feedback officer?",
    ],
    ["groups: { contact: 5 }", "groups.contact: must be off, a title, or a title and a menu"],
    ["groups: { contact: '' }", "groups.contact: must not be empty"],
    ["offf: [calls]", 'Unrecognized key: "offf"'],
  ])("can't be set otherwise: %s", (text, problem) => {
    expect(() =>
      settingsOfLog("log-{month}.csv", "{ case_reference: ref, received_on: in }", "", text),
    ).toThrow(problem);
  });

  it("of a line or team that the settings don't say aren't held", async () => {
    const { inMonth } = await openWith("");
    const calls = await inMonth("calls-feedback-option", "2022-02");
    expect(calls).toMatchObject({ value: null });
    expect(calls?.note).toContain("don’t say which its feedback line is");
  });
});
