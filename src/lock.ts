import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { DataError } from "../loaders/dataError.ts";
import { makeFolder } from "../loaders/makeFolder.ts";
import { findProcess, processName } from "../loaders/processName.ts";

interface Holder {
  process: string;
  host: string;
  since: string;
}

const lockOf = (folder: string): string => `${folder}.lock`;

/** Who is making `folder`; undefined when nobody is, or who was has ended. What can't be read says nothing of who it is. */
export function findHolder(folder: string): Holder | undefined {
  const holder = readHolder(lockOf(folder));
  return holder && findProcess(holder.process) !== "ended" ? holder : undefined;
}

const unknown: Holder = { process: "unknown", host: "an unknown machine", since: "an unknown time" };

function readHolder(lock: string): Holder | undefined {
  try {
    return toHolder(readFileSync(lock, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Who a lock's text says it is: process, host and since when, a line each. */
function toHolder(text: string): Holder {
  const [process, host, since, ...rest] = text.split("\n");
  return process && host && since && rest.length === 1 ? { process, host, since } : unknown;
}

/**
 * Runs `make` while no other process of any machine, container or user makes `folder`. Throws a DataError when one
 * does, naming its machine and since when. What a process of this machine that was killed held is free.
 */
export async function withLock<T>(folder: string, make: () => Promise<T>): Promise<T> {
  const lock = lockOf(folder);
  makeFolder(dirname(folder));
  const holder = { process: processName, host: hostname(), since: new Date().toISOString() };
  if (!isTaken(lock, holder)) {
    const other = findHolder(folder);
    if (other) throw heldBy(folder, other);
    takeAway(lock);
    if (!isTaken(lock, holder)) throw heldBy(folder, findHolder(folder) ?? holder);
  }
  try {
    return await make();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Takes away a lock whose holder has ended, but not one that another has put in its place meanwhile. */
function takeAway(lock: string): void {
  const aside = `${lock}-${processName}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const holder = readHolder(aside);
  if (holder && findProcess(holder.process) !== "ended") linkSync(aside, lock);
  rmSync(aside, { force: true });
}

function isTaken(lock: string, holder: Holder): boolean {
  try {
    const { process, host, since } = holder;
    writeFileSync(lock, `${process}\n${host}\n${since}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function heldBy(folder: string, { process, host, since }: Holder): DataError {
  const isHere = findProcess(process) === "running";
  return new DataError(
    `${folder} is being made by another command.`,
    [`on ${host}, since ${since}`],
    isHere
      ? "Wait until it has ended, or name another output."
      : `Wait until it has ended. If that machine or container has been stopped, remove ${lockOf(folder)} first.`,
  );
}
