import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { toRecord } from "../../../src/disclosure/record.ts";
import { readLedger, toEarlierReleases } from "../../../src/release/answers.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import { type PublicFigures, toPublicFigures } from "../../../src/release/publicFigures.ts";
import { writeRecords } from "../../../src/release/releaseRecord.ts";
import { emptyPlan } from "./planFigure.ts";

/** Releases figures into a ledger with all that it has in mind, as `release` does; gives what is public of them. */
export async function keepRelease(
  ledger: string,
  month: string,
  tables: readonly FigureTable[],
): Promise<PublicFigures> {
  const hidden = await toPublicFigures(tables, emptyPlan, toEarlierReleases(readLedger(ledger)));
  const folder = join(ledger, month);
  mkdirSync(folder, { recursive: true });
  writeRecords(folder, {
    record: {
      month,
      as_at: `${month}-28`,
      received_by: `${month}-28`,
      published_on: `${month}-28`,
      signed_by: "Head of Statistics",
      signed_at: `${month}-28T09:30:00Z`,
      read_by: null,
      words: [],
      reissue: null,
      replaces: null,
      candour: "0.1.0",
      plan_sha256: "0".repeat(64),
      warnings: [],
      revisions: [],
      figures_hidden: 0,
      figures_as_published: 0,
      figures: [],
    },
    disclosure: toRecord({
      release: month,
      signedBy: "Head of Statistics",
      files: {},
      settings: { threshold: 5, protect_zeros: false, of: {} },
      tables: hidden.tables,
      suppression: hidden.suppression,
    }),
  });
  return hidden;
}
