import { statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type Clock, readClocks } from "../../loaders/clocks.ts";
import { openDatabase, useOneThread } from "../../loaders/database.ts";
import { beginYearsWith } from "../../loaders/dates.ts";
import { readDraws, toDrawnSamples } from "../../loaders/draws.ts";
import { type FoundExtracts, findExtracts } from "../../loaders/findExtracts.ts";
import { type Loaded, load } from "../../loaders/load.ts";
import { loadOwnWords } from "../../loaders/loadOwnWords.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { keepToOwner } from "../../loaders/ownersAlone.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { loadReferences } from "../../loaders/reference.ts";
import type { Settings } from "../../loaders/sources.ts";
import { clearWorkFolders, toWorkFolder } from "../../loaders/workFolders.ts";
import { breaksOf, readBreaks } from "../catalogue/breaks.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { type Holding, noFirstDay, readHoldings } from "../catalogue/holdings.ts";
import { type OwnFault, sayFault } from "../catalogue/ownFaults.ts";
import { withoutOff } from "../catalogue/ownMeasures.ts";
import { readEveryMeasure, readKnownIds, readWrittenMeasures } from "../catalogue/readMeasures.ts";
import { readRebases } from "../catalogue/rebases.ts";
import { programSettings, projectFile } from "../project.ts";
import { findAsAt } from "./asAt.ts";
import { type CheckResult, readDoubts, runChecks } from "./checks.ts";
import type { Context } from "./context.ts";
import { readCovered } from "./coverLimits.ts";
import { createModels } from "./createModels.ts";
import { nameDay } from "./daysInWords.ts";
import { type Freshness, readFreshness } from "./freshness.ts";
import { type Model, readModels } from "./graph.ts";
import { mustHoldDaysOff } from "./heldDays.ts";
import { readLosses } from "./losses.ts";
import { contractsRead, readNotRecorded } from "./notRecorded.ts";
import { nothingLoaded, type Stopped } from "./stopped.ts";
import { tryOwnMeasures } from "./tryOwnMeasures.ts";

/** A built warehouse, still in memory. */
export interface Warehouse {
  instance: DuckDBInstance;
  connection: DuckDBConnection;
  settings: Settings;
  definitions: MeasureDefinition[];
  models: Model[];
  checks: CheckResult[];
  context: Context;
  refused: { source: string; file: string; problem: string }[];
  /** Why the last day reported is that one: 'the last month end that feedback covers'. */
  asAtReason: string;
  /** The newest receipt of any extract. */
  receivedTo: string;
  /** How each source stands on that day, by its id. */
  freshness: ReadonlyMap<string, Freshness>;
  loaded: Loaded;
  /** What the office has of its own that can't be used, and why. */
  faults: OwnFault[];
}

export interface WarehouseOptions {
  /** The folder of the office's settings: the program's own unless given. */
  settings?: string;
  extracts: string;
  landing: string;
  /** Where the draws of quality samples are kept: none are read unless given. */
  history?: string;
  /** Only extracts received by this day are read. */
  asAt?: string;
  /** The last day to report, the end of a month, though later months may be complete. */
  reportTo?: string;
  /** Called before it stops for want of a whole month: keeps what was loaded, and says where. */
  onStop?: (stopped: Stopped) => Promise<string>;
  log: (message: string) => void;
}

/**
 * What the settings and the extracts say of measures up to the last day reported: what isn't held of them, where series break,
 * where limits begin anew.
 */
export async function readSaid(
  connection: DuckDBConnection,
  read: Pick<Read, "models" | "settings" | "loaded">,
  definitions: readonly MeasureDefinition[],
  asAt: string,
): Promise<Pick<Context, "holdings" | "breaks" | "rebases">> {
  const { folder } = read.settings;
  const ids = readKnownIds(folder);
  const holdings = readHoldings(join(folder, "holdings.csv"), definitions, ids);
  const implied = await readNotRecorded(connection, read, definitions, holdings);
  const unset = unsetLimits(definitions, readClocks(folder, read.settings.office));
  const written = readBreaks(
    join(folder, "breaks.csv"),
    ids,
    read.settings.sources,
    read.settings.isNamedBySources,
  );
  const isOfSource = written.some(({ contract }) => contract !== null);
  const reads = isOfSource ? await contractsRead(connection, read.models, definitions) : new Map();
  const breaks = breaksOf(written, ids, reads);
  const rebases = readRebases(join(folder, "rebases.csv"), ids);
  return {
    holdings: [...holdings, ...unset, ...implied].filter(({ from }) => from <= asAt),
    breaks: breaks.filter(({ on }) => on <= asAt),
    rebases: rebases.filter(({ on }) => on <= asAt),
  };
}

/** That a measure goes by a limit which the office hasn't set: without it nothing can be in time. */
export function unsetLimits(definitions: readonly MeasureDefinition[], clocks: readonly Clock[]): Holding[] {
  const set = new Set(clocks.map(({ clock }) => clock));
  return definitions.flatMap(({ id, clocks: own }) => {
    const missing = own.filter((name) => !set.has(name));
    if (missing.length === 0) return [];
    const reason = `This office has set no limit for it (${missing.join(", ")}).`;
    return [
      { measure: id, breakdown: "", from: noFirstDay, to: "9999-12-31", extent: "none" as const, reason },
    ];
  });
}

/**
 * Megabytes of memory a warehouse may take, more with larger extracts up to a limit: what it has no room for goes to files,
 * which takes less of the machine than doing without its memory elsewhere does.
 */
function roomFor({ extracts }: FoundExtracts): number {
  const bytes = new Map(
    extracts.map(({ path }) => [path, statSync(path, { throwIfNoEntry: false })?.size ?? 0]),
  );
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  // A CSV is held whole while it is read.
  const largest = Math.max(0, ...bytes.values());
  const room = Math.min(mostRoom, Math.max(leastRoom, (0.75 * total) / 1e6));
  return Math.ceil(room + Math.max(0, largest / 1e6 - 32));
}

const leastRoom = 220;
const mostRoom = 800;

/**
 * Reads the extracts, makes the models and runs the checks, all in memory. Throws a DataError when no
 * extract can be read; blocking checks are the caller's to heed.
 */
export async function buildWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const { log } = options;
  const settings = readSettings(join(options.settings ?? programSettings, "sources.yaml"));
  beginYearsWith(settings.office.first_month);
  const found = findExtracts(options.extracts, settings, options.asAt);
  if (found.extracts.length === 0) {
    throw nothingLoaded(
      `${options.extracts} has no extract that can be read${options.asAt ? ` received by ${options.asAt}` : ""}.`,
      found.strays,
      `Put each file in a folder named by the day it was received; names are in ${join(settings.folder, "sources.yaml")}.`,
      log,
    );
  }
  const drawn = options.history === undefined ? [] : toDrawnSamples(readDraws(options.history));
  makeFolder(options.landing);
  // Landed rows are those of people: their owner's alone, also where the folder was there before.
  keepToOwner(options.landing);
  clearWorkFolders(options.landing);
  const room = { megabytes: roomFor(found), spill: toWorkFolder(options.landing, "spill") };
  const instance = await openDatabase({ room });
  const connection = await instance.connect();
  await loadReferences(connection, settings.folder, settings.office, drawn);
  await loadOwnWords(connection, settings);
  let reported = 0;
  const loaded = await load(instance, found, options.landing, (done, all) => {
    const tenth = Math.floor((10 * done) / all);
    if (tenth > reported) log(`Extracts: ${done} of ${all} files`);
    reported = Math.max(reported, tenth);
  });
  await useOneThread(connection);
  const program = await readModels(connection, projectFile("sql"));
  const beside = await instance.connect();
  await createModels(connection, program, beside);
  const { own } = readWrittenMeasures(settings.folder);
  const tried = await tryOwnMeasures(connection, own, program, settings.folder);
  const { faults } = tried;
  for (const fault of faults) log(`Warning: can't be used: ${sayFault(fault)}`);
  const models = [...program, ...tried.models];
  log(`Models: ${models.filter(({ schema }) => schema !== "measures" && schema !== "checks").length} built`);
  const checks = await runChecks(connection, models, settings.measures.called, beside);
  beside.closeSync();
  const { refused } = loaded;
  const described = await describe(connection, { settings, found, loaded, models }, options.reportTo);
  if (!described) {
    const where = await options.onStop?.({ connection, settings, refused });
    throw nothingLoaded(
      `${options.extracts} holds no whole month${refused.length > 0 ? ` that can be read: ${refused.length} refused` : ""}.`,
      refused,
      [
        `Mend what is named, or its mapping in ${join(settings.folder, "sources.yaml")}, and build again.`,
        where,
      ]
        .filter(Boolean)
        .join("\n"),
      log,
    );
  }
  await mustHoldDaysOff(connection, settings, described.context.asAt, described.context.coverage);
  for (const { reason } of described.context.doubts) log(`To be looked at: ${reason}`);
  log(`Reported to ${nameDay(described.context.asAt)}: ${described.asAtReason}`);
  return { instance, connection, settings, models, checks, refused, loaded, faults, ...described };
}

/** What is told of extracts that were loaded and made into models: up to which day, by which definitions, how fresh. */
type Described = Pick<Warehouse, "definitions" | "context" | "asAtReason" | "receivedTo" | "freshness">;

/** What it is told from: the files found and loaded, and the models, of which the checks that read raw tables alone are run. */
interface Read {
  settings: Settings;
  found: FoundExtracts;
  loaded: Loaded;
  models: readonly Model[];
}

/** Undefined where no month is whole. `reportTo` is as in `WarehouseOptions`. */
export async function describe(
  connection: DuckDBConnection,
  about: Read,
  reportTo: string | undefined,
): Promise<Described | undefined> {
  const { settings, found, loaded, models } = about;
  const { held, told: coverage } = await readCovered(connection);
  const { receivedTo, freshness } = readFreshness(found.extracts, loaded, settings.sources);
  // A month that is asked for waits for nothing.
  const meeting_needs = reportTo === undefined ? settings.meeting_needs : [];
  const { sources } = settings;
  const latest = findAsAt({
    settings: { meeting_needs, sources },
    coverage: held,
    files: loaded.files,
    freshness,
  });
  if (!latest) return undefined;
  const isAsked = reportTo !== undefined && reportTo < latest.day;
  const asAt = isAsked ? reportTo : latest.day;
  const asAtReason = isAsked ? "the month asked for" : latest.reason;
  // What the settings say of a measure that is switched off is no slip.
  const asked = new Set(models.filter(({ schema }) => schema === "measures").map(({ name }) => name));
  const every = readEveryMeasure(asAt, settings.folder, settings.measures).filter(({ id }) =>
    asked.has(`measures.${id}`),
  );
  const definitions = withoutOff(every, settings);
  const context: Context = {
    asAt,
    coverage,
    ...(await readSaid(connection, about, every, asAt)),
    gaps: [...freshness.values()].flatMap(({ gaps }) => gaps),
    doubts: await readDoubts(connection, models),
    losses: await readLosses(connection, models, definitions),
  };
  return { definitions, context, asAtReason, receivedTo, freshness };
}
