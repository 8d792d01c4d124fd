import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wantedForm } from "../../loaders/wantedForm.ts";
import { settingsOf as officeOf, openSmallOffice } from "../smallOffice.ts";
import { forms, loadForms, problemsOf, settingsOf, type Written } from "./smallSource.ts";

/** The moments in UTC, empty where none could be read, of texts written in the forms that settings name. */
async function momentsOf(change: Written, texts: readonly string[]): Promise<(string | null)[]> {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = texts.map((text, index) => `${String(index).padStart(4, "0")},${cell(text)},a`);
  const { rows, refused } = await loadForms(change, ["Id,Sent,Form", ...lines, ""].join("\n"));
  expect(refused).toEqual([]);
  return rows.map(({ submitted_at }) => submitted_at as string | null);
}

const read: [form: string | string[], text: string, moment: string | null, more?: Written][] = [
  ["dd/mm/yy hh:mm", "14/06/19 10:00", "2019-06-14 09:00:00", { two_digit_years_from: 1950 }],
  ["dd/mm/yy hh:mm", "14/06/49 10:00", null, { two_digit_years_from: 1950 }],
  ["dd/mm/yy hh:mm", "14/06/2019 10:00", null, { two_digit_years_from: 1950 }],
  ["dd/mm/yyyy hh:mm", "14/06/19 10:00", null],
  ["mmm d, yy h:mm:ss am/pm", "Jun 4, 19 3:53:50 PM", "2019-06-04 14:53:50", { two_digit_years_from: 2000 }],
  ["mm/dd/yyyy h:mm am/pm", "6/14/2019 12:05 AM", "2019-06-13 23:05:00"],
  ["mm/dd/yyyy h:mm am/pm", "6/14/2019 12:05pm", "2019-06-14 11:05:00"],
  ["mm/dd/yyyy h:mm am/pm", "6/14/2019 3:05\u202fp.m.", "2019-06-14 14:05:00"],
  ["mm/dd/yyyy h:mm am/pm", "6/14/2019 13:05 PM", null],
  ["mm/dd/yyyy h:mm am/pm", "6/14/2019 3:05", null],
  ["MM/DD/YYYY hh:mm:ss tt", "06/14/2019 03:05:06 pm", "2019-06-14 14:05:06"],
  ["dd.mm.yyyy hh:mm:ss", "14.06.2019 10:00:00,5", "2019-06-14 09:00:00.5"],
  ["yyyy-mm-dd hh:mm:ss.fff", "2019-06-14 10:00:00.1234567", "2019-06-14 09:00:00.123456"],
  ["dd/mm/yyyy hh:mm:ss +hh:mm", "14/06/2019 10:00:00 -0330", "2019-06-14 13:30:00"],
  ["dd/mm/yyyy hh:mm:ss +hh:mm", "14/06/2019 10:00:00 +05:45", "2019-06-14 04:15:00"],
  ["yyyy-mm-ddThh:mm:ssZ", "2019-06-14T10:00+01:00", "2019-06-14 09:00:00"],
  ["yyyymmddhhmmss", "20190614100203", "2019-06-14 09:02:03"],
  ["yyyymmdd", "20190614", "2019-06-13 23:00:00"],
  ["yyyy-Www-d", "2019-W24-5", "2019-06-13 23:00:00"],
  ["d-mmm-yyyy hh:mm", "14-SEPT-2018 10:00", "2018-09-14 09:00:00"],
  ["d-mmm-yyyy hh:mm:ss", "14-Sept-2018 10:00:00", "2018-09-14 09:00:00"],
  ["d-mmm-yyyy hh:mm", "31-Feb-2019 10:00", null],
  ["ddd d mmmm yyyy hh:mm", "ven. 14 juin 2019 10:00", "2019-06-14 09:00:00", { month_names: "fr" }],
  ["dddd, d mmmm yyyy hh:mm", "Friday, 14 June 2019 10:00", "2019-06-14 09:00:00"],
  ["d mmmm yyyy hh:mm:ss", "14 juin 2019 10:00:00", "2019-06-14 09:00:00", { month_names: "fr" }],
  ["d mmm yyyy hh:mm", "14 févr. 2019 10:00", "2019-02-14 10:00:00", { month_names: "fr" }],
  ["d mmmm yyyy hh:mm", "14 czerwca 2019 10:00", "2019-06-14 09:00:00", { month_names: "pl" }],
  ["d 'de' mmmm 'de' yyyy", "14 de junio de 2019", "2019-06-13 23:00:00", { month_names: "es" }],
  ["d. mmmm yyyy hh:mm", "14. März 2019 10:00", "2019-03-14 10:00:00", { month_names: "de" }],
  [
    "d mmm yyyy hh:mm",
    "14 MEH 2019 10:00",
    "2019-06-14 09:00:00",
    { month_names: ["Ion", "Chw", "Maw", "Ebr", "Mai", "Meh", "Gor", "Awst", "Medi", "Hyd", "Tach", "Rhag"] },
  ],
  ["d mmmm yyyy hh:mm", "14 juin 2019 10:00", null],
  ["epoch-seconds", "1560506400", "2019-06-14 10:00:00"],
  ["epoch-milliseconds", "1560506400123", "2019-06-14 10:00:00.123"],
  ["epoch-milliseconds", "/Date(1560506400123+0100)/", "2019-06-14 10:00:00.123"],
  ["excel-serial", "43630.4166666667", "2019-06-14 09:00:00"],
  ["excel-serial-1904", "42168.4166666667", "2019-06-14 09:00:00"],
  ["iso8601", "2019-06-14", "2019-06-13 23:00:00"],
  ["iso8601", "2019-06-14T10:00Z", "2019-06-14 10:00:00"],
  ["iso8601", "2019-06-14 10:00:00.5+02", "2019-06-14 08:00:00.5"],
  ["iso8601", "14/06/2019", null],
  [["yyyy-mm-ddThh:mm:ssZ", "yyyy-mm-dd hh:mm:ss"], "2019-06-14T23:30:00Z", "2019-06-14 23:30:00"],
  [["yyyy-mm-ddThh:mm:ssZ", "yyyy-mm-dd hh:mm:ss"], "2019-06-14 23:30:00", "2019-06-14 22:30:00"],
  ["yyyy-mm-dd hh:mm", "2019-06-14 10:00", "2019-06-14 14:00:00", { zone: "America/New_York" }],
];

describe("a date", () => {
  it.each(read)("of the form %s is read: %s", async (form, text, moment, more = {}) => {
    expect(await momentsOf({ dates: [form].flat(), ...more }, [text])).toEqual([moment]);
  });

  it("is of the day it is in the office, whatever clock it is written by", async () => {
    const columns = { mailbox: "M", from_on: "F", to_on: "T", emails: "N" };
    const emails = { ...forms, contract: "emails", columns, dates: ["epoch-seconds", "yyyy-mm-dd hh:mm"] };
    const file = "M,F,T,N\nA,1556753400,1559345400,5\nB,2019-05-01 23:30,2019-05-31 23:30,5\n";
    const { rows } = await loadForms({ ...emails, zone: "UTC" }, file);
    expect(rows.map(({ from_on, to_on }) => [from_on, to_on])).toEqual([
      ["2019-05-02", "2019-06-01"],
      ["2019-05-02", "2019-06-01"],
    ]);
  });

  it("is read as it was written, at whatever moment and in whatever form", { timeout: 60_000 }, async () => {
    const two = (number: number) => String(number).padStart(2, "0");
    const names = (language: string, month: "long" | "short") => (at: Date) =>
      new Intl.DateTimeFormat(language, { month, day: "numeric", timeZone: "UTC" })
        .formatToParts(at)
        .find(({ type }) => type === "month")?.value ?? "";
    const half = (at: Date) =>
      `${at.getUTCHours() % 12 || 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
    const day = (at: Date) =>
      [two(at.getUTCDate()), two(at.getUTCMonth() + 1), String(at.getUTCFullYear())] as const;
    const written: [Written, (at: Date) => string][] = [
      [
        { dates: ["dd.mm.yy h:mm:ss am/pm"], two_digit_years_from: 1963 },
        (at) =>
          `${day(at)[0]}.${day(at)[1]}.${day(at)[2].slice(2)} ${half(at)} ${at.getUTCHours() < 12 ? "AM" : "PM"}`,
      ],
      [
        { dates: ["d mmmm yyyy hh:mm:ss"], month_names: "cs" },
        (at) =>
          `${at.getUTCDate()} ${names("cs", "long")(at)} ${day(at)[2]} ${at.toISOString().slice(11, 19)}`,
      ],
      [
        { dates: ["mmm d yyyy hh:mm:ss"], month_names: "pt" },
        (at) =>
          `${names("pt", "short")(at)} ${at.getUTCDate()} ${day(at)[2]} ${at.toISOString().slice(11, 19)}`,
      ],
      [
        { dates: ["dd/mm/yyyy hh:mm:ss +hh:mm"] },
        (at) => {
          const there = new Date(at.getTime() - 3.5 * 3_600_000);
          return `${day(there).join("/")} ${there.toISOString().slice(11, 19)} -03:30`;
        },
      ],
      [{ dates: ["epoch-seconds"] }, (at) => String(at.getTime() / 1000)],
      [{ dates: ["excel-serial"] }, (at) => String(at.getTime() / 86_400_000 + 25_569)],
    ];
    const moments = fc.integer({ min: Date.UTC(1970, 2, 1) / 1000, max: Date.UTC(2019, 5, 30) / 1000 });
    const given = fc.sample(moments, { numRuns: 200, seed: 7 }).map((seconds) => new Date(seconds * 1000));
    for (const [settings, write] of written)
      expect(await momentsOf({ ...settings, zone: "UTC" }, given.map(write)), String(settings.dates)).toEqual(
        given.map((at) => at.toISOString().slice(0, 19).replace("T", " ")),
      );
  });
});

const refused: [change: Written, problem: string][] = [
  [{ dates: ["dd/mm/yyyy", "mm/dd/yyyy"] }, "dd/mm/yyyy and mm/dd/yyyy read 03/02/2001 as two days"],
  [{ dates: ["yyyymmdd", "epoch-seconds"] }, "yyyymmdd and epoch-seconds read one number as two days"],
  [{ dates: ["dd/mm/yy"] }, "two_digit_years_from must say the first of the hundred"],
  [{ dates: ["dd/mm/yyyy"], two_digit_years_from: 1950 }, "two_digit_years_from has no use"],
  [{ dates: ["dd/mm/yyyy"], month_names: "fr" }, "month_names has no use"],
  [{ dates: ["d mmm yyyy"], month_names: "not a language" }, "month_names must be a language"],
  [{ dates: ["iso8602"] }, "no form of a date: iso8602: did you mean iso8601?"],
  [{ dates: ["epoch"] }, "no form of a date: epoch: did you mean epoch-seconds?"],
  [{ dates: ["dd-mm-jjjj"] }, "no form of a date: dd-mm-jjjj"],
  [{ dates: ["hh:mm"] }, "a form of a date must have a year: hh:mm"],
  [{ dates: ["mmm yyyy"] }, "mmm yyyy tells no day"],
  [{ zone: "Europe/Londn" }, "unknown time zone: Europe/Londn: did you mean Europe/London?"],
];

describe("forms of dates that leave something to guess", () => {
  it.each(refused)("are refused: %j", (change, problem) => {
    expect(problemsOf(change).join("\n")).toContain(problem);
  });
});

const hinted: [form: string, text: string, reason: string, setting: string][] = [
  ["yyyy-mm-dd", "43630.4166666667", "a number, as a spreadsheet counts days", "excel-serial"],
  ["yyyy-mm-dd", "1560506400", "a number, as systems count seconds", "epoch-seconds"],
  ["yyyy-mm-dd", "1560506400123", "a number, as systems count milliseconds", "epoch-milliseconds"],
  ["dd/mm/yyyy", "14/06/19 10:00", "its year has two digits", "a form with yy"],
  ["d mmmm yyyy", "14 juin 2019", "the name of its month is none in English", "month_names"],
];

describe("a date of another form", () => {
  it.each(hinted)("is left empty, with what it seems to be: %s, %s", async (form, text, reason, setting) => {
    const { aside, rows } = await loadForms({ dates: [form] }, `Id,Sent,Form\n1,${text},a\n`);
    expect(rows).toMatchObject([{ submitted_at: null }]);
    const [one] = aside;
    expect(one?.reason).toBe(`not a date and time: ${reason}`);
    const [source] = settingsOf({ forms: { ...forms, dates: [form] } }).sources;
    expect(source && wantedForm(source, "submitted_at", String(one?.reason))).toContain(setting);
  });

  it.each([
    ["d mmmm yyyy", "31 February 2019"],
    ["yyyy-mm-dd", "90000"],
    ["dd/mm/yyyy", "99/99/2019"],
  ])("is only said to be no date where its shape tells nothing: %s, %s", async (form, text) => {
    const { aside } = await loadForms({ dates: [form] }, `Id,Sent,Form\n1,${text},a\n`);
    expect(aside).toMatchObject([{ reason: "not a date and time" }]);
  });
});

describe("names of months", () => {
  const sourceWith = (more: string, files = "cas {mmmm yyyy}.csv") => `
sources:
  cas:
    system: Registre
    contract: cases
    files: ${files}
    format: csv
    dates: [d mmmm yyyy]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: ref, received_on: le }
    ${more}
`;

  it.each([
    ["of a language", "month_names: fr", "juillet", "août"],
    [
      "of the office's own",
      "month_names: [un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze]",
      "sept",
      "huit",
    ],
  ])("%s are read in dates and in names of files, beside the English", async (_, more, july, august) => {
    const { loads, inMonth } = await openSmallOffice(
      {
        [`2021-08-02/cas ${july} 2021.csv`]: `ref,le\nC-10000001,3 ${july} 2021\nC-10000002,31 ${july.toUpperCase()} 2021\nC-10000003,3 July 2021\n`,
        [`2021-09-02/cas ${august} 2021.csv`]: `ref,le\nC-10000004,1 ${august} 2021\n`,
      },
      officeOf(sourceWith(more)),
    );
    expect(loads.map(({ rows_loaded }) => rows_loaded)).toEqual([3, 1]);
    expect(await inMonth("cases-received", "2021-07")).toMatchObject({ value: 3 });
    expect(await inMonth("cases-received", "2021-08")).toMatchObject({ value: 1 });
  });

  it.each([
    [
      "a language there isn't",
      "month_names: qq",
      "month_names must be a language such as fr, or twelve names",
    ],
    ["eleven names", "month_names: [a, b, c, d, e, f, g, h, i, j, k]", "month_names"],
  ])("can't be %s", (_, more, problem) => {
    expect(() => officeOf(sourceWith(more))).toThrow(problem);
  });

  it("have no use where nothing is written with one", () => {
    const text = sourceWith("month_names: fr", "cas-{month}.csv").replace("d mmmm yyyy", "dd/mm/yyyy");
    expect(() => officeOf(text)).toThrow("month_names has no use");
  });
});
