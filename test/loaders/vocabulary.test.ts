import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { readVocabulary } from "../../loaders/vocabulary.ts";
import { wantedForm } from "../../loaders/wantedForm.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { csv, openSmallOffice, settingsOf, settingsOfLog, smallOfficeYaml } from "../smallOffice.ts";

function problemsOf(text: string): string {
  const folder = temporaryFolder();
  writeFiles(folder, { "vocabulary.yaml": text });
  try {
    readVocabulary(folder);
  } catch (error) {
    if (error instanceof DataError) return error.message.replaceAll(join(folder, "/"), "");
    throw error;
  }
  throw new Error("nothing is wrong with it");
}

describe("a vocabulary", () => {
  it.each([
    ["a list there isn't", "stagez: { New: enquiry }", "unknown list: stagez; did you mean stage?"],
    [
      "a meaning there isn't",
      "stage: { New: enquiri }",
      "stage, New: unknown meaning: enquiri; did you mean enquiry?",
    ],
    ["words that need meanings", "stage: [New]", "stage: each word must have a meaning"],
    ["meanings that nothing compares", "ground: { Late: delay }", "ground: is a list of words"],
    ["a word twice", "ground: [Late, LATE]", "ground: Late is there twice"],
    [
      "two words where the SQL names one",
      "sampling: { A: open cases, B: open cases }",
      "sampling: only one word may mean open cases",
    ],
    ["a reference of no kind", "references: { cases: 'C' }", "unknown kind: cases; did you mean case?"],
    ["a form that is none", "references: { case: 'C(' }", "references, case: not a regular expression"],
  ])("is refused with %s", (_what, text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });
});

describe("references", () => {
  const file = csv("ref,received", ["LOG-1073180,2022-01-03", "1073181,2022-01-04", "A/7 b,2022-02-05"]);
  const settings = (vocabulary: string) =>
    settingsOfLog("log-{month}.csv", "{ case_reference: ref, received_on: received }", vocabulary);
  const referencesOf = async (vocabulary: string) => {
    const office = await openSmallOffice({ "2022-03-02/log-2022-02.csv": file }, settings(vocabulary));
    return query(office.connection, "select case_reference from raw.cases order by all");
  };

  it("may be any text where the office gives no form", async () => {
    const read = await referencesOf("");
    expect(read.map(({ case_reference }) => case_reference)).toEqual(["1073181", "A/7 b", "LOG-1073180"]);
  });

  it("must have the form that the office gives, whole", async () => {
    const read = await referencesOf("references: { case: 'LOG-\\d{7}|\\d{6}' }");
    expect(read.map(({ case_reference }) => case_reference)).toEqual(["LOG-1073180"]);
  });
});

describe("words", () => {
  const settings = (vocabulary: string, values = "") =>
    settingsOf(
      `
sources:
  log:
    system: Log
    contract: feedback
    files: log-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { feedback_reference: ref, received_on: in, category: kind, closed_on: out, closure: how }
${values}
`,
      smallOfficeYaml,
      { "vocabulary.yaml": vocabulary },
    );
  const file = csv("ref,in,kind,out,how", [
    "1,2022-01-03,Grumble,2022-01-10,Done",
    "2,2022-01-04,Thank you,2022-01-10,Copy of another",
    "3,2022-01-05,Grumbel,,",
    "4,2022-01-05,Thank you,,",
  ]);
  const files = { "2022-02-02/log-2022-01.csv": file };
  const own = `
feedback_category: { Grumble: service complaint, Thank you: praise }
feedback_closure: { Done: closed, Copy of another: duplicate }
`;

  it("are counted by their meaning, and shown as the office has them", async () => {
    const office = await openSmallOffice(files, settings(own));
    expect(await office.inMonth("service-complaints", "2022-01")).toMatchObject({ value: 1 });
    // One is a copy of another.
    expect(await office.inMonth("positive-feedback", "2022-01")).toMatchObject({ value: 1 });
    const groups = await office.ask("feedback-received", {
      periods: ["month"],
      by: ["category"],
      from: "2022-01-01",
      to: "2022-01-31",
    });
    expect(groups.map(({ group, numerator }) => [group, numerator])).toEqual([
      ["Grumble", 1],
      ["Thank you", 1],
      ["not recorded", 1],
    ]);
  });

  it("that the list doesn't have are left out, and said what they may be", async () => {
    const office = await openSmallOffice(files, settings(own));
    const left = await query(
      office.connection,
      "select row_number::integer as row, column_name, reason from raw.quarantine where kind = 'value blanked'",
    );
    expect(left).toEqual([{ row: 4, column_name: "category", reason: "unknown value" }]);
    const [log] = office.settings.sources;
    if (!log) throw new Error("missing source");
    expect(wantedForm(log, "category", "unknown value")).toBe("one of Grumble, Thank you");
  });

  it("that nobody has given a meaning are grouped by, and nothing is counted by their meaning", async () => {
    const office = await openSmallOffice(files, settings(""));
    const received = await office.inMonth("feedback-received", "2022-01");
    expect(received?.value).toBe(4);
    const complaints = await office.inMonth("service-complaints", "2022-01");
    expect(complaints).toMatchObject({ status: "x", value: null });
    expect(complaints?.note).toContain("vocabulary.yaml has no feedback_category");
  });

  it("of which none means what is counted give no figure, and never zero", async () => {
    const office = await openSmallOffice(files, settings(own));
    const reviews = await office.inMonth("review-requests", "2022-01");
    expect(reviews).toMatchObject({ status: "x", value: null });
    expect(reviews?.note).toContain("No word of the office’s means review request");
  });

  it("that the mapping gives must be words of the list", () => {
    const values = "    values: { category: { G: Grumbel } }";
    expect(() => settings(own, values)).toThrow(
      "values of category: unknown word: Grumbel; did you mean Grumble?",
    );
  });
});
