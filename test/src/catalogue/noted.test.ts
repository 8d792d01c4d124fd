import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { notesUpTo, readNotes } from "../../../src/catalogue/noted.ts";
import { projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const measures = readDefinitions(projectFile("sql/measures"));

function folderOf(...rows: string[]): string {
  const folder = temporaryFolder();
  const head = "about,dimension,group,month,kind,text,author,written_on,public";
  writeFiles(folder, { "notes.csv": `${[head, ...rows].join("\n")}\n` });
  return folder;
}
const readFrom = async (...rows: string[]) => readNotes(join(folderOf(...rows), "notes.csv"), measures);

describe("what the office says", () => {
  it("is read in order of month, and none where there is no such file", async () => {
    const notes = await readFrom(
      "calls,,,2022-02,comment,Fewer.,Head,2022-03-04,no",
      'calls,line,0345,2014-12,event,"A new system, at last.",Head,2014-12-20,no',
    );
    expect(notes.map(({ month, text }) => [month, text])).toEqual([
      ["2014-12", "A new system, at last."],
      ["2022-02", "Fewer."],
    ]);
    expect(readNotes(join(temporaryFolder(), "notes.csv"), measures)).toEqual([]);
  });

  it("is of months up to the one reported", () => {
    const folder = folderOf(
      "calls,,,2022-02,comment,Then.,Head,2022-03-04,no",
      "calls,,,2022-03,comment,Later.,Head,2022-04-04,no",
    );
    expect(notesUpTo(folder, measures, "2022-02-28").map(({ text }) => text)).toEqual(["Then."]);
  });

  it.each([
    [
      "cals,,,2022-02,comment,A.,Head,2022-03-04,no",
      "row 2, column about: no measure, and not brief: cals; did you mean calls?",
    ],
    [
      "calls,lime,x,2022-02,comment,A.,Head,2022-03-04,no",
      "column dimension: calls has no such dimension: lime; did you mean line?",
    ],
    [
      "calls,line,,2022-02,comment,A.,Head,2022-03-04,no",
      "column group: a dimension and a group go together",
    ],
    ["calls,,,2022-13,comment,A.,Head,2022-03-04,no", "row 2, column month: must be a month as yyyy-mm"],
    ["calls,,,2022-02,remark,A.,Head,2022-03-04,no", "row 2, column kind: "],
    ["calls,,,2022-02,comment,,Head,2022-03-04,no", "row 2, column text: "],
    ["calls,,,2022-02,comment,A.,,2022-03-04,no", "row 2, column author: "],
    [
      "brief,,,2022-02,comment,A.,Head,2022-03-04,yes",
      "column public: only what is said of a whole measure may be public",
    ],
    ["calls,line,0345,2022-02,comment,A.,Head,2022-03-04,yes", "column public: only what is said"],
  ])("is refused by row and column: %s", async (row, words) => {
    const reading = readFrom(row);
    await expect(reading).rejects.toThrow(DataError);
    await expect(reading).rejects.toThrow(words);
  });

  it("of the project can be used", () => {
    expect(readNotes(projectFile("data/notes.csv"), measures).length).toBeGreaterThan(0);
  });
});
