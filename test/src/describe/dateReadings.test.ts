import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDate, readSerial } from "../../../src/describe/dateReadings.ts";
import { type DatesFound, DateTally } from "../../../src/describe/dateTally.ts";
import { runs } from "../../gear.ts";

const names = "January February March April May June July August September October November December".split(
  " ",
);

/** How a day is written in a form, by nothing of what reads it. */
function writeDay(day: Date, form: string): string {
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
  const two = (number: number) => String(number).padStart(2, "0");
  return form.replace(/yyyy|yy|mmmm|mmm|hh:mm:ss|hh:mm|mm|dd|d/g, (token) => {
    if (token === "yyyy") return String(year);
    if (token === "yy") return two(year % 100);
    if (token === "mmmm") return names[month - 1] ?? "";
    if (token === "mmm") return names[month - 1]?.slice(0, 3) ?? "";
    if (token === "mm") return two(month);
    if (token === "dd") return two(date);
    return token === "d" ? String(date) : token === "hh:mm" ? "09:41" : "09:41:07";
  });
}

/** Whether a text of digits is a day that exists, by where a form has day, month and year. */
function isDayIn(text: string, form: string): boolean {
  const numbers = text.split(/\D+/).map(Number);
  const places = form.split(/[^a-z]+/);
  const of = (letter: string) => numbers[places.findIndex((part) => part.startsWith(letter))] ?? 0;
  const year = of("y") < 100 ? 2000 + of("y") : of("y");
  const made = new Date(Date.UTC(year, of("m") - 1, of("d")));
  return made.getUTCMonth() === of("m") - 1 && made.getUTCDate() === of("d");
}

const forms = [
  "dd/mm/yyyy",
  "mm/dd/yyyy",
  "dd-mm-yyyy",
  "dd.mm.yyyy",
  "mm-dd-yyyy",
  "yyyy-mm-dd",
  "yyyy/mm/dd",
  "dd/mm/yy",
  "mm/dd/yy",
  "dd-mm-yy",
  "yy-mm-dd",
  "dd.mm.yy",
  "d mmm yyyy",
  "d mmmm yyyy",
  "d-mmm-yy",
  "d-mmm-yyyy",
  "mmmm d, yyyy",
  "mmm d, yyyy",
  "yyyy-mmm-d",
  "dd/mm/yyyy hh:mm",
  "mm/dd/yyyy hh:mm:ss",
  "yyyy-mm-ddThh:mm:ss",
  "yyyy-mm-dd hh:mm",
  "d mmm yyyy hh:mm",
  "yyyymmdd",
  "ddmmyyyy",
  "mmddyyyy",
  "yyyymmdd hh:mm:ss",
];

function tally(values: readonly string[]): DatesFound {
  const dates = new DateTally();
  for (const [place, value] of values.entries()) dates.add(value, 1, place + 2);
  const found = dates.found();
  if (!found) throw new Error("no dates");
  return found;
}

const days = fc.date({ min: new Date("2001-01-01"), max: new Date("2037-12-31"), noInvalidDate: true });

describe("the forms of dates", () => {
  test("the form that days are written in is among those found, and fits all of them", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.array(days, { minLength: 1, maxLength: 30 }),
        (form, drawn) => {
          const values = drawn.map((day) => writeDay(day, form));
          const { values: read, others, shapes } = tally(values);
          expect({ read, others }).toEqual({ read: values.length, others: 0 });
          const fits = shapes.flatMap((shape) => shape.forms).filter((one) => one.form === form);
          // Where all months are May, both names of months are one.
          const isMay = form.includes("mmmm") && drawn.every((day) => day.getUTCMonth() === 4);
          if (isMay) expect(fits.length).toBeLessThanOrEqual(1);
          else expect(fits).toMatchObject([{ fits: values.length, misfits: 0 }]);
          const decided = shapes.map((one) => one.decided);
          // A form that is decided on is the true one, or reads every value as the same day.
          for (const one of decided.filter((each) => each !== null && each !== form)) {
            for (const [place, value] of values.entries()) {
              const day = readDate(value)?.readings.find((reading) => reading.form === one)?.day;
              expect(day).toBe(drawn[place]?.toISOString().slice(0, 10));
            }
          }
        },
      ),
      { numRuns: runs(400, 5000) },
    );
  });

  test("a row that decides against a form holds no day in that form, and is the first such row", () => {
    const inDigits = ["dd/mm/yyyy", "mm/dd/yyyy", "dd-mm-yy", "mm-dd-yy", "yy-mm-dd"];
    fc.assert(
      fc.property(
        fc.constantFrom(...inDigits),
        fc.array(days, { minLength: 1, maxLength: 40 }),
        (form, drawn) => {
          const values = drawn.map((day) => writeDay(day, form));
          for (const shape of tally(values).shapes)
            for (const { form: other, fits, misfits, decided_by } of shape.forms) {
              const wrong = values.flatMap((value, place) =>
                isDayIn(value, other) ? [] : [{ row: place + 2, value }],
              );
              expect({ fits, misfits }).toEqual({
                fits: values.length - wrong.length,
                misfits: wrong.length,
              });
              expect(decided_by[0]).toEqual(wrong[0]);
            }
        },
      ),
      { numRuns: runs(400, 5000) },
    );
  });

  test("months of another language are read, and the language is told that reads them all", () => {
    const decided = (...values: string[]) => tally(values).shapes.map((shape) => shape.decided);
    expect(decided("14 juin 2019", "3 mars 2020", "12 févr. 2020")).toEqual(["d mmmm yyyy|fr"]);
    expect(decided("14. Juni 2019 09:05", "3. März 2020 10:00")).toEqual(["d. mmmm yyyy hh:mm|de"]);
    expect(decided("14 de junio de 2019", "1 de enero de 2020")).toEqual(["d 'de' mmmm 'de' yyyy|es"]);
    expect(readDate("14 brumaire 2019")).toBeUndefined();
    expect(readDate("31 juin 2019")).toBeUndefined();
  });

  test("24-06-15 fits two forms and 05-06-07 three, and nothing decides between them", () => {
    expect(readDate("24-06-15")?.readings).toEqual([
      { form: "dd-mm-yy", day: "2015-06-24" },
      { form: "yy-mm-dd", day: "2024-06-15" },
    ]);
    expect(tally(["05-06-07"]).shapes).toMatchObject([
      { decided: null, forms: [{ form: "dd-mm-yy" }, { form: "mm-dd-yy" }, { form: "yy-mm-dd" }] },
    ]);
  });

  test("two forms that read every value as the same day are one", () => {
    expect(tally(["05/05/2015", "12/12/2015"]).shapes).toMatchObject([{ decided: "dd/mm/yyyy" }]);
  });

  test("where each of two forms is decided against, none is decided on", () => {
    const [shape] = tally(["25/04/2015", "04/25/2015", "01/02/2015"]).shapes;
    expect(shape).toMatchObject({
      decided: null,
      forms: [
        { form: "dd/mm/yyyy", fits: 2, decided_by: [{ row: 3, value: "04/25/2015" }] },
        { form: "mm/dd/yyyy", fits: 2, decided_by: [{ row: 2, value: "25/04/2015" }] },
      ],
    });
  });

  test("days that don't exist, versions, telephone numbers and words are no dates", () => {
    for (const text of [
      "31/02/2020",
      "1.2.3.4",
      "0345 015 4033",
      "May",
      "2020-13-32",
      "12:30",
      "99/99/99",
      "",
    ])
      expect(readDate(text)).toBeUndefined();
    expect(readDate("29/02/2020")?.readings).toEqual([{ form: "dd/mm/yyyy", day: "2020-02-29" }]);
    expect(readDate("29/02/1900")).toBeUndefined();
  });

  test("years come before days and months where that is how all of them can be read", () => {
    expect(tally(["2020-13-01", "2020-05-04"]).shapes).toMatchObject([{ decided: "yyyy-dd-mm" }]);
    expect(tally(["2020-03-04", "2020-05-04"]).shapes[0]?.forms).toHaveLength(1);
  });

  test("half days and numbers of a spreadsheet are told", () => {
    expect(readDate("17/12/2018 3:53:50 PM")?.readings[0]?.form).toBe("dd/mm/yyyy hh:mm:ss AM");
    expect(readDate("17/12/2018 13:53:50 PM")).toBeUndefined();
    expect(readSerial("44652")).toBe("2022-04-01");
    expect(readSerial("123456")).toBeUndefined();
  });
});
