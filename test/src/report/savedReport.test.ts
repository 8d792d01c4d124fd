import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readReport, saveReport } from "../../../src/report/savedReport.ts";
import { figuresCsv, joinFiguresCsv, writeFiguresCsv } from "../../../src/tables/figuresCsv.ts";
import { smallInput } from "../site/fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-saved-"));
afterAll(() => rmSync(folder, { recursive: true }));

const small = smallInput("internal");
const numbers = [0, 1, 299, 300, 301, 4_999, 5_000, 5_001, 10_000, 20_001];
const figuresOf = (count: number) =>
  Array.from({ length: count }, (_, place) => small.figures.slice(place % small.figures.length)[0]).flatMap(
    (figure) => figure ?? [],
  );

describe.each(numbers)("%i figures, written some at a time,", (count) => {
  const figures = figuresOf(count);

  it("are read again as they were", async () => {
    const report = { ...small, figures };
    mkdirSync(join(folder, "warehouse"), { recursive: true });
    await saveReport(report, folder);
    expect(await readReport(folder)).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it("are the CSV of all at once", () => {
    const file = join(folder, "figures.csv");
    writeFiguresCsv(figures, file);
    expect(readFileSync(file, "utf8") === figuresCsv(figures)).toBe(true);
  });

  it("are the CSV of all, joined from files of some", () => {
    const [middle, file] = [Math.floor(count / 3), join(folder, "joined.csv")];
    const parts = [figures.slice(0, middle), figures.slice(middle), []].map((some, place) => {
      const part = join(folder, `part-${place}.csv`);
      writeFileSync(part, figuresCsv(some));
      return part;
    });
    joinFiguresCsv(parts, file);
    expect(readFileSync(file, "utf8") === figuresCsv(figures)).toBe(true);
  });
});
