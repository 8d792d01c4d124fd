import { describe, expect, it } from "vitest";
import { placeChange } from "../../../src/statistics/placeChange.ts";
import { officeOf, storyOf } from "./stories.ts";

describe("where a change lies, and since when", () => {
  it("is found in nearly all of fifty offices, and in none of fifty calm ones", () => {
    const missed: string[] = [];
    for (let seed = 1; seed <= 50; seed++) {
      const story = storyOf(seed);
      const { total, groups } = officeOf(seed, story);
      const found = placeChange(total, groups, story.kind);
      const { dimension, group, ago } = story.change ?? { dimension: "", group: "", ago: 0 };
      const from = total.length - ago;
      const isFound = found?.group === `${dimension} ${group}` && Math.abs(found.from - from) <= 1;
      if (!isFound) missed.push(`${seed} ${JSON.stringify(story)}: ${JSON.stringify(found)}`);
    }
    const calm = Array.from({ length: 50 }, (_, seed) => {
      const kind = seed % 3 === 0 ? "count" : "share";
      const { total, groups } = officeOf(seed + 900, { kind, change: null });
      return placeChange(total, groups, kind);
    });
    expect(calm.filter((found) => found !== null)).toEqual([]);
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(5);
  });
});
