import { schemaColumns } from "./columnTypes.ts";
import { Figure, figureColumns } from "./figure.ts";

const precise = schemaColumns(Figure).flatMap(({ name, decimals }) => {
  const column = figureColumns.find((one) => one === name);
  return column && decimals !== undefined ? [{ column, decimals }] : [];
});

/** A figure with each number as precise as its column says. */
function toExported(figure: Figure): Figure {
  const rounded = precise.map(({ column, decimals }) => {
    const value = figure[column];
    return [column, typeof value === "number" ? Number(value.toFixed(decimals)) + 0 : value];
  });
  return { ...figure, ...Object.fromEntries(rounded) };
}

/** Figures as they leave the project: each number as precise as its column says. */
export const exportedFigures = (figures: readonly Figure[]): Figure[] => figures.map(toExported);
