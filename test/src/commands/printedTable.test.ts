import { describe, expect, it } from "vitest";
import { toTable } from "../../../src/commands/printedTable.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { formatValue } from "../../../src/report/format.ts";
import { ofMonth } from "../measures/undated.ts";

const figure = (change: Partial<Figure>): Figure => ({
  measure: "calls",
  period: "2022-02",
  period_start: "2022-02-01",
  period_end: "2022-02-28",
  breakdown: "",
  group: "",
  numerator: null,
  denominator: null,
  value: null,
  unit: "calls",
  status: "x",
  target: null,
  note: "No calls extract covers all of this period.",
  ...ofMonth,
  ...nothingLacks,
  ...unjudged,
  ...change,
});

describe("a printed table of figures", () => {
  it.each([
    ["percent", 57.26, "57.3"],
    ["ratio", 2.014, "2.01"],
    ["kappa", 0.734, "0.73"],
    ["FTE", 41.26, "41.3"],
  ])("has a value in %s as the pages have it", (unit, value, shown) => {
    const [, row] = toTable([figure({ unit, value, status: "", state: "held", note: "" })]).split("\n");
    expect(row).toContain(` ${shown} `);
    expect(formatValue(value, unit)).toMatch(new RegExp(`^${shown}%?$`));
  });

  it("says of a period that is held in part which days are, and what they come to", () => {
    const held = { held_from: "2022-02-01", held_to: "2022-02-19", held_value: 19, held_numerator: 19 };
    expect(toTable([figure({ state: "held in part", ...held })])).toBe(
      [
        "period   value  unit   status  note",
        "2022-02         calls  [x]     Held in part: 1 to 19 February 2022, 19. No calls extract covers all of this period.",
        "",
      ].join("\n"),
    );
  });

  it("says of a period that isn't held why, and of a figure what is to be known of it", () => {
    const printed = toTable([
      figure({ state: "not loaded" }),
      figure({ period: "2022-03", value: 28, numerator: 28, status: "", state: "held", note: "" }),
      figure({ period: "2022-04", value: 3, numerator: 3, status: "p", state: "held", note: "One is late." }),
    ]);
    expect(printed.split("\n").slice(1, 4)).toEqual([
      "2022-02                    calls  [x]     Not loaded: No calls extract covers all of this period.",
      "2022-03     28         28  calls",
      "2022-04      3          3  calls  [p]     One is late.",
    ]);
  });
});
