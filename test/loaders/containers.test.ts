import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import initialise from "sql.js";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../loaders/database.ts";
import { literal } from "../../loaders/sqlText.ts";
import { temporaryFolder } from "../folders.ts";
import { runs } from "../gear.ts";
import { toXlsxParts, toZip } from "./read/workbookFiles.ts";
import { loadForms, problemsOf, received, type Written } from "./smallSource.ts";

const zipOf = (files: Record<string, string | Buffer>) => toZip(Object.entries(files));

const csv = "Id,Sent,Form\n1,2019-06-14 10:00,a\n";
const sheetRows = [
  ["Id", "Sent", "Form"],
  ["1", "2019-06-14 10:00", "a"],
]
  .map(
    (cells) => `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`,
  )
  .join("");
const row = { form_id: "1", submitted_at: "2019-06-14 09:00:00", form: "a" };
const one = { read: 1, loaded: 1, aside: 0, blanked: 0 };

/** What becomes of one file of June whose name ends in `ending`. */
const loadFile = (ending: string, change: Written, content: string | Uint8Array) =>
  loadForms({ files: `forms-{month}.${ending}`, ...change }, content, `${received}/forms-2019-06.${ending}`);

/** The bytes of a file that the database writes by `sql`, in which PATH is its path. */
async function written(ending: string, sql: string): Promise<Uint8Array> {
  const path = join(temporaryFolder(), `x.${ending}`);
  const instance = await openDatabase();
  const connection = await instance.connect();
  await connection.run(sql.replaceAll("PATH", literal(path)));
  connection.closeSync();
  instance.closeSync();
  return readFileSync(path);
}

const select = 'select 1 as "Id", timestamp \'2019-06-14 10:00:00\' as "Sent", \'a\' as "Form"';

async function sqlite(...statements: string[]): Promise<Uint8Array> {
  const { Database } = await initialise();
  const database = new Database();
  for (const statement of statements) database.run(statement);
  return database.export();
}

const table = "create table forms (Id integer, Sent text, Form text)";

describe("a file of another kind", () => {
  const packed = {
    gz: gzipSync(csv),
    zip: () =>
      zipOf({ "folder/forms.csv": csv, "__MACOSX/folder/._forms.csv": "x", "folder/.DS_Store": "x" }),
    two: () => zipOf({ "read me.txt": "x", "forms (1).csv": csv }),
  };
  const read: [name: string, ending: string, change: Written, content: () => Promise<string | Uint8Array>][] =
    [
      ["gzip", "csv.gz", {}, async () => packed.gz],
      ["gzip, whatever it is called", "csv", {}, async () => packed.gz],
      ["a zip of one file", "zip", {}, packed.zip],
      ["a zip of several, one named", "zip", { inside: "Forms*.csv" }, packed.two],
      [
        "UTF-16 in gzip",
        "csv.gz",
        { encoding: "utf-16le" },
        async () => gzipSync(Buffer.from(csv, "utf16le")),
      ],
      [
        "a workbook in a zip",
        "zip",
        { format: "spreadsheet" },
        async () =>
          zipOf({
            "forms.xlsx": await toZip(toXlsxParts({ sheets: [["Sheet1", sheetRows]] })),
          }),
      ],
      [
        "a JSON array",
        "json",
        { format: "json" },
        async () => '[{"Id":1,"Sent":"2019-06-14 10:00","Form":"a"}]',
      ],
      [
        "a page of JSON, its rows under keys",
        "json",
        { format: "json", rows: "d.results" },
        async () => '{"d":{"results":[{"Id":1,"Sent":"2019-06-14 10:00","Form":"a"}]}}',
      ],
      [
        "a value within a value of JSON",
        "json",
        { format: "json", columns: { form_id: "Id", submitted_at: "Sent", form: "Form.Name" } },
        async () => '[{"Id":1,"Sent":"2019-06-14 10:00","Form":{"Name":"a","Key":7}}]',
      ],
      [
        "SQLite of one table",
        "db",
        { format: "sqlite" },
        () => sqlite(table, "insert into forms values (1, '2019-06-14 10:00', 'a')"),
      ],
      [
        "SQLite of several, one named",
        "db",
        { format: "sqlite", table: "FORMS" },
        () =>
          sqlite("create table other (x)", table, "insert into forms values (1, '2019-06-14 10:00', 'a')"),
      ],
      [
        "DuckDB",
        "duckdb",
        { format: "duckdb", dates: [] },
        () =>
          written("duckdb", `attach PATH as made; create table made.main.forms as ${select}; detach made`),
      ],
      [
        "Parquet",
        "parquet",
        { format: "parquet", dates: [] },
        () => written("parquet", `copy (${select}) to PATH`),
      ],
      [
        "Parquet with a zone",
        "parquet",
        { format: "parquet", dates: [] },
        () =>
          written(
            "parquet",
            `set TimeZone = 'Asia/Tokyo'; copy (select 1 as "Id", timestamptz '2019-06-14 18:00:00+09:00' as "Sent", 'a' as "Form") to PATH`,
          ),
      ],
    ];
  it.each(read)("is read: %s", async (_, ending, change, content) => {
    const { rows, refused, loads } = await loadFile(ending, change, await content());
    expect(refused).toEqual([]);
    expect(rows).toEqual([row]);
    expect(loads).toMatchObject([one]);
  });

  it("keeps parts of a second, whole numbers of any size and decimals", async () => {
    const content = await written(
      "parquet",
      `copy (select 9007199254740993 as "Id", timestamp_ns '2019-06-14 10:00:00.123456789' as "Sent", 1.50::decimal(5, 2) as "Form") to PATH`,
    );
    const { rows } = await loadFile("parquet", { format: "parquet", dates: [] }, content);
    expect(rows).toEqual([
      { form_id: "9007199254740993", submitted_at: "2019-06-14 09:00:00.123456", form: "1.50" },
    ]);
    const large = await sqlite(table, "insert into forms values (9007199254740993, '2019-06-14 10:00', 1.5)");
    const { rows: exact } = await loadFile("db", { format: "sqlite" }, large);
    expect(exact).toEqual([{ ...row, form_id: "9007199254740993", form: "1.5" }]);
  });

  it("is of the same moments whatever zone this machine is in", async () => {
    const content = await written(
      "parquet",
      `copy (select 1 as "Id", timestamptz '2019-06-14 10:00:00+01:00' as "Sent", 'a' as "Form") to PATH`,
    );
    const { rows } = await loadFile("parquet", { format: "parquet", dates: [], zone: "Asia/Tokyo" }, content);
    expect(rows).toEqual([row]);
  });

  it("says where a row of JSON is no object, and that a page names a next one", async () => {
    const page = '{"@odata.nextLink":"x","value":[{"Id":1,"Sent":"2019-06-14 10:00","Form":"a"},7]}';
    const { loads, aside } = await loadFile("json", { format: "json", rows: "value" }, page);
    expect(loads).toMatchObject([
      { read: 2, loaded: 1, aside: 1, said: "it names a next page: are all of them there?" },
    ]);
    expect(aside).toMatchObject([{ row: 2, reason: "not a JSON object" }]);
  });

  it("may have no row", async () => {
    const { loads, refused } = await loadFile("json", { format: "json" }, "[]");
    expect(refused).toEqual([]);
    expect(loads).toMatchObject([{ read: 0, loaded: 0 }]);
  });

  it("has the rows that the same rows have as CSV, in whatever it is packed", {
    timeout: 60_000,
  }, async () => {
    const cell = fc.constantFrom("a", "b c", "ß", '"', "1.5", "-", "'x'");
    const rowsOf = fc.array(
      fc.record({ Sent: fc.constantFrom("2019-06-14 10:00", "no date", ""), Form: cell }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(rowsOf, async (some) => {
        const all = some.map((one, index) => ({ Id: `F${index}`, ...one }));
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = ["Id,Sent,Form", ...all.map((one) => Object.values(one).map(quoted).join(","))].join(
          "\n",
        );
        const { Database } = await initialise();
        const database = new Database();
        database.run(table.replace("Id integer", "Id text"));
        for (const { Id, Sent, Form } of all)
          database.run("insert into forms values (?, ?, ?)", [Id, Sent, Form]);
        const [plain, ...others] = await Promise.all([
          loadFile("csv", {}, text),
          loadFile("csv.gz", {}, gzipSync(text)),
          loadFile("zip", {}, await zipOf({ "x.csv": text })),
          loadFile("json", { format: "json" }, JSON.stringify(all)),
          loadFile("jsonl", { format: "jsonl" }, all.map((one) => JSON.stringify(one)).join("\n")),
          loadFile("db", { format: "sqlite" }, database.export()),
        ]);
        for (const other of others) {
          expect(other.rows).toEqual(plain.rows);
          expect(other.aside.map(({ column, reason }) => [column, reason])).toEqual(
            plain.aside.map(({ column, reason }) => [column, reason]),
          );
        }
      }),
      { numRuns: runs(3, 20) },
    );
  });
});

const refused: [
  name: string,
  ending: string,
  change: Written,
  content: () => Promise<string | Uint8Array> | string | Uint8Array,
  said: string,
][] = [
  ["an array as JSON lines", "json", { format: "jsonl" }, () => '[{"Id":1}]', "Set format: json of forms"],
  [
    "an array laid out over lines",
    "json",
    { format: "jsonl" },
    () => '[\n{"Id":1},\n{"Id":2}\n]\n',
    "Set format: json of forms",
  ],
  [
    "a page as JSON lines",
    "json",
    { format: "jsonl" },
    () => '{"value":[{"Id":1}]}',
    "Set format: json and rows: value of forms",
  ],
  [
    "a page whose rows aren't named",
    "json",
    { format: "json" },
    () => '{"n":1,"value":[{"Id":1}]}',
    "Set rows: value of forms",
  ],
  [
    "rows that aren't there",
    "json",
    { format: "json", rows: "d.x" },
    () => '{"d":{}}',
    "there is no array under d.x",
  ],
  [
    "JSON lines as an array",
    "json",
    { format: "json" },
    () => '{"Id":1}\n{"Id":2}\n',
    "Set format: jsonl of forms",
  ],
  ["no JSON", "json", { format: "json" }, () => "Id,Sent", "it is not JSON"],
  [
    "a zip of several",
    "zip",
    {},
    () => zipOf({ "a.csv": csv, "b.csv": csv }),
    "files there are: a.csv, b.csv",
  ],
  [
    "a zip without what is named",
    "zip",
    { inside: "c.csv" },
    () => zipOf({ "a.csv": csv }),
    "there is no file c.csv in it",
  ],
  ["an empty zip", "zip", {}, () => zipOf({ ".hidden": "" }), "there is no file in it"],
  [
    "a name for what is in no zip",
    "csv",
    { inside: "a.csv" },
    () => csv,
    "inside names a file in a zip archive, and it is none",
  ],
  [
    "a gzip cut short",
    "csv.gz",
    {},
    () => gzipSync(csv).subarray(0, 30),
    "packed by gzip, and is cut short or damaged",
  ],
  [
    "a gzip bomb",
    "csv.gz",
    {},
    () => gzipSync(Buffer.alloc(8 << 20, 97), { level: 9 }),
    "it expands to more than a file of its size should",
  ],
  ["a zip bomb", "zip", {}, () => zipOf({ "a.csv": Buffer.alloc(8 << 20, 97) }), "can't expand to more than"],
  [
    "several tables",
    "db",
    { format: "sqlite" },
    () => sqlite(table, "create table cases (x)"),
    "tables there are: cases, forms",
  ],
  [
    "a table that isn't there",
    "db",
    { format: "sqlite", table: "form" },
    () => sqlite(table),
    "missing table: form: did you mean forms?",
  ],
  ["a text called a database", "db", { format: "sqlite" }, () => csv, "it is no SQLite database"],
  ["a database called a text", "csv", {}, () => sqlite(table), "Set format: sqlite of forms"],
  ["a PDF", "csv", {}, () => "%PDF-1.7\n", "it seems to be a PDF"],
  [
    "an Access database",
    "csv",
    {},
    () => Buffer.from("\0\x01\0\0Standard ACE DB\0", "latin1"),
    "it seems to be an Access database",
  ],
  [
    "a web page called a workbook",
    "xls",
    { format: "spreadsheet" },
    () => "<html><table></table></html>",
    "it seems to be a web page",
  ],
  [
    "an old workbook",
    "xls",
    { format: "spreadsheet" },
    () => Buffer.from("d0cf11e0a1b11ae1", "hex"),
    "saved as .xlsx or .ods",
  ],
  [
    "a binary workbook",
    "xlsb",
    { format: "spreadsheet" },
    () => zipOf({ "[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x" }),
    "Save it as .xlsx",
  ],
  [
    "a file packed by 7-Zip",
    "7z",
    {},
    () => Buffer.from("377abcaf271c0004", "hex"),
    "it seems to be packed by 7-Zip",
  ],
];

describe("a file that can't be read", () => {
  it.each(refused)("is refused with what to do: %s", async (_, ending, change, content, said) => {
    const { refused: problems, loads } = await loadFile(ending, change, await content());
    expect(loads).toEqual([]);
    expect(problems.join("\n")).toContain(said);
  });

  it.each<[Written, string]>([
    [{ rows: "value" }, "rows has no use in files of the format csv"],
    [{ format: "json", table: "x" }, "table has no use in files of the format json"],
  ])("isn't asked for by a setting that would be ignored: %j", (change, problem) => {
    expect(problemsOf(change).join("\n")).toContain(problem);
  });
});
