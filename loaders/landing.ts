import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { compileContract } from "./compileContract.ts";
import { type Contract, sameBy } from "./contract.ts";
import { DataError } from "./dataError.ts";
import { hashFile } from "./hashFile.ts";
import type { LandingKey } from "./landingKey.ts";
import { dependsOnPeriod } from "./reshape.ts";
import { type Extract, findContract, type Source } from "./sources.ts";

/** Changes when the readers or the compiled SQL would give other rows for the same file and mapping. */
const landingVersion = 9;

const LandedCounts = z.object({
  rows_read: z.int(),
  rows_loaded: z.int(),
  rows_quarantined: z.int(),
  values_blanked: z.int(),
  notes: z.array(z.string()),
  absent: z.array(z.string()).describe("the columns of the contract whose heading it doesn't have"),
});

/** What became of each row that was read, how many values of those loaded are left empty, and what else there is to say. */
export type LandedCounts = z.infer<typeof LandedCounts>;

/** What lies beside landed rows: how many there are, and the hash of each file that holds them. */
const Kept = LandedCounts.extend({ files: z.record(z.string(), z.string()) });

/** Where an extract lands: by the hash of its bytes and of all that bears on how they are read. */
export interface LandingPlace {
  extract: Extract;
  sha256: string;
  /** What names its folder. */
  key: string;
  home: string;
  /** What the file was before its hash was taken: which one, how long, when last written. */
  seen: string;
}

/** A file that has been parsed: where its rows are, and what became of each row that was read. */
export interface Landed extends LandedCounts {
  extract: Extract;
  sha256: string;
  loaded_from: "parsed" | "landed";
  rows: string;
  quarantine: string;
}

const hashExtract = (extract: Extract): string => see(extract).sha256;

function see({ path, file }: Extract): Pick<LandingPlace, "sha256" | "seen"> {
  try {
    const seen = identify(path);
    return { seen, sha256: hashFile(path) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new DataError(`${file} can't be opened.`, [code], "Is it a file, and may you read it?");
  }
}

/** The contract of a source, in the words of the office. */
export function contractOf(source: Source): Contract {
  const contract = findContract(source);
  if (!contract) throw new Error(`unknown contract: ${source.contract}`);
  return contract;
}

const readings = new WeakMap<Source, Map<string, string>>();

/**
 * The settings of a source by which its files are read: all but those that say when they come, what they are called, which of
 * two stands, and why a column isn't there. A setting that is new is one of them unless it is named here.
 */
function readBy(source: Source): Partial<Source> {
  const {
    id: _,
    system,
    files,
    due,
    until,
    covers_from,
    within_period,
    later_files,
    each_file,
    fetch,
    ...others
  } = source;
  const { not_recorded, optional, ...reading } = others;
  return reading;
}

/** All that bears on how the bytes of a file are read. */
function readingOf({ source, received_on, covers_from }: Extract): string {
  const known = readings.get(source) ?? new Map<string, string>();
  readings.set(source, known);
  const period = dependsOnPeriod(source) ? covers_from : "";
  const when = `${received_on} ${period}`;
  const reading =
    known.get(when) ??
    JSON.stringify([
      landingVersion,
      readBy(source),
      period,
      sameBy(contractOf(source)),
      compileContract(contractOf(source), source, "text rows", received_on),
    ]);
  known.set(when, reading);
  return reading;
}

function identify(path: string): string {
  const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [ino, size, mtimeNs, ctimeNs].join(" ");
}

/** Whether the file has other bytes now than those whose hash was taken: what was read of it may be of both. */
export function isReplaced({ extract, sha256, seen }: LandingPlace): boolean {
  if (!existsSync(extract.path)) return true;
  return identify(extract.path) !== seen && hashExtract(extract) !== sha256;
}

/** Where an extract lands under `folder`, whose key is `landingKey`. Throws a DataError when it can't be opened. */
export function findPlace(extract: Extract, folder: string, landingKey: LandingKey): LandingPlace {
  const { sha256, seen } = see(extract);
  const all = createHash("sha256").update(sha256).update(readingOf(extract)).update(landingKey.name);
  const key = all.digest("hex").slice(0, 32);
  return { extract, sha256, key, home: join(folder, extract.source.id, key), seen };
}

export const rowsFile = (folder: string) => join(folder, "rows.parquet");

export const quarantineFile = (folder: string) => join(folder, "quarantine.parquet");

/** What a search is told of the people in the rows beside it. */
export const peopleFile = (folder: string) => join(folder, "people.parquet");

const countsFile = (folder: string) => join(folder, "counts.json");

/** What is kept beside rows that were written to `folder`: what became of each, and the hash of each of `files`. */
export function describeLanded(folder: string, counts: LandedCounts, files: readonly string[]): void {
  const hashes = Object.fromEntries(files.map((path) => [basename(path), hashFile(path)]));
  writeFileSync(countsFile(folder), JSON.stringify({ ...counts, files: hashes }));
}

export function toLanded(
  { extract, sha256, home }: LandingPlace,
  counts: LandedCounts,
  loaded_from: Landed["loaded_from"],
): Landed {
  return { extract, sha256, ...counts, loaded_from, rows: rowsFile(home), quarantine: quarantineFile(home) };
}

/** What was kept beside landed rows, if they are all there as they were written. */
function readKept(home: string): LandedCounts | undefined {
  try {
    const { files, ...counts } = Kept.parse(JSON.parse(readFileSync(countsFile(home), "utf8")));
    return Object.entries(files).every(([name, hash]) => hashFile(join(home, name)) === hash)
      ? counts
      : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") throw error;
    // Cut off, gone or of another form: as if it had never landed.
    return undefined;
  }
}

/** The landed rows of an extract that has been parsed before; what isn't as it was written is cleared, to be parsed again. */
export function findLanded(place: LandingPlace): Landed | undefined {
  const counts = readKept(place.home);
  if (counts) return toLanded(place, counts, "landed");
  rmSync(place.home, { recursive: true, force: true });
  return undefined;
}

/** Puts what was written in its place, unless the same bytes have been landed there meanwhile under another name. */
export function putInPlace(work: string, home: string): void {
  try {
    renameSync(work, home);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}
