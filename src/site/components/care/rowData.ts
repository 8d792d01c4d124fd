import { type Html, html, join } from "../../../report/html.ts";

/** The attributes of a row that the filter of the page reads: what kind of row it is, and its values by name. */
export function rowData(kind: string, values: Readonly<Record<string, string>>): Html {
  const own = Object.entries(values).map(([name, value]) => html` data-${name}="${value}"`);
  return html` data-row="${kind}"${join(own)}`;
}
