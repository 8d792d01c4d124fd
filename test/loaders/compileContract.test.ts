import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { compileContract, literal, quote } from "../../loaders/compileContract.ts";
import { type Contract, toSchema } from "../../loaders/contract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { openDatabase, query } from "../../loaders/database.ts";
import { readSettings, type Source } from "../../loaders/sources.ts";
import { runs } from "../gear.ts";

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

/** The typed row zod judges, as a reader of the text would have it: trimmed, empty is null. */
function toTyped(contract: Contract, row: Record<string, string | null>): Record<string, unknown> {
  const { properties } = JSON.parse(JSON.stringify(contractSchema(contract))) as {
    properties: Record<
      string,
      { type?: string; enum?: string[]; anyOf?: { type?: string; enum?: string[] }[] }
    >;
  };
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const text = value?.replace(/^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g, "") || null;
      const schema = properties[name]?.anyOf?.[0] ?? properties[name];
      if (text === null) return [name, null];
      if (schema?.type?.includes("boolean")) {
        const known: Record<string, boolean> = {
          yes: true,
          y: true,
          true: true,
          no: false,
          n: false,
          false: false,
        };
        return [name, known[text.toLowerCase()] ?? text];
      }
      if (schema?.type === "integer") return [name, /^-?\d+(\.0+)?$/.test(text) ? Number(text) : text];
      if (schema?.type === "number") return [name, /^-?\d*\.?\d+$/.test(text) ? Number(text) : text];
      const word = schema?.enum?.find((one) => one.toLowerCase() === text.toLowerCase());
      return [name, word ?? text];
    }),
  );
}

function contractSchema(contract: Contract): object {
  return z.toJSONSchema(contract.fields);
}

describe("the compiled SQL of a contract", () => {
  it.each([...contracts.values()].map((contract) => [contract.name, contract] as const))(
    "admits exactly the rows that %s admits",
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
              `(0, '', ${index}, ${names.map((name) => (row[name] == null ? "null" : literal(row[name]))).join(", ")})`,
          );
          await connection.run(
            `create or replace temp table given as from (values ${values.join(", ")})
             as given (_file, _sheet, _row, ${names.map(quote).join(", ")})`,
          );
          for (const name of names)
            await connection.run(`alter table given alter ${quote(name)} set data type varchar`);
          const judged = await query<{ row: number; fault: string | null }>(
            connection,
            `select _row::integer as row, replace(fault, e'\\t', ': ') as fault from (${select}) order by row`,
          );
          const schema = toSchema(contract, receivedOn);
          for (const { row, fault } of judged) {
            const typed = toTyped(contract, rows[row] ?? {});
            const { success } = schema.safeParse(typed);
            expect({ typed, fault, admitted: fault === null }).toEqual({ typed, fault, admitted: success });
          }
          expect(judged).toHaveLength(rows.length);
        }),
        { numRuns: runs(5, 15), endOnFailure: true },
      );
    },
  );
});
