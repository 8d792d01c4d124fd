import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import type { EarlierRelease } from "../disclosure/linkReleases.ts";
import {
  type ReleaseRecord as DisclosureRecord,
  formatRecord,
  parseRecord,
  toEarlier,
} from "../disclosure/record.ts";
import { replaceOutput } from "../swap.ts";
import { lockAway } from "./ledger.ts";
import { type Released, readReleases, recordFile } from "./releaseRecord.ts";

/** The folder of a ledger that has a folder to each answer. */
const answersFolder = "answers";

/** What a record's settings say of an answer. */
const AnswerOf = z.object({
  answer: z.string().min(1).describe("its name"),
  with: z.string().min(1).describe("the last release when it was made"),
  place: z.coerce.number().int().positive().describe("how many answers there were then, with it"),
});

/** A table that was made safe with a ledger in mind, and the last release it was made with. */
export interface Answer {
  name: string;
  with: string;
  place: number;
  disclosure: DisclosureRecord;
}

/** All that has gone out: releases in the order they were made, and answers in the order they were. */
export interface Ledger {
  releases: Released[];
  answers: Answer[];
}

/** The file of a ledger that has an answer's record. */
export const answerFile = (ledger: string, name: string): string =>
  join(ledger, answersFolder, name, recordFile);

function readAnswer(ledger: string, name: string, releases: readonly Released[]): Answer {
  const file = answerFile(ledger, name);
  const disclosure = parseRecord(readFileSync(file, "utf8"), file);
  const of = AnswerOf.safeParse(disclosure.settings.of);
  const isThere = releases.some((one) => one.disclosure.release === of.data?.with);
  if (!of.success || of.data.answer !== name || !isThere)
    throw new DataError(
      `${file} can't be used: it isn't the record of an answer made with this ledger.`,
      [],
      "Put it back as it was: without it nothing more can safely be released.",
    );
  return { name, with: of.data.with, place: of.data.place, disclosure };
}

/** Every release and answer of a ledger; none where there is no ledger. Throws a DataError that names a record that isn't one. */
export function readLedger(ledger: string): Ledger {
  const releases = readReleases(ledger);
  const folder = join(ledger, answersFolder);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const answers = names
    // What is being made, or was cut short, has a dot in its name, which no answer has.
    .filter((name) => isAnswerName(name) && existsSync(answerFile(ledger, name)))
    .map((name) => readAnswer(ledger, name, releases))
    .sort((a, b) => a.place - b.place);
  return { releases, answers };
}

/** Whether an answer may be called so: in letters, digits, spaces, `-` and `_`, as 'FOI-2022-031'. */
export const isAnswerName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9 _-]*$/.test(name);

/**
 * Releases and answers as one that comes after must reckon with them, oldest first: each release with the answers that
 * were made when it was the last. Answers made with others aren't among them.
 */
export function toEarlierReleases({ releases, answers }: Ledger): EarlierRelease[] {
  return releases.flatMap(({ disclosure }) => [
    { ...toEarlier(disclosure), ofLedger: "release" as const },
    ...answers
      .filter((answer) => answer.with === disclosure.release)
      .map((answer) => ({ ...toEarlier(answer.disclosure), ofLedger: "answer" as const })),
  ]);
}

/** The same as a preview must reckon with them: what they hid stays hidden, though it looks less closely than a release does. */
export const toHidingReleases = (ledger: Ledger): EarlierRelease[] =>
  toEarlierReleases(ledger).map((release) => ({ ...release, staysHidden: true }));

/** Which of a ledger's files are records, by their paths in it. */
export const isRecord = (path: string): boolean =>
  /^(?:\d{4}-\d{2}\/(?:replaced\/\d+\/)?(?:record|disclosure)|answers\/[^/]+\/record)\.json$/.test(path);

/** Writes an answer's record into the ledger, for its owner alone. */
export async function writeAnswer(ledger: string, name: string, disclosure: DisclosureRecord): Promise<void> {
  makeFolder(join(ledger, answersFolder), 0o700);
  await replaceOutput(
    join(ledger, answersFolder, name),
    async (work) => {
      writeFileSync(join(work, recordFile), formatRecord(disclosure));
      lockAway(work);
    },
    recordFile,
  );
}
