import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { toEquation } from "./equations.ts";
import type { EarlierRelease } from "./linkReleases.ts";
import type { Suppression } from "./suppress.ts";
import type { Table } from "./tables.ts";

const term = z.strictObject({ cell: z.string(), coefficient: z.number() });

const recordSchema = z.strictObject({
  record: z.literal("candour release, not for publication"),
  release: z.string().min(1),
  signed_by: z.string(),
  settings: z.strictObject({
    threshold: z.number().int().positive(),
    protect_zeros: z.boolean(),
    /** Whatever else the next release must agree with. */
    of: z.record(z.string(), z.string()),
  }),
  /** SHA-256 of each file of the release, in hexadecimal. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  published: z.record(z.string(), z.number().min(0)),
  /** With the interval an attacker could work out; no upper end: null. */
  hidden: z.record(
    z.string(),
    z.strictObject({
      count: z.number().min(0),
      unsafe: z.boolean(),
      lower: z.number(),
      upper: z.number().nullable(),
    }),
  ),
  /** Counts that are never shown but could be worked out. */
  derived: z.record(z.string(), z.strictObject({ count: z.number().min(0), unsafe: z.boolean() })),
  /** Those of its counts that are hidden by a rule which hides zeros too, so that they aren't known to be one at least. */
  may_be_none: z.array(z.string()).default([]),
  /** Figures that went with hidden counts. */
  hidden_figures: z.array(z.string()),
  sums: z.array(z.strictObject({ total: z.string(), parts: z.array(z.string()) })),
  /** An end there isn't: null. */
  bounds: z.array(
    z.strictObject({ terms: z.array(term), lower: z.number().nullable(), upper: z.number().nullable() }),
  ),
});

/** What a release keeps so that the next can be attacked together with it. It holds hidden counts. */
export type ReleaseRecord = z.infer<typeof recordSchema>;

export interface RecordedRelease {
  release: string;
  signedBy: string;
  settings: ReleaseRecord["settings"];
  files: Readonly<Record<string, string>>;
  tables: readonly Table[];
  suppression: Suppression;
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The record of a release, each part in order of its cells' ids. */
export function toRecord(recorded: RecordedRelease): ReleaseRecord {
  const { release, signedBy, settings, files, tables, suppression } = recorded;
  const { hidden, unsafe, hiddenFigures } = suppression;
  const shown = new Set(
    tables.flatMap(({ cells }) => cells.filter((cell) => cell.shown ?? true).map(({ id }) => id)),
  );
  const record: ReleaseRecord = {
    record: "candour release, not for publication",
    release,
    signed_by: signedBy,
    settings,
    files: sortKeys(files),
    published: {},
    hidden: {},
    derived: {},
    may_be_none: [
      ...new Set(tables.flatMap(({ cells }) => cells.filter((one) => one.mayBeNone).map(({ id }) => id))),
    ].sort(),
    hidden_figures: [...hiddenFigures].sort(),
    sums: tables.flatMap(({ sums }) => sums.map(({ total, parts }) => ({ total, parts: [...parts].sort() }))),
    bounds: tables.flatMap(({ bounds = [] }) =>
      bounds.map(({ terms, lower, upper }) => ({
        terms: [...terms],
        lower: Number.isFinite(lower) ? lower : null,
        upper: Number.isFinite(upper) ? upper : null,
      })),
    ),
  };
  for (const { id, count } of tables.flatMap(({ cells }) => cells)) {
    const interval = hidden.get(id);
    if (interval) {
      const upper = Number.isFinite(interval.upper) ? interval.upper : null;
      record.hidden[id] = { count, unsafe: unsafe.has(id), lower: interval.lower, upper };
    } else if (shown.has(id)) record.published[id] = count;
    else record.derived[id] = { count, unsafe: unsafe.has(id) };
  }
  record.published = sortKeys(record.published);
  record.hidden = sortKeys(record.hidden);
  record.derived = sortKeys(record.derived);
  const keyOf = ({ total, parts }: { total: string; parts: string[] }) => JSON.stringify([total, parts]);
  const sums = new Map(record.sums.map((sum) => [keyOf(sum), sum]));
  record.sums = Object.values(sortKeys(Object.fromEntries(sums)));
  return record;
}

/** A record as text: the same record always gives the same, a cell or sum to a line. */
export function formatRecord(record: ReleaseRecord): string {
  const lines = Object.entries(record).map(([key, value]) => {
    if (Array.isArray(value))
      return `${JSON.stringify(key)}: [${indent(value.map((one) => JSON.stringify(one)))}]`;
    if (typeof value !== "object") return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const entries = Object.entries(value).map(
      ([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`,
    );
    return `${JSON.stringify(key)}: {${indent(entries)}}`;
  });
  return `{${indent(lines, " ")}}\n`;
}

function indent(lines: readonly string[], by = "  "): string {
  return lines.length === 0 ? "" : `\n${lines.map((line) => by + line).join(",\n")}\n${by.slice(1)}`;
}

/** Reads a record. `name` is what to call it in the DataError thrown when it isn't one. */
export function parseRecord(text: string, name: string): ReleaseRecord {
  let loose: unknown;
  try {
    loose = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const record = recordSchema.safeParse(loose);
  if (record.success) return record.data;
  const faults = record.error.issues.map(
    ({ path }) => `not as expected: ${path.slice(0, 1).join("") || "the file"}`,
  );
  throw new DataError(
    `${name} isn't the record of a release.`,
    [...new Set(faults)],
    "A record is written with each release and must not be changed.",
  );
}

/** A release as the next one has to reckon with it. */
export function toEarlier(record: ReleaseRecord): EarlierRelease {
  const mayBeNone = new Set(record.may_be_none);
  const notShown = ({ hidden, derived }: Pick<ReleaseRecord, "hidden" | "derived">) =>
    [...Object.entries(hidden), ...Object.entries(derived)].map(([id, { count, unsafe }]) => ({
      id,
      count,
      shown: false,
      unsafe,
      ...(mayBeNone.has(id) ? { mayBeNone: true } : {}),
    }));
  return {
    name: record.release,
    isZeroShown: !record.settings.protect_zeros,
    cells: [
      ...Object.entries(record.published).map(([id, count]) => ({ id, count, shown: true, unsafe: false })),
      ...notShown(record),
    ],
    equations: record.sums.map(toEquation),
    bounds: record.bounds.map(({ terms, lower, upper }) => ({
      terms,
      lower: lower ?? Number.NEGATIVE_INFINITY,
      upper: upper ?? Number.POSITIVE_INFINITY,
    })),
  };
}
