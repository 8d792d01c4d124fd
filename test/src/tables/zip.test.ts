import { readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { zipFolder } from "../../../src/tables/zip.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { readParts } from "./archive.ts";

it("a zip holds every file of a folder by its path, in order of name", async () => {
  const folder = temporaryFolder();
  const path = join(temporaryFolder(), "all.zip");
  writeFiles(folder, { "b.csv": "b\r\n", "a/z.json": "{}", "a/é.txt": "é", "empty.txt": "" });
  await zipFolder(folder, path);
  const parts = await readParts(path);
  expect(Object.entries(parts)).toEqual([
    ["a/z.json", "{}"],
    ["a/é.txt", "é"],
    ["b.csv", "b\r\n"],
    ["empty.txt", ""],
  ]);
});

it("a zip of the same files is the same bytes, whenever they were written", async () => {
  const folder = temporaryFolder();
  const out = temporaryFolder();
  writeFiles(folder, { "b.csv": "b", "a/c.csv": "c".repeat(10_000) });
  await zipFolder(folder, join(out, "1.zip"), "2022-04-14");
  utimesSync(join(folder, "b.csv"), 1_000_000, 1_000_000);
  await zipFolder(`${folder}/`, join(out, "2.zip"), "2022-04-14");
  expect(readFileSync(join(out, "1.zip")).equals(readFileSync(join(out, "2.zip")))).toBe(true);
});
