import { isIndex } from "../../../catalogue/units.ts";
import {
  capitalise,
  formatCount,
  formatDimension,
  formatGroup,
  formatMonth,
  formatShortDay,
  formatValue,
  nounFor,
} from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import type { Cell, Measure, Row } from "./data.ts";
import { type DrillPlace, isMonth } from "./place.ts";

/** A dimension as a heading: 'Wrap-up code'. */
export const dimensionTitle = (name: string): string => capitalise(formatDimension(name));

/** A group in words, `Customer Care C`. */
export const groupTitle = (group: Cell | undefined): string => formatGroup(String(group ?? ""));

/** The shorthand that stands for a missing value or beside one, with its meaning. */
function mark(measure: Measure, status: Cell | undefined): Html | "" {
  if (!status) return "";
  const words = measure.statuses[String(status)] ?? "";
  return html`<abbr class="marker" title="${words}">[${String(status)}]</abbr><span class="unseen"> ${words}</span>`;
}

/** A figure's value in its unit with its shorthand. */
export function shownValue(measure: Measure, figure: Row | undefined): Content {
  if (!figure) return mark(measure, "x");
  const { value, status } = figure;
  if (typeof value !== "number") return mark(measure, status ? status : "x");
  const after: Content = status ? html` ${mark(measure, status)}` : "";
  return html`${formatValue(value, measure.unit)}${after}`;
}

/** What a column of values is called: 'Share', 'Ratio' or the noun it counts. */
export function valueTitle({ unit }: Measure): string {
  if (unit === "percent") return "Share";
  return unit === "ratio" ? "Ratio" : capitalise(unit);
}

/** Why there is no figure, or what there is to know of one. */
export const noteOf = (figure: Row | undefined): string => String(figure?.note ?? "");

/** The figure of a place in a sentence, or why there is none. */
export function sentence(measure: Measure, figure: Row | undefined, when: string): Html {
  const { unit, target } = measure;
  if (!figure) return html`There is no figure ${when}.`;
  if (typeof figure.value !== "number") return html`No figure ${when}. ${noteOf(figure)}`;
  const noun = unit === "percent" || isIndex(unit) ? "" : ` ${nounFor(figure.value, unit)}`;
  const of = figure.fraction && noun === "" ? ` (${String(figure.fraction)})` : "";
  const aim = target && figure.target ? `, against a target of ${target}: ${String(figure.target)}` : "";
  return html`<strong>${shownValue(measure, figure)}</strong>${noun}${of} ${when}${aim}.`;
}

/** How many rows there are, in the measure's nouns: '64 feedback cases'. */
export function rowCount({ one, many }: Measure, count: number): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Where a place lies, in words: 'Customer Care C, March 2022'; of a figure not yet opened, what it is shown by. */
export function placeTitle({ by, group, month, show }: DrillPlace): string {
  const shownBy = group === null && (month === "" || show === "groups") ? `by ${formatDimension(by)}` : "";
  const parts = [group === null ? shownBy : groupTitle(group), isMonth(month) ? formatMonth(month) : ""];
  return parts.filter(Boolean).join(", ");
}

/** A cell of a list of rows in words. */
export function cellText(kind: string, value: Cell | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return formatCount(value);
  if (kind === "date") return formatShortDay(value);
  return kind === "text" ? formatGroup(value) : value;
}
