import type { Trend } from "../../charts/months.ts";
import { expectedWords } from "../../report/controlLimits.ts";
import { formatMonth, formatValue } from "../../report/format.ts";
import { flagsOf } from "../../report/officeNotes.ts";
import { hasValue, type Series } from "../../report/series.ts";
import { findingOf } from "../../report/words.ts";
import { targetNow } from "../agenda.ts";

type Months = Series["months"];

/** The months of a measure as its chart draws them. */
export function trendOf(series: Series, months: Months): Trend {
  const { definition, breaks, rebases } = series;
  return {
    months,
    unit: definition.unit,
    target: definition.target?.value ?? null,
    label: `${definition.title}, ${String(months.length)} months to ${formatMonth(series.month)}: ${findingOf(series)}. The table of its months has the same figures.`,
    breaks: breaks.map(({ month }) => month),
    rebases: rebases.map(({ on }) => on.slice(0, 7)),
    flags: flagsOf(series).map(({ number, note }) => ({ number, month: note.month })),
  };
}

/** What stands under a chart: its target and limits, where its series breaks, and what the office noted. */
export function underChart(series: Series, months: Months): string {
  const { target } = series.definition;
  const expected = expectedWords(series.latest);
  const isDrawn = (month: string) => months.some((one) => one.month === month);
  const reason = series.breaks
    .filter(({ month }) => isDrawn(month))
    .map(({ month, reason }) => ` Break, ${formatMonth(month)}: ${reason}`);
  const noted = flagsOf(series)
    .filter(({ note }) => isDrawn(note.month))
    .map(({ number, note }) => ` Note ${String(number)}, ${formatMonth(note.month)}: ${note.text}`);
  return [
    target ? `Dashed: target, ${targetNow(series).toLowerCase()}.` : "",
    expected && expected !== "any"
      ? ` Band: what chance allows; in ${formatMonth(series.month)}, ${expected}.`
      : "",
    ...reason,
    ...noted,
  ]
    .join("")
    .trim();
}

/** Whether every month of a measure that has a figure reads the same: a sentence says it, and no table or chart. */
export function isOneNumber(months: Months): boolean {
  const shown = months.flatMap(({ figure }) =>
    hasValue(figure) ? [formatValue(figure.value, figure.unit)] : [],
  );
  return shown.length > 1 && new Set(shown).size === 1;
}
