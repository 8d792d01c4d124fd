import { copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { findExtracts, readSettings } from "../../loaders/sources.ts";
import { allFigures } from "../measures/allFigures.ts";
import { figureColumns } from "../measures/engine.ts";
import { projectFile } from "../project.ts";
import { toCsv } from "../publish/csv.ts";
import { writeOds } from "../publish/ods.ts";
import { endOfMonth, type Restated } from "../restate/restate.ts";
import { formatDay, formatMonth, monthsBefore } from "../site/format.ts";
import { toSite } from "../site/series.ts";
import { readLoads, toInternalInput } from "../siteInput.ts";
import { recoverOutput, replaceOutput } from "../swap.ts";
import { stopIfBlocked } from "../warehouse/checks.ts";
import { buildWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { agendaText } from "./agendaText.ts";
import { type PackContent, packDocument, toItems } from "./document.ts";
import { figuresOf, findChanged, tablesOf, workbookMeta } from "./figures.ts";
import { digestsOf, hashInputs, hashOutputs, type Manifest, manifestFile, readManifest } from "./manifest.ts";
import { printPdf } from "./pdf.ts";
import { findReceivedBy } from "./receivedBy.ts";
import { findRestated } from "./restatedSince.ts";

export interface PackOptions {
  /** `yyyy-mm` */
  month: string;
  extracts: string;
  landing: string;
  /** The folder in which each month's pack has a folder of its own. */
  out: string;
  /** Read the extracts received by this day, not those that had come when the month was complete. */
  asAt?: string;
  /** Why a sealed pack is made again. */
  reissue?: string;
  /** When it is made: ISO 8601 with a time. */
  now: string;
  log: (message: string) => void;
}

export interface Packed {
  folder: string;
  manifest: Manifest;
}

const restatedColumns = [
  "measure",
  "period",
  "was",
  "was_numerator",
  "was_denominator",
  "was_status",
  "is",
  "is_numerator",
  "is_denominator",
  "is_status",
  "unit",
  "why",
] as const satisfies readonly (keyof Restated)[];

/** The pack that is there. Throws a DataError when it is sealed and no reason is given, or a reason and nothing sealed. */
function heedSeal({ month, out, reissue }: PackOptions): Manifest | null {
  const folder = join(out, month);
  recoverOutput(folder);
  const sealed = readManifest(folder);
  if (sealed && reissue === undefined) {
    const { made_at, candour, received_by, reissues } = sealed;
    const why = reissues.at(-1)?.reason;
    throw new DataError(
      `The pack of ${formatMonth(month)} is sealed: ${folder}`,
      [
        `made by Candour ${candour.version} on ${formatDay(made_at)} at ${made_at.slice(11, 16)} (UTC)`,
        `from the extracts received by ${formatDay(received_by)}`,
        ...(why === undefined ? [] : [`reissued ${reissues.length} times, the last because: ${why}`]),
      ],
      `To make it again, say why: npm run candour -- pack --month ${month} --reissue "REASON"`,
    );
  }
  if (!sealed && reissue !== undefined)
    throw new DataError(
      `There is no pack of ${formatMonth(month)} in ${out} to reissue.`,
      [],
      "Leave --reissue out to make the first.",
    );
  return sealed;
}

/** The day whose receipts are read for a month. Throws a DataError when nothing of the month had come. */
function receivedByOf(month: string, extracts: string): string {
  const settings = readSettings(projectFile("data/sources.yaml"));
  const found = findExtracts(extracts, settings);
  const day = findReceivedBy(month, found.extracts, settings.sources);
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

/** The month's content: the site's own result, what was restated, where it came from. Closes what it opens. */
async function readContent(
  options: PackOptions,
  receivedBy: string,
  reissues: readonly string[],
): Promise<{ content: PackContent; manifest: Omit<Manifest, "made_at" | "outputs" | "reissues"> }> {
  const { extracts, landing, month, log } = options;
  const shared = { extracts, landing, log };
  const warehouse = await buildWarehouse({ ...shared, asAt: receivedBy, reportTo: endOfMonth(month) });
  try {
    mustReport(warehouse, month, receivedBy);
    stopIfBlocked(warehouse.checks);
    const figures = await allFigures(warehouse.connection, warehouse.definitions, warehouse.context);
    const site = toSite(await toInternalInput(warehouse, figures));
    const inputs = hashInputs(await readLoads(warehouse.connection), warehouse.models);
    log(`Figures: ${figures.length.toLocaleString("en-GB")} from ${site.series.length} measures`);
    const before = monthsBefore(month, 1);
    const settings = warehouse.settings;
    const then = findReceivedBy(
      before,
      findExtracts(extracts, settings, receivedBy).extracts,
      settings.sources,
    );
    const restated = then ? await findRestated(warehouse, figures, before, { ...shared, asAt: then }) : null;
    const { version } = inputs.candour;
    const { receivedTo, context, refused } = warehouse;
    return {
      content: { site, restated, provenance: { version, receivedBy, digests: digestsOf(inputs), reissues } },
      manifest: {
        ...{
          month,
          as_at: context.asAt,
          edition: "internal",
          received_by: receivedBy,
          received_to: receivedTo,
        },
        ...inputs,
        refused: refused.map(({ source, file }) => ({ source, file })),
      },
    };
  } finally {
    warehouse.connection.closeSync();
    warehouse.instance.closeSync();
  }
}

/** The files of a pack but its manifest, the same bytes from the same content. */
async function writeFiles(folder: string, content: PackContent, receivedTo: string): Promise<void> {
  const { site, restated } = content;
  const { bytes, pageOf } = await printPdf((page) => packDocument(content, page), site.input.asAt);
  writeFileSync(join(folder, "assurance-pack.pdf"), bytes);
  writeFileSync(join(folder, "agenda.txt"), agendaText(site, toItems(content, { site, pageOf }), pageOf));
  writeFileSync(join(folder, "figures.csv"), toCsv(figureColumns, figuresOf(site)));
  writeFileSync(join(folder, "restated.csv"), toCsv(restatedColumns, restated?.figures ?? []));
  await writeOds(tablesOf(site), workbookMeta(site, receivedTo), join(folder, "figures.ods"));
}

/** What a reissue replaces, kept beside it, and what it changes. */
async function keepEarlier(
  folder: string,
  old: string,
  sealed: Manifest,
  options: PackOptions,
): Promise<Manifest["reissues"]> {
  const number = sealed.reissues.length + 1;
  const kept_in = `earlier/${number}`;
  if (existsSync(join(old, "earlier")))
    cpSync(join(old, "earlier"), join(folder, "earlier"), { recursive: true });
  mkdirSync(join(folder, kept_in), { recursive: true });
  for (const { file } of [...sealed.outputs, { file: manifestFile }])
    copyFileSync(join(old, file), join(folder, kept_in, file));
  const fresh = new Map(hashOutputs(folder).map(({ file, sha256 }) => [file, sha256]));
  const files = sealed.outputs
    .filter(({ file, sha256 }) => fresh.get(file) !== sha256)
    .map(({ file }) => file);
  const figures = await findChanged(join(old, "figures.csv"), join(folder, "figures.csv"));
  const { made_at, outputs } = sealed;
  return [
    ...sealed.reissues,
    {
      made_at: options.now,
      reason: options.reissue ?? "",
      replaced: { kept_in, made_at, outputs },
      changed: { files, figures },
    },
  ];
}

/**
 * Makes the pack of a month and seals it: document, figures, agenda, and a manifest of what they were made from. It is
 * made beside the old one and takes its place at the end. Throws a DataError for what the person running it can mend:
 * a month that isn't complete, a pack that is sealed, a blocking check, no browser.
 */
export async function pack(options: PackOptions): Promise<Packed> {
  const { month, log } = options;
  const folder = resolve(options.out, month);
  const sealed = heedSeal(options);
  const receivedBy = options.asAt ?? receivedByOf(month, options.extracts);
  const reasons = [
    ...(sealed?.reissues.map(({ reason }) => reason) ?? []),
    ...(options.reissue === undefined ? [] : [options.reissue]),
  ];
  const { content, manifest } = await readContent(options, receivedBy, reasons);
  const made = await replaceOutput(
    folder,
    async (work): Promise<Manifest> => {
      await writeFiles(work, content, manifest.received_to);
      log("Pack: printed");
      const outputs = hashOutputs(work);
      const reissues = sealed ? await keepEarlier(work, folder, sealed, options) : [];
      const whole: Manifest = { ...manifest, made_at: options.now, outputs, reissues };
      writeFileSync(join(work, manifestFile), `${JSON.stringify(whole, null, 2)}\n`);
      return whole;
    },
    manifestFile,
  );
  return { folder, manifest: made };
}
