import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isOutOfRoom } from "../../loaders/dataError.ts";
import { both } from "../../loaders/sideBySide.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { sayFault } from "../catalogue/ownFaults.ts";
import { ofPreview } from "../disclosure/knowledge.ts";
import { allFigures } from "../measures/allFigures.ts";
import type { Figure } from "../measures/figure.ts";
import { readLedger, toHidingReleases } from "../release/answers.ts";
import { givenLast } from "../release/keptBack.ts";
import { leaveOutUnlisted } from "../release/labels.ts";
import { readPlan } from "../release/plan.ts";
import { planFigures } from "../release/planFigures.ts";
import { toPublicFigures } from "../release/publicFigures.ts";
import { toPublicContent } from "../release/publicWarehouse.ts";
import type { Explanation } from "../report/explained.ts";
import { toInternalReport } from "../report/internalReport.ts";
import { isPageOff } from "../report/pageNames.ts";
import { readPastMonths } from "../report/pastMonths.ts";
import type { Report } from "../report/report.ts";
import { toDefinitions } from "../restate/definitions.ts";
import { type BuildRecord, hashExtracts, toRecordedFigures } from "../restate/history.ts";
import { findRestatedSinceLast } from "../restate/restatedSince.ts";
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
import { type BuildOptions, begin, historyOf } from "./buildOptions.ts";
import { placesOf } from "./defaults.ts";
import { openedIn, type PlannedContent, quarantineIn, type ReadExtracts, saveRead } from "./keptRead.ts";
import { toLoadsCsv, toQuarantineCsv, writeStopped } from "./loadFiles.ts";

/**
 * All that comes before pages: the warehouse is made of the extracts, asked, saved and closed. What is left in `folder` and what is given
 * depend on this file, what it imports, and nothing else of the project's code: `inputs.ts` reads its imports. Throws as `build` does.
 */
export async function readExtracts(folder: string, options: BuildOptions): Promise<ReadExtracts> {
  const warnings: string[] = [];
  const log = (message: string) => {
    if (message.startsWith("Warning: ")) warnings.push(message);
    options.log(message);
  };
  return { ...(await askWarehouse(folder, { ...options, log })), warnings };
}

/** Leaves in `folder` what pages are made of: the figures for other tools, and all of it for the next build. */
export async function keepRead(read: ReadExtracts, folder: string): Promise<void> {
  await saveFigures(read.report, join(folder, "warehouse"));
  await saveRead(read, folder);
}

async function askWarehouse(folder: string, options: BuildOptions): Promise<Omit<ReadExtracts, "warnings">> {
  const { log } = options;
  const onStop = (stopped: Stopped) => writeStopped(stopped, options.out, log);
  await begin("extracts and models", options);
  const warehouse = await buildWarehouse({ ...options, onStop });
  try {
    if (isBlocked(warehouse.checks)) stopIfBlocked(warehouse.checks, await onStop(warehouse));
    const before = warehouse.faults.length;
    await keepOwnThatWork(warehouse);
    for (const fault of warehouse.faults.slice(before)) log(`Warning: can't be used: ${sayFault(fault)}`);
    await begin("figures", options);
    const figures = allFigures(warehouse.connection, warehouse.definitions, warehouse.context);
    const history = historyOf(options);
    // Beside all else, on a connection of its own: restatement is for the most part the database's work.
    const [read, restated] = await both(
      readFigures(folder, warehouse, figures, options),
      findRestatedSinceLast(warehouse, figures, { ...options, history }),
    );
    const { report } = read;
    const pastMonths = readPastMonths(report.asAt.slice(0, 7), { packs: options.packs, history });
    return { ...read, report: { ...report, restated, pastMonths } };
  } finally {
    warehouse.connection.closeSync();
    warehouse.instance.closeSync();
  }
}

/** What is read of a warehouse once its figures are `made`. */
async function readFigures(
  folder: string,
  warehouse: Warehouse,
  made: Promise<Figure[]>,
  options: BuildOptions,
): Promise<Omit<ReadExtracts, "warnings">> {
  const { connection, definitions, context, refused } = warehouse;
  // The warehouse is written meanwhile, by a connection of its own.
  const [figures] = await both(made, saveWarehouse(warehouse, join(folder, "warehouse")));
  options.log(`Figures: ${figures.length.toLocaleString("en-GB")} from ${definitions.length} measures`);
  const loads = await readLoads(connection);
  writeFileSync(join(folder, "loads.csv"), toLoadsCsv(loads, refused));
  const record = recordOf(warehouse, figures, loads);
  const text = JSON.stringify(record.definitions, null, 2);
  writeFileSync(join(folder, "warehouse/definitions.json"), `${text}\n`);
  await begin("what is hidden", options);
  const planned = await planPreview(warehouse, figures, options);
  await begin("behind the figures", options);
  const report = await readBehind(folder, warehouse, figures, options);
  return { asAt: context.asAt, loads, refused, figures: figures.length, planned, report, record };
}

/** The rows that figures are made of, counted again apart from the engine and left in files, and those set aside. */
async function readBehind(
  folder: string,
  warehouse: Warehouse,
  figures: Figure[],
  { log }: BuildOptions,
): Promise<Report> {
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
  if (isPageOff(report, "drill")) rmSync(openedIn(folder), { recursive: true });
  writeFileSync(quarantineIn(folder), toQuarantineCsv(await readQuarantinedRows(connection)));
  return report;
}

/**
 * What of the figures would be released now, with what must be hidden, and what releases and answers hid. Whatever is wrong with the plan or with what is
 * published stops the preview alone: the people the internal site is for need it all the same.
 */
async function planPreview(
  warehouse: Warehouse,
  figures: readonly Figure[],
  { log, settings, plan: planFile = placesOf(settings).plan, ledger }: BuildOptions,
): Promise<PlannedContent> {
  const { connection, definitions, context } = warehouse;
  if (!existsSync(planFile)) return "unplanned";
  return orProblem(async () => {
    const whole = readPlan(planFile, definitions, warehouse.settings.office);
    const { tables: all, behind } = await planFigures(connection, whole, definitions, context, figures);
    const { tables: planned, plan, leftOut } = leaveOutUnlisted(all, whole);
    for (const name of leftOut)
      log(`Warning: ${name} is left out of the public preview: a label of it isn't in the plan`);
    const kept = ledger === undefined ? { releases: [], answers: [] } : readLedger(ledger);
    const lastGiven = { given: givenLast(kept.releases.map(({ record }) => record)), boundaries: context };
    const open = await toPublicFigures(planned, plan, toHidingReleases(kept), behind, ofPreview, lastGiven);
    for (const warning of open.warnings) log(`Warning: ${warning}`);
    log(`Public figures: ${open.suppression.hidden.size.toLocaleString("en-GB")} counts hidden`);
    const workingDays = await workingDaysByMonth(connection, context.asAt);
    return { content: toPublicContent(warehouse, plan, open.figures, workingDays) };
  });
}

/** What `make` gives, or why it can't; a full disk or too little memory stops the build. */
export async function orProblem<T>(make: () => Promise<T>): Promise<T | { problem: string }> {
  try {
    return await make();
  } catch (error) {
    if (isOutOfRoom(error) || !(error instanceof Error)) throw error;
    return { problem: error.message };
  }
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
