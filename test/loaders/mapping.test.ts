import { readdirSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDatabase, query } from "../../loaders/database.ts";
import { hashFile } from "../../loaders/hashFile.ts";
import { temporaryFolder } from "../folders.ts";
import { runs } from "../gear.ts";
import {
  forms,
  juneForms,
  loadForms,
  loadOf,
  problemsOf,
  received,
  settingsOf,
  type Written,
} from "./smallSource.ts";

const columns = { form_id: "Id", submitted_at: "Sent", form: "Form" };
const csv = (...lines: string[]) => `${lines.join("\n")}\n`;

describe("a column that is made", () => {
  it("is two headings joined, such as a date and a time, each without its blank words", async () => {
    const submitted_at = {
      from: ["Day", "Time"],
      with: " ",
      dates: ["dd-mm-yy h:mm:ss am/pm", "dd-mm-yy"],
      two_digit_years_from: 2000,
    };
    const { rows, aside } = await loadForms(
      { columns: { ...columns, submitted_at }, dates: [] },
      csv(
        "Id,Day,Time,Form",
        "1,14-06-19, 3:53:50 PM ,a",
        "2,14-06-19,N/A,a",
        "3,NULL,3:53:50 PM,a",
        "4,,,a",
      ),
    );
    expect(rows.map(({ submitted_at: at }) => at)).toEqual([
      "2019-06-14 14:53:50",
      "2019-06-13 23:00:00",
      null,
      null,
    ]);
    expect(aside.map(({ row, reason }) => [row, reason])).toEqual([
      [4, "not a date and time"],
      [5, "missing"],
    ]);
  });

  it("is the same in every row, or a heading with more before and after, of what isn't blank", async () => {
    const { rows } = await loadForms(
      {
        columns: {
          ...columns,
          form_id: { from: "Id", prefix: "W-", suffix: "/19" },
          form: { constant: "Contact form" },
        },
      },
      csv("Id,Sent", "1,2019-06-14 10:00", "(blank),2019-06-14 10:00"),
    );
    expect(rows).toEqual([{ form_id: "W-1/19", submitted_at: "2019-06-14 09:00:00", form: "Contact form" }]);
  });

  it("has blank words and forms of its own, and its texts are replaced by a table", async () => {
    const { rows } = await loadForms(
      {
        columns: {
          form_id: "Id",
          submitted_at: { from: "Sent", dates: ["mm/dd/yyyy"] },
          form: { from: "Form", empty: ["unknown"] },
        },
        values: { form: { CF: "Contact form" } },
      },
      csv("Id,Sent,Form", "1,06/14/2019,cf", "2,06/14/2019,Unknown"),
    );
    expect(rows).toEqual([
      { form_id: "1", submitted_at: "2019-06-13 23:00:00", form: "Contact form" },
      { form_id: "2", submitted_at: "2019-06-13 23:00:00", form: null },
    ]);
  });

  it("may be of headings that a file lacks, where all are optional", async () => {
    const columns = {
      mailbox: { from: ["Team", "Box"], with: " / " },
      from_on: "F",
      to_on: "T",
      emails: "N",
    };
    const emails = { ...forms, contract: "emails", columns, dates: ["yyyy-mm-dd"] };
    const { refused } = await loadForms(emails, csv("Team,F,T,N", "A,2019-06-01,2019-06-30,3"));
    expect(refused.join()).toContain("missing column: Box (mailbox)");
    const whole = await loadForms(emails, csv("team, BOX ,F,T,N", "A,b,2019-06-01,2019-06-30,3"));
    expect(whole.rows).toMatchObject([{ mailbox: "A / b" }]);
  });

  const refused: [column: unknown, problem: string][] = [
    [
      { from: "Form", constant: "a" },
      "form: must have one of from (a heading, or some), constant and numbered",
    ],
    [{ prefix: "a" }, "form: must have one of from"],
    [{ from: "Form", with: "-" }, "form: with has no use where one heading is read"],
    [{ constant: "a", empty: ["b"] }, "form: empty has no use"],
    [{ from: "Form", dates: ["dd/mm/yyyy"] }, "form: dates has no use in a column that holds no date"],
  ];
  it.each(refused)("is refused where a setting would be ignored: %j", (form, problem) => {
    expect(problemsOf({ columns: { ...columns, form } }).join("\n")).toContain(problem);
  });

  it("bears on what lands: the same file is read anew where its mapping is another", async () => {
    const landing = temporaryFolder();
    const of = (form: unknown) => settingsOf({ forms: { ...forms, columns: { ...columns, form } } });
    const files = { [juneForms]: csv("Id,Sent,Form", "1,2019-06-14 10:00,a") };
    const shown = async (form: unknown) =>
      (await loadOf(of(form), files, landing)).rows.map((row) => row.form);
    expect(await shown("Form")).toEqual(["a"]);
    expect(await shown({ from: "Form", prefix: "x" })).toEqual(["xa"]);
    expect(await shown({ from: "Form", prefix: "y" })).toEqual(["ya"]);
  });
});

const history = csv(
  "Id,Sent,Form,Changed",
  "1,2019-06-01 10:00,first,2019-06-02 10:00",
  "1,2019-06-01 10:00,latest,2019-06-09 10:00",
  "2,2019-06-01 10:00,only,",
  "1,2019-06-01 10:00,last,2019-06-05 10:00",
);

describe("rows that tell of one record", () => {
  const stand: [repeats: unknown, form: string, reason: string][] = [
    [undefined, "first", "another value than an earlier row of its record"],
    ["first row", "first", "another row of its record stands"],
    ["last row", "last", "another row of its record stands"],
    [{ latest: "changed" }, "latest", "another row of its record stands"],
    [{ earliest: "Changed" }, "first", "another row of its record stands"],
  ];
  it.each(stand)("leave one standing: %j", async (repeats, form, reason) => {
    const { rows, loads, aside } = await loadForms(
      typeof repeats === "object" ? { repeats } : { repeats, not_read: ["Changed"] },
      history,
    );
    expect(rows.map((row) => row.form)).toEqual([form, "only"]);
    expect(loads).toMatchObject([{ read: 4, loaded: 2, aside: 2 }]);
    expect(aside.map((one) => one.reason)).toEqual([reason, reason]);
  });

  it("leave the one changed last, where the settings say when a record was changed", async () => {
    const { rows } = await loadForms({ modified: "Changed" }, history);
    expect(rows.map((row) => row.form)).toEqual(["latest", "only"]);
  });
});

const boxes = { ...forms, contract: "emails", files: "mail-{financial-year}.csv", dates: ["yyyy-mm-dd"] };
const monthly = {
  ...boxes,
  unpivot: { forms: ["mmm-yy"], heading_is: "Month", cell_is: "Emails" },
  columns: {
    mailbox: "Box",
    from_on: { from: "Month", dates: ["mmm-yy"], two_digit_years_from: 2000, day: "first" },
    to_on: { from: "Month", dates: ["mmm-yy"], two_digit_years_from: 2000, day: "last" },
    emails: "Emails",
  },
};
const mail = `${received}/mail-2018-19.csv`;

describe("a column to each month", () => {
  it("becomes a row to each, of the cells that hold something", async () => {
    const { rows, loads, refused } = await loadForms(
      monthly,
      csv("Box,Feb-19,Mar-19", "A,5,0", "B,,7", "C,-,N/A", ",,", "D,x,1"),
      mail,
    );
    expect(refused).toEqual([]);
    const row = (mailbox: string, month: string, to: number, emails: string | null) => ({
      mailbox,
      from_on: `2019-${month}-01`,
      to_on: `2019-${month}-${to}`,
      emails,
    });
    expect(rows).toEqual([
      row("A", "02", 28, "5"),
      row("A", "03", 31, "0"),
      row("B", "03", 31, "7"),
      row("D", "02", 28, null),
      row("D", "03", 31, "1"),
    ]);
    expect(loads).toMatchObject([
      { read: 5, loaded: 5, aside: 0, blanked: 1, said: "its 4 rows stand for 5, 1 of them for none" },
    ]);
  });

  it("is read of a workbook too, and of headings that are named", async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet("Counts");
    sheet.addRow(["Box", "2019-02-01", "2019-03-01"]);
    sheet.addRow(["A", 5, 0]);
    const column = (day: string) => ({ from: "Month", day });
    const { rows, refused } = await loadForms(
      {
        ...monthly,
        files: "mail-{financial-year}.xlsx",
        format: "spreadsheet",
        unpivot: { headings: ["2019-02-01", "2019-03-01"], heading_is: "Month", cell_is: "Emails" },
        columns: { ...monthly.columns, from_on: column("first"), to_on: column("last") },
      },
      new Uint8Array(await workbook.xlsx.writeBuffer()),
      mail.replace("csv", "xlsx"),
    );
    expect(refused).toEqual([]);
    expect(rows).toEqual([
      { mailbox: "A", from_on: "2019-02-01", to_on: "2019-02-28", emails: "5" },
      { mailbox: "A", from_on: "2019-03-01", to_on: "2019-03-31", emails: "0" },
    ]);
  });

  it("may be named without its year: that of the file's period", async () => {
    const column = (day: string) => ({ from: "Month", dates: ["mmm yyyy"], day });
    const change = {
      ...monthly,
      unpivot: { forms: ["mmm"], heading_is: "Month", cell_is: "Emails" },
      columns: { ...monthly.columns, from_on: column("first"), to_on: column("last") },
      not_read: ["Marketing"],
    };
    const { rows, refused } = await loadForms(change, csv("Box,Marketing,Apr,Sept,Mar", "A,9,1,2,3"), mail);
    expect(refused).toEqual([]);
    expect(rows.map(({ from_on, to_on, emails }) => [from_on, to_on, emails])).toEqual([
      ["2018-04-01", "2018-04-30", "1"],
      ["2018-09-01", "2018-09-30", "2"],
      ["2019-03-01", "2019-03-31", "3"],
    ]);
    expect(problemsOf({ ...change, files: "mail.csv", covers_from: "2018-04-01" }).join()).toContain(
      "unpivot: a month alone is of the year that the file's name says",
    );
  });

  it("must be there", async () => {
    const { refused } = await loadForms(monthly, csv("Box,February", "A,5"), mail);
    expect(refused.join()).toContain("missing column: one of the form mmm-yy (unpivot)");
  });

  const wrong: [change: Written, problem: string][] = [
    [{ unpivot: { heading_is: "Month", cell_is: "Emails" } }, "unpivot must have either headings or forms"],
    [
      { unpivot: { forms: ["mmm-yy"], heading_is: "Month", cell_is: "Count" } },
      "unpivot: no column is read from Count",
    ],
    [{ unpivot: { form: "mmm-yy" } }, "unpivot: unknown setting: form: did you mean forms?"],
    [{ format: "parquet" }, "unpivot has no use in files of the format parquet"],
  ];
  it.each(wrong)("is refused where its settings leave something out: %j", (change, problem) => {
    expect(problemsOf({ ...monthly, ...change }).join("\n")).toContain(problem);
  });
});

describe("a row that stands for some", () => {
  const counted = {
    columns: { form_id: { numbered: true, prefix: "F-" }, submitted_at: "Sent", form: "Form" },
    stands_for: "Count",
  };

  it("becomes as many, each with a number of its own; one without a count is set aside", async () => {
    const { rows, loads, aside } = await loadForms(
      counted,
      csv(
        "Sent,Form,Count",
        "2019-06-14 10:00,a,3",
        "x,y",
        "2019-06-15 10:00,b,0",
        "2019-06-16 10:00,c,many",
        "2019-06-17 10:00,d,1",
      ),
    );
    expect(rows.map(({ form_id }) => form_id)).toEqual([
      "F-2019-06-01-2-1",
      "F-2019-06-01-2-2",
      "F-2019-06-01-2-3",
      "F-2019-06-01-6-1",
    ]);
    expect(loads).toMatchObject([
      { read: 6, loaded: 4, aside: 2, said: "its 4 rows stand for 5, 1 of them for none" },
    ]);
    expect(aside.map(({ row, reason }) => [row, reason])).toEqual([
      [3, "too few columns"],
      [5, "no count of the rows it stands for"],
    ]);
  });

  it("lands with the same bytes as when its file is read alone", async () => {
    const files = {
      [juneForms]: csv("Sent,Form,Count", "2019-06-14 10:00,a,3", "x,y", "2019-06-15 10:00,b,2"),
      [`${received}/forms-2019-05.csv`]: csv(
        "Sent,Form,Count",
        ",,",
        "2019-05-14 10:00,c,many",
        "2019-05-15 10:00,d,4",
      ),
    };
    const settings = settingsOf({ forms: { ...forms, ...counted } });
    const landedOf = async (some: Record<string, string>) => {
      const landing = temporaryFolder();
      await loadOf(settings, some, landing);
      return readdirSync(landing, { recursive: true, encoding: "utf8" })
        .filter((name) => /(rows|quarantine)\.parquet$/.test(name))
        .map((name) => hashFile(join(landing, name)));
    };
    const alone = await Promise.all(Object.entries(files).map((one) => landedOf(Object.fromEntries([one]))));
    expect((await landedOf(files)).sort()).toEqual(alone.flat().sort());
    expect(alone.flat()).toHaveLength(4);
  });

  it("is heard for the people in it, where it stands for none too", async () => {
    const landing = temporaryFolder();
    const lines = [
      "Sent,Form,Count,Note",
      "2019-06-14 10:00,a,0,Ada Lovelace rang",
      "2019-06-14 10:00,b,1,none",
    ];
    const settings = settingsOf({ forms: { ...forms, ...counted, not_read: ["Note"] } });
    await loadOf(settings, { [juneForms]: csv(...lines) }, landing);
    const [people = ""] = readdirSync(landing, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith("people.parquet"),
    );
    const connection = await (await openDatabase()).connect();
    const [{ marks } = { marks: 0 }] = await query(
      connection,
      `select count(*)::integer as marks from read_parquet('${join(landing, people)}') where kind <> 'key'`,
    );
    expect(marks).toBeGreaterThan(0);
  });

  it("is as many rows as are counted, whatever the counts", async () => {
    const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(counts, async (some) => {
        const lines = some.map((count, index) => `2019-06-14 10:00,f${index},${count}`);
        const { rows, loads } = await loadForms(counted, csv("Sent,Form,Count", ...lines));
        const all = some.reduce((sum, count) => sum + count, 0);
        expect(loads).toMatchObject([{ read: all, loaded: all, aside: 0 }]);
        for (const [index, count] of some.entries())
          expect(rows.filter(({ form }) => form === `f${index}`)).toHaveLength(count);
        expect(new Set(rows.map(({ form_id }) => form_id)).size).toBe(all);
      }),
      { numRuns: runs(4, 30) },
    );
  });
});

describe("several sources", () => {
  it("are rows of one contract, each mapped by itself", async () => {
    const settings = settingsOf({
      forms,
      portal: {
        ...forms,
        system: "Portal",
        files: "portal-{month}.csv",
        delimiter: "semicolon",
        dates: ["dd.mm.yyyy"],
        columns: {
          form_id: { from: "Nr", prefix: "P" },
          submitted_at: "Datum",
          form: { constant: "Portal" },
        },
      },
    });
    const { rows } = await loadOf(settings, {
      [juneForms]: csv("Id,Sent,Form", "1,2019-06-14 10:00,a"),
      [`${received}/portal-2019-06.csv`]: csv("Nr;Datum", "1;14.06.2019"),
    });
    expect(rows.map(({ form_id, form }) => [form_id, form])).toEqual([
      ["1", "a"],
      ["P1", "Portal"],
    ]);
  });
});
