import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { projectFile } from "../project.ts";
import type { Model } from "../warehouse/graph.ts";
import type { BuildLoad } from "../warehouse/loads.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const nullableNumber = z.number().nullable();

const Output = z.strictObject({ file: z.string(), bytes: z.int().min(0), sha256 });

const ChangedFigure = z.strictObject({
  measure: z.string(),
  period: z.string(),
  breakdown: z.string(),
  group: z.string(),
  was: nullableNumber,
  was_status: z.string().describe("the shorthand it had; 'absent' where it was not in the pack"),
  is: nullableNumber,
  is_status: z.string(),
});

export type ChangedFigure = z.infer<typeof ChangedFigure>;

const Reissue = z.strictObject({
  made_at: z.iso.datetime(),
  reason: z.string().min(1),
  replaced: z.strictObject({ kept_in: z.string(), made_at: z.iso.datetime(), outputs: z.array(Output) }),
  changed: z.strictObject({ files: z.array(z.string()), figures: z.array(ChangedFigure) }),
});

/**
 * What a pack is and was made from. Of two packs of one month from the same extracts, models, settings and program only
 * the times differ. `received_by` is the last day whose receipts were read, `received_to` the newest receipt there was.
 */
export const Manifest = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  as_at: z.iso.date(),
  edition: z.literal("internal"),
  made_at: z.iso.datetime(),
  candour: z.strictObject({ version: z.string(), files: z.int(), sha256 }),
  received_by: z.iso.date(),
  received_to: z.iso.date(),
  extracts: z.array(z.strictObject({ source: z.string(), file: z.string(), sha256 })),
  refused: z.array(z.strictObject({ source: z.string(), file: z.string() })),
  models: z.array(z.strictObject({ model: z.string(), sha256 })),
  settings: z.array(z.strictObject({ file: z.string(), sha256 })),
  outputs: z.array(Output),
  reissues: z.array(Reissue),
});

export type Manifest = z.infer<typeof Manifest>;

export const manifestFile = "manifest.json";

const hash = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

/** One hash of several things, whatever order they came in. */
function hashAll(parts: readonly { name: string; sha256: string }[]): string {
  return hash(
    parts
      .map((part) => `${part.name} ${part.sha256}\n`)
      .sort()
      .join(""),
  );
}

function hashFolder(folder: string, isWanted: (name: string) => boolean): { name: string; sha256: string }[] {
  return readdirSync(projectFile(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      name: path.slice(projectFile("").length).replaceAll(sep, "/"),
      sha256: hash(readFileSync(path)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The settings of the office: the files directly in their folder, and its own measures and pages, by name. */
function hashSettings(folder: string): Manifest["settings"] {
  const own = ["measures", "pages"].flatMap((name) => {
    const within = join(folder, name);
    return statSync(within, { throwIfNoEntry: false })?.isDirectory()
      ? readdirSync(within, { recursive: true, encoding: "utf8" }).map((file) => join(name, file))
      : [];
  });
  return [
    ...readdirSync(folder).filter((name) => /\.(yaml|csv|json)$/.test(name)),
    ...own.filter((name) => /\.(sql|md)$/.test(name)).map((name) => name.replaceAll(sep, "/")),
  ]
    .sort()
    .map((name) => ({ file: name, sha256: hash(readFileSync(join(folder, name))) }));
}

/** The program itself: what reads the extracts and makes the pack, and the versions of what it uses. */
function hashProgram(): Manifest["candour"] {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(projectFile("package.json"), "utf8")));
  const isCode = (name: string) => /\.(ts|css)$/.test(name);
  const files = [
    ...hashFolder("src", isCode),
    ...hashFolder("loaders", isCode),
    { name: "package-lock.json", sha256: hash(readFileSync(projectFile("package-lock.json"))) },
  ];
  return { version, files: files.length, sha256: hashAll(files) };
}

/** The hashes of what a pack is made from; `settings` is the folder of the office's. */
export function hashInputs(
  loads: readonly BuildLoad[],
  models: readonly Model[],
  settings: string,
): Pick<Manifest, "candour" | "extracts" | "models" | "settings"> {
  return {
    candour: hashProgram(),
    extracts: loads.map(({ source, file, sha256: own }) => ({ source, file, sha256: own })),
    models: models
      .map(({ name, sql }) => ({ model: name, sha256: hash(sql) }))
      .sort((a, b) => (a.model < b.model ? -1 : 1)),
    settings: hashSettings(settings),
  };
}

/** The same in a line each, for the document. */
export function digestsOf(
  inputs: ReturnType<typeof hashInputs>,
): { of: string; files: number; sha256: string }[] {
  const line = (of: string, parts: { name: string; sha256: string }[]) => ({
    of,
    files: parts.length,
    sha256: hashAll(parts),
  });
  return [
    line(
      "Extracts",
      inputs.extracts.map((one) => ({ name: `${one.source} ${one.file}`, sha256: one.sha256 })),
    ),
    line(
      "Models, measures and checks (SQL)",
      inputs.models.map((one) => ({ name: one.model, sha256: one.sha256 })),
    ),
    line(
      "Settings",
      inputs.settings.map((one) => ({ name: one.file, sha256: one.sha256 })),
    ),
    { of: "Program", files: inputs.candour.files, sha256: inputs.candour.sha256 },
  ];
}

/** The files of a pack's folder with their hashes, without its manifest and what it keeps of earlier ones. */
export function hashOutputs(folder: string): Manifest["outputs"] {
  return readdirSync(folder)
    .filter((name) => name !== manifestFile && statSync(join(folder, name)).isFile())
    .sort()
    .map((file) => {
      const content = readFileSync(join(folder, file));
      return { file, bytes: content.length, sha256: hash(content) };
    });
}

/** The manifest of the pack in `folder`; null where there is none. Throws a DataError for one that can't be read. */
export function readManifest(folder: string): Manifest | null {
  const file = join(folder, manifestFile);
  if (!existsSync(file)) return null;
  try {
    return Manifest.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw new DataError(
      `${file} can't be read: it isn't the manifest of a pack.`,
      [],
      "Put back the pack from a copy, or move its folder away and make it anew.",
    );
  }
}
