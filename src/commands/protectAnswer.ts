import { basename } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { readWrittenMeasures } from "../catalogue/readMeasures.ts";
import type { CountPart } from "../catalogue/statistics/define.ts";
import type { EarlierRelease } from "../disclosure/linkReleases.ts";
import type { Counts } from "../disclosure/readCounts.ts";
import { formatRecord, type ReleaseRecord } from "../disclosure/record.ts";
import type { Group, Table } from "../disclosure/tables.ts";
import { programSettings } from "../project.ts";
import {
  type Answer,
  answerFile,
  isAnswerName,
  type Ledger,
  readLedger,
  toEarlierReleases,
  writeAnswer,
} from "../release/answers.ts";
import type { NamedCount } from "../release/countTables.ts";
import { findAnswerIdentities, linkAnswer, valuesOf } from "../release/linkAnswer.ts";

/** What is asked for of an answer: the ledger's folder, what it is called there, and what its table counts. */
export interface AskedAnswer {
  /** The folder of the office's settings: the program's own unless given. */
  office?: string;
  ledger: string;
  name: string;
  /** A measure's id. */
  of: string;
  part: CountPart;
  /** As the edition names it; null where a column has periods. */
  period: string | null;
  where: readonly { dimension: string; value: string }[];
  /** Columns that are other breakdowns than those that have gone out with the same labels or counts. */
  apart?: readonly string[];
}

/** An answer as it is protected with all that has gone out before it. */
interface OpenedAnswer {
  countOf: (group: Group) => NamedCount;
  /** A table that an earlier run protected without a ledger, of the same count: its cells as the answer's are named. */
  toOwn: (release: EarlierRelease) => EarlierRelease;
  /** What follows from its counts and those that have gone out, by its own table as named. */
  findTables: (table: Table) => Table[];
  earlier: EarlierRelease[];
  release: string;
  /** How many of its counts releases have too. */
  found: number;
  of: Record<string, string>;
  /** Writes its record into the ledger, unless it is there already, the same. */
  keep: (record: ReleaseRecord) => Promise<void>;
}

interface Given {
  counts: Counts;
  groups: readonly Group[];
  file: string;
  settings: { threshold: number; protect_zeros: boolean };
  /** The plan's labels by dimension. */
  planned: Readonly<Record<string, readonly string[]>>;
}

/** The ledger as it was when an answer that is in it was made; all of it for a new one. */
function ledgerBefore({ releases, answers }: Ledger, standing: Answer | undefined): Ledger {
  if (!standing) return { releases, answers };
  const last = releases.findIndex(({ disclosure }) => disclosure.release === standing.with);
  return {
    releases: releases.slice(0, last + 1),
    answers: answers.filter(({ place }) => place < standing.place),
  };
}

function readMeasureOf(id: string, office: string) {
  const found = readWrittenMeasures(office).definitions.find((one) => one.id === id);
  if (found) return found;
  throw new DataError(`unknown measure: ${id}`, [], "Name a measure's id with --of: `measures` lists them.");
}

/** Throws a DataError where the answer would hide otherwise than the ledger's releases do. */
function checkSettings({ releases }: Ledger, settings: Given["settings"], ledger: string): string {
  const last = releases.at(-1)?.disclosure;
  if (!last)
    throw new DataError(
      `${ledger} has no release to protect an answer with.`,
      [],
      "Name the ledger's folder with --with, or leave it out before the first release.",
    );
  const { threshold, protect_zeros } = last.settings;
  if (threshold !== settings.threshold || protect_zeros !== settings.protect_zeros)
    throw new DataError(
      "An answer must hide as the ledger's releases do.",
      [`--threshold ${threshold}, ${protect_zeros ? "with" : "without"} --protect-zeros`],
      "Use these settings.",
    );
  return last.release;
}

/**
 * Reads the ledger, and names the table's counts as its releases do. Throws a DataError where the table isn't what the
 * ledger says of it, nothing of it is there, or another answer has its name.
 */
export async function openAnswer(asked: AskedAnswer, given: Given): Promise<OpenedAnswer> {
  const { ledger, name, of, part, period, where, apart = [] } = asked;
  const { counts, groups, file, settings, planned } = given;
  if (!isAnswerName(name))
    throw new DataError(
      "An answer can't be called so.",
      [],
      "Name it with --name, in letters, digits, spaces, - and _: FOI-2022-031.",
    );
  const whole = readLedger(ledger);
  const standing = whole.answers.find((one) => one.name === name);
  const before = ledgerBefore(whole, standing);
  const last = checkSettings(before, settings, ledger);
  const measure = readMeasureOf(of, asked.office ?? programSettings);
  const link = linkAnswer(counts, groups, { measure, part, period, where, apart, planned }, before, file);
  const place = standing?.place ?? Math.max(0, ...whole.answers.map((one) => one.place)) + 1;
  const seen = JSON.stringify(namesIn(whole));
  return {
    countOf: (group) => link.countOf(valuesOf(counts.by, group)),
    toOwn: (release) => renamed(release, (id) => link.countOf(valuesIn(id)).id),
    findTables: (table) => [...link.rests, ...findAnswerIdentities(table, before)],
    earlier: toEarlierReleases(before),
    release: `answer ${name}`,
    found: link.found,
    of: {
      answer: name,
      with: last,
      place: String(place),
      measure: of,
      part,
      period: period ?? "",
      where: where.map(({ dimension, value }) => `${dimension}=${value}`).join(),
      ...(apart.length > 0 ? { apart: [...apart].sort().join() } : {}),
    },
    keep: async (record) => {
      if (standing) {
        if (formatRecord(record) === formatRecord(standing.disclosure)) return;
        throw new DataError(
          `${basename(file)} isn't the answer that the ledger has as ${name}.`,
          [answerFile(ledger, name)],
          "What has gone out stays in the ledger: give this answer another name with --name.",
        );
      }
      if (JSON.stringify(namesIn(readLedger(ledger))) !== seen)
        throw new DataError(
          "Something else has gone into the ledger meanwhile.",
          [],
          "Run it again: it is then reckoned with.",
        );
      await writeAnswer(ledger, name, record);
    },
  };
}

const namesIn = ({ releases, answers }: Ledger): string[] => [
  ...releases.map(({ disclosure }) => disclosure.release),
  ...answers.map(({ name }) => name),
];

/** A group by its columns and values, of its name in a table that knows no ledger. */
const valuesIn = (id: string): Record<string, string> =>
  id === "total" ? {} : Object.fromEntries(new URLSearchParams(id));

function renamed(release: EarlierRelease, nameOf: (id: string) => string): EarlierRelease {
  const rename = <T extends { terms: readonly { cell: string; coefficient: number }[] }>(
    statement: T,
  ): T => ({
    ...statement,
    terms: statement.terms.map((term) => ({ ...term, cell: nameOf(term.cell) })),
  });
  return {
    ...release,
    cells: release.cells.map((cell) => ({ ...cell, id: nameOf(cell.id) })),
    equations: release.equations.map(rename),
    bounds: release.bounds.map(rename),
  };
}
