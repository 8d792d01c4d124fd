import type { DuckDBConnection } from "@duckdb/node-api";
import { numberOf } from "./compileContract.ts";
import { query } from "./database.ts";
import { reasons } from "./emptyCells.ts";
import { neededHeadings } from "./read/headings.ts";
import type { Notes, TextRows } from "./read/textRows.ts";
import { type Extract, hasMonthsAlone, type Source } from "./sources.ts";
import { literal, quote } from "./sqlText.ts";

/** The most rows that one row may stand for: a larger number is a slip, or no count. */
const mostCopies = 1_000_000;

/** Whether rows of a source are made of those in its files, or told by their place among them. */
export const isReshaped = (source: Source): boolean =>
  source.unpivot !== undefined ||
  source.stands_for !== undefined ||
  Object.values(source.made ?? {}).some(({ numbered }) => numbered);

/** Whether what lands of a file depends on the days that it covers. */
export const dependsOnPeriod = (source: Source): boolean =>
  hasMonthsAlone(source) || Object.values(source.made ?? {}).some(({ numbered }) => numbered);

/**
 * The rows that those of `text` stand for: a row to each cell of columns that are unpivoted, and as many as a row's count says. Each has
 * the number of the row it is made of. Notes say how many were read, so that none is lost.
 */
export async function reshape(
  connection: DuckDBConnection,
  files: readonly Pick<Extract, "source" | "covers_from">[],
  source: Source,
  text: TextRows,
): Promise<TextRows> {
  await connection.run(`create temp table cut_rows as select * from ${text.relation}`);
  const refused = new Map([...text.refused, ...(await text.settle())]);
  const number = text.isByPlace ? await numberByPlace(connection, source.header_row) : "_row";
  const { unpivot, stands_for } = source;
  const isThere = "cut._row is distinct from 0";
  const blank = (cell: string) => `nullif(trim(${cell}, e' \\t\\r\\n\u00a0'), '')`;
  const isBlank = (cell: string) =>
    `coalesce(list_contains([${source.empty.map((one) => literal(one.trim().toLowerCase())).join(", ")}]::varchar[], lower(${cell})), true)`;
  await connection.run(`
    create temp table long_rows as
    select cut.* replace (${number} as _row), cut.rowid as _place${
      unpivot ? `, generate_subscripts(_crossed, 1) as _cell, unnest(_crossed) as _crossing` : ", 1 as _cell"
    }
    from cut_rows as cut
    where ${isThere}
    order by _place, _cell`);
  if (unpivot)
    await connection.run(`
      delete from long_rows where ${isBlank(blank("_crossing.c"))}`);
  const times = stands_for === undefined ? "1" : countOf(source, blank(quote(stands_for)));
  await connection.run(`
    create temp table made_rows as
    select *, unnest(range(1, coalesce(_times, 1) + 1)) as _copy
    from (select *, ${times} as _times from long_rows)
    where coalesce(_times, 1) > 0
    order by _place, _cell, _copy`);
  const read = neededHeadings(source).map((heading) => `${quote(heading)}::varchar`);
  await connection.run(`
    insert into passed_over
    select cut._file, list_concat(cut._unread, [${read.join(", ")}]::varchar[])
    from cut_rows as cut
    where ${isThere} and cut.rowid not in (select _place from made_rows)`);
  const periods = files.map(({ covers_from }) => literal(covers_from)).join(", ");
  const names = `concat_ws('-', ([${periods}])[_file + 1], nullif(_sheet, ''), _row${unpivot ? ", _cell" : ""}${stands_for === undefined ? "" : ", _copy"})`;
  const crossed = unpivot
    ? `, ${hasMonthsAlone(source) ? withYear("_crossing.h", periods) : "_crossing.h"} as ${quote(unpivot.heading_is)}, _crossing.c as ${quote(unpivot.cell_is)}`
    : "";
  const fault =
    stands_for === undefined
      ? "_fault"
      : `coalesce(_fault, case when _times is null then ${literal(reasons.count)} end)`;
  return {
    relation: `(select * replace (${fault} as _fault), ${names} as _number${crossed} from made_rows)`,
    isByPlace: false,
    refused,
    notes: await sayMade(connection, text.notes),
    absent: text.absent,
    settle: () => Promise.resolve(new Map()),
  };
}

/** SQL of the name of a month with its year: of the months from the first of the file's period, the next that is called so. */
function withYear(heading: string, periods: string): string {
  const name = `rtrim(regexp_replace(${heading}, '(?i)^sept[.]?$', 'Sep'), '.')`;
  const month = `month(try_strptime(${name} || ' 2000', ['%b %Y', '%B %Y']))`;
  const first = `([${periods}])[_file + 1]::date`;
  const year = `year(${first}) + if(${month} < month(${first}), 1, 0)`;
  return `case when ${month} is null then ${heading} else ${name} || ' ' || (${year}) end`;
}

/** SQL of how many rows a row stands for, null where that can't be told. */
function countOf(source: Source, cell: string): string {
  const count = numberOf(source, cell);
  return `case when ${count} between 0 and ${mostCopies} then ${count} end`;
}

/** SQL of the number of a row of `cut_rows` in its file: broken records took a place, and aren't there. */
async function numberByPlace(connection: DuckDBConnection, headerRow: number): Promise<string> {
  const files = await query<{ file: number; first: number }>(
    connection,
    "select _file as file, min(rowid)::integer as first from cut_rows group by _file",
  );
  const broken = await query<{ file: number; after: number }>(
    connection,
    `select _file as file, (_row - row_number() over (partition by _file order by _row))::integer as after
     from broken_rows`,
  );
  const cases = files.map(({ file, first }) => {
    const place = `(cut.rowid - ${first} + ${headerRow + 1})`;
    const after = broken.filter((one) => one.file === file).map((one) => one.after);
    const more =
      after.length === 0
        ? ""
        : ` + len(list_filter([${after.join(", ")}], lambda stands_after: stands_after < ${place}))`;
    return `when ${file} then ${place}${more}`;
  });
  return cases.length === 0 ? "cut._row" : `case cut._file ${cases.join(" ")} end`;
}

/** What is said of a file some of whose rows stand for others than one. */
async function sayMade(connection: DuckDBConnection, notes: Notes): Promise<Notes> {
  const counts = await query<{ file: number; cut: number; made: number; none: number }>(
    connection,
    `with cut as (select _file, rowid as _place from cut_rows where _row is distinct from 0),
     made as (select _place, count(*) as rows from made_rows group by _place)
     select cut._file as file, count(*)::integer as cut, coalesce(sum(made.rows), 0)::integer as made,
       count(*) filter (made.rows is null)::integer as none
     from cut left join made using (_place)
     group by cut._file`,
  );
  const said: Notes = new Map(notes);
  for (const { file, cut, made, none } of counts) {
    if (cut === made && none === 0) continue;
    const nothing = none === 0 ? "" : `, ${none} of them for none`;
    said.set(file, [...(said.get(file) ?? []), `its ${cut} rows stand for ${made}${nothing}`]);
  }
  return said;
}
