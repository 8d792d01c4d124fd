import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import type { Command } from "commander";
import { plural } from "../report/format.ts";
import type { Sampled } from "../sampling/sampleMonth.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";
import { parseDay, parseMonth, parseReason, parseWhole } from "./options.ts";
import { alignCells } from "./printedTable.ts";

interface Options {
  month: string;
  seed?: number;
  again?: true;
  replace: string[];
  reason?: string;
  settings?: string;
  extracts?: string;
  landing?: string;
  history?: string;
  out?: string;
  asAt?: string;
}

/** The groups that had fewer cases than were wanted, a line to each. */
function shortLines({ draw }: Sampled): string[] {
  const short = (draw?.groups ?? []).filter(({ wanted, found }) => found < wanted);
  if (short.length === 0) return [];
  const rows = short.map(({ sampling, group, wanted, found, sampled_before }) => [
    sampling,
    Object.values(group).join(", "),
    ...[wanted, found, sampled_before].map(String),
  ]);
  const heading = ["sampling", "group", "wanted", "found", "sampled before"];
  return [
    `Too few cases to draw from in ${plural(short.length, "group")}; all there were are drawn:`,
    alignCells([heading, ...rows], new Set([2, 3, 4])).trimEnd(),
  ];
}

function summarise(sampled: Sampled, month: string): string {
  const { draw, forms, ungrouped, isSamplingHeld } = sampled;
  const said = draw
    ? [
        `${plural(draw.drawn.length, "case")} drawn for ${month} by seed ${draw.seed}, from ${plural(draw.groups.length, "group")}; extracts received by ${draw.received_to}.`,
      ]
    : [`Nothing is missing of the samples for ${month}: none drawn.`];
  return [
    ...said,
    ...(draw?.replaced ?? []).map(({ case_reference, by }) =>
      by === null
        ? `${case_reference} is replaced by none: its group has no other case.`
        : `${case_reference} is replaced by ${draw?.drawn.find(({ sample_id }) => sample_id === by)?.case_reference ?? by}.`,
    ),
    ...shortLines(sampled),
    ...ungrouped.map(
      ({ sampling, cases }) => `Of no group, as nobody had them: ${plural(cases, "case")} (${sampling}).`,
    ),
    ...(isSamplingHeld
      ? []
      : [
          "No extract of quality samples covers all of the month: what was sampled before is known only as far as extracts and kept draws say.",
        ]),
    ...forms.flatMap(({ folder, files, mustBeMapped }) => [
      `  ${folder}`,
      ...files.map((file) => `    ${file}`),
      ...(mustBeMapped === "" ? [] : [mustBeMapped]),
    ]),
  ].join("\n");
}

const help = `
What is required stands in sampling.yaml of the settings. The same seed, extracts, settings and kept draws give the same draw. A draw is kept in the
history (draws/) and never changed. Fill in the form and put it among the extracts, in a folder named by the day: it is loaded as the extract of
quality samples.`;

/** `sample`: the quality samples that are required for a month, drawn by lot, with the readers' list and form. */
export function addSample(program: Command): void {
  addSettings(program.command("sample"))
    .description("draw a month's required quality samples, and write the readers' list and form")
    .requiredOption("--month <month>", "the month, yyyy-mm", parseMonth)
    .option(
      "--seed <number>",
      "what the cases are put in order by (default: drawn by lot, and printed)",
      parseWhole(0),
    )
    .option("--again", "add to the month's draw what is missing of it")
    .option(
      "--replace <case>",
      "with --again: draw another in place of this case; repeated, of several",
      (name: string, earlier: string[]) => [...earlier, name.trim()],
      [],
    )
    .option("--reason <text>", "with --replace: why they aren't to be read", parseReason)
    .option("--extracts <folder>", "where the extracts are")
    .option("--landing <folder>", "where parsed extracts are kept")
    .option("--history <folder>", "where draws are kept (default: beside the landing folder)")
    .option("--out <folder>", "where lists and forms are written, a folder to a month (default: samples)")
    .option("--as-at <date>", "read only the extracts received by this day, yyyy-mm-dd", parseDay)
    .addHelpText("after", help)
    .action(async ({ month, seed, again, replace, reason, settings, asAt, ...given }: Options) => {
      const { DataError } = await import("../../loaders/dataError.ts");
      if (replace.length > 0 !== (reason !== undefined) || (replace.length > 0 && !again))
        throw new DataError(
          "A case is replaced by --again --replace CASE --reason WHY.",
          [],
          "Give all three, or leave out --replace and --reason.",
        );
      const places = placesOf(settings);
      const landing = resolve(given.landing ?? places.landing);
      const { historyBeside } = await import("../../loaders/draws.ts");
      const { sampleMonth } = await import("../sampling/sampleMonth.ts");
      const sampled = await sampleMonth({
        month,
        landing,
        log,
        settings: places.settings,
        isAgain: again === true,
        seed: seed ?? randomInt(2 ** 31),
        extracts: resolve(given.extracts ?? places.extracts),
        history: resolve(given.history ?? historyBeside(landing)),
        out: resolve(given.out ?? places.samples),
        replace: reason === undefined ? null : { cases: replace, why: reason },
        ...(asAt ? { asAt } : {}),
      });
      log(summarise(sampled, month));
    });
}
