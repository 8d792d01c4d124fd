import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { temporaryFolder } from "../folders.ts";

describe("a folder to be made", () => {
  it("is made with those it lies in, or is there already", () => {
    const folder = join(temporaryFolder(), "a", "b");
    makeFolder(folder, 0o700);
    makeFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it.runIf(existsSync("/proc/self"))("ends where none can be made", () => {
    expect(() => makeFolder("/proc/candour/dist")).toThrow("/proc/candour");
  });

  it("can't lie in a file", () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    expect(() => makeFolder(join(file, "dist"))).toThrow("ENOTDIR");
  });
});
