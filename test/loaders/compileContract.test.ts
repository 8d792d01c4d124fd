import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { compileContract, literal, quote, unreadableReason } from "../../loaders/compileContract.ts";
import { type Contract, judgeRow } from "../../loaders/contract.ts";
import { isPlainText, toColumns } from "../../loaders/contractColumns.ts";
import { openDatabase, query } from "../../loaders/database.ts";
import { isDay } from "../../loaders/dates.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import type { Source } from "../../loaders/sources.ts";
import { runs } from "../gear.ts";
import { officeContracts } from "../officeContracts.ts";

const receivedOn = "2022-04-05";

/** A source whose file has the contract's own columns, ISO dates and the contract's own words. */
function plainSource(contract: Contract): Source {
  const [source] = readSettings("data/sources.yaml").sources;
  if (!source) throw new Error("no sources");
  const columns = Object.fromEntries(Object.keys(contract.fields.shape).map((name) => [name, name]));
  const { sheet_is: _, ...rest } = source;
  return {
    ...rest,
    contract: contract.name,
    columns,
    values: {},
    dates: ["calls", "web_forms"].includes(contract.name) ? ["yyyy-mm-ddThh:mm:ssZ"] : ["yyyy-mm-dd"],
  };
}

const odd = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    "",
    " ",
    "health",
    "HEALTH",
    "S0001",
    "S1",
    "EN-0000001",
    "C-00000001",
    "0",
    "7",
    "1.5",
    "-1",
  ),
  fc.constantFrom("yes", "No", "maybe", "2022-02-29", "2020-02-29", "2011-12-31", "2029-01-01", "2022-04-05"),
  fc.constantFrom(
    "2022-04-06",
    "2015-06-01",
    "2015-05-31",
    "2022-04-05T23:59:59Z",
    "2022-04-06T00:00:00Z",
    "n/a",
  ),
  fc.constantFrom(
    "NULL",
    "(blank)",
    "-",
    "#REF!",
    "#N/A",
    "Err:502",
    "Total",
    "GRAND TOTAL",
    "Health 1 Total",
    "Totally new",
  ),
  fc.constantFrom("9999-12-31", "1900-01-00", "1753-01-01", "0000-00-00", "1949-12-31", "2050-01-01"),
  fc.constantFrom("1,204", "1 204.5", "12,04", "61.5", "00:02:10", "2:05", "2:75", "-0:30", "90000", "-3590"),
  fc.string({ maxLength: 12 }),
);

/** A value that may well be right for the column, or an odd one. */
function cellFor(schema: {
  enum?: string[];
  format?: string;
  anyOf?: object[];
}): fc.Arbitrary<string | null> {
  const only = (schema.anyOf?.[0] ?? schema) as {
    enum?: string[];
    format?: string;
    pattern?: string;
    type?: string;
  };
  const day = fc
    .date({ min: new Date("2014-01-01"), max: new Date("2023-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const right = only.enum
    ? fc.constantFrom(...only.enum)
    : only.format === "date"
      ? day
      : only.format === "date-time"
        ? day.map((date) => `${date}T08:30:00Z`)
        : only.type === "integer" || only.type === "number"
          ? fc.constantFrom("1", "0.5", "3")
          : only.type?.includes("boolean")
            ? fc.constantFrom("true", "false")
            : fc.constantFrom(
                "S0001",
                "EN-0000001",
                "FB-0000001",
                "RV-000001",
                "QS-000001",
                "MP-0001",
                "HOTH 00000206",
              );
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: odd });
}

const empty = new Set(["", "null", "n/a", "-", "(blank)"]);
const none = new Set(["9999-12-31", "1900-01-00", "1753-01-01", "0000-00-00", "0001-01-01", "1900-01-01"]);
const isError = (text: string) => /^(#[A-Z0-9/_ ]+[!?]|#N\/A|#GETTING_DATA|Err:\d{3})$/.test(text);
const isTotal = (text: string) =>
  /^((grand[ -]?|overall |sub[- ]?)?totals?( (all|rows|records|count|number|emails))?[ :=]*[0-9,.]*|.* totals?:?)$/i.test(
    text,
  );

function toNumber(text: string, isWhole: boolean): number | string {
  const digits = /^-?\d{1,3}([, ]\d{3})+(\.\d+)?$/.test(text) ? text.replace(/[, ]/g, "") : text;
  return (isWhole ? /^-?\d+(\.0+)?$/ : /^-?\d*\.?\d+$/).test(digits) ? Number(digits) : text;
}

function toSeconds(text: string): number | string {
  if (/^-?\d+\.\d+$/.test(text)) return Math.round(Math.abs(Number(text))) * Math.sign(Number(text)) || 0;
  const match = /^(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/.exec(text);
  if (!match) return toNumber(text, true);
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  if (hours === undefined || minutes === undefined || seconds === undefined || seconds >= 60) return text;
  if (match[1] !== undefined && minutes >= 60) return text;
  return Math.round(hours * 3600 + minutes * 60 + seconds);
}

const booleans = new Map([
  ...["yes", "y", "true"].map((word) => [word, true] as const),
  ...["no", "n", "false"].map((word) => [word, false] as const),
]);

/** The typed row that is judged, as a reader of the text would have it: trimmed, what stands for nothing null. */
function toTyped(contract: Contract, row: Record<string, string | null>): Record<string, unknown> {
  const typed = toColumns(contract).map((column) => {
    const { name, schema } = column;
    const text = row[name]?.replace(/^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g, "") || null;
    const isKept = schema.personal && !schema.showable && !schema.keyed;
    if (text === null || (isKept && isPlainText(column))) return [name, text];
    if (empty.has(text.toLowerCase())) return [name, null];
    if (isError(text)) return [name, { error: text }];
    if (schema.format?.startsWith("date")) return [name, none.has(text) ? null : text];
    if (schema.type === "boolean") return [name, booleans.get(text.toLowerCase()) ?? text];
    if (schema.duration) return [name, toSeconds(text)];
    if (schema.type === "integer") return [name, toNumber(text, true)];
    if (schema.type === "number") return [name, toNumber(text, false)];
    return [name, schema.enum?.find((one) => one.toLowerCase() === text.toLowerCase()) ?? text];
  });
  return Object.fromEntries(typed);
}

/** What becomes of a row by the contract's own schema, in the words of quarantine. */
function expectedOf(contract: Contract, row: Record<string, string | null>) {
  const columns = toColumns(contract);
  const judged = judgeRow(contract, toTyped(contract, row), receivedOn, (name, value) => {
    const column = columns.find((one) => one.name === name);
    if (!column) throw new Error(`unknown column: ${name}`);
    if (typeof value === "object") return "an error of the spreadsheet";
    const { format, from } = column.schema;
    const isDate = typeof value === "string" && format === "date" && isDay(value);
    if (typeof value === "number" || (isDate && from)) return "out of range";
    return unreadableReason(column);
  });
  const texts = columns.flatMap(({ name, schema }) => (schema.personal ? [] : [row[name]?.trim() ?? ""]));
  const names = columns.filter((one) => one.kind === "identity" && isPlainText(one));
  const isNamed = names.some(({ name }) => isTotal(row[name]?.trim() ?? ""));
  const total = { column: "", reason: "a total and no record" };
  if (isNamed || (judged.fault && texts.some(isTotal))) return { fault: total, blanked: [] };
  return { fault: judged.fault ?? null, blanked: judged.blanked };
}

function contractSchema(contract: Contract): object {
  return z.toJSONSchema(contract.fields);
}

describe("the compiled SQL of a contract", () => {
  it.each([...officeContracts.values()].map((contract) => [contract.name, contract] as const))(
    "sets aside, and leaves empty, what the schema of %s does",
    async (_name, contract) => {
      const connection = await (await openDatabase()).connect();
      const source = plainSource(contract);
      const select = compileContract(contract, source, "given", receivedOn);
      const { properties } = contractSchema(contract) as { properties: Record<string, object> };
      const names = Object.keys(properties);
      const rowOf = fc.record(
        Object.fromEntries(names.map((name) => [name, cellFor(properties[name] ?? {})])),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(rowOf, { minLength: 20, maxLength: 60 }), async (rows) => {
          const values = rows.map(
            (row, index) =>
              `(0, '', ${index}, null, []::varchar[], ${names.map((name) => (row[name] == null ? "null" : literal(row[name]))).join(", ")})`,
          );
          await connection.run(
            `create or replace temp table given as
             select * replace (${names.map((name) => `${quote(name)}::varchar as ${quote(name)}`).join(", ")})
             from (values ${values.join(", ")})
             as given (_file, _sheet, _row, _fault, _unread, ${names.map(quote).join(", ")})`,
          );
          const judged = await query<{ row: number; fault: string | null; blanked: string[] }>(
            connection,
            `select _row::integer as row, fault, _blanked as blanked from (${select}) order by row`,
          );
          const split = (text: string) => {
            const [column = "", reason = ""] = text.split("\t");
            return { column, reason };
          };
          for (const { row, fault, blanked } of judged) {
            const given = rows[row] ?? {};
            const got = { fault: fault === null ? null : split(fault), blanked: blanked.map(split) };
            expect({ given, ...got }).toEqual({ given, ...expectedOf(contract, given) });
          }
          expect(judged).toHaveLength(rows.length);
        }),
        { numRuns: runs(5, 15), endOnFailure: true },
      );
    },
  );
});
