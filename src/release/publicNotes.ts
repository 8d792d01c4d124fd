import type { Figure } from "../measures/figure.ts";
import { figureId } from "./countTables.ts";

/** Whether a note says how many rows there are of anything, in whichever sentence. */
export const saysRows = (note: string): boolean =>
  /(?<![\w.,/-])(?:\d[\d,]*|one) (?:of the \d[\d,]* )?(?:rows?\b|of these by days)/i.test(note);

/** The published figures whose note says how many rows came or were lost, which may be few. There must be none. */
export const findRowsInNotes = (published: readonly Figure[]): string[] =>
  published
    .filter(({ note }) => saysRows(note))
    .map((figure) => `note: ${figureId(figure)} says how many rows there are`);
