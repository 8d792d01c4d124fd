import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDatabase, query, type Row } from "../../../loaders/database.ts";
import { drawFile, readDraws } from "../../../loaders/draws.ts";
import { findExtracts } from "../../../loaders/findExtracts.ts";
import { load } from "../../../loaders/load.ts";
import { readSettings } from "../../../loaders/readSettings.ts";
import { loadReferences } from "../../../loaders/reference.ts";
import { readSamplesDrawn } from "../../../src/casework/sampling.ts";
import { programSettings } from "../../../src/project.ts";
import { type SampleOptions, sampleMonth } from "../../../src/sampling/sampleMonth.ts";
import { toSamplingForm } from "../../../src/sampling/samplingForm.ts";
import type { SheetCell } from "../../../src/tables/worksheet.ts";
import { writeOdsSheets } from "../../../src/tables/writeOds.ts";
import { writeXlsxSheets } from "../../../src/tables/writeXlsx.ts";
import { buildWarehouse } from "../../../src/warehouse/warehouse.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { csv, settingsOf } from "../../smallOffice.ts";
import { workbookMeta } from "../tables/tables.ts";

const ofOpen = "line manager open casework sampling";
const ofClosed = "central sampling of closed cases";

const sources = `
sources:
  log:
    system: Case log
    contract: cases
    files: log-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: Ref, received_on: Received, jurisdiction: Part, team: Team, caseworker: Officer, closed_on: Closed }
  samples:
    system: Quality sampling records
    contract: samples
    files: samples-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 7 }
    columns: { sample_id: Sample, case_reference: Case, sampling: Sampling, due_on: Due, sampled_on: Read }
`;

const required = `
numbers: { before: QS-, digits: 6, from: 500001 }
required:
  ${ofOpen}: { by: [officer, jurisdiction], cases: 2, read_within: 20, source: a test }
  ${ofClosed}: { by: [team], cases: 3, read_within: 20, also_of: [${ofOpen}], source: a test }
`;

const heading = "Ref,Received,Part,Team,Officer,Closed";

/** Open at the end of March: five of S0001, three and one of S0002, one of nobody. Closed in it: six of one team, two of another, whose name is a formula. */
const cases = [
  ...[1, 2, 3, 4, 5].map((number) => `C-0000000${number},2022-02-0${number},health,Health 1,S0001,`),
  ...[6, 7, 8].map((number) => `C-0000000${number},2022-02-0${number},health,Health 1,S0002,`),
  "C-00000009,2022-03-01,parliamentary,Health 1,S0002,",
  "C-00000010,2022-03-01,health,,,",
  ...[1, 2, 3, 4, 5, 6].map((one) => `C-0000010${one},2022-02-01,health,Health 1,S0001,2022-03-1${one}`),
  ...[1, 2].map((one) => `C-0000020${one},2022-02-01,health,=1+1<b>,S0003,2022-03-1${one}`),
  "C-00000301,2022-02-01,health,Health 1,S0001,2022-02-20",
];

/** One open case was read by its manager, one closed one by its manager, one by central quality and one for a theme. */
const samples = csv("Sample,Case,Sampling,Due,Read", [
  `QS-000001,C-00000001,${ofOpen},2022-03-10,2022-03-09`,
  `QS-000002,C-00000101,${ofOpen},2022-03-10,2022-03-09`,
  `QS-000003,C-00000102,${ofClosed},2022-03-30,`,
  "QS-500002,C-00000103,thematic sampling,2022-03-30,2022-03-29",
]);

function optionsOf(changes: Partial<SampleOptions> = {}): SampleOptions {
  const home = temporaryFolder();
  writeFiles(join(home, "extracts"), {
    "2022-04-02/log-2022-03.csv": csv(heading, cases),
    "2022-04-03/samples-2022-03.csv": samples,
  });
  return {
    month: "2022-03",
    seed: 7,
    extracts: join(home, "extracts"),
    settings: settingsOf(sources, undefined, { "sampling.yaml": required }).folder,
    landing: join(home, "landing"),
    history: join(home, "history"),
    out: join(home, "samples"),
    isAgain: false,
    replace: null,
    log: () => undefined,
    ...changes,
  };
}

const references = (all: readonly { case_reference: string }[]) => all.map((one) => one.case_reference);

/** Every file under a folder and what it holds. */
const contentOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]);

describe("the samples of a month", () => {
  it("are drawn of each group, kept and written for the owner alone, and the same again from the same", async () => {
    const options = optionsOf();
    const { draw, forms, ungrouped, isSamplingHeld } = await sampleMonth(options);
    const drawn = draw?.drawn ?? [];
    expect(
      draw?.groups.map(({ group, wanted, found, sampled_before, drawn: own }) => [
        Object.values(group).join(", "),
        wanted,
        found,
        sampled_before,
        own,
      ]),
    ).toEqual([
      ["S0001, health", 2, 4, 1, 2],
      ["S0002, health", 2, 3, 0, 2],
      ["S0002, parliamentary", 2, 1, 0, 1],
      ["=1+1<b>", 3, 2, 0, 2],
      ["Health 1", 3, 4, 2, 3],
    ]);
    expect(new Set(references(drawn)).size).toBe(10);
    const never = ["C-00000001", "C-00000010", "C-00000102", "C-00000103", "C-00000301"];
    expect(references(drawn).filter((name) => never.includes(name))).toEqual([]);
    expect(drawn.map(({ sample_id }) => sample_id).slice(0, 3)).toEqual([
      "QS-500001",
      "QS-500003",
      "QS-500004",
    ]);
    expect([...new Set(drawn.map(({ due_on }) => due_on))]).toEqual(["2022-05-03"]);
    expect(ungrouped).toEqual([{ sampling: ofOpen, cases: 1 }]);
    expect(isSamplingHeld).toBe(true);
    expect(readDraws(options.history)).toEqual([draw]);
    for (const folder of [forms[0]?.folder ?? "", join(options.history, "draws")]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(options.out)).toEqual(["2022-03"]);

    await expect(sampleMonth({ ...options, seed: 8 })).rejects.toThrow("drawn already, by seed 7");

    const same = { ...options, history: join(options.history, "b"), out: join(options.out, "b") };
    await sampleMonth(same);
    expect(contentOf(join(same.history, "draws"))).toEqual(contentOf(join(options.history, "draws")));
    expect(contentOf(join(same.out, "2022-03"))).toEqual(contentOf(join(options.out, "2022-03")));
  });

  it("are added to: what is missing by now, and another case in place of one, never one of those before", async () => {
    const options = optionsOf();
    const { draw: first } = await sampleMonth(options);
    const again = { ...options, seed: 9, isAgain: true };
    expect((await sampleMonth(again)).draw).toBeNull();
    expect(readdirSync(options.out)).toEqual(["2022-03"]);

    const more = "C-00000011,2022-03-01,parliamentary,Health 1,S0002,";
    writeFiles(options.extracts, { "2022-04-04/log-2022-03.csv": csv(heading, [...cases, more]) });
    const gone = first?.drawn.find(({ group }) => group.officer === "S0001")?.case_reference ?? "";
    const lost = first?.drawn.find(({ group }) => group.team === "=1+1<b>")?.case_reference ?? "";
    const replace = { cases: [gone, lost], why: "The reader had worked on it" };
    const { draw } = await sampleMonth({ ...again, replace });
    expect(draw?.drawn.map(({ group }) => Object.values(group).join(", "))).toEqual([
      "S0001, health",
      "S0002, parliamentary",
    ]);
    expect(references(draw?.drawn ?? [])[1]).toBe("C-00000011");
    expect(draw?.replaced.map(({ case_reference, by }) => [case_reference, by])).toEqual([
      [gone, draw?.drawn[0]?.sample_id],
      [lost, null],
    ]);
    expect(references(first?.drawn ?? [])).not.toContain(references(draw?.drawn ?? [])[0]);
    expect(readdirSync(options.out).sort()).toEqual(["2022-03", "2022-03-2"]);

    const notThere = { cases: ["C-00000001", gone], why: "x" };
    await expect(sampleMonth({ ...again, replace: notThere })).rejects.toThrow(
      `C-00000001: is not in the month's draw, or was replaced before\n  ${gone}: is not in`,
    );

    // What was kept without its form, as when the command was ended, is written again.
    rmSync(join(options.out, "2022-03-2"), { recursive: true });
    expect((await sampleMonth(again)).forms.map(({ folder }) => folder)).toEqual([
      join(options.out, "2022-03-2"),
    ]);

    const read = csv("Sample,Case,Sampling,Due,Read", [
      `QS-500001,${first?.drawn[1]?.case_reference},${ofOpen},2022-04-28,2022-04-20`,
    ]);
    writeFiles(options.extracts, { "2022-05-03/samples-2022-04.csv": read });
    const isRead = { cases: [first?.drawn[1]?.case_reference ?? ""], why: "x" };
    await expect(sampleMonth({ ...again, replace: isRead })).rejects.toThrow("has been read");

    writeFiles(options.extracts, { "2022-05-03/log-2022-04.csv": csv(heading, cases) });
    const warehouse = await buildWarehouse({ ...options });
    onTestFinished(() => {
      warehouse.connection.closeSync();
      warehouse.instance.closeSync();
    });
    expect(warehouse.context.asAt).toBe("2022-04-30");
    const states = (await readSamplesDrawn(warehouse.connection, "2022-04-30")).map(({ state }) => state);
    const count = (state: string) => states.filter((one) => one === state).length;
    expect([count("read"), count("not yet read"), count("replaced")]).toEqual([1, 9, 2]);
  });

  it("are not drawn, and nothing is kept, where something is amiss: each says what", async () => {
    const options = optionsOf();
    const fails = async (changes: Partial<SampleOptions>, words: string) => {
      await expect(sampleMonth({ ...options, ...changes })).rejects.toThrow(words);
      expect([existsSync(options.out), existsSync(join(options.history, "draws"))]).toEqual([false, false]);
    };
    const unset = settingsOf(sources, undefined, {}).folder;
    rmSync(join(unset, "sampling.yaml"));
    await fails({ settings: unset }, "Nothing is required");
    await fails({ settings: join(unset, "none") }, "has no sources.yaml");
    await fails({ month: "2022-04" }, "the extracts are reported to 31 March 2022");
    await fails({ month: "2022-02" }, "no extract of cases that was loaded covers all of it");
    await fails({ isAgain: true }, "nothing can be added to it");
    const changed = settingsOf(sources, undefined, {
      "sampling.yaml": required.replace("cases: 2", "cases: 4"),
    });
    const other = optionsOf();
    await sampleMonth(other);
    await expect(sampleMonth({ ...other, settings: changed.folder, isAgain: true })).rejects.toThrow(
      "What is required has changed",
    );
    const [draw] = readDraws(other.history);
    if (!draw) throw new Error("no draw");
    writeFiles(join(other.history, "draws"), { [drawFile(draw)]: JSON.stringify({ ...draw, seed: 1 }) });
    await expect(sampleMonth({ ...other, month: "2022-02" })).rejects.toThrow("isn't a draw as it was kept");
    writeFiles(options.extracts, { "2022-04-02/log-2022-03.csv": csv(heading, cases.slice(-1)) });
    await fails({}, "no case was open at its end, and none was closed in it");
    mkdirSync(join(options.out, "2022-03"), { recursive: true });
    writeFiles(options.extracts, { "2022-04-02/log-2022-03.csv": csv(heading, cases) });
    await expect(sampleMonth(options)).rejects.toThrow("is there already: its form may have been filled in");
    expect(readDraws(options.history)).toEqual([]);
  });
});

/** The rows of samples that a file gives by the demonstration's own settings. */
async function loadSamples(file: string, name: string): Promise<Row[]> {
  const home = temporaryFolder();
  writeFiles(join(home, "extracts/2022-06-02"), { [name]: readFileSync(file) });
  const settings = readSettings(join(programSettings, "sources.yaml"));
  const instance = await openDatabase();
  const connection = await instance.connect();
  try {
    await loadReferences(connection, settings.folder, settings.office);
    const found = findExtracts(join(home, "extracts"), settings);
    expect(found.strays).toEqual([]);
    const { refused } = await load(instance, found, join(home, "landing"));
    expect(refused).toEqual([]);
    const set = await query(connection, "select * from raw.quarantine");
    expect(set).toEqual([]);
    return await query(connection, "select * exclude (load_id) from raw.samples order by sample_id");
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe("the form, filled in and put among the extracts", () => {
  const filledIn = { Reader: "S0042", "Outcome Met": "Yes", "Method Met": "No", "Left Office": "No" };
  const readOn = "2022-05-04";

  it("is loaded by the demonstration’s settings, as XLSX and as ODS, and gives what was filled in", async () => {
    const options = optionsOf();
    const { draw } = await sampleMonth(options);
    const drawn = draw?.drawn ?? [];
    const { sources: own } = readSettings(join(programSettings, "sources.yaml"));
    const { name, sheet, mustBeMapped } = toSamplingForm(drawn, own);
    expect([name, mustBeMapped]).toEqual(["quality-sampling-2022-05", ""]);
    const headings = sheet.table?.headings.map((one) => one.text) ?? [];
    const toFilled = (cell: SheetCell, column: number): SheetCell => {
      const title = headings[column] ?? "";
      if (title === "Date Sampled") return { kind: "date", value: readOn };
      const words = Object.entries(filledIn).find(([key]) => key === title)?.[1];
      return words === undefined ? cell : { kind: "text", text: words };
    };
    const folder = temporaryFolder();
    const meta = { ...workbookMeta, published_on: "2022-03-31" };
    const blank = join(folder, `${name}.xlsx`);
    await writeXlsxSheets([sheet], meta, blank);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(blank);
    const page = workbook.getWorksheet("Samples");
    // It can't write a table without a style; what is in its cells stays.
    page?.removeTable("samples_to_read");
    for (const row of drawn.keys())
      for (const [column, title] of headings.entries()) {
        const cell = page?.getCell(row + 2, column + 1);
        const words = Object.entries(filledIn).find(([key]) => key === title)?.[1];
        if (cell && title === "Date Sampled") cell.value = new Date(`${readOn}T00:00:00Z`);
        else if (cell && words !== undefined) cell.value = words;
      }
    await workbook.xlsx.writeFile(join(folder, "filled.xlsx"));
    const table = sheet.table && { ...sheet.table, rows: sheet.table.rows.map((row) => row.map(toFilled)) };
    await writeOdsSheets([{ ...sheet, table }], meta, join(folder, "filled.ods"));
    const expected = [...drawn]
      .sort((a, b) => (a.sample_id < b.sample_id ? -1 : 1))
      .map(({ sample_id, case_reference, sampling, team, due_on }) => ({
        sample_id,
        case_reference,
        sampling,
        team,
        reader: "S0042",
        due_on,
        sampled_on: readOn,
        is_outcome_met: true,
        is_method_met: false,
        has_left_office: false,
        blanked: [],
      }));
    for (const end of ["xlsx", "ods"])
      expect(await loadSamples(join(folder, `filled.${end}`), `${name}.${end}`)).toEqual(expected);
    expect(expected.length).toBe(10);
  });

  it("has no formula, whatever a team is called", async () => {
    const options = optionsOf();
    const { forms } = await sampleMonth(options);
    const { folder = "", files = [], mustBeMapped } = forms[0] ?? {};
    expect(mustBeMapped).toContain("its files are csv");
    const workbooks = files.filter((name) => name.endsWith(".xlsx"));
    expect(workbooks.length).toBe(2);
    for (const name of workbooks) {
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(join(folder, name));
      const texts: unknown[] = [];
      for (const page of workbook.worksheets)
        page.eachRow((row) =>
          row.eachCell((cell) => {
            expect(cell.formula).toBeUndefined();
            texts.push(cell.value);
          }),
        );
      expect(texts).toContain("=1+1<b>");
    }
  });
});
