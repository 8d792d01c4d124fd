import { describe, expect, it } from "vitest";
import { readOwnPages } from "../../../src/report/readOwnPages.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { csv, openSmallOffice, settingsOfLog } from "../../smallOffice.ts";

const ask = async (...queries: string[]) => {
  const columns = "{ case_reference: ref, received_on: in, closed_on: out }";
  const settings = settingsOfLog("log-{month}.csv", columns);
  const office = await openSmallOffice(
    {
      "2022-03-02/log-2022-02.csv": csv("ref,in,out", [
        "C-00000001,2022-02-03,2022-02-20",
        "C-00000002,2022-02-04,",
      ]),
    },
    settings,
  );
  const folder = temporaryFolder();
  const blocks = queries.map((one, place) => `\`\`\`sql id=q${place}\n${one}\n\`\`\``);
  writeFiles(folder, { "pages/a.md": `---\ntitle: T\n---\n\n${blocks.join("\n\n")}\n` });
  const { connection, models, definitions } = office;
  const [page] = await readOwnPages({
    connection,
    models,
    definitions,
    folder,
    figures: [],
    sources: settings.sources,
    asAt: "2022-02-28",
  });
  return page;
};

describe("SQL of an own page over a column that no source records", () => {
  it("has no zero for it, says why, and keeps what doesn't rest on it", async () => {
    const page = await ask(
      `select count(*) as all_of_them, count(*) filter (where outcome is not null) as with_an_outcome
       from marts.cases`,
      "select count(*) as n from marts.cases where outcome = 'upheld'",
      "select count(*) as n from marts.cases where closed_on is not null",
    );
    expect(page?.fault).toBeNull();
    const [both, filtered, closed] = page?.queries ?? [];
    expect(both?.rows).toEqual([[2, null]]);
    expect(both?.unrecorded).toMatchObject({ all: [], some: [expect.stringContaining("has no column for")] });
    expect(filtered?.unrecorded.all).toEqual([expect.stringContaining("has no column for")]);
    expect(closed).toMatchObject({ rows: [[1]], unrecorded: { all: [], some: [] } });
  });

  it("of a form that can't be told apart names what isn't recorded beside it", async () => {
    const page = await ask(
      "select count(outcome) as n from marts.cases union by name select count(*) as m from marts.cases",
    );
    expect(page?.fault).toBeNull();
    expect(page?.queries[0]?.unrecorded.some[0]).toMatch(/^If this rests on it, it isn’t held: /);
  });
});
