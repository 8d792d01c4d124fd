/** One way to break a workbook: the parts it changes. */
export type Break = (parts: Record<string, string>) => Record<string, string>;

/** A change of some of the text of a part. Throws an Error when it changes nothing. */
export const swap =
  (part: string, from: string | RegExp, to: string): Break =>
  (parts) => {
    const before = parts[part] ?? "";
    const after = before.replace(from, to);
    if (after === before) throw new Error(`nothing to swap in ${part}: ${from}`);
    return { ...parts, [part]: after };
  };

/** A change to the sheets of an ODS workbook, to its styles, or to where its cursors are. */
export const content = (from: string | RegExp, to: string) => swap("content.xml", from, to);
export const odsStyle = (from: string | RegExp, to: string) => swap("styles.xml", from, to);
export const settings = (from: string | RegExp, to: string) => swap("settings.xml", from, to);
/** A change to an XLSX workbook's fourth sheet, its strings, its styles, or that sheet's table. */
export const sheet = (from: string | RegExp, to: string) => swap("xl/worksheets/sheet4.xml", from, to);
export const strings = (from: string | RegExp, to: string) => swap("xl/sharedStrings.xml", from, to);
export const style = (from: string | RegExp, to: string) => swap("xl/styles.xml", from, to);
export const table = (from: string | RegExp, to: string) => swap("xl/tables/table4.xml", from, to);
/** One change and then another. */
export const both =
  (first: Break, second: Break): Break =>
  (parts) =>
    second(first(parts));

/** The same change to the text of a cell. */
export const words = (from: string | RegExp, to: string) => ({
  ods: content(from, to),
  xlsx: strings(from, to),
});
/** The title of the good workbook's table, as it stands in the workbook. */
export const title = "Open cases by team [note 1]";

/** Ways to break a good workbook, each under the rule it breaks. */
export type Breakages = readonly { rule: string; ods: Break; xlsx: Break }[];
