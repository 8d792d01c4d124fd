import type { Figure, State } from "../measures/figure.ts";

/** A letter for each reason that a month has no point. */
export const stateLetters: Readonly<Record<Exclude<State, "held">, string>> = {
  hidden: "c",
  "held in part": "p",
  "not held": "n",
  "not loaded": "l",
  "not yet": "y",
  "not reached": "r",
  "nothing to count": "z",
};

export type Sign = Exclude<Figure["variation"], "">;

/** A letter for what a month says by its sign. */
export const signLetters: Readonly<Record<Sign, string>> = {
  common: ".",
  improvement: "i",
  concern: "w",
  high: "h",
  low: "l",
};

/** What a chart says of a month: its value as it is shown, and what that is of where it says so, or in a word why it has none. */
export interface MonthSaid {
  value: number | null;
  of: readonly [numerator: number, denominator: number] | null;
  missing: string;
}

/** Reads what `sayValues` wrote. */
export function readValues(text: string): MonthSaid[] {
  const names = new Map(Object.entries(stateLetters).map(([state, letter]) => [letter, state]));
  return text.split(" ").map((word): MonthSaid => {
    const [value = Number.NaN, numerator, denominator] = word.split("/").map(Number);
    if (Number.isNaN(value)) return { value: null, of: null, missing: names.get(word) ?? "no figure" };
    const isOf = numerator !== undefined && denominator !== undefined;
    return { value, of: isOf ? [numerator, denominator] : null, missing: "" };
  });
}

/** Reads what `saySigns` wrote. */
export function readSigns(text: string): Sign[] {
  const names = new Map(Object.entries(signLetters).map(([sign, letter]) => [letter, sign as Sign]));
  return [...text].map((letter) => names.get(letter) ?? "common");
}

export interface MonthLimits {
  lower: number;
  mean: number;
  upper: number;
  isTrial: boolean;
}

/** Reads what `sayLimits` wrote: the limits of each month; null where it has none. */
export function readMonthLimits(text: string): (MonthLimits | null)[] {
  return text.split(" ").flatMap((word) => {
    const [said = "", count = "1"] = word.replace(/t$/, "").split("*");
    const [lower = 0, mean = 0, upper = 0] = said.split(",").map(Number);
    const limits = said === "~" ? null : { lower, mean, upper, isTrial: word.endsWith("t") };
    return Array.from({ length: Number(count) }, () => limits);
  });
}
