import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MeasureDefinition, parseDefinition } from "../../../src/catalogue/definition.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { type Boundaries, withLimits } from "../../../src/measures/judge.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import { leaveOutUnlisted, stopAtUnlisted } from "../../../src/release/labels.ts";
import type { Plan } from "../../../src/release/plan.ts";
import { toCountTables, toPublicFigures } from "../../../src/release/publicFigures.ts";
import { noteOf } from "../../../src/report/notes.ts";
import { lacking } from "../measures/lacking.ts";
import { ofMonth } from "../measures/undated.ts";

const threshold = 5;

const plan: Plan = {
  title: "Statistics",
  description: "Statistics.",
  licence: { name: "Open Government Licence v3.0", url: "https://example.org/licence" },
  contact: { name: "Statistics", email: "statistics@example.org" },
  release_day: 12,
  threshold,
  protect_zeros: false,
  group_disclosure: 0,
  roles: [],
  own_words: [],
  labels: {},
  floors: {},
  not_recorded: {},
  joined: [],
  flows: [],
  revisions: [],
  about_office: [],
  links: [],
  known: [],
  measures: {},
};

function measureOf(id: string, change: Partial<MeasureDefinition> = {}): MeasureDefinition {
  const header = `/*
title: Calls
definition: Telephone calls.
group: contact
unit: calls
direction: neutral
source: FOI-1
time: flow
extracts: [calls]
dimensions: [line, option]
public: [total, line, option]
*/
`;
  return { ...parseDefinition(id, `${header}select 1`), ...change };
}

const calls = measureOf("calls");

function figureOf(change: Partial<Figure>): Figure {
  return {
    measure: "calls",
    period: "2021-06",
    period_start: "2021-06-01",
    period_end: "2021-06-30",
    breakdown: "",
    group: "",
    numerator: 10,
    denominator: null,
    value: 10,
    unit: "calls",
    status: "",
    target: null,
    note: "",
    ...nothingLacks,
    ...unjudged,
    ...ofMonth,
    ...change,
  };
}

const count = (numerator: number, change: Partial<Figure> = {}) =>
  figureOf({ numerator, value: numerator, ...change });

const share = (numerator: number, denominator: number, change: Partial<Figure> = {}) =>
  figureOf({ numerator, denominator, value: (100 * numerator) / denominator, unit: "percent", ...change });

const whole = { breaks: [], rebases: [] };

const tableOf = (figures: Figure[], measure = calls, by: string[] = []): FigureTable => ({
  measure,
  by,
  figures,
});

/** Tables with what their series say, as the engine gives them. */
const judged = (tables: readonly FigureTable[], boundaries: Boundaries = whole): FigureTable[] =>
  tables.map((table) => ({ ...table, figures: withLimits(table.measure, table.figures, boundaries) }));

async function publish(...tables: FigureTable[]): Promise<Figure[]> {
  return (await toPublicFigures(judged(tables), plan)).figures;
}

const statusOf = async (figure: Figure, measure = calls) =>
  (await publish(tableOf([figure], measure))).map(({ status }) => status).join();

const april = { period: "2021-04", period_start: "2021-04-01", period_end: "2021-04-30" };
const may = { period: "2021-05", period_start: "2021-05-01", period_end: "2021-05-31" };
const june = { period: "2021-06", period_start: "2021-06-01", period_end: "2021-06-30" };
const firstQuarter = {
  period: "2021/22 Q1",
  period_kind: "quarter",
  period_start: "2021-04-01",
  period_end: "2021-06-30",
} as const;

const onLine = (line: string, numerator: number, change: Partial<Figure> = {}) =>
  count(numerator, { breakdown: "line", group: line, ...change });

const onlyStatuses = (figures: readonly Figure[]) => figures.map(({ status }) => status);

describe("a count", () => {
  it.each([
    [0, ""],
    [1, "c"],
    [threshold - 1, "c"],
    [threshold, ""],
    [0.4, "c"],
  ])("of %d has status '%s'", async (numerator, status) => {
    expect(await statusOf(count(numerator))).toBe(status);
  });

  it("that is hidden keeps no number and says why", async () => {
    expect(await publish(tableOf([count(3)]))).toEqual([
      figureOf({
        numerator: null,
        value: null,
        status: "c",
        state: "hidden",
        note: "Fewer than 5, or would give away a number that is.",
      }),
    ]);
  });

  it.each(["p", "r", "b"] as const)(
    "below the threshold is hidden though its status is '%s'",
    async (status) => {
      expect(await statusOf(count(3, { status }))).toBe("c");
      expect(await statusOf(count(30, { status }))).toBe(status);
    },
  );
});

describe("a share", () => {
  it.each([
    ["shows a numerator of none", 0, 20, ""],
    ["hides a numerator below the threshold", 4, 20, "c"],
    ["hides a complement below the threshold", 16, 20, "c"],
    ["shows a complement of none", 20, 20, ""],
    ["hides a denominator below the threshold", 0, 4, "c"],
    ["shows both at the threshold", 5, 10, ""],
  ])("%s", async (_title, numerator, denominator, status) => {
    expect(await statusOf(share(numerator, denominator))).toBe(status);
  });

  it("of nothing stays not applicable", async () => {
    expect(await statusOf(share(0, 0, { value: null, status: "z" }))).toBe("z");
  });

  it("that is hidden for its numerator still says of how many", async () => {
    const [figure] = await publish(tableOf([share(3, 20)]));
    expect(figure).toMatchObject({
      numerator: null,
      denominator: 20,
      value: null,
      status: "c",
      ...lacking("c"),
    });
  });
});

describe("a ratio", () => {
  it("hides a small difference, whichever number is the greater", async () => {
    const ratio = figureOf({ numerator: 300, denominator: 297, value: 1.01, unit: "ratio" });
    expect(await statusOf(ratio)).toBe("c");
  });

  it("with no denominator hides a small numerator", async () => {
    const none = figureOf({ numerator: 2, denominator: 0, value: null, unit: "ratio", status: "z" });
    expect(await publish(tableOf([none]))).toMatchObject([{ numerator: null, status: "c" }]);
  });
});

describe("a median", () => {
  const median = measureOf("calls", { statistic: { kind: "median", of: "line" } });

  it("of few is hidden with all its counts", async () => {
    const figure = figureOf({ numerator: 40, denominator: 3, value: 12 });
    expect(await publish(tableOf([figure], median))).toMatchObject([
      { numerator: null, denominator: null, value: null, status: "c" },
    ]);
  });

  it("of enough is shown, however near its total is to their number", async () => {
    expect(await statusOf(figureOf({ numerator: 8, denominator: 7, value: 1 }), median)).toBe("");
  });
});

describe("a figure that isn't held", () => {
  it("whole keeps the days of its part, and not what that comes to", async () => {
    const part = { held_from: "2021-06-01", held_to: "2021-06-09", held_numerator: 3, held_value: 3 };
    const inPart = { ...part, numerator: null, value: null, status: "x", state: "held in part" } as const;
    const [figure] = await publish(tableOf([figureOf(inPart)]));
    expect(figure).toEqual({ ...figureOf(inPart), held_numerator: null, held_value: null });
    expect(noteOf(figureOf({ ...figure, unit: "calls" }))).toBe("1 to 9 June 2021.");
  });

  it("stays so, with its reason", async () => {
    const notHeld = figureOf({ numerator: null, value: null, status: "x", state: "not held", note: "Lost." });
    expect(await publish(tableOf([notHeld]))).toEqual([notHeld]);
  });
});

describe("a note that the public is told less of", () => {
  const told = { note: "3 of the 40 rows were lost.", public_note: "Some of the rows were lost." };

  it("says to it what it may be told, and no more", async () => {
    const year = { period: "2021/22", period_kind: "financial-year", period_end: "2022-03-31" } as const;
    const figures = [count(30, { ...told, status: "u" }), count(40, { ...may, ...told }), count(90, year)];
    const shown = await publish(tableOf(figures));
    expect(shown.map(({ note }) => note)).toEqual([told.public_note, told.public_note, ""]);
    expect(shown.filter((one) => "public_note" in one)).toEqual([]);
  });
});

describe("what would give a hidden count away is hidden too", () => {
  it("over time: another month of the quarter", async () => {
    const figures = [count(3, april), count(30, may), count(20, june), count(53, firstQuarter)];
    expect(onlyStatuses(await publish(tableOf(figures)))).toEqual(["c", "", "c", ""]);
  });

  it("over groups: another line of the total", async () => {
    const groups = [onLine("A", 3), onLine("B", 40), onLine("C", 20)];
    const shown = await publish(tableOf([count(63)]), tableOf(groups, calls, ["line"]));
    expect(onlyStatuses(shown)).toEqual(["", "c", "", "c"]);
  });

  it("over the groups of groups", async () => {
    const cell = (line: string, option: string, numerator: number) =>
      count(numerator, { breakdown: "line,option", group: `${line} · ${option}` });
    const inner = [cell("A", "1", 3), cell("A", "2", 20), cell("B", "1", 30), cell("B", "2", 40)];
    const groups = [onLine("A", 23), onLine("B", 70)];
    const shown = await publish(
      tableOf([count(93)]),
      tableOf(groups, calls, ["line"]),
      tableOf(inner, calls, ["line", "option"]),
    );
    expect(onlyStatuses(shown)).toEqual(["", "", "", "c", "c", "", ""]);
  });

  it("of the office is shown however small, unless it tells one of people", async () => {
    const actions = measureOf("actions");
    const small = tableOf([count(2, { measure: "actions" })], actions);
    const statuses = async (about_office: string[], ...tables: FigureTable[]) =>
      onlyStatuses((await toPublicFigures(tables, { ...plan, about_office })).figures);
    expect(await statuses([], small)).toEqual(["c"]);
    expect(await statuses(["actions"], small)).toEqual([""]);
    const months = Array.from({ length: 6 }, (_, at) => ({ ...june, period: `2021-0${at + 1}` }));
    const series = (measure: string) =>
      tableOf(
        months.map((month, at) => count(2 + 7 * ((at + 1) % 3), { ...month, measure })),
        measureOf(measure),
      );
    const both = await statuses(["actions"], series("actions"), series("calls"));
    expect(both.filter((status) => status === "c")).toHaveLength(4);
  });

  it("under another name: a count that is the same in every period", async () => {
    const other = measureOf("completed");
    const months = ["04", "05", "06", "07", "08", "09"].map((month) => ({
      period: `2021-${month}`,
      period_start: `2021-${month}-01`,
      period_end: `2021-${month}-28`,
    }));
    const numbers = [12, 30, 14, 22, 17, 3];
    const rates = numbers.map((number, index) => share(number > 10 ? 6 : 0, number, months[index] ?? june));
    const counts = numbers.map((number, index) => count(number, { ...months[index], measure: "completed" }));
    const shown = await publish(
      tableOf(rates, measureOf("calls", { unit: "percent" })),
      tableOf(counts, other),
    );
    expect(shown.filter(({ status }) => status === "c").map(({ period }) => period)).toEqual([
      "2021-09",
      "2021-09",
    ]);
  });

  it("by a link of the plan: a whole and its parts", async () => {
    const parts = [onLine("A", 3), onLine("B", 40)];
    const link = {
      whole: { measure: "sum" },
      parts: [
        { measure: "calls", by: "line", group: "A" },
        { measure: "calls", by: "line", group: "B" },
      ],
    };
    const tables = [
      tableOf(parts, calls, ["line"]),
      tableOf([count(43, { measure: "sum" })], measureOf("sum")),
    ];
    const linked = await toPublicFigures(tables, { ...plan, links: [link] });
    expect(onlyStatuses(linked.figures).filter((status) => status === "c")).toHaveLength(2);
    const unlinked = await toPublicFigures(tables, plan);
    expect(onlyStatuses(unlinked.figures)).toEqual(["c", "", ""]);
    const wrong = [
      tableOf(parts, calls, ["line"]),
      tableOf([count(44, { measure: "sum" })], measureOf("sum")),
    ];
    expect(() => toCountTables(wrong, { ...plan, links: [link] })).toThrow("can't be used");
  });
});

describe("what the plan says of counts", () => {
  const reviews = measureOf("reviews");
  const decided = measureOf("decided", { unit: "percent" });
  const tables = [
    tableOf([share(12, 20, { measure: "decided" })], decided),
    tableOf([count(18, { measure: "accepted" })], measureOf("accepted")),
    tableOf([count(2, { measure: "declined" })], measureOf("declined")),
  ];
  const link = {
    whole: { measure: "decided", part: "denominator" as const },
    parts: [{ measure: "accepted" }, { measure: "declined" }],
  };

  it("may be of what a share is a share of, or of the rest", async () => {
    const unlinked = await toPublicFigures(tables, plan);
    expect(onlyStatuses(unlinked.figures)).toEqual(["", "", "c"]);
    const linked = await toPublicFigures(tables, { ...plan, links: [link] });
    expect(onlyStatuses(linked.figures)).toEqual(["", "c", "c"]);
    const rest = { whole: { measure: "reviews" }, parts: [{ measure: "decided", part: "rest" as const }] };
    const eight = [...tables, tableOf([count(8, { measure: "reviews" })], reviews)];
    const { tables: linkedTables } = toCountTables(eight, { ...plan, links: [rest] });
    expect(linkedTables.at(-1)?.sums).toEqual([
      { total: "reviews numerator total|2021-06", parts: ["decided rest total|2021-06"] },
    ]);
  });

  it("may leave a remainder, which is a count too: those who came more than once", async () => {
    const people = [tableOf([count(60)]), tableOf([count(57, { measure: "people" })], measureOf("people"))];
    const parts = [{ measure: "people" }];
    const again = { whole: { measure: "calls" }, parts, remainder: "calls of people who had called" };
    expect(onlyStatuses((await toPublicFigures(people, plan)).figures)).toEqual(["", ""]);
    const left = await toPublicFigures(people, { ...plan, links: [again] });
    expect(onlyStatuses(left.figures)).toContain("c");
    const more = [tableOf([count(60)]), tableOf([count(61, { measure: "people" })], measureOf("people"))];
    expect(() => toCountTables(more, { ...plan, links: [again] })).toThrow(
      "calls isn't the sum of its parts",
    );
  });

  it("may differ by a count, whichever of two is the larger: samples judged on one thing alone", async () => {
    const judged = measureOf("judged");
    const tables = (other: number) => [
      tableOf([count(60)]),
      tableOf([count(other, { measure: "judged" })], judged),
    ];
    const alone = {
      whole: { measure: "calls" },
      parts: [{ measure: "judged" }],
      difference: "judged on one alone",
    };
    const hiddenOf = async (other: number) => {
      const { figures } = await toPublicFigures(tables(other), { ...plan, links: [alone] });
      return onlyStatuses(figures).filter((status) => status === "c").length;
    };
    expect(await hiddenOf(57)).toBeGreaterThan(0);
    expect(await hiddenOf(63)).toBeGreaterThan(0);
    expect(await hiddenOf(60)).toBe(0);
    expect(await hiddenOf(40)).toBe(0);
  });

  it("may be what the office has said elsewhere, and must be what they come to", async () => {
    const months = ["2014-12", "2015-01", "2015-02"].map((period) => ({
      period,
      period_start: `${period}-01`,
      period_end: `${period}-28`,
    }));
    const table = tableOf(months.map((month, index) => count([1, 1, 3][index] ?? 0, month)));
    const known = [{ measure: "calls", periods: ["2014-12", "2015-01"], count: 2, source: "an answer" }];
    // Two that are two together are one each to whoever knows that neither is none: they are out.
    const { figures } = await toPublicFigures([table], { ...plan, known });
    expect(onlyStatuses(figures)).toEqual(["", "", "c"]);
    expect(onlyStatuses(await publish(table))).toEqual(["c", "c", "c"]);
    const wrong = [{ ...known[0], count: 3 }] as typeof known;
    await expect(toPublicFigures([table], { ...plan, known: wrong })).rejects.toThrow(
      "known: calls doesn't come to what an answer says",
    );
    const elsewhere = [{ ...known[0], periods: ["2014-11", "2014-12"] }] as typeof known;
    const other = await toPublicFigures([table], { ...plan, known: elsewhere });
    expect(onlyStatuses(other.figures)).toEqual(["c", "c", "c"]);
  });
});

describe("the labels of groups", () => {
  const named = tableOf([onLine("0345", 30), onLine("Jane Whitcombe", 40)], calls, ["line"]);
  const plain = tableOf([onLine("0345", 30), onLine("not recorded", 40)], calls, ["line"]);
  const both = tableOf(
    [figureOf({ breakdown: "line,option", group: "0345 · option 3", numerator: 30, value: 30 })],
    calls,
    ["line", "option"],
  );

  it("stop a release that the plan doesn't list, and are named", () => {
    const labels = { line: ["0345"] };
    expect(() => stopAtUnlisted([plain], { labels })).not.toThrow();
    expect(() => stopAtUnlisted([plain, named], { labels })).toThrow('line: "Jane Whitcombe"');
    expect(() => stopAtUnlisted([both], { labels })).toThrow('option: "option 3"');
    expect(() => stopAtUnlisted([both], { labels: { ...labels, option: ["option 3"] } })).not.toThrow();
    expect(() => stopAtUnlisted([plain], { labels: {} })).toThrow('line: "0345"');
  });

  it("leave their breakdown out of a preview, and what the plan says of it", () => {
    const given = {
      ...plan,
      labels: { line: ["0345"] },
      links: [{ whole: { measure: "calls" }, parts: [{ measure: "calls", by: "line", group: "0345" }] }],
    };
    const total = tableOf([count(70)]);
    const { tables, plan: left, leftOut } = leaveOutUnlisted([total, named], given);
    expect(tables).toEqual([total]);
    expect(left.links).toEqual([]);
    expect(leftOut).toEqual(["calls by line"]);
    expect(leaveOutUnlisted([total, plain], given)).toMatchObject({ tables: [total, plain], leftOut: [] });
  });
});

describe("the counts behind an estimate", () => {
  it("add up over time as a share's do, so that what is left of a quarter gives no month away", async () => {
    const closing = measureOf("closing", {
      unit: "working days",
      statistic: { kind: "kaplan-meier", quantile: 0.5 },
    });
    const months = [april, may, june].map((month, index) =>
      figureOf({
        ...month,
        measure: "closing",
        numerator: [163, 180, 184][index] ?? 0,
        denominator: [167, 190, 192][index] ?? 0,
        value: 18,
      }),
    );
    const quarter = figureOf({
      ...firstQuarter,
      measure: "closing",
      numerator: 527,
      denominator: 549,
      value: 18,
    });
    const figures = await publish(tableOf([...months, quarter], closing));
    // Four were open of April's 167: the quarter less the other months would give them.
    expect(onlyStatuses(figures).filter((status) => status === "c").length).toBeGreaterThan(1);
    expect(figures[0]?.status).toBe("c");
  });
});

describe("a link of the plan", () => {
  const link = {
    whole: { measure: "sum" },
    parts: [
      { measure: "calls", by: "line", group: "A" },
      { measure: "calls", by: "line", group: "B" },
    ],
  };
  const notHeld = { numerator: null, value: null, status: "x" as const };
  const linkedOf = (sum: Figure, lines: Figure[]) =>
    toCountTables([tableOf([sum], measureOf("sum")), tableOf(lines, calls, ["line"])], {
      ...plan,
      links: [link],
    });

  it("that has no rows on one side in any period is left out, with a warning", () => {
    const { tables, warnings } = linkedOf(count(0, { measure: "sum", ...notHeld }), [
      figureOf({ breakdown: "line", ...notHeld }),
    ]);
    expect(tables.map(({ name }) => name)).toEqual(["sum", "calls by line"]);
    expect(warnings).toEqual([
      "the plan’s link sum as a sum is left out: no rows in any period of sum and calls by line, 'A' and calls by line, 'B'",
    ]);
  });

  it("one of whose parts has no rows in any period is the sum of the others", () => {
    const { tables, warnings } = linkedOf(count(3, { measure: "sum" }), [onLine("A", 3), onLine("C", 9)]);
    expect(tables.at(-1)?.sums).toEqual([
      { total: "sum numerator total|2021-06", parts: ["calls numerator line=A|2021-06"] },
    ]);
    expect(warnings).toEqual(["the plan’s link sum as a sum: no rows in any period of calls by line, 'B'"]);
  });

  it("that names a group there isn't, where its sum can't hold, is an error that says so", () => {
    const wrong = () => linkedOf(count(7, { measure: "sum" }), [onLine("A", 3), onLine("C", 4)]);
    expect(wrong).toThrow("sum isn't the sum of its parts in 2021-06");
    expect(wrong).toThrow("calls by line, 'B' has no rows in any period");
  });
});

describe("a link with a remainder", () => {
  const link = {
    whole: { measure: "sum" },
    parts: [{ measure: "calls", by: "line", group: "A" }],
    remainder: "others",
  };
  const countTables = (lines: readonly number[]) => {
    const dated = [april, may, june].slice(0, lines.length);
    const sum = dated.map((month) => figureOf({ ...month, measure: "sum", numerator: 9, value: 9 }));
    const parts = dated.map((month, place) => ({ ...onLine("A", lines[place] ?? 0), ...month }));
    const tables = [tableOf(sum, measureOf("sum")), tableOf(parts, calls, ["line"])];
    return toCountTables(tables, { ...plan, links: [link] });
  };

  it("says nothing of a month in which its parts are more, and a warning says which", () => {
    const { tables, warnings } = countTables([4, 10, 9]);
    expect(tables.at(-1)?.sums.map(({ total }) => total)).toEqual([
      "sum numerator total|2021-04",
      "sum numerator total|2021-06",
    ]);
    expect(warnings).toEqual(["the plan’s link sum as a sum: its parts are more than it in 2021-05"]);
  });

  it("is wrong where they are more in most months", () => {
    expect(() => countTables([4, 10, 11])).toThrow("sum isn't the sum of its parts in 2021-05");
  });
});

describe("groups that don't add up to their total", () => {
  it("are an error, as nothing could be said of what they give away", async () => {
    const groups = [onLine("A", 30), onLine("B", 40)];
    const published = publish(tableOf([count(93)]), tableOf(groups, calls, ["line"]));
    await expect(published).rejects.toThrow("isn't the sum of its 2 parts");
  });

  it("may, where one of them isn't held", async () => {
    const groups = [
      onLine("A", 30),
      figureOf({ breakdown: "line", group: "B", numerator: null, value: null, status: "x" }),
    ];
    expect(onlyStatuses(await publish(tableOf([count(93)]), tableOf(groups, calls, ["line"])))).toEqual([
      "",
      "",
      "x",
    ]);
  });
});

const monthsOf = (length: number) =>
  Array.from({ length }, (_, index) => {
    const month = `20${20 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
    return { period: month, period_start: `${month}-01`, period_end: `${month}-28` };
  });

const saidOfSeries = ["lower_limit", "mean", "upper_limit", "rule", "variation", "assurance"] as const;
const isSaid = (figure: Figure) =>
  saidOfSeries.some((field) => figure[field] !== null && figure[field] !== "");

describe("the limits of a published series", () => {
  it("are of all its months, where none is hidden", async () => {
    const shown = await publish(tableOf(monthsOf(14).map((month, index) => count(20 + (index % 3), month))));
    expect(shown.every(isSaid)).toBe(true);
  });

  it("are none where a month is hidden, whatever it was, and stay of the groups with none hidden", async () => {
    const groupsWith = (hidden: number) => {
      const ofGroup = (line: string, low: number) =>
        monthsOf(14).map((month, index) =>
          onLine(line, index === 5 && line !== "C" ? low : 20 + (index % 3), month),
        );
      return publish(
        tableOf([...ofGroup("A", hidden), ...ofGroup("B", 20), ...ofGroup("C", 20)], calls, ["line"]),
      );
    };
    const [one, three] = [await groupsWith(1), await groupsWith(3)];
    expect(one).toEqual(three);
    const hidden = one.filter(({ group }) => group === "A");
    expect(hidden[5]).toMatchObject({ status: "c", value: null });
    expect(hidden.filter(isSaid)).toEqual([]);
    expect(one.filter(({ group }) => group !== "A").every(isSaid)).toBe(true);
  });

  it("are none, nor is any rule or verdict, of whatever series with a hidden month, in any segment", async () => {
    const part = fc.nat({ max: 25 });
    const counts = fc.array(part, { minLength: 2, maxLength: 30 });
    const shares = fc.array(
      fc.tuple(part, part).map(([a, b]) => [Math.min(a, b), Math.max(a, b, 1)] as const),
      { minLength: 2, maxLength: 30 },
    );
    const target = {
      from: "2010-01-01",
      to: null,
      comparison: "at least" as const,
      value: 10,
      assumed: false,
      source: "SM",
    };
    const change = { direction: "increase" as const, targets: [target], target };
    const boundaries = { breaks: [{ measure: "calls", on: "2020-09-01" }], rebases: [] };
    const publishAlone = async (figures: Figure[], measure: MeasureDefinition) =>
      (await toPublicFigures(judged([tableOf(figures, measure)], boundaries), plan)).figures;
    let hiddenSeries = 0;
    const check = (shown: readonly Figure[]) => {
      if (!shown.some(({ status }) => status === "c")) return;
      hiddenSeries += 1;
      expect(shown.filter(isSaid)).toEqual([]);
    };
    await fc.assert(
      fc.asyncProperty(counts, shares, async (numbers, rates) => {
        const months = monthsOf(30);
        const given = numbers.map((number, index) => count(number, months[index]));
        check(await publishAlone(given, measureOf("calls", change)));
        const rated = rates.map(([met, of], index) => share(met, of, months[index]));
        check(await publishAlone(rated, measureOf("calls", { ...change, unit: "percent" })));
      }),
      { numRuns: 40 },
    );
    expect(hiddenSeries).toBeGreaterThan(20);
  });
});

describe("whatever the counts", () => {
  it("zeros and safe counts alone are shown as they are, and no number stands in a hidden figure", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 12 }), { minLength: 2, maxLength: 6 }), async (numbers) => {
        const groups = numbers.map((number, index) => onLine(`L${index}`, number));
        const sum = numbers.reduce((all, number) => all + number, 0);
        const given = [count(sum), ...groups];
        let shown: Figure[];
        try {
          shown = await publish(tableOf([count(sum)]), tableOf(groups, calls, ["line"]));
        } catch (error) {
          // Too little is counted for anything to hide it.
          expect(String(error)).toContain("can't be made safe");
          return;
        }
        for (const [index, figure] of shown.entries()) {
          if (figure.status === "c") expect([figure.numerator, figure.value]).toEqual([null, null]);
          else expect(figure.value).toBe(given[index]?.value);
          if (given[index]?.value === 0) expect(figure.status).toBe("");
        }
      }),
      { numRuns: 40 },
    );
  });
});
