import { declaration } from "./xml.ts";

/** The names of ODF's vocabularies that the parts use. */
export const namespaces = [
  ["office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"],
  ["style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"],
  ["text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"],
  ["table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"],
  ["number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"],
  ["fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"],
  ["meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"],
  ["config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0"],
  ["dc", "http://purl.org/dc/elements/1.1/"],
  ["xlink", "http://www.w3.org/1999/xlink"],
]
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(" ");

/** Thousands separators and so many decimals. */
function numberStyle(decimals: number): string {
  return `<number:number-style style:name="N${decimals}"><number:number number:decimal-places="${decimals}" number:min-decimal-places="${decimals}" number:min-integer-digits="1" number:grouping="true"/></number:number-style>`;
}

const dateStyle =
  '<number:date-style style:name="D" number:language="en" number:country="GB"><number:day/><number:text> </number:text><number:month number:style="long" number:textual="true"/><number:text> </number:text><number:year number:style="long"/></number:date-style>';

function cellStyle(name: string, text: string, alignment: "start" | "end", dataStyle = ""): string {
  const data = dataStyle ? ` style:data-style-name="${dataStyle}"` : "";
  return `<style:style style:name="${name}" style:display-name="${name.replaceAll("_20_", " ")}" style:family="table-cell" style:parent-style-name="Default"${data}><style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap" style:text-align-source="fix"/><style:paragraph-properties fo:text-align="${alignment}"/>${text}</style:style>`;
}

function textStyle(points: number, isBold = false): string {
  const weight = isBold ? "bold" : "normal";
  return `<style:text-properties fo:font-size="${points}pt" style:font-size-asian="${points}pt" style:font-size-complex="${points}pt" fo:font-weight="${weight}"/>`;
}

const page =
  '<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties style:print-orientation="landscape"/><style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="Page"><style:header style:display="false"/><style:footer style:display="false"/></style:master-page></office:master-styles>';

/** `styles.xml`: sans serif at 12 points in British English, a larger Heading, numbers to the right. `N2` shows two decimals. */
export function odsStyles(): string {
  const numbers = [0, 1, 2, 3, 4, 5, 6];
  const styles = [
    '<style:default-style style:family="table-cell"><style:text-properties style:font-name="Arial" fo:font-family="Arial" style:font-family-generic="swiss" fo:font-size="12pt" fo:language="en" fo:country="GB"/></style:default-style>',
    '<style:style style:name="Default" style:family="table-cell"><style:text-properties style:font-name="Arial" fo:font-family="Arial" style:font-family-generic="swiss" fo:font-size="12pt" fo:language="en" fo:country="GB"/></style:style>',
    ...numbers.map(numberStyle),
    dateStyle,
    cellStyle("Heading", textStyle(16, true), "start"),
    cellStyle("Column_20_heading", textStyle(12, true), "start"),
    cellStyle("Number_20_heading", textStyle(12, true), "end"),
    cellStyle("Body", textStyle(12), "start"),
    cellStyle("Marker", textStyle(12), "end"),
    ...numbers.map((decimals) => cellStyle(`Number_20_${decimals}`, textStyle(12), "end", `N${decimals}`)),
    cellStyle("Date", textStyle(12), "start", "D"),
    '<style:style style:name="Link" style:family="text"><style:text-properties fo:color="#1d4f8a" style:text-underline-style="none"/></style:style>',
  ];
  const face =
    '<office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" style:font-family-generic="swiss"/></office:font-face-decls>';
  return `${declaration}<office:document-styles ${namespaces} office:version="1.3">${face}<office:styles>${styles.join("")}</office:styles>${page}</office:document-styles>`;
}
