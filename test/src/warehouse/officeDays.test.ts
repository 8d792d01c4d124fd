import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { literal } from "../../../loaders/compileContract.ts";
import { query } from "../../../loaders/database.ts";
import { beginYearsWith, financialYearOf, monthNames, startOfFinancialYear } from "../../../loaders/dates.ts";
import { readOffice } from "../../../loaders/office.ts";
import { parsePeriod, readPeriod } from "../../../src/measures/period.ts";
import { projectFile } from "../../../src/project.ts";
import { labelWords } from "../../../src/report/labelWords.ts";
import { mustHoldDaysOff } from "../../../src/warehouse/heldDays.ts";
import { openCalendar } from "../../../src/warehouse/openCalendar.ts";
import { dueDate } from "../../../src/warehouse/workingDays.ts";
import { runs, sample } from "../../gear.ts";
import { callsCsv, openSmallOffice, settingsFolder, settingsOf } from "../../smallOffice.ts";

const yaml = (change: Partial<Record<"time_zone" | "year_begins" | "weekend", string>>) =>
  Object.entries({
    name: "Board",
    country: "NZ",
    time_zone: "Pacific/Auckland",
    year_begins: "July",
    weekend: "[Saturday, Sunday]",
    calendars: "{ own: days-off.csv }",
    ...change,
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join("");

const daysOff = ["2021-12-27", "2022-01-03", "2022-02-07", "2022-06-24", "2023-01-02", "2023-02-06"];

async function calendarOf(change: Parameters<typeof yaml>[0]): Promise<DuckDBConnection> {
  const folder = settingsFolder({
    "office.yaml": yaml(change),
    "days-off.csv": `date,name\n${daysOff.map((day) => `${day},Off`).join("\n")}\n`,
    "clocks.yaml": "",
  });
  return openCalendar(folder, readOffice(folder));
}

// What years begin with is of the process: the office of the other tests has another.
afterEach(() => beginYearsWith(4));

const day = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

describe("a working day", () => {
  it.each([
    ["Saturday and Sunday", "[Saturday, Sunday]", [6, 0]],
    ["Friday and Saturday", "[Friday, Saturday]", [5, 6]],
    ["Sunday alone", "[Sunday]", [0]],
    ["no day at all", "[]", []],
  ])(
    "is none of a weekend of %s, and no day off: as a walk through the days counts",
    async (_t, weekend, off) => {
      const connection = await calendarOf({ weekend });
      const walk = (from: string, days: number) => {
        const at = new Date(from);
        for (let counted = 0; counted < days; ) {
          at.setUTCDate(at.getUTCDate() + 1);
          const isOff = off.includes(at.getUTCDay()) || daysOff.includes(at.toISOString().slice(0, 10));
          if (!isOff) counted += 1;
        }
        return at.toISOString().slice(0, 10);
      };
      await fc.assert(
        fc.asyncProperty(day("2021-01-01", "2023-08-31"), fc.nat(60), async (from, days) => {
          expect(await dueDate(connection, from, days, "own")).toBe(walk(from, days));
        }),
        { numRuns: runs(40, 200) },
      );
      connection.closeSync();
    },
  );
});

describe("the office's day of a moment", () => {
  // Ahead of UTC and behind, by parts of an hour, where clocks change at midnight, where a day was left out.
  const zones = [
    "Europe/London",
    "America/Chicago",
    "Pacific/Auckland",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Havana",
    "America/Sao_Paulo",
    "Atlantic/Azores",
    "Pacific/Apia",
    "Asia/Beirut",
    "Etc/UTC",
  ];

  it.each(sample(zones, 5))("is what the zone's own clock says: %s", async (time_zone) => {
    const connection = await calendarOf({ time_zone });
    const clock = new Intl.DateTimeFormat("en-CA", { timeZone: time_zone, dateStyle: "short" });
    const start = Date.parse("2005-01-02T00:00:00Z");
    const end = Date.parse("2023-12-30T00:00:00Z");
    const moments = fc.sample(fc.integer({ min: start / 1000, max: end / 1000 }), runs(600, 3000));
    // And about every change of the clocks: what is hardest is near midnight.
    for (let at = start; at < end; at += 86_400_000) {
      const nearest = [-3600, -1, 0, 1799, 3600].map((seconds) => at / 1000 + seconds);
      const begins = clock.format(at) !== clock.format(at + 86_400_000);
      if (begins) moments.push(...nearest);
    }
    const stamps = [...new Set(moments)].map((seconds) => new Date(seconds * 1000));
    await connection.run(
      "create table raw.web_forms (form_id varchar, form varchar, submitted_at timestamp)",
    );
    for (let from = 0; from < stamps.length; from += 5000)
      await connection.run(
        `insert into raw.web_forms values ${stamps
          .slice(from, from + 5000)
          .map((at) => at.toISOString().slice(0, 19))
          .map((moment) => `(${literal(moment)}, 'form', timestamp ${literal(moment.replace("T", " "))})`)
          .join(", ")}`,
      );
    const rule = readFileSync(projectFile("sql/staging/web_forms.sql"), "utf8");
    const found = await query<{ moment: string; said: string }>(
      connection,
      `select form_id as moment, submitted_on::varchar as said from (${rule})`,
    );
    const wrong = found.filter(({ moment, said }) => clock.format(new Date(`${moment}Z`)) !== said);
    expect([found.length, wrong.slice(0, 5)]).toEqual([stamps.length, []]);
    connection.closeSync();
  });

  const sources = `
sources:
  telephony_calls:
    system: Telephones
    contract: calls
    files: telephony-{month}.csv
    format: csv
    dates: [yyyy-mm-dd hh:mm:ss]
    later_files: add
    due: { days: 5 }
    columns: { call_id: call_id, started_at: started_at, line: line, menu_option: menu_option,
      wrap_up_code: wrap_up_code, handler: handler, duration_seconds: duration_seconds }
    not_read: [caller_number, wrap_up_note]
`;

  it.each([
    ["as its own clock says", "2019-02-28 18:30:00", "2019-02-28 23:59:59"],
    ["in UTC", "2019-03-01T00:30:00Z", "2019-03-01T05:59:59Z"],
    ["by another clock, with its offset", "2019-03-01T11:30:00+11:00", "2019-03-01T06:59:59+01:00"],
  ])("is that of a call told %s, in its staging and its figure", async (_title, evening, last) => {
    const settings = settingsOf(
      sources,
      yaml({ time_zone: "America/Chicago", year_begins: "October" }).replace(
        "days-off.csv",
        "{ file: bank-holidays.json, divisions: all }",
      ),
      { "clocks.yaml": "" },
    );
    const office = await openSmallOffice(
      {
        "2019-03-02/telephony-2019-02.csv": callsCsv([
          ["1", "2019-02-14 12:00:00"],
          ["2", evening],
          ["3", last],
        ]),
      },
      settings,
    );
    expect((await office.inMonth("calls", "2019-02"))?.value).toBe(3);
    const [year] = await office.ask("calls", {
      periods: ["year-to-date"],
      from: "2019-02-01",
      to: "2019-02-28",
    });
    expect(year).toMatchObject({ period: "2018/19 to 2019-02", period_start: "2018-10-01" });
  });
});

describe("the days off of an office", () => {
  const feedback = (to: string) => [{ contract: "feedback", from: "2022-01-01", to }];
  it.each([
    ["of a later year than they", "2024-01-31", [], "the days off of 2024"],
    ["of an earlier year than they", "2020-12-31", [], "the days off of 2020"],
    ["of their last day, with feedback that is worked on", "2023-12-31", feedback("2023-12-31"), "2024"],
    ["before their last day, with feedback of it", "2023-11-30", feedback("2023-12-20"), "2024"],
    ["of their last day", "2023-12-31", [], null],
    ["well before it", "2023-11-30", feedback("2023-12-10"), null],
  ])("are asked for where figures are %s", async (_title, asAt, coverage, asked) => {
    const folder = settingsFolder({
      "office.yaml": yaml({}),
      "days-off.csv": `date,name\n${daysOff.map((one) => `${one},Off`).join("\n")}\n`,
      "clocks.yaml": "",
    });
    const office = readOffice(folder);
    const connection = await openCalendar(folder, office);
    const held = mustHoldDaysOff(connection, { folder, office }, asAt, coverage);
    if (asked === null) await held;
    else {
      await expect(held).rejects.toThrow("days-off.csv can't be used.");
      await expect(held).rejects.toThrow(asked);
    }
    connection.closeSync();
  });
});

describe("the office's year", () => {
  it.each(monthNames)(
    "begins in %s: its periods are what counting on by months gives",
    async (year_begins) => {
      const first = monthNames.indexOf(year_begins) + 1;
      const connection = await calendarOf({ year_begins });
      beginYearsWith(first);
      const periods = await query<{ kind: string; period: string; start: string; end: string }>(
        connection,
        `select kind, period, period_start::varchar as start, period_end::varchar as "end" from calendar.periods`,
      );
      connection.closeSync();
      // Months are walked through one by one, from before the calendar; the year changes with the first of its monthNames.
      const held = new Set(periods.filter(({ kind }) => kind === "month").map(({ period }) => period));
      let [label, number] = ["", 0];
      const expected = new Map<string, string[]>();
      for (let at = 0; at < 12 * 6; at += 1) {
        const [year, own] = [2018 + Math.floor(at / 12), 1 + (at % 12)];
        const month = `${year}-${String(own).padStart(2, "0")}`;
        if (own === first) {
          label = first === 1 ? `${year}` : `${year}/${String(year + 1).slice(2)}`;
          number = 0;
        }
        number += 1;
        if (!held.has(month)) continue;
        expect([month, financialYearOf(month)]).toEqual([month, label]);
        for (const name of [label, `${label} Q${Math.ceil(number / 3)}`])
          expected.set(name, [...(expected.get(name) ?? []), month]);
        const soFar = expected.get(label) ?? [];
        if (soFar.length === number) expected.set(`${label} to ${month}`, soFar);
      }
      const whole = (name: string, has: readonly string[]) =>
        name.includes(" to ") || has.length === (name.includes(" Q") ? 3 : 12);
      const wanted = [...expected].filter(([name, has]) => whole(name, has));
      const known = new Map(
        periods.filter(({ kind }) => kind !== "month" && kind !== "week").map((one) => [one.period, one]),
      );
      expect([...known.keys()].sort()).toEqual(wanted.map(([name]) => name).sort());
      for (const [name, has] of wanted) {
        const one = known.get(name);
        expect([name, one?.start.slice(0, 7), one?.end.slice(0, 7)]).toEqual([name, has[0], has.at(-1)]);
        const { kind, label: parsed, to } = parsePeriod(name);
        expect([kind, parsed, to]).toEqual([one?.kind, name, one?.end]);
        const [period_start, period_end] = [one?.start, one?.end];
        expect(readPeriod(name)).toEqual({ period: name, period_kind: one?.kind, period_start, period_end });
        expect(startOfFinancialYear(has[0] ?? "").slice(0, 7) <= (has[0] ?? "")).toBe(true);
      }
    },
  );

  it.each([
    ["January", "2022 Q1", "January to March 2022"],
    ["April", "2021/22 Q4", "January to March 2022"],
    ["July", "2022/23 Q2", "October to December 2022"],
    ["November", "2022/23 Q1", "November 2022 to January 2023"],
    ["October", "2022/23 Q1", "October to December 2022"],
  ] as const)("has quarters that words call by their months: %s, %s", (begins, quarter, words) => {
    beginYearsWith(monthNames.indexOf(begins) + 1);
    expect(labelWords(quarter)).toBe(words);
  });
});
