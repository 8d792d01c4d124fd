import { z } from "zod";
import type { ListName, ReferenceKind } from "./wordLists.ts";

/** A rule between two columns of a row, or between a column and the day its extract was received. */
export type ColumnRule =
  | { column: string; relation: "not before"; other: string }
  | { column: string; relation: "not more than"; other: string }
  | { column: string; relation: "not after receipt" };

/**
 * What the rows of one kind of extract must be, whichever system they come from. Settings must name the key, the days that
 * each row has, and what is `needed` besides; what reads another column that they don't name isn't held. `key` names the columns
 * that identify a row; `fields` gives each column's type; `rules` hold between columns. A bad value in a column of the
 * key costs the row, for nobody could say which row it is; in any other it costs the value, and the row is loaded.
 */
export interface Contract {
  name: string;
  key: readonly string[];
  /** Columns that tell rows of one key apart, such as the two posts of one person. */
  parts?: readonly string[];
  /** Columns that settings needn't name: without them they are empty, and nothing that reads them isn't held. */
  extras?: readonly string[];
  /** Columns without which its rows say nothing, besides the key and the days that each row has. */
  needed?: readonly string[];
  /** Whether a row tells what holds until another does, so that days after the last file aren't lacking. */
  lasting?: boolean;
  /** The column with the first day of the year that a row tells of, whenever in that year its file came. */
  year?: string;
  /** The clock of clocks.yaml whose last day every figure of these rows is counted by, where all of them are. */
  limit?: string;
  fields: z.ZodObject;
  rules: readonly ColumnRule[];
}

/** Dates outside these are slips of the hand. Working days are counted within the calendars alone. */
export const dateRange = { from: "1950-01-01", to: "2049-12-31" } as const;

function dateBetween(from: string, to: string) {
  return z.iso
    .date()
    .refine((date) => date >= from && date <= to, "out of range")
    .meta({ from, to });
}

/** A date on which something in the office happened or is due. */
export const date = () => dateBetween(dateRange.from, dateRange.to);

export const dateOfBirth = () => dateBetween("1890-01-01", dateRange.to);

/** A moment in UTC, `2015-03-29T00:30:00Z`. */
export const moment = () =>
  z.iso
    .datetime()
    .refine((at) => at.slice(0, 10) >= dateRange.from && at.slice(0, 10) <= dateRange.to, "out of range")
    .meta(dateRange);

export const text = () => z.string().min(1);

/** A text that things are grouped by, such as a team: spellings that differ by capitals and blanks alone are one group. */
export const label = () => text().meta({ label: true });

/** How long something lasted, in whole seconds up to a week: read from seconds, `m:ss` or `h:mm:ss`, to the nearest second. */
export const seconds = () => z.int().min(0).max(604_800).meta({ duration: true });

/** A text that says who somebody is or how to reach them: landed, and never read by a model. */
export const personal = () => text().meta({ personal: true });

/** A personal text that sources.yaml may let be shown of some rows: models read it as `shown_…`, else empty. */
export const showable = () => text().meta({ personal: true, showable: true });

/** A personal text that tells one person from another: models read its keyed hash as `<column>_key`, and never the text. */
export const keyed = () => text().meta({ personal: true, keyed: true });

/** A reference of a kind: any text, unless the office's vocabulary.yaml gives its form. */
export const reference = (kind: ReferenceKind) => text().meta({ reference: kind });

export const staffNumber = () => reference("staff");

export const caseReference = () => reference("case");

export const feedbackReference = () => reference("feedback");

/**
 * A word of the office's own, of a list of its vocabulary.yaml; any text where it has no such list. `but` are meanings that
 * no word of this column can have.
 */
export const word = (list: ListName, but: readonly string[] = []) =>
  text().meta({ words: list, label: true, but });

export const notBefore = (column: string, other: string): ColumnRule => ({
  column,
  relation: "not before",
  other,
});

/** Of a count that is part of another. */
export const notMoreThan = (column: string, other: string): ColumnRule => ({
  column,
  relation: "not more than",
  other,
});

export const notAfterReceipt = (column: string): ColumnRule => ({ column, relation: "not after receipt" });

/** The columns by which a row is the same as another. */
export const sameBy = ({ key, parts = [] }: Pick<Contract, "key" | "parts">): string[] => [...key, ...parts];

/** Why a row fails a rule, in the words that quarantine shows. */
export function reasonOf(rule: ColumnRule): string {
  if (rule.relation === "not after receipt") return "after the extract was received";
  return rule.relation === "not before" ? `before ${rule.other}` : `more than ${rule.other}`;
}

/** What becomes of a row: set aside for its first fault, or loaded without the values that can't be used. */
export interface Judged {
  /** Column and reason of the first fault of a column of the key; undefined for a row that is loaded. */
  fault?: { column: string; reason: string };
  /** The columns whose value can't be used, each with its reason, in the contract's order. */
  blanked: { column: string; reason: string }[];
}

/**
 * Judges a typed row (dates as `yyyy-mm-dd`, an empty cell null) by the contract: each value by itself and by the day of
 * receipt, then the rules between columns, of the values that are left. The set-based SQL of `compileContract` gives the
 * same; a property test holds the two together. `unreadable` says why a value is none of its column's.
 */
export function judgeRow(
  contract: Contract,
  row: Readonly<Record<string, unknown>>,
  receivedOn: string,
  unreadable: (column: string, value: unknown) => string,
): Judged {
  const faults = new Map<string, string>();
  for (const [column, schema] of Object.entries(contract.fields.shape)) {
    const value = row[column] ?? null;
    if (schema.safeParse(value).success) {
      const late = contract.rules.find(
        (rule) => rule.column === column && rule.relation === "not after receipt",
      );
      if (late && typeof value === "string" && value.slice(0, 10) > receivedOn)
        faults.set(column, reasonOf(late));
    } else faults.set(column, value === null ? "missing" : unreadable(column, value));
  }
  const left = (column: string) => (faults.has(column) ? null : row[column]);
  const between = contract.rules.flatMap((rule) => {
    if (rule.relation === "not after receipt") return [];
    const [value, other] = [left(rule.column), left(rule.other)];
    const fails =
      rule.relation === "not before"
        ? typeof value === "string" && typeof other === "string" && value < other
        : typeof value === "number" && typeof other === "number" && value > other;
    return fails ? [{ column: rule.column, reason: reasonOf(rule) }] : [];
  });
  for (const { column, reason } of between) if (!faults.has(column)) faults.set(column, reason);
  const all = Object.keys(contract.fields.shape).flatMap((column) => {
    const reason = faults.get(column);
    return reason === undefined ? [] : [{ column, reason }];
  });
  const fault = all.find(({ column }) => contract.key.includes(column));
  return fault ? { fault, blanked: [] } : { blanked: all };
}
