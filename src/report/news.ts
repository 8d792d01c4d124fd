import { monthsBefore } from "../../loaders/dates.ts";
import type { Figure } from "../measures/figure.ts";
import { assure } from "../statistics/assurance.ts";
import { formatMonth } from "./format.ts";
import { hasValue, type Series, type Site } from "./series.ts";
import { briefWords, limitsBegin, type Signal, signalIn, signalOf, verdictWords } from "./signals.ts";

/** What kind of news something is of a measure: a signal that has come or gone, or what has become of its target. */
type NewsKind = "signal" | "signal gone" | "newly missed" | "newly met" | "no longer missed";

/** What a measure says in the reported month that it didn't say the month before. */
export interface News {
  kind: NewsKind;
  words: string;
}

/** The month that what is new is told against: the one the last meeting had, or else the month before. */
export function comparedWith({ month, report }: Pick<Site, "month" | "report">): string {
  const { since } = report.casework;
  return since === "" ? monthsBefore(month, 1) : since.slice(0, 7);
}

/** Whether a signal wasn't there the month before, or pointed another way. */
const isNews = (now: Signal, was: Signal | null): boolean => was === null || was.variation !== now.variation;

/** Whether the months before a missed one had missed the target as well, in many or in nearly all: then one more is no news. */
function wasMissedBefore({ target_met, target_months }: Figure): boolean {
  const months = (target_months ?? 1) - 1;
  return ["hit-or-miss", "failing"].includes(assure({ met: target_met ?? 0, months, reach: null }));
}

/** What a measure says now that the month `before` didn't, judged by the same limits; nothing where that is the same or there is no figure. */
export function newsOf(series: Series, before: string): News[] {
  const { latest, months, definition } = series;
  const then = months.find(({ month }) => month === before)?.figure;
  if (!hasValue(latest)) return [];
  const now = signalIn(series);
  const was = signalOf(
    months.filter(({ month }) => month <= before),
    limitsBegin(series),
    definition.direction,
  );
  const news: News[] = [];
  if (now && isNews(now, was)) news.push({ kind: "signal", words: briefWords(now) });
  if (!now && was && hasValue(then) && latest.variation !== "")
    news.push({ kind: "signal gone", words: `No longer ${verdictWords(was.variation)}.` });
  const [is, stood] = [latest.assurance, then?.assurance ?? ""];
  if (stood !== "" && is !== stood && is === "failing")
    news.push({ kind: "newly missed", words: "Its target is now missed in nearly every month." });
  if (stood !== "" && is !== stood && is === "passing")
    news.push({ kind: "newly met", words: "Its target is now met in nearly every month." });
  if (stood === "failing" && is !== "failing" && is !== "passing" && is !== "")
    news.push({ kind: "no longer missed", words: "Its target is no longer missed in nearly every month." });
  if (latest.target_status === "missed" && then?.target_status === "met" && !wasMissedBefore(latest))
    news.push({
      kind: "newly missed",
      words: `Its target is missed, and was met in ${formatMonth(before)}.`,
    });
  return news;
}
