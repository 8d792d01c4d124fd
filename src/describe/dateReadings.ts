import { addDays, monthNames } from "../../loaders/dates.ts";
import { namesOfMonths } from "../../loaders/monthNames.ts";

/** One way to read a text as a date: the form as the setting `dates` has it, and the day it then is. */
interface Reading {
  /** With the language of its months where that isn't English: `d mmmm yyyy|fr`, which `splitForm` takes apart. */
  form: string;
  /** `yyyy-mm-dd` */
  day: string;
}

/** A text that is a date in at least one form. Texts of one shape can be told apart by their values alone. */
export interface DateLike {
  shape: string;
  readings: Reading[];
}

const monthWords = monthNames.map((name) => name.toLowerCase());
const monthPattern = monthWords.map((name) => `${name}|${name.slice(0, 3)}`).join("|");

const timePattern = [
  "(?:(?<between>[T ]|, ?)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?<second>:\\d{2})?(?<part>[.,]\\d+)?",
  "(?<half> ?[AaPp]\\.?[Mm]\\.?)?(?<zone>Z| ?[+-]\\d{2}:?\\d{2})?)?",
].join("");

const inDigits = new RegExp(`^(\\d{1,4})([-/. ])(\\d{1,2})\\2(\\d{1,4})${timePattern}$`);
const dayMonthName = new RegExp(
  `^(\\d{1,2})([-/. ])(${monthPattern})([-/. ]|, )(\\d{4}|\\d{2})${timePattern}$`,
  "i",
);
const monthNameDay = new RegExp(
  `^(${monthPattern})([-/. ])(\\d{1,2})([-/. ]|, )(\\d{4})${timePattern}$`,
  "i",
);
const yearMonthName = new RegExp(`^(\\d{4})([-/. ])(${monthPattern})([-/. ])(\\d{1,2})${timePattern}$`, "i");
const eightDigits = new RegExp(`^(?<digits>(?:19|20)\\d{6}|\\d{4}(?:19|20)\\d{2})${timePattern}$`);

const otherNames = new RegExp(
  `^(\\d{1,2})([-/. ]|[.] | de )(\\p{L}{3,}[.]?)([-/. ]| de )(\\d{4})${timePattern}$`,
  "u",
);

/** Languages that months are looked for in, besides English. Where several read a name as the same month, the first is named. */
const languages = ["fr", "es", "de", "it", "pt", "nl", "cy", "ga", "pl", "cs", "ro", "sv", "da", "nb", "fi"];

let monthsNamed: Map<string, { language: string; month: number }[]> | undefined;

/** Which month a name is, in each language that has it. */
function findMonths(name: string): { language: string; month: number }[] {
  if (monthsNamed === undefined) {
    monthsNamed = new Map();
    for (const language of languages)
      for (const [index, names] of namesOfMonths(language).entries())
        for (const one of names)
          monthsNamed.set(one, [...(monthsNamed.get(one) ?? []), { language, month: index + 1 }]);
  }
  return monthsNamed.get(name.toLowerCase().replace(/\.$/, "")) ?? [];
}

/** A form as `dates` has it, and the language that `month_names` must say, if any. */
export function splitForm(form: string): { form: string; month_names?: string } {
  const [own = "", language] = form.split("|");
  return language === undefined ? { form: own } : { form: own, month_names: language };
}

/** Years of two digits from here on are of the century before, as in POSIX. */
const pivot = 69;

const toYear = (text: string) => {
  const year = Number(text);
  return text.length === 4 ? year : year + (year >= pivot ? 1900 : 2000);
};

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day, if it exists: this is asked of every value of a file, so it makes no Date. */
function toDay(year: number, month: number, day: number): string | undefined {
  const most = daysInMonth[month - 1];
  if (most === undefined || day < 1 || day > most) return undefined;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2 && day === 29 && !isLeap) return undefined;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** What the form of a date is followed by for its time; undefined where that is no time of day. */
function toTimeForm({ between, hour, minute, second, half }: Groups): string | undefined {
  if (hour === undefined || minute === undefined) return "";
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second?.slice(1) ?? 0) < 60;
  if (!isTime || (half && (Number(hour) < 1 || Number(hour) > 12))) return undefined;
  // Parts of a second and a zone of its own are read whatever the form, so they are no part of it.
  const clock = `hh:mm${second ? ":ss" : ""}`;
  return `${between}${clock}${half ? `${half.startsWith(" ") ? " " : ""}AM` : ""}`;
}

function readDigits(match: RegExpExecArray): DateLike | undefined {
  const [, a = "", sign = "", b = "", c = ""] = match;
  const time = toTimeForm(match.groups ?? {});
  if (time === undefined) return undefined;
  const readings: Reading[] = [];
  const add = (form: string, year: string, month: string, day: string) => {
    const found = toDay(toYear(year), Number(month), Number(day));
    if (found) readings.push({ form: `${form}${time}`, day: found });
  };
  const join = (...parts: string[]) => parts.join(sign);
  if (a.length === 4 && c.length <= 2) {
    add(join("yyyy", "mm", "dd"), a, b, c);
    add(join("yyyy", "dd", "mm"), a, c, b);
  } else if (a.length <= 2 && c.length === 4) {
    add(join("dd", "mm", "yyyy"), c, b, a);
    add(join("mm", "dd", "yyyy"), c, a, b);
  } else if (a.length <= 2 && c.length <= 2) {
    if (c.length === 2) {
      add(join("dd", "mm", "yy"), c, b, a);
      add(join("mm", "dd", "yy"), c, a, b);
    }
    if (a.length === 2) add(join("yy", "mm", "dd"), a, b, c);
  }
  const widths = a.length === 4 ? "year first" : c.length === 4 ? "year last" : "no year of four digits";
  return readings.length > 0 ? { shape: `${sign} ${widths} ${time}`, readings } : undefined;
}

function readNamed(
  [day, first, name, second, year]: readonly [string, string, string, string, string],
  order: (dayForm: string, monthForm: string, yearForm: string) => string,
  groups: Groups,
): DateLike | undefined {
  const time = toTimeForm(groups);
  const month = monthWords.findIndex((one) => one.startsWith(name.toLowerCase().slice(0, 3))) + 1;
  const found = toDay(toYear(year), month, Number(day));
  if (time === undefined || !found) return undefined;
  const yearForm = year.length === 4 ? "yyyy" : "yy";
  // May is written alike in both.
  const monthForms = name.length > 3 ? ["mmmm"] : name.toLowerCase() === "may" ? ["mmm", "mmmm"] : ["mmm"];
  const readings = monthForms.map((one) => ({ form: `${order("d", one, yearForm)}${time}`, day: found }));
  return { shape: `${first} ${second} ${order("d", "name", yearForm)} ${time}`, readings };
}

/** The days a text may be, in each form that it fits; undefined for what is no date in any. */
export function readDate(text: string): DateLike | undefined {
  if (text.length < 6 || text.length > 40) return undefined;
  const digits = inDigits.exec(text);
  if (digits) return readDigits(digits);
  const dayFirst = dayMonthName.exec(text);
  if (dayFirst) {
    const [, day = "", first = "", name = "", second = "", year = ""] = dayFirst;
    const order = (d: string, m: string, y: string) => `${d}${first}${m}${second}${y}`;
    return readNamed([day, first, name, second, year], order, dayFirst.groups ?? {});
  }
  const nameFirst = monthNameDay.exec(text);
  if (nameFirst) {
    const [, name = "", first = "", day = "", second = "", year = ""] = nameFirst;
    const order = (d: string, m: string, y: string) => `${m}${first}${d}${second}${y}`;
    return readNamed([day, first, name, second, year], order, nameFirst.groups ?? {});
  }
  const yearFirst = yearMonthName.exec(text);
  if (yearFirst) {
    const [, year = "", first = "", name = "", second = "", day = ""] = yearFirst;
    const order = (d: string, m: string, y: string) => `${y}${first}${m}${second}${d}`;
    return readNamed([day, first, name, second, year], order, yearFirst.groups ?? {});
  }
  const other = otherNames.exec(text);
  if (other) return readOtherName(other);
  const together = eightDigits.exec(text);
  return together ? readEightDigits(together.groups ?? {}) : undefined;
}

function readOtherName(match: RegExpExecArray): DateLike | undefined {
  const [, day = "", first = "", name = "", second = "", year = ""] = match;
  const time = toTimeForm(match.groups ?? {});
  if (time === undefined) return undefined;
  const plain = (sign: string) => (sign === " de " ? " 'de' " : sign);
  const readings = findMonths(name).flatMap(({ language, month }) => {
    const found = toDay(Number(year), month, Number(day));
    return found ? [{ form: `d${plain(first)}mmmm${plain(second)}yyyy${time}|${language}`, day: found }] : [];
  });
  return readings.length > 0 ? { shape: `${first} ${second} another language ${time}`, readings } : undefined;
}

function readEightDigits(groups: Groups): DateLike | undefined {
  const time = toTimeForm(groups);
  if (time === undefined) return undefined;
  const { digits: text = "" } = groups;
  const orders: [form: string, year: string, month: string, day: string][] = [
    ["yyyymmdd", text.slice(0, 4), text.slice(4, 6), text.slice(6)],
    ["ddmmyyyy", text.slice(4), text.slice(2, 4), text.slice(0, 2)],
    ["mmddyyyy", text.slice(4), text.slice(0, 2), text.slice(2, 4)],
  ];
  const readings = orders.flatMap(([form, year, month, day]) => {
    const found = /^(19|20)/.test(year) ? toDay(Number(year), Number(month), Number(day)) : undefined;
    return found ? [{ form: `${form}${time}`, day: found }] : [];
  });
  return readings.length > 0 ? { shape: `eight digits ${time}`, readings } : undefined;
}

/** The day that a spreadsheet's serial number stands for, of the years 1955 to 2064; undefined for any other text. */
export function readSerial(text: string): string | undefined {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return undefined;
  const serial = Math.floor(Number(text));
  return serial >= 20_000 && serial < 60_300 ? addDays("1899-12-30", serial) : undefined;
}
