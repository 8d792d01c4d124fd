import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { query } from "../../loaders/database.ts";
import { wantedForm } from "../../loaders/wantedForm.ts";
import { toCsv } from "../tables/toCsv.ts";
import {
  type BuildLoad,
  type QuarantineCount,
  type QuarantinedRow,
  readLoads,
  readQuarantinedRows,
} from "../warehouse/loads.ts";
import { inOneLine, type Stopped } from "../warehouse/stopped.ts";
import { stoppedFolder } from "./stoppedFolder.ts";

const loadColumns = [
  "source",
  "file",
  "sha256",
  "rows_read",
  "rows_loaded",
  "rows_quarantined",
  "values_blanked",
  "loaded_from",
  "problem",
  "notes",
] as const;

const quarantineColumns = [
  "source",
  "file",
  "sheet",
  "row",
  "kind",
  "column",
  "reason",
] as const satisfies readonly (keyof QuarantinedRow)[];

/** loads.csv: every file that was found, those loaded first; `problem` says why nothing of a file was. */
export function toLoadsCsv(loads: readonly BuildLoad[], refused: Stopped["refused"]): string {
  const none = { sha256: "", rows_read: 0, rows_loaded: 0, rows_quarantined: 0, values_blanked: 0 };
  const unread = { loaded_from: null, notes: "" };
  return toCsv(loadColumns, [
    ...loads.map(({ same_as, notes, ...load }) => ({
      ...load,
      notes: notes ?? "",
      problem: same_as === null ? "" : `the same bytes as ${same_as}`,
    })),
    ...refused.map((one) => ({ ...none, ...unread, ...one, problem: inOneLine(one) })),
  ]);
}

/** quarantine.csv: every row set aside and value left empty, by where it is in its file. */
export const toQuarantineCsv = (rows: readonly QuarantinedRow[]): string => toCsv(quarantineColumns, rows);

/**
 * What was set aside of files that lost more than half their rows, or left empty of a column that lost more than half its
 * values: a line to each column and reason, most first.
 */
async function describeSetAside({ connection, settings }: Stopped): Promise<string[]> {
  const groups = await query<QuarantineCount & { first: string }>(
    connection,
    `select source, file, kind, column_name as "column", reason, count(*)::integer as rows,
       array_to_string(list(row_number order by sheet, row_number)[1:3], ', ') as first
     from raw.quarantine
     join raw.loads using (load_id)
     group by source, file, kind, column_name, reason, rows_read, rows_quarantined
     having if(kind = 'row set aside', rows_quarantined, count(*)) > 0.5 * rows_read
     order by file, source, rows desc, "column", reason`,
  );
  return groups.map(({ source: id, file, kind, column, reason, rows, first }) => {
    const source = settings.sources.find((one) => one.id === id);
    const wanted = source ? wantedForm(source, column, reason) : "";
    const more = rows > 3 ? ` and ${(rows - 3).toLocaleString("en-GB")} more` : "";
    const what = column === "" ? reason : `${column} ${reason}`;
    const lost = kind === "value blanked" ? " (left empty)" : "";
    return `${file}: ${what}${lost}, row${rows === 1 ? "" : "s"} ${first}${more}${wanted ? `; wanted: ${wanted}` : ""}`;
  });
}

/**
 * Writes what became of each file and row beside `out`, for a build that stops: `out` itself stands. Says in the log
 * what was set aside of the files that lost most, and gives the words that say where the rest is.
 */
export async function writeStopped(
  stopped: Stopped,
  out: string,
  log: (message: string) => void,
): Promise<string> {
  const folder = stoppedFolder(out);
  mkdirSync(folder, { recursive: true });
  const loads = await readLoads(stopped.connection);
  writeFileSync(join(folder, "loads.csv"), toLoadsCsv(loads, stopped.refused));
  const rows = await readQuarantinedRows(stopped.connection);
  writeFileSync(join(folder, "quarantine.csv"), toQuarantineCsv(rows));
  for (const line of await describeSetAside(stopped)) log(line);
  return `What became of each file and row: loads.csv and quarantine.csv in ${folder}`;
}
