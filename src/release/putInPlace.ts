import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { readJson } from "../../loaders/ownFiles.ts";
import { formatMonth } from "../report/format.ts";
import { replaceOutput } from "../swap.ts";
import { hashFiles } from "./gate.ts";
import { type Kept, lockAway, rehearsals } from "./ledger.ts";
import {
  type Released,
  readReleases,
  recordFile,
  replacedFolder,
  Word,
  writeRecords,
} from "./releaseRecord.ts";
import type { SignOffFiles } from "./signOffFiles.ts";
import { sortWords } from "./writtenWords.ts";

/** Where a month's release stands: what is served, the ledger, and the month. */
interface Placed extends Kept {
  month: string;
}

/** The edition of the month that a reissue takes the place of, and the folder of published/ it is kept in. */
interface Replaced {
  address: string;
  files: Readonly<Record<string, string>>;
}

const publishedIn = ({ out }: Kept, name: string) => join(out, "published", name);

const isSame = (folder: string, files: Readonly<Record<string, string>>) =>
  existsSync(folder) && JSON.stringify(hashFiles(folder)) === JSON.stringify(files);

/** The edition of the month that stands, and where a reissue keeps it: null for a first edition. */
export function toReplaced(
  before: Released | undefined,
  { replaces }: Pick<Released["record"], "replaces">,
): Replaced | null {
  return before && replaces !== null ? { address: replaces, files: before.disclosure.files } : null;
}

/**
 * The folder of published/ in which a reissue keeps the edition it takes the place of: null where that was taken away.
 * Throws a DataError where it isn't what was signed, and so can't be kept as it was.
 */
export function addressFor(placed: Placed, standing: Released, number: number): string | null {
  const { month } = placed;
  const folder = publishedIn(placed, month);
  if (!existsSync(folder)) return null;
  if (!isSame(folder, standing.disclosure.files))
    throw new DataError(
      `${formatMonth(month)} can't be released again: what is published isn't what was signed, and it is to be kept as it was.`,
      [folder],
      "Put it back as it was published, or take it away if it must not be public: the reissue then says that it is no longer available.",
    );
  return `${month}-edition-${number}`;
}

const rehearsedIn = ({ ledger, month }: Placed) => join(ledger, rehearsals, month);

const wordsFile = "words.json";

/** Writes the sign-off page of a dry run, which leaves nothing else, and the words on it that no release has shown. */
export async function rehearse(placed: Placed, signOff: SignOffFiles, fresh: readonly Word[]): Promise<void> {
  const { ledger } = placed;
  const folder = rehearsedIn(placed);
  makeFolder(join(ledger, rehearsals), 0o700);
  await replaceOutput(
    folder,
    async (work) => {
      writeSignOff(work, signOff);
      writeFileSync(join(work, wordsFile), `${JSON.stringify(fresh, null, 1)}\n`);
      lockAway(work);
    },
    "sign-off.html",
  );
}

/**
 * The words that aren't on the page of the month's last run that released nothing: nobody can have read them on it. All of
 * them where there is no such page. Throws a DataError that names the file where what the page showed can't be read.
 */
export function notRehearsed(placed: Placed, fresh: readonly Word[]): Word[] {
  const file = join(rehearsedIn(placed), wordsFile);
  if (!existsSync(file)) return [...fresh];
  const mend = "Take its folder away, and make the page again with --dry-run.";
  const rehearsed = z.array(Word).safeParse(readJson(file, mend));
  if (!rehearsed.success)
    throw new DataError(`${file} can't be used.`, ["not the words of a page to sign"], mend);
  const page = { month: placed.month, words: rehearsed.data, read_by: null };
  return sortWords(fresh, [page]).fresh;
}

function writeSignOff(folder: string, { html, pdf }: SignOffFiles): void {
  writeFileSync(join(folder, "sign-off.html"), html, { mode: 0o600 });
  writeFileSync(join(folder, "sign-off.pdf"), pdf, { mode: 0o600 });
}

/** Writes a release: its records first, so that nothing is ever out that later ones don't know of. */
export async function place(
  placed: Placed,
  built: string,
  released: Released,
  { signOff, replaced }: { signOff: SignOffFiles; replaced: Replaced | null },
): Promise<void> {
  const { ledger, month } = placed;
  const folder = join(ledger, month);
  await replaceOutput(
    folder,
    async (work) => {
      if (existsSync(join(folder, recordFile))) {
        const number = readReleases(ledger).filter(({ record }) => record.month === month).length;
        mkdirSync(join(work, replacedFolder), { recursive: true });
        if (existsSync(join(folder, replacedFolder)))
          cpSync(join(folder, replacedFolder), join(work, replacedFolder), { recursive: true });
        const kept = join(work, replacedFolder, String(number));
        cpSync(folder, kept, { recursive: true, filter: (path) => !path.endsWith(`/${replacedFolder}`) });
      }
      writeRecords(work, released);
      writeSignOff(work, signOff);
      lockAway(work);
    },
    recordFile,
  );
  rmSync(rehearsedIn(placed), { recursive: true, force: true });
  await publish(placed, built, replaced);
}

/** Puts the built site at its own address and at that of the latest release; what a reissue replaces goes to one of its own first. */
export async function publish(placed: Placed, built: string, replaced: Replaced | null): Promise<void> {
  const standing = publishedIn(placed, placed.month);
  if (replaced && !existsSync(publishedIn(placed, replaced.address)) && isSame(standing, replaced.files))
    await copyTo(publishedIn(placed, replaced.address), standing);
  for (const name of [placed.month, "latest"]) await copyTo(publishedIn(placed, name), built);
}

const copyTo = (folder: string, from: string) =>
  replaceOutput(folder, async (work) => cpSync(from, work, { recursive: true }), "index.html");

/** Whether what is published of a month is, file for file, what was signed. */
export function isInPlace(placed: Placed, files: Record<string, string>): boolean {
  return [placed.month, "latest"].every((name) => isSame(publishedIn(placed, name), files));
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
