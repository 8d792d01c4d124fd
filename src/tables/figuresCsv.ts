import { exportedFigures } from "../measures/exported.ts";
import { type Figure, figureColumns } from "../measures/figure.ts";
import { toCsv } from "./csv.ts";

/** Figures as figures.csv has them. */
export const figuresCsv = (figures: readonly Figure[]): string =>
  toCsv(figureColumns, exportedFigures(figures));
