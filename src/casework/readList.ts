import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { literal, quote } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";

type RowSchema<Row> = z.ZodType<Row> & { shape: object };

/** What an extract says of a row in words: where what it says could not be used, that it is not recorded. */
export const recorded = z
  .string()
  .nullable()
  .transform((value) => value ?? "not recorded");

/** The rows of a relation in the columns of `row`. Throws an Error when it gives something else. */
export async function readRows<Row>(
  connection: DuckDBConnection,
  relation: string,
  row: RowSchema<Row>,
): Promise<Row[]> {
  const columns = Object.keys(row.shape).map(quote).join(", ");
  return z.array(row).parse(await query(connection, `select ${columns} from ${relation}`));
}

/** The rows of a list of `sql/lists/` as it stood at the end of `asAt`, in its own order: see `readRows`. */
export async function readList<Row>(
  connection: DuckDBConnection,
  list: string,
  asAt: string,
  row: RowSchema<Row>,
): Promise<Row[]> {
  await connection.run(`set variable as_at = date ${literal(asAt)}`);
  return readRows(connection, `lists.${quote(list)}`, row);
}
