import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toDefinitions } from "../../../src/restate/definitions.ts";
import { addRecord, type BuildRecord, hashExtracts } from "../../../src/restate/history.ts";
import { type Restatement, restate } from "../../../src/restate/restate.ts";
import { readLoads } from "../../../src/warehouse/loads.ts";
import { buildWarehouse } from "../../../src/warehouse/warehouse.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const lines = (...rows: string[]) => `${rows.join("\r\n")}\r\n`;

const callHeading =
  "call_id,started_at,line,menu_option,wrap_up_code,handler,duration_seconds,caller_number,wrap_up_note";
const calls = (month: string, count: number, mark = "a") =>
  lines(
    callHeading,
    ...Array.from(
      { length: count },
      (_, index) => `${month}-${mark}${index},${month}-10T10:00:00Z,0345 015 4033,3,,7001,60,,`,
    ),
  );

const feedbackHeading =
  "FEEDBACK_REF,CASE_REF,DATE_RECEIVED,CHANNEL,CATEGORY,GROUND,DATE_ACKNOWLEDGED,DATE_ALLOCATED,OFFICER,TEAM,DATE_REFERRED,DATE_CLOSED,CLOSURE,OUTCOME,REDRESS,DATE_SIGNED_OFF,RISK_CATEGORY,HIGH_RISK_FLAG,LEARNING,COMPLAINANT,EMAIL,TELEPHONE,NARRATIVE";
const feedback = (number: number, closed: string) =>
  `FB-000000${number},,02/02/2015,EMAIL,GENERAL COMMENTS,,03/02/2015,03/02/2015,S1001,Customer Care A,,${closed},${closed ? "CLOSED" : ""},,,,,,,,,,`;

/** What had been received by the end of April 2015: five calls in March, two cases closed in March, the second late. */
const inTime = {
  "2015-04-02/telephony-2015-03.csv": calls("2015-03", 5),
  "2015-04-01/visualfiles-feedback-2014-15.csv": lines(
    feedbackHeading,
    feedback(1, "03/03/2015"),
    feedback(2, "31/03/2015"),
    feedback(3, ""),
  ),
};

interface Office {
  extracts: string;
  landing: string;
  history: string;
}

function officeWith(...files: Record<string, string>[]): Office {
  const home = temporaryFolder();
  for (const some of files) writeFiles(join(home, "extracts"), some);
  return {
    extracts: join(home, "extracts"),
    landing: join(home, "landing"),
    history: join(home, "history"),
  };
}

const closed = "feedback-closed-20wd";

const silent = () => undefined;

const ask = (office: Office, measure = "calls") =>
  restate({ ...office, since: "2015-03", measure, log: silent });

/** The totals of March that changed, a line each. */
const totalsOf = ({ figures }: Restatement) =>
  figures
    .filter(({ breakdown, period }) => breakdown === "" && period === "2015-03")
    .map((one) => `${one.period}: ${one.was_numerator} to ${one.is_numerator}, ${one.why}`);

/** The record that a build of March 2015 leaves, with what `change` does to it. */
async function recordBuild(office: Office, change: (record: BuildRecord) => BuildRecord): Promise<void> {
  const warehouse = await buildWarehouse({ ...office, asAt: "2015-04-30", log: silent });
  const { definitions, models, context, receivedTo, connection, settings } = warehouse;
  const record: BuildRecord = {
    receivedTo,
    definitions: toDefinitions(definitions, models, context.holdings, settings),
    extracts: hashExtracts(await readLoads(connection)),
    figures: [],
  };
  addRecord(office.history, "2015-03", change(record));
}

describe("a figure restated", () => {
  it("isn't there when nothing has come since", async () => {
    const { figures, hasRecord } = await ask(officeWith(inTime));
    expect(figures).toEqual([]);
    expect(hasRecord).toBe(false);
  });

  it("because rows came later is late data, in total and by group", async () => {
    const office = officeWith(inTime, { "2015-05-09/telephony-2015-03.csv": calls("2015-03", 2, "b") });
    const found = await ask(office);
    expect(totalsOf(found)).toEqual(["2015-03: 5 to 7, late data"]);
    expect(found.figures).toContainEqual(
      expect.objectContaining({ measure: "calls", group: "0345 015 4033", was: 5, is: 7, why: "late data" }),
    );
    expect([found.builtFrom, found.receivedTo]).toEqual(["2015-04-02", "2015-05-09"]);
  });

  it("because a row that was there was replaced is a correction, and both are named where both happened", async () => {
    const corrected = lines(feedbackHeading, feedback(2, "03/03/2015"));
    const one = await ask(
      officeWith(inTime, { "2016-04-01/visualfiles-feedback-2015-16.csv": corrected }),
      closed,
    );
    expect(totalsOf(one)).toEqual(["2015-03: 1 to 2, correction"]);
    expect(one.figures.map(({ period, breakdown }) => `${period} ${breakdown}`)).toContain("2014/15 Q4 ");
    const both = lines(feedbackHeading, feedback(2, "03/03/2015"), feedback(4, "02/03/2015"));
    const two = await ask(
      officeWith(inTime, { "2016-04-01/visualfiles-feedback-2015-16.csv": both }),
      closed,
    );
    expect(totalsOf(two)).toEqual(["2015-03: 1 to 3, late data, correction"]);
  });

  it("because what was open has closed since is no correction of an estimate that allows for it", async () => {
    const since = (...rows: string[]) => ({
      "2016-04-01/visualfiles-feedback-2015-16.csv": lines(feedbackHeading, ...rows),
    });
    const whyOf = async (...rows: string[]) => {
      const { figures } = await ask(officeWith(inTime, since(...rows)), "feedback-time-to-close");
      return figures.find(({ period, breakdown }) => period === "2015-02" && breakdown === "")?.why;
    };
    expect(await whyOf(feedback(3, "10/04/2015"), feedback(4, "10/04/2015"))).toBe("late data, closed since");
    expect(await whyOf(feedback(1, ""))).toBe("correction");
  });

  it("because an extract for the period came only later is late data, and was not held", async () => {
    const office = officeWith(inTime, { "2015-05-09/telephony-2015-02.csv": calls("2015-02", 4) });
    const { figures } = await ask(office);
    const found = figures.find(({ measure, period }) => measure === "calls" && period === "2015-02");
    expect(found).toMatchObject({ was: null, was_status: "x", is: 4, why: "late data" });
  });

  it("because the measure's query has changed is of its definition", async () => {
    const office = officeWith(inTime);
    await recordBuild(office, ({ definitions, ...record }) => ({
      ...record,
      definitions: {
        ...definitions,
        measures: {
          ...definitions.measures,
          calls: { query: "another", holdings: "the same", settings: "the same" },
        },
      },
      figures: [["calls", "2015-03", 9, null, 9, ""]],
    }));
    const found = await ask(office);
    expect(found.hasRecord).toBe(true);
    expect(totalsOf(found)).toEqual(["2015-03: 9 to 5, definition"]);
  });

  it("because the bank holidays have changed is of the calendar, of a measure that counts working days", async () => {
    const office = officeWith(inTime);
    await recordBuild(office, ({ definitions, ...record }) => ({
      ...record,
      definitions: { ...definitions, calendar: "another" },
      figures: [["feedback-closed-20wd", "2015-03", 2, 2, 100, ""]],
    }));
    expect(totalsOf(await ask(office, closed))).toEqual(["2015-03: 2 to 1, calendar"]);
  });

  it("because a file received by then was altered since is a correction", async () => {
    const office = officeWith(inTime);
    await recordBuild(office, (record) => ({
      ...record,
      figures: [["calls", "2015-03", 5, null, 5, ""]],
    }));
    writeFiles(office.extracts, { "2015-04-02/telephony-2015-03.csv": calls("2015-03", 6) });
    expect(totalsOf(await ask(office))).toEqual(["2015-03: 5 to 6, correction"]);
  });
});

describe("a build as at a date", () => {
  it("is the same whether later extracts are there or not", async () => {
    const office = officeWith(inTime);
    const later = officeWith(inTime, { "2015-05-09/telephony-2015-04.csv": calls("2015-04", 2) });
    cpSync(office.extracts, later.extracts, { recursive: true });
    const contextOf = async ({ extracts, landing }: Office) =>
      (await buildWarehouse({ extracts, landing, asAt: "2015-04-30", log: silent })).context;
    const context = await contextOf(later);
    expect(context.asAt).toBe("2015-03-31");
    expect(context).toEqual(await contextOf(office));
  });
});
