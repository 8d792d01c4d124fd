import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSampling } from "../../loaders/samplingSettings.ts";
import { readVocabulary } from "../../loaders/vocabulary.ts";
import { programSettings, projectFile } from "../../src/project.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";

const vocabulary = readVocabulary(programSettings);

function read(text: string) {
  const folder = temporaryFolder();
  writeFiles(folder, { "sampling.yaml": text });
  return readSampling(folder, vocabulary);
}

const own = readFileSync(projectFile("data/sampling.yaml"), "utf8");

describe("what sampling is required", () => {
  it("is nothing where the office doesn't say, and in data/ a sampling of each kind", () => {
    expect(readSampling(temporaryFolder(), vocabulary)).toBeNull();
    expect(read(own)?.required.map(({ reads, cases }) => [reads, cases])).toEqual([
      ["open cases", 3],
      ["closed cases", 1],
    ]);
  });

  it.each([
    ["by: [team]", "by: [jurisdiction]", "must name officer or team"],
    ["by: [team]", "by: [team, team]", "names one of them twice"],
    ["by: [team]", "by: [reader]", "must be officer or team or jurisdiction or stage"],
    ["cases: 3", "cases: 0", "required.line manager open casework sampling.cases"],
    [
      "cases: 3",
      "case: 3",
      "unknown setting: required.line manager open casework sampling.case; did you mean cases?",
    ],
    ["digits: 6", "digits: 7", "numbers: must make references of the form"],
    ["before: QS-", "before: X-", "numbers: must make references of the form"],
    [
      "line manager open casework sampling:",
      "line manager sampling:",
      "unknown sampling: line manager sampling",
    ],
    ["line manager open casework sampling:", "thematic sampling:", "is chosen by judgement"],
    ["[line manager open", "[line manger open", "did you mean line manager open casework sampling?"],
  ])("%s can't be %s", (was, is, problem) => {
    expect(own).toContain(was);
    expect(() => read(own.replace(was, is))).toThrow(problem);
  });
});
