import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Source } from "../../../loaders/sources.ts";
import { proposeFiles } from "../../../src/commands/proposedSettings.ts";
import { temporaryFolder } from "../../folders.ts";
import { settingsOf } from "../../smallOffice.ts";

async function propose(csv: string, { contract = "cases", name = "cases.csv" } = {}) {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, csv);
  return proposeFiles([path], contract);
}

/** Takes away the sign that makes a line a choice. */
function choose(text: string, ...chosen: string[]): string {
  return chosen.reduce((left, line) => {
    const found = left.split("\n").find((one) => one.trimStart().startsWith(`# ${line}`));
    if (!found) throw new Error(`not offered: ${line}`);
    return left.replace(found, found.replace("# ", "").replace(": yyyy-mm-dd", ": 2015-01-01"));
  }, text);
}

/** The source as the reader of settings has it. */
function read(proposed: string): Source {
  const [source] = settingsOf(proposed).sources;
  if (!source) throw new Error("no source");
  return source;
}

const rest = ["covers_from", "later_files: replace", "due: { days: 5 }"];

const log = `Case No,Received,Date Closed,Status,Department,Customer Name,Email,Notes
1001,05/01/2021,07/02/2021,Closed,Housing,Edith Quillfeather,e@letters.example,Rang about the roof
1002,25/01/2021,,Open,Schools,Basil Thornwhistle,b@letters.example,Wrote again
1003,06/02/2021,19/02/2021,Closed,Housing,Maud Pennyfarthing,m@letters.example,Sent photographs
1004,07/02/2021,,Open,Schools,Edith Quillfeather,e@letters.example,None
`;

describe("what is proposed", () => {
  test("of text whose name is a workbook's says so, and reads it as the text it is", async () => {
    const { text } = await propose(log, { name: "cases.xlsx" });
    expect(text).toContain("# Its name is a workbook's and its bytes are text: it is read as text");
    expect(read(choose(text, ...rest))).toMatchObject({ files: "cases.xlsx", format: "csv" });
  });

  test("is taken by the reader of settings as it is, once what is left to a person is chosen", async () => {
    const { text, choices } = await propose(log);
    expect(choices).toEqual(["covers_from", "later_files", "due", "stage"]);
    expect(() => read(text)).toThrow(/can't be used/);
    const source = read(choose(text, ...rest));
    expect(source).toMatchObject({
      contract: "cases",
      files: "cases.csv",
      covers_from: "2021-01-05",
      later_files: "replace",
      dates: ["dd/mm/yyyy"],
      columns: {
        case_reference: "Case No",
        received_on: "Received",
        closed_on: "Date Closed",
        team: "Department",
      },
    });
    expect(source.not_read).toEqual(["Status", "Customer Name", "Email", "Notes"]);
    const decided = read(choose(text, ...rest, "decided_on: Date Closed"));
    expect(decided.columns).toMatchObject({ closed_on: "Date Closed", decided_on: "Date Closed" });
  });

  test("has a reason for each column, and nobody's name or words", async () => {
    const { text } = await propose(log);
    const columns = text.split("\n").filter((line) => /^ {6}(?!- |# )[a-z_]+: /.test(line));
    expect(columns).toHaveLength(4);
    for (const line of columns) expect(line).toMatch(/ # by (its heading|words of its heading)/);
    expect(text).toContain("row 3: 25/01/2021 can't be mm/dd/yyyy");
    expect(text).not.toMatch(/Quillfeather|Thornwhistle|letters\.example|roof|photographs/);
    for (const heading of ["Customer Name", "Email", "Notes"])
      expect(text).toMatch(new RegExp(`- ${heading} # may be about people`));
  });

  test("never chooses a form of dates that nothing decides on: without a choice there is none", async () => {
    const { text, choices } = await propose("ref,received\n1,24-06-15\n2,06-05-15\n");
    expect(choices).toContain("dates");
    expect(parse(text).sources.cases).not.toHaveProperty("dates");
    expect(text).toContain("nothing decides between dd-mm-yy and yy-mm-dd");
    for (const form of ["dd-mm-yy", "yy-mm-dd"]) expect(text).toContain(`# dates: [${form}]`);
    expect(text).not.toContain("# dates: [mm-dd-yy]");
    const chosen = choose(text, ...rest, "dates: [dd-mm-yy]", "two_digit_years_from: 1970");
    expect(read(chosen).dates).toEqual(["dd-mm-yy"]);
  });

  test("offers a form that only another column of the file decides on, and doesn't choose it", async () => {
    const { text, choices } = await propose(
      "ref,received,closed\n1,25/01/2021,01/02/2021\n2,26/01/2021,03/02/2021\n",
    );
    expect(choices).toContain("dates");
    expect(text).toContain("In the same file, received: dd/mm/yyyy fits all 2");
    expect(text).toContain("# dates: [dd/mm/yyyy]");
    expect(text).not.toContain("# dates: [mm/dd/yyyy");
  });

  test("says how two dates stand to each other where either may be the one received", async () => {
    const rows = Array.from({ length: 50 }, (_, row) =>
      row === 0 ? "0,20/03/2021,19/03/2021" : `${row},13/03/2021,${14 + (row % 10)}/03/2021`,
    );
    const { text, choices } = await propose(`ref,Day one,Day two\n${rows.join("\n")}\n`);
    expect(choices).toContain("received_on");
    expect(text).toContain("Day one is before Day two in 98.0% of 50 rows, the same day in 0.0%");
    expect(text).toContain("# received_on: Day one");
    expect(text).toContain("# received_on: Day two");
    expect(parse(text).sources.cases.columns).not.toHaveProperty("received_on");
    const both = choose(text, ...rest, "received_on: Day one");
    expect(read(both).columns.received_on).toBe("Day one");
  });

  test("leaves to a person what the office's own words mean, and whether a column holds them", async () => {
    const csv =
      "ref,received,Finding\n1,2021-01-05,Found\n2,2021-01-06,Not found\n3,2021-01-06,Found\n4,2021-01-06,Not found\n";
    const { text, vocabulary, choices } = await propose(csv);
    expect(choices).toContain("outcome");
    expect(read(choose(text, ...rest)).columns).not.toHaveProperty("outcome");
    expect(read(choose(text, ...rest, "outcome: Finding")).columns.outcome).toBe("Finding");
    expect(vocabulary).toContain("found for | found in part | found against | nothing found");
    const meant = choose(vocabulary, "case_outcome:", "  Found:", "  Not found:")
      .replace("  Found:", "  Found: found for")
      .replace("  Not found:", "  Not found: found against");
    expect(parse(meant)).toEqual({ case_outcome: { Found: "found for", "Not found": "found against" } });
  });

  test("takes the period of a name, a delimiter, a row of headings and headings that YAML would take for others", async () => {
    const csv = "Log;;\nRef;Received;# note: yes\n1;13.02.2021;x\n2;14.02.2021;y\n";
    const { text } = await propose(csv, { name: "log-2021-02.csv" });
    const source = read(choose(text, "later_files: update", "due: { days: 5 }"));
    expect(source).toMatchObject({
      files: "log-{month}.csv",
      delimiter: ";",
      header_row: 2,
      dates: ["dd.mm.yyyy"],
    });
    expect(source.not_read).toEqual(["# note: yes"]);
    const year = await propose(csv, { name: "log-2021-22.csv" });
    expect(year.text).toContain("files: log-{financial-year}.csv");
  });

  test("keeps headings that break lines or drive a terminal within their quotes", async () => {
    const { text } = await propose('ref,received,"odd\n\u001b[2J: # x"\n1,2021-01-05,y\n');
    expect(text).not.toContain("\u001b");
    expect(read(choose(text, ...rest)).not_read).toEqual(["odd\n\u001b[2J: # x"]);
  });

  test("leaves two columns that could be the key to a person, and refuses a contract there isn't", async () => {
    const { text, choices } = await propose("Reference,Ref,Received\n1,7,2021-01-05\n2,8,2021-01-06\n");
    expect(choices).toContain("case_reference");
    expect(read(choose(text, ...rest, "case_reference: Ref #")).columns.case_reference).toBe("Ref");
    await expect(propose("a\n1\n", { contract: "case" })).rejects.toThrow(
      /unknown contract: case[\s\S]*cases, emails/,
    );
  });

  test("is of all sheets with the same headings, from the first day of any", async () => {
    const path = join(temporaryFolder(), "register.xlsx");
    const headings = ["ref", "received"];
    const write = async (more: Record<string, string[][]>) => {
      const workbook = new ExcelJS.Workbook();
      const sheets = {
        "in 2022": [headings, ["1", "2022-01-05"], ["2", "2022-01-06"]],
        "in 2021": [headings, ["3", "2021-03-04"]],
        ...more,
      };
      for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows);
      await workbook.xlsx.writeFile(path);
      const { text } = await proposeFiles([path], "cases");
      return text;
    };
    const all = await write({});
    expect(all).toContain("register.xlsx: 3 rows");
    expect(all).toContain("What is said of its columns is of sheet in 2022.");
    expect(read(choose(all, ...rest)).sheets).toBe("all");
    const some = await write({ Notes: [["Who wrote this"], ["Records"]], Lower: [["Log"], headings] });
    expect(some).toContain("# covers_from: 2021-03-04");
    expect(some).toContain("# not read: sheet Notes, 1 row\n");
    expect(read(choose(some, ...rest)).sheets).toEqual(["in 2022", "in 2021"]);
  });

  test("names a year of two digits among what is left to a person, and says how many cells hold a date", async () => {
    const { text, choices } = await propose("no,in,out\n1,05-Jan-21,-\n2,26-Jan-21,27-Jan-21\n");
    expect(choices).toContain("two_digit_years_from");
    expect(text).toContain("# received_on: in # filled in 2 rows");
    expect(text).toContain("# received_on: out # a date in 1 of 2 rows");
  });

  test("is of one source for files with the same headings", async () => {
    const folder = temporaryFolder();
    for (const name of ["a-2021-01.csv", "a-2021-02.csv"])
      writeFileSync(join(folder, name), "ref,received\n1,2021-01-05\n");
    const { text } = await proposeFiles(
      [join(folder, "a-2021-01.csv"), join(folder, "a-2021-02.csv")],
      "cases",
    );
    expect(Object.keys(parse(text).sources)).toEqual(["a"]);
    expect(text).toContain("a-2021-02.csv has the same headings");
  });
});
