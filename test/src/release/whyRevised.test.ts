import { join } from "node:path";
import { expect, it } from "vitest";
import { yearsToDate } from "../../../src/measures/allFigures.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import type { ReleaseRecord } from "../../../src/release/releaseRecord.ts";
import { whyRevised } from "../../../src/release/whyRevised.ts";
import { buildWarehouse } from "../../../src/warehouse/warehouse.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { callsCsv } from "../../smallOffice.ts";

it("a year to date is revised for the records of its months, not because it is worked out otherwise", async () => {
  const home = temporaryFolder();
  const [extracts, landing] = [join(home, "extracts"), join(home, "landing")];
  writeFiles(extracts, {
    "2015-05-02/telephony-2015-04.csv": callsCsv([["a1", "2015-04-10T10:00:00Z"]]),
    "2015-06-09/telephony-2015-04.csv": callsCsv([["b1", "2015-04-11T10:00:00Z"]]),
  });
  const options = { extracts, landing, log: () => undefined };
  const warehouse = await buildWarehouse(options);
  const { connection, context, definitions } = warehouse;
  const measure = definitions.find(({ id }) => id === "calls");
  if (!measure) throw new Error("unknown measure: calls");
  const figures = [
    ...(await measureFigures(connection, measure, { periods: ["month"] }, context)),
    ...(await measureFigures(connection, measure, yearsToDate(context), context)),
  ];
  const last: ReleaseRecord = {
    month: "2015-04",
    as_at: "2015-04-30",
    received_by: "2015-05-31",
    published_on: "2015-05-12",
    signed_by: "Head of Statistics",
    signed_at: "2015-05-12T00:00:00Z",
    read_by: null,
    words: [],
    replaces: null,
    reissue: null,
    candour: "0.1.0",
    plan_sha256: "0".repeat(64),
    warnings: [],
    revisions: [],
    figures_hidden: 0,
    figures_as_published: 0,
    figures: [],
  };
  const why = await whyRevised(warehouse, [{ measure, by: [], figures }], last, options);
  const reasons = figures
    .filter(({ period_end, value }) => period_end === "2015-04-30" && value !== null)
    .map((figure) => [figure.period_kind, why(figure)]);
  expect(reasons.map(([kind]) => kind)).toEqual(["month", "year-to-date"]);
  expect(new Set(reasons.map(([, reason]) => reason))).toEqual(
    new Set(["records that came after the last release"]),
  );
});
