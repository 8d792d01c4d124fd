import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../dataError.ts";
import { daysBetween } from "../dates.ts";
import { fromFetchTime, toFetchedName, toFetchTime } from "../fetchedFiles.ts";
import { hashFile } from "../hashFile.ts";
import { makeFolder } from "../makeFolder.ts";
import { sayNearest } from "../nearestName.ts";
import type { Settings, Source } from "../sources.ts";
import { type Fetched, type FetchPlan, fetchedFrom, toFetchPlan } from "./fetchPlan.ts";
import type { Start } from "./keptPages.ts";
import { askOData, toAddress } from "./odata.ts";
import { askPostgres } from "./postgresql.ts";
import { findPrevious, type Metadata } from "./previous.ts";
import { refused } from "./refused.ts";
import { type Asking, askedColumns, type Rows } from "./rowsOf.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import { nextWatermark, type Watermark } from "./watermark.ts";
import { type Tally, Unwritable, writeFetched } from "./writeFetched.ts";

/** What fetch is told besides the settings. */
export interface FetchOptions extends Omit<Asking, "secrets" | "settings" | "work"> {
  extracts: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** Fetch all rows, whatever was fetched before. */
  all: boolean;
}

/** A file that was fetched: its name under the folder of extracts, its hash, and how many rows it holds. */
export interface FetchedFile {
  file: string;
  sha256: string;
  rows: number;
  since: Watermark | null;
}

/** Minutes of changes that are asked for again, unless settings say otherwise. */
const usualOverlap = 60;

/** The source of that name, and how it is fetched. Throws a DataError that names those which are. */
export function getFetched({ sources }: Settings, id: string): Fetched {
  const source = sources.find((one) => one.id === id);
  if (source?.fetch) return { source, fetch: source.fetch };
  const fetched = sources.flatMap((one) => (one.fetch ? [one.id] : []));
  throw new DataError(
    `${id} can't be fetched.`,
    [
      source
        ? `its settings don't say from where`
        : `unknown source: ${sayNearest(
            id,
            sources.map((one) => one.id),
          )}`,
    ],
    fetched.length === 0
      ? "No source of sources.yaml says from where it is fetched: docs/fetch.md says how one does."
      : `These say from where: ${fetched.join(", ")}. docs/fetch.md says how.`,
  );
}

/** The day it is in the office. */
const dayIn = (zone: string, moment: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(moment);

/** Whether all rows are to be fetched again, by what settings say of how often. */
function isDue(full: Fetched["fetch"]["full"], lastFull: string, zone: string, now: Date): boolean {
  const day = dayIn(zone, now);
  const before = dayIn(zone, new Date(fromFetchTime(lastFull)));
  if (full === "weekly") return daysBetween(before, day) >= 7;
  return full === "monthly" ? before.slice(0, 7) !== day.slice(0, 7) : full === "each time";
}

/** What is to be fetched: all rows, or those changed since a fetch before. */
async function toStart(
  { source, fetch }: Fetched,
  { asked, modified }: FetchPlan,
  { extracts, all, now, log }: FetchOptions,
): Promise<Start> {
  const began = now();
  const time = toFetchTime(began);
  const zone = source.time_zone;
  const start: Start = { asked, time, after: null, since: null, received_on: dayIn(zone, began) };
  const previous = all || modified === undefined ? undefined : await findPrevious(source, extracts);
  if (!previous) return start;
  const { last, lastFull } = previous;
  if (last.said.asked !== asked) {
    log(`${source.id}: what is asked for has changed since ${last.file}, so all rows are fetched again.`);
    return start;
  }
  if (last.said.next === null || isDue(fetch.full, lastFull.time, zone, began)) return start;
  return { ...start, after: last.time, since: last.said.next };
}

const kinds = { odata: askOData, postgresql: askPostgres };

function ask(fetched: Fetched, plan: FetchPlan, start: Start, asking: Asking): Promise<Rows> {
  const { source, fetch } = fetched;
  return fetch.kind === "odata"
    ? kinds.odata({ source, fetch }, plan, start, asking)
    : kinds.postgresql({ source, fetch }, plan, start, asking);
}

/**
 * Fetches a source into the folder of extracts, as one Parquet file in the folder of the office's day: all rows, or those changed since
 * the fetch before. The file appears whole or not at all. Throws a DataError that says what was asked and what came of it,
 * without a word of the system's own.
 */
export async function fetchSource(
  fetched: Fetched,
  settings: Settings,
  options: FetchOptions,
): Promise<FetchedFile> {
  const { source } = fetched;
  const secrets = openSecrets(source.id, options.environment);
  try {
    return await fetchWith(fetched, settings, options, secrets);
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw withoutSecrets(error, secrets);
  }
}

/** An error that nobody foresaw, without what was secret: its words may hold that, and so may all that hangs on it. */
function withoutSecrets(error: unknown, { redact }: Secrets): Error {
  if (!(error instanceof Error)) return new Error("something that is no error was thrown");
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const plain = Object.assign(new Error(redact(error.message)), { code, path, syscall });
  plain.stack = redact(error.stack ?? "");
  return plain;
}

async function fetchWith(
  fetched: Fetched,
  settings: Settings,
  options: FetchOptions,
  secrets: Secrets,
): Promise<FetchedFile> {
  const { source, fetch } = fetched;
  const { extracts } = options;
  const plan = toFetchPlan(fetched);
  const work = workOf(extracts, source);
  const drop = () => rmSync(work, { recursive: true, force: true });
  const wanted = await toStart(fetched, plan, options);
  makeFolder(extracts);
  if (fetch.kind === "postgresql") drop();
  const rows = await ask(fetched, plan, wanted, { ...options, secrets, settings: settings.folder, work });
  try {
    const { start } = rows;
    if (start.after !== null && start.time <= start.after)
      throw refused(
        fetched,
        [`this machine's clock is not after the last fetch, ${start.after}`],
        "Set it right, or wait a second.",
      );
    makeFolder(work, 0o700);
    const written = join(work, "rows.parquet");
    const describe = (tally: Tally) => toMetadata(fetched, plan, rows, tally);
    const tally = await writeFetched(rows, plan, { work, file: written, describe }).catch(
      (error: unknown) => {
        if (!(error instanceof Unwritable)) throw error;
        drop();
        throw refused(fetched, [error.message], "Mend key or modified of its settings.");
      },
    );
    if (tally.rows === 0 && start.after === null) {
      drop();
      throw refused(
        fetched,
        ["it shows no row at all"],
        "May whoever asks see its rows? A table without any says nothing.",
      );
    }
    const sha256 = hashFile(written);
    const name = toFetchedName(source.id, { ...start, hash: sha256.slice(0, 12) });
    makeFolder(join(extracts, start.received_on));
    const file = `${start.received_on}/${name}`;
    renameSync(written, join(extracts, file));
    drop();
    return { file, sha256, rows: tally.rows, since: start.since };
  } finally {
    await rows.close();
  }
}

/** What a file is to say of itself. */
function toMetadata(
  { source, fetch }: Fetched,
  { asked }: FetchPlan,
  { began, start }: Rows,
  { rows, latest }: Tally,
): Metadata {
  const overlapMinutes = fetch.overlap_minutes ?? usualOverlap;
  return {
    source: source.id,
    from: fetchedFrom(fetch),
    asked,
    rows,
    began: new Date(began()).toISOString(),
    since: start.since,
    next: nextWatermark({ latest, began: began(), since: start.since, overlapMinutes }),
  };
}

/** Where a fetch is at work, and keeps its pages: beside the days' folders, and never read by a build. */
export const workOf = (extracts: string, { id }: Source): string => join(extracts, `.fetch-${id}`);

/** What would be asked, in words, without asking. */
export async function sayPlan(fetched: Fetched, options: FetchOptions): Promise<string[]> {
  const { source, fetch } = fetched;
  const plan = toFetchPlan(fetched);
  const { since } = await toStart(fetched, plan, options);
  return [
    `${source.id}: ${since ? `rows changed since ${since.from}` : "all rows"} of ${fetchedFrom(fetch)}`,
    `  columns: ${askedColumns(plan).join(", ")}`,
    ...(fetch.kind === "odata" ? [`  GET ${toAddress(fetch, plan, since).href}`] : []),
  ];
}
