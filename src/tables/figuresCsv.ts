import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { exportedFigures } from "../measures/exported.ts";
import { type Figure, figureColumns } from "../measures/figure.ts";
import { toCsv } from "./toCsv.ts";

/** Figures as figures.csv has them. */
export const figuresCsv = (figures: readonly Figure[]): string =>
  toCsv(figureColumns, exportedFigures(figures));

const atOnce = 10_000;

/** Writes `file` as `figuresCsv` gives it, some thousands at a time: all at once they take some hundred megabytes. */
export function writeFiguresCsv(figures: readonly Figure[], file: string): void {
  const open = openSync(file, "w");
  try {
    const heading = figuresCsv([]);
    writeSync(open, heading);
    for (let from = 0; from < figures.length; from += atOnce)
      writeSync(open, figuresCsv(figures.slice(from, from + atOnce)).slice(heading.length));
  } finally {
    closeSync(open);
  }
}

/** Writes `file` as `figuresCsv` would give the figures of all `parts`, files that it gave: nothing is made into text twice. */
export function joinFiguresCsv(parts: readonly string[], file: string): void {
  const open = openSync(file, "w");
  try {
    const heading = Buffer.from(figuresCsv([]));
    writeSync(open, heading);
    for (const part of parts) writeSync(open, readFileSync(part).subarray(heading.length));
  } finally {
    closeSync(open);
  }
}
