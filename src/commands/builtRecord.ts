import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { buildMarker } from "../swap.ts";
import { filesUnder, hashIfThere } from "./inputs.ts";

const BuildSummary = z.strictObject({
  asAt: z.iso.date(),
  files: z.int(),
  read: z.int().describe("how often a file was read: a workbook may be read by several sources"),
  parsed: z.int().describe("of those, the ones that hadn't been landed before"),
  rows: z.strictObject({ read: z.int(), loaded: z.int(), quarantined: z.int(), blanked: z.int() }),
  same: z.array(z.strictObject({ file: z.string(), same_as: z.string() })),
  refused: z.array(z.strictObject({ source: z.string(), file: z.string(), problem: z.string() })),
  figures: z.int(),
  pages: z.int(),
  faults: z
    .array(
      z.strictObject({
        kind: z.enum(["measure", "page"]),
        name: z.string(),
        file: z.string(),
        line: z.int().nullable(),
        problem: z.string(),
      }),
    )
    .describe("what of the office's own can't be used"),
  publicProblem: z.string().nullable().describe("why there is no public preview"),
});

/** What a build says of itself when it has ended. */
export type BuildSummary = z.infer<typeof BuildSummary>;

const BuiltRecord = z.strictObject({
  made_by: z.literal("candour build"),
  inputs: z.string().describe("the hash of all it was made from"),
  reading: z.string().describe("the hash of all that what it read of the extracts depends on"),
  history: z.string().describe("the hash of what it left for later builds to be compared with"),
  earlier: z.string().describe("the hash of what earlier months had left for it"),
  summary: BuildSummary,
  warnings: z.array(z.string()),
  files: z.record(z.string(), z.string()).describe("the SHA-256 of each file of the output"),
});

/** What a build leaves in its output (candour.json): what it was made from, what it said, and each file it wrote. */
export type BuiltRecord = z.infer<typeof BuiltRecord>;

function hashOutput(out: string): Record<string, string> {
  const names = filesUnder(out).filter((name) => name !== buildMarker);
  return Object.fromEntries(names.map((name) => [name, hashIfThere(join(out, name))]));
}

/** Writes the record of an output that is whole. */
export function writeBuiltRecord(out: string, about: Omit<BuiltRecord, "made_by" | "files">): void {
  const record: BuiltRecord = { made_by: "candour build", ...about, files: hashOutput(out) };
  writeFileSync(join(out, buildMarker), `${JSON.stringify(record, null, 1)}\n`);
}

/** Whether the output in `out` has these files as they were written, and no other: of those `isOf` is said of, all unless given. */
export function isWhole(
  out: string,
  files: Readonly<Record<string, string>>,
  isOf: (name: string) => boolean = () => true,
): boolean {
  const names = filesUnder(out).filter((name) => name !== buildMarker && isOf(name));
  return (
    names.length === Object.keys(files).filter(isOf).length &&
    names.every((name) => files[name] === hashIfThere(join(out, name)))
  );
}

/** What the output in `out` says of itself, and when it was built; null where it says nothing that can be read. */
export function readBuiltRecord(out: string): { record: BuiltRecord; on: Date } | null {
  const file = join(out, buildMarker);
  if (!existsSync(file)) return null;
  const record = parseRecord(readFileSync(file, "utf8"));
  return record === null ? null : { record, on: statSync(file).mtime };
}

/** Null for one that was cut off, or that an earlier version wrote: what can't be told to be whole is built again. */
function parseRecord(text: string): BuiltRecord | null {
  try {
    return BuiltRecord.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
