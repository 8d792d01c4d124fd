import { decodeEscapes } from "./escapes.ts";
import { seam } from "./finding.ts";
import { readMarkup } from "./markup.ts";
import type { ReadTable } from "./readTables.ts";

type Entries = readonly { name: string; bytes: Buffer }[];

const textOf = (entries: Entries, name: string) =>
  entries.find((entry) => entry.name.toLowerCase() === name)?.bytes.toString("utf8") ?? "";

/** The texts of an XLSX's shared strings, by their number. */
function readSharedStrings(entries: Entries): string[] {
  const strings: string[] = [];
  let isOpen = false;
  for (const piece of readMarkup(textOf(entries, "xl/sharedstrings.xml"))) {
    if (piece.kind === "text") {
      if (isOpen) strings.push((strings.pop() ?? "") + decodeEscapes(piece.text));
    } else if (piece.name === "si") {
      isOpen = piece.kind === "open" && !piece.isEmpty;
      if (piece.kind === "open") strings.push("");
    }
  }
  return strings;
}

/** The column of a cell's address from nought: 'C7' is in column 2. */
function columnOf(address: string): number {
  let column = 0;
  for (const letter of /^[A-Z]*/.exec(address)?.[0] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function xlsxRows(sheet: string, strings: readonly string[]): string[][] {
  const rows: string[][] = [];
  let column = -1;
  let isShared = false;
  let isFormula = false;
  for (const piece of readMarkup(sheet)) {
    const row = rows.at(-1);
    if (piece.kind === "open") {
      const attributes = new Map(piece.attributes);
      if (piece.name === "row") {
        rows.push([]);
        column = -1;
      } else if (piece.name === "c" && row) {
        const address = attributes.get("r");
        column = address === undefined ? column + 1 : columnOf(address);
        while (row.length <= column && column < 16_384) row.push("");
        isShared = attributes.get("t") === "s";
      } else if (piece.name === "f") isFormula = !piece.isEmpty;
    } else if (piece.kind === "close") {
      if (piece.name === "f") isFormula = false;
    } else if (row && column >= 0 && !isFormula && column < row.length) {
      const text = decodeEscapes(piece.text).trim();
      row[column] += isShared ? (strings[Number(text)] ?? "") : text;
    }
  }
  return rows;
}

/** The sheets of an ODS: what each cell shows, and what it holds where that isn't the same. */
function odsSheets(content: string): { name: string; rows: string[][] }[] {
  const sheets: { name: string; rows: string[][] }[] = [];
  let cell: string[] | undefined;
  for (const piece of readMarkup(content)) {
    const rows = sheets.at(-1)?.rows;
    if (piece.kind === "text") cell?.push(decodeEscapes(piece.text));
    else if (piece.name === "table:table" && piece.kind === "open")
      sheets.push({ name: new Map(piece.attributes).get("table:name") ?? "", rows: [] });
    else if (piece.name === "table:table-row" && piece.kind === "open") rows?.push([]);
    else if (/^table:(?:covered-)?table-cell$/.test(piece.name)) {
      if (piece.kind === "open") {
        const attributes = new Map(piece.attributes);
        const held = ["office:value", "office:string-value", "office:date-value"].flatMap(
          (key) => attributes.get(key) ?? [],
        );
        cell = held.map((value) => `${decodeEscapes(value)}${seam}`);
        const repeats = Math.min(Number(attributes.get("table:number-columns-repeated") ?? "1"), 1024);
        for (let before = 1; before < repeats; before += 1) rows?.at(-1)?.push(held.join(seam));
        if (!piece.isEmpty) continue;
      }
      rows?.at(-1)?.push((cell ?? []).join("").trim());
      cell = undefined;
    }
  }
  return sheets;
}

/** Splits a sheet at its header: the first row of two or more filled cells. What stands above says what it is about. */
function toTable(where: string, name: string, rows: readonly string[][]): ReadTable {
  const first = rows.findIndex((row) => row.filter((cell) => cell !== "").length > 1);
  const above = rows.slice(0, Math.max(first, 0)).flat();
  return {
    where,
    about: [name, ...above.filter((cell) => cell !== "")],
    header: rows[first] ?? [],
    rows: first === -1 ? [] : rows.slice(first + 1),
  };
}

/** The tables of an ODS or XLSX, one to a sheet, from the entries of its archive; none of any other archive. */
export function readWorkbookTables(entries: Entries): ReadTable[] {
  const content = textOf(entries, "content.xml");
  if (content !== "")
    return odsSheets(content).map(({ name, rows }, index) => toTable(`sheet ${index + 1}`, name, rows));
  const strings = readSharedStrings(entries);
  const names = [...textOf(entries, "xl/workbook.xml").matchAll(/<(?:\w+:)?sheet\b[^>]*\bname="([^"]*)"/g)];
  return entries
    .filter(({ name }) => /^xl\/worksheets\/[^/]+\.xml$/i.test(name))
    .map(({ bytes }, index) => {
      const rows = xlsxRows(bytes.toString("utf8"), strings);
      return toTable(`sheet ${index + 1}`, decodeEscapes(names[index]?.[1] ?? ""), rows);
    });
}
