import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import type { Figure } from "../measures/figure.ts";
import { Definitions, hashOf } from "./definitions.ts";

const RecordedFigure = z.tuple([
  z.string().describe("measure"),
  z.string().describe("period"),
  z.number().nullable().describe("numerator"),
  z.number().nullable().describe("denominator"),
  z.number().nullable().describe("value"),
  z.enum(["", "x", "c", "z", "p", "r", "b", "u"]).describe("status"),
]);

const BuildRecord = z.strictObject({
  receivedTo: z.iso.date(),
  definitions: Definitions,
  extracts: z.record(z.string(), z.string()).describe("a hash of each source's files"),
  figures: z.array(RecordedFigure),
});

/** What a build leaves behind for later ones to be compared with: what its figures were computed by, and its totals. */
export type BuildRecord = z.infer<typeof BuildRecord>;

/** A hash of each source's files, whatever order they were loaded in. */
export function hashExtracts(
  loads: readonly { source: string; file: string; sha256: string }[],
): Record<string, string> {
  const sources = [...new Set(loads.map(({ source }) => source))].sort();
  const filesOf = (id: string) =>
    loads
      .filter(({ source }) => source === id)
      .map(({ file, sha256 }) => `${file} ${sha256}`)
      .sort();
  return Object.fromEntries(sources.map((id) => [id, hashOf(filesOf(id))]));
}

/** The totals among figures, as a record keeps them; a year to date is the sum of its months, which are there. */
export function toRecordedFigures(figures: readonly Figure[]): BuildRecord["figures"] {
  return figures
    .filter(({ breakdown, period_kind }) => breakdown === "" && period_kind !== "year-to-date")
    .map((one) => [one.measure, one.period, one.numerator, one.denominator, one.value, one.status]);
}

/** The records of a month's builds under `folder`, in the order written. Throws a DataError for a file that isn't one. */
export function readRecords(folder: string, month: string): BuildRecord[] {
  const file = join(folder, `${month}.json`);
  if (!existsSync(file)) return [];
  try {
    return z.array(BuildRecord).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw new DataError(
      `${file} can't be read: it isn't a record of builds.`,
      [],
      "Move it away; what that month's figures were computed by is then not known.",
    );
  }
}

/**
 * Adds the record of a build that reports `month`, unless one with the same extracts and definitions is there. What
 * is there is never changed.
 */
export function addRecord(folder: string, month: string, record: BuildRecord): void {
  const records = readRecords(folder, month);
  const key = ({ definitions, extracts }: BuildRecord) => hashOf([definitions, extracts]);
  if (records.some((one) => key(one) === key(record))) return;
  makeFolder(folder);
  const work = join(folder, `.${month}.json`);
  writeFileSync(work, `[\n${[...records, record].map((one) => JSON.stringify(one)).join(",\n")}\n]\n`);
  renameSync(work, join(folder, `${month}.json`));
}

/** The record of a month's build from the most extracts received by `cutoff`; of several, the one written first. */
export function findRecord(records: readonly BuildRecord[], cutoff: string): BuildRecord | undefined {
  const known = records.filter(({ receivedTo }) => receivedTo <= cutoff);
  const latest = known
    .map(({ receivedTo }) => receivedTo)
    .sort()
    .at(-1);
  return known.find(({ receivedTo }) => receivedTo === latest);
}
