import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { type ReleaseRecord as DisclosureRecord, formatRecord, parseRecord } from "../disclosure/record.ts";

const nullable = z.number().nullable();
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Month = z.string().regex(/^\d{4}-\d{2}$/);

const Revision = z.strictObject({
  measure: z.string(),
  period: z.string(),
  breakdown: z.string(),
  group: z.string(),
  unit: z.string(),
  released: Month.describe("the release that last gave it otherwise"),
  was: z.number(),
  is: nullable.describe("null where it is hidden or not held now"),
  status: z.string(),
  why: z.string(),
});

export const Word = z.strictObject({
  kind: z.string().describe("what the words are, such as the label of a group"),
  of: z.string().describe("what they are said of: a measure, a dimension; empty for all of it"),
  text: z.string().min(1),
});

/** Words that somebody wrote, or a system holds as somebody typed them, as they go out. */
export type Word = z.infer<typeof Word>;

const ReleasedFigure = z.tuple([
  z.string().describe("measure"),
  z.string().describe("period"),
  z.string().describe("breakdown"),
  z.string().describe("group"),
  nullable.describe("numerator"),
  nullable.describe("denominator"),
  nullable.describe("value"),
  z.string().describe("status"),
]);

/**
 * What a release leaves for those after it beside its disclosure record, never published: who signed, the settings, each
 * file's hash, and the figures as given.
 */
const ReleaseRecord = z.strictObject({
  month: Month,
  as_at: z.iso.date(),
  received_by: z.iso.date(),
  published_on: z.iso.date(),
  signed_by: z.string().min(1),
  signed_at: z.iso.datetime(),
  read_by: z
    .string()
    .nullable()
    .default(null)
    .describe("who read the words that no release before had shown"),
  words: z.array(Word).default([]).describe("what people had written that went out"),
  reissue: z.string().nullable().describe("why the month was released again"),
  replaces: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "the folder of published/ that keeps the edition a reissue took the place of, unless it was taken away",
    ),
  candour: z.string().describe("version"),
  plan_sha256: Sha256,
  warnings: z.array(z.strictObject({ id: z.string(), title: z.string(), rows: z.int() })),
  revisions: z.array(Revision).describe("the figures that aren't what the release before gave"),
  figures_hidden: z.int(),
  figures_as_published: z
    .int()
    .default(0)
    .describe("of how many figures what has changed since a release before is kept back"),
  figures: z.array(ReleasedFigure),
});

export type ReleaseRecord = z.infer<typeof ReleaseRecord>;

export const recordFile = "record.json";
const disclosureFile = "disclosure.json";

/** A release that stands or stood: what it gave, and what it hid. */
export interface Released {
  record: ReleaseRecord;
  disclosure: DisclosureRecord;
}

/** The record as text, an entry of its long lists to a line. */
function recordText(record: ReleaseRecord): string {
  const members = Object.entries(record).map(([name, value]) => {
    const isLong = Array.isArray(value) && value.length > 0;
    const text = isLong
      ? `[\n${value.map((one) => JSON.stringify(one)).join(",\n")}\n]`
      : JSON.stringify(value);
    return `${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${members.join(",\n")}\n}\n`;
}

/** Writes both records of a release into its folder. */
export function writeRecords(folder: string, { record, disclosure }: Released): void {
  writeFileSync(join(folder, disclosureFile), formatRecord(disclosure));
  writeFileSync(join(folder, recordFile), recordText(record));
}

function readOne(folder: string): Released {
  const file = join(folder, recordFile);
  const mend = "Put it back as it was: without it nothing more can safely be released.";
  try {
    const record = ReleaseRecord.parse(JSON.parse(readFileSync(file, "utf8")));
    const path = join(folder, disclosureFile);
    if (!existsSync(path)) throw new DataError(`${path} is missing.`, [], mend);
    return { record, disclosure: parseRecord(readFileSync(path, "utf8"), path) };
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw new DataError(`${file} can't be read: it isn't the record of a release.`, [], mend);
  }
}

/** The folder in which a release keeps those it took the place of. */
export const replacedFolder = "replaced";

/** The records of a month's release: those it took the place of first, then the one that stands. */
function readMonth(folder: string): Released[] {
  const replaced = join(folder, replacedFolder);
  const numbers = existsSync(replaced) ? readdirSync(replaced).map(Number) : [];
  const before = numbers.sort((a, b) => a - b).map((number) => readOne(join(replaced, String(number))));
  return [...before, readOne(folder)];
}

/** Every release of a ledger, in the order they were made. Throws a DataError for a record that isn't one. */
export function readReleases(ledger: string): Released[] {
  if (!existsSync(ledger)) return [];
  return readdirSync(ledger)
    .filter((name) => /^\d{4}-\d{2}$/.test(name) && existsSync(join(ledger, name, recordFile)))
    .sort()
    .flatMap((name) => readMonth(join(ledger, name)));
}
