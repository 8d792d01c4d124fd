import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import ExcelJS from "exceljs";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canaryPatterns } from "../../data/demonstration/canaries.ts";
import { writeDemonstration } from "../../data/demonstration/demonstration.ts";
import { smallOffice } from "../endToEnd/office.ts";
import { isLong } from "../gear.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-demonstration-"));
/** In the short gear the extracts that a command has made for other tests, which nobody changes. */
const [out, scale] = isLong ? [join(folder, "extracts"), 0.01] : [smallOffice().extracts, 0.02];
const planted: { source: string; file: string; row: number; column: string; reason: string }[] = [];

beforeAll(async () => {
  if (isLong) await writeDemonstration({ out, scale });
  for (const line of readFileSync(join(out, ".planted.csv"), "utf8").trimEnd().split("\n").slice(1)) {
    const [source = "", file = "", row, column = "", reason = ""] = line.split(",");
    planted.push({ source, file, row: Number(row), column, reason });
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

function hashOf(root: string, file: string): string {
  return createHash("sha256")
    .update(readFileSync(join(root, file)))
    .digest("hex");
}

function find(pattern: RegExp): string[] {
  return filesOf(out).filter((file) => pattern.test(file));
}

/** A file's records, each as written, line breaks within quotes and all, without the dirty ones. */
function goodRecords(file: string): string[] {
  const dirty = new Set(planted.filter((row) => row.file === file).map(({ row }) => row));
  const encoding = file.includes("visualfiles") ? "win1252" : "utf8";
  const records: string[] = [];
  let open = false;
  for (const line of iconv
    .decode(readFileSync(join(out, file)), encoding)
    .trimEnd()
    .split("\n")) {
    if (open) records.push(`${records.pop()}\n${line}`);
    else records.push(line);
    if (line.split('"').length % 2 === 0) open = !open;
  }
  return records.map((record) => record.replace(/\r$/, "")).filter((_, index) => !dirty.has(index + 1));
}

/** The cells of a CSV file's good rows, split at every comma: right for those before any text. */
function goodRows(file: string): string[][] {
  return goodRecords(file)
    .slice(1)
    .map((record) => record.split(","));
}

/** The latest of the files that are called so. */
const findLast = (pattern: RegExp): string => find(pattern).at(-1) ?? "";

async function readWorkbook(file: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(out, file));
  return workbook;
}

const isoDay = (value: ExcelJS.CellValue): string =>
  value instanceof Date ? value.toISOString().slice(0, 10) : String(value);

describe("the demonstration extracts", () => {
  test.runIf(isLong)("are the same bytes for the same seed", async () => {
    const again = join(folder, "again");
    await writeDemonstration({ out: again, scale, seed: 1 });
    const files = filesOf(out);
    expect(filesOf(again)).toEqual(files);
    expect(files.filter((file) => hashOf(again, file) !== hashOf(out, file))).toEqual([]);
  });

  test.runIf(isLong)("are other bytes for another seed", async () => {
    const other = join(folder, "other");
    await writeDemonstration({ out: other, scale: 0.01, seed: 2 });
    const same = filesOf(other).filter(
      (file) =>
        /cases|stages|call|telephony|hr|sampling|registers/.test(file) &&
        hashOf(other, file) === hashOf(out, file),
    );
    expect(same).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(["again", "extracts", "other"]);
  });

  test("are refused a folder that holds something, and a scale out of range", async () => {
    const full = mkdtempSync(join(folder, "full-"));
    writeFileSync(join(full, "kept.txt"), "kept");
    await expect(writeDemonstration({ out: full, scale: 0.01 })).rejects.toThrow(`folder not empty: ${full}`);
    expect(readdirSync(full)).toEqual(["kept.txt"]);
    rmSync(full, { recursive: true });
    await expect(writeDemonstration({ out: join(folder, "none"), scale: 0 })).rejects.toThrow(
      "scale: must be",
    );
    expect(readdirSync(folder)).not.toContain("none");
  });
});

describe("the figures already published", () => {
  const months = ["2014-08", "2014-09", "2014-10", "2014-11", "2014-12", "2015-01"];
  const callsOf = (month: string) => {
    const [file = ""] = find(new RegExp(`(callmanager|telephony)-${month}.csv$`));
    return goodRows(file);
  };

  test("calls to the published line are as many as was said, month by month", () => {
    const calls = months.map(
      (month) => callsOf(month).filter((cells) => cells[2] === "0345 015 4033").length,
    );
    expect(calls).toEqual([2648, 2983, 3105, 3276, 2894, 3502]);
  });

  test("183 and 406 calls choose option 3, of which two are positive feedback", () => {
    const calls = ["2014-12", "2015-01"].map(callsOf);
    const published = (cells: string[]) => cells[2] === "0345 015 4033" && cells[3] === "3";
    expect(calls.map((month) => month.filter(published).length)).toEqual([183, 406]);
    const positive = calls.flat().filter((cells) => cells[4] === "positive feedback");
    expect(positive.map(published)).toEqual([true, true]);
  });

  test("the complaints mailbox holds 475 emails in one row of 60 days", () => {
    const file = findLast(/mailboxes-2014-15/);
    const rows = goodRows(file).filter(([mailbox]) => mailbox === "Complaints about us");
    expect(rows).toEqual([["Complaints about us", "14/12/2014", "11/02/2015", "475"]]);
  });

  test("the online form is used four times to 11 February 2015", () => {
    const file = findLast(/webforms-2014-15/);
    const days = goodRecords(file).map((line) => String(JSON.parse(line).submitted_at).slice(0, 10));
    expect(days.filter((day) => day <= "2015-02-11")).toHaveLength(4);
    expect(days.filter((day) => day < "2015-01-07")).toEqual([]);
  });

  test("the snapshot of 30 March 2022 has 36, 198 and 64 caseworkers among 600", async () => {
    const file = findLast(/hr-snapshots-2022-03/);
    const workbook = await readWorkbook(file);
    const dirty = new Set(planted.filter((row) => row.file === file).map((row) => row.row));
    const staff: { number: string; title: string; directorate: string; team: string }[] = [];
    const repeated = new Set<string>();
    workbook.getWorksheet("Mar 2022")?.eachRow((row, number) => {
      if (number === 1) return;
      const cells = row.values as ExcelJS.CellValue[];
      const staffNumber = String(cells[2]);
      const isGood = isoDay(cells[1] ?? null) === "2022-03-30" && /^S\d{4}$/.test(staffNumber);
      if (!isGood || (dirty.has(number) && (/^S99/.test(staffNumber) || repeated.has(staffNumber)))) return;
      repeated.add(staffNumber);
      staff.push({
        number: staffNumber,
        title: String(cells[4]),
        team: String(cells[6]),
        directorate: String(cells[7]),
      });
    });
    const titled = (titles: string[]) => staff.filter(({ title }) => titles.includes(title));
    const caseworkers = titled(["Caseworker", "Case Worker", "Investigator/Caseworker"]);
    const parliamentary = caseworkers.filter(({ directorate }) => directorate === "Parliamentary casework");
    expect(staff).toHaveLength(600);
    expect(titled(["Intake Caseworker", "Caseworker (Intake)"])).toHaveLength(36);
    expect(caseworkers).toHaveLength(198);
    expect(titled(["Senior Caseworker", "Snr Caseworker"])).toHaveLength(64);
    expect(parliamentary).toHaveLength(29);
    expect(new Set(parliamentary.map(({ team }) => team)).size).toBe(4);
  });

  test("285 permanent staff decide an outcome in 2014/15 and 263 in 2015/16", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const columns = Array.from({ length: 20 }, (_, index) => `'c${index}': 'VARCHAR'`).join(", ");
    const paths = find(/visualfiles-cases/).map((file) => {
      const path = join(folder, file.replaceAll("/", "-"));
      writeFileSync(path, goodRecords(file).join("\r\n"));
      return `'${path}'`;
    });
    const result = await connection.runAndReadAll(`
      select distinct c17, c18
      from read_csv([${paths.join(", ")}], auto_detect = false, columns = {${columns}}, delim = ',',
        quote = '"', escape = '"', header = true, max_line_size = 4000000)
      where c17 is not null`);
    const decisions = result.getRows().map(([by, on]) => ({ by: String(by), on: String(on) }));
    const counts: number[] = [];
    for (const year of [2014, 2015]) {
      const permanent = new Set<string>();
      for (const file of find(new RegExp(`hr-snapshots-(${year}-(0[4-9]|1)|${year + 1}-0[1-3])`))) {
        const workbook = await readWorkbook(file);
        workbook.worksheets[0]?.eachRow((row) => {
          if (row.getCell(9).text === "Permanent") permanent.add(row.getCell(2).text);
        });
      }
      const within = ({ on }: { on: string }) => {
        const [, month, at] = on.split("/").map(Number);
        return at === ((month ?? 0) < 4 ? year + 1 : year);
      };
      const deciders = new Set(decisions.filter(within).map(({ by }) => by));
      counts.push([...deciders].filter((by) => permanent.has(by)).length);
    }
    connection.closeSync();
    instance.closeSync();
    expect(counts).toEqual([285, 263]);
  });

  test("the request of 28 March 2022 is due on 27 April and answered on 8 April", () => {
    const file = findLast(/information-requests-2022-03/);
    const rows = goodRows(file).filter(([reference]) => reference === "HOTH 00000206");
    expect(rows.map((cells) => cells.filter((cell) => cell !== "").slice(1, 7))).toEqual([
      ["FOI", "WhatDoTheyKnow", "28/03/2022", "27/04/2022", "08/04/2022", "Answered in full"],
    ]);
  });
});

describe("what is handed over", () => {
  const name = (file: string) => file.slice("yyyy-mm-dd/".length);
  const receivedOn = (file: string) => file.slice(0, "yyyy-mm-dd".length);
  /** The day of the month on which a file usually comes. */
  const usualDays: [RegExp, string][] = [
    [/^(visualfiles|msd|mailboxes|webforms|bodies)-/, "01"],
    [/^(callmanager|telephony)-/, "02"],
    [/^assurance-registers/, "04"],
    [/^(hr-snapshots|recommendations)-/, "05"],
    [/^quality-sampling-/, "06"],
    [/^information-requests-/, "12"],
    [/^published-figures/, "01"],
    [/^published-figures/, "12"],
    [/^survey-/, "14"],
  ];
  const isUnusual = (file: string) =>
    !usualDays.some(([pattern, day]) => pattern.test(name(file)) && receivedOn(file).endsWith(day));

  /** The rows of the README's list of what didn't come as usual: the file, what happened to it, and on which days it came. */
  const listed = () =>
    [
      ...readFileSync("data/demonstration/README.md", "utf8").matchAll(
        /^\| `([^`]+)` +\| (late|never came|corrected|sent again) +\| ([^|]*)\|/gm,
      ),
    ].map(([, file = "", way = "", came = ""]) => ({
      file,
      way,
      days: came.match(/\d{4}-\d\d-\d\d/g) ?? [],
    }));

  test("comes each month from May 2014, of every source that there is by then", () => {
    for (const month of ["2014-05", "2016-11", "2019-07", "2022-04"]) {
      const came = new Set(
        filesOf(out)
          .filter((file) => file.startsWith(month))
          .map((file) => name(file).replace(/(-\d{4}-\d\d)?\.\w+$/, "")),
      );
      const system = month < "2018-05" ? ["visualfiles-feedback", "visualfiles-reviews"] : ["msd-cases"];
      const since = month > "2015" ? ["telephony", "mailboxes", "webforms"] : ["callmanager"];
      const registers = month > "2020-05" ? ["assurance-registers"] : [];
      const always = ["hr-snapshots", "quality-sampling", "information-requests"];
      expect([...came]).toEqual(expect.arrayContaining([...system, ...since, ...registers, ...always]));
    }
  });

  test("comes on its day, but for what the README lists", () => {
    const unusual = listed().flatMap(({ file, way, days }) =>
      (way === "late" ? days : days.slice(1)).map((day) => `${day}/${file}`),
    );
    expect(unusual.length).toBeGreaterThan(12);
    expect(find(/^\d/).filter(isUnusual).sort()).toEqual(unusual.sort());
    const never = listed().filter(({ way }) => way === "never came");
    expect(never.map(({ file }) => find(new RegExp(file)))).toEqual([[], []]);
  });

  test("twice has the same bytes where it was sent again, and a handful of other rows where it was corrected", async () => {
    for (const { file, way, days } of listed()) {
      const [first = "", second = ""] = days.map((day) => `${day}/${file}`);
      if (way === "sent again") expect(hashOf(out, second)).toBe(hashOf(out, first));
      if (way !== "corrected") continue;
      const rowsOf = async (path: string) => {
        const dirty = new Set(planted.filter((row) => row.file === path).map(({ row }) => row));
        if (path.endsWith(".csv")) return goodRecords(path);
        const rows: string[] = [];
        (await readWorkbook(path)).worksheets[0]?.eachRow((row, number) => {
          const cells = row.values as ExcelJS.CellValue[];
          if (!dirty.has(number)) rows.push(cells.map(isoDay).join("|"));
        });
        return rows;
      };
      const [mistaken, corrected] = [await rowsOf(first), await rowsOf(second)];
      expect(mistaken.length).toBe(corrected.length);
      const differing = mistaken.filter((row) => !corrected.includes(row)).length;
      expect(differing).toBeGreaterThan(0);
      expect(differing).toBeLessThanOrEqual(6);
    }
  });

  test("of registers has actions that were agreed on the days of meetings, on the items they are about", async () => {
    const workbook = await readWorkbook(findLast(/assurance-registers/));
    const met = readFileSync("data/meetings.csv", "utf8");
    const ofMps = ["mp-enquiry-28d", "mp-enquiries-overdue"];
    let seen = 0;
    workbook.getWorksheet("Actions")?.eachRow((row, number) => {
      const [, reference, item, agreed, , , , , measure] = row.values as ExcelJS.CellValue[];
      const day = agreed instanceof Date ? isoDay(agreed) : "";
      if (number < 4 || !/^AC-/.test(String(reference)) || day === "") return;
      seen += 1;
      expect(met).toContain(`\n${day},`);
      expect(ofMps.includes(String(measure)) && !String(item).startsWith("MP-")).toBe(false);
      expect(/feedback|caseload/.test(String(measure)) && Boolean(item)).toBe(false);
    });
    expect(seen).toBeGreaterThan(20);
  });

  test("of a year so far holds what it held the month before, and more", () => {
    for (const pattern of [/mailboxes-2021-22/, /webforms-2021-22/]) {
      const contents = find(pattern).map((file) => new Set(goodRecords(file)));
      expect(contents).toHaveLength(12);
      for (const [index, earlier] of contents.slice(0, -1).entries()) {
        const later = contents[index + 1] ?? new Set();
        expect([...earlier].filter((record) => !later.has(record))).toEqual([]);
        expect(later.size).toBeGreaterThan(earlier.size);
      }
    }
  });

  test("of registers and samples is as it stood: nothing in it has a date that was to come", async () => {
    const happened = ["Date received", "Decision made on", "Date answered", "Date closed", "Last update"];
    const read = ["Agreed on", "Done", "Reached", "Date Sampled"];
    let dates = 0;
    for (const file of find(/(assurance-registers|quality-sampling-202[01])/)) {
      const dirty = new Set(planted.filter((row) => row.file === file).map(({ row }) => row));
      for (const sheet of (await readWorkbook(file)).worksheets) {
        const headings = sheet.getRow(sheet.name === "Samples" ? 1 : 3).values as ExcelJS.CellValue[];
        const columns = headings.flatMap((heading, index) =>
          [...happened, ...read].includes(String(heading)) ? [index] : [],
        );
        expect(columns.length).toBeGreaterThan(0);
        sheet.eachRow((row, number) => {
          for (const column of columns) {
            const { value } = row.getCell(column);
            if (!(value instanceof Date) || dirty.has(number)) continue;
            dates += 1;
            if (isoDay(value) >= receivedOn(file)) throw new Error(`${file} row ${number}: ${isoDay(value)}`);
          }
        });
      }
    }
    expect(dates).toBeGreaterThan(10_000);
  });
});

describe("invented personal information", () => {
  const officeLines = ["0345 015 4033", "0808 157 0192", "03069 990123"];
  const texts = () =>
    find(/\.(csv|jsonl)$/)
      .filter((file) => !file.startsWith("."))
      .map((file) =>
        iconv.decode(readFileSync(join(out, file)), file.includes("visualfiles") ? "win1252" : "utf8"),
      );

  test("has NHS numbers of the test range that pass their check digit", () => {
    const numbers = texts().flatMap((text) => text.match(/\b\d{3} \d{3} \d{4}\b/g) ?? []);
    expect(numbers.length).toBeGreaterThan(500);
    const failing = numbers.filter((number) => {
      const digits = [...number.replaceAll(" ", "")].map(Number);
      const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
      return !number.startsWith("999") || (11 - (sum % 11)) % 11 !== digits[9];
    });
    expect(failing).toEqual([]);
  });

  test("has telephone numbers of the drama ranges only, and never the office's own", () => {
    const telephone = canaryPatterns().find(({ kind }) => kind === "telephone number")?.pattern ?? /$^/;
    const numbers = texts()
      .flatMap((text) => text.match(/(?:\+44 ?\d{4}|\b0\d{2,4}) \d{3,4} ?\d{3,4}\b/g) ?? [])
      .filter((number) => !officeLines.includes(number));
    expect(numbers.length).toBeGreaterThan(1000);
    expect(numbers.filter((number) => !telephone.test(number))).toEqual([]);
  });

  test.each(canaryPatterns())("is there to be found: $kind", ({ pattern }) => {
    expect(texts().some((text) => pattern.test(text))).toBe(true);
  });

  test.each(canaryPatterns())("isn't mistaken for what may be published: $kind", ({ pattern }) => {
    const published = [
      ...officeLines,
      "FDN 214237, HOTH 00000206, EN-0000123, C-00002932, S1455",
      "2,648 · 2,983 · 3,105 · 3,276 · 2,894 · 3,502 calls to 0345 015 4033 in 2014/15",
      "date of birth is never loaded; 14/12/2014 to 11/02/2015",
      "Wexmouth University Hospitals NHS Trust",
    ];
    expect(published.filter((text) => pattern.test(text))).toEqual([]);
  });

  test("is in Windows-1252 in the older system's files, which aren't UTF-8", () => {
    for (const file of find(/visualfiles-(cases|feedback)/)) {
      const bytes = readFileSync(join(out, file));
      const text = iconv.decode(bytes, "win1252");
      expect(iconv.encode(text, "win1252").equals(bytes)).toBe(true);
      expect(text).not.toContain("\uFFFD");
      // What a file of a month or two holds at this scale may be plain ASCII.
      if (bytes.length > 20_000)
        expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow();
    }
    const all = find(/visualfiles-cases/).map((file) =>
      iconv.decode(readFileSync(join(out, file)), "win1252"),
    );
    for (const mark of ["“", "”", "–", "£"]) expect(all.join("")).toContain(mark);
  });
});

describe("dirty rows", () => {
  test("are a few hundred, over every source", () => {
    expect(planted.length).toBeGreaterThan(250);
    expect(planted.length).toBeLessThan(500);
    expect(new Set(planted.map(({ source }) => source)).size).toBe(21);
  });

  test("of telephony are in the line that the list says", () => {
    const rows = planted.filter(({ source }) => source === "telephony_calls");
    for (const { file, row, reason, column } of rows) {
      const lines = readFileSync(join(out, file), "utf8").trimEnd().split("\n");
      const line = lines[row - 1] ?? "";
      const cells = line.split(",");
      if (reason === "unknown value") expect(cells[4]).toBe("complmnt");
      else if (reason === "missing") expect(cells[column === "call_id" ? 0 : 1]).toBe("");
      else if (reason === "duplicate") expect(lines.indexOf(line)).toBeLessThan(row - 1);
      else if (reason === "too few columns") expect(cells.length).toBeLessThan(9);
      else if (reason === "a total and no record") expect(line).toMatch(/^Total rows: \d+$/);
      else if (reason === "too many columns") expect(cells.length).toBeGreaterThan(9);
      else if (reason === "not a duration") expect(cells[6]).toBe("3m20");
      else if (reason === "not a date and time") expect(cells[1]).toBe("2018-06-31T09:15:00Z");
      else expect(line).toContain('"urgent"');
    }
  });

  test("of a workbook are in the sheet row that the list says", async () => {
    const rows = planted.filter(({ source }) => source === "assurance_registers");
    const files = new Set(rows.map(({ file }) => file));
    expect(files.size).toBeGreaterThan(3);
    for (const file of files) {
      const workbook = await readWorkbook(file);
      const sheets = workbook.worksheets.filter(({ name }) => !["Actions", "Milestones"].includes(name));
      const cell = (row: number, column: number) =>
        sheets.map((sheet) => sheet.getRow(row).getCell(column).text);
      expect(sheets).toHaveLength(6);
      for (const { row, column, reason } of rows.filter((one) => one.file === file)) {
        if (column === "sender_type") expect(cell(row, 4)).toContain("Journalist");
        if (column === "channel") expect(cell(row, 5)).toContain("Fax");
        if (reason === "malformed") expect(cell(row, 1)).toContain("no ref");
        if (reason === "not a date") expect(cell(row, 2)).toContain("early March");
      }
      expect(workbook.getWorksheet("MP correspondence")?.getCell("A1").isMerged).toBe(true);
      expect(workbook.getWorksheet("MP correspondence")?.getCell("A3").text).toBe("Ref");
    }
  });
});
