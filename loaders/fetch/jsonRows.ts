/** JSON in which every number is a text of its digits as they stand: none is rounded. Throws a SyntaxError where it isn't JSON. */
export function parseExactly(text: string): unknown {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('"', at);
    const between = text.slice(at, open < 0 ? text.length : open);
    parts.push(between.replace(/-?\d[\d.eE+-]*/g, toText));
    if (open < 0) break;
    const close = findClose(text, open + 1);
    parts.push(text.slice(open, close + 1));
    at = close + 1;
  }
  return JSON.parse(parts.join(""));
}

const toText = (number: string) => {
  // What isn't a number stops here as it would in JSON.
  JSON.parse(number);
  return `"${number}"`;
};

/** Where the text that begins before `from` ends: at a quotation mark with no odd number of backslashes before it. */
function findClose(text: string, from: number): number {
  for (let close = text.indexOf('"', from); close >= 0; close = text.indexOf('"', close + 1)) {
    let slashes = 0;
    while (text[close - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return close;
  }
  return text.length;
}

/** Why an answer holds no rows that can be read; its words name columns that were asked for, and nothing of what it holds. */
export class NotRows extends Error {
  override name = "NotRows";
  /** Whether the columns aren't those that were asked for, so that asking again is no use. */
  isColumn: boolean;

  constructor(problem: string, isColumn = false) {
    super(problem);
    this.isColumn = isColumn;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One value of a row, as a text; null where there is none. */
function toCell(row: Record<string, unknown>, column: string): string | null {
  if (!Object.hasOwn(row, column)) {
    const [base = ""] = column.split("@");
    // What is said of a value isn't there where the value is none.
    if (base !== column && Object.hasOwn(row, base)) return null;
    throw new NotRows(`its rows have no ${column}`, true);
  }
  const value = row[column];
  if (value === null) return null;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return value;
  throw new NotRows(`${column} holds a list or an object, and not one value`, true);
}

/** A page of rows as the service gives it: the values of each row's `columns`, as texts, and where the next page is. */
export interface RowPage {
  rows: (string | null)[][];
  next: string | null;
}

/** The rows of a page of OData. Throws NotRows where it is none, or lacks a column. */
export function readODataPage(body: string, columns: readonly string[]): RowPage {
  const page = parseExactly(body.replace(/^\ufeff/, ""));
  if (!isObject(page) || !Object.hasOwn(page, "value") || !Array.isArray(page.value))
    throw new NotRows("the answer has no list of rows called value");
  const rows = page.value.map((row: unknown) => {
    if (!isObject(row)) throw new NotRows("a row isn't an object");
    return columns.map((column) => toCell(row, column));
  });
  const next = Object.hasOwn(page, "@odata.nextLink") ? page["@odata.nextLink"] : null;
  if (next !== null && typeof next !== "string") throw new NotRows("its @odata.nextLink isn't an address");
  return { rows, next };
}
