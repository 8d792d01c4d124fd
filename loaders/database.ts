import { totalmem } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { isOutOfMemory } from "./dataError.ts";

export type Row = Record<string, unknown>;

/** What a database may take: more than `megabytes` of memory goes to files in `spill`, a folder of its own. */
export interface Room {
  megabytes: number;
  spill: string;
}

/** Megabytes of memory that the machine has for this process, less a fifth for all else in it. */
function megabytesOfMachine(): number {
  const limit = process.constrainedMemory();
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.floor((0.8 * total) / 1e6);
}

/** What each database that was opened with a room has now. */
const rooms = new WeakMap<DuckDBConnection, { megabytes: number }>();

/**
 * What `make` gives. Where the database has run out of the room it was opened with, half as much again is added, up to what the machine has, and `make`
 * is called again: it must be something that can be done twice. Throws the database's error when there is no more, or no room was stated.
 */
export async function withRoom<T>(connection: DuckDBConnection, make: () => Promise<T>): Promise<T> {
  const room = rooms.get(connection);
  if (!room) return make();
  for (;;) {
    const { megabytes } = room;
    try {
      return await make();
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      // Another of its connections may have raised it meanwhile.
      if (room.megabytes === megabytes) {
        const most = megabytesOfMachine();
        if (megabytes >= most) throw error;
        room.megabytes = Math.min(Math.ceil(1.5 * megabytes), most);
        await connection.run(`set global memory_limit = '${room.megabytes}MB'`);
      }
    }
  }
}

/** What a semicolon ends nothing in: text, names and comments. */
const closed = /(?<!\w)e'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|--[^\n]*|\/\*.*?\*\/|;/gis;

/** The statements of a text of SQL, each to be run alone. */
function toStatements(sql: string): string[] {
  const ends = [...sql.matchAll(closed)].filter(([mark]) => mark === ";").map(({ index }) => index);
  const statements = [...ends, sql.length].map((end, place) => sql.slice((ends[place - 1] ?? -1) + 1, end));
  return statements.filter((one) => one.replace(closed, "").trim() !== "");
}

/** Has every connection of a database do again what it had no room for, a statement at a time: those before it were done. */
function giveRoom(instance: DuckDBInstance, room: { megabytes: number }): void {
  const connect = instance.connect.bind(instance);
  instance.connect = async () => {
    const connection = await connect();
    rooms.set(connection, room);
    const run = connection.run.bind(connection);
    connection.run = async (sql, values, types) => {
      const [first = sql, ...others] = values === undefined ? toStatements(sql) : [sql];
      let result = await withRoom(connection, () => run(first, values, types));
      for (const one of others) result = await withRoom(connection, () => run(one));
      return result;
    };
    return connection;
  };
}

/**
 * A DuckDB in memory, with its settings fixed so that the same inputs give the same bytes. With a `room` a statement that has too little of
 * it is given more.
 */
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
  if (room) giveRoom(instance, { megabytes: room.megabytes });
  return instance;
}

/** A database that holds nothing, kept: to make one takes 9 ms, to state its room 0.2 where nothing was freed. */
let empty: Promise<DuckDBConnection> | undefined;

async function openEmpty(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  return instance.connect();
}

/**
 * Gives back to the system what databases of this process have freed. Their allocator keeps it, closed ones' too, until some database's room is stated,
 * which has all of it looked through.
 */
export async function releaseFreed(): Promise<void> {
  empty ??= openEmpty();
  await (await empty).run("set global memory_limit = '100MB'");
}

/**
 * What `make` gives. While it works, a query is answered by the thread that asks it alone, though text is read as by two. Where two answer one, DuckDB 1.5
 * has the one that is done first ask without a pause whether the other is, and that takes a core from the queries beside it.
 */
export async function eachByOneThread<T>(instance: DuckDBInstance, make: () => Promise<T>): Promise<T> {
  const connection = await instance.connect();
  try {
    // Of the two threads so many are those that ask, and none is the database's own.
    await connection.run("set global external_threads = 2");
    try {
      return await make();
    } finally {
      await connection.run("set global external_threads = 1");
    }
  } finally {
    connection.closeSync();
  }
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
