import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { monthsBefore, monthsBetween } from "../../loaders/dates.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { type KeptIn, readSealed, readSealedFile } from "../restate/saidThen.ts";

const Block = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("heading"), level: z.int().min(1).max(6), text: z.string() }),
  z.strictObject({ kind: z.literal("text"), text: z.string() }),
  z.strictObject({ kind: z.literal("item"), depth: z.int().min(0).max(3), text: z.string() }),
  z.strictObject({
    kind: z.literal("table"),
    caption: z.string(),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
]);

/** A part of a kept brief, as text: a heading, a paragraph, a line of a list, or a table. */
export type Block = z.infer<typeof Block>;

const KeptBrief = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  as_at: z.iso.date(),
  received_to: z.iso.date().describe("the newest receipt of an extract that it was made of"),
  blocks: z.array(Block),
  sha256: z.string().describe("of all the rest"),
});

/** The brief of a month as its build said it, without charts: what was said then, and never worked out anew. */
export type KeptBrief = z.infer<typeof KeptBrief>;

/** What of a sealed pack an earlier month's page says. */
interface KeptPack {
  made_at: string;
  received_by: string;
  reissues: number;
  /** The lines of its agenda, which say what each item came to. */
  agenda: string[];
}

/** An earlier month: its brief, and its pack, each null where none is kept. */
export interface PastMonth {
  month: string;
  brief: KeptBrief | null;
  pack: KeptPack | null;
}

const hashOf = (brief: Omit<KeptBrief, "sha256">): string => {
  const { month, as_at, received_to, blocks } = brief;
  return createHash("sha256")
    .update(JSON.stringify([month, as_at, received_to, blocks]))
    .digest("hex");
};

const nameOf = (month: string) => `brief-${month}.json`;

/** The months whose brief is kept in a folder, in order. */
function keptMonths(history: string): string[] {
  if (!existsSync(history)) return [];
  return readdirSync(history)
    .flatMap((name) => /^brief-(\d{4}-\d{2})\.json$/.exec(name)?.[1] ?? [])
    .sort();
}

/** The brief of a month as it was kept; null where none is. Throws a DataError that names a file that isn't what was kept. */
function readBrief(history: string, month: string): KeptBrief | null {
  const file = join(history, nameOf(month));
  if (!existsSync(file)) return null;
  const next =
    "Put back the file that was kept, or move it away: that month’s brief is then said not to be kept.";
  try {
    const brief = KeptBrief.parse(JSON.parse(readFileSync(file, "utf8")));
    if (brief.sha256 === hashOf(brief) && brief.month === month) return brief;
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
  }
  throw new DataError(`${file} isn’t the brief that was kept.`, [], next);
}

/**
 * Keeps the brief of a build for later months to show as it was. A build of the same month replaces it, until the brief of a later month
 * is kept: from then on it stands. Gives whether it was kept.
 */
export function keepBrief(history: string, brief: Omit<KeptBrief, "sha256">): boolean {
  const last = keptMonths(history).at(-1);
  if (last !== undefined && last > brief.month) return false;
  makeFolder(history);
  const work = join(history, `.${nameOf(brief.month)}`);
  writeFileSync(work, `${JSON.stringify({ ...brief, sha256: hashOf(brief) })}\n`);
  renameSync(work, join(history, nameOf(brief.month)));
  return true;
}

/** The months whose pack is sealed in a folder, in order. */
function sealedMonths(packs: string): string[] {
  if (!existsSync(packs)) return [];
  return readdirSync(packs)
    .filter((name) => /^\d{4}-\d{2}$/.test(name) && existsSync(join(packs, name, "manifest.json")))
    .sort();
}

function readPack(packs: string, month: string): KeptPack | null {
  const sealed = readSealed(packs, month);
  if (sealed === null) return null;
  const agenda = readSealedFile(packs, sealed, "agenda.txt").split("\n");
  const { made_at, received_by, reissues } = sealed;
  return { made_at, received_by, reissues: reissues.length, agenda };
}

/**
 * The months before one, latest first, from the first of which a brief or a pack is kept: each with what is, and never worked out anew. Throws a
 * DataError that names a file that isn't what was kept or sealed.
 */
export function readPastMonths(month: string, { packs, history }: KeptIn): PastMonth[] {
  const known = [
    ...(history === undefined ? [] : keptMonths(history)),
    ...(packs === undefined ? [] : sealedMonths(packs)),
  ].sort();
  const [first] = known;
  if (first === undefined || first >= month) return [];
  return monthsBetween(first, monthsBefore(month, 1))
    .map((one) => ({
      month: one,
      brief: history === undefined ? null : readBrief(history, one),
      pack: packs === undefined ? null : readPack(packs, one),
    }))
    .reverse();
}

/** A hash of all that earlier months left for the build of one: another makes another site. */
export function hashPastMonths(month: string, { packs, history }: KeptIn): string {
  const isEarlier = (one: string) => one < month;
  const kept =
    history === undefined
      ? []
      : [...keptMonths(history).filter(isEarlier).map(nameOf), `${monthsBefore(month, 1)}.json`].map((name) =>
          join(history, name),
        );
  const sealed =
    packs === undefined
      ? []
      : sealedMonths(packs)
          .filter(isEarlier)
          .flatMap((one) =>
            ["manifest.json", "agenda.txt", "figures.csv"].map((name) => join(packs, one, name)),
          );
  const hash = createHash("sha256");
  for (const file of [...kept, ...sealed].filter((one) => existsSync(one)))
    hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest("hex");
}
