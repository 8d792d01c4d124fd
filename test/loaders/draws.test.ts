import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type DrawContent, drawFile, readDraws, toDraw, toDrawnSamples } from "../../loaders/draws.ts";
import { temporaryFolder } from "../folders.ts";

const drawn = (number: number) => ({
  sample_id: `QS-${number}`,
  case_reference: `C-${number}`,
  sampling: "open ones",
  group: { team: "A" },
  officer: "S1",
  team: "A",
  jurisdiction: "health",
  stage: "intake",
  opened_on: "2022-03-01",
  closed_on: null,
  due_on: "2022-04-28",
});

const first: DrawContent = {
  month: "2022-03",
  part: 1,
  seed: 7,
  received_to: "2022-04-14",
  settings: "abc",
  follows: null,
  groups: [{ sampling: "open ones", group: { team: "A" }, wanted: 2, found: 2, sampled_before: 0, drawn: 2 }],
  drawn: [drawn(1), drawn(2)],
  replaced: [],
};

const second: DrawContent = {
  ...first,
  part: 2,
  follows: toDraw(first).sha256,
  groups: [],
  drawn: [drawn(3)],
  replaced: [{ sample_id: "QS-2", case_reference: "C-2", why: "The reader had worked on it", by: "QS-3" }],
};

function historyOf(...contents: readonly DrawContent[]): string {
  const history = temporaryFolder();
  mkdirSync(join(history, "draws"));
  for (const one of contents.map(toDraw))
    writeFileSync(join(history, "draws", drawFile(one)), JSON.stringify(one));
  return history;
}

describe("the draws that were kept", () => {
  it("are none where there is no folder, and are read by month and part", () => {
    expect(readDraws(temporaryFolder())).toEqual([]);
    const draws = readDraws(historyOf(second, first));
    expect(draws.map(drawFile)).toEqual(["2022-03.json", "2022-03-2.json"]);
    expect(toDrawnSamples(draws).map((one) => [one.sample_id, one.replaced_why, one.replaced_by])).toEqual([
      ["QS-1", null, null],
      ["QS-2", "The reader had worked on it", "QS-3"],
      ["QS-3", null, null],
    ]);
  });

  it.each<[string, (text: string) => string]>([
    ["a seed that is another", (text) => text.replace('"seed":7', '"seed":8')],
    ["a case taken out", (text) => text.replace(/\{"sample_id":"QS-1".*?\},/, "")],
    ["a case put in another's place", (text) => text.replace("C-2", "C-9")],
    ["a hash that is another", (text) => text.replace(/"sha256":"./, '"sha256":"!')],
    ["something added", (text) => text.replace('"seed":7', '"seed":7,"more":1')],
    ["half of a file", (text) => text.slice(0, text.length / 2)],
    ["an empty file", () => ""],
    ["another thing", () => "[]"],
  ])("are refused with %s, by the name of the file", (_, damage) => {
    const history = historyOf(first);
    const file = join(history, "draws/2022-03.json");
    writeFileSync(file, damage(readFileSync(file, "utf8")));
    expect(() => readDraws(history)).toThrow(`${file} can't be used`);
    expect(() => readDraws(history)).not.toThrow("C-2");
  });

  it("are refused without the part before, with another in its place, by another name, or with a case twice", () => {
    expect(() => readDraws(historyOf(second))).toThrow("the part that it follows is missing");
    expect(() => readDraws(historyOf({ ...first, seed: 9 }, second))).toThrow("is missing or is another");
    expect(() => readDraws(historyOf(first, { ...first, month: "2022-04" }))).toThrow("in it twice");
    const history = historyOf(first);
    writeFileSync(
      join(history, "draws/2022-05.json"),
      readFileSync(join(history, "draws/2022-03.json"), "utf8"),
    );
    expect(() => readDraws(history)).toThrow("another month or part");
  });
});
