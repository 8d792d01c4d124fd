import { beforeAll, describe, expect, it } from "vitest";
import { type MeasureDefinition, parseDefinition } from "../../../src/catalogue/definition.ts";
import { dividePer } from "../../../src/measures/dividePer.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { forgetMeasures } from "../../../src/measures/measureTable.ts";
import type { FigureQuery } from "../../../src/measures/question.ts";
import { openEmptyWarehouse, type TestWarehouse, wholeContext } from "../../sql/warehouse.ts";
import { ofMonth } from "./undated.ts";

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

/** A measure of the values given, its columns named, of days in June 2021. */
function measureOf(
  statistic: string,
  columns: string,
  rows: readonly string[],
  change: Partial<MeasureDefinition> & { header?: string } = {},
): MeasureDefinition {
  const { header = "time: flow\nunit: cases", ...more } = change;
  const text = `/*\ntitle: T\ndefinition: D.\ngroup: contact\ndirection: neutral\nsource: S\nextracts: [calls]
dimensions: [team]\npublic: [total]\n${header}\nstatistic: ${statistic}\n*/\n`;
  const sql = `${text}select * from (values ${rows.join(", ")}) as rows (${columns})`;
  return { ...parseDefinition("one", sql), ...more };
}

async function ask(measure: MeasureDefinition, asked: Partial<FigureQuery> = {}) {
  await forgetMeasures(warehouse.connection);
  const june = { periods: ["month"], from: "2021-06-01", to: "2021-06-30" } as const;
  const figures = await measureFigures(warehouse.connection, measure, { ...june, ...asked }, wholeContext);
  return figures.map(({ group, numerator, denominator, value, status }) =>
    [group, numerator, denominator, value ?? status].join(" ").trim(),
  );
}

const on = (day: number, more: string) => `(date '2021-06-${String(day).padStart(2, "0")}', ${more})`;

describe("distinct", () => {
  const columns = "counted_on, team, officer";
  const rows = [on(1, "'A', 'S1'"), on(2, "'B', 'S1'"), on(2, "'B', 'S2'"), on(3, "'B', null")];
  const measure = (some: readonly string[]) => measureOf("{ kind: distinct, of: officer }", columns, some);

  it("counts each once, and nobody not at all", async () => {
    expect(await ask(measure(rows))).toEqual(["2  2"]);
  });

  it("counts each once in every group, so that groups may add up to more", async () => {
    expect(await ask(measure(rows), { by: ["team"] })).toEqual(["A 1  1", "B 2  2"]);
  });

  it("of a period without rows is a true zero", async () => {
    expect(await ask(measure(rows), { from: "2021-07-01", to: "2021-07-31" })).toEqual(["0  0"]);
  });
});

describe("median, lowest, highest and below", () => {
  const columns = "counted_on, team, officer, numerator";
  const rows = [
    on(1, "'A', 'S1', 2"),
    on(2, "'B', 'S1', 3"),
    on(2, "'B', 'S2', 1"),
    on(3, "'B', 'S3', 20"),
    on(4, "'B', 'S4', 8"),
    on(5, "'B', null, 99"),
  ];
  const measure = (statistic: string) => measureOf(`{ ${statistic}, of: officer }`, columns, rows);

  it.each([
    ["kind: median", "34 4 6.5"],
    ["kind: lowest", "34 4 1"],
    ["kind: highest", "34 4 20"],
    ["kind: below, limit: 20", "3 4 3"],
    ["kind: below, limit: 20.5", "4 4 4"],
    ["kind: below, limit: 1", "0 4 0"],
  ])("%s is taken of the sums of each, nobody's rows left out", async (statistic, figure) => {
    expect(await ask(measure(statistic))).toEqual([figure]);
  });

  it("of a group are of the sums within it", async () => {
    expect(await ask(measure("kind: highest"), { by: ["team"] })).toEqual(["A 2 1 2", "B 32 4 20"]);
  });

  it("of an odd number is the one in the middle", async () => {
    expect(
      await ask(measure("kind: median"), { from: "2021-06-01", to: "2021-06-03", periods: ["as-at"] }),
    ).toEqual(["26 3 5"]);
  });

  it.each(["kind: median", "kind: lowest", "kind: highest", "kind: below, limit: 20"])(
    "%s of nothing isn't applicable",
    async (statistic) => {
      const july = { from: "2021-07-01", to: "2021-07-31" };
      expect(await ask(measure(statistic), july)).toEqual(["0 0 z"]);
      expect(await ask(measure(statistic), { ...july, by: ["team"] })).toEqual(["A 0 0 z", "B 0 0 z"]);
    },
  );
});

describe("oldest", () => {
  const header = "time: stock\nunit: days";
  const measure = measureOf(
    "{ kind: oldest }",
    "from_on, until_on, since_on, team",
    [
      "(date '2021-06-05', null::date, date '2021-06-01', 'A')",
      "(date '2021-05-01', date '2021-06-30', date '2021-04-01', 'A')",
      "(date '2021-06-30', null, date '2021-06-30', 'B')",
    ],
    { header },
  );

  it("is the most days since, of what is open on the day", async () => {
    expect(await ask(measure)).toEqual(["29"]);
    expect(await ask(measure, { periods: ["as-at"], to: "2021-06-29" })).toEqual(["89"]);
  });

  it("of what began that day is zero, and of nothing isn't applicable", async () => {
    expect(await ask(measure, { by: ["team"] })).toEqual(["A   29", "B   0"]);
    expect(await ask(measure, { periods: ["as-at"], from: "2021-04-30", to: "2021-04-30" })).toEqual(["z"]);
  });
});

describe("kappa", () => {
  const measure = (pairs: readonly string[]) =>
    measureOf(
      "{ kind: kappa }",
      "counted_on, team, first, second",
      pairs.map((pair) => on(1, pair)),
    );
  const yes = "'A', true, true";

  it("is the agreement beyond chance, of readings of which both were made", async () => {
    const pairs = [yes, yes, "'A', true, false", "'B', false, false", "'B', false, null"];
    expect(await ask(measure(pairs))).toEqual(["3 4 0.5"]);
  });

  it("of more than two classes is that of them all", async () => {
    const pairs = ["'A', 'x', 'x'", "'A', 'y', 'y'", "'A', 'z', 'z'"];
    expect(await ask(measure(pairs))).toEqual(["3 3 1"]);
  });

  it("of readings that all found the same isn't applicable", async () => {
    expect(await ask(measure([yes, yes]))).toEqual(["2 2 z"]);
    expect(await ask(measure([yes]), { from: "2021-07-01", to: "2021-07-31" })).toEqual(["0 0 z"]);
  });
});

describe("kaplan-meier", () => {
  const rows = [on(1, "'A', 3, true"), on(1, "'A', 3, true"), on(2, "'B', 5, false"), on(2, "'B', 9, true")];
  const measure = (quantile: number) =>
    measureOf(`{ kind: kaplan-meier, quantile: ${quantile} }`, "counted_on, team, days, is_event", rows);

  it("is the days by which the share has ended, those still going watched as long as they were", async () => {
    expect(await ask(measure(0.5))).toEqual(["3 4 6"]);
    expect(await ask(measure(0.75))).toEqual(["3 4 9"]);
  });

  it("never reached isn't available, and says so for its group alone", async () => {
    const still = measureOf("{ kind: kaplan-meier, quantile: 0.5 }", "counted_on, team, days, is_event", [
      ...rows.slice(0, 2),
      on(2, "'B', 5, false"),
    ]);
    expect(await ask(still, { by: ["team"] })).toEqual(["A 2 2 3", "B   x"]);
  });

  it("of nothing isn't applicable", async () => {
    expect(await ask(measure(0.5), { from: "2021-07-01", to: "2021-07-31" })).toEqual(["0 0 z"]);
  });
});

describe("per another measure", () => {
  const stock = "time: stock\nunit: ratio\nper: other";
  const open = ["(date '2021-05-31', null::date, 3, 'A')", "(date '2021-06-05', null, 3, 'B')"];
  const divisor = (rows: readonly string[]) => ({
    ...measureOf("{ kind: sum }", "counted_on, team, numerator", rows),
    id: "other",
    title: "Others",
  });
  const measure = (rows: readonly string[]) =>
    measureOf("{ kind: sum }", "from_on, until_on, numerator, team", open, {
      header: stock,
      divisor: divisor(rows),
    });

  it("is divided by its total of the same period, whatever the group", async () => {
    const others = [on(1, "'A', 1"), on(2, "'B', 3")];
    expect(await ask(measure(others))).toEqual(["6 4 1.5"]);
    expect(await ask(measure(others), { by: ["team"] })).toEqual(["A 3 4 0.75", "B 3 4 0.75"]);
    expect(await ask(measure(others), { where: [{ dimension: "team", value: "A" }] })).toEqual(["3 4 0.75"]);
  });

  it("of which there is none isn't applicable, in one row", async () => {
    expect(await ask(measure([on(1, "'A', 0")]), { by: ["team"] })).toEqual(["z"]);
  });

  const figureOf = (change: Partial<Figure>): Figure => ({
    measure: "one",
    period: "2021-06",
    period_start: "2021-06-01",
    period_end: "2021-06-30",
    breakdown: "",
    group: "",
    numerator: 6,
    denominator: null,
    value: 6,
    unit: "ratio",
    status: "",
    target: null,
    note: "",
    ...nothingLacks,
    ...unjudged,
    ...ofMonth,
    ...change,
  });
  const divide = (other: readonly Figure[], figure: Partial<Figure> = {}) => {
    const snapshot = { ...divisor([on(1, "'A', 1")]), time: "snapshot" } as const;
    return dividePer(measure([on(1, "'A', 1")]), snapshot, [figureOf(figure)], other);
  };

  it("gives the days of both, and is provisional when the other is", () => {
    const taken_on = "2021-06-28";
    const other = figureOf({ value: 4, status: "p", taken_on, note: "One is late." });
    expect(divide([other])).toMatchObject([
      {
        value: 1.5,
        status: "p",
        divided_on: taken_on,
        note: "Counted on 30 June 2021. Others: Snapshot of 28 June 2021. One is late.",
      },
    ]);
  });

  it("that isn't available isn't either, for its reason; what isn't held stays so for its own", () => {
    const other = figureOf({
      value: null,
      status: "x",
      state: "not held",
      missing_extract: "staff",
      note: "No snapshot was taken in this period.",
    });
    const none = { numerator: null, denominator: null, value: null, status: "x", state: "not held" };
    const note = "Others: No snapshot was taken in this period.";
    expect(divide([other])).toMatchObject([{ ...none, missing_extract: "staff", note }]);
    expect(divide([])).toMatchObject([{ ...none, note: "Others: there is no figure for this period." }]);
    const part = { held_from: "2021-06-02", held_to: "2021-06-30", held_value: 3, held_numerator: 3 };
    const inPart = { ...part, value: null, status: "x", state: "held in part", note: "Lost." } as const;
    expect(divide([figureOf(inPart)])).toMatchObject([
      {
        ...none,
        ...part,
        state: "held in part",
        held_value: null,
        held_numerator: null,
        note: "Others: Lost.",
      },
    ]);
    expect(divide([other], { value: null, status: "x", note: "Lost." })).toMatchObject([{ note: "Lost." }]);
  });
});
