import { resolve } from "node:path";
import type { Command } from "commander";
import type { Packed } from "../pack/pack.ts";
import { formatDay, formatMonth, plural } from "../report/format.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";
import { parseDay, parseMonth, parseReason } from "./options.ts";
import { alignCells } from "./printedTable.ts";

interface Options {
  month: string;
  settings?: string;
  extracts?: string;
  landing?: string;
  history?: string;
  out?: string;
  asAt?: string;
  reissue?: string;
}

const mostRows = 20;

const short = (value: number | null, status: string) =>
  value === null ? `[${status}]` : value.toLocaleString("en-GB", { maximumFractionDigits: 2 });

/** What a reissue changed, in lines; the manifest has all of it. */
function changeLines({ manifest }: Packed): string[] {
  const reissue = manifest.reissues.at(-1);
  if (!reissue) return [];
  const { files, figures } = reissue.changed;
  const rows = figures
    .slice(0, mostRows)
    .map(({ measure, period, breakdown, group, was, was_status, is, is_status }) => [
      measure,
      period,
      breakdown ? `${breakdown}: ${group}` : "",
      short(was, was_status),
      short(is, is_status),
    ]);
  const table = alignCells([["measure", "period", "group", "was", "is"], ...rows], new Set([3, 4]));
  return [
    `Reissue ${manifest.reissues.length}: ${reissue.reason}. The pack before is in ${reissue.replaced.kept_in}.`,
    `Changed: ${files.length === 0 ? "no file" : files.join(", ")}; ${plural(figures.length, "figure")}.`,
    ...(figures.length > 0 ? [table.trimEnd()] : []),
    ...(figures.length > mostRows ? [`… and ${figures.length - mostRows} more, in manifest.json`] : []),
  ];
}

function summarise(packed: Packed): string {
  const { folder, manifest } = packed;
  const { month, as_at, received_by, outputs, refused } = manifest;
  return [
    "",
    `${formatMonth(month)} is packed and sealed: figures as at ${formatDay(as_at)}, from ${plural(manifest.extracts.length, "extract")} received by ${formatDay(received_by)}.`,
    ...outputs.map(
      ({ file, bytes }) => `  ${file.padEnd(18)} ${Math.ceil(bytes / 1000).toLocaleString("en-GB")} kB`,
    ),
    `  ${folder}`,
    ...refused.map(({ file }) => `Refused: ${file}. Nothing of it is in the pack.`),
    ...changeLines(packed),
  ].join("\n");
}

/** `pack`: the papers of a month's assurance meeting, sealed. */
export function addPack(program: Command): void {
  addSettings(program.command("pack"))
    .description("make and seal the papers of a month's assurance meeting")
    .requiredOption("--month <month>", "the month, yyyy-mm", parseMonth)
    .option("--extracts <folder>", "where the extracts are")
    .option("--landing <folder>", "where parsed extracts are kept")
    .option("--history <folder>", "where builds leave their records (default: beside the landing folder)")
    .option("--out <folder>", "where packs are kept, a folder to a month (default: packs)")
    .option(
      "--as-at <date>",
      "read the extracts received by this day, yyyy-mm-dd (default: when the month's had all come)",
      parseDay,
    )
    .option("--reissue <reason>", "make a sealed pack again, and keep the one before", parseReason)
    .action(async ({ month, settings, extracts, landing, history, out, asAt, reissue }: Options) => {
      const places = placesOf(settings);
      const { pack } = await import("../pack/pack.ts");
      const packed = await pack({
        month,
        settings: places.settings,
        extracts: resolve(extracts ?? places.extracts),
        landing: resolve(landing ?? places.landing),
        out: resolve(out ?? places.packs),
        log,
        now: new Date().toISOString(),
        ...(history ? { history: resolve(history) } : {}),
        ...(asAt ? { asAt } : {}),
        ...(reissue ? { reissue } : {}),
      });
      log(summarise(packed));
    });
}
