import type { SeenCell, SeenSheet } from "./seen.ts";
import { linesOf } from "./tableRules.ts";

/** What every sheet must be: each rule gives what is wrong, in a few words. */
export interface SheetRule {
  name: string;
  check(sheet: SeenSheet): string[];
}

const filled = ({ rows }: SeenSheet): SeenCell[] => rows.flat().filter(({ text }) => text.trim() !== "");
const isLink = (sheet: SeenSheet, cell: SeenCell) => sheet.links.some(({ text }) => text === cell.text);

/** A rule that no cell may break. */
function cellRule(
  name: string,
  problem: string,
  isBroken: (cell: SeenCell, sheet: SeenSheet) => boolean,
): SheetRule {
  return {
    name,
    check: (sheet) => (filled(sheet).some((cell) => isBroken(cell, sheet)) ? [problem] : []),
  };
}

const sansSerif = /^(Arial|Calibri|Helvetica|Liberation Sans|Source Sans 3|Verdana|Tahoma|sans-serif)$/i;
const isHeading = (name: string) => /^Heading(_20_|\s)?1?$/.test(name);

export const sheetRules: SheetRule[] = [
  { name: "no blank sheets", check: (sheet) => (filled(sheet).length === 0 ? ["the sheet is blank"] : []) },
  {
    name: "nothing hidden",
    check: ({ isHidden, hidden }) => [
      ...(isHidden ? ["the sheet is hidden"] : []),
      ...(hidden > 0 ? [`${hidden} hidden rows or columns`] : []),
    ],
  },
  { name: "the cursor is at A1", check: ({ cursor }) => (cursor === "A1" ? [] : ["the cursor isn't at A1"]) },
  { name: "no frozen panes", check: ({ isFrozen }) => (isFrozen ? ["frozen or split panes"] : []) },
  { name: "no merged cells", check: ({ merged }) => (merged > 0 ? ["merged cells"] : []) },
  {
    name: "A1 is a descriptive title, a heading larger than the rest",
    check({ rows }) {
      const cell = rows[0]?.[0];
      if (!cell || cell.text.trim().length < 4) return ["A1 must be a title"];
      return [
        ...(cell.style.names.some(isHeading) ? [] : ["A1 must have a heading style"]),
        ...(cell.style.points > 12 ? [] : ["A1 must be larger than 12 points"]),
      ];
    },
  },
  {
    name: "column A has the title, how many tables, shorthand and source, in order",
    check(sheet) {
      const [table] = sheet.tables;
      if (!table) return [];
      const [, second = "", ...rest] = linesOf(sheet, table);
      const isReference = /^(contents|notes)$/i.test(sheet.name);
      const shorthand = rest.findIndex((line) => /shorthand/i.test(line));
      const source = rest.findIndex((line) => /^Source: \S/.test(line));
      return [
        ...(second === "This worksheet contains one table." ? [] : ["A2 must say that there is one table"]),
        ...(isReference || (shorthand >= 0 && shorthand < source)
          ? []
          : ["shorthand and then source must be above the table"]),
      ];
    },
  },
  cellRule("sans serif", "a typeface that isn't sans serif", ({ style }) => !sansSerif.test(style.font)),
  cellRule("12 points or more", "text smaller than 12 points", ({ style }) => style.points < 12),
  cellRule("no fills", "a filled cell", ({ style }) => style.isFilled),
  cellRule("no italics", "italics", ({ style }) => style.isItalic),
  cellRule("no underlines", "underlined text", ({ style }) => style.isUnderlined),
  cellRule("no superscripts", "raised or lowered text", ({ style }) => style.isRaised),
  cellRule(
    "colour is never a signal",
    "coloured text",
    (cell, sheet) => cell.style.isColoured && !isLink(sheet, cell),
  ),
  cellRule(
    "text is wrapped",
    "text that isn't wrapped",
    ({ kind, style }) => kind === "text" && !style.isWrapped,
  ),
  cellRule("no formulas", "a formula", ({ hasFormula }) => hasFormula),
  {
    name: "links say where they lead",
    check: ({ links }) =>
      links.some(
        ({ text }) => text.trim() === "" || /^(https?:|www\.|click|here$|link$|more$)/i.test(text.trim()),
      )
        ? ["a link that doesn't say where it leads"]
        : [],
  },
  {
    name: "no headers, footers, text boxes, images or comments",
    check: ({ objects }) => objects.map((object) => `${object} on the sheet`),
  },
];
