import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

export type Row = Record<string, unknown>;

/** What a database may take: more than `megabytes` of memory goes to files in `spill`, a folder of its own. */
export interface Room {
  megabytes: number;
  spill: string;
}

/** A DuckDB in memory, with its settings fixed so that the same inputs give the same bytes. */
export async function openDatabase({ room }: { room?: Room } = {}): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "2",
    preserve_insertion_order: "true",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(room ? { memory_limit: `${room.megabytes}MB`, temp_directory: room.spill } : {}),
  });
  const connection = await instance.connect();
  await connection.run("set global TimeZone = 'UTC'");
  connection.closeSync();
  return instance;
}

/**
 * From now on a query of the database is answered by one thread: most are too short to share, and those of several
 * connections are answered side by side. Only once text has been read: with one thread DuckDB 1.5 loses the rows after
 * an unclosed quote, and says nothing of them.
 */
export async function useOneThread(connection: DuckDBConnection): Promise<void> {
  await connection.run("set global threads = 1");
}

/** The rows of a query, as plain objects; dates come as text, so cast what must be a number in the SQL. */
export async function query<T extends object = Row>(connection: DuckDBConnection, sql: string): Promise<T[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJson() as unknown as T[];
}

/** The only row of a query. Throws an Error if there is not exactly one. */
export async function queryOne<T extends object = Row>(
  connection: DuckDBConnection,
  sql: string,
): Promise<T> {
  const [first, ...others] = await query<T>(connection, sql);
  if (first === undefined || others.length > 0) throw new Error("invalid query: must give exactly one row");
  return first;
}
