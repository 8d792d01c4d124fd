import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Manifest } from "../../src/pack/manifest.ts";
import { isLong } from "../gear.ts";
import {
  candour,
  candourHere,
  candourWarm,
  fewMeasures,
  hashesOf,
  killWhenSaid,
  recentOffice,
} from "./office.ts";

const home = mkdtempSync(join(tmpdir(), "candour-meeting-"));
const { extracts, landing } = recentOffice();
const packs = join(home, "packs");
const month = "2022-02";

const packArgs = (out: string, from: string, ...more: string[]) => [
  "pack",
  "--month",
  month,
  "--extracts",
  from,
  "--landing",
  landing,
  "--out",
  out,
  // Builds of others that share the landing leave their records beside it.
  "--settings",
  fewMeasures(),
  "--history",
  join(home, "history"),
  ...more,
];

const readPack = (out: string) =>
  Manifest.parse(JSON.parse(readFileSync(join(out, month, "manifest.json"), "utf8")));

beforeAll(() => {
  const ran = candour(packArgs(packs, extracts), ["unshare", "-rn"]);
  expect(ran).toMatchObject({ code: 0, stdout: "" });
  expect(ran.stderr).toContain("February 2022 is packed and sealed: figures as at 28 February 2022");
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("the pack of a month, from extracts that go on after it", () => {
  it("is made of what had come by the day the month was complete, the network cut", () => {
    const { received_by, as_at, extracts: read } = readPack(packs);
    expect({ received_by, as_at }).toEqual({ received_by: "2022-03-12", as_at: "2022-02-28" });
    expect(read.length).toBeGreaterThan(isLong ? 300 : 15);
    expect(read.filter(({ file }) => file.slice(0, 10) > received_by)).toEqual([]);
  });

  it("is the same, but for the time, from the extracts there were then", async () => {
    const then = join(home, "then");
    const later = (path: string) => /\d{4}-\d{2}-\d{2}$/.test(path) && path.slice(-10) > "2022-03-12";
    cpSync(extracts, then, { recursive: true, filter: (path) => !later(path) });
    expect(readdirSync(then).length).toBeLessThan(readdirSync(extracts).length);
    const elsewhere = join(home, "elsewhere");
    expect(await candourWarm(packArgs(elsewhere, then))).toMatchObject({ code: 0 });
    const [here, there] = [readPack(packs), readPack(elsewhere)];
    expect({ ...there, made_at: here.made_at }).toEqual(here);
  });

  it("refuses to be made again, and says by what and when it was sealed and what to do", async () => {
    const before = hashesOf(packs);
    const ran = await candourHere(packArgs(packs, extracts));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/^The pack of February 2022 is sealed: .*\n {2}made by Candour \d/);
    expect(ran.stderr).toContain("from the extracts received by 12 March 2022");
    expect(ran.stderr).toContain('--reissue "REASON"');
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    expect(hashesOf(packs)).toEqual(before);
  });

  it("stands as it was when a reissue is killed, whenever that is", async () => {
    const before = hashesOf(packs);
    for (const stage of isLong ? ["Extracts: ", "Models: ", "Figures: "] : ["Figures: "]) {
      await killWhenSaid(packArgs(packs, extracts, "--reissue", "Killed"), stage);
      expect({ stage, same: hashesOf(join(packs, month)) }).toEqual({
        stage,
        same: Object.fromEntries(
          Object.entries(before).map(([name, hash]) => [name.slice(month.length + 1), hash]),
        ),
      });
    }
  });

  it("can be reissued from what came later, says what changed and keeps the one before", async () => {
    const before = hashesOf(join(packs, month));
    const reason = "The extracts of March were in";
    const ran = await candourWarm(packArgs(packs, extracts, "--reissue", reason, "--as-at", "2022-04-12"));
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain(`Reissue 1: ${reason}. The pack before is in earlier/1.`);
    expect(ran.stderr).toMatch(/Changed: .*figures\.csv.*; [\d,]+ figures?\.\nmeasure +period/);
    const { as_at, received_by, reissues } = readPack(packs);
    expect({ as_at, received_by }).toEqual({ as_at: "2022-02-28", received_by: "2022-04-12" });
    expect(reissues[0]?.changed.figures.length).toBeGreaterThan(0);
    expect(hashesOf(join(packs, month, "earlier/1"))).toEqual(before);
    expect(readdirSync(packs)).toEqual([month]);
  });
});

describe("a pack that can't be made", () => {
  it.each([
    ["2022-04", "it has no extract received by 31 May 2022"],
    ["2022-13", "must be a month, as yyyy-mm"],
  ])("says why: %s", async (asked, message) => {
    const ran = await candourHere(["pack", "--month", asked, "--extracts", extracts, "--out", packs]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });
});
