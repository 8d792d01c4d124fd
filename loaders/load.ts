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

/** A file with the bytes of another of its source, `same_as`, whose rows are loaded. It stands for no days of its own. */
interface SameBytes {
  source: string;
  file: string;
  same_as: string;
}

export interface Loaded {
  refused: { source: string; file: string; problem: string }[];
  same: SameBytes[];
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
    const sameAs = await findSameBytes(connection, landed);
    await createRawTables(connection, landed, sameAs);
    const same = [...sameAs].map(([{ extract }, first]) => ({
      source: extract.source.id,
      file: extract.file,
      same_as: first.extract.file,
    }));
    return { refused, same };
  } finally {
    connection.closeSync();
  }
}

/** Newest first: the order in which one file's rows take the place of another's. */
function byAge(a: Landed, b: Landed): number {
  const age = (landed: Landed) => `${landed.extract.received_on}\t${landed.extract.file}`;
  return age(a) < age(b) ? 1 : age(a) > age(b) ? -1 : 0;
}

/** A landed file with its number among the loads. */
interface Numbered extends Landed {
  load_id: number;
}

const texts = (values: readonly (string | null)[]) =>
  values.map((value) => (value === null ? "null" : literal(value))).join(", ");

function loadValues({ load_id, extract, ...load }: Numbered, same: Landed | undefined): string {
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
  const covers = same && !source.covers_from ? [null, null] : [covers_from, covers_to];
  const counts = same ? [0, 0, 0] : [load.rows_read, load.rows_loaded, load.rows_quarantined];
  const became = [same ? null : load.loaded_from, same?.extract.file ?? null];
  return `(${load_id}, ${texts([...about, ...covers])}, ${counts.join(", ")}, ${texts(became)})`;
}

async function createRawTables(
  connection: DuckDBConnection,
  all: readonly Landed[],
  sameAs: ReadonlyMap<Landed, Landed>,
): Promise<void> {
  await connection.run(`
    create schema if not exists raw;
    create table raw.loads (
      load_id integer, source varchar, contract varchar, system varchar, later_files varchar, file varchar,
      sha256 varchar, received_on date, covers_from date, covers_to date,
      rows_read integer, rows_loaded integer, rows_quarantined integer, loaded_from varchar, same_as varchar);
    create table raw.quarantine (load_id integer, sheet varchar, row_number bigint, column_name varchar, reason varchar);`);
  const values = all.map((one, load_id) => loadValues({ ...one, load_id }, sameAs.get(one)));
  if (values.length > 0) await connection.run(`insert into raw.loads values ${values.join(", ")}`);
  const landed = all.flatMap((one, load_id) => (sameAs.has(one) ? [] : [{ ...one, load_id }]));
  await insertQuarantine(connection, landed);
  for (const contract of contracts.values()) {
    const own = landed.filter(({ extract }) => extract.source.contract === contract.name);
    await createRawTable(connection, contract, own);
  }
}

async function insertQuarantine(connection: DuckDBConnection, landed: readonly Numbered[]): Promise<void> {
  const files = landed.filter(({ rows_quarantined }) => rows_quarantined > 0);
  if (files.length === 0) return;
  const paths = files.map((one) => `(${one.load_id}, ${literal(one.quarantine)})`);
  // Files of the same bytes share what was landed.
  const distinct = [...new Set(files.map((one) => literal(one.quarantine)))];
  await connection.run(`
    insert into raw.quarantine
    select files.load_id, _sheet, _row, _column, _reason
    from read_parquet([${distinct.join(", ")}], filename = true) as rows
    join (values ${paths.join(", ")}) as files(load_id, path) on files.path = rows.filename
    order by files.load_id, _sheet, _row`);
}

function emptyTable(contract: Contract): string {
  const columns = [...rawColumns(contract)].map(([name, type]) => `${quote(name)} ${type}`);
  return `create table raw.${quote(contract.name)} (load_id integer, ${columns.join(", ")})`;
}

async function createRawTable(
  connection: DuckDBConnection,
  contract: Contract,
  landed: readonly Numbered[],
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
      ${values.join(", ")}
    from (
      select *, file_index::bigint + 1 as _file, ${ofEach(files.map(({ extract }) => literal(extract.source.id)))} as _source
      from read_parquet([${files.map(({ rows }) => literal(rows)).join(", ")}])
    ) as rows`);
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

function newestOfEach(landed: readonly Numbered[]): Numbered[] {
  const newest = new Map<string, Numbered>();
  for (const one of [...landed].sort(byAge)) {
    if (!newest.has(one.extract.source.id)) newest.set(one.extract.source.id, one);
  }
  return [...newest.values()];
}

/** A row of a source that only adds, whose key an earlier file already has, is a duplicate. */
async function quarantineRepeats(connection: DuckDBConnection, contract: Contract): Promise<void> {
  await connection.run(`
    insert into raw.quarantine
    select load_id, _sheet, _row, ${literal(contract.key[0] ?? "")}, 'duplicate' from repeats
    order by load_id, _sheet, _row;
    update raw.loads set
      rows_loaded = rows_loaded - counted.repeats,
      rows_quarantined = rows_quarantined + counted.repeats
    from (select load_id, count(*) as repeats from repeats group by load_id) as counted
    where counted.load_id = loads.load_id;`);
}
