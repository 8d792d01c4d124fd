import { z } from "zod";
import { findFormProblems, hasMonth, isOfMonths, spellOut, toDateForm } from "./dateForms.ts";

/** How the texts of a contract column are made, where they aren't those of one heading as they stand. */
const MadeColumn = z.strictObject({
  from: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  with: z.string().optional(),
  constant: z.union([z.string().min(1), z.number(), z.boolean()]).optional(),
  numbered: z.literal(true).optional(),
  prefix: z.string().min(1).optional(),
  suffix: z.string().min(1).optional(),
  empty: z.array(z.string()).optional(),
  dates: z.array(z.string()).min(1).optional(),
  two_digit_years_from: z.int().min(1800).max(2100).optional(),
  day: z.enum(["first", "last"]).optional(),
});

/** What a contract column is mapped to: a heading, or how its texts are made. */
export const MappedColumn = z.union([z.string(), MadeColumn]);

export interface Made extends Omit<z.infer<typeof MadeColumn>, "from"> {
  /** The headings that it is read from, none of a constant or a number. */
  from: readonly string[];
}

/** A mapping as a Source holds it: what each column is called in the file, and of those that are made how. */
interface Mapping {
  columns: Record<string, string>;
  made?: Record<string, Made>;
}

export function toMapping(mapped: Readonly<Record<string, z.infer<typeof MappedColumn>>>): Mapping {
  const columns: Record<string, string> = {};
  const made: Record<string, Made> = {};
  for (const [name, column] of Object.entries(mapped)) {
    if (typeof column === "string") columns[name] = column;
    else {
      const from = column.from === undefined ? [] : [column.from].flat();
      columns[name] = from.join(" + ");
      made[name] = { ...column, from };
    }
  }
  return Object.keys(made).length === 0 ? { columns } : { columns, made };
}

interface Mapped {
  columns: Readonly<Record<string, string>>;
  made?: Readonly<Record<string, Made>> | undefined;
}

/** The headings that a column is read from, none of one that is the same in every row. */
export function headingsOf({ columns, made }: Mapped, name: string): readonly string[] {
  const own = made?.[name];
  if (own) return own.from;
  const heading = columns[name];
  return heading === undefined ? [] : [heading];
}

/** Every heading that a column is read from, each once. */
export const readHeadings = (source: Mapped): string[] => [
  ...new Set(Object.keys(source.columns).flatMap((name) => headingsOf(source, name))),
];

/** The columns of the contract that are empty in a file without these headings. */
export const lackingColumns = (source: Mapped, absent: readonly string[]): string[] =>
  Object.keys(source.columns).filter((name) => {
    const headings = headingsOf(source, name);
    return headings.length > 0 && headings.every((heading) => absent.includes(heading));
  });

/** What is wrong with how a column is made, a line to each. `isDated`: whether it holds days or moments. */
export function findMadeProblems(name: string, made: Made, isDated: boolean): string[] {
  const { from, constant, numbered } = made;
  const ways = [from.length > 0, constant !== undefined, numbered !== undefined].filter(Boolean).length;
  const problems = ways === 1 ? [] : ["must have one of from (a heading, or some), constant and numbered"];
  if (from.includes("")) problems.push("from can't be an empty heading");
  if (made.with !== undefined && from.length < 2) problems.push("with has no use where one heading is read");
  if (made.empty && from.length === 0) problems.push("empty has no use where no heading is read");
  if (!isDated)
    for (const setting of ["dates", "two_digit_years_from", "day"] as const)
      if (made[setting] !== undefined) problems.push(`${setting} has no use in a column that holds no date`);
  return problems.map((problem) => `${name}: ${problem}`);
}

interface Dates {
  dates: readonly string[];
  day: "first" | "last" | undefined;
  hasPivot: boolean;
}

/** What is wrong with the forms of the dates of a column, a line to each. */
export function findDateProblems({ dates, day, hasPivot }: Dates): string[] {
  const problems = findFormProblems(dates);
  if (problems.length > 0) return problems;
  const forms = spellOut(dates).map(toDateForm);
  const short = forms.find(({ has }) => has("short year"));
  if (short && !hasPivot)
    problems.push(
      `${short.written} has years of two digits: two_digit_years_from must say the first of the hundred that they are of, such as 1950`,
    );
  const months = forms.find(isOfMonths);
  if (months && !day)
    problems.push(
      `${months.written} tells no day: write the column as { from: its heading, dates: [${months.written}], day: first } or last`,
    );
  return problems;
}

/** Whether any of some forms names months or has years of two digits, so that the settings which say how have a use. */
export function needsOf(dates: readonly string[]): { names: boolean; pivot: boolean } {
  const forms = spellOut(dates).map(toDateForm);
  return {
    names: forms.some((form) => hasMonth(form) && !form.has("month")),
    pivot: forms.some(({ has }) => has("short year")),
  };
}
