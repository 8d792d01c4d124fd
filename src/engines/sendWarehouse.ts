import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { literal } from "../../loaders/compileContract.ts";
import { openDatabase, queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { DictionaryColumn } from "../report/dictionary.ts";
import { openEngine } from "./engineRows.ts";
import type { EngineAddress } from "./engineUrl.ts";
import { type SentTable, sentSchemas } from "./otherEngine.ts";

const next = "Build again: npm run build -- --again";

/** The resources of the data package that a build writes, as far as they are asked here. */
const Resources = z.object({
  resources: z.array(z.object({ path: z.string(), description: z.string() })),
});

function read<T>(folder: string, name: string, schema: z.ZodType<T>): T {
  const file = join(folder, name);
  if (!existsSync(file)) throw new DataError(`${folder} holds no warehouse with a dictionary.`, [], next);
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new DataError(`${file} is of another version of Candour.`, [], next);
  return parsed.data;
}

/** The tables of a warehouse that an export sends, with how many rows each has. */
async function tablesOf(folder: string): Promise<SentTable[]> {
  const dictionary = read(folder, "dictionary.json", z.array(DictionaryColumn));
  const { resources } = read(folder, "datapackage.json", Resources);
  const instance = await openDatabase();
  const connection = await instance.connect();
  try {
    const tables: SentTable[] = [];
    for (const { path, description } of resources) {
      const [schema = "", name = ""] = path.replace(/\.parquet$/, "").split("/");
      if (!sentSchemas.some((one) => one === schema)) continue;
      const file = join(folder, path);
      const { rows } = await queryOne<{ rows: number }>(
        connection,
        `select count(*)::integer as rows from read_parquet(${literal(file)})`,
      );
      const columns = dictionary.filter(({ relation }) => relation === `${schema}.${name}`);
      tables.push({ name, schema, description, columns, file, rows });
    }
    return tables;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * Sends the marts, the calendar, the figures and the dictionary of the warehouse in `folder` to another engine, in place of what an
 * earlier export left there, all of it or nothing. Gives how many tables and rows. Throws a DataError as the engine does.
 */
export async function sendWarehouse(
  folder: string,
  address: EngineAddress,
): Promise<{ tables: number; rows: number }> {
  const tables = await tablesOf(folder);
  const engine = await openEngine(address);
  try {
    await engine.replace(tables, randomBytes(6).toString("hex"));
  } finally {
    await engine.close();
  }
  return { tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0) };
}
