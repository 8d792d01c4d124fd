import { describe, expect, it } from "vitest";
import { readMeasureIds } from "../../../src/catalogue/definition.ts";
import { readMeasure } from "../../../src/catalogue/readMeasures.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { findAll } from "../../../src/site/client/search/rank.ts";

const measures = readMeasureIds(projectFile("sql/measures")).map((id) => {
  const { title, aliases, definition } = readMeasure("2022-03-31", id, programSettings);
  return { id, title, aliases, definition, names: [title, ...aliases], text: `${id} ${definition}` };
});

const found = (asked: string) => findAll(asked, measures).map(({ id }) => id);

describe("what is found by words", () => {
  it("comes whole words first, then beginnings, then parts, and names before what else is said", () => {
    const all = [
      { id: "part", names: ["Discharged"], text: "" },
      { id: "beginning", names: ["Chargeable days"], text: "" },
      { id: "said", names: ["Something else"], text: "who is in charge" },
      { id: "whole", names: ["Who has charge"], text: "" },
      { id: "exactly", names: ["Another", "charge"], text: "" },
      { id: "none", names: ["Car"], text: "charg" },
    ];
    const ids = findAll("Charge", all).map(({ id }) => id);
    expect(ids).toEqual(["exactly", "whole", "said", "beginning", "part"]);
    expect(findAll("  ", all).length).toBe(6);
    expect(findAll("charge (who!) zq", all)).toEqual([]);
    expect(findAll("WHO charge", all).map(({ id }) => id)).toEqual(["whole", "said"]);
  });

  it("is what people call it: each of these leads to its measure first", () => {
    expect(found("backlog").slice(0, 2)).toContain("cases-open");
    expect(found("waiting time")).toContain("case-time-to-decision");
    expect(found("upheld")).toContain("investigation-uphold-rate");
    expect(found("upheld").slice(0, 5)).toContain("service-complaint-uphold-rate");
    expect(found("overdue").length).toBeGreaterThan(5);
    expect(found("satisfaction")[0]).toBe("survey-positive");
    expect(found("praise")).toEqual(expect.arrayContaining(["positive-feedback", "calls-positive"]));
    expect(found("zzz")).toEqual([]);
  });

  it("finds each measure by its title and by each alias, and no alias says again what its title says", () => {
    for (const { id, title, aliases } of measures) {
      expect(found(title)[0], title).toBe(id);
      for (const alias of aliases) {
        expect(found(alias), alias).toContain(id);
        expect(alias.toLowerCase()).not.toBe(title.toLowerCase());
      }
      expect(new Set(aliases).size).toBe(aliases.length);
    }
  });
});
