import { hasMonth, spellOut, toDateForm } from "./dateForms.ts";
import { monthNames } from "./dates.ts";
import { datesOf, type Source } from "./sources.ts";
import { literal } from "./sqlText.ts";

/** What a text that is no date by the forms of its source seems to be, told by its shape alone, and the setting that would read it. */
interface Hint {
  said: string;
  pattern: string;
  set: string;
  isAsked: (source: Source, column: string) => boolean;
}

const formsIn = (source: Source, column: string) => spellOut(datesOf(source, column)).map(toDateForm);

const english = monthNames.map((name) => name.slice(0, 3).toLowerCase()).join("|");

const hints: Hint[] = [
  {
    said: "a number, as a spreadsheet counts days",
    pattern: "[2-5][0-9]{4}([.,][0-9]+)?",
    set: "excel-serial among its dates",
    isAsked: () => true,
  },
  {
    said: "a number, as systems count seconds",
    pattern: "1[0-9]{9}",
    set: "epoch-seconds among its dates",
    isAsked: () => true,
  },
  {
    said: "a number, as systems count milliseconds",
    pattern: "1[0-9]{12}",
    set: "epoch-milliseconds among its dates",
    isAsked: () => true,
  },
  {
    said: "its year has two digits",
    pattern: "[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}( .*)?",
    set: "a form with yy among its dates",
    isAsked: (source, column) => formsIn(source, column).every(({ has }) => !has("short year")),
  },
  {
    said: "the name of its month is none in English",
    pattern: `(?i)[^\\p{L}]*\\p{L}{3,}[^\\p{L}]+[0-9]{4}.*|(?i)[0-9]{1,2}[^0-9]+[0-9]{4}.*`,
    set: "month_names, such as fr",
    isAsked: (source, column) =>
      source.month_names === undefined &&
      formsIn(source, column).some((form) => hasMonth(form) && !form.has("month")),
  },
];

/** SQL of why a text is no date, with what it seems to be where its shape tells. */
export function unreadableDate(reason: string, source: Source, column: string, text: string): string {
  const cases = hints
    .filter(({ isAsked }) => isAsked(source, column))
    .map(({ said, pattern }) => {
      const isEnglish = said.startsWith("the name")
        ? ` and regexp_matches(${text}, '\\p{L}{3}') and not regexp_matches(lower(${text}), ${literal(`(^|[^\\p{L}])(${english})`)})`
        : "";
      return `when regexp_full_match(${text}, ${literal(pattern)})${isEnglish} then ${literal(`${reason}: ${said}`)}`;
    });
  return `case ${cases.join(" ")} else ${literal(reason)} end`;
}

/** The setting that would read what a reason says a text seems to be; empty where it says nothing of it. */
export const settingFor = (reason: string): string =>
  hints.find(({ said }) => reason.endsWith(`: ${said}`))?.set ?? "";
