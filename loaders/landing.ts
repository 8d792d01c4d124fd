import { createHash, randomUUID } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { compileContract, literal } from "./compileContract.ts";
import type { Contract } from "./contract.ts";
import { contracts } from "./contracts.ts";
import { queryOne } from "./database.ts";
import { DataError, isDiskFull } from "./dataError.ts";
import { readCsv } from "./read/csv.ts";
import { readJsonLines } from "./read/jsonLines.ts";
import { readParquet } from "./read/parquet.ts";
import { clearTextRows, type TextRows } from "./read/textRows.ts";
import { readWorkbook } from "./read/workbook.ts";
import type { Extract } from "./sources.ts";

/** Changes when the readers or the compiled SQL would give other rows for the same file and mapping. */
const landingVersion = 2;

const Counts = z.object({ rows_read: z.int(), rows_loaded: z.int(), rows_quarantined: z.int() });

/** A file that has been parsed: where its rows are, and what became of each row that was read. */
export interface Landed extends z.infer<typeof Counts> {
  extract: Extract;
  sha256: string;
  loaded_from: "parsed" | "landed";
  rows: string;
  quarantine: string;
}

async function hashFile({ path, file }: Extract): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new DataError(`${file} can't be opened.`, [code], "Is it a file, and may you read it?");
  }
  return hash.digest("hex");
}

/**
 * The landed rows of an extract: parsed now, or found under `folder` by the hash of the file and of all that
 * bears on how it is read. What is written appears whole or not at all. Throws a DataError when the file
 * can't be read as its mapping says.
 */
export async function land(connection: DuckDBConnection, extract: Extract, folder: string): Promise<Landed> {
  const { source, received_on } = extract;
  const contract = contracts.get(source.contract);
  if (!contract) throw new Error(`unknown contract: ${source.contract}`);
  const select = compileContract(contract, source, "text rows", received_on);
  const sha256 = await hashFile(extract);
  const reading = JSON.stringify([
    landingVersion,
    source.format,
    source.encoding,
    source.delimiter,
    source.sheets,
    source.header_row,
    source.not_read,
    source.columns,
    select,
  ]);
  const key = createHash("sha256").update(sha256).update(reading).digest("hex").slice(0, 32);
  const home = join(folder, source.id, key);
  const landed = {
    extract,
    sha256,
    rows: join(home, "rows.parquet"),
    quarantine: join(home, "quarantine.parquet"),
  };
  if (existsSync(home)) {
    const counts = Counts.parse(JSON.parse(readFileSync(join(home, "counts.json"), "utf8")));
    return { ...landed, ...counts, loaded_from: "landed" };
  }
  const work = join(folder, source.id, `.${key}-${randomUUID()}`);
  mkdirSync(work, { recursive: true });
  try {
    await judge(connection, extract, contract, join(work, "decoded"));
    const counts = await write(connection, work);
    rmSync(join(work, "decoded"), { force: true });
    place(work, home);
    return { ...landed, ...counts, loaded_from: "parsed" };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Puts what was written in its place, unless the same bytes have been landed there meanwhile under another name. */
function place(work: string, home: string): void {
  try {
    renameSync(work, home);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}

/** Reads the file and judges its rows: `judged_rows` and `broken_rows` are what comes of it. */
async function judge(
  connection: DuckDBConnection,
  extract: Extract,
  contract: Contract,
  scratch: string,
): Promise<void> {
  await clearTextRows(connection);
  try {
    const { relation, settle } = await read(connection, extract, scratch);
    const select = compileContract(contract, extract.source, relation, extract.received_on);
    await connection.run(`create temp table judged_rows as ${select}`);
    await settle();
  } catch (error) {
    if (error instanceof DataError) throw error;
    // A full disk is no fault of the extract's: the build must stop, not go on without the file.
    if (isDiskFull(error)) throw error;
    // The database's message may quote the row, so it goes no further.
    const kind = error instanceof Error ? error.constructor.name : "error";
    throw new DataError(
      `${extract.file} can't be loaded.`,
      [`it could not be read as ${extract.source.format} (${kind})`],
      "Open it to see whether it is whole, and export it again.",
    );
  }
}

function read(connection: DuckDBConnection, extract: Extract, scratch: string): Promise<TextRows> {
  const { format } = extract.source;
  if (format === "csv") return readCsv(connection, extract, scratch);
  if (format === "jsonl") return readJsonLines(connection, extract);
  if (format === "parquet") return readParquet(connection, extract);
  return readWorkbook(connection, extract);
}

async function write(connection: DuckDBConnection, work: string): Promise<z.infer<typeof Counts>> {
  const counts = Counts.parse(
    await queryOne(
      connection,
      `select
        (count(*) + (select count(*) from broken_rows))::integer as rows_read,
        count(*) filter (where _reason is null)::integer as rows_loaded,
        (count(*) filter (where _reason is not null) + (select count(*) from broken_rows))::integer as rows_quarantined
      from judged_rows`,
    ),
  );
  if (counts.rows_read !== counts.rows_loaded + counts.rows_quarantined)
    throw new Error("invalid landing: rows read must equal rows loaded plus rows quarantined");
  await connection.run(`
    copy (select * exclude (_column, _reason) from judged_rows where _reason is null order by _sheet, _row)
    to ${literal(join(work, "rows.parquet"))} (format parquet, compression zstd)`);
  if (counts.rows_quarantined > 0) {
    await connection.run(`
      copy (
        select _sheet, _row, _column, _reason from judged_rows where _reason is not null
        union all by name
        select _sheet, _row, '' as _column, _reason from broken_rows
        order by _sheet, _row
      ) to ${literal(join(work, "quarantine.parquet"))} (format parquet)`);
  }
  writeFileSync(join(work, "counts.json"), JSON.stringify(counts));
  return counts;
}
