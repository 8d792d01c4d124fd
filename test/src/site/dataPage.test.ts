import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import type { Report } from "../../../src/report/report.ts";
import { toSite } from "../../../src/report/series.ts";
import { toPages } from "../../../src/site/pages.ts";
import { smallInput } from "./fixture.ts";

/** The cells of a row of the state of the data, by what stands first in it. */
function rowsOf(report: Report, first: string): string[][] {
  const [page] = toPages(toSite(report), (path) => path === "data");
  const { document } = new JSDOM(page?.body.text ?? "").window;
  return [...document.querySelectorAll("tbody tr")]
    .map((row) => [...row.children].map(({ textContent }) => (textContent ?? "").trim().replace(/\s+/g, " ")))
    .filter(([text = ""]) => text.startsWith(first));
}

const report = smallInput("internal");
const models = [
  ...report.models,
  { name: "checks.reviews_known", schema: "checks", reads: ["raw.reviews", "raw.cases"] },
];
const check = { severity: "warning" as const, owner: "Analyst", rows: 0, names: [] };

test("a check says nothing good of what was never loaded", () => {
  const checks = [
    { ...check, id: "calls_with_line", title: "Of calls" },
    { ...check, id: "reviews_known", title: "Of reviews and cases" },
    { ...check, id: "cases_closed_once", title: "Of files" },
    { ...check, id: "published_figures_reproduce", title: "Of published figures" },
  ];
  const found = (loaded: readonly string[]) => {
    const coverage = loaded.map((contract) => ({ contract, from: "2021-04-01", to: "2022-03-31" }));
    const sources = report.sources.map((one) => ({ ...one, received_on: one.received_on ?? "2022-04-12" }));
    return rowsOf({ ...report, models, checks, coverage, sources }, "Of ").map((cells) => cells.at(-1));
  };
  expect(found(["calls", "reviews", "cases", "published_figures"])).toEqual(Array(4).fill("Nothing found"));
  expect(found(["cases"])).toEqual([
    "Not loaded, so nothing was looked at",
    "Nothing found in what was loaded",
    "Nothing found",
    "Not loaded, so nothing was looked at",
  ]);
});

test("what was never held has no first day", () => {
  const [measure] = report.measures;
  const holding = { measure: measure?.id ?? "", breakdown: "", extent: "none" as const };
  const holdings = [
    { ...holding, from: "0001-01-01", to: "9999-12-31", reason: "No limit." },
    { ...holding, from: "0001-01-01", to: "2021-03-31", reason: "Not named." },
    { ...holding, from: "2021-05-01", to: "9999-12-31", reason: "No longer." },
  ];
  const periods = rowsOf({ ...report, holdings }, measure?.title ?? "").map(([, period]) => period);
  expect(periods).toEqual(expect.arrayContaining(["Always", "Up to 31 March 2021", "1 May 2021 onwards"]));
});
