import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { hashPastMonths, keepBrief, readPastMonths } from "../../../src/report/pastMonths.ts";
import { toSite } from "../../../src/report/series.ts";
import { briefBlocks } from "../../../src/site/briefBlocks.ts";
import { toPages } from "../../../src/site/pages.ts";
import { temporaryFolder } from "../../folders.ts";
import { fixtureInput } from "../site/fixture.ts";

const input = fixtureInput("internal");

/** The brief of the fixture's office as its build keeps it; `calls` is what it says of them in March. */
function briefOf(calls: number, month = "2022-03") {
  const figures = input.figures.map((one) =>
    one.measure === "calls" && one.breakdown === "" && one.period === "2022-03"
      ? { ...one, value: calls, numerator: calls }
      : one,
  );
  const [page] = toPages(toSite({ ...input, figures, headlines: ["calls"] }), (path) => path === "index");
  const blocks = briefBlocks(page?.body.text ?? "");
  return { month, as_at: `${month}-28`, received_to: "2022-04-12", blocks };
}

const first = briefOf(4_321);
const revised = briefOf(9_876);

const textOf = (path: string, pastMonths: ReturnType<typeof readPastMonths>) => {
  const [page] = toPages(toSite({ ...input, asAt: "2022-03-31", pastMonths }), (own) => own === path);
  return new JSDOM(page?.body.text ?? "").window.document.body.textContent?.replace(/\s+/g, " ") ?? "";
};

describe("an earlier month's brief", () => {
  it("is as it was once a later month is built, whatever its figures are by then", () => {
    const history = temporaryFolder();
    keepBrief(history, first);
    expect(keepBrief(history, { ...revised, month: "2022-05" })).toBe(true);
    expect(keepBrief(history, revised)).toBe(false);
    const [april, march] = readPastMonths("2022-05", { history });
    expect([april?.month, april?.brief, april?.pack]).toEqual(["2022-04", null, null]);
    expect(march?.brief?.blocks).toEqual(first.blocks);
    const page = textOf("earlier/2022-03", readPastMonths("2022-05", { history }));
    expect(page).toContain("4,321");
    expect(page).not.toContain("9,876");
    expect(page).toContain("For decision today");
    expect(page).toContain("As it was said then");
  });

  it("is that of the last build of its month, until then", () => {
    const history = temporaryFolder();
    keepBrief(history, first);
    keepBrief(history, revised);
    expect(readPastMonths("2022-04", { history })[0]?.brief?.blocks).toEqual(revised.blocks);
  });

  it("isn't there where none is kept, and the list says so", () => {
    const history = temporaryFolder();
    keepBrief(history, { ...first, month: "2021-12" });
    const past = readPastMonths("2022-03", { history, packs: join(history, "packs") });
    const list = textOf("earlier/index", past);
    expect(list).toMatch(/February 2022 ?None is kept ?None is sealed/);
    expect(list).toMatch(/December 2021 ?As it was/);
    expect(textOf("earlier/index", [])).toContain("No earlier month has left a brief or a pack here.");
  });

  it("is refused by name where its file was changed or cut off", () => {
    const history = temporaryFolder();
    keepBrief(history, first);
    const file = join(history, "brief-2022-03.json");
    const text = readFileSync(file, "utf8");
    for (const damaged of [text.replace("4,321", "4,322"), text.slice(0, 500), "[]"]) {
      writeFileSync(file, damaged);
      expect(() => readPastMonths("2022-04", { history })).toThrow(
        /brief-2022-03\.json isn’t the brief that was kept/,
      );
    }
  });

  it("makes another site of the next month when it is another", () => {
    const history = temporaryFolder();
    const hash = () => hashPastMonths("2022-04", { history });
    const without = hash();
    keepBrief(history, first);
    const one = hash();
    keepBrief(history, revised);
    expect(new Set([without, one, hash()]).size).toBe(3);
    expect(hashPastMonths("2022-03", { history })).toBe(hashPastMonths("2022-02", { history }));
  });

  it("keeps what is said and counted, without charts, links or markup", () => {
    const text = JSON.stringify(first.blocks);
    expect(text.length).toBeLessThan(60_000);
    expect(text).not.toMatch(/href=|<svg|where it comes from|open it up/);
    const headings = first.blocks.flatMap((one) => (one.kind === "heading" ? [one.text] : []));
    expect(headings[0]).toMatch(/^Assurance brief, March 2022$/);
    expect(headings).toEqual(expect.arrayContaining(["For decision today"]));
    const table = first.blocks.find((one) => one.kind === "table");
    expect(table?.kind === "table" && table.rows[0]?.join(" | ")).toMatch(/^Calls \|.*4,321/);
  });
});
