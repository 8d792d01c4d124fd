import { createHash } from "node:crypto";
import { Html } from "../report/html.ts";

/** The scripts that answer of the months of a page's small charts by a file beside the page. */
const readers = ["months", "latest", "brief", "present", "chart"];

/** Whether a page with these scripts has such a file. */
export const hasMonthsFile = (scripts: readonly string[]): boolean =>
  scripts.some((name) => readers.includes(name));

/** Where the file of a page lies: `timeliness.months.js` beside `timeliness.html`. */
export const monthsFileOf = (path: string): string => `${path}.months.js`;

const drawing = /<svg\b[^>]* data-values="[^"]*"[^>]*>/g;
const value = / data-(?:values|unit|limits|signs)="[^"]*"/g;
const said = / data-(?:measure|group|months|x|y|values|unit|limits|signs)="[^"]*"/g;

/**
 * A page whose charts say their months, and the file beside it that says them instead, so that the page comes soon: a script, which can be
 * read where a site lies in a folder too. It has each chart without its drawing, in their order; in the page each names the file by its
 * hash, `data-asks`. A page without such charts stays as it is, and has no file.
 */
export function takeMonths(body: Html): { body: Html; months: string | null } {
  const charts = body.text.match(drawing) ?? [];
  if (charts.length === 0) return { body, months: null };
  const all = charts.map((chart) => `<svg class="chart"${(chart.match(said) ?? []).join("")}></svg>`);
  const text = all.join("\n").replace(/[\\']/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  const months = `chartMonths('${text}');\n`;
  const hash = createHash("sha256").update(months).digest("hex").slice(0, 8);
  const without = body.text.replace(drawing, (chart) =>
    chart.replace(value, "").replace(/>$/, ` data-asks="${hash}">`),
  );
  return { body: new Html(without), months };
}
