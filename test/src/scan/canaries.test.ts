import { expect, it } from "vitest";
import { scanFolder } from "../../../src/scan/scan.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { canaries, canaryPeople, toPage } from "./canaries.ts";

it("a hundred canaries, one page each, are all found, each as what it is", async () => {
  const folder = temporaryFolder();
  writeFiles(
    folder,
    Object.fromEntries(canaries.map(([, , inside], index) => [`${index}.html`, toPage(inside)])),
  );
  const findings = await scanFolder(folder, { known: canaryPeople });
  const missed = canaries.filter(
    ([, kind], index) => !findings.some(({ file, what }) => file === `${index}.html` && what === kind),
  );
  expect(missed.map(([name]) => name)).toEqual([]);
  expect(canaries.length).toBeGreaterThanOrEqual(100);
  const empty = temporaryFolder();
  writeFiles(empty, { "a.html": toPage("<p>8,845 calls in March 2022.</p>") });
  expect(await scanFolder(empty, { known: canaryPeople })).toEqual([]);
});
