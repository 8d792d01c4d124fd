import type { DuckDBConnection } from "@duckdb/node-api";
import { quote } from "../compileContract.ts";
import { DataError } from "../dataError.ts";
import { readHeadings } from "../mapping.ts";
import type { Source } from "../sources.ts";
import { appendTexts } from "./appendTexts.ts";
import {
  checkHeadings,
  isCrossed,
  mappedHeadings,
  neededHeadings,
  toKnownHeadings,
  unreadTexts,
} from "./headings.ts";
import { toPlainName } from "./plainName.ts";
import { listSheets, readSheets } from "./spreadsheet.ts";
import { toColumnLetters, toShownName } from "./spreadsheetLimits.ts";
import {
  type Absent,
  type Notes,
  type Refused,
  type TextFile,
  type TextRows,
  toRefusal,
} from "./textRows.ts";

type Cells = (string | null)[];

/** The rows of the mapped sheets of XLSX or ODS workbooks of one source; each sheet's headings are compared. */
export async function readWorkbooks(
  connection: DuckDBConnection,
  files: readonly TextFile[],
  source: Source,
): Promise<TextRows> {
  const names = mappedHeadings(source);
  const columnOf = (heading: string) => `column${names.indexOf(heading)}`;
  await connection.run(
    `create temp table cells (_file varchar, _sheet varchar, _row varchar, _fault varchar, _cells varchar, ${names.map((name) => `${columnOf(name)} varchar`).join(", ")})`,
  );
  const texts = await appendTexts(connection, "cells", names.length + 5);
  const refused: Refused = new Map();
  const notes: Notes = new Map();
  const absent: Absent = new Map();
  for (const [number, file] of files.entries()) {
    try {
      const said: string[] = [];
      notes.set(number, said);
      const lacking: string[] = [];
      absent.set(number, lacking);
      for await (const row of readRows(file, names, said, lacking)) {
        texts.add([String(number), ...row]);
      }
    } catch (error) {
      refused.set(number, toRefusal(file, error));
    }
  }
  texts.close();
  const filled = names.map((name) => `nullif(trim(${columnOf(name)}), '')`).join(", ");
  const read = neededHeadings(source).map((heading) => `${columnOf(heading)} as ${quote(heading)}`);
  const crossed = source.unpivot
    ? [`from_json(_cells, '[{"h": "VARCHAR", "c": "VARCHAR"}]') as _crossed`]
    : [];
  const left = [...refused.keys()].map((number) => ` and _file <> '${number}'`).join("");
  return {
    relation: `(
      select _file::integer as _file, _sheet, _row::bigint as _row, _fault,
        ${[...read, unreadTexts(names, source, columnOf), ...crossed].join(", ")}
      from cells
      where coalesce(_fault, nullif(_cells, '[]'), ${filled}) is not null${left})`,
    isByPlace: false,
    refused,
    notes,
    absent,
    settle: () => Promise.resolve(new Map()),
  };
}

/**
 * Sheet, row number, what is wrong with the row and the cells of `names`, of each row below the headings. Of a workbook whose
 * sheets aren't named, hidden ones without the headings are passed over: they hold lists. `said` is told of what is hidden,
 * and `lacking` of the mapped headings that a sheet doesn't have.
 */
async function* readRows(
  { path, file, source }: TextFile,
  names: readonly string[],
  said: string[],
  lacking: string[],
): AsyncGenerator<Cells> {
  const sheets = new Map<string, { positions: number[]; crossed: [string, number][]; width: number }>();
  const passedOver = new Set<string>();
  const hiddenRows = new Map<string, number>();
  for await (const batch of readSheets(path, source.sheets)) {
    for (const { sheet, row, cells, hidden } of batch) {
      if (row < source.header_row || passedOver.has(sheet)) continue;
      const known = sheets.get(sheet);
      if (!known) {
        const headings = row === source.header_row ? toKnownHeadings(cells, source) : [];
        if (hidden === "sheet" && source.sheets === "all" && isOfLists(headings, source)) {
          passedOver.add(sheet);
          said.push(`sheet ${toShownName(sheet)} is hidden and has other headings, so it is not read`);
          continue;
        }
        if (row > source.header_row) throw missingHeadings(file, sheet, source.header_row);
        lacking.push(...checkHeadings(headings, source, `${file}, sheet ${sheet}`));
        sheets.set(sheet, {
          positions: names.map((name) => headings.indexOf(name)),
          crossed: headings.flatMap((heading, place) =>
            isCrossed(heading, source) ? [[heading, place] as [string, number]] : [],
          ),
          width: headings.length,
        });
        if (hidden === "sheet") said.push(`sheet ${toShownName(sheet)} is hidden, and is read`);
        continue;
      }
      if (hidden === "row") hiddenRows.set(sheet, (hiddenRows.get(sheet) ?? 0) + 1);
      const values = known.positions.map((position) => cells[position] ?? null);
      const crossed = known.crossed.flatMap(([h, place]) => {
        const c = cells[place] ?? null;
        return c === null || c.trim() === "" ? [] : [{ h, c }];
      });
      yield [sheet, String(row), findBeyond(cells, known.width), JSON.stringify(crossed), ...values];
    }
  }
  for (const [sheet, rows] of hiddenRows)
    said.push(
      `${rows} hidden ${rows === 1 ? "row" : "rows"} of sheet ${toShownName(sheet)} ${rows === 1 ? "is" : "are"} read`,
    );
  const read = [...sheets.keys()].map(toPlainName);
  const missing =
    source.sheets === "all" ? [] : source.sheets.filter((sheet) => !read.includes(toPlainName(sheet)));
  const [first] = missing;
  if (first !== undefined) throw missingHeadings(file, first, source.header_row);
  for (const sheet of await findUnnamed(path, source))
    said.push(
      `sheet ${toShownName(sheet)} has the same headings and is not read, for its source doesn’t name it`,
    );
}

/** The sheets on view that have the headings of those which a source names, and aren't among them: one more year's, for instance. */
async function findUnnamed(path: string, source: Source): Promise<string[]> {
  if (source.sheets === "all") return [];
  const named = new Set(source.sheets.map(toPlainName));
  const others = (await listSheets(path)).filter((one) => !named.has(toPlainName(one)));
  const found: string[] = [];
  for (const sheet of others) if (await hasHeadings(path, sheet, source)) found.push(sheet);
  return found;
}

/** Whether a sheet that isn't asked for is on view and has what a source reads; one that can't be read, such as a chart, hasn't. */
async function hasHeadings(path: string, sheet: string, source: Source): Promise<boolean> {
  try {
    for await (const batch of readSheets(path, [sheet])) {
      const first = batch.find(({ row }) => row >= source.header_row);
      if (first === undefined) continue;
      const headings = first.row === source.header_row ? toKnownHeadings(first.cells, source) : [];
      const needed = neededHeadings(source);
      return first.hidden !== "sheet" && needed.length > 0 && needed.every((one) => headings.includes(one));
    }
    return false;
  } catch (error) {
    if (error instanceof DataError) return false;
    throw error;
  }
}

/** Whether a sheet has so few of the headings that it is of something else. */
function isOfLists(headings: readonly string[], source: Source): boolean {
  const mapped = readHeadings(source);
  return mapped.filter((heading) => headings.includes(heading)).length * 2 < mapped.length;
}

/** What is wrong with a row that has a value past the last heading. */
function findBeyond(cells: Cells, width: number): string | null {
  const place = cells.findIndex((cell, index) => index >= width && cell !== null && cell.trim() !== "");
  return place === -1 ? null : `a value in column ${toColumnLetters(place + 1)}, past the last heading`;
}

function missingHeadings(file: string, sheet: string, row: number): DataError {
  return new DataError(
    `${file} can't be loaded.`,
    [`sheet ${sheet}: no headings in row ${row}`],
    "Did the workbook change? Its header_row is in sources.yaml.",
  );
}
