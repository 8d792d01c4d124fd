import { describe, expect, it } from "vitest";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { figuresOfEach } from "../../../src/measures/allFigures.ts";
import { projectFile } from "../../../src/project.ts";

const definitions = readDefinitions(projectFile("sql/measures")).slice(0, 9);
const later = (time: number) => new Promise((done) => setTimeout(done, time));

describe("the figures of several measures", () => {
  it("throw what went wrong when nothing is being asked any more, and ask nothing after it", async () => {
    const asked: string[] = [];
    const ended: string[] = [];
    const figures = figuresOfEach(definitions, async ({ id }) => {
      asked.push(id);
      if (asked.length === 2) throw new Error(`no ${id}`);
      await later(20);
      ended.push(id);
      return [];
    });
    await expect(figures).rejects.toThrow(`no ${definitions[1]?.id}`);
    expect(asked).toEqual(definitions.slice(0, 2).map(({ id }) => id));
    expect(ended).toEqual([definitions[0]?.id]);
  });
});
