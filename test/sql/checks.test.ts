import { beforeAll, describe, expect, it } from "vitest";
import { DataError } from "../../loaders/dataError.ts";
import { saysRows } from "../../src/release/publicNotes.ts";
import { type CheckResult, readDoubts, runChecks, stopIfBlocked } from "../../src/warehouse/checks.ts";
import { caseworkChecks } from "./checkCases/casework.ts";
import { contactChecks } from "./checkCases/contact.ts";
import { feedbackChecks } from "./checkCases/feedback.ts";
import { filesChecks } from "./checkCases/files.ts";
import { file, type Given } from "./checkCases/given.ts";
import { qualityChecks } from "./checkCases/quality.ts";
import { registersChecks } from "./checkCases/registers.ts";
import { fillWarehouse, openEmptyWarehouse, type TestWarehouse } from "./warehouse.ts";

const cases = {
  ...filesChecks,
  ...contactChecks,
  ...caseworkChecks,
  ...feedbackChecks,
  ...qualityChecks,
  ...registersChecks,
};

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

async function rowsFound(id: string, given: Given): Promise<number | undefined> {
  await fillWarehouse(warehouse, given, [`checks.${id}`]);
  const own = warehouse.models.filter(({ name }) => name === `checks.${id}`);
  const [result] = await runChecks(warehouse.connection, own);
  return result?.rows;
}

describe("the checks", () => {
  it("each have cases here, and a title, a severity and an owner", async () => {
    await fillWarehouse(warehouse, {});
    const results = await runChecks(warehouse.connection, warehouse.models);
    expect(results.map(({ id }) => id).sort()).toEqual(Object.keys(cases).sort());
    expect(results.filter(({ title, owner }) => title === "" || owner === "")).toEqual([]);
  });

  it("find nothing where there is nothing", async () => {
    await fillWarehouse(warehouse, {});
    const results = await runChecks(warehouse.connection, warehouse.models);
    expect(results.filter(({ rows }) => rows > 0)).toEqual([]);
  });

  const list = (kind: "breaks" | "keeps") =>
    Object.entries(cases).flatMap(([id, one]) =>
      one[kind].map(([title, given]) => [id, title, given] as const),
    );

  it.each(list("breaks"))("%s finds %s", async (id, _title, given) => {
    expect(await rowsFound(id, given)).toBe(1);
  });

  it.each(list("breaks"))(
    "%s says to the public nothing of how many, where it doubts %s",
    async (id, _title, given) => {
      await fillWarehouse(warehouse, given, [`checks.${id}`]);
      const own = warehouse.models.filter(({ name }) => name === `checks.${id}`);
      const doubts = await readDoubts(warehouse.connection, own);
      for (const { reason, public_reason } of doubts) {
        expect(public_reason.startsWith(reason.split(/[ :]/)[0] ?? "")).toBe(true);
        expect(saysRows(public_reason)).toBe(false);
        expect(public_reason === reason).toBe(!saysRows(reason));
      }
    },
  );

  it("names the files that break a rule about files, with counts, and nothing else", async () => {
    await fillWarehouse(warehouse, file("2000", "900", "1100"));
    const results = await runChecks(warehouse.connection, warehouse.models);
    expect(results.flatMap(({ names }) => names)).toEqual([
      expect.stringMatching(/: 1,100 of 2,000 rows set aside$/),
    ]);
  });

  it.each(list("keeps"))("%s passes %s", async (id, _title, given) => {
    expect(await rowsFound(id, given)).toBe(0);
  });
});

describe("a check that finds rows", () => {
  const result = (severity: CheckResult["severity"], rows: number): CheckResult => ({
    id: "rows_add_up",
    title: "every row read is loaded or quarantined",
    owner: "Analyst",
    severity,
    rows,
    names: ["2022-04-02/calls.csv: 3 read, 1 loaded, 1 set aside"],
  });

  it("stops the build when it is blocking, naming the check, its rows and its owner", () => {
    const stop = () => stopIfBlocked([result("warning", 3), result("blocking", 2)]);
    expect(stop).toThrow(DataError);
    expect(stop).toThrow(
      [
        "The build stops: a blocking check found rows that break its rule.",
        "  rows_add_up: 2 rows; every row read is loaded or quarantined (owner: Analyst)",
        "  2022-04-02/calls.csv: 3 read, 1 loaded, 1 set aside",
        "The last good output stands.",
      ].join("\n"),
    );
  });

  it("doesn't stop it when it warns, nor when there is nothing to find", () => {
    expect(() => stopIfBlocked([result("warning", 3), result("blocking", 0)])).not.toThrow();
  });
});
