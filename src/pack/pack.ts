import { join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { endOfMonth } from "../../loaders/dates.ts";
import { historyBeside } from "../../loaders/draws.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { allFigures } from "../measures/allFigures.ts";
import { programSettings } from "../project.ts";
import { formatDay, formatMonth } from "../report/format.ts";
import { toInternalReport } from "../report/internalReport.ts";
import { toSite } from "../report/series.ts";
import { findReceivedBy } from "../restate/receivedBy.ts";
import { findRestatedSinceLast } from "../restate/restatedSince.ts";
import { explainAll } from "../trace/explanation.ts";
import { keepOwnThatWork } from "../trace/tryOwnFigures.ts";
import { stopIfBlocked } from "../warehouse/checks.ts";
import { readLoads } from "../warehouse/loads.ts";
import { buildWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import type { PackContent } from "./document.ts";
import { digestsOf, hashInputs, type Manifest } from "./manifest.ts";
import { heedSeal, type MadeFrom, type SealOptions, sealPack } from "./seal.ts";

export interface PackOptions extends SealOptions {
  /** The folder of the office's settings: the program's own unless given. */
  settings?: string;
  extracts: string;
  landing: string;
  /** Where each month's build left its record: beside `landing` unless given. */
  history?: string;
  /** Read the extracts received by this day, not those that had come when the month was complete. */
  asAt?: string;
  log: (message: string) => void;
}

export interface Packed {
  folder: string;
  manifest: Manifest;
}

/**
 * The day whose receipts are read for a month; a file that was refused counts as not having come. Throws a DataError when
 * nothing of the month had come.
 */
function receivedByOf(
  { month, settings: office = programSettings, extracts: folder }: PackOptions,
  refused: ReadonlySet<string>,
): string {
  const settings = readSettings(join(office, "sources.yaml"));
  const extracts = findExtracts(folder, settings).extracts.filter(({ file }) => !refused.has(file));
  const day = findReceivedBy(month, extracts, settings.sources);
  if (day) return day;
  throw new DataError(
    `The pack of ${formatMonth(month)} can't be made: it has no extract received by ${formatDay(endOfMonth(month, 1))}.`,
    [],
    "If its extracts came later, name the day to read them up to: --as-at yyyy-mm-dd",
  );
}

function mustReport({ context }: Warehouse, month: string, receivedBy: string): void {
  if (context.asAt === endOfMonth(month)) return;
  throw new DataError(
    `The pack of ${formatMonth(month)} can't be made: the extracts received by ${formatDay(receivedBy)} end with ${formatMonth(context.asAt)}.`,
    [],
    "Name a month that has ended, or a later day with --as-at.",
  );
}

function close({ connection, instance }: Warehouse): void {
  connection.closeSync();
  instance.closeSync();
}

/** The warehouse of a month, of a day late enough that what was refused could have been sent again. */
async function openMonth(options: PackOptions): Promise<{ warehouse: Warehouse; receivedBy: string }> {
  const { settings = programSettings, extracts, landing, month, log, asAt } = options;
  const build = (day: string) =>
    buildWarehouse({ settings, extracts, landing, log, asAt: day, reportTo: endOfMonth(month) });
  const first = asAt ?? receivedByOf(options, new Set());
  const warehouse = await build(first);
  const refused = new Set(warehouse.refused.map(({ file }) => file));
  const receivedBy = asAt ?? receivedByOf(options, refused);
  if (receivedBy === first) return { warehouse, receivedBy };
  close(warehouse);
  return { warehouse: await build(receivedBy), receivedBy };
}

/** The month's content: the site's own result, what was restated, where it came from. Closes what it opens. */
async function readContent(
  options: PackOptions,
  reissues: readonly string[],
): Promise<{ content: PackContent; madeFrom: MadeFrom }> {
  const { extracts, landing, month, log } = options;
  const shared = { extracts, landing, log };
  const { warehouse, receivedBy } = await openMonth(options);
  try {
    mustReport(warehouse, month, receivedBy);
    stopIfBlocked(warehouse.checks);
    await keepOwnThatWork(warehouse);
    const { connection, definitions, context, models } = warehouse;
    const figures = await allFigures(connection, definitions, context);
    const explanations = await explainAll(connection, definitions, context, figures, models);
    const report = await toInternalReport(warehouse, figures, explanations);
    const { folder } = warehouse.settings;
    // A measure that is off is part of nothing in the pack, and may be named for another office's affairs.
    const asked = new Set(definitions.map(({ id }) => `measures.${id}`));
    const madeOf = models.filter(({ name, schema }) => schema !== "measures" || asked.has(name));
    const inputs = hashInputs(await readLoads(connection), madeOf, folder);
    log(`Figures: ${figures.length.toLocaleString("en-GB")} from ${definitions.length} measures`);
    const restated = await findRestatedSinceLast(warehouse, figures, {
      ...shared,
      asAt: receivedBy,
      packs: options.out,
      history: options.history ?? historyBeside(landing),
    });
    const site = toSite({ ...report, restated });
    const { version } = inputs.candour;
    const { receivedTo, refused } = warehouse;
    return {
      content: { site, restated, provenance: { version, receivedBy, digests: digestsOf(inputs), reissues } },
      madeFrom: {
        month,
        as_at: context.asAt,
        edition: "internal",
        received_by: receivedBy,
        received_to: receivedTo,
        ...inputs,
        refused: refused.map(({ source, file }) => ({ source, file })),
      },
    };
  } finally {
    close(warehouse);
  }
}

/**
 * Makes the pack of a month and seals it: document, figures, agenda, and a manifest of what they were made from. Throws a
 * DataError for what the person running it can mend: a month that isn't complete, a pack that is sealed, a blocking
 * check, no browser.
 */
export async function pack(options: PackOptions): Promise<Packed> {
  const sealed = heedSeal(options);
  const reasons = [
    ...(sealed?.reissues.map(({ reason }) => reason) ?? []),
    ...(options.reissue === undefined ? [] : [options.reissue]),
  ];
  const { content, madeFrom } = await readContent(options, reasons);
  const manifest = await sealPack(content, madeFrom, sealed, options);
  return { folder: join(options.out, options.month), manifest };
}
