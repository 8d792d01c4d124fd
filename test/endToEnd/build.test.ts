import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { canaryPatterns } from "../../data/demonstration/canaries.ts";
import { keyedColumns } from "../../loaders/contractColumns.ts";
import { openDatabase, query } from "../../loaders/database.ts";
import { contractOf } from "../../loaders/landing.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import type { Figure } from "../../src/measures/figure.ts";
import { readReport } from "../../src/report/savedReport.ts";
import { isLong } from "../gear.ts";
import { checkEveryDrill } from "./everyDrill.ts";
import { checkEveryExplanation } from "./everyExplanation.ts";
import {
  type BuiltOffice,
  builtLittle,
  builtOffice,
  builtPlan,
  candour,
  candourHere,
  candourWarm,
  fewMeasures,
  filesOf,
  hashesOf,
  isFolder,
  killWhenSaid,
  littleOffice,
  smallOffice,
} from "./office.ts";

const home = mkdtempSync(join(tmpdir(), "candour-office-"));
let built: BuiltOffice;
let extracts: string;
let out: string;

// The whole plan hides thousands of counts of so small an office, in each build.
const plan = "test/src/release/plan.yaml";

/** What is built twice, altered, killed and broken, here: in the long gear the whole office. */
const mine = join(home, "dist");
const landing = join(home, "landing");
const recent = littleOffice().extracts;
const buildArgs = (to = mine, from = recent) => [
  "build",
  "--extracts",
  from,
  "--landing",
  landing,
  "--plan",
  plan,
  "--settings",
  fewMeasures(),
  "--out",
  to,
];

async function readMeasureOf(folder: string, ...args: string[]): Promise<Figure[]> {
  const { stdout, stderr, code } = await candourHere([
    "measure",
    ...args,
    "--format",
    "json",
    "--out",
    folder,
  ]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Figure[];
}

const readMeasure = (...args: string[]) => readMeasureOf(out, ...args);

async function readCsv(path: string): Promise<Record<string, string>[]> {
  const connection = await (await openDatabase()).connect();
  return query(
    connection,
    `select * from read_csv('${path}', header = true, all_varchar = true, quote = '"', escape = '"', delim = ',')`,
  );
}

/** Every hash made by a landing folder's key that lies in it. */
async function hashesLanded(folder: string): Promise<Set<string>> {
  const connection = await (await openDatabase()).connect();
  const hashes = new Set<string>();
  for (const source of readSettings("data/sources.yaml").sources)
    for (const column of keyedColumns(contractOf(source))) {
      const files = `${folder}/${source.id}/*/rows.parquet`;
      const rows = await query<{ hash: string }>(
        connection,
        `select distinct ${column}_key as hash from read_parquet('${files}') where ${column}_key is not null`,
      );
      for (const { hash } of rows) hashes.add(hash);
    }
  return hashes;
}

/** Whether a file of the small office is among the extracts of what was built. */
const isReceived = (file: string) => existsSync(join(extracts, file));

beforeAll(async () => {
  built = await builtOffice();
  ({ extracts, out } = built);
  cpSync(built.landing, landing, { recursive: true });
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("what is loaded", () => {
  it("adds up for every file: rows read are rows loaded and rows quarantined", async () => {
    const loads = await readCsv(join(out, "loads.csv"));
    expect(loads.length).toBeGreaterThan(300);
    for (const { file, rows_read, rows_loaded, rows_quarantined, sha256, loaded_from, problem } of loads) {
      expect({ file, rows: Number(rows_read) }).toEqual({
        file,
        rows: Number(rows_loaded) + Number(rows_quarantined),
      });
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      if (problem?.startsWith("the same bytes as ")) expect(loaded_from).toBe(null);
      else expect(loaded_from).toMatch(/^(parsed|landed)$/);
    }
  });

  it("is loaded once where the same file came twice, and says which one", async () => {
    const loads = await readCsv(join(out, "loads.csv"));
    // In so small an office the reviews of a year so far are now and then those of the month before.
    const again = loads.filter(({ problem, source }) => problem !== null && source !== "visualfiles_reviews");
    const sent = [
      ["2016-03-10/telephony-2016-02.csv", "the same bytes as 2016-03-02/telephony-2016-02.csv", "0"],
      ["2019-04-09/msd-reviews-2019-03.xlsx", "the same bytes as 2019-04-01/msd-reviews-2019-03.xlsx", "0"],
    ].filter(([file = ""]) => isReceived(file));
    expect(again.map(({ file, problem, rows_read }) => [file, problem, rows_read])).toEqual(sent);
  });

  it("leaves every dirty row that was planted, and no other, in quarantine with its reason", async () => {
    const listed = async (path: string) =>
      (await readCsv(path))
        .filter(({ file = "" }) => isReceived(file))
        .map(({ source, file, row, column, reason }) => `${source} ${file} ${row} ${column ?? ""}: ${reason}`)
        .sort();
    const planted = await listed(join(smallOffice().extracts, ".planted.csv"));
    const quarantined = await listed(join(out, "internal/data/quarantine.csv"));
    expect(planted.length).toBeGreaterThan(isLong ? 200 : 100);
    expect(quarantined).toEqual(planted);
  });
});

describe("the figures the office has published", () => {
  const lists = ["2015-04-01", "2022-04-12"].map((day) => `data/demonstration/published-figures/${day}.csv`);

  it("come out of the commands exactly, from rows", async () => {
    const all = (await Promise.all(lists.map(readCsv))).flat();
    expect(all.length).toBeGreaterThan(20);
    for (const published of all) {
      const { Measure: measure = "", Period: period = "", Value: value, Part: part } = published;
      const where = published["Rows Of"];
      const [figure] = await readMeasure(measure, "--period", period, ...(where ? ["--where", where] : []));
      if (value === "not held") {
        expect(figure).toMatchObject({ measure, status: "x", value: null, numerator: null });
        expect(figure?.note).not.toBe("");
        continue;
      }
      const counted = figure?.[part === "numerator" || part === "denominator" ? part : "value"];
      const decimals = value?.split(".")[1]?.length ?? 0;
      expect([published, Number(counted?.toFixed(decimals))]).toEqual([published, Number(value)]);
      if (decimals === 0) expect(counted).toBe(Number(value));
      // December 2014 is the first month of a new telephone system. What was published is of a whole office: of a small
      // one's files it is an unusual size.
      const isUnusual = figure?.status === "p" && figure.note.startsWith("To be looked at: ");
      const isFirst = measure === "calls" && period === "2014-12";
      // In the short gear what came between was never received.
      const isBefore = !isLong && measure === "staff-deciding-outcomes" && period === "2015/16";
      if (isBefore) expect(figure?.note).toMatch(/^The cases extract for 2016\/17 \(VisualFiles\) is late, /);
      if (!isUnusual) expect(figure?.status).toBe(isFirst ? "b" : isBefore ? "p" : "");
    }
  });

  it("stand beside what is counted now, on their page and where a figure is explained", async () => {
    const { published, checks } = await readReport(out);
    const rows = (await Promise.all(lists.map(readCsv))).flat();
    expect(published).toHaveLength(rows.length);
    expect(published.filter(({ state }) => state !== "equal")).toEqual([]);
    expect(checks.find(({ id }) => id === "published_figures_reproduce")).toMatchObject({ rows: 0 });
    const page = readFileSync(join(out, "internal/published.html"), "utf8");
    expect(page).toContain(`Of ${rows.length} figures that the office has published`);
    const asked = ["explain", "calls", "--period", "2014-08", "--where", "line=0345 015 4033", "--out", out];
    const { stdout } = await candourHere(asked);
    expect(stdout).toMatch(/\nPublished before\n {2}2,648 {2}FOI request of February 2015 .* the same\n/);
  });

  it("put the positive calls at 0.34% of those that chose the option, so that 99.66% were not", async () => {
    const [figure] = await readMeasure(
      "calls-positive",
      "--period",
      "as-at",
      "--from",
      "2014-12-01",
      "--to",
      "2015-01-31",
    );
    expect((100 * (1 - Number(figure?.numerator) / Number(figure?.denominator))).toFixed(2)).toBe("99.66");
  });

  it("hold the request of 28 March 2022: due 27 April, answered 8 April, in time", async () => {
    const connection = await (await openDatabase()).connect();
    const rows = await query(
      connection,
      `select due_on::varchar as due_on, sent_on::varchar as sent_on, sent_on <= due_on as in_time
       from read_parquet('${out}/warehouse/marts/information_requests.parquet')
       where request_reference = 'HOTH 00000206'`,
    );
    expect(rows).toEqual([{ due_on: "2022-04-27", sent_on: "2022-04-08", in_time: true }]);
    const due = await candourHere(["due", "2022-03-28", "--days", "20", "--calendar", "uk-union"]);
    expect(due.stdout).toBe("2022-04-27\n");
  });
});

describe("the explanations", () => {
  it("come to each measure's figure, account for the rows of its period and name nobody", async () => {
    const { explained, accountedFor, problems } = await checkEveryExplanation(out, [
      "2021-06",
      "2020/21",
      "2022-03-30",
      "2014-06",
    ]);
    expect(problems).toEqual([]);
    expect(explained).toBeGreaterThan(isLong ? 60 : 30);
    expect(accountedFor).toBeGreaterThan(isLong ? 50 : 25);
  });

  it("of the published figures end in the same numbers, and say which file they came from", async () => {
    const emails = await candourHere([
      "explain",
      "emails",
      "--period",
      "2014-12-14 to 2015-02-11",
      "--out",
      out,
    ]);
    expect(emails.stdout).toMatch(/\n60 rows counted in: numerator 475 \(60 rows that stand for 475\)\.\n$/);
    const file = "2015-04-01/mailboxes-2014-15.csv";
    const sha256 = createHash("sha256")
      .update(readFileSync(join(extracts, file)))
      .digest("hex");
    expect(emails.stdout).toMatch(new RegExp(`2015-04-01  ${file} .* ${sha256}\\n`));
    const staff = await candourHere([
      "explain",
      "caseworkers",
      "--period",
      "2022-03-30",
      "--format",
      "json",
      "--out",
      out,
    ]);
    expect(JSON.parse(staff.stdout)).toMatchObject({
      figure: { numerator: 298 },
      explanation: { rows: 298 },
    });
  });

  it("of what isn't held say why and stop", async () => {
    const asked = ["explain", "calls-positive", "--period", "2014-11", "--out", out];
    const { stdout, code } = await candourHere(asked);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nNot held: The telephone system changed .*\n$/);
    expect(stdout).not.toContain("SQL");
  });
});

describe("what opens a figure up", () => {
  it("has the figures of figures.csv, rows that add up to them, and names nobody", async () => {
    const numbered = (text: string | null | undefined) => (text ? Number(text) : null);
    const figures = (await readCsv(join(out, "internal/data/figures.csv"))).map((row) => ({
      measure: row.measure ?? "",
      period: row.period ?? "",
      breakdown: row.breakdown ?? "",
      group: row.group ?? "",
      value: numbered(row.value),
      numerator: numbered(row.numerator),
    }));
    const { files, added, problems } = checkEveryDrill(out, figures);
    expect(problems).toEqual([]);
    expect(files).toBeGreaterThan(500);
    expect(files).toBeLessThan(2500);
    expect(added).toBeGreaterThan(2000);
  });
});

describe("the public edition", () => {
  it("holds nobody: no name, number or address that was planted is in a file of it or in the log", () => {
    const files = filesOf(join(out, "public")).map((name) => ({ name, path: join(out, "public", name) }));
    const texts = [
      { name: "the log", text: built.said },
      ...files.map(({ name, path }) => ({ name, text: `${name}\n${readFileSync(path, "latin1")}` })),
    ];
    const canaries = canaryPatterns();
    const leaks = texts.flatMap(({ name, text }) =>
      canaries.filter(({ pattern }) => pattern.test(text)).map(({ kind }) => `${name}: ${kind}`),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(leaks).toEqual([]);
  });

  it("and the internal one hold neither the key of what has landed nor a hash made by it", async () => {
    const key = readFileSync(join(built.landing, "key"), "utf8").trim();
    const hashes = await hashesLanded(built.landing);
    const found = ["public", "internal"].flatMap((edition) =>
      filesOf(join(out, edition)).flatMap((name) => {
        const text = readFileSync(join(out, edition, name), "latin1");
        const words = text.match(/[0-9a-f]{16,64}/g) ?? [];
        return words.some((word) => word === key || hashes.has(word)) ? [`${edition}/${name}`] : [];
      }),
    );
    expect(found).toEqual([]);
  });

  it("says on every page that it is a preview", () => {
    const pages = filesOf(join(out, "public")).filter((name) => name.endsWith(".html"));
    const silent = pages.filter(
      (name) =>
        !readFileSync(join(out, "public", name), "utf8").includes("Preview: made by a build, not released."),
    );
    expect(silent).toEqual([]);
  });

  it("has only what the plan publishes, and hides what is below the threshold", async () => {
    const figures = await readCsv(join(out, "public/data/figures.csv"));
    expect(figures.length).toBeGreaterThan(isLong ? 1000 : 500);
    const published = new Set(
      figures.map(({ measure, breakdown }) => `${measure} by ${breakdown || "total"}`),
    );
    const plan = parse(readFileSync(builtPlan, "utf8")) as {
      measures: Record<string, object>;
      known?: { measure: string }[];
      about_office?: string[];
    };
    const { measures, known = [], about_office = [] } = plan;
    const planned = Object.entries(measures).flatMap(([id, breakdowns]) =>
      Object.keys(breakdowns).map((breakdown) => `${id} by ${breakdown}`),
    );
    expect([...published].sort()).toEqual(planned.sort());
    const isShownSmall = new Set([...known.map(({ measure }) => measure), ...about_office]);
    for (const { measure = "", numerator, denominator, status, value } of figures) {
      if (status === "c" || status === "x") expect(value).toBe(null);
      if (isShownSmall.has(measure)) continue;
      for (const count of [numerator, denominator]) {
        if (count) expect(Number(count) === 0 || Number(count) >= 5).toBe(true);
      }
    }
    expect(figures.some(({ status }) => status === "c")).toBe(true);
  });

  it("has canaries to find: the same search of the extracts finds every kind", () => {
    const texts = filesOf(extracts)
      .filter((name) => /\.(csv|jsonl)$/.test(name))
      .map((name) => readFileSync(join(extracts, name), "latin1"));
    const found = canaryPatterns().filter(({ pattern }) =>
      texts.some((text) => new RegExp(pattern.source).test(text)),
    );
    expect(found.map(({ kind }) => kind)).toEqual(canaryPatterns().map(({ kind }) => kind));
  });
});

describe("the internal edition", () => {
  it("names only those a register’s mapping says may be shown, on the pages of the registers", async () => {
    const connection = await (await openDatabase()).connect();
    const shown = await query<{ name: string; register: string }>(
      connection,
      `select shown_sender_name as name, register from read_parquet('${out}/warehouse/marts/register_items.parquet')
       where shown_sender_name is not null`,
    );
    expect(new Set(shown.map(({ register }) => register))).toEqual(new Set(["MP correspondence"]));
    const allowed = new Set(shown.map(({ name }) => name.toLowerCase()));
    const canaries = canaryPatterns().map(({ kind, pattern }) => ({
      kind,
      pattern: new RegExp(pattern.source, `${pattern.flags}g`),
    }));
    const found = filesOf(join(out, "internal")).flatMap((name) => {
      // Three coordinates of a line drawn may look like a number of anything.
      const text = readFileSync(join(out, "internal", name), "utf8").replace(/ d="M[\d.\sA-Za-z-]*"/g, "");
      return canaries.flatMap(({ kind, pattern }) =>
        [...text.matchAll(pattern)].map(([match]) => ({
          name,
          kind,
          isAllowed: kind === "name" && name.startsWith("registers/") && allowed.has(match.toLowerCase()),
        })),
      );
    });
    expect(found.filter(({ isAllowed }) => !isAllowed)).toEqual([]);
    expect(found.length).toBeGreaterThan(5);
  });
});

describe("a second build", () => {
  beforeAll(async () => {
    if (isLong) cpSync((await builtLittle()).out, mine, { recursive: true });
    else expect(await candourWarm(buildArgs())).toMatchObject({ code: 0 });
  });

  it("parses nothing and gives the same bytes, also with the network cut", async () => {
    const again = join(home, "again");
    const ran = candour(buildArgs(again), ["unshare", "-rn"]);
    expect(ran).toMatchObject({ code: 0 });
    const loads = await readCsv(join(again, "loads.csv"));
    const own = loads.filter(({ problem }) => !problem?.startsWith("the same bytes as "));
    expect(new Set(own.map(({ loaded_from }) => loaded_from))).toEqual(new Set(["landed"]));
    // loads.csv says what was parsed, and candour.json holds its hash.
    const { "loads.csv": _first, "candour.json": _one, ...before } = hashesOf(mine);
    const { "loads.csv": _second, "candour.json": _two, ...after } = hashesOf(again);
    expect(after).toEqual(before);
  });

  it("parses the one file that changed, and the site shows the new figure", async () => {
    const changed = join(home, "changed");
    cpSync(recent, changed, { recursive: true });
    const file = join(changed, "2022-04-02/telephony-2022-03.csv");
    const lines = readFileSync(file, "utf8").trimEnd().split(/\r?\n/);
    const extra = lines
      .filter((line) => line.includes("T10:"))
      .slice(0, 3)
      .map((line, index) => line.replace(/^[^,]+/, `EXTRA-${index}`));
    expect(extra).toHaveLength(3);
    writeFileSync(file, `${[...lines, ...extra].join("\r\n")}\r\n`);
    const [before] = await readMeasureOf(mine, "calls", "--from", "2022-03-01");
    const page = readFileSync(join(mine, "internal/measures/calls.html"), "utf8");
    mkdirSync(`${mine}.stopped`);
    expect(await candourWarm(buildArgs(mine, changed))).toMatchObject({ code: 0 });
    expect(isFolder(`${mine}.stopped`)).toBe(false);
    const [after] = await readMeasureOf(mine, "calls", "--from", "2022-03-01");
    expect(after?.value).toBe(Number(before?.value) + 3);
    const loads = await readCsv(join(mine, "loads.csv"));
    expect(loads.filter(({ loaded_from }) => loaded_from === "parsed")).toMatchObject([
      { file: expect.stringContaining("telephony-2022-03.csv") },
    ]);
    const shown = Number(after?.value).toLocaleString("en-GB");
    expect(page).not.toContain(`>${shown}<`);
    expect(readFileSync(join(mine, "internal/measures/calls.html"), "utf8")).toContain(shown);
  });
});

/** What a build says as it goes on, where it is killed. */
const stages = [
  "Extracts: ",
  "Models: ",
  "Figures: ",
  "Public site: ",
  "Behind the figures: ",
  "Internal site: ",
];

describe("a build that doesn't end well", () => {
  it("leaves the previous output whole when it is killed, whenever that is", async () => {
    const before = hashesOf(mine);
    for (const stage of isLong ? stages : ["Figures: "]) {
      await killWhenSaid([...buildArgs(), "--again"], stage);
      expect({ stage, same: hashesOf(mine) }).toEqual({ stage, same: before });
    }
  });

  it("leaves the previous output whole when a blocking check fails, says which, and clears up after those killed", async () => {
    const broken = join(home, "broken");
    cpSync(recent, broken, { recursive: true });
    const file = join(broken, "2022-04-02/telephony-2022-03.csv");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/\r?\n[^,\r\n]+,/g, "\r\n,"));
    const before = hashesOf(mine);
    const ran = await candourWarm(buildArgs(mine, broken));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain("files_mostly_loaded");
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    expect(hashesOf(mine)).toEqual(before);
    const leftovers = readdirSync(dirname(mine)).filter((name) => name.startsWith("dist."));
    expect(leftovers).toEqual(["dist.stopped"]);
    expect(ran.stderr).toMatch(/telephony-2022-03\.csv: [\d,]+ of [\d,]+ rows set aside/);
    expect(ran.stderr).toContain("telephony-2022-03.csv: call_id missing, rows 2, 3, 4 and ");
  });

  it("goes on without a file that can't be read, says so, and ends with code 1", async () => {
    const partial = join(home, "partial");
    const isKept = (path: string) => isLong || !/\.\w+$/.test(path) || /telephony|registers/.test(path);
    cpSync(recent, partial, { recursive: true, filter: isKept });
    const file = join(partial, "2022-04-02/telephony-2022-03.csv");
    writeFileSync(file, readFileSync(file, "utf8").replace("wrap_up_code", "wrapup"));
    const elsewhere = join(home, "elsewhere");
    const ran = await candourWarm(buildArgs(elsewhere, partial));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/telephony-2022-03.csv can't be loaded.\n\s+missing column: wrap_up_code/);
    expect(isFolder(join(elsewhere, "public"))).toBe(true);
    const figures = await readMeasureOf(elsewhere, "calls", "--from", "2022-02-01");
    expect(figures.map(({ period, status }) => [period, status])).toEqual([
      ["2022-02", ""],
      ["2022-03", "x"],
    ]);
  });
});

describe("the commands", () => {
  it.each([
    [["measure", "cals"], "unknown measure: cals"],
    [["measure", "calls", "--by", "lines"], "unknown dimension: lines"],
    [["measure", "calls", "--where", "line=999"], "has no rows with line '999'"],
    [["measure", "calls", "--from", "2014-13-01"], "must be a day that exists"],
    [["explain", "cals", "--period", "2021-06"], "unknown measure: cals"],
    [["explain", "calls", "--period", "June 2021"], "unknown period: June 2021"],
    [["explain", "calls", "--period", "2031-01"], "The calendar holds no 2031-01."],
    [["explain", "calls", "--period", "2021-06", "--where", "line=999"], "has no rows with line '999'"],
    [["due", "2031-01-01", "--days", "20"], "the calendar runs from 2012-01-01 to 2028-12-31"],
    [["build", "--extracts", join(home, "nowhere")], "there is no such folder"],
  ])("say what is wrong: %s", async (args, message) => {
    const ran = await candourHere([...args, ...(args[0] === "due" ? [] : ["--out", out])]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });

  it("list what has changed since a month's build, which left its record", async () => {
    const { out: little, ...office } = await builtLittle();
    const asked = [
      "restate",
      "--measure",
      "feedback-closed-20wd",
      "--extracts",
      office.extracts,
      "--landing",
      office.landing,
      "--history",
      join(dirname(little), "history"),
    ];
    const ran = await candourHere([...asked, "--since", "2022-02", "--format", "json"]);
    expect(ran.code).toBe(0);
    const changed = JSON.parse(ran.stdout) as { period: string; breakdown: string; why: string }[];
    expect(changed).toContainEqual(
      expect.objectContaining({ period: "2022-02", breakdown: "", why: "late data" }),
    );
    expect(ran.stderr).toContain("No build of that month left a record");
    const since = await candourHere([...asked, "--since", "2022-03"]);
    expect(since).toMatchObject({ code: 0, stdout: "" });
    expect(since.stderr).toContain("Totals then are those that month's build recorded");
    expect((await candourHere([...asked, "--since", "2022-13"])).stderr).toContain(
      "must be a month, as yyyy-mm",
    );
  });

  it("draw the models in the order they are built", async () => {
    const { stdout } = await candourHere(["models"]);
    expect(stdout).toContain("feedback ← calendar.days, calendar.last_days, staging.feedback");
    expect(stdout).toContain("feedback-closed-20wd ← marts.feedback");
  });
});
