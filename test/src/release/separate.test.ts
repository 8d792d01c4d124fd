import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBundle } from "../../../bin/bundle.js";
import { query } from "../../../loaders/database.ts";
import { projectFile } from "../../../src/project.ts";
import { publicTables, writePublicWarehouse } from "../../../src/release/publicWarehouse.ts";
import { environmentFor, runSeparately } from "../../../src/release/separate.ts";
import { openOn, publicContent } from "./publicContent.ts";

let folder: string;
let warehouse: string;

/** A warehouse's folder beside the one the separate process is given, as a build has it. */
beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), "candour-Separate-"));
  folder = join(home, "apart");
  warehouse = join(home, "warehouse");
  mkdirSync(folder);
  mkdirSync(warehouse);
  writeFileSync(join(warehouse, "cases.csv"), "complainant_name\nAda Canary\n");
  await writePublicWarehouse(join(folder, "public.duckdb"), publicContent);
});

afterAll(() => rmSync(join(folder, ".."), { recursive: true }));

/** What a script prints that tries something in the separate process, or the code of what it is refused. */
async function attempt(body: string): Promise<string> {
  const script = join(folder, "attempt.mts");
  writeFileSync(
    script,
    `import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { readPublicWarehouse } from ${JSON.stringify(projectFile("src/release/publicWarehouse.ts"))};
const file = ${JSON.stringify(join(folder, "public.duckdb"))};
const secret = ${JSON.stringify(join(warehouse, "cases.csv"))};
try { ${body} } catch (error) { console.log("refused", error.code ?? error.message.split("\\n")[0]); }
`,
  );
  return (await runSeparately({ script, args: [], folder })).trim();
}

describe("the process that makes the public edition", () => {
  it("reads the public warehouse", async () => {
    expect(await attempt("console.log((await readPublicWarehouse(file)).figures.length)")).toBe(
      String(publicContent.figures.length),
    );
  });

  it.each([
    ["a file", "readFileSync(secret); console.log('read')"],
    ["a folder", "readdirSync(secret + '/..'); console.log('read')"],
    ["whether there is one", "existsSync(secret); console.log('read')"],
    ["the project's extracts", `readdirSync(${JSON.stringify(projectFile("data"))}); console.log('read')`],
    [
      "through a link it makes",
      "symlinkSync(secret, file + '-link'); console.log(readFileSync(file + '-link', 'utf8'))",
    ],
  ])("can't read anything else: %s", async (_title, body) => {
    expect(await attempt(body)).toMatch(/^refused ERR_ACCESS_DENIED$/);
  });

  it("can't write outside its folder", async () => {
    expect(await attempt("writeFileSync(secret, ''); console.log('written')")).toMatch(
      /^refused ERR_ACCESS_DENIED$/,
    );
    expect(readFileSync(join(warehouse, "cases.csv"), "utf8")).toContain("Canary");
  });

  it("makes the edition with the commands as they are bundled", async () => {
    const script = join(await findBundle(projectFile("")), "publicEdition.mjs");
    const made = await runSeparately({ script, args: [join(folder, "public.duckdb"), folder], folder });
    expect(Number(made)).toBeGreaterThan(5);
    expect(readdirSync(join(folder, "public"))).toContain("index.html");
  });

  it("says what went wrong when it fails", async () => {
    await expect(runSeparately({ script: join(folder, "missing.ts"), args: [], folder })).rejects.toThrow(
      /failed \(exit code 1\)/,
    );
    expect(readdirSync(folder)).not.toContain(".temporary");
  });
});

describe("what a process that runs apart is told of the machine", () => {
  const env = { PATH: "/bin", SECRET: "x", SystemRoot: "D:\\Windows" };

  it("is where programs and its own folder are, and nothing of the office's", () => {
    const told = environmentFor("/apart", { platform: "linux", env });
    expect(told).toEqual({ PATH: "/bin", HOME: "/apart", TMPDIR: "/apart", TSX_DISABLE_CACHE: "1" });
  });

  it("has on Windows the system's folder too, and its own names for a temporary one", () => {
    const told = environmentFor("D:\\apart", { platform: "win32", env });
    expect(told).toMatchObject({ SystemRoot: "D:\\Windows", TEMP: "D:\\apart", USERPROFILE: "D:\\apart" });
    expect(told).not.toHaveProperty("SECRET");
  });
});

describe("a public warehouse, opened as the separate process opens it", () => {
  it.each([
    ["another file", "select * from read_csv($secret)"],
    ["another database", "attach $secret as other"],
    ["a copy out of it", "copy figures to $secret"],
    ["an extension", "install httpfs"],
    ["its own lock undone", "set enable_external_access = true"],
  ])("gives no way to %s", async (_title, sql) => {
    const connection = await openOn(join(folder, "public.duckdb"));
    const path = `'${join(warehouse, "cases.csv")}'`;
    await expect(query(connection, sql.replace("$secret", path))).rejects.toThrow(
      /disabled|locked|read-only|Permission/i,
    );
    connection.closeSync();
  });

  it("holds the tables it says and no others, none with a column for a person, case or officer", async () => {
    const connection = await openOn(join(folder, "public.duckdb"));
    const columns = await query<{ table_name: string; column_name: string }>(
      connection,
      "select table_name, column_name from information_schema.columns order by all",
    );
    const held = columns.map(({ table_name, column_name }) => `${table_name}.${column_name}`);
    const stated = Object.entries(publicTables).flatMap(([name, columns]) =>
      Object.keys(columns).map((column) => `${name}.${column}`),
    );
    expect(held).toEqual(stated.sort());
    expect(
      held.filter((name) => /reference|officer|caseworker|reader|name|email|handler|staff/.test(name)),
    ).toEqual([]);
    connection.closeSync();
  });
});
