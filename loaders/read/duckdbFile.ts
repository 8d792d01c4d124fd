import type { DuckDBConnection } from "@duckdb/node-api";
import { query } from "../database.ts";
import { literal, quote } from "../sqlText.ts";
import { chooseTable, describeColumns, readTable } from "./table.ts";
import type { TextFile, TextRows } from "./textRows.ts";

let attached = 0;

/** The rows of a table of a DuckDB file. It is opened to be read alone, and of its own tables: a view could read any other file. */
export async function readDuckdb(connection: DuckDBConnection, file: TextFile): Promise<TextRows> {
  attached += 1;
  const catalog = `extract_${attached}`;
  await connection.run(`attach ${literal(file.path)} as ${catalog} (type duckdb, read_only)`);
  try {
    const there = await query<{ schema: string; name: string }>(
      connection,
      `select schema_name as schema, table_name as name from duckdb_tables()
       where database_name = '${catalog}' and not internal order by all`,
    );
    const shownAs = ({ schema, name }: { schema: string; name: string }) =>
      schema === "main" ? name : `${schema}.${name}`;
    const chosen = chooseTable(there.map(shownAs), file);
    const { schema, name } = there.find((one) => shownAs(one) === chosen) ?? { schema: "main", name: chosen };
    await connection.run(`
      create temp table table_rows as
      select * from ${catalog}.${quote(schema)}.${quote(name)}`);
  } finally {
    await connection.run(`detach ${catalog}`);
  }
  const columns = await describeColumns(connection, "table_rows");
  return readTable({ ...columns, from: "table_rows", row: "rowid + 1" }, file);
}
