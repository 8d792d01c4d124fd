import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase, queryOne } from "../../loaders/database.ts";
import { processName } from "../../loaders/processName.ts";
import { clearWorkFolders, toWorkFolder } from "../../loaders/workFolders.ts";
import { temporaryFolder } from "../folders.ts";

describe("a database of little room", () => {
  it("keeps what it has no room for in files, and removes them when it is closed", async () => {
    const landing = temporaryFolder();
    const spill = toWorkFolder(landing, "spill");
    const instance = await openDatabase({ room: { megabytes: 40, spill } });
    const connection = await instance.connect();
    await connection.run(
      "create table rows as select range as number, md5(range::varchar) as text from range(2_000_000)",
    );
    expect(readdirSync(spill).length).toBeGreaterThan(0);
    const asked = "select count(*)::integer as rows, count(distinct text)::integer as texts from rows";
    expect(await queryOne(connection, asked)).toEqual({ rows: 2_000_000, texts: 2_000_000 });
    connection.closeSync();
    instance.closeSync();
    expect(existsSync(spill)).toBe(false);
  });

  it("has a folder of its own, and what a process that was killed left is removed", () => {
    const landing = temporaryFolder();
    const ended = spawnSync(process.execPath, ["--version"]).pid;
    const machine = processName.split("-")[0];
    const left = ["spill", "decoded", "rows"].map((kind) => `.${kind}-${machine}-${ended}-1-1`);
    const elsewhere = `.rows-00000000-${ended}-1-1`;
    const own = `.spill-${processName}-0`;
    for (const name of [...left, elsewhere, own, "calls"]) mkdirSync(join(landing, name));
    expect(toWorkFolder(landing, "rows")).not.toBe(toWorkFolder(landing, "rows"));
    clearWorkFolders(landing);
    clearWorkFolders(join(landing, "none"));
    expect(readdirSync(landing).sort()).toEqual([elsewhere, own, "calls"]);
    const before = new Date(Date.now() - 86_500_000);
    utimesSync(join(landing, elsewhere), before, before);
    clearWorkFolders(landing);
    expect(readdirSync(landing).sort()).toEqual([own, "calls"]);
  });
});
