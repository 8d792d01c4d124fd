import { describe, expect, it } from "vitest";
import { checkHeadings } from "../../loaders/read/headings.ts";
import { csv, openSmallOffice, settingsOf, smallOfficeYaml } from "../smallOffice.ts";

const settings = (notRead: string) =>
  settingsOf(
    `
sources:
  log:
    system: Case log
    contract: cases
    files: log-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: Ref, received_on: In }
    not_read: ${notRead}
`,
    smallOfficeYaml,
    { "vocabulary.yaml": "" },
  );

const problemsOf = (notRead: string, headings: readonly string[]): string => {
  const [source] = settings(notRead).sources;
  if (!source) throw new Error("no source");
  try {
    checkHeadings(headings, source, "log.csv");
    return "";
  } catch (error) {
    return String(error);
  }
};

describe("headings that aren't read", () => {
  it.each([
    ['["*"]', ["Ref", "In", "Notes", "Anything else"]],
    ['["Internal *"]', ["Ref", "In", "Internal notes", "INTERNAL  code"]],
    ['["*code*"]', ["Ref", "In", "Post code", "code", "Codes"]],
    ['["A*b*c"]', ["Ref", "In", "abc", "a (b) c", "AbbC"]],
    ['[Notes, "X*"]', ["Ref", "In", "Notes", "x1"]],
  ])("may be named by a pattern: %s", (notRead, headings) => {
    expect(problemsOf(notRead, headings)).toBe("");
  });

  it.each([
    ['["Internal *"]', "Internally", "unknown column"],
    ['["A*b*c"]', "acb", "unknown column"],
    ['["ab*ba"]', "aba", "unknown column"],
    ['["*.x"]', "Notes", "unknown column"],
    ['["*"]', "", "unknown column"],
  ])("%s isn't %s", (notRead, heading, words) => {
    expect(problemsOf(notRead, ["Ref", "In", heading, "Ref"].slice(0, 3))).toContain(words);
  });

  it("never lets one that is read be missing or there twice", () => {
    expect(problemsOf('["*"]', ["Ref", "Notes"])).toContain("missing column: In");
    expect(problemsOf('["*"]', ["Ref", "In", "Ref"])).toContain("duplicate column: Ref");
  });

  it("lose no row", async () => {
    const { inMonth } = await openSmallOffice(
      { "2022-03-02/log-2022-02.csv": csv("Ref,In,Notes,Post code", ["1,2022-02-03,x,y", "2,2022-02-04,,"]) },
      settings('["*"]'),
    );
    expect(await inMonth("cases-received", "2022-02")).toMatchObject({ value: 2 });
  });
});
