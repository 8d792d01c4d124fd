import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { formatMonth } from "../report/format.ts";
import { replaceOutput } from "../swap.ts";
import { hashFiles } from "./gate.ts";
import { type Released, readReleases, recordFile, replacedFolder, writeRecords } from "./releaseRecord.ts";

/** Where a month's release stands: the folder of all releases, and the month. */
interface Placed {
  out: string;
  month: string;
}

/** Writes a release: its records first, so that nothing is ever out that later ones don't know of. */
export async function place(options: Placed, built: string, released: Released): Promise<void> {
  const { out, month } = options;
  const folder = join(out, month);
  await replaceOutput(
    folder,
    async (work) => {
      if (existsSync(join(folder, recordFile))) {
        const number = readReleases(out).filter(({ record }) => record.month === month).length;
        mkdirSync(join(work, replacedFolder), { recursive: true });
        if (existsSync(join(folder, replacedFolder)))
          cpSync(join(folder, replacedFolder), join(work, replacedFolder), { recursive: true });
        const kept = join(work, replacedFolder, String(number));
        cpSync(folder, kept, { recursive: true, filter: (path) => !path.endsWith(`/${replacedFolder}`) });
      }
      writeRecords(work, released);
    },
    recordFile,
  );
  await publish(options, built);
}

/** Puts the built site at its own address and at that of the latest release. */
export async function publish({ out, month }: Placed, built: string): Promise<void> {
  for (const name of [month, "latest"])
    await replaceOutput(
      join(out, "published", name),
      async (work) => cpSync(built, work, { recursive: true }),
      "index.html",
    );
}

/** Whether what is published of a month is, file for file, what was signed. */
export function isInPlace({ out, month }: Placed, files: Record<string, string>): boolean {
  return [month, "latest"].every((name) => {
    const folder = join(out, "published", name);
    return existsSync(folder) && JSON.stringify(hashFiles(folder)) === JSON.stringify(files);
  });
}

/** Throws a DataError that names the files when a month that is out would not be the same. */
export function mustBeUnchanged(current: Released, files: Record<string, string>, month: string): void {
  const before = current.disclosure.files;
  const names = [...new Set([...Object.keys(before), ...Object.keys(files)])].sort();
  const changed = names.filter((name) => before[name] !== files[name]);
  if (changed.length > 0)
    throw new DataError(
      `${formatMonth(month)} is out and would not be the same: ${changed.length} files differ. It stands as it was.`,
      changed,
      'What has changed is revised in the next month; to replace this one, say why: --reissue "REASON"',
    );
}
