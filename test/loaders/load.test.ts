import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { writeOds } from "hucre/ods";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { openDatabase, query } from "../../loaders/database.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { load } from "../../loaders/load.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import type { Settings } from "../../loaders/sources.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";

const columns = {
  request_reference: "Ref",
  request_type: "Type",
  received_on: "Received",
  due_on: "Due",
  sent_on: "Sent",
  outcome: "Outcome",
};

/** The settings of an office with one log of requests, changed as a test needs. */
function settingsWith(change: Partial<Settings["sources"][number]> = {}): Settings {
  const settings = readSettings("data/sources.yaml");
  const log = settings.sources.find(({ id }) => id === "information_requests");
  if (!log) throw new Error("missing source: information_requests");
  return {
    ...settings,
    sources: [{ ...log, columns, not_read: ["Subject"], later_files: "add", ...change }],
  };
}

const heading = "Ref,Type,Received,Due,Sent,Outcome,Subject";
const row = (number: number, subject = "housing") =>
  `HOTH 0000000${number},FOI,28/03/2021,27/04/2021,08/04/2021,Answered in full,${subject}`;
const year = "2021-04-12/information-requests-2020-21.csv";

/** Changes one bit in the middle of a file. */
function flipBit(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

async function loadFrom(
  files: Record<string, string | Uint8Array>,
  settings = settingsWith(),
  folders = { extracts: temporaryFolder(), landing: temporaryFolder() },
) {
  writeFiles(folders.extracts, files);
  const instance = await openDatabase();
  const { refused } = await load(instance, findExtracts(folders.extracts, settings), folders.landing);
  const connection = await instance.connect();
  return {
    refused,
    loads: await query(
      connection,
      `select file, rows_read, rows_loaded, rows_quarantined, values_blanked, loaded_from, same_as, said,
         covers_to::varchar as covers_to
       from raw.loads order by load_id`,
    ),
    quarantine: await query(
      connection,
      `select row_number::integer as row, column_name as "column", reason from raw.quarantine
       where kind = 'row set aside' order by load_id, row, sheet`,
    ),
    blanked: await query(
      connection,
      `select row_number::integer as row, column_name as "column", reason from raw.quarantine
       where kind = 'value blanked' order by load_id, row, sheet, "column"`,
    ),
    requests: await query(
      connection,
      "select request_reference as reference, sent_on::varchar as sent_on from raw.information_requests order by 1",
    ),
    folders,
  };
}

describe("an extract", () => {
  it("is read with each row loaded or set aside, and each value that can't be used left empty", async () => {
    const lines = [
      heading,
      row(1),
      row(2, '"two\nlines, and ""quotes"""'),
      "HOTH 00000003,FOI,28/03/2021",
      `${row(4)},stray`,
      row(5).replace("FOI", "Petition"),
      ",,,,,,",
      row(6).replace("28/03/2021", "31/02/2021"),
      row(7).replace("08/04/2021", "01/03/2021"),
      row(1),
      row(8).replace("08/04/2021", "01/05/2021"),
      row(9),
      "Total rows: 9",
    ];
    const { loads, quarantine, blanked, requests, refused } = await loadFrom({
      [year]: `${lines.join("\r\n")}\r\n`,
    });
    expect(refused).toEqual([]);
    expect(loads).toMatchObject([
      {
        file: year,
        rows_read: 11,
        rows_loaded: 7,
        rows_quarantined: 4,
        values_blanked: 4,
        loaded_from: "parsed",
      },
    ]);
    expect(quarantine).toEqual([
      { row: 4, column: "", reason: "too few columns" },
      { row: 5, column: "", reason: "too many columns" },
      { row: 10, column: "request_reference", reason: "duplicate" },
      { row: 13, column: "", reason: "a total and no record" },
    ]);
    expect(blanked).toEqual([
      { row: 6, column: "request_type", reason: "unknown value" },
      { row: 8, column: "received_on", reason: "not a date" },
      { row: 9, column: "sent_on", reason: "before received_on" },
      { row: 11, column: "sent_on", reason: "after the extract was received" },
    ]);
    const sent = "2021-04-08";
    expect(requests).toEqual([
      { reference: "HOTH 00000001", sent_on: sent },
      { reference: "HOTH 00000002", sent_on: sent },
      { reference: "HOTH 00000005", sent_on: sent },
      { reference: "HOTH 00000006", sent_on: sent },
      { reference: "HOTH 00000007", sent_on: null },
      { reference: "HOTH 00000008", sent_on: null },
      { reference: "HOTH 00000009", sent_on: sent },
    ]);
  });

  it("is parsed once, ever, and again only when the file or its mapping changes", async () => {
    const first = await loadFrom({ [year]: [heading, row(1)].join("\n") });
    const second = await loadFrom({}, settingsWith(), first.folders);
    expect(second.loads).toMatchObject([{ loaded_from: "landed", rows_read: 1 }]);
    const remapped = await loadFrom(
      {},
      settingsWith({
        not_recorded: { outcome: "lost" },
        columns: { ...columns, outcome: "Subject" },
        not_read: ["Outcome"],
      }),
      first.folders,
    );
    expect(remapped.loads).toMatchObject([{ loaded_from: "parsed", values_blanked: 1 }]);
    const changed = await loadFrom(
      { [year]: [heading, row(1), row(2)].join("\n") },
      settingsWith(),
      first.folders,
    );
    expect(changed.loads).toMatchObject([{ loaded_from: "parsed", rows_read: 2 }]);
  });

  it.each<[string, (home: string) => void]>([
    ["a bit of its rows is another", (home) => flipBit(join(home, "rows.parquet"))],
    ["a bit of what was set aside is another", (home) => flipBit(join(home, "quarantine.parquet"))],
    ["its rows are cut off", (home) => truncateSync(join(home, "rows.parquet"), 100)],
    ["its rows are gone", (home) => rmSync(join(home, "rows.parquet"))],
    ["its counts are cut off", (home) => truncateSync(join(home, "counts.json"), 20)],
    ["its counts are gone", (home) => rmSync(join(home, "counts.json"))],
    ["it is of an earlier form", (home) => writeFileSync(join(home, "counts.json"), '{"rows_read":1}')],
    ["nothing is in it", (home) => rmSync(home, { recursive: true })],
  ])("is parsed again when what landed isn't as it was written: %s", async (_title, damage) => {
    const first = await loadFrom({ [year]: [heading, row(1), "HOTH 2,x,,,,,", row(3)].join("\n") });
    expect(first.loads).toMatchObject([{ loaded_from: "parsed", rows_read: 3, rows_quarantined: 1 }]);
    const source = join(first.folders.landing, "information_requests");
    for (const key of readdirSync(source)) damage(join(source, key));
    const again = await loadFrom({}, settingsWith(), first.folders);
    expect(again).toEqual(first);
    const landed = await loadFrom({}, settingsWith(), first.folders);
    expect(landed).toEqual({
      ...first,
      loads: first.loads.map((one) => ({ ...one, loaded_from: "landed" })),
    });
  });

  it("leaves nothing half-written in the landing when it is refused", async () => {
    const { folders, refused } = await loadFrom({ [year]: `${heading}\n"HOTH 1,FOI\n${row(2)}\n` });
    expect(refused).toHaveLength(1);
    const source = join(folders.landing, "information_requests");
    expect(existsSync(source) ? readdirSync(source) : []).toEqual([]);
  });
});

describe("a file that can't be read at all", () => {
  it("is a pipe: nobody waits for what never comes", async () => {
    const extracts = temporaryFolder();
    writeFiles(extracts, { "2021-04-12/.kept": "" });
    spawnSync("mkfifo", [join(extracts, year)]);
    const { refused } = await loadFrom({}, settingsWith(), { extracts, landing: temporaryFolder() });
    expect(refused).toMatchObject([{ problem: expect.stringContaining("can't be opened") }]);
  });

  const other = "2020-04-12/information-requests-2019-20.csv";
  const good = { [other]: [heading, row(9).replaceAll("2021", "2020")].join("\n") };

  it.each([
    [
      "a missing and an unknown column",
      `${heading.replace("Sent", "Posted")}\n${row(1)}`,
      "unknown column: Posted",
    ],
    ["a heading twice", `${heading},Ref\n${row(1)},x`, "duplicate column: Ref"],
    ["nothing in it", "", "it is empty"],
    [
      "a quotation mark never closed",
      `${heading}\n${row(1, '"open')}\n${row(2)}\n${row(3)}`,
      "row 2: a quotation mark",
    ],
    ["an archive's bytes", Buffer.from("PK\u0003\u0004 not a csv"), "an archive, not text"],
  ])("is refused for %s, and the rest go on", async (_case, content, problem) => {
    const { refused, loads, requests } = await loadFrom({ ...good, [year]: content });
    expect(refused).toMatchObject([{ file: year, problem: expect.stringContaining(problem) }]);
    expect(loads).toMatchObject([{ file: other, rows_loaded: 1 }]);
    expect(requests).toHaveLength(1);
  });

  it("is refused when it is a folder", async () => {
    const { refused, requests } = await loadFrom({ ...good, [`${year}/nested`]: "" });
    expect(refused).toMatchObject([{ file: year, problem: expect.stringContaining("can't be opened") }]);
    expect(requests).toHaveLength(1);
  });

  it("is told of without a word of its rows", async () => {
    const secret = "Persephone Quill 999 000 0018";
    const { refused } = await loadFrom({
      [year]: `${secret},${heading}\n"${secret}\n`,
      "2021-04-12/strange.csv": secret,
    });
    expect(refused.map(({ problem }) => problem).join("\n")).not.toMatch(/Persephone|999/);
    expect(refused.map(({ file }) => file)).toEqual([year, "2021-04-12/strange.csv"]);
  });
});

describe("a row of another encoding", () => {
  it("is quarantined, and the rest go on", async () => {
    const text = [heading, row(1), row(2, "caf\u00e9"), row(3)].join("\n");
    const { quarantine, requests } = await loadFrom({ [year]: Buffer.from(text, "latin1") });
    expect(quarantine).toEqual([{ row: 3, column: "", reason: "not valid utf-8" }]);
    expect(requests).toHaveLength(2);
  });

  it("refuses the file where its encoding is one that Node decodes", async () => {
    const { refused } = await loadFrom(
      { [year]: Buffer.from([0x82, 0xff, 0x41]) },
      settingsWith({ encoding: "shift_jis" }),
    );
    expect(refused).toMatchObject([{ problem: expect.stringContaining("not valid shift_jis") }]);
  });
});

describe("files of later dates", () => {
  const later = "2022-04-12/information-requests-2021-22.csv";
  const files = {
    [year]: [heading, row(1), row(2)].join("\n"),
    [later]: [heading, row(2).replace("08/04/2021", "09/04/2021"), row(3)].join("\n"),
  };

  it("that add rows can't bring another thing with a key that is there already", async () => {
    const another = row(2).replace("28/03/2021", "29/03/2021").replace("08/04/2021", "09/04/2021");
    const { loads, quarantine, requests } = await loadFrom({
      ...files,
      [later]: [heading, another, row(3)].join("\n"),
    });
    expect(requests.map(({ sent_on }) => sent_on)).toEqual(["2021-04-08", "2021-04-08", "2021-04-08"]);
    const reason = "the reference of another record";
    expect(quarantine).toEqual([{ row: 2, column: "request_reference", reason }]);
    expect(loads).toMatchObject([
      { rows_read: 2, rows_loaded: 2, rows_quarantined: 0 },
      { rows_read: 2, rows_loaded: 1, rows_quarantined: 1 },
    ]);
  });

  it("that add rows may correct what is there: the row is of the same day", async () => {
    const { loads, quarantine, requests } = await loadFrom(files);
    expect(requests.map(({ sent_on }) => sent_on)).toEqual(["2021-04-08", "2021-04-09", "2021-04-08"]);
    expect(quarantine).toEqual([]);
    expect(loads).toMatchObject([{ rows_loaded: 2 }, { rows_loaded: 2 }]);
  });

  it("that update take the place of the earlier row", async () => {
    const { quarantine, requests } = await loadFrom(files, settingsWith({ later_files: "update" }));
    expect(requests.map(({ sent_on }) => sent_on)).toEqual(["2021-04-08", "2021-04-09", "2021-04-08"]);
    expect(quarantine).toEqual([]);
  });

  it("that replace stand alone", async () => {
    const { requests } = await loadFrom(files, settingsWith({ later_files: "replace" }));
    expect(requests.map(({ reference }) => reference)).toEqual(["HOTH 00000002", "HOTH 00000003"]);
  });
});

describe("the same bytes under two names", () => {
  const later = "2021-04-12/information-requests-2021-22.csv";
  const rows = [heading, row(1), row(2)].join("\n");
  const counts = (read: number) => ({ rows_read: read, rows_loaded: read, rows_quarantined: 0 });

  it.each(["add", "update"] as const)(
    "are loaded once, as the file whose days they lie in: later files %s",
    async (later_files) => {
      const settings = settingsWith({ later_files });
      for (const [name, covers_to] of [
        [later, "2021-03-31"],
        ["2021-04-12/information-requests-2019-20.csv", "2021-03-31"],
        ["2022-04-12/information-requests-2020-21.csv", "2021-03-31"],
      ] as const) {
        const { loads, quarantine, requests, refused } = await loadFrom(
          { [year]: rows, [name]: rows },
          settings,
        );
        expect(refused).toEqual([]);
        expect(requests).toHaveLength(2);
        expect(quarantine).toEqual([]);
        expect(loads).toHaveLength(2);
        expect(loads).toContainEqual(
          expect.objectContaining({ file: year, ...counts(2), covers_to, same_as: null }),
        );
        expect(loads).toContainEqual(
          expect.objectContaining({
            file: name,
            ...counts(0),
            covers_to: null,
            same_as: year,
            loaded_from: null,
          }),
        );
      }
    },
  );

  it("again, of a period that goes on, say that no more has happened", async () => {
    const [october, november] = ["2020-10-01", "2020-11-01"].map(
      (day) => `${day}/information-requests-2020-21.csv`,
    );
    const before = rows.replaceAll("2021", "2020");
    const { loads } = await loadFrom({ [october ?? ""]: before, [november ?? ""]: before });
    expect(loads).toMatchObject([
      { file: october, ...counts(2), covers_to: "2020-09-30", same_as: null },
      { file: november, ...counts(0), covers_to: "2020-10-31", same_as: october },
    ]);
  });

  it("are those of the first by name where their days can't tell", async () => {
    const blank = [heading, row(1).replaceAll("2021", "2015")].join("\n");
    const { loads } = await loadFrom({ [year]: blank, [later]: blank });
    expect(loads).toMatchObject([
      { file: year, same_as: null },
      { file: later, same_as: year },
    ]);
  });

  it("are no copy where there are no rows: each says that there were none", async () => {
    const { loads } = await loadFrom({ [year]: heading, [later]: heading });
    expect(loads).toMatchObject([
      { same_as: null, covers_to: "2021-03-31" },
      { same_as: null, covers_to: "2021-04-11" },
    ]);
  });

  it("stand twice where each file replaces the one before, and their rows once", async () => {
    const again = "2021-05-12/information-requests-2020-21.csv";
    const bad = [heading, row(1), row(2).replace("HOTH", "MOTH")].join("\n");
    const { loads, requests, quarantine } = await loadFrom(
      { [year]: bad, [again]: bad },
      settingsWith({ later_files: "replace" }),
    );
    expect(requests).toHaveLength(1);
    expect(loads).toMatchObject([
      { file: year, rows_read: 2, rows_loaded: 1, rows_quarantined: 1 },
      { file: again, rows_read: 2, rows_loaded: 1, rows_quarantined: 1 },
    ]);
    expect(quarantine).toHaveLength(2);
  });
});

describe("every format", () => {
  const expected = [
    { reference: "HOTH 00000001", sent_on: "2021-04-08" },
    { reference: "HOTH 00000002", sent_on: null },
  ];

  it("is read alike: CSV of Windows-1252 with another delimiter", async () => {
    const text =
      `${heading}\n${row(1, "‘smart’ quotes – £5")}\n${row(2).replace("08/04/2021", "")}`.replaceAll(
        ",",
        ";",
      );
    const { requests } = await loadFrom(
      { [year]: iconv.encode(text, "win1252") },
      settingsWith({ encoding: "windows-1252", delimiter: ";" }),
    );
    expect(requests).toEqual(expected);
  });

  it("is read alike: UTF-16 with a byte order mark", async () => {
    const text = `\ufeff${heading}\r\n${row(1, "Zoë")}\r\n${row(2).replace("08/04/2021", "")}\r\n`;
    const { requests } = await loadFrom(
      { [year]: Buffer.from(text, "utf16le") },
      settingsWith({ encoding: "utf-16le" }),
    );
    expect(requests).toEqual(expected);
  });

  it("is read alike: JSON lines, a key left out being empty", async () => {
    const lines = [
      '{"Ref":"HOTH 00000001","Type":"FOI","Received":"28/03/2021","Due":null,"Sent":"08/04/2021","Outcome":"Refused","Subject":"x"}',
      '{"Ref":"HOTH 00000002","Type":"FOI","Received":"28/03/2021"}',
      "",
      "{not json}",
    ];
    const { requests, quarantine, loads, refused } = await loadFrom(
      { "2021-04-12/requests-2020-21.jsonl": lines.join("\n") },
      settingsWith({ format: "jsonl", files: "requests-{financial-year}.jsonl" }),
    );
    expect(refused).toEqual([]);
    expect(requests).toEqual(expected);
    expect(quarantine).toEqual([{ row: 4, column: "", reason: "not JSON" }]);
    expect(loads).toMatchObject([{ rows_read: 3, rows_loaded: 2, rows_quarantined: 1 }]);
  });

  it("may lack an optional column: JSON lines and a workbook", async () => {
    const optional = { optional: ["outcome"] };
    const line =
      '{"Ref":"HOTH 00000001","Type":"FOI","Received":"28/03/2021","Due":null,"Sent":"08/04/2021","Subject":"x"}';
    const ods = await writeOds({
      sheets: [
        {
          name: "Log",
          rows: [
            ["Ref", "Type", "Received", "Due", "Sent", "Subject"],
            ["HOTH 00000001", "FOI", "28/03/2021", null, "08/04/2021", "x"],
          ],
        },
      ],
    });
    const first = await loadFrom(
      { "2021-04-12/requests-2020-21.jsonl": line },
      settingsWith({ ...optional, format: "jsonl", files: "requests-{financial-year}.jsonl" }),
    );
    const second = await loadFrom(
      { "2021-04-12/requests-2020-21.ods": ods },
      settingsWith({ ...optional, format: "spreadsheet", files: "requests-{financial-year}.ods" }),
    );
    for (const { refused, requests } of [first, second]) {
      expect(refused).toEqual([]);
      expect(requests).toEqual(expected.slice(0, 1));
    }
  });

  it("is read alike: Parquet", async () => {
    const folders = { extracts: temporaryFolder(), landing: temporaryFolder() };
    writeFiles(folders.extracts, { "2021-04-12/.keep": "" });
    const connection = await (await openDatabase()).connect();
    await connection.run(`copy (
      select 'HOTH 00000001' as "Ref", 'foi' as "Type", date '2021-03-28' as "Received", null as "Due",
        date '2021-04-08' as "Sent", null as "Outcome", 1 as "Subject"
      union all select 'HOTH 00000002', 'FOI', date '2021-03-28', null, null, 'Refused', 2
    ) to '${folders.extracts}/2021-04-12/requests-2020-21.parquet' (format parquet)`);
    const { requests } = await loadFrom(
      {},
      settingsWith({ format: "parquet", files: "requests-{financial-year}.parquet" }),
      folders,
    );
    expect(requests).toEqual(expected);
  });

  it("is read alike: XLSX with a title above, real dates, dates typed as text and blank rows", async () => {
    const folders = { extracts: temporaryFolder(), landing: temporaryFolder() };
    writeFiles(folders.extracts, { "2021-04-12/.keep": "" });
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet("Log");
    sheet.addRow(["Requests of the year"]);
    sheet.mergeCells("A1:G1");
    sheet.addRow([]);
    sheet.addRow(heading.split(","));
    sheet.addRow(["HOTH 00000001", "FOI", new Date("2021-03-28"), null, "8 April 2021", "Refused", "x"]);
    sheet.addRow([]);
    sheet.addRow(["HOTH 00000002", "FOI", "28.03.2021"]);
    sheet.addRow(["HOTH 3", "FOI", "28.03.2021"]);
    writeFileSync(
      join(folders.extracts, "2021-04-12/requests-2020-21.xlsx"),
      new Uint8Array(await workbook.xlsx.writeBuffer()),
    );
    const settings = settingsWith({
      format: "spreadsheet",
      files: "requests-{financial-year}.xlsx",
      sheets: ["Log"],
      header_row: 3,
      dates: ["dd.mm.yyyy", "d mmmm yyyy"],
    });
    const { requests, quarantine } = await loadFrom({}, settings, folders);
    expect(requests).toEqual(expected);
    expect(quarantine).toEqual([{ row: 7, column: "request_reference", reason: "malformed" }]);
  });

  it("is read alike: ODS", async () => {
    const bytes = await writeOds({
      sheets: [
        {
          name: "Log",
          rows: [
            heading.split(","),
            ["HOTH 00000001", "FOI", new Date("2021-03-28"), null, new Date("2021-04-08"), "Refused", "x"],
            ["HOTH 00000002", "FOI", "28/03/2021", null, null, null, null],
          ],
        },
      ],
    });
    const { requests, refused } = await loadFrom(
      { "2021-04-12/requests-2020-21.ods": bytes },
      settingsWith({ format: "spreadsheet", files: "requests-{financial-year}.ods", sheets: "all" }),
    );
    expect(refused).toEqual([]);
    expect(requests).toEqual(expected);
  });
});
