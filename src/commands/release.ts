import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { ReleaseOutcome } from "../release/release.ts";
import { formatCount, formatDay, formatMonth, plural } from "../report/format.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";
import { parseMonth, parseWhole } from "./options.ts";

interface Options {
  month: string;
  signedBy?: string;
  readBy?: string;
  settings?: string;
  extracts?: string;
  landing?: string;
  plan?: string;
  out?: string;
  ledger?: string;
  packs?: string;
  dryRun?: boolean;
  reissue?: string;
  planAdvice?: boolean;
  over: number;
  json?: boolean;
}

function parseWords(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("must not be empty");
  return text.trim();
}

const states = {
  released: "is released",
  rehearsed: "could be released; nothing of it was",
  unchanged: "is out already, and nothing in it has changed",
} as const;

function summarise(outcome: ReleaseOutcome): string {
  const { state, folder, signOff, record, fresh, attacked, reconciled, files } = outcome;
  const { month, as_at, received_by, published_on, signed_by, read_by, figures, warnings } = record;
  const pack =
    reconciled.packNumbers > 0
      ? `, and ${formatCount(reconciled.packNumbers)} numbers are the pack’s`
      : "; the month has no pack to hold them against";
  return [
    "",
    `${formatMonth(month)} ${states[state]}: figures as at ${formatDay(as_at)}, from extracts received by ${formatDay(received_by)}.`,
    `  published    ${formatDay(published_on)}, signed by ${signed_by}${read_by === null ? "" : `, read by ${read_by}`}`,
    `  words        ${plural(fresh.length, "text")} that no release before has shown${read_by === null && fresh.length > 0 ? ": --read-by must name who has read them" : ""}`,
    `  figures      ${formatCount(figures.length)}, ${formatCount(record.figures_hidden)} of them hidden; ${plural(record.revisions.length, "revision")}`,
    `  attack       ${formatCount(attacked.cells)} counts of all releases, ${formatCount(attacked.hidden)} never shown: ${formatCount(attacked.unsafe)} unsafe ones hold`,
    `  files        ${formatCount(files)} scanned; ${formatCount(reconciled.pageCells)} cells of pages agree with every download${pack}`,
    `  sign-off     ${signOff}`,
    ...(state === "rehearsed" ? [] : [`  ${folder}`]),
    ...warnings.map(({ id, title, rows }) => `Warning: ${id}: ${plural(rows, "row")}; ${title}`),
  ].join("\n");
}

/** `release`: a month's public statistics, checked and signed, or refused with a list. */
export function addRelease(program: Command): void {
  addSettings(program.command("release"))
    .description("check a month's public statistics and release them, or refuse with a list")
    .requiredOption("--month <month>", "the month, yyyy-mm", parseMonth)
    .option("--signed-by <role>", "who answers for it: one of the plan’s roles", parseWords)
    .option("--read-by <role>", "who else has read the words that go out: another of them", parseWords)
    .option("--extracts <folder>", "where the extracts are")
    .option("--landing <folder>", "where parsed extracts are kept")
    .option("--plan <file>", "what is published, and how (default: publication.yaml of the settings)")
    .option("--out <folder>", "where releases go; published/ in it may be served (default: releases)")
    .option(
      "--ledger <folder>",
      "where it is kept what each release hid: not to be served, and for its owner alone",
    )
    .option("--packs <folder>", "where packs are kept, a folder to a month (default: packs)")
    .option("--dry-run", "do everything but release it, and write the sign-off page into the ledger")
    .option("--reissue <reason>", "release a month again; the reason is published", parseWords)
    .option(
      "--plan-advice",
      "release nothing: print what is hidden of each breakdown, and what coarser ones would show",
    )
    .option(
      "--over <percent>",
      "with --plan-advice: look for coarser ones where more than this is hidden",
      parseWhole(0),
      33,
    )
    .option("--json", "with --plan-advice: print JSON")
    .action(async (given: Options, command: Command) => {
      const { dryRun, reissue, signedBy, packs, planAdvice, over, json, ...options } = given;
      const places = placesOf(options.settings);
      const { extracts, landing, plan, releases, ledger } = places;
      const asked = {
        ...options,
        settings: places.settings,
        extracts: resolve(options.extracts ?? extracts),
        landing: resolve(options.landing ?? landing),
        plan: resolve(options.plan ?? plan),
        out: resolve(options.out ?? releases),
        ledger: resolve(options.ledger ?? ledger),
        now: new Date().toISOString(),
        log,
      };
      const { workFor } = await import("./workFor.ts");
      workFor(places.settings);
      if (planAdvice) {
        const { adviseOnMonth } = await import("../release/planAdvice.ts");
        const { adviceJson, adviceText } = await import("./planAdviceText.ts");
        const advice = await adviseOnMonth({ ...asked, over });
        process.stdout.write(json ? adviceJson(advice) : adviceText(advice, over));
        return;
      }
      if (signedBy === undefined)
        return command.error("error: required option '--signed-by <role>' not specified");
      const { release } = await import("../release/release.ts");
      const outcome = await release({
        ...asked,
        signedBy,
        packs: resolve(packs ?? places.packs),
        isDryRun: dryRun ?? false,
        ...(reissue ? { reissue } : {}),
      });
      log(summarise(outcome));
    });
}
