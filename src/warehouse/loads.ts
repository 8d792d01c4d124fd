import type { DuckDBConnection } from "@duckdb/node-api";
import { query } from "../../loaders/database.ts";

export interface Load {
  source: string;
  file: string;
  sha256: string;
  rows_read: number;
  rows_loaded: number;
  rows_quarantined: number;
  /** The file with the same bytes whose rows are loaded in this one's stead. */
  same_as: string | null;
}

/** Rows set aside, counted by reason: never what they held. */
export interface QuarantineCount {
  source: string;
  file: string;
  column: string;
  reason: string;
  rows: number;
}

/** What this build did with a file. The sites leave out whether it was parsed now or before: it tells of the build only. */
export interface BuildLoad extends Load {
  loaded_from: "parsed" | "landed" | null;
}

/** What became of each file, in the order of its source, receipt and name: the rows of loads.csv. */
export async function readLoads(connection: DuckDBConnection): Promise<BuildLoad[]> {
  return query<BuildLoad>(
    connection,
    `select source, file, sha256, rows_read, rows_loaded, rows_quarantined, loaded_from, same_as
     from raw.loads order by load_id`,
  );
}

export interface QuarantinedRow {
  source: string;
  file: string;
  sheet: string;
  row: number;
  column: string;
  reason: string;
}

export async function readQuarantine(connection: DuckDBConnection): Promise<QuarantineCount[]> {
  return query<QuarantineCount>(
    connection,
    `select loads.source, loads.file, quarantine.column_name as "column", quarantine.reason, count(*)::integer as rows
     from raw.quarantine
     join raw.loads using (load_id)
     group by all
     order by all`,
  );
}

/** Every row that was set aside, by where it is in its file: the rows of quarantine.csv. Never what it held. */
export async function readQuarantinedRows(connection: DuckDBConnection): Promise<QuarantinedRow[]> {
  return query<QuarantinedRow>(
    connection,
    `select loads.source, loads.file, quarantine.sheet, quarantine.row_number::integer as row,
       quarantine.column_name as "column", quarantine.reason
     from raw.quarantine
     join raw.loads using (load_id)
     order by quarantine.load_id, sheet, row, reason`,
  );
}
