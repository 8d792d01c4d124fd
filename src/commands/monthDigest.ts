import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { monthsBefore } from "../../loaders/dates.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { arrivalOf, stateWords } from "../report/arrivals.ts";
import { formatDay, formatMonth, plural } from "../report/format.ts";
import { sourceName } from "../report/names.ts";
import { comparedWith, newsOf } from "../report/news.ts";
import type { Report } from "../report/report.ts";
import { saidText } from "../report/said.ts";
import { toSite } from "../report/series.ts";
import { verdictOfMonth } from "../report/verdictOfMonth.ts";
import { latestFirst } from "../site/components/brief/restated.ts";
import { monthCodes } from "./monthCodes.ts";

const News = z.strictObject({
  measure: z.string(),
  title: z.string(),
  kind: z.enum(["signal", "signal gone", "newly missed", "newly met", "no longer missed"]),
  words: z.string(),
});

const Failing = z.strictObject({
  id: z.string().describe("the check, or the file that was refused or that no source claims"),
  title: z.string(),
  rows: z.int(),
  is_new: z.boolean().describe("whether the month before had not found it, or found fewer"),
});

const Step = z.strictObject({
  step: z.enum(["check", "build", "pack", "release"]),
  state: z.enum(["done", "unchanged", "refused", "failed", "left out"]),
  words: z.array(z.string()),
});

/** What a month's run did and found: what is kept of it for the next, and printed. */
const MonthDigest = z.strictObject({
  month: z.string().nullable().describe("yyyy-mm; null where no month could be told"),
  compared_with: z
    .string()
    .nullable()
    .describe("the month that news are told against: the last meeting's, or the one before"),
  as_at: z.string().nullable(),
  exit_code: z.int(),
  verdict: z.string(),
  news: z.array(News),
  restated: z.int().describe("totals of earlier months that now read otherwise"),
  late: z.array(z.strictObject({ source: z.string(), name: z.string(), state: z.string() })),
  failing: z.array(Failing),
  steps: z.array(Step),
});

export type MonthDigest = z.infer<typeof MonthDigest>;
export type Step = z.infer<typeof Step>;
type Failing = z.infer<typeof Failing>;

/** What is said of a month by its report, in the words of the brief. */
export function digestMonth(
  report: Report,
): Pick<MonthDigest, "month" | "compared_with" | "as_at" | "verdict" | "news" | "restated" | "late"> {
  const site = toSite(report);
  const before = comparedWith(site);
  return {
    month: site.month,
    compared_with: before,
    as_at: report.asAt,
    verdict: saidText(verdictOfMonth(site, ({ definition }) => definition.title)),
    news: site.series.flatMap((series) => {
      const { id, title } = series.definition;
      return newsOf(series, before).map((one) => ({ measure: id, title, ...one }));
    }),
    restated: latestFirst((report.restated?.figures ?? []).filter(({ was_status }) => was_status !== "x"))
      .length,
    late: report.sources
      .filter((source) => arrivalOf(source, report.asAt) === "late")
      .map((source) => ({
        source: source.id,
        name: sourceName(source.id),
        state: stateWords(source, report.asAt),
      })),
  };
}

/** What is failing, each with whether the digest of the month before, where there is one, had it too and no less of it. */
export function markNew(
  failing: readonly Omit<Failing, "is_new">[],
  before: MonthDigest | null,
): MonthDigest["failing"] {
  return failing.map((one) => {
    const known = before?.failing.find(({ id }) => id === one.id);
    return { ...one, is_new: known === undefined || known.rows < one.rows };
  });
}

/** The exit code of what a run found: the sum of `monthCodes`. */
export function toExitCode({ steps, failing, late, news }: Omit<MonthDigest, "exit_code">): number {
  const found: Record<(typeof monthCodes)[number][0], boolean> = {
    1: steps.some(({ state }) => state === "failed"),
    2: failing.some(({ is_new }) => is_new),
    4: late.length > 0,
    8: news.some(({ kind }) => kind === "newly missed"),
    16: steps.some(({ state }) => state === "refused"),
  };
  return monthCodes.reduce((sum, [bit]) => sum + (found[bit] ? bit : 0), 0);
}

const fileOf = (history: string, month: string) => join(history, `monthly-${month}.json`);

/** The digest that was kept of a month; null where there is none, or it is of another version. */
export function readDigest(history: string, month: string): MonthDigest | null {
  const file = fileOf(history, month);
  if (!existsSync(file)) return null;
  try {
    return MonthDigest.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Keeps the digest of a month for the next to be compared with. */
export function keepDigest(history: string, month: string, digest: MonthDigest): void {
  makeFolder(history);
  const work = `${fileOf(history, month)}.new`;
  writeFileSync(work, `${JSON.stringify(digest, null, 2)}\n`);
  renameSync(work, fileOf(history, month));
}

/** What an exit code says, in words. */
function codeWords(code: number): string {
  const parts = monthCodes.filter(([bit]) => (code & bit) !== 0).map(([bit, words]) => `${bit}, ${words}`);
  return code === 0 ? "0: nothing new." : `${code}: ${parts.join("; ")}.`;
}

const mostFailing = 20;

function failingLines(failing: MonthDigest["failing"], known: string): string[] {
  const fresh = failing.filter(({ is_new }) => is_new);
  const rest = failing.length - fresh.length;
  const more = fresh.length - mostFailing;
  return [
    ...fresh
      .slice(0, mostFailing)
      .map(({ title, rows }) => `  ${title}${rows > 0 ? `: ${plural(rows, "row")}` : ""}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    ...(rest > 0 ? [`  ${plural(rest, "other")} as in ${known}`] : []),
  ];
}

const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", heading, ...lines];

/** The digest as text, in the order of what matters. */
export function digestText(digest: MonthDigest): string {
  const { month, as_at, verdict, news, restated, late, failing, steps, exit_code } = digest;
  const before = digest.compared_with === null ? "the month before" : formatMonth(digest.compared_with);
  const last = month === null ? "the month before" : formatMonth(monthsBefore(month, 1));
  const told = news.map(({ title, words }) => `  ${title}: ${words}`);
  const fresh = [
    ...told,
    ...(restated > 0 ? [`  Restated: ${plural(restated, "total")} of ${before} and before.`] : []),
  ];
  return [
    month === null || as_at === null
      ? "No month could be told."
      : `${formatMonth(month)}: figures as at ${formatDay(as_at)}.`,
    ...(verdict === "" ? [] : [verdict]),
    ...section(`New since ${before}`, month !== null && fresh.length === 0 ? ["  Nothing."] : fresh),
    ...section(
      "Late",
      late.map(({ name, state }) => `  ${name}: ${state}`),
    ),
    ...section("Checks", failingLines(failing, last)),
    ...section(
      "Done",
      steps.flatMap(({ step, state, words: [first = "", ...rest] }) => [
        `  ${step.padEnd(8)} ${state.padEnd(10)} ${first}`.trimEnd(),
        ...rest.map((line) => `    ${line}`),
      ]),
    ),
    "",
    `Exit code ${codeWords(exit_code)}`,
    "",
  ].join("\n");
}
