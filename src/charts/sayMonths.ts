import type { Figure, State } from "../measures/figure.ts";
import { isTrial } from "../report/controlLimits.ts";
import { formatValue } from "../report/format.ts";
import { hasValue } from "../report/series.ts";
import { fractionWords } from "../report/words.ts";
import { bandsOf } from "./limitMarks.ts";
import { type Sign, signLetters, stateLetters } from "./readMonths.ts";

type Months = readonly { month: string; figure: Figure | null }[];

const letterOf = (state: State) => (state === "held" ? "-" : stateLetters[state]);

function valueWord(figure: Figure | null, unit: string): string {
  if (!figure) return "-";
  if (!hasValue(figure)) return letterOf(figure.state);
  const { numerator, denominator, value } = figure;
  const shown = formatValue(value, unit).replace(/[,%]/g, "");
  const isWhole = Number.isInteger(numerator) && Number.isInteger(denominator);
  return isWhole && fractionWords(figure, unit) !== null ? `${shown}/${numerator}/${denominator}` : shown;
}

/**
 * What the months of a chart say, for the script that answers of them: a word to each month, its value as it is shown with what it is of,
 * `65.6/231/352`; of one without a point a letter that says why, and no number.
 */
export const sayValues = (months: Months, unit: string): string =>
  months.map(({ figure }) => valueWord(figure, unit)).join(" ");

/** What each month of a chart says by its sign, a letter to each; a point where that is nothing unusual. */
export const saySigns = (months: Months): string =>
  months.map(({ figure }) => signLetters[(figure?.variation || "common") as Sign]).join("");

/**
 * The limits that are drawn over months: `54,63.3,72.6` a month (lower, average, upper, to four digits), `~` a month without; both may be
 * of several months, `54,63.3,72.6*12`, and a `t` at the end says that they are on trial.
 */
export function sayLimits(months: Months, breaks: readonly string[]): string {
  const words: { word: string; months: number; trial: string }[] = [];
  const add = (word: string, count: number, trial: string) => {
    const last = words.at(-1);
    if (last?.word === word && last.trial === trial) last.months += count;
    else if (count > 0) words.push({ word, months: count, trial });
  };
  const short = (value: number) => String(Number(value.toPrecision(4)));
  let next = 0;
  for (const { steps, points } of bandsOf(months, breaks))
    for (const { from, to, lower, mean, upper } of steps) {
      add("~", from - next, "");
      add([lower, mean, upper].map(short).join(","), to - from + 1, isTrial(points) ? "t" : "");
      next = to + 1;
    }
  add("~", months.length - next, "");
  return words
    .map(({ word, months: count, trial }) => `${word}${count > 1 ? `*${count}` : ""}${trial}`)
    .join(" ");
}
