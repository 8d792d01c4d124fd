import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { projectFile } from "../../src/project.ts";
import { importsIn } from "../imports.ts";

/** What a file loads as it begins: types aside, and what is imported only when it is needed. */
function loadedBy(file: string): string[] {
  const text = readFileSync(projectFile(file), "utf8");
  return importsIn(file, text).flatMap(({ name, isType, isLazy }) => (isType || isLazy ? [] : [name]));
}

test("a command's words and options load no room and no package but the one that reads them", () => {
  const seen = new Set(["src/cli.ts"]);
  const packages = new Set<string>();
  for (const file of seen) {
    for (const name of loadedBy(file)) {
      if (name.startsWith(".")) seen.add(join(dirname(file), name));
      else if (!name.startsWith("node:")) packages.add(name);
    }
  }
  expect([...packages]).toEqual(["commander"]);
  const light = [
    "loaders/dataError.ts",
    "loaders/makeFolder.ts",
    "loaders/dates.ts",
    "loaders/isRunning.ts",
    "loaders/processName.ts",
    "loaders/workFolders.ts",
    "src/cli.ts",
    "src/lock.ts",
    "src/project.ts",
    "src/swap.ts",
  ];
  const lightRooms =
    /^src\/(commands|catalogue\/(ownFaults|units)\.ts|report\/(format|notes)\.ts|tables\/toCsv\.ts|warehouse\/(calendarNames|daysInWords|stopped)\.ts)/;
  expect([...seen].filter((file) => !light.includes(file) && !lightRooms.test(file))).toEqual([]);
});
