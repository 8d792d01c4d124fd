import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { isDay } from "../../loaders/dates.ts";
import { drawsIn, isKeptDraw } from "../../loaders/draws.ts";
import { hashFile } from "../../loaders/hashFile.ts";
import { bundleName, projectFile } from "../project.ts";
import { isRecord } from "../release/answers.ts";
import type { BuildOptions } from "./buildOptions.ts";
import { importedFiles } from "./importedFiles.ts";

/** All that a build's output depends on: hashes of it, and the files that were read for that. */
export interface Inputs {
  hash: string;
  /** The hash of those that what is read of the extracts depends on: all but the code of what comes after. */
  readHash: string;
  files: ReadFile[];
  /** When the first of them was read, in milliseconds. */
  readAt: number;
  /** The paths of those that there are by now. */
  pathsNow: () => string[];
}

interface ReadFile {
  path: string;
  hash: string;
  /** When it was last written, in milliseconds; null where there is none. */
  writtenAt: number | null;
}

/** Read whole, with what lies in them. */
const folders = ["bin", "loaders", "sql", "src"];
const files = [
  // The bands of an office that has none of its own.
  "data/age-bands.csv",
  "node_modules/.package-lock.json",
  "observablehq.config.ts",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
];

/** The SHA-256 of a file, or the code of the error where it can't be read. */
export function hashIfThere(path: string): string {
  try {
    return hashFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code;
  }
}

const byName = (a: string, b: string) => (a < b ? -1 : 1);

/** Every file under a folder, by its path within it; nothing where there is no such folder. */
export function filesUnder(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((name) => name.replaceAll(sep, "/"))
    .sort(byName);
}

/** What a build may read of the extracts' folder: every file but those received after `asAt` or hidden, read or refused. */
function extractFiles(folder: string, asAt?: string): string[] {
  const visible = (name: string) => !name.startsWith(".");
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => visible(name) && !(asAt && isDay(name) && name > asAt))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      const names = readdirSync(join(folder, entry.name)).filter(visible);
      return names.map((name) => `${entry.name}/${name}`);
    })
    .sort(byName);
}

/** Folders of an office's settings: extracts and what was parsed of them may lie beside these. */
const settingsFolders = ["measures", "pages"];

/** The settings of an office: the files directly in their folder, and what it has of its own in folders. */
function settingsFiles(folder: string): string[] {
  const within = settingsFolders.flatMap((own) =>
    filesUnder(join(folder, own)).map((name) => `${own}/${name}`),
  );
  const entries = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder, { withFileTypes: true })
    : [];
  const names = entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."));
  return [...names.map(({ name }) => name).sort(byName), ...within];
}

type InputOptions = Pick<BuildOptions, "settings" | "extracts" | "plan" | "ledger" | "history" | "asAt">;

/** Each file that a build depends on, under the name by which it matters. */
function listInputs(
  { settings, extracts, plan, ledger, history, asAt }: InputOptions,
  root: string,
): [kind: string, name: string, path: string][] {
  const office = settings ?? join(root, "data");
  const publication = plan ?? join(office, "publication.yaml");
  const project = [
    ...folders.flatMap((folder) => filesUnder(join(root, folder)).map((name) => `${folder}/${name}`)),
    ...files,
  ];
  return [
    ...project.map((name): [string, string, string] => ["project", name, join(root, name)]),
    ...settingsFiles(office).map((name): [string, string, string] => ["settings", name, join(office, name)]),
    // Named by its path: what is said of a plan that can't be used says which.
    ["plan", publication, publication],
    ...(ledger === undefined ? [] : filesUnder(ledger).filter(isRecord)).map(
      (name): [string, string, string] => ["ledger", name, join(ledger ?? "", name)],
    ),
    ...(history === undefined ? [] : filesUnder(drawsIn(history)).filter(isKeptDraw)).map(
      (name): [string, string, string] => ["draw", name, join(drawsIn(history ?? ""), name)],
    ),
    ...extractFiles(extracts, asAt).map((name): [string, string, string] => [
      "extract",
      name,
      join(extracts, name),
    ]),
  ];
}

/**
 * Whether what is read of the extracts depends on a file of the project, by its name: not on a source that readExtracts.ts doesn't import, nor on
 * another file of a room of src that it imports nothing of.
 */
function toIsRead(root: string): (name: string) => boolean {
  const imported = importedFiles("src/commands/readExtracts.ts", root);
  const roomOf = (name: string) => name.split("/").slice(0, 2).join("/");
  const rooms = new Set([...imported].map(roomOf));
  return (name) => {
    if (name.endsWith(".ts")) return imported.has(name);
    return !name.startsWith("src/") || rooms.has(roomOf(name));
  };
}

/** What a build of these options depends on, in the project at `root`: each file by what it holds. */
export function readInputs(options: InputOptions, root = projectFile(".")): Inputs {
  const named = listInputs(options, root);
  // A page says of a measure whether it has a case among the tests.
  const cases = filesUnder(join(root, "test/sql/measures")).filter((name) => name.endsWith("/expected.csv"));
  const readAt = Date.now();
  const by = JSON.stringify([process.version, process.arch, options.asAt ?? null, cases]);
  const hash = createHash("sha256").update(by).update(bundleName);
  const readHash = createHash("sha256").update(by);
  const isRead = toIsRead(root);
  const read = named.map(([kind, name, path]): ReadFile => {
    const file = { path, writtenAt: writtenAt(path), hash: hashIfThere(path) };
    const line = `${JSON.stringify([kind, name, file.hash])}\n`;
    hash.update(line);
    if (kind !== "project" || isRead(name)) readHash.update(line);
    return file;
  });
  const pathsNow = () => listInputs(options, root).map(([, , path]) => path);
  return { hash: hash.digest("hex"), readHash: readHash.digest("hex"), files: read, readAt, pathsNow };
}

/** A file system's clock may be this much behind: what was written so shortly before could be written again unseen. */
const tick = 20;

const writtenAt = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? null;

/**
 * Whether a file has been written since they were read, or has come or gone: what was made meanwhile may be of it as it was
 * before, or after.
 */
export function isChangedSince({ files: read, readAt, pathsNow }: Inputs): boolean {
  const now = pathsNow();
  if (now.length !== read.length || now.some((path, index) => path !== read[index]?.path)) return true;
  return read.some((file) => {
    if (writtenAt(file.path) !== file.writtenAt) return true;
    const isCertain = file.writtenAt === null || file.writtenAt < readAt - tick;
    return !isCertain && hashIfThere(file.path) !== file.hash;
  });
}
