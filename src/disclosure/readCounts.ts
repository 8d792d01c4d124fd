import { basename } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { parseRecords, readOwnText } from "../../loaders/ownFiles.ts";

/** A table of inner counts: a row to each combination of values, in the file's order. */
export interface Counts {
  by: string[];
  /** `row` is its number in the file. */
  rows: { values: string[]; count: number; row: number }[];
}

/** What the output's own columns are called. */
const ownColumns = ["status", "feasible_from", "feasible_to"];
/** Labels of totals: taken for groups, their sums would give away what is hidden. */
const totalLabel = /^(?:(?:grand |sub-?)?totals?|all|overall)$/i;

/**
 * Reads inner counts from a tidy CSV: `by` names the columns that say what is counted, `count` the one with how many;
 * others are left alone. A combination that isn't there is taken as one that nobody is in. Throws a DataError naming
 * rows and columns, never what they hold.
 */
export function readCounts(path: string, by: readonly string[], count: string): Counts {
  const fault = (
    bullets: string[],
    nextStep = "It takes a heading row, then one row to each combination with its count.",
  ) => new DataError(`${basename(path)} can't be protected.`, bullets, nextStep);
  const [first, ...records] = parseRecords(readOwnText(path, "Name a CSV file.")) ?? [];
  if (!first) throw fault(["not a CSV: empty, or broken quotes"]);
  const names = first.cells.map((heading) => heading.trim());
  const asked = [...by, count];
  const faults = [
    ...asked.filter((name) => !names.includes(name)).map((name) => `unknown column: ${name}`),
    ...asked
      .filter((name, index) => asked.indexOf(name) !== index)
      .map((name) => `column named twice: ${name}`),
    ...asked
      .filter((name) => ownColumns.includes(name))
      .map((name) => `column ${name}: the output has one of its own`),
    ...asked
      .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
      .map((name) => `duplicate column: ${name}`),
  ];
  if (faults.length > 0) throw fault(faults, `The columns: ${names.join(", ")}.`);
  if (records.length === 0) throw fault(["no rows"]);

  const seen = new Map<string, number>();
  let [hasTotal, hasDuplicate] = [false, false];
  const rows = records.map(({ row: number, cells: record }) => {
    const row = `row ${number}`;
    if (record.length !== names.length) faults.push(`${row}: must have ${names.length} cells`);
    const cellOf = (name: string) => record[names.indexOf(name)] ?? "";
    const values = by.map((name) => cellOf(name).trim());
    for (const [place, value] of values.entries()) {
      if (value === "") faults.push(`${row}, column ${by[place]}: is empty`);
      else if (totalLabel.test(value)) {
        hasTotal = true;
        faults.push(`${row}, column ${by[place]}: is a total`);
      }
    }
    const key = JSON.stringify(values);
    if (seen.has(key)) {
      hasDuplicate = true;
      faults.push(`${row}: duplicate combination: the same as row ${seen.get(key)}`);
    }
    seen.set(key, number);
    const text = cellOf(count).trim();
    const counted = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(counted))
      faults.push(`${row}, column ${count}: must be a whole number, 0 or more`);
    return { values, count: counted, row: number };
  });
  if (hasTotal)
    throw fault(faults, "Leave totals out: they are added. A group that is called so needs another name.");
  if (faults.length > 0)
    throw fault(
      faults,
      hasDuplicate
        ? "Name every column that tells rows apart with --by, or add the rows up first."
        : undefined,
    );
  return { by: [...by], rows };
}
