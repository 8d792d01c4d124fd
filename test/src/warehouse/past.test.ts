import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quote } from "../../../loaders/compileContract.ts";
import { contracts } from "../../../loaders/contracts.ts";
import { query } from "../../../loaders/database.ts";
import { breakdownFigures } from "../../../src/measures/engine.ts";
import { ancestorsOf } from "../../../src/warehouse/graph.ts";
import { type Asked, openPast, type Past } from "../../../src/warehouse/past.ts";
import { buildWarehouse, type Warehouse } from "../../../src/warehouse/warehouse.ts";
import { recentOffice } from "../../endToEnd/office.ts";
import { writeFiles } from "../../folders.ts";
import { sample } from "../../gear.ts";

const day = "2022-02-03";
const log = () => undefined;
const home = mkdtempSync(join(tmpdir(), "candour-past-"));

let now: Warehouse;
let past: Past;
let clean: Warehouse;

/**
 * The small office, in the short gear of the last months, whose calls of November came under the name of December, and in March under their own: the past has
 * them of the first file, and now they are of the second.
 */
beforeAll(async () => {
  const extracts = join(home, "extracts");
  cpSync(recentOffice().extracts, extracts, { recursive: true });
  const find = (file: string) => {
    const found = readdirSync(extracts, { recursive: true, encoding: "utf8" }).find((name) =>
      name.endsWith(file),
    );
    if (!found) throw new Error(`missing extract: ${file}`);
    return join(extracts, found);
  };
  cpSync(find("telephony-2021-11.csv"), find("telephony-2021-12.csv"));
  renameSync(find("telephony-2021-11.csv"), join(extracts, "2022-03-02/telephony-2021-11.csv"));
  // Since then a month of calls came again without its first line, and some records were taken out.
  const later = join(extracts, "2022-03-05");
  const [heading, , ...others] = readFileSync(find("telephony-2022-01.csv"), "utf8").split("\n");
  const [, someCase = ""] = readFileSync(find("msd-cases-2022-01.csv"), "utf8").split("\n");
  const reference = /\b(?:EN-\d{7}|C-\d{8})\b/.exec(someCase)?.[0] ?? "";
  writeFiles(later, {
    "telephony-2022-01.csv": [heading, ...others].join("\n"),
    "withdrawals-2022-02.csv": `Contract,Reference,Withdrawn On,Reason\ncases,${reference},20/02/2022,deleted\n`,
  });
  const options = { extracts, landing: recentOffice().landing, log };
  now = await buildWarehouse(options);
  const opened = await openPast(now, { extracts, asAt: day });
  if (!opened) throw new Error("the office holds no whole month");
  past = opened;
  clean = await buildWarehouse({ ...options, asAt: day });
}, 120_000);

afterAll(async () => {
  await past.close();
  for (const { connection, instance } of [now, clean]) {
    connection.closeSync();
    instance.closeSync();
  }
  rmSync(home, { recursive: true, force: true });
});

/** Every total and breakdown of every measure; in the short gear of some, the same of both. */
async function figuresOf({ connection, definitions, context }: Asked) {
  const figures = [];
  for (const measure of sample(definitions, 40)) {
    const breakdowns = measure.dimensions.map((dimension) => ({
      periods: ["month"] as const,
      by: [dimension],
    }));
    const total = { periods: ["month", "quarter", "financial-year"] as const, by: [] };
    figures.push(...(await breakdownFigures(connection, measure, [total, ...breakdowns], {}, context)));
  }
  return figures.flat();
}

describe("the warehouse of an earlier day beside that of now", () => {
  it("gives every figure that a build of that day's extracts gives", async () => {
    expect(past.context).toEqual(clean.context);
    expect(past.receivedTo).toBe(clean.receivedTo);
    expect(await figuresOf(past)).toEqual(await figuresOf(clean));
  }, 120_000);

  it("knows what has been taken out or replaced since", async () => {
    expect(now.loaded.withdrawn).toEqual(new Set(["cases", "stages"]));
    const removed = await query(
      now.connection,
      "select distinct contract from raw.removed order by contract",
    );
    expect(removed.map(({ contract }) => contract)).toEqual(["cases", "stages"]);
  });

  it("has the rows of that build, contract by contract", async () => {
    for (const { name, key } of contracts.values()) {
      const sql = `select * exclude (load_id) from raw.${quote(name)} order by ${key.map(quote).join(", ")}`;
      expect(await query(past.connection, sql)).toEqual(await query(clean.connection, sql));
    }
  }, 120_000);

  it("leaves the rows of now that were known then, as they are now", async () => {
    const known = await past.openKnown(now.definitions);
    const names = now.definitions.flatMap(({ id }) => ancestorsOf(now.models, `measures.${id}`));
    const read = [...contracts.values()].filter(({ name }) => names.includes(`raw.${name}`));
    expect(read.length).toBeGreaterThan(10);
    for (const { name, key } of read) {
      const keys = key.map(quote).join(", ");
      const then = await query(past.connection, `select ${keys} from raw.${quote(name)}`);
      const had = new Set(then.map((row) => JSON.stringify(row)));
      const all = await query(now.connection, `select * from raw.${quote(name)} order by ${keys}`);
      const kept = all.filter((row) =>
        had.has(JSON.stringify(Object.fromEntries(key.map((one) => [one, row[one]])))),
      );
      expect(await query(known.connection, `select * from raw.${quote(name)} order by ${keys}`)).toEqual(
        kept,
      );
    }
  }, 120_000);

  it("reads of now what only came again before that day", async () => {
    await past.close();
    const later = await openPast(now, { extracts: join(home, "extracts"), asAt: "2022-03-10" });
    if (!later) throw new Error("the office holds no whole month");
    const views = await query<{ name: string }>(
      later.connection,
      "select view_name as name from duckdb_views() where database_name = 'past' and schema_name = 'raw'",
    );
    expect(now.loaded.replacing.get("calls")).not.toEqual([]);
    expect(views.map(({ name }) => name)).toContain("calls");
    expect(views.map(({ name }) => name)).not.toContain("emails");
    await later.close();
  });

  it("can be asked for a measure alone whose divisor or frame comes of another table", async () => {
    const asked = now.definitions.find(({ id }) => id === "decisions-per-caseworker");
    if (!asked) throw new Error("missing measure: decisions-per-caseworker");
    await past.close();
    const again = await openPast(now, { extracts: join(home, "extracts"), asAt: day });
    if (!again) throw new Error("the office holds no whole month");
    const known = await again.openKnown([asked]);
    const total = { periods: ["month"] as const, by: [] };
    const [figures = []] = await breakdownFigures(known.connection, asked, [total], {}, known.context);
    expect(figures.some(({ value }) => value !== null)).toBe(true);
    await again.close();
  }, 60_000);
});
