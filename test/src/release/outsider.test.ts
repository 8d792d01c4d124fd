import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Flow, type Identity, placeHidden } from "./outsider.ts";

const home = mkdtempSync(join(tmpdir(), "candour-outsider-"));
let number = 0;

afterAll(() => rmSync(home, { recursive: true }));

const heading =
  "measure,period,period_start,period_end,breakdown,group,numerator,denominator,unit,status,note";

/** Writes a release of the lines given: measure, period, breakdown, group, numerator, denominator, unit, status. */
function published(lines: readonly string[]): string {
  const folder = join(home, `${number++}`);
  mkdirSync(join(folder, "data"), { recursive: true });
  const rows = lines.map((line) => {
    const [measure, period = "", ...rest] = line.split("|");
    const [year = 0, month = 0] = period.split("-").map(Number);
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    return [measure, period, `${period}-01`, last, ...rest, '"said, of it"'].join(",");
  });
  writeFileSync(join(folder, "data", "figures.csv"), [heading, ...rows, ""].join("\r\n"));
  return folder;
}

const placedIn = async (folders: string[], identities: Identity[] = [], flows: Flow[] = []) =>
  (await placeHidden(folders, identities, 5, flows)).placed.map(
    ({ count, lower, upper }) => `${count} ${lower}–${upper}`,
  );

const groups = ["A", "B", "C", "D", "E"].map((group) => `calls|2021-06|line|${group}|||calls|c`);

it("an outsider places five that are one each, and none whose total is hidden", async () => {
  expect(await placedIn([published(["calls|2021-06|||5||calls|", ...groups])])).toHaveLength(5);
  expect(await placedIn([published(["calls|2021-06|||||calls|c", ...groups])])).toEqual([]);
});

it("an outsider takes a numerator from what it is a share of, and a sum from another measure", async () => {
  const rows = [
    "decided|2021-06|||12|20|percent|",
    "accepted|2021-06|||17||reviews|",
    "declined|2021-06|||||reviews|c",
  ];
  const identity = ["decided denominator", "accepted numerator", "declined numerator"];
  expect(await placedIn([published(rows)], [identity])).toEqual(["declined numerator|2021-06 3–3"]);
  expect(await placedIn([published(rows)])).toEqual([]);
});

it("an outsider takes what came from what was there before, is there after and went", async () => {
  const open = (month: string, count: number) => `open|${month}|||${count}||cases|`;
  const rows = [
    open("2021-05", 120),
    open("2021-06", 118),
    "received|2021-06|||40||cases|",
    "reopened|2021-06|||||cases|c",
    "closed|2021-06|||45||cases|",
  ];
  const flow = {
    stock: "open numerator",
    came: ["received numerator", "reopened numerator"],
    went: ["closed numerator"],
  };
  expect(await placedIn([published(rows)], [], [flow])).toEqual(["reopened numerator|2021-06 3–3"]);
  expect(await placedIn([published(rows)])).toEqual([]);
  const hidden = rows.map((row) => row.replace("|||45||cases|", "|||||cases|c"));
  expect(await placedIn([published(hidden)], [], [flow])).toEqual([]);
  const unpublished = rows.filter((row) => !row.startsWith("reopened"));
  expect(await placedIn([published(unpublished)], [], [flow])).toEqual(["reopened numerator|2021-06 3–3"]);
  const none = unpublished.map((row) => row.replace("|||40|", "|||43|"));
  expect(await placedIn([published(none)], [], [flow])).toEqual([]);
});

it("an outsider reads all releases together", async () => {
  const release = (total: string, first: string) =>
    published([
      `calls|2021-06|||${total}||calls|${total === "" ? "c" : ""}`,
      `calls|2021-06|line|A|${first}||calls|${first === "" ? "c" : ""}`,
      "calls|2021-06|line|B|||calls|c",
    ]);
  const [one, other] = [release("", "9"), release("12", "")];
  expect(await placedIn([one])).toEqual([]);
  expect(await placedIn([other])).toEqual([]);
  expect(await placedIn([one, other])).toEqual(["calls numerator by line=B|2021-06 3–3"]);
});
