import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../loaders/database.ts";
import { projectFile } from "../../../src/project.ts";
import { type LineageNode, lineageByGroup, lineageOf } from "../../../src/report/lineage.ts";
import { toSite } from "../../../src/report/series.ts";
import lineagePage from "../../../src/site/pages/internal/lineage.md.ts";
import { readModels } from "../../../src/warehouse/graph.ts";
import { fixtureInput } from "../site/fixture.ts";

const lists = readdirSync(projectFile("sql/lists")).map((file) => `lists.${file.replace(/\.sql$/, "")}`);

let nodes: LineageNode[];
let page: string;

beforeAll(async () => {
  const connection = await (await openDatabase()).connect();
  const models = await readModels(connection, projectFile("sql"));
  const site = toSite({ ...fixtureInput("internal"), models });
  nodes = lineageOf(site);
  page = lineagePage.make(site).body.text;
});

describe("the lineage of the lists", () => {
  it("has each of them, with what it reads and the pages that show it", () => {
    expect(nodes.filter(({ kind }) => kind === "lists").map(({ id }) => id)).toEqual(
      expect.arrayContaining(lists),
    );
    for (const list of lists) {
      const readers = nodes.filter(({ reads }) => reads.includes(list)).map(({ id }) => id);
      expect([list, readers]).not.toEqual([list, []]);
    }
  });

  it("names no list that there isn't", () => {
    const known = new Set(nodes.map(({ id }) => id));
    for (const { id, reads } of nodes)
      expect([id, reads.filter((read) => read.startsWith("lists.") && !known.has(read))]).toEqual([id, []]);
  });

  it("is drawn to the pages, and is a table of its own", () => {
    const drawn = lineageByGroup(nodes).map(({ id }) => id);
    expect(drawn).toEqual(expect.arrayContaining([...lists, "page.feedback"]));
    expect(page).toContain("<h3>Lists</h3>");
    for (const list of lists) expect(page).toContain(`<span id="${list}">`);
  });

  it("has the clocks and bands of data/ as sources", () => {
    const kept = nodes.filter(({ kind, reads }) => kind === "source" && reads.length === 0);
    expect(kept.map(({ label }) => label)).toEqual(expect.arrayContaining(["Clocks", "Age bands"]));
  });
});
