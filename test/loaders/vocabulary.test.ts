import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { readVocabulary } from "../../loaders/vocabulary.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { csv, openSmallOffice, settingsOfLog } from "../smallOffice.ts";

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
