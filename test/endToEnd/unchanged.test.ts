import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFiles } from "../folders.ts";
import { isLong } from "../gear.ts";
import {
  candour,
  candourWarm,
  fewMeasures,
  filesOf,
  hashesOf,
  type Ran,
  smallOffice,
  startCandour,
} from "./office.ts";

const home = mkdtempSync(join(tmpdir(), "candour-unchanged-"));
const out = join(home, "dist");
const plan = join(home, "plan.yaml");
const args = (...more: string[]) => [
  "build",
  "--extracts",
  join(home, "extracts"),
  "--landing",
  join(home, "landing"),
  "--out",
  out,
  "--plan",
  plan,
  "--settings",
  fewMeasures(),
  ...more,
];

let first: Ran;

/** Three months of calls, a file that nothing claims, and a plan that can't be used: the build ends with code 1. */
beforeAll(async () => {
  const office = smallOffice();
  for (const file of filesOf(office.extracts).filter((name) => /telephony-2022-0[1-3]\.csv$/.test(name))) {
    writeFiles(home, { [`${dirname(`extracts/${file}`)}/stray.csv`]: "" });
    cpSync(join(office.extracts, file), join(home, "extracts", file));
  }
  writeFileSync(
    plan,
    readFileSync("test/src/release/plan.yaml", "utf8").replace("caseworkers:", "casworkers:"),
  );
  first = await candourWarm(args());
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

const wordsOf = ({ stderr }: Ran) =>
  stderr.slice(stderr.indexOf("  rows read")).replace(/\(\d+ parsed, \d+ already landed\)/, "");

/** The same extracts, landing and plan. */
const same = ["--extracts", join(home, "extracts"), "--landing", join(home, "landing"), "--plan", plan];

describe("an office of which nothing is loaded but calls, with a publication plan that can’t be used", () => {
  it("has its internal site and what was loaded, is told why there is no public one, and ends with code 1", () => {
    expect(first.code).toBe(1);
    expect(first.stderr).toMatch(
      /There is no public preview; the internal site is whole\.\n.*plan\.yaml can't be used\.\n {2}measures, casworkers: unknown measure/,
    );
    expect(first.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(out, "public"))).toBe(false);
    const loads = readFileSync(join(out, "loads.csv"), "utf8").trim().split("\n");
    expect(loads.filter((line) => line.startsWith("telephony_calls,"))).toHaveLength(3);
    expect(loads.filter((line) => line.includes("stray.csv"))).toHaveLength(3);
    expect(loads).toHaveLength(1 + 3 + 3);
    expect(readFileSync(join(out, "internal/index.html"), "utf8")).toContain("Assurance brief, March 2022");
    expect(existsSync(join(out, "warehouse/marts"))).toBe(true);
  });

  it("is refused a release", async () => {
    const released = await candourWarm([
      "release",
      "--month",
      "2022-03",
      "--signed-by",
      "Head of Statistics",
      "--dry-run",
      ...same,
      "--out",
      join(home, "releases"),
      "--ledger",
      join(home, "ledger"),
      "--packs",
      join(home, "packs"),
    ]);
    expect(released.code).toBe(1);
    expect(released.stderr).toContain("casworkers: unknown measure");
  });

  if (isLong)
    it("has a pack, which says what is missing", async () => {
      const packs = join(home, "packs");
      const packed = await candourWarm(["pack", "--month", "2022-03", ...same.slice(0, 4), "--out", packs]);
      expect(packed.stderr).not.toMatch(/\n\s+at /);
      expect(packed.code).toBe(0);
      const agenda = readFileSync(join(packs, "2022-03/agenda.txt"), "utf8");
      expect(agenda).toContain("sources never received");
      expect(agenda).toContain("not held. None has a figure, so nothing can be told of any.");
      expect(agenda).not.toMatch(/All \d+ sources are complete|none off target/);
    });
});

describe("a build of what hasn't changed", () => {
  it("says so, and what the build it stands for said, with its exit code", () => {
    expect(first).toMatchObject({ code: 1, stderr: expect.stringContaining("There is no public preview") });
    const before = hashesOf(out);
    const again = candour(args());
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(
      /^\nNothing has changed since this was built on \d+ \w+ \d{4}: figures to 2022-03-31\. --again builds it all the same\.\n/,
    );
    expect(again.stderr).not.toContain("Models:");
    expect(wordsOf(again)).toBe(wordsOf(first));
    expect(hashesOf(out)).toEqual(before);
  });

  it("is served at once", async () => {
    const child = startCandour(["start", ...args("--port", "0").slice(1)]);
    let said = "";
    await new Promise<void>((done, fail) => {
      child.once("close", () => fail(new Error(said)));
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes("Ctrl+C stops it")) done();
      });
    });
    child.removeAllListeners("close");
    child.kill();
    expect(said).toMatch(/Nothing has changed[\s\S]*The internal site is at http:\/\/127\.0\.0\.1:\d+/);
  });
});

describe("a build that is served", () => {
  it("says what is being made, then gives the brief, and in the end all that it links to", async () => {
    const child = startCandour(["start", ...args("--port", "0", "--again").slice(1)]);
    let said = "";
    const hears = (words: string) =>
      new Promise<void>((done, fail) => {
        const listen = () => {
          if (said.includes(words)) done();
        };
        child.stderr.on("data", listen);
        child.once("close", () => fail(new Error(said)));
        listen();
      });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    try {
      await hears("as soon as it stands");
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? "";
      // A connection kept would be closed while the build keeps the process busy.
      const ask = (path: string) => fetch(`${address}${path}`, { headers: { connection: "close" } });
      const before = await ask("/");
      expect([before.status, before.headers.get("refresh")]).toEqual([503, "2"]);
      expect(await before.text()).toMatch(/^The site is being made: /);
      await hears("The brief is at");
      const brief = await ask("/");
      expect(brief.status).toBe(200);
      expect(await brief.text()).toContain("Assurance brief");
      await hears("Ctrl+C stops it");
      expect((await ask("/data/figures.csv")).status).toBe(200);
      expect((await ask("/nothing")).status).toBe(404);
    } finally {
      child.removeAllListeners("close");
      child.kill();
    }
  });
});

describe("a build over an output that isn’t whole", () => {
  const wholeBut = (...names: string[]) => {
    const made = hashesOf(out);
    return Object.fromEntries(
      Object.entries(made).filter(([name]) => ![...names, "candour.json"].includes(name)),
    );
  };

  it("makes pages alone of what is there as it was written, to the same bytes, and warns again", async () => {
    const clean = wholeBut();
    truncateSync(join(out, "internal/index.html"), 1000);
    const ran = await candourWarm(args());
    expect(ran.code).toBe(1);
    expect(ran.stderr).not.toContain("Models:");
    expect(ran.stderr).toMatch(
      /\nFigures to 2022-03-31, in \d+ seconds: as they were, for pages alone have changed\.\n/,
    );
    expect(wordsOf(ran)).toBe(wordsOf(first));
    expect(wholeBut()).toEqual(clean);
    expect(candour(args()).stderr).toContain("Nothing has changed");
  });

  it("reads the extracts again where what was read is cut off, to the same bytes", async () => {
    const clean = wholeBut("loads.csv");
    truncateSync(join(out, "warehouse/report.json.gz"), 1000);
    const ran = await candourWarm(args());
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining("Models:") });
    expect(wholeBut("loads.csv")).toEqual(clean);
  });
});
