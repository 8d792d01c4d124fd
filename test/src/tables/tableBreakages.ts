import type { Breakages } from "./breaking.ts";
import { both, content, odsStyle, sheet, strings, style, table, words } from "./breaking.ts";

/** Breakages of a sheet's table. */
export const tableBreakages: Breakages = [
  {
    rule: "the table starts in column A under the lines, and nothing is below or beside it",
    ods: content("'.$A$6:", "'.$$B$$6:"),
    xlsx: table('ref="A6:', 'ref="B6:'),
  },
  {
    rule: "the table starts in column A under the lines, and nothing is below or beside it",
    ods: content(/(:\$'open-cases-by-team'\.\$[A-Z]\$)9/, "$18"),
    xlsx: sheet("</sheetData>", '<row r="11"><c r="A11" s="4" t="s"><v>1</v></c></row></sheetData>'),
  },
  { rule: "exactly one header row, no heading empty or repeated", ...words(/>Team</, ">Last day<") },
  {
    rule: "exactly one header row, no heading empty or repeated",
    ods: content(/<\/?table:table-header-rows>/g, ""),
    xlsx: table("totalsRowShown", 'headerRowCount="0" totalsRowShown'),
  },
  {
    rule: "no blank rows or columns inside",
    ods: content(
      /(.*<\/table:table-header-rows>)/,
      "$1<table:table-row><table:table-cell/></table:table-row>",
    ),
    xlsx: sheet(/<row r="8">.*?<\/row>/, '<row r="8"/>'),
  },
  { rule: "no blank rows or columns inside", ...words("Blank cells: No target was set.", "") },
  { rule: "blank cells only with one stated reason", ...words("Blank cells: No", "No") },
  {
    rule: "no filters",
    ods: content(/filter-buttons="false"/g, 'filter-buttons="true"'),
    xlsx: table("<tableColumns", '<autoFilter ref="A6:F9"/><tableColumns'),
  },
  {
    rule: "numbers have thousands separators and stand to the right",
    ods: odsStyle(/number:grouping="true"/g, 'number:grouping="false"'),
    xlsx: style(/#,##0/g, "0"),
  },
  {
    rule: "numbers have thousands separators and stand to the right",
    ods: odsStyle(/fo:text-align="end"/g, 'fo:text-align="start"'),
    xlsx: style(/horizontal="right"/g, 'horizontal="left"'),
  },
  {
    rule: "one precision to a column",
    ods: content('table:style-name="Number_20_1"', 'table:style-name="Number_20_2"'),
    xlsx: sheet(/ s="7"/, ' s="8"'),
  },
  {
    rule: "one precision to a column",
    ods: content('office:value="57.3"', 'office:value="57.345"'),
    xlsx: sheet("<v>57.3</v>", "<v>57.345</v>"),
  },
  { rule: "a number's place holds a number or shorthand", ...words(/>\[c\]</g, ">hidden<") },
  {
    rule: "shorthand is in square brackets, and explained above",
    ...words("[c] confidential: hidden so that no one can be identified;", ""),
  },
  { rule: "shorthand is in square brackets, and explained above", ...words(/>South</, ">N/A<") },
  {
    rule: "separate columns for the ends of an interval",
    ods: both(content("Share (percent)", "95% interval"), content(/>\[c\]</g, ">1.2 to 3.4<")),
    xlsx: both(strings("Share (percent)", "95% interval"), strings(">[c]<", ">1.2 to 3.4<")),
  },
  { rule: "no symbols in headings", ...words(/>Team</, ">Team*<") },
];
