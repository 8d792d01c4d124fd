import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Clearance, clear, readClearances, sayCleared } from "../../../src/scan/clearances.ts";
import type { Found } from "../../../src/scan/finding.ts";
import { mustLieOutside, writeFindings } from "../../../src/scan/findingsFile.ts";
import { scanForOfficer } from "../../../src/scan/scan.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { page } from "./forms.ts";
import { people } from "./plants.ts";

async function scan(files: Record<string, string>) {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return scanForOfficer(folder, { known: people });
}

const clearance: Clearance = {
  text: "Mrs Shufflebotham",
  what: "a title and surname",
  reason: "a character of a play, in a quotation",
  by: "Head of Statistics",
};

const files = {
  "a.html": page("<p>In the words of Mrs Shufflebotham: none.</p>"),
  "b.html": page("<p>MRS SHUFFLEBOTHAM, and Quentin Hardcastle.</p>"),
};

describe("a clearance", () => {
  it("takes out the findings of its kind and text, whatever the capitals, and no other", async () => {
    const cleared = clear(await scan(files), [clearance]);
    expect([...new Set(cleared.left.map(({ file, what }) => `${file}: ${what}`))]).toEqual([
      "b.html: a name",
    ]);
    expect(sayCleared(cleared)).toEqual(["4 findings cleared by 1 clearance."]);
  });

  it("holds in the one file that it names", async () => {
    const { left } = clear(await scan(files), [{ ...clearance, file: "a.html" }]);
    expect(new Set(left.map(({ file }) => file))).toEqual(new Set(["b.html"]));
    expect(left.map(({ what }) => what)).toContain("a title and surname");
  });

  it("that clears nothing is said, by its place and without its text", async () => {
    const cleared = clear(await scan(files), [clearance, { ...clearance, what: "a name" }]);
    expect(sayCleared(cleared)).toEqual([
      "4 findings cleared by 1 clearance.",
      "Clearance 2 (a name) clears nothing: take it out.",
    ]);
  });

  it("clears neither a hidden figure nor what can't be read", () => {
    const found: Found[] = [
      { file: "a.csv", where: "", what: "a suppressed value: calls, 2021-06", said: null },
    ];
    const { left } = clear(found, [{ ...clearance, text: "5", what: "a suppressed value: calls, 2021-06" }]);
    expect(left).toEqual(found);
  });

  it("is read from a file beside the plan: none where there is none, and refused without a reason", () => {
    const folder = temporaryFolder();
    expect(readClearances(join(folder, "clearances.yaml"))).toEqual([]);
    writeFiles(folder, {
      "clearances.yaml": "clearances:\n  - { text: x, what: a name, by: Head of Statistics }\n",
      "empty.yaml": "clearances:\n",
    });
    expect(() => readClearances(join(folder, "clearances.yaml"))).toThrow("clearances.0.reason");
    expect(readClearances(join(folder, "empty.yaml"))).toEqual([]);
    expect(readClearances("data/clearances.yaml")).toEqual([]);
  });
});

describe("the findings file", () => {
  it("says what each finding says, for its owner alone, and goes when there is none", async () => {
    const file = join(temporaryFolder(), "findings.yaml");
    const found = await scan(files);
    writeFindings(file, found);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { findings } = parse(readFileSync(file, "utf8")) as { findings: Record<string, string>[] };
    expect(findings).toContainEqual({
      text: "Mrs Shufflebotham",
      what: "a title and surname",
      file: "a.html",
      where: "its text",
      around: expect.stringContaining("In the words of Mrs Shufflebotham: none."),
    });
    expect(findings).toContainEqual(expect.objectContaining({ text: "Quentin Hardcastle", what: "a name" }));
    writeFindings(file, []);
    expect(() => statSync(file)).toThrow("ENOENT");
  });

  it("may not lie in what is to leave", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "public"));
    expect(() => mustLieOutside(join(folder, "public", "findings.yaml"), join(folder, "public"))).toThrow(
      "which is to leave",
    );
    mustLieOutside(join(folder, "findings.yaml"), join(folder, "public"));
    mustLieOutside(join(folder, "public-findings.yaml"), join(folder, "public"));
    expect(statSync(folder).isDirectory()).toBe(true);
  });
});
