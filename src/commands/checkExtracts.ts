import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { readClocks } from "../../loaders/clocks.ts";
import { openDatabase, query, queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { addDays, isDay } from "../../loaders/dates.ts";
import { type FoundExtracts, findExtracts } from "../../loaders/findExtracts.ts";
import { type Loaded, load } from "../../loaders/load.ts";
import { loadOwnWords } from "../../loaders/loadOwnWords.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { keepToOwner } from "../../loaders/ownersAlone.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { loadReferences } from "../../loaders/reference.ts";
import { readSampling } from "../../loaders/samplingSettings.ts";
import { type Extract, namesOf, type Settings, type Source } from "../../loaders/sources.ts";
import { wantedForm } from "../../loaders/wantedForm.ts";
import { clearWorkFolders, toWorkFolder } from "../../loaders/workFolders.ts";
import { readBreaks } from "../catalogue/breaks.ts";
import { readHoldings } from "../catalogue/holdings.ts";
import { readNotes } from "../catalogue/noted.ts";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import { withoutOff } from "../catalogue/ownMeasures.ts";
import { readWrittenMeasures } from "../catalogue/readMeasures.ts";
import { readRebases } from "../catalogue/rebases.ts";
import { readTargets } from "../catalogue/targets.ts";
import { projectFile } from "../project.ts";
import { readPlan } from "../release/plan.ts";
import type { KeptIn } from "../restate/saidThen.ts";
import { readClearances } from "../scan/clearances.ts";
import { type AsAt, findAsAt } from "../warehouse/asAt.ts";
import { runChecks } from "../warehouse/checks.ts";
import { readCovered } from "../warehouse/coverLimits.ts";
import { createModels } from "../warehouse/createModels.ts";
import { readFreshness } from "../warehouse/freshness.ts";
import { type Model, readModels } from "../warehouse/graph.ts";
import { mustHoldDaysOff } from "../warehouse/heldDays.ts";
import { type Cost, readLoads } from "../warehouse/loads.ts";
import { unsetLimits } from "../warehouse/warehouse.ts";
import { type CheckedMeasure, checkMeasures } from "./checkMeasures.ts";
import { type OwnFigures, readOwnFigures } from "./checkOwnMeasures.ts";
import { checkOwnPages } from "./checkOwnPages.ts";
import { findIdleSettings } from "./idleSettings.ts";
import { findNearestPattern, type Nearest } from "./nearestPattern.ts";
import { tryAsWritten } from "./tryAsWritten.ts";

/** Rows set aside or values left empty for one reason. */
export interface Fault {
  kind: Cost;
  /** The column of the contract, and its heading; both empty where it is the whole row. */
  column: string;
  heading: string;
  reason: string;
  /** What it should have been; empty where the reason says it. */
  wanted: string;
  rows: number;
  sheet: string;
  first_rows: number[];
}

export interface CheckedFile {
  file: string;
  /** Why nothing of it was read; null where it was. */
  refused: string | null;
  same_as: string | null;
  rows_read: number;
  rows_loaded: number;
  rows_set_aside: number;
  values_left_empty: number;
  notes: string | null;
  faults: Fault[];
}

export interface CheckedSource {
  id: string;
  system: string;
  contract: string;
  files: CheckedFile[];
  /** Settings of it that nothing in its files answers to. */
  idle: string[];
}

/** What becomes of extracts by the settings: never what a row holds. */
export interface Checked {
  settings: string;
  sources: CheckedSource[];
  /** Files of no source, and the pattern that comes nearest to their name. */
  strays: { file: string; problem: string; nearest: Nearest | null }[];
  /** What checks of the rows themselves find, before a model is made of them. */
  checks: { title: string; stops: boolean; names: string[] }[];
  /** That files tell of days before the calendar of days off begins, of which there is then no figure; null where none does. */
  before_calendar: string | null;
  /** The last day that would be reported, and why; null where no month that is expected is whole, or files don't say their days. */
  reported_to: AsAt | null;
  /** Null where nothing would be reported. */
  measures: CheckedMeasure[] | null;
  /** What the office has of its own that can't be used. */
  faults: OwnFault[];
  /** The last figures of each measure of the office's own. */
  own: OwnFigures[];
}

export interface ToCheck {
  settings: string;
  extracts: string;
  /** Where what is parsed of the folder is kept. */
  landing: string;
  /** Files that are checked instead of a folder; none: the folder. */
  files: readonly string[];
  /** Where earlier months left their briefs and packs; nothing is said of them unless given. */
  kept?: KeptIn;
  /** The source that they are of, whatever their names. */
  source?: string;
  asAt?: string;
  /** The day that files which lie in no folder named by one were received. */
  today: string;
}

export const isRefused = ({ sources, strays, checks, faults }: Checked): boolean =>
  strays.length > 0 ||
  faults.length > 0 ||
  checks.some(({ stops }) => stops) ||
  sources.some(({ files }) => files.some(({ refused }) => refused !== null));

const cache = projectFile("node_modules/.cache/candour-answers");

/** All settings of a folder, each by its own reader. Throws a DataError for the first file that can't be used. */
function readAll(asked: string) {
  const settings = readSettings(join(asked, "sources.yaml"));
  const { folder } = settings;
  const { definitions, own, ids } = readWrittenMeasures(folder);
  const holdings = readHoldings(join(folder, "holdings.csv"), definitions, ids);
  readTargets(join(folder, "targets.csv"), ids, definitions);
  readBreaks(join(folder, "breaks.csv"), ids, settings.sources, settings.isNamedBySources);
  readRebases(join(folder, "rebases.csv"), ids);
  readNotes(join(folder, "notes.csv"), definitions);
  readSampling(folder, settings.vocabulary);
  const plan = join(folder, "publication.yaml");
  const planned = existsSync(plan) ? readPlan(plan, definitions, settings.office).measures : {};
  readClearances(join(folder, "clearances.yaml"));
  const unset = unsetLimits(definitions, readClocks(folder, settings.office));
  return {
    settings,
    definitions,
    own,
    planned: new Set(Object.keys(planned)),
    holdings: [...holdings, ...unset],
  };
}

/**
 * What becomes of a folder of extracts, or of named files, by the settings of a folder. What is parsed of named files lies in a
 * folder of the owner's alone, which is removed. Throws a DataError for settings that can't be used.
 */
export async function check(asked: ToCheck): Promise<Checked> {
  const { settings, definitions, own, planned, holdings } = readAll(asked.settings);
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  clearWorkFolders(cache);
  const work = toWorkFolder(cache, "answer");
  mkdirSync(work, { mode: 0o700 });
  keepToOwner(work);
  const instance = await openDatabase({ room: { megabytes: 1000, spill: join(work, "spill") } });
  const connection = await instance.connect();
  try {
    const { found, isCovering } = findAsked(asked, settings, join(work, "named"));
    await loadReferences(connection, settings.folder, settings.office);
    await loadOwnWords(connection, settings);
    const landing = asked.files.length > 0 ? join(work, "landing") : asked.landing;
    makeFolder(landing);
    // Landed rows are those of people: their owner's alone.
    keepToOwner(landing);
    clearWorkFolders(landing);
    const loaded = await load(instance, found, landing);
    const program = await readModels(connection, projectFile("sql"));
    const calendar = program.filter(({ schema }) => schema === "calendar");
    await createModels(connection, calendar);
    const tried = await tryAsWritten(own, program, settings);
    const models = [...program, ...tried.models];
    const usable = definitions.filter(({ id }) => models.some(({ name }) => name === `measures.${id}`));
    const about = { models, settings, loaded };
    const had = withoutOff(usable, settings);
    const { held } = await readCovered(connection);
    const { freshness } = readFreshness(found.extracts, loaded, settings.sources);
    const asAt = findAsAt({ settings, coverage: held, files: loaded.files, freshness });
    if (isCovering && asAt) await mustHoldDaysOff(connection, settings, asAt.day, held);
    const figures =
      isCovering && asAt
        ? await readOwnFigures(connection, { ...about, holdings, coverage: held }, tried, asAt.day)
        : { faults: tried.faults, own: [] };
    const toCheck = { models, settings, holdings, coverage: held, planned, kept: asked.kept ?? {} };
    const reported = isCovering && asAt ? asAt.day : null;
    const pages = await checkOwnPages(connection, { ...toCheck, definitions: had }, reported);
    return {
      settings: asked.settings,
      sources: await toSources(connection, asked, settings, found, loaded),
      strays: found.strays.map((stray) => ({
        ...stray,
        nearest: findNearestPattern(basename(stray.file), settings.sources),
      })),
      checks: await checkRaw(connection, models),
      before_calendar: await findBeforeCalendar(connection, found),
      reported_to: isCovering ? (asAt ?? null) : null,
      measures: isCovering && asAt ? await checkMeasures(connection, about, had, holdings) : null,
      own: figures.own,
      faults: [...figures.faults, ...pages],
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(work, { recursive: true, force: true });
  }
}

/** The checks that read what was loaded and no model of it, as a build would run them. */
async function checkRaw(connection: DuckDBConnection, models: readonly Model[]): Promise<Checked["checks"]> {
  const isOfRows = ({ schema, reads }: Model) =>
    schema === "checks" && reads.every((name) => /^(raw|calendar)\./.test(name));
  const results = await runChecks(connection, models.filter(isOfRows));
  return results
    .filter(({ rows }) => rows > 0)
    .map(({ title, severity, names }) => ({ title, stops: severity === "blocking", names }));
}

/** Whether files tell of days before the first year whose days off are known: months before that aren't reported. */
async function findBeforeCalendar(
  connection: DuckDBConnection,
  { extracts }: FoundExtracts,
): Promise<string | null> {
  const [first] = extracts
    .filter(({ covers_from, covers_to }) => covers_from <= covers_to)
    .map(({ covers_from }) => covers_from)
    .sort();
  const { begins, calendar } = await queryOne<{ begins: string; calendar: string }>(
    connection,
    "select known_from::varchar as begins, calendar from raw.calendars where is_own",
  );
  if (first === undefined || first >= begins) return null;
  return `files tell of days from ${first}, and the days off of ${calendar} are known from ${begins}: no figure is of the days before. Add a day off of each year before to its file.`;
}

/** The extracts asked about, and whether their names say which days they cover. */
function findAsked(
  { extracts, files, source: id, asAt, today }: ToCheck,
  settings: Settings,
  named: string,
): { found: FoundExtracts; isCovering: boolean } {
  const source = settings.sources.find((one) => one.id === id);
  if (id !== undefined && !source)
    throw new DataError(
      `unknown source: ${id}`,
      [],
      `The sources: ${settings.sources.map((one) => one.id).join(", ")}.`,
    );
  if (files.length === 0) {
    if (id !== undefined)
      throw new DataError(
        "--source is of files that are named.",
        [],
        "Name the files that it is the source of.",
      );
    return { found: findExtracts(extracts, settings, asAt), isCovering: true };
  }
  const pathOf = new Map<string, string>();
  for (const path of files) {
    if (!existsSync(path))
      throw new DataError(`${path} can't be read: there is no such file.`, [], "Name another.");
    const folder = basename(dirname(path));
    const file = `${isDay(folder) ? folder : today}/${basename(path)}`;
    pathOf.set(file, path);
    // Which source a file is of, and which days it covers, its name and folder say: there they are, and nothing in them.
    mkdirSync(join(named, dirname(file)), { recursive: true, mode: 0o700 });
    writeFileSync(join(named, file), "");
  }
  const { extracts: there, strays } = findExtracts(named, settings);
  const found = {
    strays,
    extracts: there.map((one) => ({ ...one, path: pathOf.get(one.file) ?? one.path })),
  };
  if (!source) return { found, isCovering: true };
  const own = found.extracts.filter((extract) => extract.source.id === source.id);
  const unnamed = files.filter((path) => !own.some(({ file }) => basename(file) === basename(path)));
  return {
    found: { extracts: [...own, ...unnamed.map((path) => toUnnamed(path, source, today))], strays: [] },
    isCovering: unnamed.length === 0,
  };
}

/** A file as one of a source whose name it doesn't have: it covers no day. */
function toUnnamed(path: string, source: Source, today: string): Extract {
  const day = basename(dirname(path));
  const received_on = isDay(day) ? day : today;
  const before = addDays(received_on, -1);
  return {
    source,
    path,
    file: `${received_on}/${basename(path)}`,
    received_on,
    covers_from: received_on,
    covers_to: before,
    period_to: before,
  };
}

async function toSources(
  connection: DuckDBConnection,
  { files }: ToCheck,
  settings: Settings,
  found: FoundExtracts,
  loaded: Loaded,
): Promise<CheckedSource[]> {
  const loads = await readLoads(connection);
  const faults = await readFaults(connection, settings);
  const checked: CheckedSource[] = [];
  for (const source of settings.sources) {
    const extracts = found.extracts.filter((extract) => extract.source.id === source.id);
    const { id, system, contract } = source;
    if (extracts.length === 0 && files.length > 0) continue;
    const own = extracts.map(({ file }): CheckedFile => {
      const refused = loaded.refused.find((one) => one.source === id && one.file === file)?.problem ?? null;
      const read = loads.find((one) => one.source === id && one.file === file);
      return {
        file,
        refused,
        same_as: read?.same_as ?? null,
        rows_read: read?.rows_read ?? 0,
        rows_loaded: read?.rows_loaded ?? 0,
        rows_set_aside: read?.rows_quarantined ?? 0,
        values_left_empty: read?.values_blanked ?? 0,
        notes: read?.notes ?? null,
        faults: faults.filter((one) => one.source === id && one.file === file).map(({ fault }) => fault),
      };
    });
    checked.push({ id, system, contract, files: own, idle: await findIdle(source, extracts, own, found) });
  }
  return checked;
}

async function findIdle(
  source: Source,
  extracts: readonly Extract[],
  files: readonly CheckedFile[],
  { strays }: FoundExtracts,
): Promise<string[]> {
  if (extracts.length === 0) {
    const names = namesOf(source);
    const nearest = strays.find(({ file }) => findNearestPattern(basename(file), [source]) !== null);
    return [
      `files: no file is called ${names.join(" or ")}${nearest ? `; ${nearest.file} comes nearest` : ""}`,
    ];
  }
  const read = extracts.filter(({ file }) => files.find((one) => one.file === file)?.refused === null);
  return read.length > 0 ? findIdleSettings(source, read) : [];
}

/** The headings of the columns at fault, some where two rows of one record differ in some. */
const headingsIn = (columns: string, source: Source | undefined): string =>
  columns
    .split(", ")
    .flatMap((name) => source?.columns[name] ?? [])
    .join(", ");

async function readFaults(
  connection: DuckDBConnection,
  { sources }: Settings,
): Promise<{ source: string; file: string; fault: Fault }[]> {
  const groups = await query<
    Omit<Fault, "wanted" | "heading" | "first_rows"> & { source: string; file: string; first: string }
  >(
    connection,
    `select source, file, kind, sheet, column_name as "column", reason, count(*)::integer as rows,
       array_to_string(list(row_number order by row_number)[1:3], ',') as first
     from raw.quarantine
     join raw.loads using (load_id)
     group by source, file, kind, sheet, column_name, reason
     order by file, source, kind, rows desc, "column", reason, sheet`,
  );
  return groups.map(({ source: id, file, first, ...fault }) => {
    const source = sources.find((one) => one.id === id);
    return {
      source: id,
      file,
      fault: {
        ...fault,
        heading: headingsIn(fault.column, source),
        wanted: source ? wantedForm(source, fault.column, fault.reason) : "",
        first_rows: first.split(",").map(Number),
      },
    };
  });
}
