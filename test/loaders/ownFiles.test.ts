import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../loaders/dataError.ts";
import { parseRecords, readJson, readYaml } from "../../loaders/ownFiles.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";

function written(name: string, text: string): string {
  const folder = temporaryFolder();
  writeFiles(folder, { [name]: text });
  return join(folder, name);
}

describe("a file the office keeps itself", () => {
  it("that is no YAML is an error with its line, and nothing of what it says", () => {
    const file = written("sources.yaml", "office: A\nsources:\n  a: [1, 2\n  secret: b\n");
    expect(() => readYaml(file, "Mend it.")).toThrow(DataError);
    expect(() => readYaml(file, "Mend it.")).toThrow(
      /can't be used\.\n {2}not YAML: .* at line \d+, column \d+\nMend it\.$/,
    );
    expect(() => readYaml(file, "Mend it.")).not.toThrow(/secret/);
  });

  it("that is no JSON is an error with its place, and nothing of what it says", () => {
    const file = written("a.json", '{"a": 1,\n"secret" 2}');
    expect(() => readJson(file, "Mend it.")).toThrow(DataError);
    expect(() => readJson(file, "Mend it.")).toThrow(/can't be used\.\n {2}not JSON.*\nMend it\.$/);
    expect(() => readJson(file, "Mend it.")).not.toThrow(/secret/);
  });

  it("keeps the numbers of its rows after an empty one, and a line break within quotes", () => {
    expect(parseRecords('a,b\r\n\r\n"1\n2","3""4"\n5,6')).toEqual([
      { row: 1, cells: ["a", "b"] },
      { row: 3, cells: ["1\n2", '3"4'] },
      { row: 4, cells: ["5", "6"] },
    ]);
    expect(parseRecords('a,"b')).toBeUndefined();
    expect(parseRecords("")).toEqual([]);
  });
});
