import { describe, expect, it } from "vitest";
import { toEarlier, toRecord } from "../../../src/disclosure/record.ts";
import { attackReleases } from "../../../src/release/attackReleases.ts";
import type { Plan } from "../../../src/release/plan.ts";
import { planFigures } from "../../../src/release/planFigures.ts";
import { toPublicFigures } from "../../../src/release/publicFigures.ts";
import { csv, openSmallOffice, settingsOfLog } from "../../smallOffice.ts";
import { emptyPlan } from "./planFigure.ts";

const settings = () =>
  settingsOfLog(
    "log-{financial-year}.csv",
    "{ case_reference: Case, received_on: Received, closed_on: Closed, jurisdiction: Jurisdiction, body: Body }",
  );

/** So many cases of each body and jurisdiction, received in April 2020 to March 2021; every second is closed in March. */
function casesOf(counts: readonly (readonly [body: string, jurisdiction: string, cases: number])[]): string {
  const rows = counts.flatMap(([body, jurisdiction, cases]) =>
    Array.from({ length: cases }, (_, place) => {
      const month = String(4 + (place % 9)).padStart(2, "0");
      return { body, jurisdiction, received: `2020-${month}-10`, closed: place % 2 ? "2021-03-20" : "" };
    }),
  );
  const lines = rows.map(({ body, jurisdiction, received, closed }, place) =>
    [`C-${String(place).padStart(8, "0")}`, received, closed, jurisdiction, body].join(","),
  );
  return csv("Case,Received,Closed,Jurisdiction,Body", lines);
}

const floor = { counted: "cases-received", least: 20, least_of_share: 20, others: "other bodies" };
const plan: Plan = {
  ...emptyPlan,
  labels: { body: ["Trust A", "Trust B", "Agency C", "Agency D"] },
  floors: { body: floor },
  flows: [
    {
      stock: "cases-open",
      came: ["cases-received", "cases-reopened"],
      went: ["cases-closed"],
      by: ["total"],
    },
  ],
  measures: {
    "cases-open": { total: ["month"] },
    "cases-received": {
      total: ["quarter", "financial-year"],
      body: ["financial-year"],
      jurisdiction: ["financial-year"],
    },
  },
};

describe("the figures of a plan", () => {
  it("have behind them what comes and goes, and whom cases are about, also where that isn't published", async () => {
    const text = casesOf([
      ["Trust A", "health", 60],
      ["Trust B", "health", 31],
      ["Agency C", "parliamentary", 40],
      ["Agency D", "parliamentary", 3],
      ["Trust E", "health", 25],
    ]);
    const office = await openSmallOffice({ "2021-04-01/log-2020-21.csv": text }, settings());
    const { connection, definitions, context } = office;
    const { tables, behind } = await planFigures(connection, plan, definitions, context);
    const shown = tables.find(({ measure, by }) => measure.id === "cases-received" && by[0] === "body");
    const year = shown?.figures.filter(({ period }) => period === "2020/21");
    expect(year?.map(({ group, value }) => [group, value])).toEqual([
      ["Agency C", 40],
      ["Trust A", 60],
      ["Trust B", 31],
      ["other bodies", 28],
    ]);
    expect(behind.map(({ measure, by }) => [measure.id, ...by].join(" "))).toEqual([
      "cases-received body",
      "cases-closed",
      "cases-received",
      "cases-reopened",
      "cases-received body jurisdiction",
    ]);
    // Readers know which bodies are health: without D, of 3, what parliament's have beside C would be its count.
    const { figures, tables: system, suppression } = await toPublicFigures(tables, plan, [], behind);
    const hidden = figures.filter(({ status, breakdown }) => status === "c" && breakdown !== "");
    expect(hidden.length).toBeGreaterThan(1);
    const told = { threshold: 5, protect_zeros: false, of: {} };
    const record = toRecord({
      release: "0",
      signedBy: "",
      settings: told,
      files: {},
      tables: system,
      suppression,
    });
    expect((await attackReleases([toEarlier(record)], 5)).exposed).toEqual([]);
  });
});
