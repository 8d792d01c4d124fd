import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import type { FeasibleInterval } from "../disclosure/equations.ts";
import type { EarlierRelease } from "../disclosure/linkReleases.ts";
import { type Counts, readCounts } from "../disclosure/readCounts.ts";
import { formatRecord, parseRecord, type ReleaseRecord, toEarlier, toRecord } from "../disclosure/record.ts";
import { type Suppression, suppress } from "../disclosure/suppress.ts";
import { addTotals, type Cell, type Group, type Table, total } from "../disclosure/tables.ts";
import { isWithin } from "../release/ledger.ts";
import { replaceOutput } from "../swap.ts";
import { toCsv } from "../tables/toCsv.ts";
import { type AskedAnswer, openAnswer } from "./protectAnswer.ts";
import { readLabels, readPlanLabels, stopAtUnlistedLabels } from "./protectLabels.ts";

export interface ProtectOptions {
  file: string;
  by: readonly string[];
  count: string;
  threshold: number;
  protectZeros: boolean;
  /** Folders that earlier runs wrote, or the records in them. */
  earlier: readonly string[];
  out: string;
  /** The publication plan, whose labels may be published; null where there is none. */
  plan: string | null;
  /** Files with a label to a line that may be published too. */
  labels: readonly string[];
  /** Of an answer: the ledger that it goes into, and what it counts as releases name it. */
  answer?: AskedAnswer;
}

const restricted = "not-for-publication";
const recordFile = join(restricted, "record.json");
const marker = "protected.json";

/** The record of an earlier run: its folder is enough. */
function readEarlier(path: string): ReleaseRecord {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, recordFile) : path;
  if (!existsSync(file))
    throw new DataError(
      `${path} isn't an earlier release: it has no ${recordFile}.`,
      [],
      "Name the folder it was written to.",
    );
  return parseRecord(readFileSync(file, "utf8"), file);
}

function refuseInLedger(out: string, { ledger }: AskedAnswer): void {
  if (isWithin(resolve(out), resolve(ledger)))
    throw new DataError(
      `${out} can't be used for the output: it lies in the ledger, which is its owner's alone.`,
      [],
      "Name another folder with --out.",
    );
}

/** An answer's counts have other names than those of a table that knows no ledger: the two can't be linked. */
function refuseAnswer(path: string, { settings }: ReleaseRecord): void {
  if (settings.of.answer !== undefined)
    throw new DataError(
      `${path} was made with a ledger, so this table can't be attacked with it.`,
      [],
      "Name the ledger by --with, and say by --of what the table counts: every answer in it is reckoned with.",
    );
}

/** Groups in the order in which their values first stand in the file, totals after what they are of. */
function sortGroups(groups: readonly Group[], { by, rows }: Counts): Group[] {
  const places = by.map((_, index) => {
    const values = [...new Set(rows.map(({ values }) => values[index] ?? ""))];
    return new Map([...values, total].map((value, place) => [value, place]));
  });
  const placeOf = (group: Group, index: number) => places[index]?.get(group.values[index] ?? "") ?? 0;
  return [...groups].sort((a, b) => {
    for (const index of by.keys()) {
      const difference = placeOf(a, index) - placeOf(b, index);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function toSafeCsv(
  groups: readonly Group[],
  by: readonly string[],
  count: string,
  isHidden: (group: Group) => FeasibleInterval | undefined,
): string {
  const rows = groups.map((group) => ({
    ...Object.fromEntries(by.map((name, index) => [name, group.values[index] ?? ""])),
    [count]: isHidden(group) ? null : group.count,
    status: isHidden(group) ? "c" : "",
  }));
  return toCsv<string>([...by, count, "status"], rows);
}

function toHiddenCsv(
  groups: readonly Group[],
  by: readonly string[],
  isHidden: (group: Group) => FeasibleInterval | undefined,
): string {
  const rows = groups.flatMap((group) => {
    const interval = isHidden(group);
    if (!interval) return [];
    const upper = Number.isFinite(interval.upper) ? interval.upper : null;
    const named = Object.fromEntries(by.map((name, index) => [name, group.values[index] ?? ""]));
    return [{ ...named, feasible_from: interval.lower, feasible_to: upper }];
  });
  return toCsv<string>([...by, "feasible_from", "feasible_to"], rows);
}

/** A table of groups as the counts that `countOf` says they are. */
function toTable(
  name: string,
  groups: readonly Group[],
  sums: Table["sums"],
  countOf: (group: Group) => Pick<Cell, "id" | "of">,
): Table {
  const counts = new Map(groups.map((group) => [group.id, countOf(group)]));
  const nameOf = (id: string) => counts.get(id)?.id ?? id;
  return {
    name,
    cells: groups.map(({ id, count }) => ({ id, ...counts.get(id), count })),
    sums: sums.map(({ total, parts }) => ({ total: nameOf(total), parts: parts.map(nameOf) })),
  };
}

const hash = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

/**
 * Makes a table of inner counts safe: adds every total, hides what must be, and writes to `out` the table to publish
 * (`safe.csv`) and, in `not-for-publication`, what each hidden count could be (`hidden.csv`, with no upper end where it is
 * empty) and the record a later run takes as an earlier release. Whole or not at all.
 *
 * An earlier release is of the same count: where a combination has the same count as then it is the same people, and
 * where it hasn't, what it has changed by is protected as a count is. Throws a DataError for what can't be read, isn't
 * of the same count, has labels that nobody has agreed to, or can't be made safe. An answer's record is written to the
 * ledger first; `found` says how many of its counts releases have too.
 */
export async function protectFile(
  options: ProtectOptions,
): Promise<{ cells: number; suppression: Suppression; found: number }> {
  const { file, by, count, threshold, protectZeros, earlier, out } = options;
  const counts = readCounts(file, by, count);
  const planned = options.plan === null ? {} : readPlanLabels(options.plan);
  stopAtUnlistedLabels(counts, count, readLabels(planned, options.labels), file);
  const records = earlier.map((path) => ({ path, record: readEarlier(path) }));
  for (const { path, record } of records) {
    if (resolve(path) === resolve(out) || resolve(path) === resolve(out, recordFile))
      throw new DataError(
        `${path} can't be both an earlier release and the output.`,
        [],
        "Name another folder with --out.",
      );
    if (record.settings.of.count !== count)
      throw new DataError(
        `${path} is no earlier release of this table: it counts in another column.`,
        [],
        "An earlier release must be of the same count, under the same name.",
      );
  }
  if (options.answer) refuseInLedger(out, options.answer);
  else for (const { path, record } of records) refuseAnswer(path, record);
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new DataError(
      `${out} can't be used for the output: it is a file.`,
      [],
      "Name a new folder with --out.",
    );
  const { groups, sums } = addTotals(by, counts.rows);
  const ordered = sortGroups(groups, counts);
  const input = readFileSync(file);
  const asked = { counts, groups, file, planned, settings: { threshold, protect_zeros: protectZeros } };
  const answer = options.answer ? await openAnswer(options.answer, asked) : null;
  const countOf = answer?.countOf ?? (({ id }: Group) => ({ id }));
  const toOwn = answer?.toOwn ?? ((release: EarlierRelease) => release);
  const table = toTable(by.join(" by "), groups, sums, countOf);
  const tables = [table, ...(answer?.findTables(table) ?? [])];
  const own = records.map(({ record }) => toOwn(toEarlier(record)));
  const suppression = await suppress({
    tables,
    threshold,
    protectZeros,
    earlier: [...own, ...(answer?.earlier ?? [])],
    growing: true,
  });
  const isHidden = (group: Group) => suppression.hidden.get(countOf(group).id);
  const safe = toSafeCsv(ordered, by, count, isHidden);
  const hidden = toHiddenCsv(ordered, by, isHidden);
  const record = toRecord({
    release: answer?.release ?? `${basename(file)} ${hash(input).slice(0, 12)}`,
    signedBy: "",
    settings: {
      ...asked.settings,
      of: { by: [...by].sort().join(","), count, ...(answer?.of ?? {}) },
    },
    files: { [basename(file)]: hash(input), "safe.csv": hash(safe) },
    tables,
    suppression,
  });
  // Into the ledger first, so that nothing is ever out that a release doesn't know of.
  await answer?.keep(record);
  await replaceOutput(
    out,
    async (folder) => {
      mkdirSync(join(folder, restricted));
      writeFileSync(join(folder, "safe.csv"), safe);
      writeFileSync(join(folder, restricted, "hidden.csv"), hidden);
      writeFileSync(join(folder, recordFile), formatRecord(record));
      writeFileSync(join(folder, marker), `${JSON.stringify({ made_by: "candour protect" })}\n`);
    },
    marker,
  );
  return { cells: groups.length, suppression, found: answer?.found ?? 0 };
}
