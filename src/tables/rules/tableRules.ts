import type { SeenCell, SeenSheet, SeenTable } from "./seen.ts";

/** What a sheet's table must be: each rule gives what is wrong, in a few words. */
export interface TableRule {
  name: string;
  check(sheet: SeenSheet, table: SeenTable): string[];
}

const isBlank = (cell: SeenCell | undefined) => cell === undefined || cell.text.trim() === "";
const shorthand = /^\[[a-z]+\]$/;

function bodyOf({ rows }: SeenSheet, table: SeenTable): (SeenCell | undefined)[][] {
  const width = table.right - table.left + 1;
  return rows
    .slice(table.top - 1 + table.headerRows, table.bottom)
    .map((row) => Array.from({ length: width }, (_, index) => row[table.left - 1 + index]));
}

function headingsOf({ rows }: SeenSheet, table: SeenTable): string[] {
  const row = rows[table.top - 1] ?? [];
  return Array.from(
    { length: table.right - table.left + 1 },
    (_, index) => row[table.left - 1 + index]?.text ?? "",
  );
}

/** The columns of a table: their headings and cells. */
function columnsOf(sheet: SeenSheet, table: SeenTable): { heading: string; cells: SeenCell[] }[] {
  const body = bodyOf(sheet, table);
  return headingsOf(sheet, table).map((heading, index) => ({
    heading,
    cells: body.flatMap((row) => row[index] ?? []),
  }));
}

/** The lines above a table, in column A. */
export function linesOf({ rows }: SeenSheet, table: SeenTable | undefined): string[] {
  return rows.slice(0, table ? table.top - 1 : rows.length).map((row) => row[0]?.text ?? "");
}

const numbers = ({ cells }: { cells: SeenCell[] }) => cells.filter(({ kind }) => kind === "number");

/** A cell where a number's place is taken by something other than a number. */
const isInPlace = ({ kind, text }: SeenCell) => kind === "text" && text !== "";

export const tableRules: TableRule[] = [
  {
    name: "the table starts in column A under the lines, and nothing is below or beside it",
    check({ rows }, table) {
      const below = rows.slice(table.bottom).some((row) => row.some((cell) => !isBlank(cell)));
      const beside = rows.some((row) => row.slice(table.right).some((cell) => !isBlank(cell)));
      const above = rows.slice(0, table.top - 1).some((row) => row.slice(1).some((cell) => !isBlank(cell)));
      return [
        ...(table.left === 1 ? [] : ["the table must start in column A"]),
        ...(below ? ["something is below the table"] : []),
        ...(beside || above ? ["something is beside the table or its lines"] : []),
      ];
    },
  },
  {
    name: "exactly one header row, no heading empty or repeated",
    check(sheet, table) {
      const headings = headingsOf(sheet, table).map((heading) => heading.trim().toLowerCase());
      return [
        ...(table.headerRows === 1 ? [] : [`${table.headerRows} header rows`]),
        ...(headings.includes("") ? ["an empty heading"] : []),
        ...(new Set(headings).size === headings.length ? [] : ["a heading is repeated"]),
      ];
    },
  },
  {
    name: "no blank rows or columns inside",
    check(sheet, table) {
      const body = bodyOf(sheet, table);
      const columns = headingsOf(sheet, table).map((_, index) => body.map((row) => row[index]));
      return [
        ...(body.length === 0 || body.some((row) => row.every(isBlank)) ? ["a blank row"] : []),
        ...(columns.some((cells) => cells.every(isBlank)) ? ["a blank column"] : []),
        ...(linesOf(sheet, table).some((line) => line.trim() === "") ? ["a blank row above the table"] : []),
      ];
    },
  },
  {
    name: "blank cells only with one stated reason",
    check(sheet, table) {
      const has = bodyOf(sheet, table).some((row) => row.some(isBlank));
      const reasons = linesOf(sheet, table).filter((line) => /^Blank cells: \S/.test(line));
      return has && reasons.length !== 1 ? ["blank cells without one reason above the table"] : [];
    },
  },
  {
    name: "no filters",
    check: (sheet, table) => (sheet.hasFilter || table.hasFilter ? ["a filter"] : []),
  },
  {
    name: "numbers have thousands separators and stand to the right",
    check(sheet, table) {
      const all = columnsOf(sheet, table).flatMap(numbers);
      return [
        ...(all.every(({ style }) => style.isGrouped) ? [] : ["a number without thousands separators"]),
        ...(all.every(({ style }) => style.side === "right") ? [] : ["a number that isn't to the right"]),
      ];
    },
  },
  {
    name: "one precision to a column",
    check(sheet, table) {
      return columnsOf(sheet, table).flatMap((column) => {
        const shown = new Set(numbers(column).map(({ style }) => style.decimals));
        const isMore = numbers(column).some(
          ({ text, style }) => (text.split(".")[1]?.length ?? 0) > (style.decimals ?? 0),
        );
        return shown.size > 1 || isMore ? [`${column.heading}: more than one precision`] : [];
      });
    },
  },
  {
    name: "a number's place holds a number or shorthand",
    check(sheet, table) {
      return columnsOf(sheet, table).flatMap((column) => {
        const isNumeric = numbers(column).length > 0;
        const odd = column.cells.filter((cell) => isInPlace(cell) && !shorthand.test(cell.text));
        return isNumeric && odd.length > 0 ? [`${column.heading}: text among numbers`] : [];
      });
    },
  },
  {
    name: "shorthand is in square brackets, and explained above",
    check(sheet, table) {
      const cells = columnsOf(sheet, table).flatMap((column) => column.cells.filter(isInPlace));
      const line = linesOf(sheet, table).find((text) => /shorthand/i.test(text)) ?? "";
      const used = [...new Set(cells.map(({ text }) => text).filter((text) => shorthand.test(text)))];
      const isListed = /^Notes and shorthand$/.test(linesOf(sheet, table)[0] ?? "");
      const bad = cells.some(({ text }) =>
        /^(n\/?a|not available|-+|–|—|\.+|\*+|:|null|nan)$/i.test(text.trim()),
      );
      return [
        ...(bad ? ["a sign that isn't shorthand stands for a value"] : []),
        ...used.filter((one) => !isListed && !line.includes(one)).map((one) => `${one} isn't explained`),
      ];
    },
  },
  {
    name: "separate columns for the ends of an interval",
    check(sheet, table) {
      const pair = /^[[(]?\s*[-+]?[\d.,]+%?\s*(to|–|-|±|,|\u00b1)\s*[-+]?[\d.,]+%?\s*[\])]?$/i;
      return columnsOf(sheet, table).flatMap(({ heading, cells }) => {
        const isInterval = /interval|confidence|limits|range/i.test(heading);
        return isInterval && cells.some(({ kind, text }) => kind === "text" && pair.test(text))
          ? [`${heading}: both ends in one cell`]
          : [];
      });
    },
  },
  {
    name: "no symbols in headings",
    check(sheet, table) {
      const headings = [linesOf(sheet, table)[0] ?? "", ...headingsOf(sheet, table)];
      return headings.some((text) => /[*†‡§¶#¹²³⁰-⁹₀-₉]/u.test(text)) ? ["a symbol in a heading"] : [];
    },
  },
];
