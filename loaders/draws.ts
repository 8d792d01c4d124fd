import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { DataError } from "./dataError.ts";
import { readJson } from "./ownFiles.ts";

/** Where what was drawn and the records of past builds are, unless said otherwise: beside the landed extracts. */
export const historyBeside = (landing: string): string => join(dirname(landing), "history");

/** The folder of the history that draws are kept in. */
export const drawsIn = (history: string): string => join(history, "draws");

const Group = z.record(z.string(), z.string());

const DrawnCase = z.strictObject({
  sample_id: z.string().min(1),
  case_reference: z.string().min(1),
  sampling: z.string().min(1),
  group: Group,
  officer: z.string(),
  team: z.string(),
  jurisdiction: z.string(),
  stage: z.string(),
  opened_on: z.iso.date(),
  closed_on: z.iso.date().nullable(),
  due_on: z.iso.date(),
});

/** A case that was drawn to be read, as it was on the last day of the month; `group` is the one it was drawn from. */
export type DrawnCase = z.infer<typeof DrawnCase>;

const DrawnGroup = z.strictObject({
  sampling: z.string(),
  group: Group,
  wanted: z.int().min(0),
  found: z.int().min(0),
  sampled_before: z.int().min(0),
  drawn: z.int().min(0),
});

/** How many cases were wanted of a group, how many there were that nobody had sampled, and how many were drawn. */
export type DrawnGroup = z.infer<typeof DrawnGroup>;

const Replacement = z.strictObject({
  sample_id: z.string().min(1),
  case_reference: z.string().min(1),
  why: z.string().min(1),
  by: z.string().nullable(),
});

/** A case that is not to be read after all, why, and the case drawn in its place; null where its group had none left. */
export type Replacement = z.infer<typeof Replacement>;

const Content = z.strictObject({
  month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/),
  part: z.int().min(1),
  seed: z.int().min(0),
  received_to: z.iso.date(),
  settings: z.string().describe("a hash of what was required"),
  follows: z.string().nullable().describe("the hash of the part before; null of the first"),
  groups: z.array(DrawnGroup),
  drawn: z.array(DrawnCase),
  replaced: z.array(Replacement),
});

export type DrawContent = z.infer<typeof Content>;

const Draw = Content.extend({ sha256: z.string() });

/**
 * One draw of a month's quality samples, as it was kept: the first part of the month, or what was added to it later. `sha256` is of all
 * the rest.
 */
export type Draw = z.infer<typeof Draw>;

const hashOf = (content: DrawContent): string =>
  createHash("sha256")
    .update(JSON.stringify(Content.parse(content)))
    .digest("hex");

/** A draw with the hash of its content. */
export const toDraw = (content: DrawContent): Draw => ({
  ...Content.parse(content),
  sha256: hashOf(content),
});

/** The name of a draw's file: `2022-03.json`, and of what was added to it `2022-03-2.json`. */
export const drawFile = ({ month, part }: Pick<Draw, "month" | "part">): string =>
  `${month}${part === 1 ? "" : `-${part}`}.json`;

/** Whether a file of that folder is a draw, and not one that is being written. */
export const isKeptDraw = (name: string): boolean => name.endsWith(".json") && !name.startsWith(".");

const damaged = (file: string, problem: string): DataError =>
  new DataError(
    `${file} can't be used: it isn't a draw as it was kept.`,
    [problem],
    "Put it back from a backup. What was drawn is known from there alone, so nothing is drawn or built without it.",
  );

function readDraw(folder: string, name: string): Draw {
  const file = join(folder, name);
  const read = Draw.safeParse(readJson(file, "Put it back from a backup."));
  if (!read.success)
    throw damaged(file, `${read.error.issues[0]?.path.join(".") || "all of it"}: isn't what was written`);
  const { sha256, ...content } = read.data;
  if (hashOf(content) !== sha256) throw damaged(file, "its content isn't what its hash was made of");
  if (drawFile(content) !== name) throw damaged(file, "it is of another month or part than its name says");
  return read.data;
}

/** What is wrong with draws that are each as they were kept: one that is missing between others, or a case that is there twice. */
function checkTogether(folder: string, draws: readonly Draw[]): void {
  const ids = new Set<string>();
  const cases = new Set<string>();
  for (const draw of draws) {
    const file = join(folder, drawFile(draw));
    const before = draws.find(({ month, part }) => month === draw.month && part === draw.part - 1);
    if (draw.follows !== (before?.sha256 ?? null) || (draw.part > 1 && !before))
      throw damaged(file, "the part that it follows is missing or is another");
    for (const { sample_id, case_reference, sampling } of draw.drawn) {
      const one = JSON.stringify([sampling, case_reference]);
      if (ids.has(sample_id) || cases.has(one)) throw damaged(file, "a case or a sample is in it twice");
      ids.add(sample_id);
      cases.add(one);
    }
  }
}

/**
 * The draws kept under `history`, by month and part; none where there are none. Throws a DataError that names a file which isn't as it
 * was written.
 */
export function readDraws(history: string): Draw[] {
  const folder = drawsIn(history);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter(isKeptDraw);
  const draws = names
    .map((name) => readDraw(folder, name))
    .sort((a, b) => (a.month === b.month ? a.part - b.part : a.month < b.month ? -1 : 1));
  checkTogether(folder, draws);
  return draws;
}

/** A case that was drawn, with its month; `replaced_why` is empty while it stands, `replaced_by` the sample in its place. */
export interface DrawnSample extends DrawnCase {
  month: string;
  replaced_why: string | null;
  replaced_by: string | null;
}

/** Every case that was drawn, in the order drawn, with what became of it in later parts. */
export function toDrawnSamples(draws: readonly Draw[]): DrawnSample[] {
  const replaced = new Map(
    draws.flatMap((draw) => draw.replaced.map((one) => [one.sample_id, one] as const)),
  );
  return draws.flatMap(({ month, drawn }) =>
    drawn.map((one) => {
      const { why, by } = replaced.get(one.sample_id) ?? { why: null, by: null };
      return { ...one, month, replaced_why: why, replaced_by: by };
    }),
  );
}
