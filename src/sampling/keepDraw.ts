import { chmodSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { type Draw, drawFile, drawsIn } from "../../loaders/draws.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { keepToOwner } from "../../loaders/ownersAlone.ts";
import { processName } from "../../loaders/processName.ts";
import type { Source } from "../../loaders/sources.ts";
import { formatMonth } from "../report/format.ts";
import type { WorkbookMeta } from "../tables/toSheets.ts";
import type { Sheet } from "../tables/worksheet.ts";
import { writeOdsSheets } from "../tables/writeOds.ts";
import { writeXlsxSheets } from "../tables/writeXlsx.ts";
import { toReadersList, toSamplingForm } from "./samplingForm.ts";

const ownersFile = 0o600;
const ownersFolder = 0o700;

/**
 * Keeps a draw in the history, whole or not at all, for its owner alone. Throws a DataError where there is one of its month and part:
 * what was drawn is never changed.
 */
export function keepDraw(history: string, draw: Draw): void {
  const folder = drawsIn(history);
  makeFolder(folder, ownersFolder);
  keepToOwner(folder);
  const file = join(folder, drawFile(draw));
  const work = join(folder, `.${drawFile(draw)}-${processName}`);
  writeFileSync(work, `${JSON.stringify(draw, null, 1)}\n`, { mode: ownersFile });
  try {
    linkSync(work, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new DataError(
      `${file} is there already: what was drawn is never changed.`,
      [],
      "Add to it with --again.",
    );
  } finally {
    rmSync(work, { force: true });
  }
}

/** The folder that the list and form of a draw lie in. */
export const formsFolder = (out: string, draw: Pick<Draw, "month" | "part">): string =>
  join(out, drawFile(draw).replace(/\.json$/, ""));

/** Whose list and form they are. */
export interface NamedOffice {
  name: string;
  language: string;
}

/** The list and form of a draw, written beside their place: `put` moves them there, `drop` takes them away. */
export interface WrittenForms {
  folder: string;
  files: string[];
  mustBeMapped: string;
  put: () => void;
  drop: () => void;
}

/**
 * Writes the readers' list and form of a draw, each as XLSX and ODS, for their owner alone. Throws a DataError where their folder is
 * there already: readers may have filled in what lies in it.
 */
export async function writeForms(
  draw: Draw,
  out: string,
  sources: readonly Source[],
  { name, language }: NamedOffice,
  end: string,
): Promise<WrittenForms> {
  const folder = formsFolder(out, draw);
  if (existsSync(folder))
    throw new DataError(
      `${folder} is there already: its form may have been filled in.`,
      [],
      "Move it away, or name another folder with --out.",
    );
  const heading = `Quality samples for ${formatMonth(draw.month)}: cases to read`;
  const form = toSamplingForm(draw.drawn, sources);
  const meta: WorkbookMeta = {
    title: heading,
    subject: "Quality sampling",
    publisher: name,
    published_on: end,
    contact: "",
    licence: "",
    language,
    about: [],
  };
  const work = join(out, `.${drawFile(draw)}-${processName}`);
  const drop = () => rmSync(work, { recursive: true, force: true });
  drop();
  makeFolder(out);
  mkdirSync(work, { mode: ownersFolder });
  keepToOwner(work);
  const workbooks: [name: string, sheet: Sheet][] = [
    ["readers-list", toReadersList(draw.drawn, heading)],
    [form.name, form.sheet],
  ];
  const files: string[] = [];
  try {
    for (const [file, sheet] of workbooks) {
      await writeXlsxSheets([sheet], meta, join(work, `${file}.xlsx`));
      await writeOdsSheets([sheet], meta, join(work, `${file}.ods`));
      files.push(`${file}.xlsx`, `${file}.ods`);
    }
    for (const file of files) chmodSync(join(work, file), ownersFile);
  } catch (error) {
    drop();
    throw error;
  }
  return { folder, files, mustBeMapped: form.mustBeMapped, put: () => renameSync(work, folder), drop };
}
