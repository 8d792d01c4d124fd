/** A value as it stands in a CSV: empty for null, numbers in full. */
type Cell = string | number | boolean | null;

/**
 * RFC 4180: UTF-8, CRLF, a heading row. Text that a spreadsheet would take for a formula is preceded by an
 * apostrophe (OWASP CSV injection); numbers are left as they are.
 */
export function toCsv<K extends string>(
  columns: readonly K[],
  rows: readonly { readonly [key in K]: Cell }[],
): string {
  const lines = rows.map((row) => columns.map((column) => toCell(row[column])).join(","));
  return `${[columns.map(toCell).join(","), ...lines].join("\r\n")}\r\n`;
}

/**
 * Text that no spreadsheet takes for a formula: what begins as one, in full width too, is preceded by an apostrophe
 * (OWASP CSV injection).
 */
export function toInert(text: string): string {
  return /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
}

function toCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const inert = toInert(value);
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
