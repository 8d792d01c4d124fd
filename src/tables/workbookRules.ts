import { basename } from "node:path";
import { tableName } from "./publishedTable.ts";
import type { SeenSheet, SeenWorkbook } from "./rules/seen.ts";
import { seeOds } from "./rules/seeOds.ts";
import { seeXlsx } from "./rules/seeXlsx.ts";
import { sheetRules } from "./rules/sheetRules.ts";
import { linesOf, tableRules } from "./rules/tableRules.ts";
import { openWorkbook, readTree } from "./rules/xmlTree.ts";

interface WorkbookRule {
  name: string;
  check(workbook: SeenWorkbook): string[];
}

const isTold = (condition: boolean, problem: string) => (condition ? [] : [problem]);
const isUnique = (names: readonly string[]) =>
  new Set(names.map((name) => name.toLowerCase())).size === names.length;
const textsOf = ({ rows }: SeenSheet) => rows.flat().map(({ text }) => text);

const workbookRules: WorkbookRule[] = [
  {
    name: "the document has a title",
    check: ({ title }) => isTold(title.trim() !== "", "no document title"),
  },
  {
    name: "the document has a language",
    check: ({ language }) =>
      isTold(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language), "no document language"),
  },
  {
    name: "it opens on the first sheet",
    check: ({ opensOn, sheets }) => isTold(opensOn === sheets[0]?.name, "it doesn't open on the first sheet"),
  },
  {
    name: "cover, contents, notes, then tables",
    check({ sheets }) {
      const names = sheets.slice(0, 3).map(({ name }) => name.toLowerCase());
      return isTold(
        names.join() === "cover,contents,notes" && sheets.length > 3,
        "sheets must be cover, contents, notes, then tables",
      );
    },
  },
  {
    name: "sheet names are unique and at most 31 characters",
    check: ({ sheets }) => [
      ...isTold(isUnique(sheets.map(({ name }) => name)), "a sheet's name is repeated"),
      ...isTold(
        sheets.every(({ name }) => name.length <= 31 && /^[^[\]:*?/\\']+$/.test(name)),
        "a sheet's name is too long or has signs",
      ),
    ],
  },
  {
    name: "titles of sheets are unique, but for the cover",
    check: ({ sheets }) =>
      isTold(
        isUnique(sheets.slice(1).map(({ rows }) => rows[0]?.[0]?.text ?? "")),
        "a sheet's title is repeated",
      ),
  },
  {
    name: "each sheet but the cover has one table marked up as one",
    check: ({ sheets }) =>
      sheets
        .slice(1)
        .filter(({ tables }) => tables.length !== 1)
        .map(({ name, tables }) => `${name}: ${tables.length} tables`),
  },
  {
    name: "tables have meaningful names",
    check({ sheets }) {
      const names = sheets.flatMap(({ tables }) => tables.map(({ name }) => name));
      const isPoor = (name: string) =>
        !/[a-z]{3}/i.test(name) || /^(__anonymous|table_?\d|range)/i.test(name);
      return [
        ...isTold(!names.some(isPoor), "a table's name says nothing"),
        ...isTold(isUnique(names), "a table's name is repeated"),
      ];
    },
  },
  {
    name: "the contents link to every table",
    check({ sheets }) {
      const targets = sheets[1]?.links.map(({ target }) => target) ?? [];
      return sheets
        .slice(3)
        .filter(({ name }) => !targets.includes(`#${name}`))
        .map(({ name }) => `the contents don't link to ${name}`);
    },
  },
  {
    name: "each note is in the notes, and each of those in a heading",
    check({ sheets }) {
      const listed =
        sheets[2]?.rows.map(([first]) => first?.text ?? "").filter((text) => /^\[note/.test(text)) ?? [];
      const referred = sheets.slice(3).flatMap((sheet) => {
        const top = sheet.tables[0]?.top ?? 0;
        const headings = [
          linesOf(sheet, sheet.tables[0])[0] ?? "",
          ...textsOf({ ...sheet, rows: sheet.rows.slice(top - 1, top) }),
        ];
        return headings.flatMap((text) => text.match(/\[note \d+\]/g) ?? []);
      });
      const only = (these: readonly string[], those: readonly string[]) =>
        these.filter((one) => !those.includes(one));
      return [
        ...only(referred, listed).map((note) => `${note} isn't in the notes`),
        ...only(listed, referred).map((note) => `${note} is in no heading`),
      ];
    },
  },
  {
    name: "no macros, images or embedded objects",
    check: ({ otherParts }) => otherParts.map((part) => `the file holds ${part}`),
  },
];

/** Every rule a workbook is checked against, in words. */
export const workbookRuleNames: readonly string[] = [
  "the file's name is lower case with dashes, at most 60 characters",
  ...[...workbookRules, ...sheetRules, ...tableRules].map(({ name }) => name),
];

/** What an ODS or XLSX holds, as its own XML tells it. @throws DataError when the file isn't a workbook. */
export async function seeWorkbook(path: string): Promise<SeenWorkbook> {
  const zip = await openWorkbook(path);
  try {
    const parts = { names: zip.names, read: (part: string) => readTree(zip, part) };
    return zip.has("xl/workbook.xml") ? await seeXlsx(parts) : await seeOds(parts);
  } finally {
    zip.close();
  }
}

/**
 * What a written workbook, ODS or XLSX, breaks of the rules for accessible spreadsheets (Government Analysis Function):
 * a line to a fault, `RULE: where: what`, none when it is sound. Reads the file's own XML and nothing of what wrote it.
 * @throws DataError when the file isn't a workbook.
 */
export async function checkWorkbook(path: string): Promise<string[]> {
  const workbook = await seeWorkbook(path);
  const name = basename(path).replace(/\.(ods|xlsx)$/, "");
  const [fileRule = ""] = workbookRuleNames;
  const ofSheet = (sheet: SeenSheet) => [
    ...sheetRules.flatMap((rule) =>
      rule.check(sheet).map((fault) => `${rule.name}: ${sheet.name}: ${fault}`),
    ),
    ...sheet.tables.flatMap((table) =>
      tableRules.flatMap((rule) =>
        rule.check(sheet, table).map((fault) => `${rule.name}: ${sheet.name}: ${fault}`),
      ),
    ),
  ];
  return [
    ...(tableName.test(name) ? [] : [`${fileRule}: ${name}`]),
    ...workbookRules.flatMap((rule) => rule.check(workbook).map((fault) => `${rule.name}: ${fault}`)),
    ...workbook.sheets.flatMap(ofSheet),
  ];
}
