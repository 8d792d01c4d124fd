import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { findFormProblems } from "../../loaders/dateForms.ts";
import { matchName } from "../../loaders/fileNames.ts";
import { projectFile } from "../../src/project.ts";
import { forms, problemsOf, settingsOf } from "./smallSource.ts";

const guide = readFileSync(projectFile("docs/sources.md"), "utf8");

/** The cells of the rows of the guide's table under a heading, below its own heading. */
function tableUnder(heading: string): string[][] {
  const [, section = ""] = guide.split(`## ${heading}\n`);
  const [part = ""] = section.split("\n## ");
  const lines = part.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const codes = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

it("names patterns that its names of files are of", () => {
  const rows = tableUnder("Files and what they cover");
  expect(rows.length).toBeGreaterThan(8);
  for (const [pattern, names] of rows)
    for (const name of codes(names))
      expect(matchName(codes(pattern)[0] ?? "", name), name).toMatchObject({
        from: expect.stringMatching("2019-"),
      });
});

it("names forms of dates that there are", () => {
  const rows = tableUnder("Dates");
  expect(rows.length).toBeGreaterThan(12);
  for (const [form] of rows) for (const one of codes(form)) expect(findFormProblems([one]), one).toEqual([]);
});

it("names formats that there are", () => {
  for (const [format] of tableUnder("Kinds of file"))
    expect(problemsOf({ format: codes(format)[0], dates: ["yyyy-mm-dd"] })).toEqual([]);
});

it("shows a column to each month as settings have it", () => {
  const [months = ""] = [...guide.matchAll(/```yaml\n([^`]*unpivot[^`]*)```/g)].map(([, text]) => text);
  const source = { ...forms, contract: "emails", ...(parse(months) as object) };
  expect(settingsOf({ mail: source }).sources[0]?.made?.to_on).toMatchObject({
    from: ["Month"],
    day: "last",
  });
});
