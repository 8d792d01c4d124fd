import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { literal, quote } from "./compileContract.ts";
import type { Contract } from "./contract.ts";
import { contracts } from "./contracts.ts";
import { DataError } from "./dataError.ts";
import type { FoundExtracts } from "./findExtracts.ts";
import { landAll } from "./landAll.ts";
import type { Landed } from "./landing.ts";
import { withLastRow } from "./lastRow.ts";
import { readReferenceSpellings } from "./referenceSpellings.ts";
import { findSameBytes } from "./sameBytes.ts";
import { both } from "./sideBySide.ts";
import type { Extract } from "./sources.ts";
import { leaveStanding, openRawTable, type Version, type Versions } from "./versions.ts";
import { withdraw } from "./withdraw.ts";

/** A file with the bytes of another of its source, `same_as`, whose rows are loaded. */
interface SameBytes {
  source: string;
  file: string;
  same_as: string;
}

/** A file that was read, with its number among the loads and the file that is loaded in its stead, if one is. */
interface LoadedFile extends Version {
  same_as: string | null;
  /** Whether it tells of the days it covers. With another's bytes it does where it says more of the same period. */
  has_days: boolean;
}

export interface Loaded {
  refused: { source: string; file: string; problem: string }[];
  same: SameBytes[];
  files: LoadedFile[];
  /** By contract, the loads whose rows stand in the place of others. */
  replacing: ReadonlyMap<string, readonly number[]>;
  /** The contracts of which records were withdrawn. */
  withdrawn: ReadonlySet<string>;
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
  const beside = await instance.connect();
  try {
    const numbered: (Landed & { load_id: number })[] = [];
    for (const [load_id, one] of landed.entries())
      numbered.push({ ...(await withLastRow(connection, one)), load_id });
    const files = await withSameBytes(connection, numbered);
    return { refused, same: sameOf(files), files, ...(await createRawTables(connection, files, beside)) };
  } finally {
    beside.closeSync();
    connection.closeSync();
  }
}

async function withSameBytes(
  connection: DuckDBConnection,
  landed: readonly (Landed & { load_id: number })[],
): Promise<LoadedFile[]> {
  const sameAs = await findSameBytes(connection, landed);
  return landed.map((one) => {
    // Sent again for the same period, its rows are as new as when they last came.
    const again = landed.filter(
      (other) => sameAs.get(other) === one && other.extract.covers_from === one.extract.covers_from,
    );
    const newest = [one, ...again].map(({ extract }) => extract).reduce(laterState);
    const first = sameAs.get(one);
    const has_days = first === undefined || saysMore(one.extract, first.extract);
    return { ...one, newest, same_as: first?.extract.file ?? null, has_days };
  });
}

/**
 * Whether a file with the bytes of an earlier one says that nothing more had happened: it holds all there is, or covers more
 * days of the same period.
 */
const saysMore = ({ source, covers_from, covers_to, period_to }: Extract, earlier: Extract) =>
  source.covers_from !== undefined ||
  (covers_from === earlier.covers_from && period_to === earlier.period_to && covers_to > earlier.covers_to);

const laterState = (a: Extract, b: Extract) => (b.received_on > a.received_on ? b : a);

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
  now: Pick<Loaded, "files" | "refused" | "replacing" | "withdrawn"> & { catalog: string },
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
  await readReferenceSpellings(
    connection,
    files.filter(({ same_as }) => same_as === null),
  );
  const shared = new Set<string>();
  const unchanged = new Set<string>();
  const replacing = new Map<string, readonly number[]>();
  const made: string[] = [];
  const isSameOf = (name: string) =>
    now.files.filter(({ extract }) => extract.source.contract === name).length ===
    files.filter(({ extract }) => extract.source.contract === name).length;
  for (const contract of contracts.values()) {
    const isOwn = ({ extract }: Landed) => extract.source.contract === contract.name;
    const own = files.filter(isOwn);
    const stand = own.every(({ load_id, same_as }) => now.files[load_id]?.same_as === same_as);
    const loads = own.map(({ load_id }) => load_id);
    const isWithdrawn = now.withdrawn.has(contract.name);
    const isAll = isSameOf(contract.name) && (isSameOf("withdrawals") || !isWithdrawn);
    // No file that came since stands in the place of a row that stood then.
    const isKept = (now.replacing.get(contract.name) ?? []).every((load_id) => loads.includes(load_id));
    const isAdded =
      own.every(({ extract }) => extract.source.later_files === "add") && isKept && !isWithdrawn;
    if (stand && isAll) unchanged.add(contract.name);
    if (stand && (isAll || isAdded)) shared.add(contract.name);
    const raw = `raw.${quote(contract.name)}`;
    const rows = `select * from ${quote(now.catalog)}.${raw}`;
    if (shared.has(contract.name) && loads.length > 0)
      await connection.run(`
        insert into raw.conflicts
        select * from ${quote(now.catalog)}.raw.conflicts
        where contract = ${literal(contract.name)} and load_id in (${loads.join(", ")}) and stands in (${loads.join(", ")})`);
    if (unchanged.has(contract.name)) await connection.run(`create view ${raw} as ${rows}`);
    else if (shared.has(contract.name) && loads.length > 0)
      await connection.run(`create view ${raw} as ${rows} where load_id in (${loads.join(", ")})`);
    else {
      const landed = own.filter(({ same_as }) => same_as === null);
      const versions = await openRawTable(connection, contract, landed);
      replacing.set(contract.name, await leaveStanding(connection, versions));
      made.push(contract.name);
    }
  }
  const withdrawn = new Set(await withdraw(connection, made));
  refused.push(...found.strays.map(({ file, problem }) => ({ source: "", file, problem })));
  return { refused, same: sameOf(files), files, replacing, withdrawn, shared, unchanged };
}

const texts = (values: readonly (string | null)[]) =>
  values.map((value) => (value === null ? "null" : literal(value))).join(", ");

function loadValues({ load_id, same_as, has_days, extract, ...load }: LoadedFile): string {
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
  const covers = has_days && covers_to >= covers_from ? [covers_from, covers_to] : [null, null];
  const { rows_read, rows_loaded, rows_quarantined, values_blanked } = load;
  const counts = same_as !== null ? [0, 0, 0, 0] : [rows_read, rows_loaded, rows_quarantined, values_blanked];
  const notes = same_as !== null || load.notes.length === 0 ? null : load.notes.join("; ");
  const became = [same_as === null ? load.loaded_from : null, same_as, notes];
  return `(${load_id}, ${texts([...about, ...covers])}, ${counts.join(", ")}, ${texts(became)}, ${source.due !== "never"})`;
}

/** Makes `raw.loads`, `raw.quarantine`, `raw.reopened`, `raw.conflicts` and `raw.removed`, without a row. */
export async function createLoadTables(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create schema if not exists raw;
    create table raw.loads (
      load_id integer, source varchar, contract varchar, system varchar, later_files varchar, file varchar,
      sha256 varchar, received_on date, covers_from date, covers_to date,
      rows_read integer, rows_loaded integer, rows_quarantined integer, values_blanked integer,
      loaded_from varchar, same_as varchar, said varchar, is_expected boolean);
    create table raw.quarantine (
      load_id integer, sheet varchar, row_number bigint, kind varchar, column_name varchar, reason varchar);
    create table raw.reopened (contract varchar, reference varchar, closed_on date, reopened_on date);
    create table raw.conflicts (contract varchar, load_id integer, stands integer, rows integer);
    create table raw.removed (load_id integer, contract varchar, reference varchar, removed_on date, reason varchar);`);
}

/** `raw.loads` and `raw.quarantine` of files, and without a row what else is told of records: which were reopened and removed. */
async function createLoads(connection: DuckDBConnection, files: readonly LoadedFile[]): Promise<void> {
  await createLoadTables(connection);
  const values = files.map(loadValues);
  if (values.length > 0) await connection.run(`insert into raw.loads values ${values.join(", ")}`);
  const landed = files.filter(({ same_as }) => same_as === null);
  await insertQuarantine(connection, landed);
  await insertBlanked(connection, landed);
}

/** The raw table of each contract. While it is told which rows of one stand, those of the next are read by a connection `beside`. */
async function createRawTables(
  connection: DuckDBConnection,
  files: readonly LoadedFile[],
  beside: DuckDBConnection,
): Promise<Pick<Loaded, "replacing" | "withdrawn">> {
  await createLoads(connection, files);
  const landed = files.filter(({ same_as }) => same_as === null);
  const replacing = new Map<string, readonly number[]>();
  await readReferenceSpellings(connection, landed);
  const open = (contract: Contract) =>
    openRawTable(
      beside,
      contract,
      landed.filter(({ extract }) => extract.source.contract === contract.name),
    );
  const leave = async (versions: Versions | undefined) => {
    if (versions) replacing.set(versions.contract.name, await leaveStanding(connection, versions));
  };
  let opened: Versions | undefined;
  for (const contract of contracts.values()) [opened] = await both(open(contract), leave(opened));
  await leave(opened);
  return { replacing, withdrawn: new Set(await withdraw(connection, [...contracts.keys()])) };
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
