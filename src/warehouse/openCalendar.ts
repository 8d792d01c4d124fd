import type { DuckDBConnection } from "@duckdb/node-api";
import { openDatabase } from "../../loaders/database.ts";
import type { Office } from "../../loaders/office.ts";
import { loadReferences } from "../../loaders/reference.ts";
import { projectFile } from "../project.ts";
import { createModels } from "./createModels.ts";
import { readSchema } from "./graph.ts";

/** A DuckDB that holds the calendar alone of an office whose settings lie in `folder`, made by the same SQL as the warehouse's. */
export async function openCalendar(folder: string, office: Office): Promise<DuckDBConnection> {
  const instance = await openDatabase();
  const connection = await instance.connect();
  await loadReferences(connection, folder, office);
  await createModels(connection, await readSchema(connection, projectFile("sql"), "calendar"));
  return connection;
}
