import { monthNames } from "./dates.ts";

/** What each month is called in a language, in small letters and without a full stop: as it stands alone and in a date, whole and cut short. */
function namesIn(language: string): string[][] {
  const styles: Intl.DateTimeFormatOptions[] = (["long", "short"] as const).flatMap((month) => [
    { month },
    { month, day: "numeric" },
    { month, day: "numeric", year: "numeric" },
  ]);
  const all = monthNames.map((_, index) => {
    const day = new Date(Date.UTC(2001, index, 15));
    const names = styles.map(
      (style) =>
        new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" })
          .formatToParts(day)
          .find(({ type }) => type === "month")?.value ?? "",
    );
    return [...new Set(names.map((name) => name.toLowerCase().replace(/\.$/, "")))];
  });
  // What two months are called tells neither.
  return all.map((names, index) =>
    names.filter(
      (name) => /\p{L}/u.test(name) && !all.some((other, at) => at !== index && other.includes(name)),
    ),
  );
}

const knownNames = new Map<string, string[][]>();

/** What each month is called in a language, or by twelve names of its own, in small letters. */
export function namesOfMonths(named: string | readonly string[]): readonly (readonly string[])[] {
  if (typeof named !== "string") return named.map((name) => [name.toLowerCase().replace(/\.$/, "")]);
  const names = knownNames.get(named) ?? namesIn(named);
  knownNames.set(named, names);
  return names;
}

/** A text in which the name of a month, of another language or one of twelve, is the English one. */
export function withEnglishMonth(text: string, named: string | readonly string[]): string {
  const words = text.toLowerCase();
  const found = namesOfMonths(named)
    .flatMap((names, index) => names.map((name) => ({ name, english: monthNames[index] ?? "" })))
    .filter(({ name }) => words.includes(name))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!found) return text;
  const at = words.indexOf(found.name);
  return text.slice(0, at) + found.english + text.slice(at + found.name.length);
}
