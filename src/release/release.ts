import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { readOffice } from "../../loaders/office.ts";
import { readDaysOff } from "../../loaders/reference.ts";
import { sayFault } from "../catalogue/ownFaults.ts";
import { readWrittenMeasures } from "../catalogue/readMeasures.ts";
import { everything } from "../disclosure/knowledge.ts";
import { toRecord } from "../disclosure/record.ts";
import type { Table } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { comparePublished, publishedCheck } from "../measures/published.ts";
import { projectFile } from "../project.ts";
import { formatDay, formatMonth, plural } from "../report/format.ts";
import { clearancesBeside, readClearances, sayCleared } from "../scan/clearances.ts";
import type { KnownPeople } from "../scan/known.ts";
import { knownPeople } from "../scan/knownPeople.ts";
import { stopIfBlocked } from "../warehouse/checks.ts";
import { inOneLine } from "../warehouse/stopped.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { workingDaysByMonth } from "../warehouse/workingDays.ts";
import { toEarlierReleases } from "./answers.ts";
import { buildApart } from "./apart.ts";
import { type Attacked, attackReleases } from "./attackReleases.ts";
import { countId, type FigureTable, figureId } from "./countTables.ts";
import { earlierMonths, findReleases, type Releases, replacedEditions } from "./editions.ts";
import { hashFiles, inspect, toSuppressedFigures } from "./gate.ts";
import { decidedCounts, findSmallChanges, givenLast } from "./keptBack.ts";
import { stopAtUnlisted } from "./labels.ts";
import { openLedger, rehearsals } from "./ledger.ts";
import { closeMonth, openMonth } from "./openMonth.ts";
import { findOtherVerdicts } from "./otherVerdicts.ts";
import { type Plan, readPlan, releasedOn } from "./plan.ts";
import { planFigures } from "./planFigures.ts";
import { findUnmatched } from "./planMatches.ts";
import { type PublicFigures, toPublicFigures } from "./publicFigures.ts";
import { findRowsInNotes } from "./publicNotes.ts";
import { type PublicContent, toPublicContent } from "./publicWarehouse.ts";
import {
  isInPlace,
  mustBeUnchanged,
  notRehearsed,
  place,
  publish,
  rehearse,
  toReplaced,
} from "./putInPlace.ts";
import type { Reconciled } from "./reconcile.ts";
import type { Released, ReleaseRecord, Word } from "./releaseRecord.ts";
import { markRevised, type Revised } from "./revisions.ts";
import { findShownHidden } from "./shownHidden.ts";
import { checkSigning, refuseUnread, type Signing } from "./signing.ts";
import { toSignOff } from "./signOff.ts";
import { toSignOffFiles } from "./signOffFiles.ts";
import { whyRevised } from "./whyRevised.ts";
import { sortWords, wordsOf } from "./writtenWords.ts";
import { isToDate } from "./yearsToDate.ts";

export interface ReleaseOptions {
  /** `yyyy-mm` */
  month: string;
  /** The folder of the office's settings. */
  settings: string;
  extracts: string;
  landing: string;
  /** The publication plan. */
  plan: string;
  /** The folder that may be served: published/ in it has a folder to each month. */
  out: string;
  /** The folder of what may not be: what each release hid, who signed it and what they saw. */
  ledger: string;
  /** Where the packs of the months are: the figures of a month that has one must be the same. */
  packs: string;
  /** Who answers for it: one of the plan's roles. */
  signedBy: string;
  /** Who else has read the words that go out: another of them. */
  readBy?: string;
  /** Why a month is released again. */
  reissue?: string;
  /** Everything but releasing it: the ledger gets a sign-off page to rehearse with. */
  isDryRun?: boolean;
  /** When it is signed: ISO 8601 with a time. */
  now: string;
  log: (message: string) => void;
}

export interface ReleaseOutcome {
  state: "released" | "rehearsed" | "unchanged";
  folder: string;
  /** The page that is or was signed. */
  signOff: string;
  /** The words that no release before has shown. */
  fresh: readonly Word[];
  record: ReleaseRecord;
  attacked: Attacked;
  reconciled: Reconciled;
  files: number;
}

/** Everything a release is made of, and of what it is checked against. */
interface Prepared {
  plan: Plan;
  planned: FigureTable[];
  hidden: PublicFigures;
  content: PublicContent;
  revised: Revised[];
  words: Word[];
  people: KnownPeople;
  receivedBy: string;
  warnings: ReleaseRecord["warnings"];
  /** The files that couldn't be read, each with why in a line. */
  refused: string[];
}

/** Throws a DataError for a measure of the plan that the office has of its own and that can't be used. */
function mustHaveAll(plan: Plan, { definitions, faults }: Pick<Warehouse, "definitions" | "faults">): void {
  const lost = Object.keys(plan.measures).filter((id) => !definitions.some((one) => one.id === id));
  if (lost.length === 0) return;
  throw new DataError(
    `The plan publishes what can't be used: ${lost.join(", ")}.`,
    faults.map(sayFault),
    "Mend the measure, or take it out of publication.yaml.",
  );
}

async function prepare(options: ReleaseOptions, plan: Plan, releases: Releases): Promise<Prepared> {
  const { month, extracts, landing, log } = options;
  const { earlier, reissue } = releases;
  const [warehouse, receivedBy] = await openMonth(options);
  try {
    stopIfBlocked(warehouse.checks);
    const { connection, definitions, context, checks, settings } = warehouse;
    mustHaveAll(plan, warehouse);
    const { tables: planned, behind } = await planFigures(connection, plan, definitions, context);
    stopAtUnlisted(planned, plan, context.holdings);
    log("Figures: hiding what must be hidden");
    const given = givenLast(earlier.map(({ record }) => record));
    const open = await toPublicFigures(
      ...([planned, plan, before(releases), behind, everything, { given, boundaries: context }] as const),
    );
    const unmatched = findUnmatched(plan, [...planned, ...behind]);
    const hidden = {
      ...open,
      warnings: [...lateFor(plan, month, receivedBy), ...unmatched, ...open.warnings],
    };
    const refused = warehouse.refused.map(inOneLine);
    for (const line of refused) log(`Refused: ${line}`);
    if (hidden.asPublished.size > 0)
      log(
        `Revisions: ${plural(hidden.asPublished.size, "figure")} as published before, until a change points to nobody`,
      );
    for (const warning of hidden.warnings) log(`Warning: ${warning}`);
    const people = await knownPeople(connection, landing, settings.sources);
    const last = earlier.at(-1)?.record;
    const why =
      last && reissue === null
        ? await whyRevised(warehouse, planned, last, { extracts, landing, log })
        : () => reissue?.reason ?? "";
    const records = earlier.map(({ record }) => record);
    const counted = new Map(
      planned.flatMap((table) => table.figures).map((figure) => [figureId(figure), figure]),
    );
    const { figures, revised } = markRevised(hidden.figures, records, {
      month,
      whyOf: why,
      countsBehind: (figure) => counted.get(figureId(figure)) ?? figure,
    });
    const content = toPublicContent(
      warehouse,
      plan,
      figures,
      await workingDaysByMonth(connection, context.asAt),
      {
        isReleased: true,
        earlier: earlierMonths(records, month),
        revisions: revised.map(({ revision }) => revision),
        reissue,
        replaced: replacedEditions(releases, month),
      },
    );
    const published = publishedCheck(await comparePublished(connection, definitions, context));
    const warnings = [...checks, published]
      .filter(({ severity, rows }) => severity === "warning" && rows > 0)
      .map(({ id, title, rows }) => ({ id, title, rows }));
    return {
      plan,
      planned,
      hidden,
      content,
      revised,
      words: wordsOf(content),
      people,
      receivedBy,
      warnings,
      refused,
    };
  } finally {
    closeMonth(warehouse);
  }
}

/** A warning where a release would say that it went out before the last of its extracts came. */
function lateFor(plan: Plan, month: string, receivedBy: string): string[] {
  const on = releasedOn(plan, month);
  if (receivedBy <= on) return [];
  return [
    `the pages say 'published ${formatDay(on)}', and the last of the month's extracts came on ${formatDay(receivedBy)}: put release_day of the plan after it`,
  ];
}

/** All that went out before, releases and answers. */
const before = ({ earlier, answers }: Releases) => toEarlierReleases({ releases: earlier, answers });

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
      ...(cell.mayBeNone ? { mayBeNone: true } : {}),
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
  { plan, hidden, content, words, receivedBy, warnings }: Prepared,
  files: Record<string, string>,
  replaces: string | null,
): Released {
  const { month, signedBy, readBy, now } = options;
  const place = content.replaced.length;
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
    read_by: readBy ?? null,
    words,
    reissue: content.reissue?.reason ?? null,
    replaces,
    candour: version(),
    plan_sha256: planHash,
    warnings,
    figures_hidden: content.figures.filter(({ status }) => status === "c").length,
    figures_as_published: hidden.asPublished.size,
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

/** Figures that are revised by fewer people than may be told: there must be none. */
function findRevisedByFew(figures: readonly Figure[], prepared: Prepared, earlier: readonly Released[]) {
  const { hidden, plan, planned } = prepared;
  const nameOf = (id: string) => hidden.names.get(id) ?? id;
  const decided = decidedCounts(planned, plan, nameOf);
  const measures = new Map(planned.map(({ measure }) => [measure.id, measure]));
  return findSmallChanges(
    figures.filter((figure) => !isToDate(figure) && !hidden.asPublished.has(figureId(figure))),
    {
      given: givenLast(earlier.map(({ record }) => record)),
      threshold: plan.threshold,
      isRevised(figure, part) {
        const measure = measures.get(figure.measure);
        return measure !== undefined && decided.has(nameOf(countId(measure, figure, part)));
      },
    },
  );
}

/**
 * Releases a month's statistics, or refuses with a list and leaves the last release standing. The warehouse is made as
 * it was when the month was complete; blocking checks stop it; small counts are hidden with all earlier releases in
 * mind, and all releases attacked together; the site is built apart; its workbooks, its bytes and the agreement of all
 * its forms are checked; words that no release has shown must have been read by another than who signs, on the page of a
 * run before that released nothing; then records, with
 * the page that was signed, and site are written, each at once. Throws a DataError when anything is wrong.
 */
export async function release(asked: ReleaseOptions): Promise<ReleaseOutcome> {
  const options = { ...asked, out: resolve(asked.out), ledger: resolve(asked.ledger) };
  const { month, ledger, log } = options;
  const office = readOffice(options.settings);
  const plan = readPlan(options.plan, readWrittenMeasures(options.settings).definitions, office);
  const signing: Signing = { signedBy: options.signedBy, readBy: options.readBy ?? null };
  checkSigning(signing, plan);
  openLedger(options);
  const releases = findReleases(options);
  const clearances = readClearances(clearancesBeside(resolve(options.plan)));
  const findings = join(ledger, "scan-findings.yaml");
  const { current, earlier, replaces } = releases;
  const prepared = await prepare(options, plan, releases);
  const { planned, hidden, content, people } = prepared;
  const scratch = mkdtempSync(join(ledger, ".making-"));
  try {
    await buildApart(content, scratch, log);
    const built = join(scratch, "public");
    const files = hashFiles(built);
    const isOut = current !== null && options.reissue === undefined;
    // Said before all releases are attacked and every byte is scanned, which takes as long as making it did.
    if (isOut) mustBeUnchanged(current, files, month);
    const released = toReleased(options, prepared, files, replaces);
    log("Gate: attacking all releases, scanning every byte, holding every form against the others");
    const known = [hidden.known, ...before(releases)];
    const own = toEarlierReleases({ releases: [released], answers: [] });
    // What is out gives away by itself, with what is known now of how counts add up, no release can mend.
    const unshown = own.map((one) => ({
      ...one,
      cells: one.cells.map((cell) => ({ ...cell, shown: false })),
    }));
    const already = await attackReleases([...known, ...unshown], plan.threshold);
    const attacked = await attackReleases([...known, ...own], plan.threshold);
    const gone = new Set([...already.exposed, ...toldIn(already, hidden.suppression)]);
    const pack = join(options.packs, month, "figures.csv");
    const { problems, reconciled, cleared } = await inspect({
      country: office.country,
      folder: built,
      plan,
      measures: content.measures,
      people,
      daysOff: readDaysOff(options.settings, office),
      suppressed: toSuppressedFigures(planned, content.figures),
      pack: existsSync(pack) ? pack : null,
      asPublished: hidden.asPublished,
      clearances,
      findings,
    });
    for (const said of sayCleared(cleared)) log(said);
    if (existsSync(findings)) log(`What the scan found says is in ${findings}, for its owner alone.`);
    const all = [
      ...[...attacked.exposed, ...toldIn(attacked, hidden.suppression)]
        .filter((id) => !gone.has(id))
        .map((id) => `attack: ${id} can be worked out`),
      ...findOtherVerdicts(content.figures, planned, hidden.asPublished),
      ...findRowsInNotes(content.figures),
      ...findRevisedByFew(content.figures, prepared, earlier),
      ...findShownHidden(content.figures, hidden, givenLast(earlier.map(({ record }) => record))),
      ...problems,
    ];
    if (all.length > 0) refuse(month, all, log);
    const replaced = toReplaced(earlier.at(-1), { replaces });
    const { fresh, read } = sortWords(
      prepared.words,
      earlier.map(({ record }) => record),
    );
    const outcome = (state: ReleaseOutcome["state"], record: ReleaseRecord): ReleaseOutcome => ({
      state,
      record,
      fresh,
      attacked,
      reconciled,
      files: Object.keys(files).length,
      folder: join(options.out, "published", month),
      signOff: join(ledger, state === "rehearsed" ? rehearsals : "", month, "sign-off.pdf"),
    });
    if (isOut) {
      if (!options.isDryRun && !isInPlace(options, files)) await publish(options, built, replaced);
      return outcome("unchanged", current.record);
    }
    const unread = signing.readBy === null ? fresh : notRehearsed(options, fresh);
    const isRehearsal = options.isDryRun === true || unread.length > 0;
    log("Sign-off: making the page for who reads and who signs");
    const signOff = await toSignOffFiles(
      toSignOff({
        ...prepared,
        state: isRehearsal ? "rehearsal" : "release",
        signing: unread.length > 0 ? { ...signing, readBy: null } : signing,
        fresh,
        read,
        attacked,
        answers: releases.answers.map(({ name }) => name),
        reconciled,
        files,
        record: released.record,
        cleared: cleared.used,
      }),
    );
    if (isRehearsal) {
      await rehearse(options, signOff, fresh);
      const page = join(ledger, rehearsals, month, "sign-off.pdf");
      if (!options.isDryRun) refuseUnread(unread, { month, page, signing, roles: plan.roles });
      return outcome("rehearsed", released.record);
    }
    await place(options, built, released, { signOff, replaced });
    return outcome("released", released.record);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function refuse(month: string, problems: readonly string[], log: ReleaseOptions["log"]): never {
  for (const problem of problems.slice(5)) log(`  ${problem}`);
  const isSaid = problems.some((problem) => problem.includes(": a suppressed value: "));
  const byItsName =
    "Where a hidden count stands under another measure’s name, say under links of the plan that they are one.";
  throw new DataError(
    `${formatMonth(month)} may not be released: ${problems.length} problems.`,
    problems,
    `The last release stands. Mend what is named and release again.${isSaid ? ` ${byItsName}` : ""}`,
  );
}
