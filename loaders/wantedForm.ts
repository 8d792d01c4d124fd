import { toColumns } from "./contractColumns.ts";
import { settingFor } from "./dateHints.ts";
import { reasons } from "./emptyCells.ts";
import { datesOf, findContract, type Source } from "./sources.ts";

const wholeRows: Record<string, string> = {
  "too few columns": "as many cells as there are headings",
  "too many columns": "as many cells as there are headings",
  "broken quotes": "a cell with quotation marks put in quotation marks, and those within doubled",
};

/** A reference as its pattern has it, in its plainest form: `EN-0000000 or C-00000000`. */
function exampleOf(pattern: string): string {
  return pattern
    .replace(/^\^\(?|\)?\$$/g, "")
    .split("|")
    .map((one) =>
      one
        .replace(/\\d\{(\d+)[^}]*\}/g, (_, count: string) => "0".repeat(Number(count)))
        .replace(/\[A-Z\]\{(\d+)\}/g, (_, count: string) => "A".repeat(Number(count))),
    )
    .join(" or ");
}

function listOf(values: readonly string[]): string {
  const shown = values.slice(0, 12).join(", ");
  return values.length > 12 ? `${shown} and ${values.length - 12} more` : shown;
}

/** What a cell should have been, in words, of a row that was set aside for `reason`; empty where the reason says it. */
export function wantedForm(source: Source, name: string, reason: string): string {
  if (name === "") return wholeRows[reason] ?? "";
  if (reason === reasons.unlike) return "a row to each, or repeats in its settings, which says which stands";
  const contract = findContract(source);
  const schema = contract && toColumns(contract).find((column) => column.name === name)?.schema;
  if (!schema) return "";
  const setting = settingFor(reason);
  if (setting !== "") return `as ${datesOf(source, name).join(" or ")}, or ${setting}`;
  switch (reason) {
    case "missing":
      return "one in every row";
    case "not a date":
    case "not a date and time":
      return datesOf(source, name).length > 0 ? `as ${datesOf(source, name).join(" or ")}` : "a date cell";
    case "not a number":
      return schema.type === "integer" ? "a whole number" : "a number";
    case "unknown value": {
      const own = schema.enum ?? ["yes", "no"];
      return `one of ${listOf(Object.keys(source.values[name] ?? {}).concat(source.values[name] ? [] : own))}`;
    }
    case "out of range": {
      const least = schema.from ?? schema.minimum ?? schema.exclusiveMinimum;
      const most = schema.to ?? schema.maximum ?? schema.exclusiveMaximum;
      return [least === undefined ? "" : `from ${least}`, most === undefined ? "" : `to ${most}`]
        .filter((part) => part !== "")
        .join(" ");
    }
    case "malformed":
      return schema.pattern ? `such as ${exampleOf(schema.pattern)}` : "";
    case "too long":
      return `at most ${schema.maxLength} letters`;
    case "duplicate":
    case reasons.taken:
      return "each only once";
    default:
      return "";
  }
}
