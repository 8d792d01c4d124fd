import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote, rawColumns } from "./compileContract.ts";
import { type Contract, sameBy } from "./contract.ts";
import { query } from "./database.ts";
import { reasons } from "./emptyCells.ts";
import { holdsAll } from "./fetchedFiles.ts";
import { contractOf, type Landed } from "./landing.ts";
import { uniteReferences } from "./referenceSpellings.ts";
import type { Extract, Source } from "./sources.ts";
import { uniteSpellings } from "./spellings.ts";
import { type Vocabulary, wordsMeaning } from "./vocabulary.ts";

/** A file that is loaded, with its number among the loads, and the newest file that holds its bytes for its period. */
export interface Version extends Landed {
  load_id: number;
  newest: Extract;
}

/**
 * Which of two files tells of a later state: that whose days go further, then that received later. An older month sent
 * again is thus older than the months since, whenever it comes.
 */
function compareVersions({ newest: a }: Version, { newest: b }: Version): number {
  const stateOf = ({ covers_to, received_on, file }: Extract) => `${covers_to}\t${received_on}\t${file}`;
  return stateOf(a) < stateOf(b) ? -1 : stateOf(a) > stateOf(b) ? 1 : 0;
}

/** Of each source the file that tells of the latest state. */
function latestOfEach(files: readonly Version[]): Version[] {
  const latest = new Map<string, Version>();
  for (const one of [...files].sort(compareVersions)) latest.set(one.extract.source.id, one);
  return [...latest.values()];
}

/**
 * The files of each source in groups of those whose periods have a day in common, a number to each file: one is a version
 * of another, or a part of the same period. In order of their first day.
 */
function groupByPeriod(files: readonly Version[]): Map<Version, number> {
  const groups = new Map<Version, number>();
  const ordered = [...files].sort((a, b) => (a.extract.covers_from < b.extract.covers_from ? -1 : 1));
  const open = new Map<Source, { group: number; to: string }>();
  let count = 0;
  for (const one of ordered) {
    const { source, covers_from, period_to } = one.extract;
    const last = open.get(source);
    const isSame = last !== undefined && covers_from <= last.to;
    const group = isSame ? last.group : count++;
    open.set(source, { group, to: isSame && last.to > period_to ? last.to : period_to });
    groups.set(one, group);
  }
  return groups;
}

/** SQL of the value for the file a row is read from: one of `values`, in the order of the files. */
const ofEach = (values: readonly (number | string)[]) => `([${values.join(", ")}])[_file]`;

function emptyTable(contract: Contract): string {
  const columns = [...rawColumns(contract)].map(([name, type]) => `${quote(name)} ${type}`);
  return `create table raw.${quote(contract.name)} (load_id integer, ${columns.join(", ")}, blanked varchar[] default [])`;
}

/** Every row of `files` in their table, with `_file_order`, `_period`, `_sheet`, `_row` and, where a source has it, `_modified`. */
async function createVersions(
  connection: DuckDBConnection,
  contract: Contract,
  files: readonly Version[],
  hasModified: boolean,
): Promise<void> {
  const ordered = [...files].sort(compareVersions);
  const groups = groupByPeriod(files);
  const values = [...rawColumns(contract).keys()].map((column) => `rows.${quote(column)}`);
  values.push("list_transform(rows._blanked, lambda blank: split_part(blank, e'\\t', 1)) as blanked");
  if (hasModified) values.push("rows._modified");
  // Files are read in the order of their loads and each is in order: nothing needs sorting, nor a join that could mix them.
  await connection.run(`
    create table raw.${quote(contract.name)} as
    select
      ${ofEach(files.map(({ load_id }) => load_id))} as load_id,
      ${ofEach(files.map((one) => ordered.indexOf(one)))} as _file_order,
      ${ofEach(files.map((one) => groups.get(one) ?? 0))} as _period,
      _sheet, _row, ${values.join(", ")}
    from (
      select *, file_index::bigint + 1 as _file
      from read_parquet(
        [${files.map(({ rows }) => literal(rows)).join(", ")}], union_by_name = ${hasModified})
    ) as rows`);
}

/** How the rows with one key are ordered, the one that stands first. */
interface Order {
  isUpdate: boolean;
  hasModified: boolean;
}

/** SQL that ranks the rows with one key, of `repeated`. */
function rankedBy(contract: Contract, { isUpdate, hasModified }: Order): string {
  const order = [
    // Of a source that only adds, what happened on another day and came in another period is another thing.
    ...(isUpdate ? [] : ["_thing"]),
    ...(hasModified ? ["_modified desc nulls last"] : []),
    "_file_order desc",
    "_sheet",
    "_row",
  ];
  return `partition by ${sameBy(contract).map(quote).join(", ")} order by ${order.join(", ")}`;
}

/**
 * SQL of the rows whose key comes more than once, each with its `place` and which `_thing` it tells of: those of one period,
 * and of files that have the time before again, on one day, are versions of one. They are few, so these alone are ranked.
 */
function repeated(contract: Contract): string {
  const key = sameBy(contract).map(quote).join(", ");
  const raw = `raw.${quote(contract.name)}`;
  const happened = contract.rules.find(({ relation }) => relation === "not after receipt")?.column;
  const day = happened === undefined ? "null::date" : `${quote(happened)}::date`;
  return `(
    select *, rowid as place,
      coalesce(min(${day}) over (partition by ${key}, _period), date '1900-01-01' + _period) as _thing
    from ${raw}
    semi join (select ${key} from ${raw} group by all having count(*) > 1) using (${key})
  )`;
}

/**
 * `repeats`: of the rows with the same key all but the one that stands, the load of that one, and whether it is another thing
 * with the same key, a duplicate, or an earlier version.
 */
async function findRepeats(connection: DuckDBConnection, contract: Contract, order: Order): Promise<void> {
  const ranked = `over (${rankedBy(contract, order)})`;
  await connection.run(`
    create temp table repeats as
    select place, load_id, _sheet, _row,
      first_value(load_id) ${ranked} as stands,
      ${order.isUpdate ? "false" : `_thing <> first_value(_thing) ${ranked}`} as is_duplicate
    from ${repeated(contract)}
    qualify row_number() ${ranked} > 1`);
}

/**
 * `raw.reopened`: each time a version of a record is open that comes after a closed one: the day that was closed and the
 * last day of the file that first shows it open again. Of no later day than the closed one was, it corrects that, and
 * nothing is said of when it was opened again.
 */
async function findReopened(
  connection: DuckDBConnection,
  contract: Contract,
  files: readonly Version[],
  order: Order,
): Promise<void> {
  if (!rawColumns(contract).has("closed_on") || !order.isUpdate) return;
  const reference = quote(contract.key[0] ?? "");
  const ordered = [...files].sort(compareVersions);
  const days = ordered.map(({ newest }) => `date ${literal(newest.covers_to)}`);
  await connection.run(`
    insert into raw.reopened
    with versions as (
      select
        ${reference} as reference, closed_on, blanked, ([${days.join(", ")}])[_file_order + 1] as seen_on,
        row_number() over (${rankedBy(contract, order)}) as age
      from ${repeated(contract)}
    ),
    followed as (
      select
        *,
        lag(closed_on) over (partition by reference order by age desc) as closed_before,
        lag(seen_on) over (partition by reference order by age desc) as seen_before
      from versions
      where not list_contains(blanked, 'closed_on')
    )
    select
      ${literal(contract.name)}, reference, closed_before,
      if(seen_on > seen_before, greatest(seen_on, closed_before), null)
    from followed
    where closed_on is null and closed_before is not null
    order by reference, closed_before, seen_on`);
}

/** Two files that may have the same records, with nothing to say which of them is right. */
interface Rivals {
  one: Version;
  other: Version;
}

/** The files of two sources with a day in common, and those of one source that came on one day for the same days. */
function findRivals(files: readonly Version[]): Rivals[] {
  const isRival = (a: Extract, b: Extract, isDated: boolean) => {
    if (a.covers_from > b.covers_to || b.covers_from > a.covers_to) return false;
    if (a.source.id !== b.source.id) return true;
    const isOfOneDay = a.received_on === b.received_on && a.covers_from === b.covers_from;
    return !isDated && isOfOneDay && a.covers_to === b.covers_to;
  };
  return files.flatMap((one, index) =>
    files.slice(index + 1).flatMap((other) => {
      const isDated = one.extract.source.modified !== undefined;
      return isRival(one.newest, other.newest, isDated) ? [{ one, other }] : [];
    }),
  );
}

/**
 * `raw.conflicts`: of two rival files how many rows of one differ from those of the other, whether or not a later file says
 * more: of one source, where what stands is the other's.
 */
async function findConflicts(
  connection: DuckDBConnection,
  contract: Contract,
  files: readonly Version[],
  { isUpdate }: Order,
): Promise<void> {
  const rivals = findRivals(files).flatMap(({ one, other }) => {
    const [first, last] = [one, other].toSorted(compareVersions);
    const isSame = one.extract.source.id === other.extract.source.id;
    return first && last ? [`(${first.load_id}, ${last.load_id}, ${isSame})`] : [];
  });
  if (rivals.length === 0) return;
  const differs = [...rawColumns(contract).keys()]
    .map((name) => `rows.${quote(name)} is distinct from others.${quote(name)}`)
    .join(" or ");
  const key = sameBy(contract).map(quote).join(", ");
  await connection.run(`
    insert into raw.conflicts
    with repeated as (select * from ${repeated(contract)}),
    rivals(load_id, stands, is_same) as (values ${rivals.join(", ")})
    select ${literal(contract.name)}, rows.load_id, others.load_id, count(*)
    from repeated as rows
    join repeated as others using (${key}${isUpdate ? "" : ", _thing"})
    join rivals on rivals.load_id = rows.load_id and rivals.stands = others.load_id
    left join repeats on repeats.place = others.place
    where (${differs})
      and (repeats.place is null or not is_same)
    group by rows.load_id, others.load_id
    order by rows.load_id, others.load_id`);
}

async function quarantineDuplicates(connection: DuckDBConnection, contract: Contract): Promise<void> {
  await connection.run(`
    insert into raw.quarantine
    select load_id, _sheet, _row, 'row set aside', ${literal(contract.key[0] ?? "")}, ${literal(reasons.taken)} from repeats
    where is_duplicate
    order by load_id, _sheet, _row;
    update raw.loads set
      rows_loaded = rows_loaded - counted.repeats,
      rows_quarantined = rows_quarantined + counted.repeats
    from (select load_id, count(*) as repeats from repeats where is_duplicate group by load_id) as counted
    where counted.load_id = loads.load_id;`);
}

/** Of each source with files that hold all records the latest of those, and all that are earlier than it. */
function fullExtracts(files: readonly Version[]): { latest: Version; earlier: Version[] }[] {
  return latestOfEach(files.filter(({ extract }) => holdsAll(extract))).map((latest) => ({
    latest,
    earlier: files.filter(
      (one) => one.extract.source === latest.extract.source && compareVersions(one, latest) < 0,
    ),
  }));
}

/** `present`: the keys that the latest of full extracts have, while the rows of all files are there. */
async function findPresent(
  connection: DuckDBConnection,
  contract: Contract,
  files: readonly Version[],
): Promise<void> {
  const loads = fullExtracts(files).map(({ latest }) => latest.load_id);
  await connection.run(`
    create temp table present as
    select load_id, ${contract.key.map(quote).join(", ")} from raw.${quote(contract.name)}
    where load_id in (${loads.length > 0 ? loads.join(", ") : "null"})`);
}

/** Rows of a full extract's earlier files that the latest one no longer has are gone, and listed in `raw.removed`. */
async function removeGone(
  connection: DuckDBConnection,
  contract: Contract,
  files: readonly Version[],
): Promise<void> {
  const raw = `raw.${quote(contract.name)}`;
  const key = contract.key.map(quote).join(", ");
  const reference = `concat_ws(' ', ${contract.key.map((name) => `${quote(name)}::varchar`).join(", ")})`;
  for (const { latest, earlier } of fullExtracts(files)) {
    if (earlier.length === 0) continue;
    const gone = `
      select rowid from ${raw}
      anti join (select * from present where load_id = ${latest.load_id}) as latest using (${key})
      where load_id in (${earlier.map(({ load_id }) => load_id).join(", ")})`;
    await connection.run(`
      insert into raw.removed
      select load_id, ${literal(contract.name)}, ${reference}, date ${literal(latest.extract.received_on)},
        'no longer in the extract'
      from ${raw} where rowid in (${gone});
      delete from ${raw} where rowid in (${gone});`);
  }
  await connection.run("drop table present");
}

/** What was closed as a duplicate of another record, or merged into one, is none of its own, and listed in `raw.removed`. */
async function removeMerged(
  connection: DuckDBConnection,
  contract: Contract,
  vocabulary: Vocabulary | undefined,
): Promise<void> {
  const columns = rawColumns(contract);
  const none = wordsMeaning(vocabulary, "feedback_closure", ["duplicate", "merged"]);
  if (!columns.has("closure") || !columns.has("closed_on") || none.length === 0) return;
  const isNone = `closure in (${none.map(literal).join(", ")})`;
  const raw = `raw.${quote(contract.name)}`;
  await connection.run(`
    insert into raw.removed
    select load_id, ${literal(contract.name)}, ${quote(contract.key[0] ?? "")}, closed_on, closure
    from ${raw} where ${isNone};
    delete from ${raw} where ${isNone};`);
}

/** The table of a contract with every row of its files, of which those that stand are still to be told. */
export interface Versions {
  contract: Contract;
  /** The files that hold what stands, those without a row too. */
  standing: readonly Version[];
  /** Those of them that have rows. */
  files: readonly Version[];
}

/** Makes `raw.<contract>` with every row of the files whose rows may stand; without any it is empty, and as it should be. */
export async function openRawTable(
  connection: DuckDBConnection,
  contract: Contract,
  landed: readonly Version[],
): Promise<Versions> {
  const rule = landed[0]?.extract.source.later_files;
  const standing = rule === "replace" ? latestOfEach(landed) : [...landed];
  const files = standing.filter(({ rows_loaded }) => rows_loaded > 0);
  const [first] = files;
  if (first === undefined) await connection.run(emptyTable(contract));
  else {
    await createVersions(connection, contract, files, hasModified(files));
    await uniteSpellings(connection, contractOf(first.extract.source));
  }
  return { contract, standing, files };
}

const hasModified = (files: readonly Version[]) =>
  files.some(({ extract }) => extract.source.modified !== undefined);

/**
 * Leaves in `raw.<contract>` of each record the version that stands. That is said by when it was last changed, where its
 * source tells, then by the days its file covers, then by when that was received. Of a source that only adds, a key that
 * comes again in another period and of another day is a duplicate, and set aside. Tells the loads whose rows stand in the
 * place of others. `readReferenceSpellings` has been asked before it.
 */
export async function leaveStanding(
  connection: DuckDBConnection,
  { contract, standing, files }: Versions,
): Promise<number[]> {
  const [first] = files;
  if (first === undefined) return [];
  const { later_files, vocabulary } = first.extract.source;
  await uniteReferences(connection, contractOf(first.extract.source));
  await findPresent(connection, contract, standing);
  const isUpdate = later_files === "update";
  const order = { isUpdate, hasModified: hasModified(files) };
  await findRepeats(connection, contract, order);
  await findConflicts(connection, contract, files, order);
  await findReopened(connection, contract, files, order);
  if (!isUpdate) await quarantineDuplicates(connection, contract);
  const raw = `raw.${quote(contract.name)}`;
  await connection.run(`delete from ${raw} where rowid in (select place from repeats)`);
  const replacing = await query<{ stands: number }>(
    connection,
    "select distinct stands from repeats order by stands",
  );
  await connection.run("drop table repeats");
  // A latest file without a row says that there is no record any more.
  await removeGone(connection, contract, standing);
  await removeMerged(connection, contract, vocabulary);
  const own = ["_file_order", "_period", "_sheet", "_row", ...(order.hasModified ? ["_modified"] : [])];
  for (const column of own) await connection.run(`alter table ${raw} drop column ${column}`);
  return replacing.map(({ stands }) => stands);
}
