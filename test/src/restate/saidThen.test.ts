import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allFigures } from "../../../src/measures/allFigures.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import { toDefinitions } from "../../../src/restate/definitions.ts";
import { addRecord } from "../../../src/restate/history.ts";
import { findRestatedSinceLast } from "../../../src/restate/restatedSince.ts";
import { figuresCsv } from "../../../src/tables/figuresCsv.ts";
import { buildWarehouse, type Warehouse } from "../../../src/warehouse/warehouse.ts";
import { writeFiles } from "../../folders.ts";
import { csv } from "../../smallOffice.ts";

const heading =
  "call_id,started_at,line,menu_option,wrap_up_code,handler,duration_seconds,caller_number,wrap_up_note";
const calls = (month: string, count: number, mark: string) =>
  csv(
    heading,
    Array.from(
      { length: count },
      (_, place) => `${month}-${mark}${String(place)},${month}-10T10:00:00Z,0345 015 4033,3,,7001,60,,`,
    ),
  );

const feedbackHeading =
  "FEEDBACK_REF,CASE_REF,DATE_RECEIVED,CHANNEL,CATEGORY,GROUND,DATE_ACKNOWLEDGED,DATE_ALLOCATED,OFFICER,TEAM,DATE_REFERRED,DATE_CLOSED,CLOSURE,OUTCOME,REDRESS,DATE_SIGNED_OFF,RISK_CATEGORY,HIGH_RISK_FLAG,LEARNING,COMPLAINANT,EMAIL,TELEPHONE,NARRATIVE";

const home = mkdtempSync(join(tmpdir(), "candour-said-"));
const extracts = join(home, "extracts");
let now: Warehouse;
let figures: Figure[];

/** Five calls of March came in time, and two more once April's had come. */
beforeAll(async () => {
  writeFiles(extracts, {
    "2015-04-02/telephony-2015-03.csv": calls("2015-03", 5, "a"),
    "2015-04-02/visualfiles-feedback-2014-15.csv": csv(feedbackHeading, []),
    "2015-05-02/telephony-2015-04.csv": calls("2015-04", 3, "a"),
    "2015-05-02/visualfiles-feedback-2015-16.csv": csv(feedbackHeading, []),
    "2015-05-09/telephony-2015-03.csv": calls("2015-03", 2, "b"),
  });
  const built = await buildWarehouse({ extracts, landing: join(home, "landing"), log: () => undefined });
  now = { ...built, definitions: built.definitions.filter(({ id }) => id === "calls") };
  figures = await allFigures(now.connection, now.definitions, now.context);
});

afterAll(() => {
  now.connection.closeSync();
  now.instance.closeSync();
  rmSync(home, { recursive: true, force: true });
});

/** What is told of the calls of March, which today are seven. */
async function ofMarch(kept: { packs?: string; history?: string }) {
  const restated = await findRestatedSinceLast(now, figures, { extracts, ...kept });
  const found = restated?.figures.find(({ period }) => period === "2015-03");
  return { by: restated?.saidBy, was: found?.was, is: found?.is, why: found?.why };
}

/** The record that a build of March left, which said `said`. */
function recordOf(history: string, said: number): string {
  const { definitions, models, context, settings } = now;
  addRecord(history, "2015-03", {
    receivedTo: "2015-04-02",
    definitions: toDefinitions(definitions, models, context.holdings, settings),
    extracts: {},
    figures: [["calls", "2015-03", said, null, said, ""]],
  });
  return history;
}

/** A sealed pack of March, which said `said`. */
function packOf(packs: string, said: number): string {
  const own = figures.filter(({ period, breakdown }) => period === "2015-03" && breakdown === "");
  const text = figuresCsv(own.map((one) => ({ ...one, value: said, numerator: said })));
  const sha256 = createHash("sha256").update(text).digest("hex");
  writeFiles(join(packs, "2015-03"), {
    "figures.csv": text,
    "manifest.json": JSON.stringify({
      month: "2015-03",
      made_at: "2015-04-14T09:30:00.000Z",
      received_by: "2015-04-02",
      reissues: [],
      outputs: [{ file: "figures.csv", bytes: text.length, sha256 }],
    }),
  });
  return packs;
}

describe("what was said of the month before", () => {
  it("is what the build's own record has, and never worked out anew", async () => {
    const history = recordOf(join(home, "history"), 4);
    const found = await ofMarch({ history });
    expect(found).toMatchObject({ by: "build", was: 4, is: 7 });
    expect(found.why).toMatch(/^late data, /);
  });

  it("is what the sealed pack has, where there is one", async () => {
    const [packs, history] = [packOf(join(home, "packs"), 6), recordOf(join(home, "both"), 4)];
    expect(await ofMarch({ packs, history })).toMatchObject({ by: "pack", was: 6, is: 7 });
  });

  it("isn't known where neither is kept, and that is said", async () => {
    expect(await ofMarch({})).toEqual({ by: null, was: 5, is: 7, why: "late data" });
    expect(await ofMarch({ packs: join(home, "none"), history: join(home, "none") })).toMatchObject({
      by: null,
    });
  });

  it("is refused by the name of the file where a pack isn't what was sealed", async () => {
    const packs = packOf(join(home, "damaged"), 6);
    writeFileSync(join(packs, "2015-03/figures.csv"), "measure,period\r\ncalls,2015-03\r\n");
    await expect(ofMarch({ packs })).rejects.toThrow(/2015-03\/figures\.csv isn’t what was sealed/);
    writeFileSync(join(packs, "2015-03/manifest.json"), "{");
    await expect(ofMarch({ packs })).rejects.toThrow(/2015-03\/manifest\.json isn’t what was sealed/);
  });
});
