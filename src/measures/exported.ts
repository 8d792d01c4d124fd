import { schemaColumns } from "./columnTypes.ts";
import { Figure } from "./figure.ts";

type NumberColumn = {
  [Name in keyof Figure]: Figure[Name] extends number | null ? Name : never;
}[keyof Figure];

const decimalsOf = new Map(schemaColumns(Figure).map(({ name, decimals }) => [name, decimals]));

const isNumber = (name: string): name is NumberColumn => decimalsOf.get(name) !== undefined;

const numbers = [...decimalsOf.keys()].filter(isNumber);

/** A figure with each number as precise as its column says. */
function toExported(figure: Figure): Figure {
  const exported = { ...figure };
  for (const name of numbers) {
    const value = figure[name];
    // Most are whole.
    if (value !== null && !Number.isInteger(value))
      exported[name] = Number(value.toFixed(decimalsOf.get(name))) + 0;
  }
  return exported;
}

/** Figures as they leave the project: each number as precise as its column says. */
export const exportedFigures = (figures: readonly Figure[]): Figure[] => figures.map(toExported);
