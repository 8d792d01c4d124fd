import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { extracts } from "./extracts.ts";
import { firstNames, healthBodies, lastNames, parliamentaryBodies, streets, towns } from "./pools.ts";
import { type Planted, prepareSource, type Warehouse, writeGroup } from "./write.ts";

/** What the office did, in the order each relation needs the ones before it. */
const office = [
  "macros",
  "calendar",
  "months",
  "deliveries",
  "personal",
  "prose",
  "posts",
  "staff",
  "deciders",
  "duties",
  "required_decisions",
  "journeys",
  "cases",
  "stages",
  "case_snapshots",
  "complainants",
  "feedback",
  "feedback_cases",
  "feedback_snapshots",
  "reviews",
  "review_snapshots",
  "calls",
  "emails",
  "web_forms",
  "information_requests",
  "samples",
  "register_items",
  "register_followups",
  "recommendations",
  "survey",
  "bodies",
];

async function readSql(folder: string, name: string): Promise<string> {
  return await readFile(new URL(`${folder}/${name}.sql`, import.meta.url), "utf8");
}

function toLiteral(value: string | number | readonly string[]): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  return `[${value.map(toLiteral).join(", ")}]`;
}

/**
 * What keeps the extracts from being written, if anything: a scale or seed out of range, or a folder that already holds
 * something.
 */
export async function findProblems(options: { out: string; scale: number; seed: number }): Promise<string[]> {
  const { out, scale, seed } = options;
  const problems: string[] = [];
  if (!(scale >= 0.01 && scale <= 10)) problems.push("scale: must be from 0.01 to 10");
  if (!Number.isSafeInteger(seed) || seed < 0) problems.push("seed: must be a whole number");
  if (existsSync(out) && (await readdir(out)).length > 0) problems.push(`folder not empty: ${out}`);
  return problems;
}

/** Memory that the database may have: what is more lies on disk meanwhile. */
const mostMemory = "1GB";

async function openOffice(scale: number, seed: number, scratch: string): Promise<Warehouse> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: mostMemory,
    temp_directory: scratch,
  });
  const connection = await instance.connect();
  const variables = {
    seed,
    scale,
    first_names: firstNames,
    last_names: lastNames,
    streets,
    towns,
    health_bodies: healthBodies,
    parliamentary_bodies: parliamentaryBodies,
    bank_holidays: await readFile(new URL("../bank-holidays.json", import.meta.url), "utf8"),
  };
  const set = async (values: Record<string, string | number | readonly string[]>): Promise<void> => {
    for (const [name, value] of Object.entries(values)) {
      await connection.run(`set variable ${name} = ${toLiteral(value)}`);
    }
  };
  // Joins to the latest row before a moment go row by row where DuckDB expects few rows, and it expects too few here.
  await connection.run("set asof_loop_join_threshold = 0");
  await set(variables);
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    stream: async (sql) => await connection.stream(sql),
    set,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Copies the files that came twice as they were, and counts them. */
async function repeatDeliveries(warehouse: Warehouse, folder: string): Promise<number> {
  const result = await warehouse.stream(
    "select file, first_on::varchar, again_on::varchar from office.repeated_deliveries order by again_on, file",
  );
  const rows = await result.getRows();
  for (const [file, first, again] of rows) {
    const to = join(folder, String(again));
    await mkdir(to, { recursive: true });
    await copyFile(join(folder, String(first), String(file)), join(to, String(file)));
  }
  return rows.length;
}

const published = new URL("published-figures/", import.meta.url);

/** Copies the lists of figures that the office has published, each by the day in its name, and counts them. */
async function handOverPublished(folder: string): Promise<number> {
  const lists = (await readdir(published)).sort();
  for (const list of lists) {
    const to = join(folder, basename(list, ".csv"));
    await mkdir(to, { recursive: true });
    await copyFile(new URL(list, published), join(to, "published-figures.csv"));
  }
  return lists.length;
}

function toPlantedCsv(planted: readonly Planted[]): string {
  const lines = planted.map(({ source, file, row, column, reason }) =>
    [source, file, row, column, reason].join(","),
  );
  return `${["source,file,row,column,reason", ...lines].join("\n")}\n`;
}

/**
 * Writes the extracts an office of PHSO's size would hand over, April 2014 to March 2022, all of it invented:
 * `out/<date received>/<file>`, and `out/.planted.csv` with each dirty row put in on purpose. Every figure already
 * published comes out of the rows exactly, at any scale from 0.01 to 10 and any seed. The same scale and seed give the
 * same bytes. `out` appears whole or not at all. Throws an Error for what `findProblems` finds.
 *
 * `rows` counts each source's rows, the dirty ones among them, without headers and blank rows.
 */
export async function writeDemonstration(options: {
  out: string;
  scale?: number;
  seed?: number;
  log?: (message: string) => void;
}): Promise<{ files: number; rows: Record<string, number>; planted: number }> {
  const { scale = 1, seed = 1, log = () => undefined } = options;
  const out = resolve(options.out);
  const problems = await findProblems({ out, scale, seed });
  if (problems.length > 0) throw new Error(`invalid demonstration: ${problems.join("; ")}`);
  await mkdir(dirname(out), { recursive: true });
  const folder = await mkdtemp(join(dirname(out), `.${basename(out)}-`));
  const scratch = `${folder}-scratch`;
  const warehouse = await openOffice(scale, seed, scratch);
  try {
    for (const name of office) await warehouse.run(await readSql("office", name));
    log("Imagined the office");
    await warehouse.run(await readSql("extracts", "macros"));
    await warehouse.run(await readSql("dirt", "macros"));
    await warehouse.run(await readSql("dirt", "faults"));
    const dirty = await readSql("dirt", "dirty_rows");
    const written = await readSql("dirt", "written_rows");

    let files = 0;
    const rows: Record<string, number> = {};
    const planted: Planted[] = [];
    for (const group of extracts) {
      const result = await writeGroup(warehouse, group, folder, async (extract) => {
        const clean = await readSql("extracts", extract.source);
        await prepareSource(warehouse, extract, { clean, dirty, written });
      });
      files += result.files;
      Object.assign(rows, result.rows);
      planted.push(...result.planted);
      log(
        `Wrote ${group.map((extract) => `${extract.source} (${result.rows[extract.source]} rows)`).join(", ")}`,
      );
    }
    files += await repeatDeliveries(warehouse, folder);
    files += await handOverPublished(folder);
    await writeFile(join(folder, ".planted.csv"), toPlantedCsv(planted));
    if (existsSync(out)) await rmdir(out);
    await rename(folder, out);
    return { files, rows, planted: planted.length };
  } finally {
    warehouse.close();
    await rm(folder, { recursive: true, force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}
