import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { endOfMonth } from "../../loaders/dates.ts";
import { findExtracts, readSettings } from "../../loaders/sources.ts";
import { toEarlier, toRecord } from "../disclosure/record.ts";
import type { Table } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { comparePublished, publishedCheck } from "../measures/published.ts";
import { projectFile } from "../project.ts";
import { formatDay, formatMonth } from "../report/format.ts";
import { findReceivedBy } from "../restate/receivedBy.ts";
import type { KnownPeople } from "../scan/known.ts";
import { knownPeople } from "../scan/knownPeople.ts";
import { stopIfBlocked } from "../warehouse/checks.ts";
import { buildWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { workingDaysByMonth } from "../warehouse/workingDays.ts";
import { buildApart } from "./apart.ts";
import { type Attacked, attackReleases } from "./attackReleases.ts";
import { type FigureTable, figureId } from "./countTables.ts";
import { hashFiles, inspect, toSuppressedFigures } from "./gate.ts";
import { stopAtUnlisted } from "./labels.ts";
import { findOtherVerdicts } from "./otherVerdicts.ts";
import { type Plan, readPlan, releasedOn } from "./plan.ts";
import { planFigures } from "./planFigures.ts";
import { type PublicFigures, toPublicFigures } from "./publicFigures.ts";
import { type PublicContent, toPublicContent } from "./publicWarehouse.ts";
import { isInPlace, mustBeUnchanged, place, publish } from "./putInPlace.ts";
import type { Reconciled } from "./reconcile.ts";
import { type Released, type ReleaseRecord, readReleases } from "./releaseRecord.ts";
import { markRevised } from "./revisions.ts";
import { whyRevised } from "./whyRevised.ts";

export interface ReleaseOptions {
  /** `yyyy-mm` */
  month: string;
  extracts: string;
  landing: string;
  /** The publication plan. */
  plan: string;
  /** The folder of all releases: a record to a month, and what is published under published/. */
  out: string;
  /** Where the packs of the months are: the figures of a month that has one must be the same. */
  packs: string;
  /** Who answers for it: a role. */
  signedBy: string;
  /** Why a month is released again. */
  reissue?: string;
  /** Everything but writing it. */
  isDryRun?: boolean;
  /** When it is signed: ISO 8601 with a time. */
  now: string;
  log: (message: string) => void;
}

export interface Outcome {
  state: "released" | "rehearsed" | "unchanged";
  folder: string;
  record: ReleaseRecord;
  attacked: Attacked;
  reconciled: Reconciled;
  files: number;
}

/** What stands of a month's release before it is made: the one it would take the place of, and all others. */
interface Releases {
  current: Released | null;
  /** What the new release is attacked together with, oldest first. */
  earlier: Released[];
}

/**
 * Throws a DataError for a month before one that is out: what later releases gave away isn't reckoned with in it. The
 * same month may be tried again: without a reason nothing may have changed, so it is made as it was, without itself.
 */
function findReleases({ month, out, reissue }: ReleaseOptions): Releases {
  const all = readReleases(out);
  const last = all.at(-1);
  if (last && last.record.month > month)
    throw new DataError(
      `${formatMonth(month)} can't be released: ${formatMonth(last.record.month)} is out.`,
      [],
      "Releases go in the order of their months: what has changed in an earlier month is revised in the next.",
    );
  const current = last?.record.month === month ? last : null;
  if (!current && reissue !== undefined)
    throw new DataError(
      `${formatMonth(month)} isn't out, so it can't be released again.`,
      [],
      "Leave --reissue out.",
    );
  return { current, earlier: current && reissue === undefined ? all.slice(0, -1) : all };
}

/** The warehouse as it was when the month was complete. Throws a DataError when it never was. */
async function openMonth({ month, extracts, landing, log }: ReleaseOptions): Promise<[Warehouse, string]> {
  const settings = readSettings(projectFile("data/sources.yaml"));
  const receivedBy = findReceivedBy(month, findExtracts(extracts, settings).extracts, settings.sources);
  const end = endOfMonth(month);
  if (!receivedBy)
    throw new DataError(
      `${formatMonth(month)} can't be released: it has no extract received by ${formatDay(endOfMonth(month, 1))}.`,
    );
  const warehouse = await buildWarehouse({ extracts, landing, log, asAt: receivedBy, reportTo: end });
  if (warehouse.context.asAt === end) return [warehouse, receivedBy];
  close(warehouse);
  throw new DataError(
    `${formatMonth(month)} can't be released: the extracts received by ${formatDay(receivedBy)} end with ${formatMonth(warehouse.context.asAt)}.`,
  );
}

function close({ connection, instance }: Warehouse): void {
  connection.closeSync();
  instance.closeSync();
}

/** Everything a release is made of, and of what it is checked against. */
interface Prepared {
  plan: Plan;
  planned: FigureTable[];
  hidden: PublicFigures;
  content: PublicContent;
  people: KnownPeople;
  receivedBy: string;
  warnings: ReleaseRecord["warnings"];
}

async function prepare(options: ReleaseOptions, earlier: readonly Released[]): Promise<Prepared> {
  const { extracts, landing, log, reissue } = options;
  const [warehouse, receivedBy] = await openMonth(options);
  try {
    stopIfBlocked(warehouse.checks);
    const { connection, definitions, context, checks, settings } = warehouse;
    const plan = readPlan(options.plan, definitions);
    const { tables: planned, behind } = await planFigures(connection, plan, definitions, context);
    stopAtUnlisted(planned, plan);
    log("Figures: hiding what must be hidden");
    const hidden = await toPublicFigures(planned, plan, toEarlierReleases(earlier), behind);
    for (const warning of hidden.warnings) log(`Warning: ${warning}`);
    const people = await knownPeople(connection, landing, settings.sources);
    const last = earlier.at(-1)?.record;
    const why =
      last && reissue === undefined
        ? await whyRevised(warehouse, planned, last, { extracts, landing, log })
        : () => reissue ?? "";
    const records = earlier.map(({ record }) => record);
    const { figures, revisions } = markRevised(hidden.figures, records, why);
    const content = toPublicContent(
      warehouse,
      plan,
      figures,
      await workingDaysByMonth(connection, context.asAt),
      {
        isReleased: true,
        earlier: earlierMonths(records, options.month),
        revisions,
      },
    );
    const published = publishedCheck(await comparePublished(connection, definitions, context));
    const warnings = [...checks, published]
      .filter(({ severity, rows }) => severity === "warning" && rows > 0)
      .map(({ id, title, rows }) => ({ id, title, rows }));
    return { plan, planned, hidden, content, people, receivedBy, warnings };
  } finally {
    close(warehouse);
  }
}

/** The months that were released before this one, latest first. */
function earlierMonths(records: readonly ReleaseRecord[], month: string): PublicContent["earlier"] {
  const months = new Map(
    records.filter((one) => one.month < month).map((one) => [one.month, one.published_on]),
  );
  return [...months].map(([name, publishedOn]) => ({ month: name, publishedOn })).reverse();
}

const toEarlierReleases = (releases: readonly Released[]) =>
  releases.map(({ disclosure }) => toEarlier(disclosure));

/** The counts that go by another's name under their own too, so that a later release can tell them apart. */
function toAliases({ names, tables, suppression }: PublicFigures): Table {
  const cells = new Map(tables.flatMap((table) => table.cells.map((cell) => [cell.id, cell])));
  const known = [...names].flatMap(([alias, name]) => {
    const cell = cells.get(name);
    return cell ? [{ alias, name, cell }] : [];
  });
  return {
    name: "one count under two names",
    cells: known.map(({ alias, name, cell }) => ({
      id: alias,
      count: cell.count,
      shown: (cell.shown ?? true) && !suppression.hidden.has(name),
    })),
    sums: known.map(({ alias, name }) => ({ total: name, parts: [alias] })),
  };
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

function version(): string {
  const text = readFileSync(projectFile("package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function toReleased(
  options: ReleaseOptions,
  { plan, hidden, content, receivedBy, warnings }: Prepared,
  files: Record<string, string>,
  place: number,
): Released {
  const { month, signedBy, now, reissue } = options;
  const planHash = hash(JSON.stringify(plan));
  const disclosure = toRecord({
    release: place === 0 ? month : `${month}, reissue ${place}`,
    signedBy,
    settings: { threshold: plan.threshold, protect_zeros: plan.protect_zeros, of: { plan: planHash } },
    files,
    tables: [...hidden.tables, toAliases(hidden)],
    suppression: hidden.suppression,
  });
  const record: ReleaseRecord = {
    month,
    as_at: content.asAt,
    received_by: receivedBy,
    published_on: releasedOn(plan, month),
    signed_by: signedBy,
    signed_at: now,
    reissue: reissue ?? null,
    candour: version(),
    plan_sha256: planHash,
    warnings,
    figures_hidden: content.figures.filter(({ status }) => status === "c").length,
    revisions: content.revisions,
    figures: content.figures.map((one) => [
      ...([one.measure, one.period, one.breakdown, one.group] as const),
      ...([one.numerator, one.denominator, one.value, one.status] as const),
    ]),
  };
  return { record, disclosure };
}

/** What the only one of a count can work out, in words; of counts that a release warns it has left to them nothing. */
const toldIn = ({ told }: Attacked, { leftToSingletons }: PublicFigures["suppression"]): string[] =>
  told
    .filter(({ cell }) => !leftToSingletons.has(cell))
    .map(({ cell, singleton }) => `${cell}, by whoever is the only one of ${singleton},`);

/** Numbers that stand in a figure the counts of which are hidden: there must be none. */
function findShownHidden(figures: readonly Figure[], { suppression }: PublicFigures): string[] {
  return figures
    .filter((figure) => suppression.hiddenFigures.has(figureId(figure)))
    .filter(
      ({ value, status, lower, upper, mean }) =>
        [value, lower, upper, mean].some((one) => one !== null) || status !== "c",
    )
    .map((figure) => `suppression: ${figureId(figure)} shows what is hidden`);
}

/**
 * Releases a month's statistics, or refuses with a list and leaves the last release standing. The warehouse is made as
 * it was when the month was complete; blocking checks stop it; small counts are hidden with all earlier releases in
 * mind, and all releases attacked together; the site is built apart; its workbooks, its bytes and the agreement of all
 * its forms are checked; then records and site are written, each at once. Throws a DataError when anything is wrong.
 */
export async function release(options: ReleaseOptions): Promise<Outcome> {
  const { month, log } = options;
  const out = resolve(options.out);
  const { current, earlier } = findReleases(options);
  const prepared = await prepare(options, earlier);
  const { plan, planned, hidden, content, people } = prepared;
  mkdirSync(out, { recursive: true });
  const scratch = mkdtempSync(join(out, ".making-"));
  try {
    await buildApart(content, scratch, log);
    const built = join(scratch, "public");
    const files = hashFiles(built);
    const replaced = earlier.filter(({ record }) => record.month === month).length;
    const released = toReleased(options, prepared, files, replaced);
    log("Gate: attacking all releases, scanning every byte, holding every form against the others");
    const known = [hidden.known, ...toEarlierReleases(earlier)];
    const before = await attackReleases(known, plan.threshold);
    const attacked = await attackReleases([...known, ...toEarlierReleases([released])], plan.threshold);
    const gone = new Set([...before.exposed, ...toldIn(before, hidden.suppression)]);
    const pack = join(options.packs, month, "figures.csv");
    const { problems, reconciled } = await inspect({
      ...{ folder: built, plan, measures: content.measures, people },
      suppressed: toSuppressedFigures(planned, content.figures),
      pack: existsSync(pack) ? pack : null,
    });
    const all = [
      ...[...attacked.exposed, ...toldIn(attacked, hidden.suppression)]
        .filter((id) => !gone.has(id))
        .map((id) => `attack: ${id} can be worked out`),
      ...findShownHidden(content.figures, hidden),
      ...findOtherVerdicts(content.figures, planned),
      ...problems,
    ];
    if (all.length > 0) refuse(month, all, log);
    const outcome = (state: Outcome["state"], record: ReleaseRecord): Outcome => ({
      ...{ state, record, attacked, reconciled, files: Object.keys(files).length },
      folder: join(out, "published", month),
    });
    if (current && options.reissue === undefined) {
      mustBeUnchanged(current, files, month);
      if (!options.isDryRun && !isInPlace({ ...options, out }, files))
        await publish({ ...options, out }, built);
      return outcome("unchanged", current.record);
    }
    if (options.isDryRun) return outcome("rehearsed", released.record);
    await place({ ...options, out }, built, released);
    return outcome("released", released.record);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function refuse(month: string, problems: readonly string[], log: ReleaseOptions["log"]): never {
  for (const problem of problems.slice(5)) log(`  ${problem}`);
  throw new DataError(
    `${formatMonth(month)} may not be released: ${problems.length} problems.`,
    problems,
    "The last release stands. Mend what is named and release again.",
  );
}
