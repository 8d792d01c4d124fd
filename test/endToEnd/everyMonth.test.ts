import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { endOfMonth } from "../../loaders/dates.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { Manifest } from "../../src/pack/manifest.ts";
import { projectFile } from "../../src/project.ts";
import { formatDay, formatMonth } from "../../src/report/format.ts";
import { sourceName } from "../../src/report/names.ts";
import { isLong } from "../gear.ts";
import { candourWarm, officeOf, onlyFewMeasures, smallOffice } from "./office.ts";
import { readPdfText } from "./pdfText.ts";

const home = mkdtempSync(join(tmpdir(), "candour-months-"));
const { landing } = smallOffice();

afterAll(() => rmSync(home, { recursive: true, force: true }));

/** From the month of the first extracts to that of the last. */
const months = Array.from({ length: 96 }, (_, index) =>
  endOfMonth("2014-04-01", index).slice(0, "yyyy-mm".length),
);

/** The extracts of the months about the month, of which some come later; in the long gear all there are. */
function extractsAbout(month: string): string {
  if (isLong) return smallOffice().extracts;
  const from = endOfMonth(`${month}-01`, -7);
  return officeOf(`about-${month}`, { from, until: endOfMonth(`${month}-01`, 3) }).extracts;
}

/** One whose registers are late. */
const someMonths = ["2020-12"];

describe("a build as at the 20th, for the meeting about the month before", () => {
  it.each(isLong ? months : someMonths)("is whole: %s", async (month) => {
    const asAt = `${endOfMonth(month, 1).slice(0, "yyyy-mm".length)}-20`;
    const extracts = extractsAbout(month);
    const out = join(home, "dist");
    rmSync(out, { recursive: true, force: true });
    const ran = await candourWarm([
      "build",
      "--as-at",
      asAt,
      "--extracts",
      extracts,
      "--landing",
      landing,
      "--out",
      out,
      "--history",
      join(home, "history", month),
      "--plan",
      "test/src/release/plan.yaml",
      "--settings",
      onlyFewMeasures(),
    ]);
    expect({ code: ran.code, said: ran.code === 0 ? "" : ran.stderr }).toEqual({ code: 0, said: "" });
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    const brief = readFileSync(join(out, "internal/index.html"), "utf8");
    expect(brief).toContain(`Assurance brief, ${formatMonth(month)}`);
    expect(existsSync(join(out, "public/index.html"))).toBe(true);
    const received = [
      ...readFileSync(join(out, "loads.csv"), "utf8").matchAll(/,(\d{4}-\d\d-\d\d)\/[^,]+,/g),
    ].map(([, day = ""]) => day);
    expect(received.length).toBeGreaterThan(3);
    expect(received.filter((day) => day > asAt)).toEqual([]);
  });
});

if (isLong)
  describe("the pack of a month of 2021/22", () => {
    const sources = readSettings(projectFile("data/sources.yaml")).sources.map(({ id }) => id);
    const systems = sources.filter((id) => !["withdrawals", "published_figures"].includes(id));
    const ofYear = ["bodies", "survey"];
    const isClosed = (id: string) => /^(visualfiles|callmanager)/.test(id);
    const year = months.filter((month) => month >= "2021-04");

    // The HR snapshot of July came on 9 September, the requests of November on 29 December, the year's survey on 14 April.
    it.each(year)("says how each source stood: %s", async (month) => {
      const { extracts } = smallOffice();
      const packs = join(home, "packs");
      const ran = await candourWarm([
        "pack",
        "--month",
        month,
        "--extracts",
        extracts,
        "--landing",
        landing,
        "--out",
        packs,
      ]);
      expect({ code: ran.code, said: ran.code === 0 ? "" : ran.stderr }).toEqual({ code: 0, said: "" });
      const folder = join(packs, month);
      const { as_at, received_by } = Manifest.parse(
        JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")),
      );
      const after = endOfMonth(month, 1);
      const receivedBy =
        { "2021-07": after, "2021-11": "2021-12-29", "2022-03": "2022-04-14" }[month] ??
        `${after.slice(0, 7)}-12`;
      expect({ as_at, received_by }).toEqual({ as_at: endOfMonth(month), received_by: receivedBy });
      const text = await readPdfText(join(folder, "assurance-pack.pdf"));
      const table = text.slice(text.lastIndexOf("Each source, as its extracts had come"));
      const stateOf = (id: string) => {
        const words =
          "Up to date|Late by \\d+ days|Not complete|Due on \\d+ \\w+ \\d{4}|Never received|Closed";
        return new RegExp(`${sourceName(id)} .*?(${words})`).exec(table)?.[1];
      };
      const late = month === "2021-07" ? ["hr_snapshots"] : [];
      const states = Object.fromEntries(systems.map((id) => [id, stateOf(id)]));
      expect(states).toEqual(
        Object.fromEntries(
          systems.map((id) => [
            id,
            isClosed(id)
              ? "Closed"
              : late.includes(id)
                ? expect.stringMatching(/^Late by/)
                : ofYear.includes(id)
                  ? expect.stringMatching(/^(?:Up to date|Due on)/)
                  : "Up to date",
          ]),
        ),
      );
      const agenda = readFileSync(join(folder, "agenda.txt"), "utf8");
      expect(agenda).toContain(`Figures as at ${formatDay(endOfMonth(month))}`);
      // What comes once a year isn't late before its day.
      const expected = sources.filter((id) => id !== "published_figures");
      const upToDate = `All ${expected.length} sources are up to date\\.|Due later: (?:Survey|Bodies)(?:, Bodies)?\\.`;
      expect(agenda).toMatch(new RegExp(late.length > 0 ? "Late or incomplete: HR snapshots\\." : upToDate));
      if (late.length === 0) expect(agenda).not.toContain("Late or incomplete");
    });
  });
