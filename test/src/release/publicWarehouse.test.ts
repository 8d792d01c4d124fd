import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, it } from "vitest";
import { readPublicWarehouse, writePublicWarehouse } from "../../../src/release/publicWarehouse.ts";
import { publicContent } from "./publicContent.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-public-"));

afterAll(() => rmSync(folder, { recursive: true }));

it("a public warehouse holds what was written, but for how a measure is worked out", async () => {
  const file = join(folder, "same.duckdb");
  const revision = {
    measure: "calls",
    period: "2022-01",
    breakdown: "",
    group: "",
    unit: "calls",
    released: "2022-02",
    was: 40,
    is: null,
    status: "c",
    why: "late",
  };
  const content = {
    ...publicContent,
    reissue: { on: "2022-04-20", reason: "A late file" },
    replaced: [{ number: 1, on: "2022-04-12", reason: "", address: null, revisions: [revision] }],
  };
  await writePublicWarehouse(file, content);
  const read = await readPublicWarehouse(file);
  expect(read.figures).toEqual(publicContent.figures);
  expect(read).toEqual({
    ...content,
    measures: publicContent.measures.map((measure) => ({
      ...measure,
      file: "",
      sql: "",
      divisor: null,
      framing: null,
    })),
  });
});

it.each([
  ["a status there isn't", "update figures set status = 'q' where rowid = 0", /status/],
  ["a period of no kind", "update figures set period_kind = 'fortnight' where rowid = 0", /period_kind/],
  [
    "a measure with its query",
    'update measures set definition = json_merge_patch(definition, \'{"sql": "select 1"}\')',
    /sql/,
  ],
  ["a plan without a threshold", "update about set plan = '{}'", /threshold/],
  [
    "a table with a column more",
    "alter table breaks add column author varchar; insert into breaks values ('calls', '2022-01-01', 'R.', 'A')",
    /author/,
  ],
])("a public warehouse with %s isn't read", async (_title, sql, problem) => {
  const file = join(folder, `${_title.replaceAll(/\W/g, "-")}.duckdb`);
  await writePublicWarehouse(file, publicContent);
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
  await expect(readPublicWarehouse(file)).rejects.toThrow(problem);
});
