import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeDemonstration } from "../../data/demonstration/demonstration.ts";
import { isOutOfRoom } from "../../loaders/dataError.ts";
import { historyBeside } from "../../loaders/draws.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { type OwnFault, sayFault } from "../catalogue/ownFaults.ts";
import { giveBack, whileCollecting } from "../collect.ts";
import { ofPreview } from "../disclosure/knowledge.ts";
import { allFigures } from "../measures/allFigures.ts";
import type { Figure } from "../measures/figure.ts";
import { readLedger, toStandingReleases } from "../release/answers.ts";
import { buildApart } from "../release/apart.ts";
import { givenLast } from "../release/keptBack.ts";
import { leaveOutUnlisted } from "../release/labels.ts";
import { readPlan } from "../release/plan.ts";
import { planFigures } from "../release/planFigures.ts";
import { toPublicFigures } from "../release/publicFigures.ts";
import { type PublicContent, toPublicContent } from "../release/publicWarehouse.ts";
import type { Explanation } from "../report/explained.ts";
import { toInternalReport } from "../report/internalReport.ts";
import { isPageOff } from "../report/officePages.ts";
import { type Block, keepBrief, readPastMonths } from "../report/pastMonths.ts";
import type { Report } from "../report/report.ts";
import { saveReport } from "../report/savedReport.ts";
import { toDefinitions } from "../restate/definitions.ts";
import { addRecord, type BuildRecord, hashExtracts, toRecordedFigures } from "../restate/history.ts";
import { findRestatedSinceLast } from "../restate/restatedSince.ts";
import { briefBlocks } from "../site/briefBlocks.ts";
import { buildSite } from "../site/buildSite.ts";
import { replaceOutput } from "../swap.ts";
import { joinFiguresCsv } from "../tables/figuresCsv.ts";
import { saveFigures } from "../tables/warehouseFiles.ts";
import { explainer } from "../trace/explanation.ts";
import { keepOwnThatWork } from "../trace/tryOwnFigures.ts";
import { writeListed } from "../trace/writeListed.ts";
import { isBlocked, stopIfBlocked } from "../warehouse/checks.ts";
import { type BuildLoad, readLoads, readQuarantinedRows } from "../warehouse/loads.ts";
import { saveWarehouse } from "../warehouse/saveWarehouse.ts";
import type { Stopped } from "../warehouse/stopped.ts";
import { buildWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { workingDaysByMonth } from "../warehouse/workingDays.ts";
import { defaultExtracts, placesOf } from "./defaults.ts";
import { toLoadsCsv, toQuarantineCsv, writeStopped } from "./loadFiles.ts";
import { clearStopped } from "./stoppedFolder.ts";

export interface BuildOptions {
  /** The folder of the office's settings: the program's own unless given. */
  settings?: string;
  extracts: string;
  out: string;
  landing: string;
  /** Where each month's build leaves its record: beside `landing` unless given. */
  history?: string;
  /** Where packs are sealed, a folder to a month: none is known unless given. */
  packs?: string;
  /** The publication plan: publication.yaml of the settings unless given. Without one nothing is published. */
  plan?: string;
  /** The ledger, by which the preview hides: none unless given. */
  ledger?: string;
  asAt?: string;
  log: (message: string) => void;
  /** Called with the name of each part of the work as it begins. */
  onPhase?: (name: string) => void;
  /** Called with the folder of the internal site when its pages are there and what they link to follows. */
  onPages?: (folder: string) => void;
  /** Called on the new output, whole, before it takes the place of the old. */
  seal?: (folder: string, built: Built, record: BuildRecord) => void;
}

export interface Built {
  asAt: string;
  loads: BuildLoad[];
  refused: { source: string; file: string; problem: string }[];
  figures: number;
  pages: number;
  /** What of the office's own measures and pages can't be used, or shown. */
  faults: OwnFault[];
  /** Why there is no public preview; null when there is one. */
  publicProblem: string | null;
}

/**
 * From the extracts to both sites; without the public one, and why, when that can't be made. The new output is made
 * beside the old and takes its place at the end; whatever fails before then leaves the last good one standing. Throws a DataError for what the person
 * running it can mend, a blocking check among them; what became of each file and row is then beside `out`.
 */
export async function build(options: BuildOptions): Promise<Built> {
  const { extracts, log } = options;
  const isEmpty = !existsSync(extracts) || readdirSync(extracts).length === 0;
  if (isEmpty && extracts === defaultExtracts) {
    log("No extracts yet: writing the demonstration extracts");
    await writeDemonstration({ out: extracts, log });
  }
  // Written last: that it can't be is said before the work.
  const history = historyOf(options);
  makeFolder(history);
  const { record, brief, ...built } = await replaceOutput(options.out, async (folder) => {
    const { record, brief, ...built } = await whileCollecting(() =>
      buildInto(folder, { ...options, history }),
    );
    options.seal?.(folder, built, record);
    return { record, brief, ...built };
  });
  clearStopped(options.out);
  const month = built.asAt.slice(0, 7);
  addRecord(history, month, record);
  const { receivedTo } = record;
  keepBrief(history, {
    month,
    as_at: built.asAt,
    received_to: receivedTo,
    blocks: brief,
  });
  return built;
}

const historyOf = ({ history, landing }: BuildOptions) => history ?? historyBeside(landing);

/** Both, whichever ends first. When one fails, the other has ended too before its error is thrown. */
async function together<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

/** What a build leaves for later ones: what its figures were, and what its brief said. */
interface Left {
  record: BuildRecord;
  brief: Block[];
}

async function buildInto(folder: string, options: BuildOptions): Promise<Built & Left> {
  const { log } = options;
  const read = await readExtracts(folder, options);
  await begin("pages of both sites", options);
  // Beside each other once the warehouse is closed: its memory is then theirs.
  const [preview, internal] = await together(
    buildPreview(folder, read.planned, log),
    buildInternal(folder, read.internal, options),
  );
  const { asAt, loads, refused, figures, record } = read;
  return {
    asAt,
    loads,
    refused,
    figures,
    record,
    brief: internal.brief,
    pages: internal.pages + preview.pages,
    publicProblem: preview.problem,
    faults: [...read.internal.report.faults, ...internal.faults],
  };
}

async function begin(phase: string, { onPhase }: BuildOptions): Promise<void> {
  await giveBack();
  onPhase?.(phase);
}

/** All that is read of the extracts: the warehouse is made, asked, saved and closed. */
interface ReadExtracts extends Pick<Built, "asAt" | "loads" | "refused" | "figures"> {
  planned: Planned;
  internal: ReadInternal;
  record: BuildRecord;
}

async function readExtracts(folder: string, options: BuildOptions): Promise<ReadExtracts> {
  const { log } = options;
  const onStop = (stopped: Stopped) => writeStopped(stopped, options.out, log);
  await begin("extracts and models", options);
  const warehouse = await buildWarehouse({ ...options, onStop });
  try {
    if (isBlocked(warehouse.checks)) stopIfBlocked(warehouse.checks, await onStop(warehouse));
    const before = warehouse.faults.length;
    await keepOwnThatWork(warehouse);
    for (const fault of warehouse.faults.slice(before)) log(`Warning: can't be used: ${sayFault(fault)}`);
    const { connection, definitions, context, refused } = warehouse;
    await begin("figures", options);
    // The warehouse is written meanwhile, by a connection of its own.
    const [figures] = await together(
      allFigures(connection, definitions, context),
      saveWarehouse(warehouse, join(folder, "warehouse")),
    );
    log(`Figures: ${figures.length.toLocaleString("en-GB")} from ${definitions.length} measures`);
    const loads = await readLoads(connection);
    writeFileSync(join(folder, "loads.csv"), toLoadsCsv(loads, refused));
    const record = recordOf(warehouse, figures, loads);
    const text = JSON.stringify(record.definitions, null, 2);
    writeFileSync(join(folder, "warehouse/definitions.json"), `${text}\n`);
    const about = await readAbout(folder, warehouse, figures, options);
    return { asAt: context.asAt, loads, refused, figures: figures.length, ...about, record };
  } finally {
    warehouse.connection.closeSync();
    warehouse.instance.closeSync();
  }
}

/** What the internal site is made of, read of the warehouse, which isn't needed any more. */
interface ReadInternal {
  report: Report;
  quarantined: Awaited<ReturnType<typeof readQuarantinedRows>>;
}

/** Where the rows behind the figures are until there is a site to hold them. */
const openedIn = (folder: string) => join(folder, ".drill");

/** What may be published of the figures, what is behind them, and what has become of those of the month before. */
async function readAbout(
  folder: string,
  warehouse: Warehouse,
  figures: Figure[],
  options: BuildOptions,
): Promise<Pick<ReadExtracts, "planned" | "internal">> {
  const readOn = async () => {
    await begin("what is hidden", options);
    const planned = await planPreview(warehouse, figures, options);
    await begin("behind the figures", options);
    return { planned, behind: await readBehind(folder, warehouse, figures, options) };
  };
  // Beside both, on a connection of its own: restatement is for the most part the database's work, and what is hidden none of it.
  const history = historyOf(options);
  const [{ planned, behind }, restated] = await together(
    readOn(),
    findRestatedSinceLast(warehouse, figures, { ...options, history }),
  );
  const pastMonths = readPastMonths(behind.report.asAt.slice(0, 7), { packs: options.packs, history });
  const report = { ...behind.report, restated, pastMonths };
  return { planned, internal: { report, quarantined: behind.quarantined } };
}

/** The rows that figures are made of, counted again apart from the engine and left in files, and those set aside. */
async function readBehind(
  folder: string,
  warehouse: Warehouse,
  figures: Figure[],
  { log }: BuildOptions,
): Promise<ReadInternal> {
  const { connection, context, models } = warehouse;
  const explain = explainer(connection, context, figures, models);
  const explanations: Explanation[] = [];
  const report = await toInternalReport(warehouse, figures, explanations);
  // Explained and listed measure by measure: the rows are the same.
  const countBefore = async (measure: MeasureDefinition) => {
    const explained = await explain(measure);
    explanations.push(...explained.explanations);
    return explained.counted;
  };
  const drill = await writeListed(connection, report, openedIn(folder), countBefore);
  const megabytes = (drill.bytes / 1e6).toFixed(1);
  log(
    `Behind the figures: ${drill.rows.toLocaleString("en-GB")} rows in ${drill.files.toLocaleString("en-GB")} files, ${megabytes} MB`,
  );
  return { report, quarantined: await readQuarantinedRows(connection) };
}

/** What may be published, or why nothing can be; `unplanned` where the office has no plan, so that nothing is to be. */
type Planned = { content: PublicContent } | { problem: string } | "unplanned";

/**
 * What of the figures would be released now, with what must be hidden, and what releases and answers hid. Whatever is wrong with the plan or with what is
 * published stops the preview alone: the people the internal site is for need it all the same.
 */
async function planPreview(
  warehouse: Warehouse,
  figures: readonly Figure[],
  { log, settings, plan: planFile = placesOf(settings).plan, ledger }: BuildOptions,
): Promise<Planned> {
  const { connection, definitions, context } = warehouse;
  if (!existsSync(planFile)) return "unplanned";
  return orProblem(async () => {
    const whole = readPlan(planFile, definitions, warehouse.settings.office);
    const { tables: all, behind } = await planFigures(connection, whole, definitions, context, figures);
    const { tables: planned, plan, leftOut } = leaveOutUnlisted(all, whole);
    for (const name of leftOut)
      log(`Warning: ${name} is left out of the public preview: a label of it isn't in the plan`);
    const kept = ledger === undefined ? { releases: [], answers: [] } : readLedger(ledger);
    const standing = { given: givenLast(kept.releases.map(({ record }) => record)), boundaries: context };
    const open = await toPublicFigures(planned, plan, toStandingReleases(kept), behind, ofPreview, standing);
    for (const warning of open.warnings) log(`Warning: ${warning}`);
    log(`Public figures: ${open.suppression.hidden.size.toLocaleString("en-GB")} counts hidden`);
    const workingDays = await workingDaysByMonth(connection, context.asAt);
    return { content: toPublicContent(warehouse, plan, open.figures, workingDays) };
  });
}

/** What `make` gives, or why it can't; a full disk or too little memory stops the build. */
async function orProblem<T>(make: () => Promise<T>): Promise<T | { problem: string }> {
  try {
    return await make();
  } catch (error) {
    if (isOutOfRoom(error) || !(error instanceof Error)) throw error;
    return { problem: error.message };
  }
}

/** The public site as it would be released now. */
async function buildPreview(
  folder: string,
  planned: Planned,
  log: (message: string) => void,
): Promise<{ pages: number; problem: string | null }> {
  if (planned === "unplanned") {
    log("Public site: none, for the settings have no publication.yaml");
    return { pages: 0, problem: null };
  }
  if ("problem" in planned) return { pages: 0, problem: planned.problem };
  const made = await orProblem(async () => ({ pages: await buildApart(planned.content, folder, log) }));
  return "problem" in made ? { pages: 0, ...made } : { ...made, problem: null };
}

/** What this build leaves for later ones to be compared with. */
function recordOf(
  { definitions, models, context, settings, receivedTo }: Warehouse,
  figures: readonly Figure[],
  loads: readonly BuildLoad[],
): BuildRecord {
  return {
    receivedTo,
    definitions: toDefinitions(definitions, models, context.holdings, settings),
    extracts: hashExtracts(loads),
    figures: toRecordedFigures(figures),
  };
}

async function buildInternal(
  folder: string,
  { report, quarantined }: ReadInternal,
  { log, onPages }: BuildOptions,
): Promise<{ pages: number; brief: Block[]; faults: OwnFault[] }> {
  const out = join(folder, report.edition);
  const root = join(folder, `.${report.edition}-pages`);
  const { pages, faults, laidOut } = await buildSite(report, {
    root,
    out,
    board: join(folder, "board"),
    onPages: () => onPages?.(out),
  });
  rmSync(root, { recursive: true });
  mkdirSync(join(out, "data"), { recursive: true });
  const parts = report.measures.map(({ id }) => join(out, "measures", `${id}.csv`));
  joinFiguresCsv(parts, join(out, "data", "figures.csv"));
  await saveFigures(report, join(folder, "warehouse"));
  if (isPageOff(report, "drill")) rmSync(openedIn(folder), { recursive: true });
  else renameSync(openedIn(folder), join(out, "data/drill"));
  writeFileSync(join(out, "data/quarantine.csv"), toQuarantineCsv(quarantined));
  await saveReport(report, folder);
  for (const fault of faults) log(`Warning: can't be shown: ${sayFault(fault)}`);
  log(`Internal site: ${pages} pages`);
  const brief = laidOut.find(({ path }) => path === "index");
  return { pages, brief: briefBlocks(brief?.body.text ?? ""), faults };
}
