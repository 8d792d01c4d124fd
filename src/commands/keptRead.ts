import { cpSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { PublicContent } from "../release/publicWarehouse.ts";
import type { Report } from "../report/report.ts";
import { readReport, readWithFigures, saveReport, writeWithFigures } from "../report/savedReport.ts";
import type { BuildRecord } from "../restate/history.ts";
import type { BuildOptions, Built } from "./buildOptions.ts";
import { isWhole } from "./builtRecord.ts";

/** What may be published, or why nothing can be; `unplanned` where the office has no plan, so that nothing is to be. */
export type PlannedContent = { content: PublicContent } | { problem: string } | "unplanned";

/** All that pages are made of besides the files that are left for them. */
export interface ReadExtracts extends Pick<Built, "asAt" | "loads" | "refused" | "figures"> {
  planned: PlannedContent;
  report: Report;
  record: BuildRecord;
  /** What it warned of. */
  warnings: string[];
}

/** Where the rows behind the figures are until there is a site to hold them, and what was set aside. */
export const openedIn = (folder: string): string => join(folder, ".drill");
export const quarantineIn = (folder: string): string => join(folder, ".quarantine.csv");

/** What is left for pages: where it lies in the output, and while that is made. */
const places: readonly (readonly [last: string, first: string])[] = [
  ["warehouse", "warehouse"],
  ["loads.csv", "loads.csv"],
  ["internal/data/drill", openedIn("")],
  ["internal/data/quarantine.csv", quarantineIn("")],
];

/** Puts what was left for the internal site into it. */
export function placeLeft(folder: string): void {
  mkdirSync(join(folder, "internal/data"), { recursive: true });
  for (const [last, first] of places)
    if (last !== first && existsSync(join(folder, first)))
      renameSync(join(folder, first), join(folder, last));
}

const fileOf = (folder: string) => join(folder, "warehouse/read.json.gz");

const Saved = z.looseObject({
  loads: z.array(z.looseObject({ file: z.string(), rows_read: z.int() })),
  refused: z.array(z.looseObject({ file: z.string(), problem: z.string() })),
  count: z.int(),
  warnings: z.array(z.string()),
  planned: z.union([
    z.literal("unplanned"),
    z.strictObject({ problem: z.string() }),
    z.looseObject({ plan: z.looseObject({}) }),
  ]),
  figures: z.array(z.looseObject({ measure: z.string() })),
});

type Saved = Pick<ReadExtracts, "loads" | "refused" | "warnings"> & {
  count: number;
  planned: Exclude<PlannedContent, { content: PublicContent }> | Omit<PublicContent, "figures">;
  figures: PublicContent["figures"];
};

const isSaved = (value: unknown): value is Saved => Saved.safeParse(value).success;

/** Leaves beside the warehouse what was read, for the next build to make its pages of if nothing else has changed. */
export async function saveRead(read: ReadExtracts, folder: string): Promise<void> {
  const { loads, refused, warnings, planned, figures: count, report } = read;
  await saveReport(report, folder);
  const about = { loads, refused, warnings, count };
  if (planned === "unplanned" || "problem" in planned)
    return writeWithFigures(fileOf(folder), { ...about, planned, figures: [] });
  const { figures, ...content } = planned.content;
  return writeWithFigures(fileOf(folder), { ...about, planned: content, figures });
}

function toPlanned({ planned, figures }: Saved): PlannedContent {
  if (planned === "unplanned" || "problem" in planned) return planned;
  return { content: { ...planned, figures } };
}

const isLeft = (name: string) => places.some(([last]) => name === last || name.startsWith(`${last}/`));

/**
 * What the build in `out` read and left for pages, copied to `folder`, if all of it is there as it was written. Otherwise null, and nothing is copied.
 */
export async function takeRead(
  { files, record }: NonNullable<BuildOptions["kept"]>,
  out: string,
  folder: string,
): Promise<ReadExtracts | null> {
  if (!isWhole(out, files, isLeft)) return null;
  const saved = await readWithFigures(fileOf(out));
  if (!isSaved(saved)) return null;
  const report = await readReport(out);
  for (const [last, first] of places)
    if (existsSync(join(out, last)))
      cpSync(join(out, last), join(folder, first), { recursive: true, dereference: true });
  const { loads, refused, warnings, count } = saved;
  const { asAt } = report;
  return { asAt, loads, refused, figures: count, planned: toPlanned(saved), report, record, warnings };
}
