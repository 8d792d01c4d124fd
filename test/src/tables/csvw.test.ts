import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvwMetadata } from "../../../src/tables/csvw.ts";
import { tidyCsv } from "../../../src/tables/tidyCsv.ts";
import { checkCsvw } from "./csvwRules.ts";
import { anyTable, casesByTeam } from "./tables.ts";

const meta = {
  publisher: "The Office",
  language: "en-GB",
  published_on: "2022-04-14",
  licence: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
};
const good = () => structuredClone(csvwMetadata(casesByTeam, meta));

describe("CSVW metadata", () => {
  it("is valid, and the CSV is as it says", () => {
    expect(checkCsvw(good(), tidyCsv(casesByTeam))).toEqual([]);
  });

  it("is valid of any table", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        expect(checkCsvw(csvwMetadata(table, meta), tidyCsv(table))).toEqual([]);
      }),
    );
  });

  it("says what the table is, whose, when and on what terms", () => {
    expect(good()).toMatchObject({
      url: "open-cases-by-team.csv",
      "dc:title": "Open cases by team",
      "dc:publisher": "The Office",
      "dc:issued": { "@value": "2022-04-14", "@type": "xsd:date" },
      "dc:license": { "@id": meta.licence },
      tableSchema: { primaryKey: ["period_end", "team"] },
    });
  });

  it("points each note at its columns", () => {
    expect(good().notes).toEqual([
      expect.objectContaining({ target: "open-cases-by-team.csv", body: "Cases with no team are left out." }),
      expect.objectContaining({ target: ["open-cases-by-team.csv#col=3", "open-cases-by-team.csv#col=5"] }),
    ]);
  });

  it.each([
    ["an unknown property", { ...good(), licence: "x" }, "Table: unknown property licence"],
    [
      "another vocabulary",
      { ...good(), "@context": "http://schema.org" },
      "@context must be http://www.w3.org/ns/csvw",
    ],
    [
      "no columns",
      { ...good(), tableSchema: { columns: [], primaryKey: [] } },
      "not as many headings as columns",
    ],
  ])("is caught when it has %s", (_title, metadata, fault) => {
    expect(checkCsvw(metadata, tidyCsv(casesByTeam))).toContain(fault);
  });

  it.each([
    ["a word among numbers", /12345/, "many", "row 1, value: not its datatype"],
    ["a thousands separator", /12345/, '"12,345"', "row 1, value: not its datatype"],
    ["a day in words", /2022-03-31/, "31 March 2022", "row 1, period_end: not its datatype"],
    ["a row twice over", /South/, "North", "primaryKey: not unique"],
    ["no team", /South/, "", "row 2, team: required"],
    ["another heading", /team/, "Group", "team: the CSV's heading isn't among its titles"],
    ["a marker there is none of", /,p,/, ",q,", "row 1, status: not its datatype"],
  ])("is caught when the CSV has %s", (_title, from, to, fault) => {
    expect(checkCsvw(good(), tidyCsv(casesByTeam).replace(from, to))).toContain(fault);
  });
});

describe("a tidy CSV", () => {
  it("has a marker in a column beside its value, and only numbers in a number column", () => {
    expect(tidyCsv(casesByTeam)).toBe(
      [
        "period_end,team,value,status,share,share_status,target",
        "2022-03-31,North,12345,p,57.3,,",
        "2022-03-31,South,,c,,c,20",
        "2022-03-31,West,0,,0,,20",
        "",
      ].join("\r\n"),
    );
  });
});
