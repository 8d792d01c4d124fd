import type { MeasureDefinition } from "../catalogue/definition.ts";
import { decimalsOf } from "../catalogue/units.ts";
import type { Figure } from "../measures/figure.ts";
import { capitalise, formatDimension, formatGroup, formatPeriod } from "../report/format.ts";
import { fullNote } from "../report/notes.ts";
import { type PublishedCell, type PublishedColumn, type PublishedTable, roundTo } from "./publishedTable.ts";

type Told = Pick<MeasureDefinition, "title" | "definition" | "unit" | "caveats">;

const isWhole = (values: readonly (number | null)[]) =>
  values.every((value) => value === null || Number.isInteger(value));

/** The one precision of a unit's values, as the pages show them. */
const decimalsIn = (unit: string, values: readonly (number | null)[]): number =>
  decimalsOf(unit) ?? (isWhole(values) ? 0 : 1);

/** A column of numbers, from figures: its marker where the figure has no value. */
interface Numbers {
  column: PublishedColumn;
  field: "numerator" | "denominator" | "value" | "lower" | "upper" | "target";
}

function toNumbers(figures: readonly Figure[], unit: string): Numbers[] {
  const valuesOf = (field: Numbers["field"]) => figures.map((figure) => figure[field]);
  const has = (field: Numbers["field"]) => valuesOf(field).some((value) => value !== null);
  const values = decimalsIn(unit, valuesOf("value"));
  const numbers: (Numbers & { isShown: boolean })[] = [];
  const add = (
    field: Numbers["field"],
    title: string,
    decimals: number,
    description: string,
    isShown = has(field),
  ) => {
    const column: PublishedColumn = { name: field, title, kind: "number", decimals, description };
    const more = field === "value" ? { unit } : field === "target" ? { status: "" } : {};
    numbers.push({ field, column: { ...column, ...more }, isShown });
  };
  const counts = (field: Numbers["field"]) => (isWhole(valuesOf(field)) ? 0 : 1);
  const isDivided = has("denominator");
  add("numerator", "Numerator", counts("numerator"), "What the value is a share or total of", isDivided);
  add("denominator", "Denominator", counts("denominator"), "What the numerator is divided by", isDivided);
  add("value", `Value (${unit})`, values, `The figure, in ${unit}`, true);
  add("lower", "Lower end of 95% interval", values, "The lower end of the value's 95% interval");
  add("upper", "Upper end of 95% interval", values, "The upper end of the value's 95% interval");
  add("target", "Target", decimalsNeeded(valuesOf("target")), `The target in force, in ${unit}`);
  return numbers.filter(({ isShown }) => isShown);
}

function decimalsNeeded(values: readonly (number | null)[]): number {
  const decimals = [0, 1, 2, 3, 4, 5].find((count) =>
    values.every((value) => value === null || roundTo(value, count) === value),
  );
  return decimals ?? 6;
}

function toCell(figure: Figure, { field, column }: Numbers): PublishedCell {
  const value = figure[field];
  if (value === null)
    return { value, status: field !== "target" && figure.value === null ? figure.status : "" };
  return { value: roundTo(value, column.decimals ?? 0), status: field === "value" ? figure.status : "" };
}

const snapshotDay: PublishedColumn = {
  name: "taken_on",
  title: "Day of snapshot",
  kind: "date",
  description: "The day the figure is of",
};

const word = (value: string): PublishedCell => ({ value, status: "" });

function toGroups(figure: Figure, dimensions: readonly string[]): string[] {
  const groups = dimensions.length > 1 ? figure.group.split(" · ") : [figure.group];
  if (groups.length !== dimensions.length)
    throw new Error(`invalid group: ${figure.measure} by ${figure.breakdown}`);
  return groups.map((group) => (group.trim() === "" ? formatGroup(group) : group));
}

/**
 * The figures of a measure at one breakdown as a table: period in words and as dates, a column to a dimension, numerator
 * and denominator where it has them, the value rounded as the pages round it, both ends of its interval, its target and
 * what is said of a figure. Columns nothing is in are left out. Throws an Error for figures of several measures or
 * breakdowns.
 */
export function figuresTable(
  figures: readonly Figure[],
  measure: Told,
  about: { name: string; source: string; title?: string },
): PublishedTable {
  const [first] = figures;
  const breakdown = first?.breakdown ?? "";
  if (figures.some((one) => one.breakdown !== breakdown || one.measure !== first?.measure))
    throw new Error(`invalid figures: ${about.name} must be of one measure and breakdown`);
  const dimensions = breakdown === "" ? [] : breakdown.split(",");
  const by = breakdown === "" ? "" : `, by ${formatDimension(breakdown)}`;
  const numbers = toNumbers(figures, measure.unit);
  const hasNotes = figures.some((figure) => fullNote(figure) !== "");
  // A stock is of its period's last day; a snapshot of a day that must be told.
  const hasDay = figures.some(({ taken_on, period_end }) => taken_on !== null && taken_on !== period_end);
  return {
    name: about.name,
    title: about.title ?? `${measure.title}${by}`,
    description: measure.definition,
    source: about.source,
    columns: [
      { name: "period", title: "Period", kind: "text", description: "The period in words" },
      { name: "period_start", title: "First day", kind: "date", description: "The period's first day" },
      { name: "period_end", title: "Last day", kind: "date", description: "The period's last day" },
      ...(hasDay ? [snapshotDay] : []),
      ...dimensions.map(
        (name): PublishedColumn => ({ name, title: capitalise(formatDimension(name)), kind: "text" }),
      ),
      ...numbers.map(({ column }) => column),
      ...(hasNotes ? [{ name: "note", title: "Note on this figure", kind: "text" } as const] : []),
    ],
    key: ["period", ...dimensions],
    rows: figures.map((figure) => [
      word(formatPeriod(figure)),
      word(figure.period_start),
      word(figure.period_end),
      ...(hasDay ? [{ value: figure.taken_on, status: "" } as const] : []),
      ...(dimensions.length > 0 ? toGroups(figure, dimensions).map(word) : []),
      ...numbers.map((one) => toCell(figure, one)),
      ...(hasNotes ? [word(fullNote(figure))] : []),
    ]),
    notes: measure.caveats.map((text) => ({ text, columns: ["value"] })),
    blanks: "Nothing is set or recorded there, such as a target before there was one.",
  };
}
