import {
  type DateForm,
  findFormProblems,
  hasTime,
  isOfMonths,
  patternOf,
  plainForm,
  toDateForm,
  writeDay,
} from "./dateForms.ts";
import { isDay, monthNames } from "./dates.ts";
import { namesOfMonths } from "./monthNames.ts";
import { datesOf, type Source } from "./sources.ts";
import { literal } from "./sqlText.ts";

/** The directives of DuckDB's strptime for the parts of a form. */
function toStrptime({ parts, has }: DateForm): string {
  const isHalf = has("half day");
  return parts
    .map(({ kind, written }) => {
      if (kind === "year" || kind === "short year") return "%Y";
      if (kind === "month") return "%m";
      if (kind === "month name") return "%B";
      if (kind === "short month name") return "%b";
      if (kind === "day") return "%d";
      if (kind === "weekday") return written.length === 3 ? "%a" : "%A";
      if (kind === "hour") return isHalf ? "%I" : "%H";
      if (kind === "minute") return "%M";
      if (kind === "second") return "%S";
      if (kind === "half day") return " %p";
      if (kind === "offset") return "";
      return kind === "universal" ? "Z" : plainForm(written).replaceAll("%", "%%");
    })
    .join("")
    .replace(/ +%p/, " %p")
    .trim();
}

/** What a moment is read by besides its forms. */
export interface MomentSettings {
  /** The forms of the column it is of. */
  forms: readonly DateForm[];
  /** Whether its column is one of days. */
  isDate: boolean;
  /** The day that a month alone stands for. */
  day: "first" | "last" | undefined;
  source: Source;
  twoDigitYearsFrom: number | undefined;
}

const parse = (text: string, forms: readonly string[]) =>
  `try_strptime(${text}, [${forms.map(literal).join(", ")}])::timestamp`;

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** SQL of a text in which the names of months, of another language, are the English ones. */
function withEnglishMonths(text: string, named: string | readonly string[]): string {
  return namesOfMonths(named).reduce((sql, names, index) => {
    const either = [...names]
      .sort((a, b) => b.length - a.length)
      .map(escapeRegExp)
      .join("|");
    const pattern = `(?i)(^|[^\\p{L}])(?:${either})[.]?($|[^\\p{L}])`;
    return `regexp_replace(${sql}, ${literal(pattern)}, ${literal(`\\1${monthNames[index] ?? ""}\\2`)})`;
  }, text);
}

/** SQL of a text whose year of two digits has four, by the first year of the hundred it may be one of; null of another form. */
function withWholeYear(text: string, { parts }: DateForm, from: number): string {
  const at = parts.findIndex(({ kind }) => kind === "short year");
  const before = parts.slice(0, at).map(patternOf).join("");
  const after = parts
    .slice(at + 1)
    .map(patternOf)
    .join("");
  const pattern = literal(`^(?i)(${before})([0-9]{2})(${after})$`);
  const of = (group: number) => `regexp_extract(${text}, ${pattern}, ${group})`;
  const century = Math.floor(from / 100);
  const first = String(from % 100).padStart(2, "0");
  const year = `case when ${of(2)} >= ${literal(first)} then ${literal(String(century))} else ${literal(String(century + 1))} end || ${of(2)}`;
  return `case when regexp_full_match(${text}, ${pattern}) then ${of(1)} || ${year} || ${of(3)} end`;
}

/**
 * SQL of the moment, by the clock that it is written by, that a text of a form says. `isTried`: of a form that was tried as it
 * stands, and of which a fraction of a second is left.
 */
function readForm(
  form: DateForm,
  text: string,
  { source, twoDigitYearsFrom }: MomentSettings,
  isTried: boolean,
): string {
  let from = startsWithWeekday(form) ? `regexp_replace(${text}, '^\\p{L}+[.]?,? *', '')` : text;
  const isNamed = form.has("month name") || form.has("short month name");
  const dated = startsWithWeekday(form) ? withoutWeekday(form) : form;
  let format = toStrptime(dated);
  if (isNamed) {
    const names = source.month_names;
    from = names ? withEnglishMonths(from, names) : `regexp_replace(${from}, '(?i)\\bsept\\b[.]?', 'Sep')`;
    if (names) format = format.replace("%b", "%B");
  }
  if (form.has("offset")) from = `trim(regexp_replace(${from}, '[+-][0-9]{2}:?[0-9]{2}$', ''))`;
  if (form.has("half day")) {
    from = `trim(regexp_replace(${from}, '(?i)[ \u00a0\u202f]*([AP])[.]?[ ]?M\\b[.]?', ' \\1M'))`;
  }
  if (form.has("short year")) {
    const spaced = { ...dated, parts: spaceHalfDay(dated) };
    from = withWholeYear(from, spaced, twoDigitYearsFrom ?? 0);
  }
  const fractioned = form.has("second") ? [format.replace("%S", "%S.%n")] : [];
  const formats = isTried ? fractioned : [format, ...fractioned];
  const whole = formats.map((one) => parse(form.has("second") ? toPoint(from) : from, [one]));
  const read = whole.length === 1 ? (whole[0] ?? "") : `coalesce(${whole.join(", ")})`;
  if (!form.has("offset")) return read;
  const offset = (group: number) =>
    `try_cast(regexp_extract(${text}, '([+-][0-9]{2}):?([0-9]{2})$', ${group}) as integer)`;
  const sign = `if(regexp_extract(${text}, '([+-])[0-9]{2}:?[0-9]{2}$', 1) = '-', -1, 1)`;
  return `${read} - to_minutes(${offset(1)} * 60 + ${sign} * ${offset(2)})`;
}

/** Whether a form begins with the day of the week, which is passed over, in whatever language. */
const startsWithWeekday = ({ parts }: DateForm) => parts[0]?.kind === "weekday";

function withoutWeekday(form: DateForm): DateForm {
  const first = form.parts.findIndex(({ kind }) => kind !== "weekday" && kind !== "text");
  return { ...form, parts: form.parts.slice(first) };
}

/** The parts of a form as a text has them once one space stands before AM or PM. */
const spaceHalfDay = ({ parts }: DateForm) =>
  parts.flatMap((part, index) => {
    if (part.kind === "half day")
      return [...(index === 0 ? [] : [{ kind: "text" as const, written: " " }]), part];
    const isBefore = parts[index + 1]?.kind === "half day";
    return isBefore && part.kind === "text" && part.written === " " ? [] : [part];
  });

const toPoint = (text: string) => `regexp_replace(${text}, '(:[0-9]{2}),([0-9])', '\\1.\\2')`;

/** SQL of the moment that a number counts to. */
function readNumber(named: DateForm["named"], text: string): string {
  const number = `try_cast(replace(${text}, ',', '.') as double)`;
  const isNumber = (pattern: string) => `regexp_full_match(${text}, ${literal(pattern)})`;
  if (named === "epoch-seconds")
    return `case when ${isNumber("-?[0-9]{1,11}([.,][0-9]+)?")} then make_timestamp((${number} * 1000000)::bigint) end`;
  if (named === "epoch-milliseconds")
    return `case when ${isNumber("(/Date\\()?-?[0-9]{1,14}(([+-][0-9]{4})?\\)/)?")}
      then make_timestamp(try_cast(regexp_extract(${text}, '-?[0-9]+') as bigint) * 1000) end`;
  const seconds = `to_seconds(round(${number} * 86400)::bigint)`;
  const isSerial = isNumber("[0-9]{1,7}([.,][0-9]+)?");
  if (named === "excel-serial-1904")
    return `case when ${isSerial} then timestamp '1904-01-01' + ${seconds} end`;
  // The day 60 of the year 1900 is one that wasn't, and those before it are counted without it.
  return `case when ${isSerial} and ${number} >= 61 then timestamp '1899-12-30' + ${seconds}
    when ${isSerial} and ${number} >= 1 and ${number} < 60 then timestamp '1899-12-31' + ${seconds} end`;
}

/** A moment with its own zone, or to parts of a second: read whatever the forms say, for there is one way to read it. */
const zoned =
  "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)";
const fractioned = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}[.,][0-9]+";

/**
 * SQL of the moment in UTC that a text says, by the forms of its source; of a date, the day in the office's time zone. What
 * has no zone of its own is in that of its source.
 */
export function momentExpression(settings: MomentSettings, text: string): string {
  const { forms, isDate, source, day } = settings;
  const office = literal(source.time_zone);
  const zone = literal(source.zone ?? source.time_zone);
  const isOwnClock = source.zone === undefined || source.zone === source.time_zone;
  const fromUtc = (moment: string) =>
    isDate ? `timezone(${office}, timezone('UTC', ${moment}))::date` : moment;
  const fromLocal = (moment: string, isTimed: boolean) => {
    if (!isDate) return `timezone('UTC', timezone(${zone}, ${moment}))`;
    return isOwnClock || !isTimed
      ? `${moment}::date`
      : `timezone(${office}, timezone(${zone}, ${moment}))::date`;
  };
  // Cells that are dates by themselves are of the clock that the forms are of.
  const isUtc =
    source.zone === undefined &&
    forms.length > 0 &&
    forms.every((form) => form.has("universal") || isTyped(form, source));
  const isAllUtc = isUtc && forms.some((form) => form.has("universal"));
  const isUniversal = (form: DateForm) =>
    form.has("universal") ||
    form.has("offset") ||
    /^epoch-/.test(form.named ?? "") ||
    (isAllUtc && (!isDate || hasTime(form)));
  const isPlain = ({ has, named }: DateForm) =>
    named === undefined &&
    !has("short year") &&
    !has("offset") &&
    !has("half day") &&
    !has("weekday") &&
    !(source.month_names && (has("month name") || has("short month name")));
  const tries: string[] = [];
  const convert = (form: DateForm, moment: string) => {
    const whole =
      day === "last"
        ? `last_day(${moment})::timestamp`
        : day === "first" && !isOfMonths(form)
          ? `date_trunc('month', ${moment})`
          : moment;
    return isUniversal(form) ? fromUtc(whole) : fromLocal(whole, hasTime(form));
  };
  // Those that are read alike are tried at once: of a column whose values fit, nothing after them is asked.
  const plain = forms.filter(isPlain);
  const groups = new Map<string, DateForm[]>();
  for (const form of plain) {
    const key = convert(form, "");
    groups.set(key, [...(groups.get(key) ?? []), form]);
  }
  const ordered = [...groups.values()].sort(
    ([a], [b]) => Number(a !== undefined && isUniversal(a)) - Number(b !== undefined && isUniversal(b)),
  );
  for (const group of ordered)
    if (group[0]) tries.push(convert(group[0], parse(text, group.map(toStrptime))));
  for (const form of forms) {
    if (form.named === "yyyy-Www-d") tries.push(fromLocal(parse(text, ["%G-W%V-%u"]), false));
    else if (form.named !== undefined) tries.push(convert(form, readNumber(form.named, text)));
    else if (!isPlain(form) || form.has("second") || form.has("short month name"))
      tries.push(
        convert(
          form,
          readForm(
            form,
            text,
            settings,
            isPlain(form) && form.has("second") && !form.has("short month name"),
          ),
        ),
      );
  }
  if (forms.some(hasTime)) {
    const point = `replace(${text}, ',', '.')`;
    const moment = `regexp_replace(${point}, '([T ][0-9]{2}:[0-9]{2}) ?(Z|[+-])', '\\1:00\\2')`;
    tries.push(
      `case
        when regexp_full_match(${text}, ${literal(zoned)})
          then ${fromUtc(`timezone('UTC', try_cast(${moment} as timestamptz))`)}
        when regexp_full_match(${text}, ${literal(fractioned)}) then ${fromLocal(`try_cast(${point} as timestamp)`, true)}
      end`,
    );
  }
  return tries.length === 1 ? (tries[0] ?? "") : `coalesce(${tries.join(", ")})`;
}

const typedForms = ["yyyy-mm-dd", "yyyy-mm-ddThh:mm:ss", "yyyy-mm-dd hh:mm:ss"];

/** Formats whose cells may be dates by themselves, and not texts. */
const isTypedFormat = ({ format }: Source) => ["spreadsheet", "parquet", "duckdb"].includes(format);

const isTyped = ({ written }: DateForm, source: Source) =>
  isTypedFormat(source) && typedForms.includes(written) && !source.dates.includes(written);

/** The forms that dates of a column may have, those of cells that are dates by themselves too. */
export function formsOf(source: Source, column: string): DateForm[] {
  return [...new Set([...datesOf(source, column), ...(isTypedFormat(source) ? typedForms : [])])].map(
    toDateForm,
  );
}

/** SQL of the moment, in no zone, that says when a record was last changed, whatever the form of other dates. */
export function changeExpression(source: Source, text: string): string {
  const own = formsOf(source, "").map(({ written }) => written);
  const others = [...typedForms, "yyyy-mm-ddThh:mm:ssZ", "dd/mm/yyyy hh:mm:ss", "dd/mm/yyyy hh:mm"];
  // One that would read a date of the source as another day is none of its forms.
  const fitting = others.filter((form) => findFormProblems([...own, form]).length === 0);
  const all = [...new Set([...own, ...fitting])].map(toDateForm);
  return momentExpression(
    {
      forms: all,
      isDate: false,
      day: undefined,
      source: { ...source, dates: [] },
      twoDigitYearsFrom: source.two_digit_years_from,
    },
    text,
  );
}

/** How a date that stands for none is written in each form a date of the source may take, and as the time of day 0. */
export function writtenNoDates(source: Source, column: string): string[] {
  const forms = [...formsOf(source, column), toDateForm("yyyy-mm-dd")];
  const plain = forms.filter(({ named }) => named === undefined);
  const written = source.no_date.flatMap((day) => plain.map((form) => writeDay(form, day)));
  const isDayZero = source.no_date.includes("1900-01-00");
  const zeros = [
    ...(isDayZero && source.format === "spreadsheet" ? ["00:00:00"] : []),
    ...(isDayZero && forms.some(({ named }) => named === "excel-serial") ? ["0"] : []),
  ];
  return [...new Set([...written, ...zeros])];
}

/** SQL of the days that exist, of those that stand for none. */
export const noDatesSql = ({ no_date }: Source): string[] =>
  no_date.filter(isDay).map((day) => `date ${literal(day)}`);
