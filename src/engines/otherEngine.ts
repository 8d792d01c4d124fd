import { DataError } from "../../loaders/dataError.ts";
import type { EngineAddress } from "./engineUrl.ts";

/** A table as another engine holds it: its name, its columns by DuckDB's types, and the Parquet file of its rows. */
export interface SentTable {
  /** Within its schema. */
  name: string;
  schema: string;
  description: string;
  columns: readonly { column: string; type: string; description: string }[];
  file: string;
  rows: number;
}

/** The schemas that an export writes and replaces: databases, in ClickHouse. */
export const sentSchemas = ["calendar", "marts", "figures"] as const;

/** What stands in the comment of each schema that an export wrote: by it one is known from another's of the same name. */
export const exportMark = (exported: string) => `Written by Candour, export ${exported}`;

const markForm = /^Written by Candour, export (\S+)$/;

/** Which export wrote a schema, by its comment; undefined where none did. */
const exportOf = (comment: string | null): string | undefined => markForm.exec(comment ?? "")?.[1];

/** Another engine that holds what was exported, or is to. */
export interface OtherEngine {
  name: string;
  kind: EngineAddress["kind"];
  /**
   * Replaces the schemas by the tables given, all of them or nothing. Throws a DataError where another's schema has such a name,
   * where something else rests on what would be replaced, and where the engine refuses.
   */
  replace(tables: readonly SentTable[], exported: string): Promise<void>;
  /** Which export all the schemas are of. Throws a DataError where there is none, or not one. */
  readExport(): Promise<string>;
  /** The names of a query's columns. */
  columnsOf(sql: string): Promise<string[]>;
  /** Writes a query's rows into `file` as CSV without a heading: text in quotes, `\N` for what is empty. */
  save(sql: string, file: string): Promise<void>;
  close(): Promise<void>;
}

/** One export that all schemas are of. Throws a DataError where there is none, or where they are of different ones. */
export function oneExport(name: string, comments: ReadonlyMap<string, string | null>): string {
  const found = sentSchemas.map((schema) => exportOf(comments.get(schema) ?? null));
  const [first] = found;
  if (first !== undefined && found.every((one) => one === first)) return first;
  const isNone = found.every((one) => one === undefined);
  throw new DataError(
    isNone
      ? `${name} holds nothing that Candour exported.`
      : `${name} holds parts of different exports: one is on its way, or stopped.`,
    [],
    isNone ? `Export to it first: candour export ADDRESS` : "Ask again in a while, or export again.",
  );
}

/** Throws a DataError for a schema of a name that an export writes and that no export wrote. */
export function checkOwn(name: string, comments: ReadonlyMap<string, string | null>): void {
  const others = [...comments].filter(([, comment]) => exportOf(comment) === undefined);
  if (others.length === 0) return;
  throw new DataError(
    `${name} has schemas of these names that Candour didn't write, and leaves alone.`,
    others.map(([schema]) => schema),
    "Export into a database of its own, or rename them.",
  );
}
