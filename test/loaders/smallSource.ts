import { stringify } from "yaml";
import { openDatabase, query } from "../../loaders/database.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { load } from "../../loaders/load.ts";
import type { Settings } from "../../loaders/sources.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { settingsOf as settingsOfText } from "../smallOffice.ts";

/** A source as settings write it, of web forms unless told. */
export type Written = Record<string, unknown>;

export const forms: Written = {
  system: "Website",
  contract: "web_forms",
  files: "forms-{month}.csv",
  format: "csv",
  later_files: "add",
  due: { days: 3 },
  columns: { form_id: "Id", submitted_at: "Sent", form: "Form" },
  dates: ["yyyy-mm-dd hh:mm"],
};

export const received = "2019-07-02";
export const juneForms = `${received}/forms-2019-06.csv`;

/** The settings of an office of some sources, as it would write them; one alone is called `forms`. */
export function settingsOf(written: Record<string, Written>): Settings {
  return settingsOfText(stringify({ sources: written }));
}

/** What is wrong with the settings of a source, a line to each. */
export function problemsOf(written: Written): string[] {
  try {
    settingsOf({ forms: { ...forms, ...written } });
    return [];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message
      .split("\n")
      .slice(1, -1)
      .map((line) => line.trim());
  }
}

/** What becomes of the files of an office: the rows of a contract, with dates and moments as texts, and what was set aside. */
export async function loadOf(
  settings: Settings,
  files: Record<string, string | Uint8Array>,
  landing = temporaryFolder(),
) {
  const extracts = temporaryFolder();
  writeFiles(extracts, files);
  const instance = await openDatabase();
  const found = findExtracts(extracts, settings);
  const { refused } = await load(instance, found, landing);
  const connection = await instance.connect();
  const contract = settings.sources[0]?.contract ?? "";
  return {
    extracts: found.extracts,
    refused: refused.map(({ problem }) => problem),
    rows: await query(
      connection,
      `select columns(* exclude (load_id, blanked))::varchar from raw.${contract} order by all`,
    ),
    loads: await query(
      connection,
      `select file, rows_read as read, rows_loaded as loaded, rows_quarantined as aside, values_blanked as blanked,
         covers_from::varchar as "from", covers_to::varchar as "to", said from raw.loads order by load_id`,
    ),
    aside: await query(
      connection,
      `select row_number::integer as row, kind, column_name as "column", reason from raw.quarantine order by load_id, row_number, column_name`,
    ),
  };
}

/** What becomes of one file of one source whose settings are those of `forms` but for some. */
export async function loadForms(change: Written, content: string | Uint8Array, name = juneForms) {
  return await loadOf(settingsOf({ forms: { ...forms, ...change } }), { [name]: content });
}
