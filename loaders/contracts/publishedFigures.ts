import { z } from "zod";
import { type Contract, date, notAfterReceipt, text } from "../contract.ts";

/**
 * Figures that the office has published: what was said of which period, where and when, and by which measure it is counted
 * now. Two publications may say different things of one period; each is a row.
 */
export const publishedFigures: Contract = {
  name: "published_figures",
  key: ["figure", "period", "published_in"],
  extras: ["published_on", "definition", "measure", "part", "rows_of", "difference"],
  fields: z.object({
    figure: text().describe("what was published, in the words of the publication"),
    period: text().describe(
      "of which period: 2021-06, 2021/22 Q1, 2021/22, 2021/22 to 2021-09, 2022-03-30 or 2014-12-14 to 2015-02-11",
    ),
    value: z.number().nullable().describe("the figure; empty where the office said that it isn't held"),
    unit: text().nullable().describe("what it is in: calls, people, percent"),
    published_in: text().describe("where it was published"),
    published_on: date().nullable().describe("the day it was published; empty where it isn't known"),
    definition: text().nullable().describe("what it counts, as it was published"),
    measure: text().nullable().describe("the measure that counts it now; empty where none does"),
    part: z
      .enum(["numerator", "denominator"])
      .nullable()
      .describe("which count of the measure it is; empty for its value"),
    rows_of: text()
      .nullable()
      .describe("the rows it is of, dimension=value, several with a semicolon between; empty for all"),
    difference: text()
      .nullable()
      .describe("why the figure counted now is another, where that is known; empty where it isn't"),
  }),
  rules: [notAfterReceipt("published_on")],
};
