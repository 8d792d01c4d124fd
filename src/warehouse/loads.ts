import type { DuckDBConnection } from "@duckdb/node-api";
import { query } from "../../loaders/database.ts";

export interface Load {
  source: string;
  file: string;
  sha256: string;
  rows_read: number;
  rows_loaded: number;
  rows_quarantined: number;
  /** Values of loaded rows that can't be used, and are empty. */
  values_blanked: number;
  /** What else there is to say of how the file was read, such as hidden rows. */
  notes: string | null;
  /** The file with the same bytes whose rows are loaded in this one's stead. */
  same_as: string | null;
}

/** What a fault cost: the row, or the value alone. */
export type Cost = "row set aside" | "value blanked";

/** Rows set aside and values left empty, counted by reason: never what they held. */
export interface QuarantineCount {
  source: string;
  file: string;
  kind: Cost;
  column: string;
  reason: string;
  rows: number;
}

/** What this build did with a file. The sites leave out whether it was parsed now or before: it tells of the build only. */
export interface BuildLoad extends Load {
  loaded_from: "parsed" | "landed" | null;
}

/** How many files there are: several sources may read one, each its own sheets. */
export const countFiles = (read: readonly { file: string }[]): number =>
  new Set(read.map(({ file }) => file)).size;

/** What became of each file, in the order of its source, receipt and name: the rows of loads.csv. */
export async function readLoads(connection: DuckDBConnection): Promise<BuildLoad[]> {
  return query<BuildLoad>(
    connection,
    `select source, file, sha256, rows_read, rows_loaded, rows_quarantined, values_blanked, loaded_from, same_as,
       said as notes
     from raw.loads order by load_id`,
  );
}

export interface QuarantinedRow {
  source: string;
  file: string;
  sheet: string;
  row: number;
  kind: Cost;
  column: string;
  reason: string;
}

export async function readQuarantine(connection: DuckDBConnection): Promise<QuarantineCount[]> {
  return query<QuarantineCount>(
    connection,
    `select loads.source, loads.file, quarantine.kind, quarantine.column_name as "column", quarantine.reason, count(*)::integer as rows
     from raw.quarantine
     join raw.loads using (load_id)
     group by all
     order by all`,
  );
}

/** Every row set aside and value left empty, by where it is in its file: the rows of quarantine.csv. Never what it held. */
export async function readQuarantinedRows(connection: DuckDBConnection): Promise<QuarantinedRow[]> {
  return query<QuarantinedRow>(
    connection,
    `select loads.source, loads.file, quarantine.sheet, quarantine.row_number::integer as row,
       quarantine.kind, quarantine.column_name as "column", quarantine.reason
     from raw.quarantine
     join raw.loads using (load_id)
     order by quarantine.load_id, sheet, row, kind, "column", reason`,
  );
}
