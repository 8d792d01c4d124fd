import { copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { formatDay, formatMonth } from "../report/format.ts";
import { restatedColumns } from "../restate/restate.ts";
import { recoverOutput, replaceOutput } from "../swap.ts";
import { figuresCsv } from "../tables/figuresCsv.ts";
import { toCsv } from "../tables/toCsv.ts";
import { writeOds } from "../tables/writeOds.ts";
import { agendaText } from "./agendaText.ts";
import { type PackContent, packDocument, toItems } from "./document.ts";
import { findChanged, packFigures, packTables, workbookMeta } from "./figures.ts";
import { hashOutputs, type Manifest, manifestFile, readManifest } from "./manifest.ts";
import { printPdf } from "./pdf.ts";

/** Where a pack goes and when it is made; `reissue` says why a sealed one is made again. */
export interface SealOptions {
  /** `yyyy-mm` */
  month: string;
  /** The folder in which each month's pack has a folder of its own. */
  out: string;
  reissue?: string;
  /** ISO 8601, with a time. */
  now: string;
}

/** What a manifest says of what a pack was made from. */
export type MadeFrom = Omit<Manifest, "made_at" | "outputs" | "reissues">;

/** The pack of the month that is there, if one is. Throws a DataError when it is sealed and no reason is given, or a reason and nothing sealed. */
export function heedSeal({ month, out, reissue }: SealOptions): Manifest | null {
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

/** The files of a pack but its manifest, the same bytes from the same content. */
async function writeFiles(folder: string, content: PackContent): Promise<void> {
  const { site, restated } = content;
  const { bytes, pageOf } = await printPdf((page) => packDocument(content, page), site.report.asAt);
  writeFileSync(join(folder, "assurance-pack.pdf"), bytes);
  writeFileSync(join(folder, "agenda.txt"), agendaText(site, toItems(content, { site, pageOf }), pageOf));
  writeFileSync(join(folder, "figures.csv"), figuresCsv(packFigures(site)));
  writeFileSync(join(folder, "restated.csv"), toCsv(restatedColumns, restated?.figures ?? []));
  await writeOds(packTables(site), workbookMeta(site), join(folder, "figures.ods"));
}

/** What a reissue replaces, kept beside it, and what it changes. */
async function keepEarlier(
  folder: string,
  old: string,
  sealed: Manifest,
  options: SealOptions,
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
 * Writes the pack of a month into its folder: made beside the one that is there, if any, and put in its place at the end.
 * `sealed` is the manifest of the one it replaces. Gives the new manifest.
 */
export async function sealPack(
  content: PackContent,
  madeFrom: MadeFrom,
  sealed: Manifest | null,
  options: SealOptions,
): Promise<Manifest> {
  const folder = join(options.out, options.month);
  const make = async (work: string): Promise<Manifest> => {
    await writeFiles(work, content);
    const outputs = hashOutputs(work);
    const reissues = sealed ? await keepEarlier(work, folder, sealed, options) : [];
    const manifest: Manifest = { ...madeFrom, made_at: options.now, outputs, reissues };
    writeFileSync(join(work, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  };
  return replaceOutput(folder, make, manifestFile);
}
