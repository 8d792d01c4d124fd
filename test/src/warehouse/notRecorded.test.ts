import { describe, expect, it } from "vitest";
import type { Figure } from "../../../src/measures/figure.ts";
import type { AskedKind } from "../../../src/measures/question.ts";
import { openSmallOffice, settingsOf } from "../../smallOffice.ts";

/** An office of these settings and files, to be asked for figures. */
async function officeOf(settingsText: string, files: Record<string, string>) {
  const { ask } = await openSmallOffice(files, settingsOf(settingsText));
  return async (
    id: string,
    to: string,
    by: string[] = [],
    asked: { kind?: AskedKind; from?: string } = {},
  ): Promise<Figure[]> => {
    const { kind = "month", from = `${to.slice(0, 7)}-01` } = asked;
    return ask(id, { periods: [kind], by, from, to });
  };
}

const told = (figures: readonly Figure[]) =>
  figures.map(({ group, value, status, note }) => ({ group, value, status, note }));

const feedbackColumns = [
  "feedback_reference",
  "case_reference",
  "received_on",
  "channel",
  "category",
  "ground",
  "acknowledged_on",
  "allocated_on",
  "officer",
  "team",
  "referred_on",
  "closed_on",
  "closure",
  "outcome",
  "redress",
  "signed_off_on",
  "risk_category",
  "high_risk_flag",
  "learning",
  "complainant_name",
  "email",
  "telephone",
];

const held: Record<string, string> = {
  feedback_reference: "ref",
  received_on: "in",
  allocated_on: "given",
  closed_on: "done",
  closure: "closure",
  category: "type",
  channel: "channel",
};

function feedbackSource(
  id: string,
  system: string,
  columns: Record<string, string>,
  reasons: Record<string, string>,
) {
  const lines = (pairs: Record<string, string>) =>
    Object.entries(pairs).map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`);
  const lacking = feedbackColumns.filter((name) => !columns[name]);
  return [
    `  ${id}:`,
    `    { system: ${system}, contract: feedback, files: "${id}-{month}.csv", format: csv, dates: [yyyy-mm-dd],`,
    "      later_files: update, due: { days: 5 }, columns: {",
    `${lines(columns).join(",\n")} }, not_recorded: {`,
    `${lines(Object.fromEntries(lacking.map((name) => [name, reasons[name] ?? "not kept"]))).join(",\n")} } }`,
  ].join("\n");
}

const heading = "sources:\n";

const early = "ref,in,given,done,closure,type,channel\n";
const late = "ref,in,given,done,closure,type,channel,officer,told\n";

/** Until April the office kept no officers and no day of acknowledgement; since May it does. */
const office = () =>
  officeOf(
    heading +
      [
        feedbackSource("old", "Spreadsheet", held, {
          acknowledged_on: "the system keeps no date of acknowledgement",
          officer: "names are not kept",
        }),
        feedbackSource("new", "Case system", { ...held, officer: "officer", acknowledged_on: "told" }, {}),
      ].join("\n"),
    {
      "2021-05-02/old-2021-04.csv": `${early}FB-0000001,2021-04-01,2021-04-01,2021-04-05,closed,general comments,letter\nFB-0000002,2021-04-04,2021-04-06,,,general comments,letter\n`,
      "2021-06-02/new-2021-05.csv": `${late}FB-0000003,2021-05-04,2021-05-05,,,general comments,letter,S1001,2021-05-05\n`,
    },
  );

describe("a column that a source doesn't record", () => {
  it("makes each measure that reads it not held on its days, in the words of the settings, and held on others'", async () => {
    const ask = await office();
    const unacknowledged =
      "Spreadsheet doesn't record the day it was acknowledged: the system keeps no date of acknowledgement.";
    const withoutOfficer =
      "Spreadsheet doesn't record the officer who has it, by staff number: names are not kept.";
    const none = { group: "", value: null, status: "x" };
    expect(told(await ask("feedback-acknowledged", "2021-04-30"))).toEqual([
      { ...none, note: unacknowledged },
    ]);
    expect(told(await ask("feedback-open-past-acknowledgement", "2021-04-30"))).toEqual([
      { ...none, note: unacknowledged },
    ]);
    expect(told(await ask("officers-below-20", "2021-04-30"))).toEqual([{ ...none, note: withoutOfficer }]);
    expect(told(await ask("officer-caseload", "2021-04-30"))).toEqual([{ ...none, note: withoutOfficer }]);
    expect(await ask("feedback-acknowledged", "2021-05-31")).toMatchObject([{ value: 100 }]);
    expect(await ask("officers-below-20", "2021-05-31")).toMatchObject([{ value: 1 }]);
  });

  it("makes days that reach into them not held", async () => {
    const ask = await office();
    const asked = { kind: "as-at" as const, from: "2021-04-30" };
    expect(await ask("feedback-acknowledged", "2021-05-31", [], asked)).toMatchObject([{ status: "x" }]);
    expect(
      await ask("feedback-acknowledged", "2021-05-31", [], { ...asked, from: "2021-05-01" }),
    ).toMatchObject([{ value: 100 }]);
  });

  it("leaves what doesn't read it: a total stands though a breakdown by the column doesn't", async () => {
    const ask = await office();
    expect(await ask("feedback-received", "2021-04-30")).toMatchObject([{ value: 2 }]);
    expect(await ask("feedback-over-8-weeks", "2021-04-30")).toMatchObject([{ value: 0 }]);
    expect(told(await ask("feedback-over-8-weeks", "2021-04-30", ["officer"]))).toEqual([
      {
        group: "",
        value: null,
        status: "x",
        note: "Spreadsheet doesn't record the officer who has it, by staff number: names are not kept.",
      },
    ]);
    expect(await ask("feedback-over-8-weeks", "2021-04-30", ["category"])).toMatchObject([{ value: 0 }]);
  });
});

describe("a column that a file may lack", () => {
  const settings = `${heading}  letters:
    system: Case system
    contract: feedback
    files: letters-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    optional: [officer, acknowledged_on]
    columns: { ${Object.entries({ ...held, officer: "officer", acknowledged_on: "told" })
      .map((pair) => pair.join(": "))
      .join(", ")} }
    not_recorded: { ${feedbackColumns
      .filter((name) => !held[name] && name !== "officer" && name !== "acknowledged_on")
      .map((name) => `${name}: not kept`)
      .join(", ")} }
`;

  it("leaves not held what reads it on the days of the files that do, and of no others", async () => {
    const ask = await officeOf(settings, {
      "2021-05-02/letters-2021-04.csv": `${early}FB-0000001,2021-04-01,2021-04-01,,,general comments,letter\n`,
      "2021-06-02/letters-2021-05.csv": `${late}FB-0000002,2021-05-04,2021-05-05,,,general comments,letter,S1001,\n`,
    });
    expect(told(await ask("feedback-acknowledged", "2021-04-30"))).toMatchObject([
      {
        status: "x",
        note: "The extract of these days (Case system) has no column for the day it was acknowledged.",
      },
    ]);
    expect(await ask("feedback-acknowledged", "2021-05-31")).toMatchObject([{ value: 0 }]);
    expect(await ask("feedback-received", "2021-04-30")).toMatchObject([{ value: 1 }]);
    expect(await ask("officers-below-20", "2021-04-30")).toMatchObject([{ status: "x" }]);
    expect(await ask("officers-below-20", "2021-05-31")).toMatchObject([{ value: 1 }]);
    expect(await ask("feedback-over-8-weeks", "2021-05-31", ["officer"])).toContainEqual(
      expect.objectContaining({ group: "S1001", value: 0 }),
    );
  });
});

describe("a column that no settings name", () => {
  it("is not held on the days that a log tells of after its own, either", async () => {
    const settings = `${heading}  log:
    system: Log
    contract: information_requests
    files: log-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { request_reference: ref, request_type: type, received_on: in, sent_on: out, outcome: found }
`;
    const ask = await officeOf(settings, {
      "2021-06-10/log-2021-03.csv":
        "ref,type,in,out,found\nFDN 000001,freedom of information,2021-03-29,2021-04-01,not held\n",
    });
    expect(await ask("foi-answered-20wd", "2021-04-30")).toMatchObject([{ value: 100 }]);
    expect(await ask("foi-reviews-answered-20wd", "2021-04-30")).toMatchObject([
      { status: "x", note: expect.stringContaining("has no column for the day an internal review") },
    ]);
  });
});

describe("a column that settles ties alone", () => {
  it("leaves a total held where it isn't recorded, and no breakdown by it", async () => {
    const settings = `${heading}  hr:
    system: HR system
    contract: staff
    files: hr-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: add
    due: { days: 5 }
    columns: { snapshot_on: day, staff_number: number, role: role, directorate: part, fte: fte, contract: contract }
    not_recorded: { staff_name: n, team: people sit where they like }
`;
    const ask = await officeOf(settings, {
      "2021-05-02/hr-2021-04.csv":
        "day,number,role,part,fte,contract\n2021-04-29,S1001,caseworker,Health,0.5,permanent\n",
    });
    const reason = "HR system doesn't record the team: people sit where they like.";
    expect(await ask("caseworkers", "2021-04-30")).toMatchObject([{ value: 1 }]);
    expect(await ask("caseworkers-fte", "2021-04-30")).toMatchObject([{ value: 0.5 }]);
    expect(await ask("caseworkers", "2021-04-30", ["team"])).toMatchObject([{ status: "x", note: reason }]);
    expect(await ask("span-of-control", "2021-04-30")).toMatchObject([{ status: "x", note: reason }]);
    expect(await ask("parliamentary-team-caseworkers", "2021-04-30")).toMatchObject([
      { status: "x", note: expect.stringContaining("the directorate Parliamentary casework") },
    ]);
  });
});

const calls = `${heading}  calls:
    system: Telephones
    contract: calls
    files: calls-{month}.csv
    format: csv
    dates: ["yyyy-mm-ddThh:mm:ssZ"]
    later_files: add
    due: { days: 5 }
    columns:
      { call_id: id, started_at: at, line: line, menu_option: option, wrap_up_code: code, handler: who, duration_seconds: seconds }
`;

const callsOf = (month: string, line: string) =>
  `id,at,line,option,code,who,seconds\n${month}a,${month}-03T10:00:00Z,${line},3,feedback,1,60\n`;

describe("a value that a measure names", () => {
  it("that no extract has held gives no figure, never zero", async () => {
    const ask = await officeOf(calls, {
      "2021-05-02/calls-2021-04.csv": callsOf("2021-04", "0300 111"),
    });
    expect(await ask("calls", "2021-04-30")).toMatchObject([{ value: 1 }]);
    const note = "No extract of this office has ever named the line 0345 015 4033, which this figure is of.";
    expect(told(await ask("calls-feedback-option", "2021-04-30"))).toEqual([
      { group: "", value: null, status: "x", note },
    ]);
  });

  it("that came later gives none of the days before", async () => {
    const ask = await officeOf(calls, {
      "2021-05-02/calls-2021-04.csv": callsOf("2021-04", "0300 111"),
      "2021-06-02/calls-2021-05.csv": callsOf("2021-05", "0345 015 4033"),
      "2021-07-02/calls-2021-06.csv": callsOf("2021-06", "0300 111"),
    });
    expect(told(await ask("calls-feedback-option", "2021-04-30"))).toMatchObject([
      {
        status: "x",
        note: "No extract of these days names the line 0345 015 4033, which this figure is of.",
      },
    ]);
    expect(await ask("calls-feedback-option", "2021-05-31")).toMatchObject([{ value: 1 }]);
    expect(await ask("calls-feedback-option", "2021-06-30")).toMatchObject([{ value: 0 }]);
  });
});

describe("a register that records no receipt", () => {
  const register = `
sources:
  decisions:
    system: Register of decisions
    contract: cases
    files: decisions-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: ref, closed_on: ended, decided_on: ended, outcome: finding, jurisdiction: part }
    not_recorded: { received_on: a case is listed once it is decided }
`;
  const rows = (...lines: string[]) => `ref,ended,finding,part\n${lines.join("\n")}\n`;

  it("tells of closings and decisions by their day, and of nothing that goes by receipt", async () => {
    const ask = await officeOf(register, {
      "2021-05-02/decisions-2021-04.csv": rows(
        "C-20160027,2021-04-06,upheld,health",
        "C-20160028,2021-04-06,not upheld,health",
        "C-20160029,2021-04-31,upheld,health",
        "C-20160030,,,health",
      ),
      "2021-06-02/decisions-2021-05.csv": rows("C-20160030,2021-05-04,upheld,parliamentary"),
    });
    const reason =
      "Register of decisions doesn't record the day it was received: a case is listed once it is decided.";
    for (const id of ["cases-closed", "cases-decided"]) {
      expect(told(await ask(id, "2021-04-30")), id).toEqual([{ group: "", value: 2, status: "", note: "" }]);
      expect(await ask(id, "2021-05-31"), id).toMatchObject([{ value: 1 }]);
      const by = await ask(id, "2021-04-30", ["outcome"]);
      const held = by.filter(({ value }) => value !== 0).map(({ group, value }) => [group, value]);
      expect(held, id).toEqual([
        ["not upheld", 1],
        ["upheld", 1],
      ]);
      expect(await ask(id, "2021-05-31", ["jurisdiction"])).toEqual(
        expect.arrayContaining([expect.objectContaining({ group: "parliamentary", value: 1 })]),
      );
    }
    for (const id of ["cases-received", "cases-open", "cases-open-by-age", "case-time-to-decision"])
      expect(await ask(id, "2021-04-30"), id).toMatchObject([{ value: null, status: "x", note: reason }]);
  });

  it("beside a system that records it adds its closings, and one whose day can't be read is in none", async () => {
    const both = `${register}
  log:
    system: Case log
    contract: cases
    files: log-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: ref, received_on: in, closed_on: out }
`;
    const ask = await officeOf(both, {
      "2021-05-02/decisions-2021-04.csv": rows("C-20160001,2021-04-06,upheld,health"),
      "2021-05-02/log-2021-04.csv":
        "ref,in,out\nC-20160011,2021-04-01,2021-04-09\nC-20160012,soon,2021-04-09\nC-20160013,,2021-04-09\n",
    });
    expect(told(await ask("cases-closed", "2021-04-30"))).toMatchObject([{ value: 2 }]);
    expect(await ask("cases-received", "2021-04-30")).toMatchObject([{ value: null, status: "x" }]);
  });
});
