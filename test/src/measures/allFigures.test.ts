import { expect, it } from "vitest";
import { allFigures } from "../../../src/measures/allFigures.ts";
import { csv, openSmallOffice, settingsOfLog } from "../../smallOffice.ts";

it("years to date are there by group for the reported month and the same a year before", async () => {
  const settings = settingsOfLog(
    "log-{month}.csv",
    "{ case_reference: Case, received_on: Received, jurisdiction: Jurisdiction }",
  );
  const log = (...rows: string[]) => csv("Case,Received,Jurisdiction", rows);
  const { connection, definitions, context } = await openSmallOffice(
    {
      "2021-05-01/log-2021-04.csv": log("C-00000001,2021-04-02,health"),
      "2022-05-01/log-2022-04.csv": log(
        "C-00000002,2022-04-02,health",
        "C-00000003,2022-04-03,parliamentary",
      ),
    },
    settings,
  );
  const received = definitions.filter(({ id }) => id === "cases-received");
  const figures = await allFigures(connection, received, context);
  const toDate = figures.filter(
    ({ period_kind, breakdown }) => period_kind === "year-to-date" && breakdown === "jurisdiction",
  );
  expect(toDate.map(({ period, group, value }) => [period, group, value])).toEqual([
    ["2021/22 to 2021-04", "health", 1],
    ["2021/22 to 2021-04", "parliamentary", 0],
    ["2022/23 to 2022-04", "health", 1],
    ["2022/23 to 2022-04", "parliamentary", 1],
  ]);
});
