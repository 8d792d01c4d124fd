import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { openDatabase, query } from "../../loaders/database.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { load } from "../../loaders/load.ts";
import { loadOwnWords } from "../../loaders/loadOwnWords.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { loadReferences } from "../../loaders/reference.ts";
import type { Settings } from "../../loaders/sources.ts";
import { projectFile } from "../../src/project.ts";
import { createModels } from "../../src/warehouse/createModels.ts";
import { type Model, readModels } from "../../src/warehouse/graph.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { settingsOf } from "../smallOffice.ts";
import { toXlsxParts, toZip } from "./read/workbookFiles.ts";

const settings = readSettings(projectFile("data/sources.yaml"));

/** Settings with some of one source's changed. */
function change(id: string, changes: Partial<Settings["sources"][number]>): Settings {
  const sources = settings.sources.map((source) => (source.id === id ? { ...source, ...changes } : source));
  return { ...settings, sources };
}

/** What becomes of extracts as an office hands them over: what was loaded, set aside or left empty, and the models of it. */
async function modelsOf(files: Record<string, string | Uint8Array>, by: Settings = settings) {
  const extracts = temporaryFolder();
  writeFiles(extracts, files);
  const instance = await openDatabase();
  const connection = await instance.connect();
  const { refused } = await load(instance, findExtracts(extracts, by), temporaryFolder());
  const rows = (sql: string) => query(connection, sql);
  let models: Model[] = [];
  const measure = async (id: string) => {
    if (models.length === 0) {
      await loadReferences(connection, projectFile("data"));
      await loadOwnWords(connection, by);
      models = await readModels(connection, projectFile("sql"));
      await createModels(connection, models);
    }
    const model = models.find(({ name }) => name === `measures.${id}`);
    if (!model) throw new Error(`unknown measure: ${id}`);
    return `(${model.sql})`;
  };
  return {
    refused: refused.map(({ problem }) => problem),
    rows,
    counted: async (id: string) =>
      (await rows(`select coalesce(sum(numerator), 0)::integer as n from ${await measure(id)}`))[0]?.n,
    groups: async (id: string, dimension: string) =>
      Object.fromEntries(
        (
          await rows(
            `select coalesce(${dimension}, 'not recorded') as name, sum(numerator)::integer as n
             from ${await measure(id)} group by name order by name`,
          )
        ).map(({ name, n }) => [name, n]),
      ),
    loads: await rows(
      "select rows_read as read, rows_loaded as loaded, rows_quarantined as aside, values_blanked as blanked from raw.loads",
    ),
    said: (await rows("select said from raw.loads where said is not null")).map(({ said }) => said),
    aside: await rows(
      `select row_number::integer as row, kind, column_name as "column", reason from raw.quarantine
       order by load_id, sheet, row, "column"`,
    ),
  };
}

const blanked = (row: number, column: string, reason: string) => ({
  row,
  kind: "value blanked",
  column,
  reason,
});
const setAside = (row: number, reason: string, column = "") => ({
  row,
  kind: "row set aside",
  column,
  reason,
});

const callsFile = "2022-04-02/telephony-2022-03.csv";
const callHeadings =
  "call_id,started_at,line,menu_option,wrap_up_code,handler,duration_seconds,caller_number,wrap_up_note";
const call = (id: string, change: Record<string, string> = {}) => {
  const cells = {
    call_id: id,
    started_at: "2022-03-28T10:00:00Z",
    line: "0345 015 4033",
    menu_option: "1",
    wrap_up_code: "new complaint",
    handler: "S1001",
    duration_seconds: "60",
    ...change,
  };
  return `${Object.values(cells).join(",")},,`;
};
const csv = (...lines: string[]) => `${lines.join("\n")}\n`;

const mailFile = "2022-04-05/mailboxes-2021-22.csv";

describe("a duration", () => {
  it("is read as seconds, with a fraction or as minutes and hours; one that can't be is left empty", async () => {
    const written = [
      "-3590",
      "700000",
      "61.5",
      "00:02:10",
      "30",
      "2:05",
      "1:75",
      "00:02:10.4",
      "ages",
      "NULL",
      "30:00:00",
    ];
    const models = await modelsOf({
      [callsFile]: csv(callHeadings, ...written.map((cell, n) => call(`T${n}`, { duration_seconds: cell }))),
    });
    expect(await models.counted("calls")).toBe(11);
    expect(models.loads).toEqual([{ read: 11, loaded: 11, aside: 0, blanked: 4 }]);
    expect(
      (await models.rows("select duration_seconds::integer as s from raw.calls order by call_id")).map(
        ({ s }) => s,
      ),
    ).toEqual([null, null, 108_000, 62, 130, 30, 125, null, 130, null, null]);
    expect(models.aside).toEqual([
      blanked(2, "duration_seconds", "out of range"),
      blanked(3, "duration_seconds", "out of range"),
      blanked(8, "duration_seconds", "not a duration"),
      blanked(10, "duration_seconds", "not a duration"),
    ]);
  });
});

describe("a code that nobody has mapped", () => {
  it("costs its value: the call counts, and its option isn't known", async () => {
    const models = await modelsOf({
      [callsFile]: csv(
        callHeadings,
        call("T1", { menu_option: "0" }),
        call("T2", { wrap_up_code: "silent call" }),
        call("T3", { menu_option: "3" }),
        call("T4", { menu_option: "12" }),
        call("T5", { menu_option: "2", wrap_up_code: "" }),
      ),
    });
    expect(await models.groups("calls", "menu_option")).toEqual({
      "none recorded": 2,
      "option 1": 1,
      "option 2": 1,
      "option 3": 1,
    });
    expect(models.aside).toEqual([
      blanked(2, "menu_option", "out of range"),
      blanked(3, "wrap_up_code", "unknown value"),
      blanked(5, "menu_option", "out of range"),
    ]);
  });
});

describe("a date that stands for none", () => {
  const headings =
    "(Do Not Modify) Case,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Case Number,Received On,Jurisdiction,Customer,Address,Postcode,Telephone,Email,Date of Birth,NHS Number,NI Number,Organisation,Owning Team,Owner,Case Stage,Closed On,Outcome,Decided By,Decided On,Description";
  const one = (number: number, born: string, closed = "", received = "2022-03-01") =>
    `a,b,,C-0000000${number},${received},Health (NHS in England),,,,,,${born},,,Body,Health 1,S1001,5 - Closed,${closed},,,,`;

  it("is empty, and a date of birth that can't be costs nothing but itself", async () => {
    const models = await modelsOf({
      "2022-04-01/msd-cases-2022-03.csv": csv(
        headings,
        one(1, "1950-01-01"),
        one(2, "1753-01-01"),
        one(3, "0001-01-01"),
        one(4, "1889-12-31"),
        one(5, ""),
        one(6, "1900-01-00", "9999-12-31"),
      ),
    });
    expect(await models.counted("cases-to-sample")).toBe(6);
    expect(await models.counted("open-cases-per-caseworker")).toBe(6);
    expect(models.aside).toEqual([blanked(5, "date_of_birth", "out of range")]);
  });

  it("is another from one that can't be read: a case with one is not open", async () => {
    const models = await modelsOf({
      "2022-04-01/msd-cases-2022-03.csv": csv(
        headings,
        one(1, "", "2022-03-04"),
        one(2, "", "not known"),
        one(3, "", "2022-02-28"),
        one(4, "", "2022-04-17"),
        one(5, "", "#REF!"),
        one(6, "", "NULL"),
      ),
    });
    expect(models.aside.map(({ row, reason }) => [row, reason])).toEqual([
      [3, "not a date"],
      [4, "before received_on"],
      [5, "after the extract was received"],
      [6, "an error of the spreadsheet"],
    ]);
    expect(await models.groups("open-cases-per-caseworker", "case_reference")).toEqual({
      "C-00000001": 1,
      "C-00000006": 1,
    });
    const open = await models.rows("select case_reference as c from marts.cases where is_open");
    expect(open.map(({ c }) => c)).toEqual(["C-00000006"]);
  });

  it("leaves the rows in their order, about one that can't be cut into columns too", async () => {
    const rows = Array.from({ length: 8 }, (_, index) =>
      one(index, "", "", index === 6 ? "soon" : "2022-03-01"),
    );
    const models = await modelsOf({
      "2022-04-01/msd-cases-2022-03.csv": csv(headings, ...rows.slice(0, 3), "lost", ...rows.slice(3)),
    });
    expect(models.aside).toEqual([setAside(5, "too few columns"), blanked(9, "received_on", "not a date")]);
  });

  it("is never out of range for being long ago", async () => {
    const models = await modelsOf({
      "2022-04-01/msd-cases-2022-03.csv": csv(
        headings,
        one(1, "", "", "2009-06-01"),
        one(2, "", "", "1899-12-30"),
      ),
    });
    expect(await models.counted("open-cases-per-caseworker")).toBe(1);
    expect(models.aside).toEqual([blanked(3, "received_on", "out of range")]);
  });
});

describe("a number", () => {
  it("may have its thousands apart, and a row of totals is no record", async () => {
    const models = await modelsOf({
      [mailFile]: csv(
        "Mailbox,From,To,Emails",
        'Customer Care,01/02/2022,28/02/2022,"1,204"',
        "Customer Care,01/03/2022,31/03/2022,987 ",
        "Total,01/02/2022,31/03/2022,2191",
        "Customer Care,01/01/2022,31/01/2022,12.5",
      ),
    });
    expect(await models.rows("select emails::integer as n from raw.emails order by from_on")).toEqual([
      { n: null },
      { n: 1204 },
      { n: 987 },
    ]);
    expect(models.aside).toEqual([
      setAside(4, "a total and no record"),
      blanked(5, "emails", "not a number"),
    ]);
  });
});

describe("a row of totals", () => {
  const totals = [
    "Total",
    "TOTALS:",
    "Grand total",
    "Sub-total",
    "Overall Total",
    "Total emails",
    "Total for March",
  ];
  totals.push(
    "Customer Care Total",
    "total all",
    "Total 987",
    "All mailboxes",
    "ALL",
    "Sum",
    "Gesamtergebnis",
  );
  totals.push("Total général", "Totale complessivo", "Eindtotaal", "Suma końcowa", "Total general");

  it("is no record, however it is written, and what only sounds like one is", async () => {
    const names = ["Customer Care", "Totally Customer Care", "Subtotals desk", "Overall", "Total Care"];
    names.push("All staff", "Allerton", "Summer desk", "Gesamtschule", "Summary");
    const models = await modelsOf({
      [mailFile]: csv(
        "Mailbox,From,To,Emails",
        ...[...names, ...totals].map((name) => `${name},01/03/2022,31/03/2022,987`),
      ),
    });
    expect(models.aside.map(({ reason }) => reason)).toEqual(totals.map(() => "a total and no record"));
    expect(await models.rows("select mailbox from raw.emails order by mailbox")).toEqual(
      [...names].sort().map((mailbox) => ({ mailbox })),
    );
  });
});

describe("the lines of a CSV", () => {
  it("may end in more than one way: no row is lost", async () => {
    const models = await modelsOf({
      [mailFile]:
        'Mailbox,From,To,Emails\r\n"Customer Care","01/04/2021","01/04/2021","1"\n"Ombudsman","01/04/2021","01/04/2021","0"\nTotal,12\r\n',
    });
    expect(models.loads).toEqual([{ read: 3, loaded: 2, aside: 1, blanked: 0 }]);
    expect(models.aside).toEqual([setAside(4, "a total and no record")]);
  });

  it("may keep the zeros of a text with a formula, in quotation marks or not", async () => {
    const models = await modelsOf({
      [mailFile]: csv(
        "Mailbox,From,To,Emails",
        '="007",01/04/2021,01/04/2021,1',
        '"=""007""",02/04/2021,02/04/2021,"=""2"""',
        '007,03/04/2021,03/04/2021,="3 "',
        'A,04/04/2021,04/04/2021,=""',
      ),
    });
    expect(
      await models.rows("select mailbox, emails::integer as emails from raw.emails order by from_on"),
    ).toEqual([
      { mailbox: "007", emails: 1 },
      { mailbox: "007", emails: 2 },
      { mailbox: "007", emails: 3 },
      { mailbox: "A", emails: null },
    ]);
  });

  it.each(["\r", "\r\n", "\n"])("are numbered as a reader numbers them, blank ones too: %j", async (end) => {
    const lines = ["Mailbox,From,To,Emails", "A,01/04/2021,01/04/2021,1", "", "", "A,x,02/04/2021,1", "", ""];
    const models = await modelsOf({ [mailFile]: lines.join(end) });
    expect(models.loads).toEqual([{ read: 2, loaded: 1, aside: 1, blanked: 0 }]);
    expect(models.aside).toEqual([setAside(5, "not a date", "from_on")]);
  });

  it("may end in a comma, in the headings, the rows or both; a value there sets its row aside", async () => {
    for (const [inHeading, inRow] of [
      [",", ","],
      ["", ","],
      [",", ""],
      [",,,", ",,,"],
      ["", ",,"],
    ]) {
      const models = await modelsOf({
        [callsFile]: csv(
          callHeadings + inHeading,
          call("T1") + inRow,
          call("T2") + inRow,
          `${call("T3")},stray${inRow}`,
        ),
      });
      expect([inHeading, inRow, models.refused]).toEqual([inHeading, inRow, []]);
      expect(models.loads).toEqual([{ read: 3, loaded: 2, aside: 1, blanked: 0 }]);
      expect(models.aside).toEqual([setAside(4, "too many columns")]);
    }
  });

  it("have headings in any capitals, with blanks about them", async () => {
    const models = await modelsOf({
      [mailFile]: csv(" MAILBOX ,from,To\u00a0,  emails", "A,01/04/2021,01/04/2021,1"),
    });
    expect([models.refused, await models.counted("emails")]).toEqual([[], 1]);
  });

  it("name no one where their headings do", async () => {
    const { refused } = await modelsOf({
      [mailFile]: csv(
        "Mailbox,From,To,Emails,Persephone Quill,Date of Note",
        "A,01/04/2021,01/04/2021,1,2,3",
      ),
    });
    expect(refused[0]).toContain("unknown column: number 5, in column E");
    expect(refused[0]).toContain("unknown column: Date of Note (number 6");
    expect(refused.join()).not.toMatch(/Persephone|Quill/);
  });
});

describe("a file of another form than its settings say", () => {
  const text = csv(callHeadings, call("T1"));
  const semicolons = text.replaceAll(",", ";");
  const utf16 = (mark: readonly number[], bytes: Buffer) => Buffer.concat([Buffer.from(mark), bytes]);

  it.each([
    [
      "separated by another character",
      semicolons,
      "its columns seem to be separated by ';'",
      "Set delimiter: ';' of telephony_calls in sources.yaml, or export it again.",
    ],
    [
      "separated by tabs",
      text.replaceAll(",", "\t"),
      "its columns seem to be separated by tabs",
      'Set delimiter: "\\t" of telephony_calls in sources.yaml, or export it again.',
    ],
    [
      "a line that tells Excel of the delimiter",
      `"sep=,"\r\n${text}`,
      "its first line is sep=, which is none of the headings: they seem to be in row 2",
      "Set header_row: 2 of telephony_calls in sources.yaml, or export it again.",
    ],
    [
      "both",
      `sep=;\n${semicolons}`,
      "its columns seem to be separated by ';'",
      "Set header_row: 2 and delimiter: ';' of telephony_calls in sources.yaml, or export it again.",
    ],
    [
      "a title above the headings",
      `Calls in March\n\n${text}`,
      "its headings seem to be in row 3",
      "Set header_row: 3 of telephony_calls",
    ],
    [
      "UTF-16",
      utf16([0xff, 0xfe], Buffer.from(text, "utf16le")),
      "it seems to be in UTF-16",
      "Set encoding: utf-16le of telephony_calls in sources.yaml, or export it again.",
    ],
    [
      "UTF-16 without its mark",
      Buffer.from(text, "utf16le"),
      "it seems to be in UTF-16",
      "Set encoding: utf-16le",
    ],
    [
      "UTF-16 of the other order",
      utf16([0xfe, 0xff], Buffer.from(text, "utf16le").swap16()),
      "it seems to be in UTF-16",
      "Set encoding: utf-16be",
    ],
    ["bytes of no text", Buffer.from([0, 1, 2, 255, 254]), "it seems to be no text", "Export it again"],
    ["nothing in it", "", "it is empty", "Export it again."],
    ["blanks alone in it", "\ufeff\r\n \n", "it is empty", "Export it again."],
    [
      "a workbook's bytes",
      "PK\u0003\u0004 no text",
      "it seems to be a workbook or an archive, not text",
      "Export",
    ],
  ])("is refused for it: %s", async (_case, content, problem, next) => {
    const { refused } = await modelsOf({ [callsFile]: content });
    expect(refused).toEqual([expect.stringContaining(problem)]);
    expect(refused.join()).toContain(next);
    expect(refused.join()).not.toContain("missing column");
  });

  it("says which headings are wrong where most are those that are wanted", async () => {
    const { refused } = await modelsOf({ [callsFile]: text.replace("line", "number") });
    expect(refused[0]).toContain("missing column: line (line)");
  });

  const forms = "2022-04-05/webforms-2021-22.jsonl";
  const form = { form_id: "1", submitted_at: "2022-03-30T10:00:00Z", form: "Feedback about us" };
  const lines = (...all: unknown[]) => all.map((one) => `${JSON.stringify(one)}\n`).join("");

  it.each([
    [
      "a field too many",
      lines(form, { ...form, form_id: "2", other: 1 }),
      "unknown field: number 4 of line 2.",
    ],
    ["a field too few", lines({ form_id: "1", form: "x" }), "missing field: submitted_at (submitted_at)"],
    ["no object", lines([1, 2], "x"), "no line of it is a JSON object"],
    ["nothing in it", "", "it is empty"],
    ["UTF-16", utf16([0xff, 0xfe], Buffer.from(lines(form), "utf16le")), "it seems to be in UTF-16"],
  ])("is refused in words of JSON lines: %s", async (_case, content, problem) => {
    const { refused } = await modelsOf({ [forms]: content });
    expect(refused.map((one) => one.replaceAll("\n", ". "))).toEqual([expect.stringContaining(problem)]);
    expect(refused.join()).not.toMatch(/column|spreadsheet/);
  });
});

describe("a heading", () => {
  const [source] = settings.sources.filter(({ id }) => id === "telephony_calls");
  if (!source) throw new Error("unknown source: telephony_calls");
  const columns = { ...source.columns, handler: source.columns.line ?? "" };
  const headings = [...new Set([...Object.values(columns), ...source.not_read])];
  const cells = headings.map(
    (heading) => ({ call_id: "T1", started_at: "2022-03-28T10:00:00Z" })[heading] ?? "1",
  );

  const toXlsx = async (rows: string[][]) => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet("Calls").addRows(rows);
    return new Uint8Array(await workbook.xlsx.writeBuffer());
  };

  it.each(["csv", "spreadsheet", "jsonl"] as const)("may be that of two columns, in a %s", async (format) => {
    const of = {
      csv: ["csv", csv(headings.join(","), cells.join(","))],
      spreadsheet: ["xlsx", await toXlsx([headings, cells])],
      jsonl: ["jsonl", `${JSON.stringify(Object.fromEntries(headings.map((one, n) => [one, cells[n]])))}\n`],
    } as const;
    const [ending, content] = of[format];
    const files = [`telephony-{month}.${ending}`];
    const by = change("telephony_calls", { columns, files, format, sheets: "all" });
    const models = await modelsOf({ [`2022-04-02/telephony-2022-03.${ending}`]: content }, by);
    expect(models.refused).toEqual([]);
    expect(await models.rows("select line, handler from raw.calls")).toEqual([{ line: "1", handler: "1" }]);
  });
});

describe("a folder", () => {
  it("named by a day years after all others is a slip of the hand, and is said by name", async () => {
    const line = csv("Mailbox,From,To,Emails", "A,01/04/2021,01/04/2021,1");
    for (const slip of ["2202-04-05", "2032-04-05"]) {
      const models = await modelsOf({ [mailFile]: line, [`${slip}/mailboxes-2021-22.csv`]: line });
      expect(models.refused).toEqual(["received years after all others: is the year of its folder right?"]);
      expect(models.loads).toEqual([{ read: 1, loaded: 1, aside: 0, blanked: 0 }]);
    }
    const alone = await modelsOf({ "2202-04-05/mailboxes-2021-22.csv": line });
    expect(alone.refused).toHaveLength(1);
  });
});

describe("a moment", () => {
  it("may have parts of a second and a zone of its own", async () => {
    const written = [
      "2022-03-28T10:00:00Z",
      "2022-03-28T10:00:00.250Z",
      "2022-03-28T11:00:00+01:00",
      "2022-03-28 11:00:00.5+0100",
      "2022-03-28T10:00:00.000",
    ];
    const models = await modelsOf({
      [callsFile]: csv(callHeadings, ...written.map((cell, n) => call(`T${n}`, { started_at: cell }))),
    });
    expect(
      await models.rows("select started_at::timestamp(0)::varchar as at from raw.calls order by call_id"),
    ).toEqual(
      ["10:00:00", "10:00:00", "10:00:00", "10:00:01", "09:00:00"].map((time) => ({
        at: `2022-03-28 ${time}`,
      })),
    );
  });
});

const feedbackHeadings = Object.values(
  settings.sources.find(({ id }) => id === "msd_feedback")?.columns ?? {},
).concat("(Do Not Modify) Feedback", "Narrative");

/** A workbook of feedback whose cells of the columns named are given, a row to each. */
async function feedbackBook(rows: Record<string, ExcelJS.CellValue>[]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("feedback ");
  sheet.addRow(feedbackHeadings);
  for (const [index, row] of rows.entries()) {
    const whole: Record<string, ExcelJS.CellValue> = {
      "Feedback Number": `FB-000000${index + 1}`,
      "Received On": "2022-01-04",
      Channel: "telephone",
      Category: "complaint about our service, ongoing case",
      Ground: "delay",
      "Allocated On": "2022-01-05",
      Officer: "S1001",
      ...row,
    };
    sheet.addRow(feedbackHeadings.map((heading) => whole[heading] ?? null));
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const feedbackFile = "2022-02-01/msd-feedback-2022-01.xlsx";

describe("a name that things are grouped by", () => {
  const spellings = [
    "Customer Care 1",
    "Customer Care 1 ",
    "Customer  Care 1",
    "customer care 1",
    "Customer\u00a0Care 1",
    "\ufeffCustom\u00ader\u202fCare\u200b 1\u2009",
  ];
  const accents = ["Équipe", "e\u0301QUIPE"];

  it("is one group whatever its capitals and blanks, and an error of the spreadsheet is none", async () => {
    const teams = [...spellings, ...accents].map((Team) => ({ Team }));
    const book = await feedbackBook([...teams, { Team: { error: "#N/A" } }]);
    const models = await modelsOf({ [feedbackFile]: book });
    expect(await models.groups("service-complaints", "team")).toEqual({
      "Customer Care 1": 6,
      "not recorded": 1,
      Équipe: 2,
    });
    expect(models.aside).toEqual([blanked(10, "team", "an error of the spreadsheet")]);
  });

  it("is a word of the office's list whatever its capitals and blanks", async () => {
    const words = ["General comments", "GENERAL  COMMENTS ", "general\u00a0comments", "General\ncomments"];
    const models = await modelsOf({
      [feedbackFile]: await feedbackBook([...words, "Other comments"].map((Category) => ({ Category }))),
    });
    expect(await models.counted("general-feedback")).toBe(4);
    expect(models.aside).toEqual([blanked(6, "category", "unknown value")]);
  });

  it("is given another spelling by the settings", async () => {
    const book = await feedbackBook([{ Team: "CC 1" }, { Team: "cc  1" }, { Team: "Customer Care 2" }]);
    const models = await modelsOf(
      { [feedbackFile]: book },
      change("msd_feedback", { values: { team: { "CC 1": "Customer Care 1" } } }),
    );
    expect(await models.groups("service-complaints", "team")).toEqual({
      "Customer Care 1": 2,
      "Customer Care 2": 1,
    });
  });

  it.each([
    ["received_on", "values of a column that takes no words: received_on"],
    ["feedback_reference", "values of a column that takes no words: feedback_reference"],
    ["case_reference", "values of a column that is not in the file: case_reference"],
  ])("has no setting that could do nothing: values of %s", (column, problem) => {
    const found = settings.sources.find(({ id }) => id === "msd_feedback");
    if (!found) throw new Error("missing source: msd_feedback");
    const { id: _, time_zone: __, first_month: ____, vocabulary: _____, unnamed: ______, ...source } = found;
    const { case_reference: ___, ...columns } = source.columns;
    const own = {
      ...source,
      columns,
      not_recorded: { case_reference: "lost" },
      values: { [column]: { a: "b" } },
    };
    expect(() => settingsOf(stringify({ sources: { feedback: own } }))).toThrow(problem);
  });
});

describe("a workbook", () => {
  const staffFile = "2022-04-05/hr-snapshots-2021-22.xlsx";
  const staffHeadings = [
    "Snapshot Date",
    "Staff Number",
    "Name",
    "Role Title",
    "Team",
    "Directorate",
    "FTE",
    "Contract",
    "Date of Birth",
    "NI Number",
  ];
  const person = (number: string, role = "Caseworker") => [
    "2022-03-30",
    number,
    "A Person",
    role,
    "Health 1",
    "Health casework",
    1,
    "Permanent",
  ];

  it("may have hidden sheets of lists, and says what is hidden", async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet("30 March 2022");
    sheet.addRows([staffHeadings, person("S1002"), person("S1003", "Senior Caseworker"), person("S1004")]);
    sheet.getRow(4).hidden = true;
    const lists = workbook.addWorksheet("Lists");
    lists.addRows([
      ["Roles", "Contracts"],
      ["Caseworker", "Permanent"],
    ]);
    lists.state = "veryHidden";
    const old = workbook.addWorksheet("1 March 2022");
    old.addRows([staffHeadings, person("S1002").with(0, "2022-03-01")]);
    old.state = "hidden";
    const models = await modelsOf({ [staffFile]: new Uint8Array(await workbook.xlsx.writeBuffer()) });
    expect(models.refused).toEqual([]);
    expect(models.loads).toEqual([{ read: 4, loaded: 4, aside: 0, blanked: 0 }]);
    expect(models.said).toEqual([
      "sheet Lists is hidden and has other headings, so it is not read; sheet 1 March 2022 is hidden, and is read; 1 hidden row of sheet 30 March 2022 is read",
    ]);
  });

  it("says which sheets have the same headings and aren’t named, as one more year’s", async () => {
    const headings = [
      "Sample ID",
      "Case Ref",
      "Sampling Type",
      "Team",
      "Reader",
      "Due Date",
      "Date Sampled",
      "Outcome Met",
      "Method Met",
      "Left Office",
      "Reader Comments",
    ];
    const workbook = new ExcelJS.Workbook();
    for (const name of ["Samples", "Samples 2022-23", "Old", "Notes"])
      workbook.addWorksheet(name).addRows(name === "Notes" ? [["Who reads"], ["Anyone"]] : [headings]);
    for (const sheet of workbook.worksheets.filter(({ name }) => name === "Old")) sheet.state = "hidden";
    const file = "2022-04-05/quality-sampling-2021-22.xlsx";
    const models = await modelsOf({ [file]: new Uint8Array(await workbook.xlsx.writeBuffer()) });
    expect(models.refused).toEqual([]);
    expect(models.said).toEqual([
      "sheet Samples 2022-23 has the same headings and is not read, for its source doesn’t name it",
    ]);
  });

  it("has formulas without a value, errors and values past the headings said by their cells", async () => {
    const file = "2022-04-05/quality-sampling-2021-22.xlsx";
    const headings =
      "Sample ID,Case Ref,Sampling Type,Team,Reader,Due Date,Date Sampled,Outcome Met,Method Met,Left Office,Reader Comments";
    const cell = (text: string, index: number, row: number) =>
      text === ""
        ? ""
        : `<c r="${String.fromCharCode(65 + index)}${row}" ${text.startsWith("<") ? `>${text}` : `t="${text.startsWith("#") ? "e" : "str"}"><v>${text}</v>`}</c>`;
    const rows = [
      headings.split(","),
      [
        "QS-000002",
        "C-00000001",
        "Thematic",
        "#REF!",
        "S1000",
        "2021-05-01",
        "2021-05-02",
        "Yes",
        "No",
        "No",
      ],
      ["QS-000003", "C-00000001", "Thematic", "Health 1", "S1000", "2021-05-01", "#N/A", "Yes", "No", "No"],
      [
        "QS-000004",
        "C-00000001",
        "Thematic",
        "Health 1",
        "S1000",
        "2021-05-01",
        "<f>TODAY()</f>",
        "Yes",
        "No",
        "No",
      ],
      ["", "", "", "", "", "", "", "", "", "", "", "", "", "no heading"],
      [
        "QS-000005",
        "C-00000001",
        "Thematic",
        "",
        "",
        "2021-05-01",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "shifted",
      ],
      ["<f>A1</f>", "C-00000001", "Thematic", "", "", "2021-05-01"],
    ];
    const sheet = rows
      .map(
        (cells, index) =>
          `<row r="${index + 1}">${cells.map((text, at) => cell(text, at, index + 1)).join("")}</row>`,
      )
      .join("");
    const models = await modelsOf({ [file]: await toZip(toXlsxParts({ sheets: [["Samples", sheet]] })) });
    expect(models.refused).toEqual([]);
    expect(models.aside).toEqual([
      blanked(2, "team", "an error of the spreadsheet"),
      blanked(3, "sampled_on", "an error of the spreadsheet"),
      blanked(4, "sampled_on", "a formula without a value"),
      setAside(5, "a value in column N, past the last heading"),
      setAside(6, "a value in column O, past the last heading"),
      setAside(7, "a formula without a value", "sample_id"),
    ]);
  });
});
