import { describe, expect, it } from "vitest";
import { readSettings, type Source } from "../../../loaders/sources.ts";
import { projectFile } from "../../../src/project.ts";
import { toFreshness } from "../../../src/warehouse/freshness.ts";

const { sources } = readSettings(projectFile("data/sources.yaml"));

function getSource(id: string): Source {
  const source = sources.find((one) => one.id === id);
  if (!source) throw new Error(`unknown source: ${id}`);
  return source;
}

/** A file of a month, received when it was due. */
function monthly(month: string, received_on = "2021-01-01") {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const covers_to = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { received_on, covers_from: `${month}-01`, covers_to };
}

const yearly = (year: number) => ({
  received_on: `${year + 1}-04-01`,
  covers_from: `${year}-04-01`,
  covers_to: `${year + 1}-03-31`,
});

const ask = (id: string, loaded: string[], receivedTo: string, refused: string[] = []) =>
  toFreshness(
    getSource(id),
    { loaded: loaded.map((one) => monthly(one)), refused: refused.map((one) => monthly(one)) },
    sources,
    receivedTo,
  );

describe("a source of monthly files", () => {
  it("is next due its days after the month that comes next", () => {
    expect(ask("telephony_calls", ["2021-01", "2021-02"], "2021-03-02")).toEqual({
      next_due_on: "2021-04-03",
      days_late: 0,
      gaps: [],
    });
  });

  it("isn't late on the day its file is due, and is on the day after", () => {
    const onTheDay = ask("telephony_calls", ["2021-01"], "2021-03-03");
    expect(onTheDay).toEqual({ next_due_on: "2021-03-03", days_late: 0, gaps: [] });
    const after = ask("telephony_calls", ["2021-01"], "2021-03-04");
    expect(after).toMatchObject({ next_due_on: "2021-03-03", days_late: 1 });
    expect(after.gaps).toMatchObject([{ from: "2021-02-01", to: "2021-02-28", problem: "late" }]);
  });

  it("is late by its oldest missing file", () => {
    const { next_due_on, days_late, gaps } = ask("telephony_calls", ["2020-11"], "2021-03-03");
    expect([next_due_on, days_late]).toEqual(["2021-01-03", 59]);
    expect(gaps.map(({ from }) => from)).toEqual(["2020-12-01", "2021-01-01"]);
  });

  it("misses a file that a later one has overtaken, whenever it was due", () => {
    const { gaps, next_due_on } = ask("telephony_calls", ["2021-01", "2021-03"], "2021-03-02");
    expect(gaps).toMatchObject([{ from: "2021-02-01", problem: "missing", later_files: "add" }]);
    expect(next_due_on).toBe("2021-03-03");
  });

  it("waits a year for a file that a later one has overtaken, and keeps in mind that it is missing", () => {
    const loaded = (to: string[]) => ["2021-01", "2021-03", ...to];
    const months = Array.from({ length: 14 }, (_, index) =>
      index < 9 ? `2021-${String(index + 4).padStart(2, "0")}` : `2022-0${index - 8}`,
    );
    const within = ask("telephony_calls", loaded(months.slice(0, 11)), "2022-03-02");
    expect(within).toMatchObject({ next_due_on: "2021-03-03", days_late: 364 });
    const after = ask("telephony_calls", loaded(months.slice(0, 12)), "2022-05-02");
    expect(after).toMatchObject({ next_due_on: "2022-05-03", days_late: 0 });
    expect(after.gaps).toMatchObject([{ from: "2021-02-01", to: "2021-02-28", problem: "missing" }]);
  });

  it("says of a file that came and couldn't be read that it was refused", () => {
    expect(ask("telephony_calls", ["2021-01"], "2021-03-02", ["2021-02"]).gaps).toMatchObject([
      { from: "2021-02-01", problem: "refused" },
    ]);
  });

  it("lacks nothing when a refused file was sent again", () => {
    expect(ask("telephony_calls", ["2021-01", "2021-02"], "2021-03-04", ["2021-02"]).gaps).toEqual([]);
  });
});

describe("a source of yearly files", () => {
  it("is next due after the financial year that comes next", () => {
    const loaded = [yearly(2019)];
    const source = { ...getSource("mailboxes"), due: { days: 5 } };
    const at = (day: string) => toFreshness(source, { loaded, refused: [] }, sources, day);
    expect(at("2021-03-31")).toEqual({ next_due_on: "2021-04-05", days_late: 0, gaps: [] });
    expect(at("2021-04-12")).toMatchObject({
      days_late: 7,
      gaps: [{ from: "2020-04-01", to: "2021-03-31", problem: "late" }],
    });
  });
});

describe("a source whose files may be of a month or of a year", () => {
  it("is next due as the last of them was", () => {
    const source = getSource("hr_snapshots");
    const at = (loaded: ReturnType<typeof yearly>[]) =>
      toFreshness(source, { loaded, refused: [] }, sources, "2022-06-10");
    expect(at([monthly("2022-03"), yearly(2021)])).toMatchObject({ next_due_on: "2023-04-07", gaps: [] });
    expect(at([yearly(2021), monthly("2022-04"), monthly("2022-05")])).toMatchObject({
      next_due_on: "2022-07-07",
      gaps: [],
    });
  });
});

describe("a system that was closed", () => {
  const closed = (day: string, years: number[]) =>
    toFreshness(getSource("visualfiles_cases"), { loaded: years.map(yearly), refused: [] }, sources, day);

  it("owes nothing once its last file has come", () => {
    expect(closed("2022-04-12", [2016, 2017])).toEqual({ next_due_on: null, days_late: 0, gaps: [] });
  });

  it("still owes its last file until then", () => {
    expect(closed("2018-03-01", [2016]).next_due_on).toBe("2018-04-05");
    expect(closed("2018-05-01", [2016]).gaps).toMatchObject([{ from: "2017-04-01", problem: "late" }]);
  });
});

describe("a source no file of which has come", () => {
  it("is expected from the day the system it takes over from closed", () => {
    expect(ask("msd_feedback", [], "2016-05-02")).toEqual({ next_due_on: null, days_late: 0, gaps: [] });
    expect(ask("msd_feedback", [], "2018-05-02").next_due_on).toBe("2018-05-05");
    expect(ask("msd_feedback", [], "2018-06-02").gaps).toMatchObject([{ from: "2018-04-01" }]);
  });

  it("isn't expected when nothing says from when", () => {
    expect(ask("assurance_registers", [], "2021-03-02")).toEqual({
      next_due_on: null,
      days_late: 0,
      gaps: [],
    });
  });
});

describe("a workbook that is sent anew", () => {
  it("is next due for the first month it doesn't hold whole", () => {
    const loaded = [{ received_on: "2022-04-04", covers_from: "2020-04-01", covers_to: "2022-04-03" }];
    const source = getSource("assurance_registers");
    expect(toFreshness(source, { loaded, refused: [] }, sources, "2022-04-12").next_due_on).toBe(
      "2022-05-05",
    );
  });
});

describe("a source of files of another period", () => {
  const named = (files: string) => ({ ...getSource("telephony_calls"), files });
  const late = (files: string, covers_from: string, covers_to: string, receivedTo: string) =>
    toFreshness(
      named(files),
      { loaded: [{ received_on: receivedTo, covers_from, covers_to }], refused: [] },
      [],
      receivedTo,
    );

  it("is due its days after the quarter, week or day that comes next", () => {
    expect(late("{quarter}.csv", "2021-01-01", "2021-03-31", "2021-04-02").next_due_on).toBe("2021-07-03");
    expect(late("{week}.csv", "2021-01-04", "2021-01-10", "2021-01-12").next_due_on).toBe("2021-01-20");
    expect(late("{dd.mm.yyyy}.csv", "2021-01-04", "2021-01-04", "2021-01-05").next_due_on).toBe("2021-01-08");
  });

  it("is expected up to the day its system was closed, in the middle of a month", () => {
    const closed = { ...getSource("telephony_calls"), until: "2021-03-17" };
    const stands = (covers_to: string) =>
      toFreshness(
        closed,
        { loaded: [{ received_on: "2021-06-01", covers_from: "2021-01-01", covers_to }], refused: [] },
        [],
        "2021-06-01",
      );
    expect(stands("2021-03-17")).toEqual({ next_due_on: null, days_late: 0, gaps: [] });
    expect(stands("2021-03-16").gaps).toMatchObject([{ from: "2021-03-17", to: "2021-03-17" }]);
  });

  it("is late by whole periods of the kind that its names say", () => {
    const { gaps } = late("{year} {quarter}.csv", "2020-07-01", "2020-09-30", "2021-04-04");
    expect(gaps.map(({ from, to }) => [from, to])).toEqual([
      ["2020-10-01", "2020-12-31"],
      ["2021-01-01", "2021-03-31"],
    ]);
  });
});
