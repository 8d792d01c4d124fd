import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { literal, quote, rawColumns, shownExpression } from "./compileContract.ts";
import type { Contract } from "./contract.ts";
import { showableColumns } from "./contractColumns.ts";
import { contracts } from "./contracts.ts";
import { DataError } from "./dataError.ts";
import { landAll } from "./landAll.ts";
import type { Landed } from "./landing.ts";
import { findSameBytes } from "./sameBytes.ts";
import type { FoundExtracts } from "./sources.ts";
import { uniteSpellings } from "./spellings.ts";

/** A file with the bytes of another of its source, `same_as`, whose rows are loaded. It stands for no days of its own. */
interface SameBytes {
  source: string;
  file: string;
  same_as: string;
}

/** A file that was read, with its number among the loads and the file that is loaded in its stead, if one is. */
interface LoadedFile extends Landed {
  load_id: number;
  same_as: string | null;
}

export interface Loaded {
  refused: { source: string; file: string; problem: string }[];
  same: SameBytes[];
  files: LoadedFile[];
}

/**
 * Lands every extract and makes the raw tables of it in `instance`: `raw.<contract>`, `raw.loads` and
 * `raw.quarantine`. A file that can't be read is refused with its reason and the rest go on; of files with the same
 * bytes one is loaded and the others are listed, without a row. `onFile` is called after each file.
 */
export async function load(
  instance: DuckDBInstance,
  found: FoundExtracts,
  landingFolder: string,
  onFile: (done: number, all: number) => void = () => undefined,
): Promise<Loaded> {
  const results = await landAll(instance, found.extracts, landingFolder, onFile);
  const landed = results.filter((result): result is Landed => !(result instanceof DataError));
  const refused = found.extracts.flatMap(({ source, file }, index) => {
    const result = results[index];
    return result instanceof DataError ? [{ source: source.id, file, problem: result.message }] : [];
  });
  refused.push(...found.strays.map(({ file, problem }) => ({ source: "", file, problem })));
  const connection = await instance.connect();
  try {
    const files = await withSameBytes(
      connection,
      landed.map((one, load_id) => ({ ...one, load_id })),
    );
    await createRawTables(connection, files);
    return { refused, same: sameOf(files), files };
  } finally {
    connection.closeSync();
  }
}

async function withSameBytes(
  connection: DuckDBConnection,
  landed: readonly (Landed & { load_id: number })[],
): Promise<LoadedFile[]> {
  const sameAs = await findSameBytes(connection, landed);
  return landed.map((one) => ({ ...one, same_as: sameAs.get(one)?.extract.file ?? null }));
}

const sameOf = (files: readonly LoadedFile[]): SameBytes[] =>
  files.flatMap(({ extract: { source, file }, same_as }) =>
    same_as === null ? [] : [{ source: source.id, file, same_as }],
  );

/** What was loaded up to an earlier day, and the contracts whose rows then are among those loaded now, as they are now. */
export interface LoadedPast extends Loaded {
  shared: Set<string>;
  /** Those of them that have no other rows now. */
  unchanged: Set<string>;
}

/**
 * Makes the raw tables of the files in `found` alone in the connection's own catalog, of a database that holds what was
 * loaded since in the catalog `now.catalog`. Where files only add rows, they are a view of those there. Throws an Error
 * for a file that isn't among those loaded now.
 */
export async function loadPast(
  connection: DuckDBConnection,
  now: Pick<Loaded, "files" | "refused"> & { catalog: string },
  found: FoundExtracts,
): Promise<LoadedPast> {
  const idOf = (source: string, file: string) => `${source} ${file}`;
  const wanted = new Set(found.extracts.map(({ source, file }) => idOf(source.id, file)));
  const isWanted = ({ source, file }: { source: string; file: string }) => wanted.has(idOf(source, file));
  const refused = now.refused.filter(isWanted);
  const known = now.files.filter(({ extract: { source, file } }) => isWanted({ source: source.id, file }));
  if (known.length + refused.length !== wanted.size)
    throw new Error("unknown extract: the past has one that isn't loaded now");
  const files = await withSameBytes(connection, known);
  await createLoads(connection, files);
  const shared = new Set<string>();
  const unchanged = new Set<string>();
  for (const contract of contracts.values()) {
    const isOwn = ({ extract }: Landed) => extract.source.contract === contract.name;
    const own = files.filter(isOwn);
    const stand = own.every(({ load_id, same_as }) => now.files[load_id]?.same_as === same_as);
    const isAll = now.files.filter(isOwn).length === own.length;
    if (stand && isAll) unchanged.add(contract.name);
    if (stand && (isAll || own.every(({ extract }) => extract.source.later_files === "add")))
      shared.add(contract.name);
    const raw = `raw.${quote(contract.name)}`;
    const rows = `select * from ${quote(now.catalog)}.${raw}`;
    const loads = own.map(({ load_id }) => load_id);
    if (unchanged.has(contract.name)) await connection.run(`create view ${raw} as ${rows}`);
    else if (shared.has(contract.name) && loads.length > 0)
      await connection.run(`create view ${raw} as ${rows} where load_id in (${loads.join(", ")})`);
    else
      await createRawTable(
        connection,
        contract,
        own.filter(({ same_as }) => same_as === null),
      );
  }
  refused.push(...found.strays.map(({ file, problem }) => ({ source: "", file, problem })));
  return { refused, same: sameOf(files), files, shared, unchanged };
}

/** Newest first: the order in which one file's rows take the place of another's. */
function byAge(a: Landed, b: Landed): number {
  const age = (landed: Landed) => `${landed.extract.received_on}\t${landed.extract.file}`;
  return age(a) < age(b) ? 1 : age(a) > age(b) ? -1 : 0;
}

const texts = (values: readonly (string | null)[]) =>
  values.map((value) => (value === null ? "null" : literal(value))).join(", ");

function loadValues({ load_id, same_as, extract, ...load }: LoadedFile): string {
  const { source, file, received_on, covers_from, covers_to } = extract;
  const about = [
    source.id,
    source.contract,
    source.system,
    source.later_files,
    file,
    load.sha256,
    received_on,
  ];
  // A file whose name says no period holds all there is: it shows that nothing came up to its receipt.
  const covers = same_as !== null && !source.covers_from ? [null, null] : [covers_from, covers_to];
  const { rows_read, rows_loaded, rows_quarantined, values_blanked } = load;
  const counts = same_as !== null ? [0, 0, 0, 0] : [rows_read, rows_loaded, rows_quarantined, values_blanked];
  const notes = same_as !== null || load.notes.length === 0 ? null : load.notes.join("; ");
  const became = [same_as === null ? load.loaded_from : null, same_as, notes];
  return `(${load_id}, ${texts([...about, ...covers])}, ${counts.join(", ")}, ${texts(became)})`;
}

/** `raw.loads` and an empty `raw.quarantine`. */
async function createLoads(connection: DuckDBConnection, files: readonly LoadedFile[]): Promise<void> {
  await connection.run(`
    create schema if not exists raw;
    create table raw.loads (
      load_id integer, source varchar, contract varchar, system varchar, later_files varchar, file varchar,
      sha256 varchar, received_on date, covers_from date, covers_to date,
      rows_read integer, rows_loaded integer, rows_quarantined integer, values_blanked integer,
      loaded_from varchar, same_as varchar, said varchar);
    create table raw.quarantine (
      load_id integer, sheet varchar, row_number bigint, kind varchar, column_name varchar, reason varchar);`);
  const values = files.map(loadValues);
  if (values.length > 0) await connection.run(`insert into raw.loads values ${values.join(", ")}`);
}

async function createRawTables(connection: DuckDBConnection, files: readonly LoadedFile[]): Promise<void> {
  await createLoads(connection, files);
  const landed = files.filter(({ same_as }) => same_as === null);
  await insertQuarantine(connection, landed);
  await insertBlanked(connection, landed);
  for (const contract of contracts.values()) {
    const own = landed.filter(({ extract }) => extract.source.contract === contract.name);
    await createRawTable(connection, contract, own);
  }
}

async function insertQuarantine(connection: DuckDBConnection, landed: readonly LoadedFile[]): Promise<void> {
  const files = landed.filter(({ rows_quarantined }) => rows_quarantined > 0);
  if (files.length === 0) return;
  const paths = files.map((one) => `(${one.load_id}, ${literal(one.quarantine)})`);
  // Files of the same bytes share what was landed.
  const distinct = [...new Set(files.map((one) => literal(one.quarantine)))];
  await connection.run(`
    insert into raw.quarantine
    select files.load_id, _sheet, _row, 'row set aside', _column, _reason
    from read_parquet([${distinct.join(", ")}], filename = true) as rows
    join (values ${paths.join(", ")}) as files(load_id, path) on files.path = rows.filename
    order by files.load_id, _sheet, _row`);
}

/** The values of loaded rows that can't be used, from the rows as they landed. */
async function insertBlanked(connection: DuckDBConnection, landed: readonly LoadedFile[]): Promise<void> {
  for (const contract of contracts.keys()) {
    const files = landed.filter(
      ({ extract, values_blanked }) => extract.source.contract === contract && values_blanked > 0,
    );
    if (files.length === 0) continue;
    const paths = files.map((one) => `(${one.load_id}, ${literal(one.rows)})`);
    const distinct = [...new Set(files.map((one) => literal(one.rows)))];
    await connection.run(`
      insert into raw.quarantine
      select load_id, _sheet, _row, 'value blanked', split_part(blank, e'\\t', 1), split_part(blank, e'\\t', 2)
      from (
        select files.load_id, _sheet, _row, unnest(_blanked) as blank
        from read_parquet([${distinct.join(", ")}], filename = true) as rows
        join (values ${paths.join(", ")}) as files(load_id, path) on files.path = rows.filename
      )
      order by load_id, _sheet, _row`);
  }
}

function emptyTable(contract: Contract): string {
  const columns = [...rawColumns(contract)].map(([name, type]) => `${quote(name)} ${type}`);
  const blanked = "blanked varchar[] default []";
  return `create table raw.${quote(contract.name)} (load_id integer, ${columns.join(", ")}, ${blanked})`;
}

async function createRawTable(
  connection: DuckDBConnection,
  contract: Contract,
  landed: readonly LoadedFile[],
): Promise<void> {
  const standing = landed[0]?.extract.source.later_files === "replace" ? newestOfEach(landed) : landed;
  const files = standing.filter(({ rows_loaded }) => rows_loaded > 0);
  if (files.length === 0) {
    await connection.run(emptyTable(contract));
    return;
  }
  const ordered = [...files].sort(byAge).reverse();
  const ages = files.map((one) => ordered.indexOf(one));
  const sources = [...new Set(files.map(({ extract }) => extract.source))];
  const shown = new Map(
    showableColumns(contract).map((column) => [`shown_${column}`, shownExpression(column, sources)]),
  );
  const values = [...rawColumns(contract).keys()].map((column) => {
    const expression = shown.get(column);
    return expression ? `${expression} as ${quote(column)}` : `rows.${quote(column)}`;
  });
  const raw = `raw.${quote(contract.name)}`;
  // Files are read in the order of their loads and each is in order: nothing needs sorting, nor a join that could mix them.
  await connection.run(`
    create table ${raw} as
    select ${ofEach(files.map(({ load_id }) => load_id))} as load_id, ${ofEach(ages)} as _age, _sheet, _row,
      ${values.join(", ")},
      list_transform(rows._blanked, lambda blank: split_part(blank, e'\\t', 1)) as blanked
    from (
      select *, file_index::bigint + 1 as _file, ${ofEach(files.map(({ extract }) => literal(extract.source.id)))} as _source
      from read_parquet([${files.map(({ rows }) => literal(rows)).join(", ")}])
    ) as rows`);
  await uniteSpellings(connection, contract);
  const isUpdate = files[0]?.extract.source.later_files === "update";
  await findRepeats(connection, contract, isUpdate ? "_age desc" : "_age, _sheet, _row");
  if (!isUpdate) await quarantineRepeats(connection, contract);
  await connection.run(`
    delete from ${raw} where rowid in (select place from repeats);
    drop table repeats;
    alter table ${raw} drop column _age;
    alter table ${raw} drop column _sheet;
    alter table ${raw} drop column _row;`);
}

/** SQL of the value for the file a row is read from: one of `values`, in the order of the files. */
const ofEach = (values: readonly (number | string)[]) => `([${values.join(", ")}])[_file]`;

/** `repeats`: of the rows with the same key all but the first in `order`. Few keys come twice, so these alone are ranked. */
async function findRepeats(connection: DuckDBConnection, contract: Contract, order: string): Promise<void> {
  const key = contract.key.map(quote).join(", ");
  const raw = `raw.${quote(contract.name)}`;
  await connection.run(`
    create temp table repeats as
    select rowid as place, load_id, _sheet, _row from ${raw}
    semi join (select ${key} from ${raw} group by all having count(*) > 1) using (${key})
    qualify row_number() over (partition by ${key} order by ${order}) > 1`);
}

function newestOfEach(landed: readonly LoadedFile[]): LoadedFile[] {
  const newest = new Map<string, LoadedFile>();
  for (const one of [...landed].sort(byAge)) {
    if (!newest.has(one.extract.source.id)) newest.set(one.extract.source.id, one);
  }
  return [...newest.values()];
}

/** A row of a source that only adds, whose key an earlier file already has, is a duplicate. */
async function quarantineRepeats(connection: DuckDBConnection, contract: Contract): Promise<void> {
  await connection.run(`
    insert into raw.quarantine
    select load_id, _sheet, _row, 'row set aside', ${literal(contract.key[0] ?? "")}, 'duplicate' from repeats
    order by load_id, _sheet, _row;
    update raw.loads set
      rows_loaded = rows_loaded - counted.repeats,
      rows_quarantined = rows_quarantined + counted.repeats
    from (select load_id, count(*) as repeats from repeats group by load_id) as counted
    where counted.load_id = loads.load_id;`);
}
