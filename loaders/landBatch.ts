import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Batch, Pending } from "./batches.ts";
import { compileContract, landedPersonal, literal, quote } from "./compileContract.ts";
import { type Contract, sameBy } from "./contract.ts";
import { toColumns } from "./contractColumns.ts";
import { query, queryOne } from "./database.ts";
import { type DataError, isOutOfRoom } from "./dataError.ts";
import { reasons } from "./emptyCells.ts";
import {
  contractOf,
  describeLanded,
  type Landed,
  type LandedCounts,
  type LandingPlace,
  peopleFile,
  putInPlace,
  quarantineFile,
  rowsFile,
  toLanded,
} from "./landing.ts";
import type { LandingKey } from "./landingKey.ts";
import { lackingColumns } from "./mapping.ts";
import { hashPeople, landPeople } from "./people/landPeople.ts";
import { mayName, personalColumns } from "./people/marks.ts";
import { readCsv } from "./read/csv.ts";
import { readDuckdb } from "./read/duckdbFile.ts";
import { readJsonLines, readJsonRows } from "./read/json.ts";
import { readParquet } from "./read/parquet.ts";
import { readSqlite } from "./read/sqlite.ts";
import { clearTextRows, type Refused, type TextFile, type TextRows, toRefusal } from "./read/textRows.ts";
import { readWorkbooks } from "./read/workbook.ts";
import { isReshaped, reshape } from "./reshape.ts";
import { repeatsBy, type Source } from "./sources.ts";
import { toWorkFolder } from "./workFolders.ts";

/** DuckDB cuts Parquet into groups of so many rows: a file of more is sorted, so that the cuts don't depend on its batch. */
const groupRows = 122_880;

/**
 * Parses the files of a batch in one scan and lands each by itself: the same bytes as if it had been read alone. A file
 * that can't be read is refused with the reason, and stops no other.
 */
export async function landBatch(
  connection: DuckDBConnection,
  batch: Batch,
  key: LandingKey,
): Promise<(Landed | DataError)[]> {
  const [first, ...others] = batch.files;
  if (!first) return [];
  try {
    return await landTogether(connection, batch, first, key);
  } catch (error) {
    if (isOutOfRoom(error)) throw error;
    // Whichever file it was: each is tried alone.
    if (others.length === 0) return [toRefusal(first.place.extract, error)];
    const results: (Landed | DataError)[] = [];
    for (const file of batch.files)
      results.push(...(await landBatch(connection, { ...batch, files: [file] }, key)));
    return results;
  } finally {
    await clearTextRows(connection);
  }
}

async function landTogether(
  connection: DuckDBConnection,
  batch: Batch,
  { place: { extract } }: Pending,
  key: LandingKey,
): Promise<(Landed | DataError)[]> {
  await clearTextRows(connection);
  const contract = contractOf(extract.source);
  const files = batch.files.map(({ place, path }) => ({ ...place.extract, path }));
  const cut = await read(connection, files, files[0] ?? extract, batch.headings);
  const { source } = extract;
  const text = isReshaped(source) ? await reshape(connection, files, source, cut) : cut;
  const days = files.map(({ received_on }) => received_on);
  await connection.run(
    `create temp table judged_rows as ${compileContract(contract, source, text.relation, days)}`,
  );
  const refused: Refused = new Map([...text.refused, ...(await text.settle())]);
  await markDuplicates(connection, contract, source);
  const isHeard = mayName(contract, source) || (await hasBroken(connection));
  if (isHeard) await hashPeople(connection, contract, key, files.length);
  const all = await countRows(connection);
  const results: (Landed | DataError)[] = [];
  for (const [number, { place }] of batch.files.entries()) {
    const error = refused.get(number);
    results.push(
      error ??
        toLanded(place, await writeFile(connection, place, number, text, all.get(number), isHeard), "parsed"),
    );
  }
  return results;
}

async function hasBroken(connection: DuckDBConnection): Promise<boolean> {
  const { broken } = await queryOne<{ broken: number }>(
    connection,
    "select count(*)::integer as broken from broken_rows",
  );
  return broken > 0;
}

async function read(
  connection: DuckDBConnection,
  files: readonly TextFile[],
  first: TextFile,
  headings: readonly string[],
): Promise<TextRows> {
  const { source } = first;
  if (source.format === "csv") return readCsv(connection, files, source, headings);
  if (source.format === "spreadsheet") return readWorkbooks(connection, files, source);
  if (source.format === "jsonl") return readJsonLines(connection, files);
  if (files.length > 1) throw new Error(`invalid batch: ${source.format} is read a file at a time`);
  const readers = {
    json: readJsonRows,
    parquet: readParquet,
    sqlite: readSqlite,
    duckdb: readDuckdb,
  };
  return readers[source.format](connection, first);
}

/**
 * Of admitted rows of a file with the same key one stands: the first, unless its source says which. The others are
 * duplicates, which may say something else, or of a source that says which stands, what it passes over.
 */
async function markDuplicates(
  connection: DuckDBConnection,
  contract: Contract,
  { repeats, modified }: Source,
): Promise<void> {
  const isLater = repeats !== undefined && typeof repeats !== "string";
  const order = [
    ...(isLater ? [`_standing ${"latest" in repeats ? "desc" : ""} nulls last`] : []),
    ...(repeats === undefined && modified !== undefined ? ["_modified desc nulls last"] : []),
    ...(repeats === "last row" ? ["_sheet desc", "rowid desc"] : ["_sheet", "rowid"]),
  ];
  const isSaid = repeats !== undefined || modified !== undefined;
  const own = toColumns(contract).filter(({ schema }) => !schema.personal);
  const unlike = own.map(({ name }) => {
    const value = quote(name);
    return `case when ${value} is distinct from first_value(${value}) over ranked then ${literal(name)} end`;
  });
  const key = ["_file", ...sameBy(contract).map(quote)].join(", ");
  const [first = ""] = contract.key;
  const admitted = "fault is null and _row is distinct from 0";
  const reason = repeats === undefined ? "duplicate" : reasons.repeat;
  const differing = isSaid ? "''" : `concat_ws(', ', ${unlike.join(", ")})`;
  await connection.run(`
    update judged_rows set fault = repeated.fault
    from (
      select rowid as place, ${differing} as differing,
        if(differing = '', ${literal(`${first}\t${reason}`)}, differing || ${literal(`\t${reasons.unlike}`)}) as fault
      from judged_rows
      semi join (select ${key} from judged_rows where ${admitted} group by all having count(*) > 1) using (${key})
      where ${admitted}
      window ranked as (partition by ${key} order by ${order.join(", ")})
      qualify row_number() over ranked > 1
    ) as repeated
    where judged_rows.rowid = repeated.place`);
}

interface FileRows {
  /** The first of the file's rows in `judged_rows`. */
  first: number;
  judged: number;
  loaded: number;
  broken: number;
  blanked: number;
}

async function countRows(connection: DuckDBConnection): Promise<Map<number, FileRows>> {
  const rows = await query<FileRows & { file: number; places: number; held: number }>(
    connection,
    `with broken as (select _file, count(*)::integer as broken from broken_rows group by _file),
    judged as (
      select _file, min(rowid)::integer as first, (max(rowid) - min(rowid) + 1)::integer as places, count(*)::integer as held,
        count(*) filter (_row is distinct from 0)::integer as judged,
        count(*) filter (fault is null and _row is distinct from 0)::integer as loaded,
        coalesce(sum(len(_blanked)) filter (fault is null and _row is distinct from 0), 0)::integer as blanked
      from judged_rows
      group by _file
    )
    select _file as file, coalesce(first, 0) as first, coalesce(places, 0) as places, coalesce(held, 0) as held,
      coalesce(judged, 0) as judged, coalesce(loaded, 0) as loaded, coalesce(broken, 0) as broken, coalesce(blanked, 0) as blanked
    from judged full join broken using (_file)`,
  );
  if (rows.some(({ places, held }) => places !== held))
    throw new Error("invalid scan: each file's rows must be together");
  return new Map(rows.map(({ file, ...counts }) => [file, counts]));
}

/** SQL of the number of a row of `judged_rows`, where its place tells it: broken records took a place, and aren't there. */
function rowNumber(number: number, { first, broken }: FileRows, headerRow: number): string {
  const place = `(rowid - ${first} + ${headerRow + 1})`;
  if (broken === 0) return place;
  return `(${place} + (
    select count(*) from (
      select _row - row_number() over (order by _row) as stands_after from broken_rows where _file = ${number}
    ) where stands_after < ${place}))`;
}

/** Writes what became of a file's rows: whole or not at all. */
async function writeFile(
  connection: DuckDBConnection,
  { home, extract: { source } }: LandingPlace,
  number: number,
  { isByPlace, notes, absent }: TextRows,
  rows: FileRows | undefined,
  isHeard: boolean,
): Promise<LandedCounts> {
  const known = rows ?? { first: 0, judged: 0, loaded: 0, broken: 0, blanked: 0 };
  const { judged, loaded, broken, blanked } = known;
  const contract = contractOf(source);
  const { header_row: headerRow } = source;
  const counts = {
    rows_read: judged + broken,
    rows_loaded: loaded,
    rows_quarantined: judged - loaded + broken,
    values_blanked: blanked,
    notes: [...(notes.get(number) ?? [])],
    absent: lackingColumns(source, absent.get(number) ?? []),
  };
  const work = toWorkFolder(dirname(dirname(home)), "rows");
  mkdirSync(work, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(home), { recursive: true, mode: 0o700 });
  try {
    const row = isByPlace ? rowNumber(number, known, headerRow) : "_row";
    const own = `from judged_rows where _file = ${number} and _row is distinct from 0`;
    const personal = personalColumns(contract);
    const landed = landedPersonal(contract, source).map((column) => `, ${column}`);
    const standing = repeatsBy(source) === undefined ? [] : ["_standing"];
    const isInOrder = isByPlace && broken === 0 && loaded <= groupRows;
    await connection.run(`
      copy (
        select * exclude (${["_file", "fault", "_unread", ...standing, ...personal.map(quote)].join(", ")}) replace (${row} as _row)${landed.join("")}
        ${own} and fault is null
        ${isInOrder ? "" : "order by _sheet, _row, rowid"}
      ) to ${literal(rowsFile(work))} (format parquet, compression zstd)`);
    if (counts.rows_quarantined > 0) {
      await connection.run(`
        copy (
          select _sheet, ${row} as _row, split_part(fault, e'\\t', 1) as _column, split_part(fault, e'\\t', 2) as _reason
          ${own} and fault is not null
          union all
          select _sheet, _row, '', _reason from broken_rows where _file = ${number}
          order by all
        ) to ${literal(quarantineFile(work))} (format parquet)`);
    }
    // What of a file that holds nobody lands is the same whatever files were read with it.
    const hasPeople = isHeard && (mayName(contract, source) || broken > 0);
    if (hasPeople) await landPeople(connection, number, peopleFile(work));
    const hasFaults = counts.rows_quarantined > 0;
    describeLanded(work, counts, [
      rowsFile(work),
      ...(hasPeople ? [peopleFile(work)] : []),
      ...(hasFaults ? [quarantineFile(work)] : []),
    ]);
    putInPlace(work, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return counts;
}
