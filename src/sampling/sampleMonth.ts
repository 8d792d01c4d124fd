import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { endOfMonth } from "../../loaders/dates.ts";
import {
  type Draw,
  type DrawContent,
  type DrawnCase,
  type DrawnSample,
  drawsIn,
  type Replacement,
  readDraws,
  toDraw,
  toDrawnSamples,
} from "../../loaders/draws.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import {
  type RequiredSampling,
  readSampling,
  type SampleNumbers,
  type SamplingSettings,
  toSampleId,
} from "../../loaders/samplingSettings.ts";
import {
  type CaseOfSampling,
  type Chosen,
  type DrawnCases,
  drawSamples,
  groupKey,
} from "../casework/drawSamples.ts";
import { readCasesToDraw } from "../casework/sampling.ts";
import { withLock } from "../lock.ts";
import { formatDay, formatMonth } from "../report/format.ts";
import { hashOf } from "../restate/definitions.ts";
import { stopIfBlocked } from "../warehouse/checks.ts";
import { isCovered } from "../warehouse/coverage.ts";
import { buildWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { dueDate } from "../warehouse/workingDays.ts";
import { formsFolder, keepDraw, type WrittenForms, writeForms } from "./keepDraw.ts";

export interface SampleOptions {
  month: string;
  /** By which the cases are put in order: the same seed, extracts, settings and kept draws give the same draw. */
  seed: number;
  /** The folder of the office's settings. */
  settings: string;
  extracts: string;
  landing: string;
  /** Where draws are kept. */
  history: string;
  /** Where lists and forms are written, a folder to a draw. */
  out: string;
  /** Only extracts received by this day are read. */
  asAt?: string;
  /** Adds to the month's draw what is missing of it. */
  isAgain: boolean;
  /** Cases of the month's draw that are not to be read after all, and why. */
  replace: { cases: readonly string[]; why: string } | null;
  log: (message: string) => void;
}

export interface Sampled {
  /** What was drawn now; null where nothing was missing. */
  draw: Draw | null;
  /** The lists and forms that were written, with those of earlier draws that weren't there. */
  forms: Pick<WrittenForms, "folder" | "files" | "mustBeMapped">[];
  /** Cases that nobody had at the end of the month, by sampling. */
  ungrouped: DrawnCases["ungrouped"];
  /** Whether extracts say what was sampled up to the end of the month. */
  isSamplingHeld: boolean;
}

const cannotDraw = (month: string, why: string, nextStep = "") =>
  new DataError(`No samples can be drawn for ${formatMonth(month)}: ${why}`, [], nextStep);

/** What is required by the settings of an office. Throws a DataError where they say nothing is. */
function readRequired(folder: string): {
  required: SamplingSettings;
  office: ReturnType<typeof readSettings>;
} {
  const office = readSettings(join(folder, "sources.yaml"));
  const required = readSampling(office.folder, office.vocabulary);
  if (required) return { required, office };
  throw new DataError(
    `Nothing is required: ${join(office.folder, "sampling.yaml")} isn't there.`,
    [],
    "Say there what quality sampling the office requires; data/sampling.yaml of Candour is an example.",
  );
}

/** Throws a DataError where a month's cases aren't known whole up to its end. */
function checkHeld({ context }: Warehouse, month: string): void {
  const end = endOfMonth(month);
  const { asAt, coverage, holdings } = context;
  if (asAt !== end)
    throw cannotDraw(
      month,
      `the extracts are reported to ${formatDay(asAt)}.`,
      "Wait for the month's extracts, or name another month.",
    );
  if (!isCovered(coverage, "cases", `${month}-01`, end))
    throw cannotDraw(
      month,
      "no extract of cases that was loaded covers all of it.",
      "Add the extract, or name another month.",
    );
  const missing = holdings.find(
    ({ measure, breakdown, extent, from, to }) =>
      measure === "cases-to-sample" &&
      breakdown === "" &&
      extent === "none" &&
      from <= end &&
      (to ?? end) >= `${month}-01`,
  );
  if (missing) throw cannotDraw(month, `the cases that could be sampled aren't held. ${missing.reason}`);
}

const Sample = z.object({
  sample_id: z.string(),
  case_reference: z.string().nullable(),
  sampling: z.string().nullable(),
  sampled_on: z.iso.date().nullable(),
});

type Sample = z.infer<typeof Sample>;

async function readSamples(connection: DuckDBConnection): Promise<Sample[]> {
  const rows = await query(
    connection,
    "select sample_id, case_reference, sampling, sampled_on from marts.samples order by sample_id",
  );
  return z.array(Sample).parse(rows);
}

/** Whether a case was sampled before, by an extract or a kept draw: by the same sampling, or by one that rules it out. */
function takenBy(
  required: readonly RequiredSampling[],
  samples: readonly Pick<Sample, "case_reference" | "sampling">[],
): (one: CaseOfSampling) => boolean {
  const before = new Map<string, Set<string>>();
  for (const { case_reference, sampling } of samples) {
    if (case_reference === null) continue;
    const own = before.get(case_reference) ?? new Set();
    before.set(case_reference, own);
    own.add(sampling ?? "");
  }
  const allowed = new Map(required.map(({ sampling, also_of }) => [sampling, new Set(also_of)]));
  return ({ case_reference, sampling }) =>
    [...(before.get(case_reference) ?? [])].some(
      (other) => other === sampling || !allowed.get(sampling)?.has(other),
    );
}

/** Gives each case drawn a number that no sample has. Throws a DataError where there are none left of its digits. */
function numbered(
  chosen: readonly Chosen[],
  numbers: SampleNumbers,
  used: ReadonlySet<string>,
  dueOn: ReadonlyMap<string, string>,
): DrawnCase[] {
  let next = numbers.from;
  return chosen.map(
    ({ case_reference, sampling, group, jurisdiction, stage, opened_on, closed_on, ...one }) => {
      while (used.has(toSampleId(numbers, next))) next += 1;
      if (String(next).length > numbers.digits)
        throw new DataError(
          "No number is left for a sample.",
          [`numbers of ${numbers.digits} digits from ${numbers.from} are all used`],
          "Give numbers in sampling.yaml more digits, or a lower first number.",
        );
      const sample_id = toSampleId(numbers, next);
      next += 1;
      return {
        sample_id,
        case_reference,
        sampling,
        group,
        officer: one.officer ?? "not recorded",
        team: one.team ?? "not recorded",
        jurisdiction,
        stage,
        opened_on,
        closed_on,
        due_on: dueOn.get(sampling) ?? "",
      };
    },
  );
}

/** The samples of a month's draw that are to be replaced. Throws a DataError for a case that isn't in it, or has been read. */
function findReplaced(
  { month, replace }: Pick<SampleOptions, "month" | "replace">,
  stillDrawn: readonly DrawnSample[],
  samples: readonly Sample[],
): DrawnSample[] {
  const end = endOfMonth(month);
  const wanted = [...new Set(replace?.cases ?? [])];
  const problems: string[] = [];
  const found = wanted.flatMap((name) => {
    const own = stillDrawn.filter(({ case_reference }) => case_reference === name);
    if (own.length === 0) problems.push(`${name}: is not in the month's draw, or was replaced before`);
    const isRead = samples.some(
      ({ case_reference, sampling, sampled_on }) =>
        case_reference === name &&
        sampled_on !== null &&
        sampled_on > end &&
        own.some((one) => one.sampling === sampling),
    );
    if (isRead) problems.push(`${name}: has been read`);
    return own;
  });
  if (problems.length === 0) return found;
  throw new DataError(
    "What was asked for can't be replaced.",
    problems,
    "Name cases of the month's draw that nobody has read yet.",
  );
}

/** Each sample replaced with the one drawn in its place: of its group, in order. */
function toReplacements(
  replaced: readonly DrawnSample[],
  drawn: readonly DrawnCase[],
  why: string,
): Replacement[] {
  const free = [...drawn];
  return replaced.map(({ sample_id, case_reference, sampling, group }) => {
    const place = free.findIndex((one) => groupKey(one.sampling, one.group) === groupKey(sampling, group));
    const by = place < 0 ? null : (free.splice(place, 1)[0]?.sample_id ?? null);
    return { sample_id, case_reference, why, by };
  });
}

interface Before {
  draws: readonly Draw[];
  /** Those of the month. */
  own: readonly Draw[];
}

/** The draws kept before. Throws a DataError where the month has one and nothing is to be added, or has none to add to. */
function readBefore({ history, month, isAgain }: SampleOptions, settings: string): Before {
  const draws = readDraws(history);
  const own = draws.filter((one) => one.month === month);
  const [first] = own;
  if (first && !isAgain)
    throw new DataError(
      `The samples for ${formatMonth(month)} are drawn already, by seed ${first.seed}.`,
      [],
      "Add what is missing with --again, or replace a case: --again --replace CASE --reason WHY.",
    );
  if (!first && isAgain)
    throw new DataError(
      `No draw is kept for ${formatMonth(month)}, so nothing can be added to it.`,
      [],
      "Leave out --again, or name the history with --history.",
    );
  if (first && first.settings !== settings)
    throw new DataError(
      `What is required has changed since the samples for ${formatMonth(month)} were drawn.`,
      [],
      "A month is sampled by what was required when it was drawn: put sampling.yaml back as it was to add to it.",
    );
  return { draws, own };
}

/** What is drawn now of a month, with whose cases are left out; the draw is null where nothing is missing. */
async function drawNow(
  options: SampleOptions,
  { numbers, required }: SamplingSettings,
  { draws, own }: Before,
  warehouse: Warehouse,
  settings: string,
): Promise<{ draw: Draw | null; ungrouped: DrawnCases["ungrouped"] }> {
  const { month, seed, replace } = options;
  const { connection, receivedTo } = warehouse;
  const end = endOfMonth(month);
  const cases = (await readCasesToDraw(connection, end)).flatMap((one): CaseOfSampling[] =>
    required
      .filter(({ reads }) => reads === one.sampling_meaning)
      .map(({ sampling }) => ({ ...one, sampling })),
  );
  if (cases.length === 0) throw cannotDraw(month, "no case was open at its end, and none was closed in it.");
  const samples = await readSamples(connection);
  const all = toDrawnSamples(draws);
  const stillDrawn = all.filter((one) => one.month === month && one.replaced_why === null);
  const replaced = findReplaced(options, stillDrawn, samples);
  const gone = new Set(replaced.map(({ sample_id }) => sample_id));
  const counts = new Map<string, number>();
  for (const { sampling, group } of stillDrawn.filter(({ sample_id }) => !gone.has(sample_id)))
    counts.set(groupKey(sampling, group), (counts.get(groupKey(sampling, group)) ?? 0) + 1);
  const { chosen, groups, ungrouped } = drawSamples({
    month,
    seed,
    required,
    cases,
    isTaken: takenBy(required, [...samples, ...all]),
    countDrawn: (sampling, group) => counts.get(groupKey(sampling, group)) ?? 0,
  });
  if (own.length > 0 && chosen.length === 0 && replaced.length === 0) return { draw: null, ungrouped };
  const dueOn = new Map<string, string>();
  for (const { sampling, read_within } of required)
    dueOn.set(sampling, await dueDate(connection, end, read_within, warehouse.settings.office.calendar));
  const used = new Set([...samples, ...all].map(({ sample_id }) => sample_id));
  const drawn = numbered(chosen, numbers, used, dueOn);
  const content: DrawContent = {
    month,
    part: own.length + 1,
    seed,
    received_to: receivedTo,
    settings,
    follows: own.at(-1)?.sha256 ?? null,
    groups,
    drawn,
    replaced: toReplacements(replaced, drawn, replace?.why ?? ""),
  };
  return { draw: toDraw(content), ungrouped };
}

async function sampleLocked(options: SampleOptions): Promise<Sampled> {
  const { month, history, out } = options;
  const { required, office } = readRequired(options.settings);
  const settings = hashOf(required);
  const before = readBefore(options, settings);
  const end = endOfMonth(month);
  const warehouse = await buildWarehouse({ ...options, reportTo: end });
  const { connection, instance } = warehouse;
  const written: WrittenForms[] = [];
  const write = async (draw: Draw) => {
    const of = { name: office.office.name, language: office.office.language };
    written.push(await writeForms(draw, out, office.sources, of, end));
  };
  try {
    stopIfBlocked(warehouse.checks);
    checkHeld(warehouse, month);
    const { draw, ungrouped } = await drawNow(options, required, before, warehouse, settings);
    // Where a draw was kept and the command ended before its form was in its place.
    for (const one of before.own)
      if (one.drawn.length > 0 && !existsSync(formsFolder(out, one))) await write(one);
    if (draw && draw.drawn.length > 0) await write(draw);
    if (draw) keepDraw(history, draw);
    for (const { put } of written) put();
    const isSamplingHeld = isCovered(warehouse.context.coverage, "samples", `${month}-01`, end);
    return { draw, forms: written, ungrouped, isSamplingHeld };
  } catch (error) {
    for (const { drop } of written) drop();
    throw error;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * Draws the quality samples that an office requires for a month, of the cases open at its end and those closed in it, keeps the draw
 * and writes the readers' list and form. Throws a DataError where nothing is required, the month or its cases aren't held, it is drawn
 * already or a kept draw isn't as it was written; nothing is then kept or written.
 */
export async function sampleMonth(options: SampleOptions): Promise<Sampled> {
  readRequired(options.settings);
  makeFolder(options.history);
  return withLock(drawsIn(options.history), () => sampleLocked(options));
}
