import { monthNames } from "./dates.ts";
import { sayNearest } from "./nearestName.ts";

/** What one piece of a form stands for: a part of a moment, or the text that it is. */
const kinds = [
  ...([
    "year",
    "short year",
    "month",
    "month name",
    "short month name",
    "day",
    "weekday",
    "hour",
    "minute",
  ] as const),
  ...(["second", "half day", "offset", "universal", "text"] as const),
] as const;

export interface FormPart {
  kind: (typeof kinds)[number];
  written: string;
}

/** Forms that are no pattern: numbers that count from a day, and all that ISO 8601 calls a date with or without a time. */
const namedForms = [
  ...(["epoch-seconds", "epoch-milliseconds", "excel-serial", "excel-serial-1904"] as const),
  ...(["iso8601", "yyyy-Www-d"] as const),
] as const;

type NamedForm = (typeof namedForms)[number];

/** A form that a date may be written in, such as `dd/mm/yyyy hh:mm:ss`, cut into its parts. */
export interface DateForm {
  written: string;
  parts: readonly FormPart[];
  named: NamedForm | undefined;
  has: (kind: FormPart["kind"]) => boolean;
}

const isoForms = [
  "yyyy-mm-dd",
  "yyyy-mm-ddThh:mm:ss",
  "yyyy-mm-dd hh:mm:ss",
  "yyyy-mm-ddThh:mm",
  "yyyy-mm-dd hh:mm",
];

/** Each form that a list of them says, `iso8601` as those that it stands for. */
export const spellOut = (forms: readonly string[]): string[] => [
  ...new Set(forms.flatMap((form) => (form === "iso8601" ? isoForms : [form]))),
];

const pieces: [RegExp, FormPart["kind"] | "m"][] = [
  [/^'[^']*'/, "text"],
  [/^yyyy/i, "year"],
  [/^yy/i, "short year"],
  [/^mmmm/i, "month name"],
  [/^mmm/i, "short month name"],
  [/^mm?/i, "m"],
  [/^ddd{1,2}/i, "weekday"],
  [/^dd?/i, "day"],
  [/^(am\/pm|[ap]m|tt)/i, "half day"],
  [/^([+±-]hh:?mm|zzz|xxx)$/i, "offset"],
  [/^hh?/i, "hour"],
  [/^ss?/i, "second"],
  [/^Z$/, "universal"],
  [/^[T /.,:_()-]/, "text"],
];

/** The parts of a form, or undefined for one that has a letter which stands for nothing. */
function cut(form: string): FormPart[] | undefined {
  const parts: FormPart[] = [];
  // A fraction may follow the seconds of every form, so one that says it says no more.
  for (let rest = form.replace(/(ss?)[.,](f+|s+)(?![a-z])/i, "$1"); rest !== ""; ) {
    const found = pieces.map(([pattern, kind]) => ({ text: pattern.exec(rest)?.[0] ?? "", kind }));
    const piece = found.find(({ text }) => text !== "");
    if (!piece) return undefined;
    const isAfterHour =
      parts.some(({ kind }) => kind === "hour") && !parts.some(({ kind }) => kind === "minute");
    const kind = piece.kind === "m" ? (isAfterHour ? "minute" : "month") : piece.kind;
    parts.push({ kind, written: piece.text });
    rest = rest.slice(piece.text.length);
  }
  return parts;
}

const toNamed = (written: string) => namedForms.find((name) => name.toLowerCase() === written.toLowerCase());

const known = new Map<string, DateForm>();

/** A form cut into its parts. Throws an Error for one that `findFormProblems` finds wrong. */
export function toDateForm(written: string): DateForm {
  const made = known.get(written);
  if (made) return made;
  const named = toNamed(written);
  const parts = named ? [] : cut(written);
  if (!parts) throw new Error(`unknown form of a date: ${written}`);
  const form = {
    written,
    parts,
    named,
    has: (kind: FormPart["kind"]) => parts.some((part) => part.kind === kind),
  };
  known.set(written, form);
  return form;
}

/** Whether dates of a form have the time of day. */
export const hasTime = ({ named, has }: DateForm): boolean =>
  has("hour") || (named !== undefined && named !== "yyyy-Www-d");

export const hasMonth = ({ has }: DateForm): boolean =>
  has("month") || has("month name") || has("short month name");

const hasYear = ({ has }: DateForm) => has("year") || has("short year");

/** Whether a form tells the month and not the day. */
export const isOfMonths = (form: DateForm): boolean =>
  form.named === undefined && hasMonth(form) && !form.has("day");

const commonForms = [
  "yyyy-mm-dd",
  "dd/mm/yyyy",
  "mm/dd/yyyy",
  "dd.mm.yyyy",
  "d mmm yyyy",
  "d mmmm yyyy",
  "yyyymmdd",
  "dd/mm/yy",
  "yyyy-mm-ddThh:mm:ssZ",
  "yyyy-mm-dd hh:mm:ss",
  "dd/mm/yyyy hh:mm",
  "mm/dd/yyyy h:mm am/pm",
  ...namedForms,
];

function findOwnProblem(written: string): string | undefined {
  if (toNamed(written)) return undefined;
  const parts = cut(written);
  if (!parts) return `no form of a date: ${sayNearest(written, commonForms)}`;
  const form = toDateForm(written);
  const twice = kinds.find(
    (kind) => kind !== "text" && parts.filter((part) => part.kind === kind).length > 1,
  );
  if (twice) return `no form of a date, for it has two of a ${twice}: ${written}`;
  if (!hasYear(form)) return `a form of a date must have a year: ${written}`;
  if (!hasMonth(form)) return `a form of a date must have a month: ${written}`;
  if (form.has("minute") !== form.has("hour"))
    return `a form with a time must have hours and minutes: ${written}`;
  if (form.has("half day") && !form.has("hour")) return `a form with am/pm must have hours: ${written}`;
  return undefined;
}

const patterns: Record<Exclude<FormPart["kind"], "text">, string> = {
  year: "[0-9]{4}",
  "short year": "[0-9]{2}",
  month: "[0-9]{1,2}",
  "month name": "[\\p{L}]+[.]?",
  "short month name": "[\\p{L}]+[.]?",
  day: "[0-9]{1,2}",
  weekday: "[\\p{L}]+[.]?",
  hour: "[0-9]{1,2}",
  minute: "[0-9]{1,2}",
  second: "[0-9]{1,2}(?:[.,][0-9]{1,9})?",
  "half day": "[AP]M",
  offset: "[+-][0-9]{2}:?[0-9]{2}",
  universal: "Z",
};

/** A regular expression, alike in JavaScript and RE2, of what a part of a form may be. */
export function patternOf({ kind, written }: FormPart): string {
  if (kind !== "text") return patterns[kind];
  return plainForm(written).replace(/[.()]/g, "[$&]");
}

/** The text of a part that is one, without the quotation marks that it may stand in. */
export const plainForm = (written: string): string => (written.length > 1 ? written.slice(1, -1) : written);

/** A day as a form writes it: `day`, `month` and `year` in digits, the time `00:00:00`, names of months in English. */
export function writeDay({ parts }: DateForm, day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const name = monthNames[Number(month) - 1] ?? "";
  const time = parts.some(({ kind }) => kind === "half day") ? "12" : "00";
  const shown = (digits: string, { written }: FormPart) =>
    written.length === 1 ? String(Number(digits)) : digits;
  const texts: Partial<Record<FormPart["kind"], (part: FormPart) => string>> = {
    year: () => year,
    "short year": () => year.slice(2),
    month: (part) => shown(month, part),
    "month name": () => name,
    "short month name": () => name.slice(0, 3),
    day: (part) => shown(date, part),
    hour: () => time,
    minute: () => "00",
    second: () => "00",
    "half day": () => "AM",
    universal: () => "Z",
    offset: () => "+00:00",
    text: ({ written }) => plainForm(written),
  };
  return parts.map((part) => texts[part.kind]?.(part) ?? "").join("");
}

/** The year, month and day in a text of a form, those that it has, with English names of months; undefined where it reads none. */
export function readParts(
  { parts }: DateForm,
  text: string,
): { year: number; month: number; day: number } | undefined {
  const found = new RegExp(`^${parts.map((part) => `(${patternOf(part)})`).join("")}$`, "u").exec(text);
  if (!found) return undefined;
  const of = (...some: FormPart["kind"][]) => {
    const place = parts.findIndex(({ kind }) => some.includes(kind));
    return place === -1 ? undefined : found[place + 1];
  };
  const name = of("month name", "short month name")?.replace(".", "").toLowerCase();
  const short = name === "sept" ? "sep" : name;
  const named = monthNames.findIndex((one) =>
    [one, one.slice(0, 3)].some((is) => is.toLowerCase() === short),
  );
  const month = name === undefined ? Number(of("month") ?? 1) : named + 1;
  if (month < 1 || month > 12) return undefined;
  return { year: Number(of("year", "short year")), month, day: Number(of("day") ?? 1) };
}

/** The day that a form reads in a text, with the last two digits of its year; undefined where it reads none. */
function readDay(form: DateForm, text: string): string | undefined {
  const parts = readParts(form, text);
  return parts && [parts.year % 100, parts.month, parts.day].join("-");
}

/** A day whose year, month and day could each be any other of them. */
const sample = "2001-02-03";

/**
 * What is wrong with the forms that dates may have, a line to each: what is none, and two that read one text as two days,
 * such as dd/mm/yyyy and mm/dd/yyyy.
 */
export function findFormProblems(forms: readonly string[]): string[] {
  const problems = forms.flatMap((form) => findOwnProblem(form) ?? []);
  if (problems.length > 0) return problems;
  const plain = spellOut(forms)
    .map(toDateForm)
    .filter(({ named }) => named === undefined);
  const found = plain.flatMap((form, index) =>
    plain.slice(index + 1).flatMap((other) => {
      const text = writeDay(form, sample);
      const read = readDay(other, text);
      return read === undefined || read === readDay(form, text)
        ? []
        : [`${form.written} and ${other.written} read ${text} as two days: name one of them`];
    }),
  );
  const isCount = ({ named }: DateForm) => named !== undefined && /^(epoch|excel)-/.test(named);
  const isDigits = (form: DateForm) => form.named === undefined && /^\d+$/.test(writeDay(form, sample));
  const numbers = forms.map(toDateForm).filter((form) => isCount(form) || isDigits(form));
  if (numbers.length < 2 || !numbers.some(isCount)) return found;
  return [
    ...found,
    `${numbers.map(({ written }) => written).join(" and ")} read one number as two days: name one of them`,
  ];
}
