import { chmodSync, existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { hasModes, keepToOwner } from "../../loaders/ownersAlone.ts";
import { recordFile } from "./releaseRecord.ts";

const ownersFolder = 0o700;
const ownersFile = 0o600;

/** What releases are kept in: what may be served, and what may not. */
export interface Kept {
  /** The folder that may be served: published/ in it has a folder to each month, and the latest. */
  out: string;
  /** The ledger: a folder to each month with what it hid. */
  ledger: string;
}

/** The folder of a ledger that dry runs leave their sign-off pages in. */
export const rehearsals = "rehearsals";

/** Whether a folder is another or lies in it: both by their whole paths. */
export const isWithin = (folder: string, other: string) => {
  const path = relative(other, folder);
  return path === "" || !(path === ".." || path.startsWith(`..${sep}`));
};

/** The records that lie among what may be served, as they did before there was a ledger. */
function findServed(out: string): string[] {
  if (!existsSync(out)) return [];
  return readdirSync(out)
    .filter((name) => existsSync(join(out, name, recordFile)))
    .sort();
}

/**
 * Makes the ledger where there is none, and its owner's alone. Throws a DataError where it lies within what may be
 * served or holds it, and where records of earlier releases lie there: what a record says was hidden must not be served,
 * and a release that didn't know it could give it away.
 */
export function openLedger({ out, ledger }: Kept): void {
  if (isWithin(resolve(ledger), resolve(out)) || isWithin(resolve(out), resolve(ledger)))
    throw new DataError(
      "The ledger can't lie in the folder that may be served, nor that in the ledger.",
      [`served: ${out}`, `ledger: ${ledger}`],
      "Name another folder with --ledger: it says what was hidden.",
    );
  const served = findServed(out);
  if (served.length > 0)
    throw new DataError(
      `${out} holds the records of ${served.length === 1 ? "a release" : `${served.length} releases`}, which say what was hidden.`,
      served.map((name) => join(out, name)),
      `Move them to the ledger: mkdir -p -m 700 "${ledger}" && mv ${served.map((name) => `"${join(out, name)}"`).join(" ")} "${ledger}/"`,
    );
  makeFolder(ledger, ownersFolder);
  keepToOwner(ledger);
  // What another command is making there now is its own to see to.
  for (const name of readdirSync(ledger).filter((one) => /^\d{4}-\d{2}$/.test(one)))
    lockAway(join(ledger, name));
}

/** Where files have modes; where they don't, the ledger's own list holds for all that is in it. */
function keepTo(path: string, mode: number): void {
  if (hasModes() && (statSync(path).mode & 0o777) !== mode) chmodSync(path, mode);
}

/** Lets its owner alone read a folder and all that is in it. */
export function lockAway(folder: string): void {
  keepTo(folder, ownersFolder);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) keepTo(path, ownersFolder);
    else if (entry.isFile()) keepTo(path, ownersFile);
  }
}
