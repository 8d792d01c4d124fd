import { openDatabase } from "../../../loaders/database.ts";
import { findExtracts } from "../../../loaders/findExtracts.ts";
import { load } from "../../../loaders/load.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { csv, settingsWith } from "../../smallOffice.ts";

const asCsv = {
  files: "staff-{month}.csv",
  format: "csv" as const,
  header_row: 1,
  sheets: "all" as const,
  not_read: [],
};

/** The project's sources, of which the staff snapshots come as CSV. */
export const settings = settingsWith({ hr_snapshots: asCsv });

/** A CSV of a source's headings, of each row the columns given. */
function rowsOf(id: string, rows: readonly Readonly<Record<string, string>>[]): string {
  const mapped = Object.entries(settings.sources.find((source) => source.id === id)?.columns ?? {});
  const columns = mapped.filter(
    ([, heading], place) => mapped.findIndex((one) => one[1] === heading) === place,
  );
  const line = (row: Readonly<Record<string, string>>) =>
    columns.map(([name]) => `"${row[name] ?? ""}"`).join(",");
  return csv(columns.map(([, heading]) => `"${heading}"`).join(","), rows.map(line));
}

const aCase = { received_on: "2022-03-01", jurisdiction: "UK Parliamentary", stage: "2 - Intake" };

export const casesCsv = (cases: readonly Readonly<Record<string, string>>[]): string =>
  rowsOf(
    "msd_cases",
    cases.map((one, index) => ({ ...aCase, case_reference: `C-0000000${index}`, ...one })),
  );

export const staffCsv = (names: readonly string[]): string =>
  rowsOf(
    "hr_snapshots",
    names.map((staff_name, index) => ({
      staff_name,
      staff_number: `S100${index}`,
      snapshot_on: "2022-03-30",
      role: "Caseworker",
      fte: "1",
      contract: "permanent",
    })),
  );

/** Lands extracts, given by their names of March 2022, in `landing`. */
export async function land(landing: string, files: Record<string, string>): Promise<void> {
  const extracts = temporaryFolder();
  writeFiles(
    extracts,
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`2022-04-02/${name}`, text])),
  );
  const instance = await openDatabase();
  const { refused } = await load(instance, findExtracts(extracts, settings), landing);
  instance.closeSync();
  if (refused.length > 0) throw new Error(refused.map(({ problem }) => problem).join("\n"));
}
