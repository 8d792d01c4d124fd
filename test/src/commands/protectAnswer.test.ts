import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { monthsBetween } from "../../../loaders/dates.ts";
import type { MeasureDefinition } from "../../../src/catalogue/definition.ts";
import { readDefinition } from "../../../src/catalogue/definition.ts";
import type { AskedAnswer } from "../../../src/commands/protectAnswer.ts";
import { protectFile } from "../../../src/commands/protectFile.ts";
import { type Equation, toEquation } from "../../../src/disclosure/equations.ts";
import { projectFile } from "../../../src/project.ts";
import { Spelling } from "../../../src/release/answerColumns.ts";
import { readLedger, toEarlierReleases } from "../../../src/release/answers.ts";
import { attackReleases } from "../../../src/release/attackReleases.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import { findReleases } from "../../../src/release/editions.ts";
import { temporaryFolder } from "../../folders.ts";
import { naiveNarrow } from "../disclosure/naiveProgram.ts";
import { keepRelease } from "../release/keptRelease.ts";
import { byGroup, countedFigure } from "../release/planFigure.ts";

const threshold = 5;
const year = "2021/22";
const measureOf = (id: string) => readDefinition(projectFile("sql/measures"), id);
const decided = measureOf("cases-decided");

let home: string;
let ledger: string;

beforeEach(() => {
  home = temporaryFolder();
  ledger = join(home, "ledger");
});

const totalOf = (count: number, period = year): FigureTable => ({
  measure: decided,
  by: [],
  figures: [countedFigure(decided, period, count)],
});

interface Asked extends Partial<Omit<AskedAnswer, "ledger">> {
  by?: string[];
  earlier?: string[];
  out?: string;
  threshold?: number;
  /** Without the ledger. */
  isAlone?: boolean;
}

/** Protects an answer; gives the safe table's lines, each count that is hidden as `c`. */
async function answer(text: string, asked: Asked = {}): Promise<string[]> {
  const { by = ["team"], earlier = [], out = "out", isAlone = false, threshold = 5, ...of } = asked;
  const file = join(home, "counts.csv");
  const agreed = join(home, "agreed.txt");
  writeFileSync(file, text);
  writeFileSync(
    agreed,
    ["XX", "YY", "am", "pm", "AM", "PM", "aM", "dawn", "dusk", "03069  990123"].join("\n"),
  );
  const usual = { name: "FOI-1", of: "cases-decided", part: "numerator" as const, period: year, where: [] };
  await protectFile({
    file,
    by,
    count: "n",
    threshold,
    protectZeros: false,
    labels: [agreed],
    out: join(home, out),
    earlier: earlier.map((name) => join(home, name)),
    plan: projectFile("data/publication.yaml"),
    ...(isAlone ? {} : { answer: { ...usual, ...of, ledger } }),
  });
  const lines = readFileSync(join(home, out, "safe.csv"), "utf8")
    .split("\r\n")
    .slice(1, -1);
  return lines.map((line) => line.replace(/,,c$/, ",c").replace(/,$/, ""));
}

const record = (name = "FOI-1") => readFileSync(join(ledger, "answers", name, "record.json"), "utf8");
const attacked = () => attackReleases(toEarlierReleases(readLedger(ledger)), threshold);

describe("an answer with what has been released", () => {
  const jurisdictions = { J1: 3, J2: 25, J3: 32 };
  const rows = "team,n\nA,10\nB,15\n";
  const where = [{ dimension: "jurisdiction", value: "J2" }];
  const counts = new Map(Object.entries({ all: 60, ...jurisdictions, A: 10, B: 15 }));
  const equations = [
    toEquation({ total: "all", parts: ["J1", "J2", "J3"] }),
    toEquation({ total: "J2", parts: ["A", "B"] }),
  ];

  beforeEach(async () => {
    await keepRelease(ledger, "2022-03", [
      totalOf(60),
      byGroup(decided, "jurisdiction", year, jurisdictions),
    ]);
  });

  it("would give a hidden count away alone, and doesn't with the ledger", async () => {
    const shownIn = (lines: readonly string[]) => {
      const hidden = new Set(["J1", "J2"]);
      for (const [id, name] of [
        ["A", "A"],
        ["B", "B"],
        ["J2", "Total"],
      ] as const)
        if (lines.some((line) => line === `${name},c`)) hidden.add(id);
        else hidden.delete(id);
      return hidden;
    };
    const alone = await answer(rows, { isAlone: true });
    expect(alone).toEqual(["A,10", "B,15", "Total,25"]);
    expect(await naiveNarrow(counts, shownIn(alone), equations, ["J1"], threshold)).toEqual(["J1"]);
    const together = await answer(rows, { where });
    expect(together).toContain("Total,c");
    expect(await naiveNarrow(counts, shownIn(together), equations, ["J1"], threshold)).toEqual([]);
    expect(await attacked()).toMatchObject({ exposed: [], told: [] });
  });

  it("is kept in the ledger for its owner alone", async () => {
    await answer(rows, { where });
    for (const [path, mode] of [
      ["answers", 0o700],
      ["answers/FOI-1", 0o700],
      ["answers/FOI-1/record.json", 0o600],
    ] as const)
      expect(statSync(join(ledger, path)).mode & 0o777).toBe(mode);
  });

  it("of one name is the same, also after later releases, or refused", async () => {
    await answer(rows, { where });
    const before = record();
    await keepRelease(ledger, "2022-04", [totalOf(60), totalOf(9, "2022-04")]);
    await answer(rows, { where });
    expect(record()).toBe(before);
    await expect(answer("team,n\nA,11\nB,14\n", { where })).rejects.toThrow(
      "isn't the answer that the ledger has",
    );
    expect(record()).toBe(before);
  });
});

describe("what an answer shows and hides", () => {
  // Hiding C beside A costs an answer by ward too less than hiding B; a table by team alone hides B.
  const finer = "team,ward,n\nA,W1,3\nB,W1,20\nC,W1,5\nC,W2,17\n";
  const teams = { A: 3, B: 20, C: 22 };
  const by = ["team", "ward"];

  beforeEach(async () => {
    await keepRelease(ledger, "2022-02", [totalOf(45)]);
  });

  it("is reckoned with by the next release", async () => {
    const hiddenNext = async () => {
      const { figures } = await keepRelease(ledger, "2022-03", [
        totalOf(45),
        byGroup(decided, "team", year, teams),
      ]);
      return figures.filter(({ status }) => status === "c").map(({ group }) => group);
    };
    const first = ledger;
    ledger = join(home, "other");
    await keepRelease(ledger, "2022-02", [totalOf(45)]);
    expect(await hiddenNext()).toEqual(["A", "B"]);
    ledger = first;
    expect(await answer(finer, { by })).toContain("B,Total,20");
    const asked = { out: join(home, "releases"), ledger, month: "2022-03", now: "2022-04-12T09:30:00Z" };
    expect(findReleases(asked).answers).toHaveLength(1);
    expect(await hiddenNext()).toEqual(["A", "C"]);
    expect(await attacked()).toMatchObject({ exposed: [], told: [] });
  });

  it("is reckoned with by the next answer", async () => {
    await answer(finer, { by });
    const text = "team,n\nA,3\nB,20\nC,22\n";
    expect(await answer(text, { isAlone: true, out: "alone" })).toEqual(["A,c", "B,c", "C,22", "Total,45"]);
    expect(await answer(text, { name: "FOI-2" })).toEqual(["A,c", "B,20", "C,c", "Total,45"]);
  });

  it("is left out where the release it was made with is made again as it was", async () => {
    await answer(finer, { by });
    const { releases, answers } = readLedger(ledger);
    expect(toEarlierReleases({ releases, answers }).map(({ ofLedger }) => ofLedger)).toEqual([
      "release",
      "answer",
    ]);
    expect(toEarlierReleases({ releases: [], answers })).toEqual([]);
  });
});

describe("what has changed since", () => {
  const may = "team,n\nA,20\nB,30\nC,44\n";
  const june = "team,n\nA,22\nB,30\nC,51\n";
  const hidden = ["A,c", "B,30", "C,c", "Total,103"];

  it("an answer that knew no ledger is protected, and the edition's revisions are not", async () => {
    await keepRelease(ledger, "2022-02", [totalOf(101)]);
    await keepRelease(ledger, "2022-03", [totalOf(103)]);
    await answer(may, { isAlone: true, out: "may" });
    expect(await answer(june, { name: "alone", out: "alone" })).toEqual([
      "A,22",
      "B,30",
      "C,51",
      "Total,103",
    ]);
    const own = join(home, "own");
    await keepRelease(own, "2022-02", [totalOf(101)]);
    await keepRelease(own, "2022-03", [totalOf(103)]);
    ledger = own;
    expect(await answer(june, { earlier: ["may"] })).toEqual(hidden);
  });

  it("an answer of the ledger is protected", async () => {
    await keepRelease(ledger, "2022-02", [totalOf(94)]);
    await answer(may, { out: "may" });
    await keepRelease(ledger, "2022-03", [totalOf(103)]);
    expect(await answer(june, { name: "FOI-2" })).toEqual(hidden);
  });

  it("is refused of an answer that had a ledger, in a table that has none", async () => {
    await keepRelease(ledger, "2022-02", [totalOf(94)]);
    await answer(may, { out: "may" });
    await expect(answer(june, { isAlone: true, earlier: ["may"] })).rejects.toThrow("was made with a ledger");
  });
});

it("links months of a column, and what they come to where that is a period", async () => {
  const months = { "2021-04": 20, "2021-05": 30, "2021-06": 40 };
  const figures = Object.entries(months).map(([month, count]) => countedFigure(decided, month, count));
  await keepRelease(ledger, "2022-03", [
    { measure: decided, by: [], figures: [...figures, countedFigure(decided, "2021/22 Q1", 90)] },
  ]);
  const rows = "month,team,n\n2021-04,A,9\n2021-04,B,11\n2021-05,A,30\n2021-06,B,40\n";
  const by = ["month", "team"];
  expect(await answer(rows, { by, period: "2021/22 Q1" })).toContain("Total,Total,90");
  expect(record()).toContain('"cases-decided numerator team=A|2021-04": 9');
  expect(record()).toContain('"cases-decided numerator total|2021/22 Q1": 90');
  await answer(rows, { by, period: null, name: "FOI-2" });
  expect(record("FOI-2")).toContain('"cases-decided numerator total|2021-04 and 2021-05 and 2021-06": 90');
  const wrong = rows.replace("2021-06,B,40", "2021-06,B,41");
  await expect(answer(wrong, { by, name: "FOI-3", period: null })).rejects.toThrow(
    "cases-decided, 2021-06: by month, row 5: another count than the edition's",
  );
});

it("links a stock by the last day of a period on which it was counted", async () => {
  const open = measureOf("cases-open");
  await keepRelease(ledger, "2022-03", [
    { measure: open, by: [], figures: [countedFigure(open, "2022-03", 50)] },
  ]);
  const stock = { of: "cases-open", period: "2022-03" };
  await answer("team,n\nA,20\nB,30\n", stock);
  expect(record()).toContain('"cases-open numerator team=A|on 2022-03-31": 20');
  const byMonth = answer("month,team,n\n2022-03,A,50\n", { ...stock, by: ["month", "team"], name: "FOI-2" });
  await expect(byMonth).rejects.toThrow("doesn't add up over periods");
});

it("hides what two answers leave of each other's counts", async () => {
  const upheld = measureOf("investigation-uphold-rate");
  const share = countedFigure(upheld, year, 50, { denominator: 90 });
  await keepRelease(ledger, "2022-03", [{ measure: upheld, by: [], figures: [share] }]);
  const of = upheld.id;
  const all = await answer("team,n\nA,20\nB,30\nC,40\n", { of, part: "denominator" });
  expect(all.filter((line) => line.endsWith(",c"))).toEqual([]);
  const upheldOnes = await answer("team,n\nA,18\nB,20\nC,12\n", { of, name: "FOI-2" });
  expect(upheldOnes).toContain("A,c");
  expect((await attacked()).exposed).toEqual([]);
});

it("hides what a measure gives away that nobody has said two of its groups come to", async () => {
  const completed = measureOf("investigations-completed");
  const months = monthsBetween("2021-04", "2022-03");
  const counts = months.map((_, place) => [
    3 + ((place * 7) % 11),
    17 + ((place * 5) % 13),
    8 + ((place * 3) % 7),
  ]);
  const sumOf = (groups: readonly number[]) => groups.reduce((all, one) => all + one, 0);
  const monthly = (measure: MeasureDefinition, taken: number): FigureTable => ({
    measure,
    by: [],
    figures: months.map((month, at) =>
      countedFigure(measure, month, sumOf(counts[at]?.slice(0, taken) ?? [])),
    ),
  });
  await keepRelease(ledger, "2022-03", [monthly(decided, 3), monthly(completed, 2)]);
  const lines = months.flatMap((month, at) =>
    ["O1", "O2", "O3"].map((outcome, group) => `${month},${outcome},${counts[at]?.[group]}`),
  );
  const text = `month,outcome,n\n${lines.join("\n")}\n`;
  const by = ["month", "outcome"];
  const first = (safe: readonly string[]) => safe.filter((line) => /^2021-04,O/.test(line));
  // In April O1 and O2 come to 20, which the edition shows of investigations completed.
  expect(first(await answer(text, { by, isAlone: true, out: "alone" }))).toContain("2021-04,O2,17");
  const safe = first(await answer(text, { by, period: null }));
  expect(safe).toContain("2021-04,O1,c");
  expect(safe).toContain("2021-04,O2,c");
  expect(await attacked()).toMatchObject({ exposed: [], told: [] });
  // What the answer was found to say is of the counts as they were.
  const revised = monthly(completed, 2);
  const [april, ...others] = revised.figures;
  if (!april) throw new Error("missing month");
  const more = countedFigure(completed, april.period, (april.numerator ?? 0) + 9);
  await keepRelease(ledger, "2022-04", [monthly(decided, 3), { ...revised, figures: [more, ...others] }]);
  expect(await attacked()).toMatchObject({ exposed: [], told: [] });
});

describe("an answer is refused", () => {
  const rows = "team,ward,n\nA,SECRET,20\nA,W2,5\nB,W1,35\n";

  beforeEach(async () => {
    await keepRelease(ledger, "2022-03", [
      totalOf(60),
      byGroup(decided, "team", year, { A: 25, B: 35, C: 0 }),
    ]);
  });

  const saysOf = async (text: string, asked: Asked = {}) => {
    const labels = { by: ["team"] };
    const error = await answer(text, { ...labels, ...asked }).then(
      () => "",
      (reason: Error) => reason.message,
    );
    expect(error).not.toContain("XX");
    expect(readLedger(ledger).answers).toEqual([]);
    return error;
  };

  it("where a total is another than the edition's, by measure, period, columns and rows", async () => {
    const said = await saysOf("team,outcome,n\nA,XX,20\nA,YY,6\nB,XX,35\n", { by: ["team", "outcome"] });
    expect(said).toContain("counts.csv isn't what the ledger says of it");
    expect(said).toContain("cases-decided, 2021/22: all rows: another count than the edition's");
    expect(said).toContain("cases-decided, 2021/22: by team, rows 2, 3: another count");
    expect(said).toContain("goes into a release first");
    expect(said).not.toMatch(/\b(25|26|60|61)\b/);
  });

  it("where a label isn't the edition's, unless nobody is in it", async () => {
    const said = await saysOf("team,n\nXX,25\nB,35\n");
    expect(said).toContain("cases-decided, 2021/22: by team, row 2: a group that the edition doesn't have");
    expect(await answer("team,n\nA,25\nB,35\nXX,0\n")).toContain("XX,0");
  });

  it("where a period isn't the edition's, or none is said", async () => {
    expect(await saysOf("team,n\nA,25\nB,35\n", { period: "2020/21" })).toContain(
      "the ledger has it of 1 period, 2021/22 to 2021/22",
    );
    expect(await saysOf("team,n\nA,60\n", { period: null })).toContain("Say which it counts with --period");
    const said = await saysOf("month,n\n2021/22,60\nXX,1\n", { by: ["month"], period: null });
    expect(said).toContain("column month: no period, in row 3");
    const two = await saysOf("month,n\n2021/22,60\n2020/21,9\n", { by: ["month"], period: null });
    expect(two).toContain("cases-decided, 2020/21: by month, row 3: the ledger has no such period of it");
  });

  it.each([
    [{ of: "cases-recieved" }, "unknown measure"],
    [{ of: "cases-received" }, "no release has its numerator"],
    [{ part: "denominator" as const }, "no release has its denominator"],
    [{ of: "complainants" }, "isn't a count that adds up over groups"],
    [{ where: [{ dimension: "ward", value: "XX" }] }, "cases-decided has no dimension ward"],
    [{ where: [{ dimension: "team", value: "XX" }] }, "team is a column of the table too"],
    [{ threshold: 10 }, "An answer must hide as the ledger's releases do"],
    [{ name: "../FOI" }, "can't be called so"],
    [{ out: "ledger/answer" }, "it lies in the ledger"],
  ])("where it is said to be what it can't be: %j", async (asked, message) => {
    expect(await saysOf("team,n\nA,25\nB,35\n", asked)).toContain(message);
  });

  it("where the ledger has no release, or a label nobody has agreed to", async () => {
    expect(await saysOf(rows, { by: ["team", "ward"] })).toContain("column ward: a label that isn’t listed");
    ledger = join(home, "none");
    expect(await saysOf("team,n\nA,25\nB,35\n")).toContain("has no release");
  });
});

describe("what has gone out under another spelling or name", () => {
  const calls = measureOf("calls");
  const lines = { "0345 015 4033": 80, "0808 157 0192": 60, "03069 990123": 39 };
  const byLine = byGroup(calls, "line", year, lines);
  const of = "calls";
  const all = ["0345 015 4033,am,41", "0345 015 4033,pm,39", "0808 157 0192,am,57", "0808 157 0192,pm,3"];
  const text = `line,hour,n\n${[...all, "03069 990123,am,19", "03069 990123,pm,20"].join("\n")}\n`;
  const where = [{ dimension: "line", value: "03069 990123" }];

  beforeEach(async () => {
    await keepRelease(ledger, "2022-03", [
      { measure: calls, by: [], figures: [countedFigure(calls, year, 179)] },
      byLine,
    ]);
    const safe = await answer(text, { of, by: ["line", "hour"], name: "FOI-2" });
    // Total am less the other two lines' is the 57 of 0808, and its total of 60 less that the 3.
    for (const line of ["Total,am,117", "0345 015 4033,am,41", "0808 157 0192,Total,60"])
      expect(safe).toContain(line);
    for (const line of ["0808 157 0192,am,c", "0808 157 0192,pm,c", "03069 990123,am,c"])
      expect(safe).toContain(line);
  });

  it.each([
    ["Hour", ["am", "pm"], where],
    ["hour", ["AM", "PM"], where],
    [" HOUR ", ["aM", "pm"], [{ dimension: "Line", value: "03069  990123" }]],
  ])("is hidden too: %s, %j", async (column, [am, pm], where) => {
    const asked = { of, where, by: [column.trim()], name: "FOI-B" };
    expect(await answer(`${column},n\n${am},19\n${pm},20\n`, asked)).toEqual([
      `${am},c`,
      `${pm},c`,
      "Total,39",
    ]);
    expect(record("FOI-B")).toContain('"calls numerator hour=am&line=03069+990123|2021/22"');
  });

  it("is refused where a column of another name has its labels or counts, unless it is said to be another", async () => {
    const asked = { of, where, name: "FOI-B" };
    const time = answer("time,n\nAM,19\npm,20\n", { ...asked, by: ["time"] });
    await expect(time).rejects.toThrow("column time: has labels or counts of hour, by which calls has gone");
    await expect(time).rejects.toThrow("--apart COLUMN");
    const one = answer("time,n\nam,39\n", { ...asked, by: ["time"] });
    await expect(one).rejects.toThrow("has labels or counts of hour");
    const counted = answer("shift,n\ndusk,20\ndawn,19\n", { ...asked, by: ["shift"] });
    await expect(counted).rejects.toThrow("column shift: has labels or counts of hour");
    await expect(counted).rejects.not.toThrow(/19|20\b|dusk/);
    const other = answer("time,n\nam,30\npm,9\n", { ...asked, by: ["time"], apart: ["shift"] });
    await expect(other).rejects.toThrow("--apart: names no column of the table");
    expect(readLedger(ledger).answers.map(({ name }) => name)).toEqual(["FOI-2"]);
    const apart = answer("time,n\nam,30\npm,9\n", { ...asked, by: ["time"], apart: ["Time"] });
    expect(await apart).toEqual(["am,30", "pm,9", "Total,39"]);
    expect(record("FOI-B")).toContain('"apart":"Time"');
    expect(
      await answer("shift,n\ndusk,9\ndawn,30\n", { of, by: ["shift"], where, apart: ["shift"] }),
    ).toEqual(["dusk,9", "dawn,30", "Total,39"]);
  });

  it("is spelt as the plan does, where no release has it yet", async () => {
    const planned = { wrap_up_code: ["Feedback"] };
    const spelling = new Spelling(calls, readLedger(ledger), planned);
    expect(spelling.group({ Wrap_up_code: "FEEDBACK", HOUR: "Am", line: "0808  157 0192" })).toEqual({
      wrap_up_code: "Feedback",
      hour: "am",
      line: "0808 157 0192",
    });
  });

  it("is refused within one table, by rows and places", async () => {
    const labels = answer("hour,n\nam,19\nAM,20\n", { of, where, by: ["hour"] });
    await expect(labels).rejects.toThrow("column hour: one label in two spellings, in rows 2 and 3");
    const columns = answer("hour,Hour,n\nam,am,39\n", { of, where, by: ["hour", "Hour"] });
    await expect(columns).rejects.toThrow("columns 1 and 2 of --by: one name in two spellings");
  });
});

/** What is known of two tables of the same cases: each count by name, what it is the sum of, and which were shown. */
interface World {
  counts: Map<string, number>;
  equations: Equation[];
}

const groups = ["J1", "J2", "J3"];
const teams = ["A", "B", "C"];

/** Cases by jurisdiction and team with every total, reckoned apart from the code under test. */
function worldOf(cells: readonly number[]): World {
  const counts = new Map<string, number>();
  const add = (name: string, count: number) => counts.set(name, (counts.get(name) ?? 0) + count);
  cells.forEach((count, place) => {
    const group = groups[Math.floor(place / teams.length)] ?? "";
    const team = teams[place % teams.length] ?? "";
    for (const name of [`${group},${team}`, `${group},Total`, `Total,${team}`, "Total,Total"])
      add(name, count);
  });
  const sum = (total: string, parts: string[]) => toEquation({ total, parts });
  const equations = [
    ...groups.map((group) =>
      sum(
        `${group},Total`,
        teams.map((team) => `${group},${team}`),
      ),
    ),
    ...teams.map((team) =>
      sum(
        `Total,${team}`,
        groups.map((group) => `${group},${team}`),
      ),
    ),
    sum(
      "Total,Total",
      groups.map((group) => `${group},Total`),
    ),
    sum(
      "Total,Total",
      teams.map((team) => `Total,${team}`),
    ),
  ];
  return { counts, equations };
}

describe("of any ledger and answer", () => {
  it("no small count of either can be placed, nor after the next release, and what was shown or hidden agrees", async () => {
    const count = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 40 }));
    let [made, wouldLeak] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(count, { minLength: 9, maxLength: 9 }), async (cells) => {
        ledger = join(temporaryFolderOf(made), "ledger");
        const { counts, equations } = worldOf(cells);
        const of = (name: string) => counts.get(name) ?? 0;
        const byJurisdiction = Object.fromEntries(groups.map((group) => [group, of(`${group},Total`)]));
        const byTeam = Object.fromEntries(teams.map((team) => [team, of(`Total,${team}`)]));
        const lines = groups.flatMap((group) =>
          teams.map((team) => `${group},${team},${of(`${group},${team}`)}`),
        );
        const text = `jurisdiction,team,n\n${lines.join("\n")}\n`;
        const by = ["jurisdiction", "team"];
        const shown = new Set<string>();
        const narrow = (known: ReadonlySet<string>) => {
          const hidden = new Set([...counts.keys()].filter((name) => !known.has(name) && of(name) > 0));
          const small = [...hidden].filter((name) => of(name) < threshold);
          return naiveNarrow(counts, hidden, equations, small, threshold);
        };
        const nameOf = ({ breakdown, group }: { breakdown: string; group: string }) =>
          breakdown === "" ? "Total,Total" : breakdown === "team" ? `Total,${group}` : `${group},Total`;
        const addShown = (safe: readonly string[]) => {
          for (const line of safe) if (!line.endsWith(",c")) shown.add(line.replace(/,\d+$/, ""));
        };
        try {
          const edition = [
            totalOf(of("Total,Total")),
            byGroup(decided, "jurisdiction", year, byJurisdiction),
          ];
          const first = await keepRelease(ledger, "2022-02", edition);
          for (const figure of first.figures) if (figure.status !== "c") shown.add(nameOf(figure));
          const alone = new Set(shown);
          for (const line of await answer(text, { by, isAlone: true, out: `alone${made}` }))
            if (!line.endsWith(",c")) alone.add(line.replace(/,\d+$/, ""));
          const safe = await answer(text, { by, out: `out${made}` });
          for (const figure of first.figures)
            expect(safe.includes(`${nameOf(figure)},c`)).toBe(figure.status === "c");
          addShown(safe);
          expect(await narrow(shown)).toEqual([]);
          if ((await narrow(alone)).length > 0) wouldLeak += 1;
          const later = [...edition, byGroup(decided, "team", year, byTeam)];
          const second = await keepRelease(ledger, "2022-03", later);
          for (const figure of second.figures) if (figure.status !== "c") shown.add(nameOf(figure));
          expect(await narrow(shown)).toEqual([]);
          made += 1;
        } catch (error) {
          // Too little is counted for anything to hide it.
          if (!String(error).includes("can't be made safe")) throw error;
        }
      }),
      { numRuns: 15, seed: 7 },
    );
    expect(made).toBeGreaterThan(8);
    console.info(`${made} answers: ${wouldLeak} would have given a small count away without the ledger`);
    expect(wouldLeak).toBeGreaterThan(0);
  });
});

const temporaryFolderOf = (place: number) => join(home, `run${place}-${performance.now()}`);
