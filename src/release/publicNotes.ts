import type { Figure } from "../measures/figure.ts";
import { saysRows } from "../measures/rowsInNotes.ts";
import { figureId } from "./countTables.ts";

/** The published figures whose note says how many rows came or were lost, which may be few. There must be none. */
export const findRowsInNotes = (published: readonly Figure[]): string[] =>
  published
    .filter(({ note }) => saysRows(note))
    .map((figure) => `note: ${figureId(figure)} says how many rows there are`);
