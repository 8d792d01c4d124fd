import type { Breakages } from "./breaking.ts";
import {
  both,
  content,
  odsStyle,
  settings,
  sheet,
  strings,
  style,
  swap,
  table,
  title,
  words,
} from "./breaking.ts";

/** Breakages of a workbook and of its sheets. */
export const sheetBreakages: Breakages = [
  {
    rule: "the document has a title",
    ods: swap("meta.xml", /<dc:title>.*<\/dc:title>/, ""),
    xlsx: swap("docProps/core.xml", /<dc:title>.*<\/dc:title>/, ""),
  },
  {
    rule: "the document has a language",
    ods: swap("meta.xml", "<dc:language>en-GB</dc:language>", ""),
    xlsx: swap("docProps/core.xml", "<dc:language>en-GB</dc:language>", ""),
  },
  {
    rule: "the document has a language",
    ods: odsStyle(/ fo:language="en" fo:country="GB"/g, ""),
    xlsx: swap("docProps/core.xml", ">en-GB<", ">English (UK)<"),
  },
  {
    rule: "it opens on the first sheet",
    ods: settings('"ActiveTable" config:type="string">Cover', '"ActiveTable" config:type="string">Notes'),
    xlsx: swap("xl/workbook.xml", 'activeTab="0"', 'activeTab="2"'),
  },
  {
    rule: "cover, contents, notes, then tables",
    ods: content('table:name="Cover"', 'table:name="Start"'),
    xlsx: swap("xl/workbook.xml", 'name="Cover"', 'name="Start"'),
  },
  {
    rule: "sheet names are unique and at most 31 characters",
    ods: content(/table:name="open-cases-by-team"/, 'table:name="open-cases-by-team-and-much-more-besides"'),
    xlsx: swap("xl/workbook.xml", "open-cases-by-team", "NOTES"),
  },
  {
    rule: "titles of sheets are unique, but for the cover",
    ...words(/Open cases by team \[note 1\]/g, "Contents"),
  },
  {
    rule: "each sheet but the cover has one table marked up as one",
    ods: content(/<table:database-range table:name="open_cases_by_team"[^>]*>/, ""),
    xlsx: swap("xl/worksheets/_rels/sheet4.xml.rels", /<Relationship [^>]*>/, ""),
  },
  {
    rule: "tables have meaningful names",
    ods: content('table:name="open_cases_by_team"', 'table:name="Table1"'),
    xlsx: table('displayName="open_cases_by_team"', 'displayName="Table4"'),
  },
  {
    rule: "tables have meaningful names",
    ods: content('table:name="open_cases_by_team"', 'table:name="notes_table"'),
    xlsx: table('displayName="open_cases_by_team"', 'displayName="notes_table"'),
  },
  {
    rule: "the contents link to every table",
    ods: content("#'open-cases-by-team'.A1", "#'Notes'.A1"),
    xlsx: swap("xl/worksheets/sheet2.xml", "'open-cases-by-team'!A1", "'Notes'!A1"),
  },
  {
    rule: "each note is in the notes, and each of those in a heading",
    ...words("Open cases [note 2]", "Open cases [note 3]"),
  },
  {
    rule: "each note is in the notes, and each of those in a heading",
    ...words(/Open cases by team \[note 1\]/g, "Open cases by team"),
  },
  {
    rule: "no macros, images or embedded objects",
    ods: (parts) => ({ ...parts, "Basic/Standard/Module1.xml": "<a/>" }),
    xlsx: (parts) => ({ ...parts, "xl/vbaProject.bin": "x" }),
  },
  {
    rule: "no blank sheets",
    ods: content(/(table:name="Cover"[^>]*>)(.*?)<\/table:table>/, "$1</table:table>"),
    xlsx: swap("xl/worksheets/sheet1.xml", /<sheetData>.*<\/sheetData>/, "<sheetData/>"),
  },
  {
    rule: "nothing hidden",
    ods: content(
      '<table:table-row table:style-name="Row"',
      '<table:table-row table:visibility="collapse" table:style-name="Row"',
    ),
    xlsx: sheet('<row r="8"', '<row r="8" hidden="1"'),
  },
  {
    rule: "nothing hidden",
    ods: content('table:display="true"', 'table:display="false"'),
    xlsx: swap("xl/workbook.xml", 'sheetId="4"', 'sheetId="4" state="veryHidden"'),
  },
  {
    rule: "the cursor is at A1",
    ods: settings('"CursorPositionX" config:type="int">0', '"CursorPositionX" config:type="int">3'),
    xlsx: sheet('activeCell="A1"', 'activeCell="C7"'),
  },
  {
    rule: "no frozen panes",
    ods: settings('"VerticalSplitMode" config:type="short">0', '"VerticalSplitMode" config:type="short">2'),
    xlsx: sheet("<selection", '<pane ySplit="6" topLeftCell="A7" state="frozen"/><selection'),
  },
  {
    rule: "no merged cells",
    ods: content(
      '<table:table-cell table:style-name="Heading"',
      '<table:table-cell table:number-columns-spanned="2" table:style-name="Heading"',
    ),
    xlsx: sheet("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'),
  },
  {
    rule: "A1 is a descriptive title, a heading larger than the rest",
    ods: content('table:style-name="Heading"', 'table:style-name="Body"'),
    xlsx: sheet('<c r="A1" s="1"', '<c r="A1" s="2"'),
  },
  {
    rule: "column A has the title, how many tables, shorthand and source, in order",
    ...words(/This worksheet contains one table\./g, "One table."),
  },
  {
    rule: "column A has the title, how many tables, shorthand and source, in order",
    ...words("Source: Case system", "Case system"),
  },
  {
    rule: "column A has the title, how many tables, shorthand and source, in order",
    ...words("Shorthand used", "Signs used"),
  },
  { rule: "sans serif", ods: odsStyle(/"Arial"/g, '"Georgia"'), xlsx: style(/"Arial"/g, '"Georgia"') },
  {
    rule: "12 points or more",
    ods: odsStyle(/"12pt"/g, '"10pt"'),
    xlsx: style(/<sz val="12"\/>/g, '<sz val="10"/>'),
  },
  {
    rule: "no fills",
    ods: odsStyle(/fo:wrap-option/g, 'fo:background-color="#eeeeee" fo:wrap-option'),
    xlsx: style(/fontId="2" fillId="0"/, 'fontId="2" fillId="1"'),
  },
  {
    rule: "no italics",
    ods: odsStyle(/fo:font-weight="bold"/, 'fo:font-weight="bold" fo:font-style="italic"'),
    xlsx: style("<b/>", "<b/><i/>"),
  },
  {
    rule: "no italics",
    ods: both(
      content(
        "<office:automatic-styles>",
        '<office:automatic-styles><style:style style:name="Slanted" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>',
      ),
      content(">South<", '><text:span text:style-name="Slanted">South</text:span><'),
    ),
    xlsx: strings(">South<", "/></si><si><r><rPr><i/></rPr><t>South</t></r></si><si><t><"),
  },
  {
    rule: "no underlines",
    ods: odsStyle('text-underline-style="none"', 'text-underline-style="solid"'),
    xlsx: style(/<font><sz val="12"\/><color/, '<font><u/><sz val="12"/><color'),
  },
  {
    rule: "no superscripts",
    ods: odsStyle(/fo:font-weight="bold"/, 'fo:font-weight="bold" style:text-position="super 58%"'),
    xlsx: style("<b/>", '<b/><vertAlign val="superscript"/>'),
  },
  {
    rule: "colour is never a signal",
    ods: odsStyle(/fo:font-weight="normal"/g, 'fo:font-weight="normal" fo:color="#ff0000"'),
    xlsx: style('<font><sz val="12"/><name', '<font><sz val="12"/><color rgb="FFFF0000"/><name'),
  },
  { rule: "text is wrapped", ods: odsStyle(/"wrap"/g, '"no-wrap"'), xlsx: style(/ wrapText="1"/g, "") },
  {
    rule: "no formulas",
    ods: content('office:value-type="float"', 'table:formula="of:=1+1" office:value-type="float"'),
    xlsx: sheet("<v>12345</v>", "<f>12344+1</f><v>12345</v>"),
  },
  {
    rule: "links say where they lead",
    ods: content(`${title}</text:a>`, "https://example.org</text:a>"),
    xlsx: strings(title, "Click here"),
  },
  {
    rule: "no headers, footers, text boxes, images or comments",
    ods: content("<table:title>", "<table:shapes><draw:frame/></table:shapes><table:title>"),
    xlsx: sheet("<tableParts", "<headerFooter><oddHeader>Draft</oddHeader></headerFooter><tableParts"),
  },
  {
    rule: "no headers, footers, text boxes, images or comments",
    ods: odsStyle(
      '<style:footer style:display="false"/>',
      "<style:footer><text:p>Draft</text:p></style:footer>",
    ),
    xlsx: sheet("<tableParts", '<legacyDrawing r:id="rId2"/><tableParts'),
  },
];
