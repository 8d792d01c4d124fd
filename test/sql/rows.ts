import fc from "fast-check";
import { z } from "zod";
import { rawColumns } from "../../loaders/compileContract.ts";
import type { Contract } from "../../loaders/contract.ts";
import { officeContracts } from "../officeContracts.ts";
import type { RawRow } from "./warehouse.ts";

interface ColumnSchema {
  type?: string | string[];
  enum?: string[];
  format?: string;
  pattern?: string;
  anyOf?: ColumnSchema[];
}

const days = (from: string, to: string) =>
  fc
    .integer({ min: Date.parse(from) / 86_400_000, max: Date.parse(to) / 86_400_000 })
    .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

/** A few days about a leap day and the ends of a financial year, so that rows meet and periods have edges. */
const day = fc.oneof(
  days("2019-12-20", "2020-04-10"),
  fc.constantFrom("2020-02-29", "2020-03-31", "2020-04-01", "2019-12-31"),
);

/** So few references that rows of different extracts refer to one another. */
const references: [RegExp, (number: number) => string][] = [
  [/EN-/, (number) => `EN-000000${number}`],
  [/FB-/, (number) => `FB-000000${number}`],
  [/RV-/, (number) => `RV-00000${number}`],
  [/QS-/, (number) => `QS-00000${number}`],
  [/AC-/, (number) => `AC-000${number}`],
  [/MS-/, (number) => `MS-000${number}`],
  [/HOTH/, (number) => `HOTH 0000000${number}`],
  [/\[A-Z\]\{2\}-/, (number) => `MP-000${number}`],
  [/S\\d/, (number) => `S000${number}`],
];

function cellOf(schema: ColumnSchema): fc.Arbitrary<string | null> {
  const options = schema.anyOf ?? [schema];
  const only = options.find(({ type }) => type !== "null") ?? schema;
  const isNullable = options.length > 1 || schema.type?.includes("null");
  return isNullable ? fc.option(filled(only), { freq: 4 }) : filled(only);
}

function filled({ type, enum: words, format, pattern }: ColumnSchema): fc.Arbitrary<string> {
  if (words) return fc.constantFrom(...words.slice(0, 5));
  if (format === "date") return day;
  if (format === "date-time")
    return fc
      .tuple(day, fc.constantFrom("00:00:00", "12:00:00", "23:30:00"))
      .map(([on, at]) => `${on}T${at}Z`);
  if (type?.includes("integer")) return fc.integer({ min: 1, max: 4 }).map(String);
  if (type?.includes("number")) return fc.constantFrom("1", "0.8", "0.6", "0.1");
  if (type?.includes("boolean")) return fc.boolean().map(String);
  if (!pattern) return fc.constantFrom("A", "B", "C");
  const reference = references.find(([mark]) => mark.test(pattern))?.[1];
  if (!reference) throw new Error(`no reference for ${pattern}`);
  return fc.integer({ min: 1, max: 9 }).map(reference);
}

/** What some columns must have for a measure to count the row at all. */
const likely: Record<string, Record<string, string>> = {
  calls: { line: "0345 015 4033", menu_option: "3" },
  information_requests: { request_type: "freedom of information" },
  register_items: { register: "MP correspondence" },
  staff: { role: "caseworker", snapshot_on: "2020-03-30" },
  stages: { stage: "detailed investigation" },
};

/** Rows of a contract's raw table with a key each: at most `most` of them. */
function rowsOf(contract: Contract, most = 12): fc.Arbitrary<RawRow[]> {
  const { properties } = z.toJSONSchema(contract.fields) as unknown as {
    properties: Record<string, ColumnSchema>;
  };
  const wish = likely[contract.name] ?? {};
  const cells = [...rawColumns(contract).keys()].map((name) => {
    const cell = cellOf(properties[name] ?? {});
    return [name, wish[name] ? fc.oneof(fc.constant(wish[name]), cell) : cell];
  });
  const row = fc.record(Object.fromEntries(cells) as Record<string, fc.Arbitrary<string | null>>);
  const selector = (one: RawRow) => contract.key.map((name) => one[name]).join("\t");
  return fc.uniqueArray(row, { maxLength: most, selector, size: "max" });
}

/** Rows of every contract named, by contract. */
export function givenOf(names: readonly string[], most = 12): fc.Arbitrary<Record<string, RawRow[]>> {
  const some = names.flatMap((name) => officeContracts.get(name) ?? []);
  return fc.record(Object.fromEntries(some.map((contract) => [contract.name, rowsOf(contract, most)])));
}
