import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  digestMonth,
  digestText,
  keepDigest,
  type MonthDigest,
  markNew,
  readDigest,
  toExitCode,
} from "../../../src/commands/monthDigest.ts";
import type { Report } from "../../../src/report/report.ts";
import { newSection } from "../../../src/site/components/brief/newSince.ts";
import { temporaryFolder } from "../../folders.ts";
import { type Given, judgedSite } from "../site/judged.ts";

const rates = (count: number, level: number): Given[] =>
  Array.from({ length: count }, (_, index) => [level + (index % 3), 100] as const);

/** A site of one measure and of sources that are all there. */
function siteOf(values: readonly Given[]) {
  const site = judgedSite({ measure: "feedback-closed-20wd", values });
  const report: Report = { ...site.report, sources: [], restated: null };
  return { ...site, report };
}

const calm: Omit<MonthDigest, "exit_code"> = {
  month: "2022-03",
  compared_with: "2022-02",
  as_at: "2022-03-31",
  verdict: "",
  news: [],
  restated: 0,
  late: [],
  failing: [],
  steps: [{ step: "check", state: "done", words: ["3 files"] }],
};
const missed: MonthDigest["news"][number] = {
  measure: "calls",
  title: "Calls",
  kind: "newly missed",
  words: "Its target is missed, and was met in February 2022.",
};
const failing = { id: "rows_add_up", title: "rows add up", rows: 4 };
const late = { source: "calls", name: "Calls", state: "late by 3 days" };

describe("what a month’s run says", () => {
  it("is what the brief says is new, in the same words", () => {
    const site = siteOf([...rates(24, 95), [40, 100]]);
    const { news } = digestMonth(site.report);
    expect(news.map(({ kind }) => kind)).toContain("newly missed");
    for (const { words } of news) expect(newSection(site).text).toContain(words);
  });

  it("is nothing new of a target that is hit or miss, or was missed before", () => {
    for (const values of [
      Array.from({ length: 24 }, (_, month): Given => [month % 2 ? 40 : 95, 100]),
      rates(24, 40),
    ])
      expect(digestMonth(siteOf(values).report).news.filter(({ kind }) => kind === "newly missed")).toEqual(
        [],
      );
  });

  it("exits by a bit for each thing that is new, and by 0 where nothing is", () => {
    expect(toExitCode(calm)).toBe(0);
    expect(toExitCode({ ...calm, failing: markNew([failing], null) })).toBe(2);
    expect(toExitCode({ ...calm, late: [late] })).toBe(4);
    expect(toExitCode({ ...calm, news: [missed] })).toBe(8);
    expect(toExitCode({ ...calm, news: [{ ...missed, kind: "newly met" }] })).toBe(0);
    const steps = [
      { step: "pack", state: "failed", words: ["No browser was found."] },
      { step: "release", state: "refused", words: ["Two problems."] },
    ] as const;
    const all = { ...calm, failing: markNew([failing], null), late: [late], news: [missed] };
    expect(toExitCode({ ...all, steps: steps.map((one) => ({ ...one, words: [...one.words] })) })).toBe(31);
  });

  it("calls a check failing new where the month before hadn’t found it, or fewer", () => {
    const before = { ...calm, exit_code: 2, failing: markNew([failing], null) };
    expect(markNew([failing], before)[0]?.is_new).toBe(false);
    expect(markNew([{ ...failing, rows: 5 }], before)[0]?.is_new).toBe(true);
    expect(markNew([{ ...failing, id: "other" }], before)[0]?.is_new).toBe(true);
  });

  it("is kept for the next month, and one that can’t be read counts as none", () => {
    const history = join(temporaryFolder(), "history");
    expect(readDigest(history, "2022-03")).toBeNull();
    const digest = { ...calm, exit_code: 0 };
    keepDigest(history, "2022-03", digest);
    expect(readDigest(history, "2022-03")).toEqual(digest);
    writeFileSync(join(history, "monthly-2022-03.json"), '{"month": "2022-03"');
    expect(readDigest(history, "2022-03")).toBeNull();
  });

  it("is text that says what is new first, what each step did, and what the exit code stands for", () => {
    const digest = {
      ...calm,
      news: [missed],
      late: [late],
      failing: markNew([failing], null),
      exit_code: 14,
    };
    expect(digestText(digest)).toBe(
      [
        "March 2022: figures as at 31 March 2022.",
        "",
        "New since February 2022",
        "  Calls: Its target is missed, and was met in February 2022.",
        "",
        "Late",
        "  Calls: late by 3 days",
        "",
        "Checks",
        "  rows add up: 4 rows",
        "",
        "Done",
        "  check    done       3 files",
        "",
        "Exit code 14: 2, a check is failing, or a file is refused, that wasn’t the month before; 4, a source is late; 8, a target is newly missed.",
        "",
      ].join("\n"),
    );
  });
});
