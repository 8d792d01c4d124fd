import { z } from "zod";
import { nameYear } from "../../loaders/dates.ts";

/** Every kind of period a figure may be of. A year to date is from April to a month or a date, a span the days up to a date; as at is one day. */
const PeriodKind = z.enum([
  "week",
  "month",
  "quarter",
  "calendar-year",
  "financial-year",
  "year-to-date",
  "span",
  "as-at",
]);

export type PeriodKind = z.infer<typeof PeriodKind>;

/** `x` no figure, as its state says · `c` confidential · `z` not applicable · `p` provisional · `r` revised · `b` break in series · `u` low reliability. */
const Status = z.enum(["", "x", "c", "z", "p", "r", "b", "u"]);

export type Status = z.infer<typeof Status>;

/**
 * Whether there is a figure, and why not: the office doesn't hold it · no extract that holds it was loaded · its time hasn't
 * come · a quantile that the data don't reach · only a part of its period is held · there was nothing to count · it is hidden.
 */
const State = z.enum([
  "held",
  "held in part",
  "not held",
  "not loaded",
  "not yet",
  "not reached",
  "nothing to count",
  "hidden",
]);

export type State = z.infer<typeof State>;

/** The status of a figure of which nothing is said but its state. */
export const statusOfState: Readonly<Record<State, "" | "x" | "z" | "c">> = {
  held: "",
  "held in part": "x",
  "not held": "x",
  "not loaded": "x",
  "not yet": "x",
  "not reached": "x",
  "nothing to count": "z",
  hidden: "c",
};

const text = (description: string) => z.string().meta({ description });
const day = (description: string) => z.iso.date().meta({ description });
const dayOrNone = (description: string) => z.iso.date().nullable().meta({ description });

/** A number, and the decimals it has wherever it is exported. */
const number = (decimals: number, description: string) =>
  z.number().nullable().meta({ decimals, description });

/**
 * One figure: a measure in a period for a group. All that is said of its columns elsewhere is derived from this: the
 * columns of every CSV and their order, their types in a warehouse, the metadata and JSON Schema published with them.
 *
 * Of a median, lowest or highest the numerator is the total and the denominator how many it is taken of; of a time to
 * close, those that ended and all that were watched; of kappa, those agreed on and all read twice; an oldest has neither.
 * All that judges is blank where there is nothing to say.
 */
export const Figure = z.strictObject({
  measure: text("The measure's id"),
  period: z.string().meta({
    // Read when it is asked for: a year is called as the office's are.
    get description() {
      const year = nameYear(2021);
      return `2021-06 (month), 2021-W24 (week, Monday to Sunday), ${year} Q1 (quarter of the financial year), ${year} (financial year), ${year} to 2021-09 (year to date), 2022-03-30 (as at a date) or 2014-12-14 to 2015-02-11 (the days up to a date)`;
    },
  }),
  period_kind: PeriodKind.meta({ description: "The kind of period" }),
  period_start: day("The period's first day"),
  period_end: day("The period's last day"),
  taken_on: dayOrNone("The day a stock or snapshot is of; empty for what is counted over the whole period"),
  divided_on: dayOrNone("The day the denominator is of, where that is another measure's stock or snapshot"),
  breakdown: text("The dimensions, joined by commas; empty for the total"),
  group: text("Their values, joined by ' · '; empty for all of the breakdown"),
  numerator: number(4, "What the value is a share or total of"),
  denominator: number(4, "What the numerator is divided by; empty for a plain count"),
  value: number(6, "The figure; empty exactly where the status is x, c or z. A percent is 0 to 100"),
  unit: text("percent, ratio, or the plural noun of what is counted"),
  status: Status.meta({
    description:
      "x no figure, as the state says; c confidential, the value is hidden; z not applicable; p provisional; r revised; b break in the series; u low reliability, many of the rows it would have read can't be used. Empty where there is nothing to say",
  }),
  state: State.meta({
    description:
      "Whether there is a figure: held; held in part, of some days of its period only; not held, the office doesn't record it or no longer has it; not loaded, no extract that would hold it is here; not yet, its period isn't over or is before the office's data; not reached, a time that too few have reached yet; nothing to count; hidden, its status is c",
  }),
  target: number(6, "The target in force, in the unit; empty where none is set"),
  note: text("What is to be known of this figure, in words: where there is none, why"),
  missing_extract: text(
    "The kind of extract that would hold it and that none loaded is of; empty where none is missing",
  ),
  held_from: dayOrNone(
    "The first day of the part of its period that is held; empty where that is none or all of it",
  ),
  held_to: dayOrNone("The last day of that part"),
  held_numerator: number(4, "The numerator of that part; empty where it can't be counted, and in public"),
  held_denominator: number(4, "The denominator of that part; so too"),
  held_value: number(6, "The figure of that part; so too"),
  lower: number(6, "The lower end of a sampled rate's 95% interval"),
  upper: number(6, "The upper end of a sampled rate's 95% interval"),
  lower_limit: number(6, "The lower process limit of a month in its series"),
  mean: number(6, "The mean of the month's segment of its series"),
  upper_limit: number(6, "The upper process limit of a month in its series"),
  rule: z
    .enum(["", "outside", "trend", "two-of-three", "shift"])
    .meta({ description: "The rule that says a month is more than chance" }),
  variation: z
    .enum(["", "common", "improvement", "concern", "high", "low"])
    .meta({ description: "Whether the month is more than chance, and which way" }),
  judged_as: z.enum(["", "plain", "seasonal", "hanging", "drifting"]).meta({
    description:
      "How the month is judged: plain, by itself; seasonal, beside the same month of other years; hanging, each month resembling the one before, so with wider limits; drifting, of a series that a straight line describes best",
  }),
  level_from: text(
    "The first month of the level that the month belongs to, where a step from another is proposed; empty where none is",
  ),
  changed_from: text(
    "The first month from which on its level, and those between, lie on one side of the level that lasted longest before; empty where they don't, or it has lasted six years, three where neither way is better",
  ),
  level_before: number(6, "The mean of that level"),
  level_change: z
    .enum(["", "improvement", "concern", "high", "low"])
    .meta({ description: "Which way it has changed since; empty where it hasn’t" }),
  assurance: z.enum(["", "passing", "failing", "hit-or-miss", "unclear"]).meta({
    description:
      "Whether the process meets the target, by the months of the month's level with its target: passing, nearly every month; failing, nearly none; hit-or-miss; unclear, too few months to say",
  }),
  target_met: number(0, "In how many of those months the target of the day was met; of the latest 36"),
  target_months: number(0, "How many they are"),
  target_status: z
    .enum(["", "met", "missed", "unclear"])
    .meta({ description: "Whether the figure meets the target" }),
});

/** What is said of a figure: to everybody alike, unless the public is told less. */
export interface Noted {
  note: string;
  /** The note without what only the office may know, as of how many rows; never exported nor kept. */
  public_note?: string;
}

/** A figure as it is exported. */
export type ExportedFigure = z.infer<typeof Figure>;

/** A figure, and as long as it is being made also what the public is told in place of its note. */
export type Figure = ExportedFigure & Pick<Noted, "public_note">;

/** The columns of figures.csv, in their order. */
export const figureColumns = Figure.keyof().options;

/** A figure of which nothing is said yet but its value. */
export const unjudged = {
  lower: null,
  upper: null,
  lower_limit: null,
  mean: null,
  upper_limit: null,
  rule: "",
  variation: "",
  judged_as: "",
  level_from: "",
  changed_from: "",
  level_before: null,
  level_change: "",
  assurance: "",
  target_met: null,
  target_months: null,
  target_status: "",
} as const satisfies Partial<Figure>;

/** The part of a period that is held, and what it comes to. */
export type HeldPart = Pick<
  Figure,
  "held_from" | "held_to" | "held_numerator" | "held_denominator" | "held_value"
>;

/** Of a period that is held whole, or of which nothing is. */
export const noPart: HeldPart = {
  held_from: null,
  held_to: null,
  held_numerator: null,
  held_denominator: null,
  held_value: null,
};

/** Why a figure has no value. */
export type Lack = Pick<Figure, "state" | "missing_extract"> & Noted & HeldPart;

/** Of a figure that has one. */
export const nothingLacks: Omit<Lack, keyof Noted> = { state: "held", missing_extract: "", ...noPart };
