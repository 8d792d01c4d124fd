import type { Figure, HeldPart } from "../measures/figure.ts";
import { nameDays } from "../warehouse/daysInWords.ts";
import { capitalise, formatCount, formatValue } from "./format.ts";

/** What a marker means: in a word or two, and the rest. */
const meanings: Record<string, readonly [short: string, more: string]> = {
  x: ["no figure", "not held, not loaded, not yet, not reached or held in part; the note says which"],
  c: ["confidential", "hidden so that no one can be identified"],
  z: ["not applicable", "nothing to count"],
  p: ["provisional", ""],
  r: ["revised", ""],
  b: ["break in the series", ""],
  u: ["low reliability", "many of the rows it would have read can’t be used"],
};

/** What a marker means, in words. */
export function statusWords(status: string): string {
  return (meanings[status] ?? []).filter(Boolean).join(": ");
}

/** What the part of a period that is held comes to: '34', '71.4% (5 of 7)'. */
function partWords({ held_value, held_numerator, held_denominator }: HeldPart, unit: string): string {
  if (held_value === null) return "";
  const value = formatValue(held_value, unit);
  if (unit !== "percent" || held_numerator === null || held_denominator === null) return value;
  return `${value} (${formatCount(held_numerator)} of ${formatCount(held_denominator)})`;
}

/** What is said of a figure besides its status and state; of a part that is held first its days and what it comes to. */
export function noteOf(figure: Figure): string {
  const { held_from, held_to, note, unit } = figure;
  if (held_from === null || held_to === null) return note;
  const days = [nameDays({ from: held_from, to: held_to }), partWords(figure, unit)]
    .filter(Boolean)
    .join(", ");
  return [`${days}.`, note].filter(Boolean).join(" ");
}

/** What a figure's marker means, and its note: 'Held in part: 1 to 9 March 2022, 34. …', 'Provisional: …'. */
export function markedNote(figure: Figure): string {
  const words = figure.status === "x" ? figure.state : (meanings[figure.status]?.[0] ?? "");
  return [capitalise(words), noteOf(figure)].filter(Boolean).join(": ");
}

/** A figure's note where nothing beside it says its state: in a table, on a page without its marker. */
export const fullNote = (figure: Figure): string =>
  figure.status === "x" ? markedNote(figure) : noteOf(figure);
