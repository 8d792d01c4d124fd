import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { formatDay } from "../report/format.ts";
import type { Restated, Restatement } from "../restate/restate.ts";
import { toCsv } from "../tables/toCsv.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";
import { checkMeasure } from "./measure.ts";
import { parseMonth } from "./options.ts";
import { alignCells } from "./printedTable.ts";

interface Options {
  since: string;
  measure?: string;
  settings?: string;
  extracts?: string;
  landing?: string;
  history?: string;
  format: "table" | "json" | "csv";
}

/** `66.7 (2 of 3)`, or the shorthand where there is no value. */
function toText(
  value: number | null,
  numerator: number | null,
  denominator: number | null,
  status: string,
): string {
  if (value === null) return `[${status || "x"}]`;
  const short = value.toLocaleString("en-GB", { maximumFractionDigits: 2 });
  if (denominator === null || numerator === null) return short;
  return `${short} (${numerator.toLocaleString("en-GB")} of ${denominator.toLocaleString("en-GB")})`;
}

function toLines(figures: readonly Restated[]): string {
  const rows = figures.map((one) => [
    one.measure,
    one.period,
    one.breakdown ? `${one.breakdown}: ${one.group}` : "",
    toText(one.was, one.was_numerator, one.was_denominator, one.was_status),
    toText(one.is, one.is_numerator, one.is_denominator, one.is_status),
    one.why,
  ]);
  return alignCells([["measure", "period", "group", "was", "is", "why"], ...rows], new Set([3, 4]));
}

function summarise({ figures, builtFrom, receivedTo, hasRecord }: Restatement, history: string): string {
  const newlyHeld = figures.filter(({ was_status }) => was_status === "x").length;
  const count = (number: number) => number.toLocaleString("en-GB");
  return [
    `Then: extracts received by ${formatDay(builtFrom)}. Now: by ${formatDay(receivedTo)}.`,
    `Figures given then that have changed: ${count(figures.length - newlyHeld)}. Without a figure then, and with one now: ${count(newlyHeld)}.`,
    hasRecord
      ? "Totals then are those that month's build recorded; breakdowns are built again as defined today."
      : `No build of that month left a record in ${history}: what a change of definition or calendar did can't be told.`,
  ].join("\n");
}

/** `restate`: the figures that are no longer what a past month's build gave, and why. */
export function addRestate(program: Command): void {
  addSettings(program.command("restate"))
    .description("list the figures that have changed since a past month's build: was, is and why")
    .requiredOption("--since <month>", "the month, yyyy-mm", parseMonth)
    .option("--measure <id>", "only this measure")
    .option("--extracts <folder>", "where the extracts are")
    .option("--landing <folder>", "where parsed extracts are kept")
    .option("--history <folder>", "where past builds left their records (default: beside the landing folder)")
    .addOption(
      new Option("--format <format>", "how to print").choices(["table", "json", "csv"]).default("table"),
    )
    .action(async ({ since, measure, history, format, ...given }: Options) => {
      const places = placesOf(given.settings);
      const extracts = resolve(given.extracts ?? places.extracts);
      const landing = resolve(given.landing ?? places.landing);
      const { historyBeside } = await import("../../loaders/draws.ts");
      const { restate, restatedColumns } = await import("../restate/restate.ts");
      const records = resolve(history ?? historyBeside(landing));
      if (measure) await checkMeasure(measure, places.settings);
      const found = await restate({
        settings: places.settings,
        extracts,
        landing,
        history: records,
        since,
        ...(measure ? { measure } : {}),
        log,
      });
      log(summarise(found, records));
      if (format === "json") process.stdout.write(`${JSON.stringify(found.figures, null, 2)}\n`);
      else if (format === "csv") process.stdout.write(toCsv(restatedColumns, found.figures));
      else if (found.figures.length > 0) process.stdout.write(toLines(found.figures));
    });
}
