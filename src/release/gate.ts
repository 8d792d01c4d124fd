import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { exportedFigures } from "../measures/exported.ts";
import type { Figure } from "../measures/figure.ts";
import { type Clearance, type Cleared, clear } from "../scan/clearances.ts";
import { sortFindings } from "../scan/finding.ts";
import { writeFindings } from "../scan/findingsFile.ts";
import type { KnownPeople } from "../scan/known.ts";
import { scanForOfficer } from "../scan/scan.ts";
import { type SuppressedFigure, toSuppressed } from "../scan/suppressed.ts";
import { previewWords } from "../site/components/layout.ts";
import { readTypeface } from "../site/typeface.ts";
import { checkWorkbook } from "../tables/workbookRules.ts";
import { type FigureTable, figureId } from "./countTables.ts";
import { tableNameOf } from "./dataFiles.ts";
import { allowedBy, type Plan } from "./plan.ts";
import { ownDaysOf } from "./publicDays.ts";
import { type Reconciled, reconcile } from "./reconcile.ts";

const hash = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

/** The hash of each file under a folder, by its path within it. */
export function hashFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, "/").length).replaceAll(sep, "/"))
    .sort();
  return Object.fromEntries(names.map((name) => [name, hash(readFileSync(join(folder, name)))]));
}

/** What the scan looks for besides people: each figure that was hidden, by the numbers it had; what of it is shown, also as precise as it is exported. */
export function toSuppressedFigures(
  planned: readonly FigureTable[],
  published: readonly Figure[],
): SuppressedFigure[] {
  const hidden = new Map(
    published.filter(({ status }) => status === "c").map((figure) => [figureId(figure), figure]),
  );
  return planned.flatMap(({ measure, by, figures }) =>
    figures.flatMap((figure) => {
      const shown = hidden.get(figureId(figure));
      if (!shown) return [];
      const numbers = [shown, ...exportedFigures([shown])]
        .flatMap(({ numerator, denominator }) => [numerator, denominator])
        .filter((one) => one !== null);
      const names = [measure.title, tableNameOf(measure.id, by.join(","))];
      return [toSuppressed(figure, names, numbers, measure.dimensions)];
    }),
  );
}

interface Gate {
  /** The public site as built. */
  folder: string;
  plan: Plan;
  measures: readonly { id: string; unit: string }[];
  people: KnownPeople;
  /** The office's country, as ISO 3166 has it: GB unless given. */
  country?: string;
  /** The days off of the office's calendars, yyyy-mm-dd. */
  daysOff: ReadonlySet<string>;
  suppressed: readonly SuppressedFigure[];
  /** The figures of the month's pack, where there is one. */
  pack: string | null;
  /** The figures, by id, that are as an earlier release had them: the pack may have them otherwise. */
  asPublished?: ReadonlySet<string>;
  /** The false alarms of the scan that somebody decided on. */
  clearances?: readonly Clearance[];
  /** Where it is kept what the scan's findings say, for the officer alone; nowhere unless given. */
  findings?: string;
}

async function checkWorkbooks(folder: string): Promise<string[]> {
  const problems: string[] = [];
  for (const name of readdirSync(folder)
    .filter((one) => /\.(ods|xlsx)$/.test(one))
    .sort())
    problems.push(...(await checkWorkbook(join(folder, name))).map((problem) => `${name}: ${problem}`));
  return problems;
}

/** The pages that say they are a preview: what a build makes, and no release may be. */
function findPreviews(folder: string): string[] {
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".html"),
  );
  return pages.filter((name) => readFileSync(join(folder, name), "utf8").includes(previewWords)).sort();
}

/**
 * Everything that must hold of a built public edition before it may leave: that it is no preview, the rules of its workbooks, no person and no
 * hidden value in any of its bytes, and every form of a figure the same. The problems found, none when it may leave.
 */
export async function inspect(
  gate: Gate,
): Promise<{ problems: string[]; reconciled: Reconciled; cleared: Cleared }> {
  const {
    folder,
    plan,
    measures,
    people,
    country,
    daysOff,
    suppressed,
    pack,
    asPublished,
    clearances = [],
  } = gate;
  const workbooks = await checkWorkbooks(join(folder, "data"));
  const found = await scanForOfficer(folder, {
    known: people,
    ...(country === undefined ? {} : { country }),
    suppressed,
    allowed: allowedBy(plan),
    isOwnDay: ownDaysOf(plan, daysOff),
    trusted: new Set((await readTypeface()).files.map(({ sha256 }) => sha256)),
  });
  const cleared = clear(found, clearances);
  if (gate.findings !== undefined) writeFindings(gate.findings, cleared.left);
  const findings = sortFindings(cleared.left);
  const reconciled = await reconcile(folder, measures, pack, asPublished);
  return {
    problems: [
      ...findPreviews(folder).map((name) => `preview: ${name} says that it isn't released`),
      ...workbooks.map((problem) => `workbook: ${problem}`),
      ...findings.map(({ file, where, what }) => `scan: ${[file, where, what].filter(Boolean).join(": ")}`),
      ...reconciled.problems.map((problem) => `reconciliation: ${problem}`),
    ],
    reconciled,
    cleared,
  };
}
