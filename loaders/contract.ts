import { z } from "zod";

/** A rule between two columns of a row, or between a column and the day its extract was received. */
export type Rule =
  | { column: string; relation: "not before"; other: string }
  | { column: string; relation: "not after receipt" };

/**
 * What the rows of one kind of extract must be, whichever system they come from. `key` names the columns
 * that identify a row; `fields` gives each column's type; `rules` hold between columns.
 */
export interface Contract {
  name: string;
  key: readonly string[];
  /** Columns that tell rows of one key apart, such as the two posts of one person. */
  parts?: readonly string[];
  /** Columns that settings needn't name: without them they are empty, and nothing that reads them isn't held. */
  extras?: readonly string[];
  /** The clock of data/clocks.csv whose last day every figure of these rows is counted by, where all of them are. */
  limit?: string;
  fields: z.ZodObject;
  rules: readonly Rule[];
}

/** Working days can be counted within these dates only: the range of data/bank-holidays.json. */
export const calendarRange = { from: "2012-01-01", to: "2028-12-31" } as const;

function dateBetween(from: string, to: string) {
  return z.iso
    .date()
    .refine((date) => date >= from && date <= to, "out of range")
    .meta({ from, to });
}

/** A date on which something in the office happened or is due, within the calendar. */
export const date = () => dateBetween(calendarRange.from, calendarRange.to);

export const dateOfBirth = () => dateBetween("1890-01-01", calendarRange.to);

/** A moment in UTC, `2015-03-29T00:30:00Z`. */
export const moment = () => z.iso.datetime();

export const text = () => z.string().min(1);

/** A text that says who somebody is or how to reach them: landed, and never read by a model. */
export const personal = () => text().meta({ personal: true });

/** A personal text that data/sources.yaml may let be shown of some rows: models read it as `shown_…`, else empty. */
export const showable = () => text().meta({ personal: true, showable: true });

export const staffNumber = () => z.string().regex(/^S\d{4,6}$/);

export const caseReference = () => z.string().regex(/^(EN-\d{7}|C-\d{8})$/);

export const feedbackReference = () => z.string().regex(/^FB-\d{7}$/);

export const notBefore = (column: string, other: string): Rule => ({
  column,
  relation: "not before",
  other,
});

export const notAfterReceipt = (column: string): Rule => ({ column, relation: "not after receipt" });

/** The columns by which a row is the same as another. */
export const sameBy = ({ key, parts = [] }: Pick<Contract, "key" | "parts">): string[] => [...key, ...parts];

/** Why a row fails a rule, in the words that quarantine shows. */
export function reasonOf(rule: Rule): string {
  return rule.relation === "not before" ? `before ${rule.other}` : "after the extract was received";
}

/**
 * The contract as a zod schema of a typed row (dates as `yyyy-mm-dd`), rules included. The set-based SQL of
 * `compileContract` accepts exactly the rows this accepts; a property test holds the two together.
 */
export function toSchema(contract: Contract, receivedOn: string): z.ZodType {
  return contract.fields.superRefine((row, context) => {
    for (const rule of contract.rules) {
      const value = row[rule.column];
      const limit = rule.relation === "not before" ? row[rule.other] : receivedOn;
      if (typeof value !== "string" || typeof limit !== "string") continue;
      const day = (moment: string) => (rule.relation === "not after receipt" ? moment.slice(0, 10) : moment);
      const fails = rule.relation === "not before" ? value < limit : day(value) > limit;
      if (fails) context.addIssue({ code: "custom", path: [rule.column], message: reasonOf(rule) });
    }
  });
}
