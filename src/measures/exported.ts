import { schemaColumns } from "./columnTypes.ts";
import { type ExportedFigure, Figure } from "./figure.ts";

type NumberColumn = {
  [Name in keyof ExportedFigure]: ExportedFigure[Name] extends number | null ? Name : never;
}[keyof ExportedFigure];

const decimalsOf = new Map(schemaColumns(Figure).map(({ name, decimals }) => [name, decimals]));

const isNumber = (name: string): name is NumberColumn => decimalsOf.get(name) !== undefined;

const numbers = [...decimalsOf.keys()].filter(isNumber);

/** A figure with each number as precise as its column says. */
function toExported(figure: Figure): ExportedFigure {
  const exported = { ...figure };
  // Without looking, it takes as long again.
  if (exported.public_note !== undefined) delete exported.public_note;
  for (const name of numbers) {
    const value = figure[name];
    // Most are whole.
    if (value !== null && !Number.isInteger(value))
      exported[name] = Number(value.toFixed(decimalsOf.get(name))) + 0;
  }
  return exported;
}

/** Figures as they leave the project: each number as precise as its column says. */
export const exportedFigures = (figures: readonly Figure[]): ExportedFigure[] => figures.map(toExported);
