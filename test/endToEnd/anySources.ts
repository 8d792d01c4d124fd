import { linkSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { addMonths, endOfMonth } from "../../loaders/dates.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { readOffice } from "../../loaders/office.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { ofPreview } from "../../src/disclosure/knowledge.ts";
import { allFigures } from "../../src/measures/allFigures.ts";
import type { Figure } from "../../src/measures/figure.ts";
import { packDocument, toItems } from "../../src/pack/document.ts";
import { packTables } from "../../src/pack/figures.ts";
import { programSettings, projectFile } from "../../src/project.ts";
import { leaveOutUnlisted } from "../../src/release/labels.ts";
import { readPlan } from "../../src/release/plan.ts";
import { planFigures } from "../../src/release/planFigures.ts";
import { toPublicFigures } from "../../src/release/publicFigures.ts";
import { toPublicReport } from "../../src/release/publicReport.ts";
import { toPublicContent } from "../../src/release/publicWarehouse.ts";
import { toInternalReport } from "../../src/report/internalReport.ts";
import type { Report } from "../../src/report/report.ts";
import { saidText } from "../../src/report/said.ts";
import { toSite } from "../../src/report/series.ts";
import { findRestatedSinceLast } from "../../src/restate/restatedSince.ts";
import { Markdown } from "../../src/site/components/layout.ts";
import { toPages } from "../../src/site/pages.ts";
import { explainAll } from "../../src/trace/explanation.ts";
import { buildWarehouse, type Warehouse, type WarehouseOptions } from "../../src/warehouse/warehouse.ts";
import { findUnfounded, type Oracle, oracleOf } from "../src/report/unfounded.ts";
import { smallOffice } from "./office.ts";

/** Some of the small office's extracts: of some sources, received by a day and after another. */
export interface SomeExtracts {
  sources: readonly string[];
  receivedAfter: string;
  asAt: string;
}

const settings = readSettings(projectFile("data/sources.yaml"));

export const allSources = settings.sources.map(({ id }) => id);

/** The month ends of which the small office has extracts, and of two months before. */
export const monthEnds = Array.from({ length: 96 }, (_, index) => endOfMonth(addMonths("2014-06", index)));

/** Those extracts in a folder of their own, without a copy of any. */
function linkExtracts(folder: string, { sources, receivedAfter, asAt }: SomeExtracts): void {
  for (const { source, path, file, received_on } of findExtracts(smallOffice().extracts, settings).extracts) {
    if (!sources.includes(source.id) || received_on <= receivedAfter || received_on > asAt) continue;
    const to = join(folder, file);
    mkdirSync(dirname(to), { recursive: true });
    // A workbook of several sources is found once for each.
    rmSync(to, { force: true });
    linkSync(path, to);
  }
}

const checkPages = (report: Report, oracle: Oracle, isAsked: (path: string) => boolean): string[] =>
  toPages(toSite(report), isAsked).flatMap(({ path, body }) =>
    findUnfounded(`${report.edition}/${path}`, body.text, oracle, body instanceof Markdown),
  );

/** Each figure with a value though an extract it is made of covers no such day. */
function unloaded({ measures, coverage }: Report, figures: readonly Figure[]): string[] {
  const extracts = new Map(measures.map((measure) => [measure.id, measure.extracts]));
  return figures.flatMap((figure) => {
    const day = figure.taken_on ?? figure.period_end;
    const missing = (extracts.get(figure.measure) ?? []).filter(
      (contract) => !coverage.some((one) => one.contract === contract && one.from <= day && day <= one.to),
    );
    const isShown = [figure.value, figure.numerator, figure.denominator].some((number) => number !== null);
    return missing.length === 0 || !isShown
      ? []
      : [
          `${figure.measure} ${figure.period} ${figure.breakdown} ${figure.group}: ${figure.value} without ${missing}`,
        ];
  });
}

/** What the pack says: its document, its agenda before it is text, and its tables. */
function checkPack(report: Report, oracle: Oracle): string[] {
  const site = toSite(report);
  const provenance = { version: "0", receivedBy: report.asAt, digests: [], reissues: [] };
  const content = { site, restated: report.restated, provenance };
  const lines = toItems(content, { site, pageOf: () => 1 }).flatMap(({ id, lead }) =>
    lead.flatMap((one) => {
      const isHeld = one.restsOn.length > 0 && one.restsOn.every(oracle.isHeld);
      return isHeld || (one.restsOn.length === 0 && one.lacks.every(oracle.isLacking))
        ? []
        : [`agenda, ${id}: ${saidText([one])}`];
    }),
  );
  const cells = packTables(site).flatMap(({ name, rows }) =>
    rows
      .flat()
      .flatMap((cell) =>
        cell.status === "x" && cell.value !== null ? [`table ${name}: ${cell.value}`] : [],
      ),
  );
  return [
    ...findUnfounded(
      "pack",
      packDocument(content, () => 1),
      oracle,
    ),
    ...lines,
    ...cells,
  ];
}

/** What the public preview says; why there is none where there is none. */
async function checkPublic(
  warehouse: Warehouse,
  figures: readonly Figure[],
  internal: Report,
  settings: string,
): Promise<string[]> {
  const { connection, definitions, context } = warehouse;
  const whole = readPlan(join(settings, "publication.yaml"), definitions, readOffice(settings));
  const { tables: planned, behind } = await planFigures(connection, whole, definitions, context, figures);
  const { tables, plan } = leaveOutUnlisted(planned, whole);
  const open = await toPublicFigures(tables, plan, [], behind, ofPreview).catch((error: unknown) => {
    // Of so few people a plan may publish too much: a build says so, and goes on without a public preview.
    if (error instanceof DataError && error.message.includes("can't be made safe")) return null;
    throw error;
  });
  if (open === null) return [];
  const report = toPublicReport(toPublicContent(warehouse, plan, open.figures, internal.workingDays), []);
  return [
    ...checkPages(report, oracleOf(report), () => true),
    ...unloaded({ ...report, coverage: internal.coverage }, report.figures),
  ];
}

/**
 * Builds an office in this process and gives what it says that rests on nothing, a line to each, and what `search` finds in its internal
 * pages. With `isWhole` it also has what takes longest: where each figure comes from, and what has been restated.
 */
export async function findFaultsOf(
  options: Pick<WarehouseOptions, "extracts" | "landing" | "asAt"> & { settings: string },
  isWhole: boolean,
  search: (text: string) => string[] = () => [],
): Promise<string[]> {
  const read = { ...options, log: () => undefined };
  const warehouse = await buildWarehouse(read);
  const { connection, instance, definitions, context, models } = warehouse;
  try {
    const figures = await allFigures(connection, definitions, context);
    const explanations = isWhole ? await explainAll(connection, definitions, context, figures, models) : [];
    const restated = isWhole ? await findRestatedSinceLast(warehouse, figures, read) : null;
    const report: Report = { ...(await toInternalReport(warehouse, figures, explanations)), restated };
    const oracle = oracleOf(report);
    const isAsked = (path: string) => isWhole || !path.startsWith("trace/");
    return [
      ...unloaded(report, figures),
      ...checkPages(report, oracle, isAsked),
      ...toPages(toSite(report), isAsked).flatMap(({ path, header, body, footer }) =>
        search(header.text + body.text + footer.text).map((found) => `${path}: ${found}`),
      ),
      ...checkPack(report, oracle),
      ...(await checkPublic(warehouse, figures, report, options.settings)),
    ];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The same of an office of some extracts of the small one. */
export async function findFaults(some: SomeExtracts, isWhole: boolean): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "candour-some-"));
  try {
    const extracts = join(folder, "extracts");
    mkdirSync(extracts);
    linkExtracts(extracts, some);
    const { landing } = smallOffice();
    return await findFaultsOf({ settings: programSettings, extracts, landing, asAt: some.asAt }, isWhole);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
