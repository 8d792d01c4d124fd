import { describe, expect, it } from "vitest";
import { endOfMonth, monthsBefore } from "../../../loaders/dates.ts";
import { withTargets } from "../../../src/catalogue/targets.ts";
import { judgedFigures } from "../../../src/measures/judgedFigures.ts";
import type { AskedKind } from "../../../src/measures/question.ts";
import { feedbackCsv, openSmallOffice } from "../../smallOffice.ts";

const months = Array.from({ length: 12 }, (_, index) => endOfMonth("2021-04-01", index).slice(0, 7));

/** Of ten cases closed on the tenth eight came on the first, and two on the first of two months before. */
const casesOf = (month: string) =>
  Array.from({ length: 10 }, (_, index) => {
    const received = index < 8 ? `${month}-01` : `${monthsBefore(month, 2)}-01`;
    return {
      "Feedback Number": `FB-${month.replace("-", "")}${String(index)}`,
      "Received On": received,
      "Allocated On": received,
      "Closed On": `${month}-10`,
      Closure: "closed",
    };
  });

/** The office, and its first service standard with a target that changed on 1 January 2022. */
async function openChanged() {
  const files = months.map((month) => [
    `${endOfMonth(`${month}-01`, 1).slice(0, 7)}-01/msd-feedback-${month}.csv`,
    feedbackCsv(casesOf(month)),
  ]);
  const { connection, context, definitions } = await openSmallOffice(Object.fromEntries(files));
  const comparison = "at least" as const;
  const target = { measure: "feedback-closed-20wd", comparison, assumed: false, source: "SM" };
  const [measure] = withTargets(
    definitions.filter(({ id }) => id === "feedback-closed-20wd"),
    [
      { ...target, from: "2014-04-01", to: "2021-12-31", value: 75 },
      { ...target, from: "2022-01-01", to: null, value: 90 },
    ],
    context.asAt,
  );
  if (!measure) throw new Error("missing measure: feedback-closed-20wd");
  return (...periods: AskedKind[]) => judgedFigures(connection, measure, { periods }, context);
}

describe("a target that changed within a year", () => {
  let opened: ReturnType<typeof openChanged> | undefined;
  const ask = async (...periods: AskedKind[]) => {
    opened ??= openChanged();
    return (await opened)(...periods);
  };

  it("judges each month by the target of its day, and no month by that of another", async () => {
    const judged = await ask("month");
    const held = judged.filter(({ value }) => value !== null);
    expect(held.length).toBeGreaterThan(9);
    for (const { period, target, target_status, value } of held) {
      const aim = period < "2022-01" ? 75 : 90;
      expect([period, target, target_status]).toEqual([period, aim, (value ?? 0) >= aim ? "met" : "missed"]);
    }
    const before = held.filter(({ period }) => period < "2022-01");
    expect(before.map(({ target_months }) => target_months)).toEqual(before.map(() => before.length));
    expect(held.at(-1)).toMatchObject({ assurance: "unclear", target_months: held.length - before.length });
  }, 60_000);

  it("gives the year, and the quarter it changed in, no target, and says both", async () => {
    const [year] = (await ask("financial-year")).filter(({ period }) => period === "2021/22");
    expect(year).toMatchObject({ target: null, target_status: "", assurance: "" });
    expect(year?.note).toContain(
      "The target changed: at least 75 to 2021-12-31, at least 90 from 2022-01-01.",
    );
    const quarters = await ask("quarter");
    expect(quarters.map(({ period, target }) => [period, target])).toEqual([
      ["2021/22 Q1", 75],
      ["2021/22 Q2", 75],
      ["2021/22 Q3", 75],
      ["2021/22 Q4", 90],
    ]);
  }, 60_000);
});
