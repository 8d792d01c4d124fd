import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataError, isDiskFull } from "../../loaders/dataError.ts";
import { endOfMonth, monthsBefore } from "../../loaders/dates.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { readOffice } from "../../loaders/office.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { readDefinitions } from "../catalogue/definition.ts";
import { manifestFile, readManifest } from "../pack/manifest.ts";
import { pack } from "../pack/pack.ts";
import { projectFile } from "../project.ts";
import { readPlan } from "../release/plan.ts";
import { release } from "../release/release.ts";
import { formatDay, formatMonth, plural } from "../report/format.ts";
import type { Report } from "../report/report.ts";
import { readReport } from "../report/savedReport.ts";
import { findReceivedBy } from "../restate/receivedBy.ts";
import { countFiles } from "../warehouse/loads.ts";
import { buildIfChanged } from "./buildIfChanged.ts";
import type { BuildOptions } from "./buildOptions.ts";
import { build } from "./buildSites.ts";
import { type Checked, check } from "./checkExtracts.ts";
import {
  digestMonth,
  keepDigest,
  type MonthDigest,
  markNew,
  readDigest,
  type Step,
  toExitCode,
} from "./monthDigest.ts";

export interface MonthOptions
  extends Required<Omit<BuildOptions, "asAt" | "onPhase" | "onPages" | "kept" | "seal">> {
  /** `yyyy-mm`: the month the extracts are whole to unless given. */
  month?: string;
  packs: string;
  releases: string;
  /** Who would sign the release that is rehearsed: the first of the plan's roles unless given. */
  signedBy?: string;
  /** ISO 8601, with a time. */
  now: string;
}

type Tried<T> = { value: T; step: Step } | { value: null; step: Step };

/** What a step gives, or its error in the lines it has. What isn't the user's to mend is said too, and the others go on. */
async function attempt<T>(
  step: Step["step"],
  make: () => Promise<{ value: T; step: Omit<Step, "step"> }>,
  failed: Step["state"] = "failed",
): Promise<Tried<T>> {
  try {
    const made = await make();
    return { value: made.value, step: { step, ...made.step } };
  } catch (error) {
    if (isDiskFull(error) || !(error instanceof Error)) throw error;
    const isKnown = error instanceof DataError;
    const words = isKnown
      ? error.message.split("\n")
      : [`It stopped by an error of Candour: ${error.message}`];
    return { value: null, step: { step, state: isKnown ? failed : "failed", words } };
  }
}

const leftOut = (step: Step["step"], why: string): Step => ({ step, state: "left out", words: [why] });

/** Files that were refused or that no source claims, and checks of the rows that stop a build: what `check` refuses. */
function refusedBy({ sources, strays, checks }: Checked): Omit<MonthDigest["failing"][number], "is_new">[] {
  const refused = sources.flatMap(({ files }) => files.filter((one) => one.refused !== null));
  return [
    ...refused.map(({ file }) => ({ id: file, title: `${file} is refused`, rows: 0 })),
    ...strays.map(({ file }) => ({ id: file, title: `${file} is of no source`, rows: 0 })),
    ...checks.filter(({ stops }) => stops).map(({ title }) => ({ id: title, title, rows: 0 })),
  ];
}

async function checkStep({ settings, extracts, landing, history, packs, now }: MonthOptions) {
  const today = now.slice(0, 10);
  const checked = await check({ settings, extracts, landing, files: [], today, kept: { history, packs } });
  const files = checked.sources.flatMap((source) => source.files);
  const refused = refusedBy(checked);
  const words = [
    `${plural(countFiles([...files, ...checked.strays]), "file")}${refused.length > 0 ? `, ${plural(refused.length, "problem")}: “check” tells them` : ""}`,
  ];
  return { value: { checked, refused }, step: { state: "done", words } as const };
}

/**
 * The day as at which a month is built: none for the one the extracts are whole to. Throws a DataError for one that isn't over, or of
 * which nothing came.
 */
function asAtOf(options: MonthOptions, due: string | null): string | null {
  const { month, settings, extracts } = options;
  if (month === undefined || month === due) return null;
  if (due !== null && month > due)
    throw new DataError(
      `${formatMonth(month)} can't be done yet: the extracts are whole to ${formatMonth(due)}.`,
      [],
      "“candour check” says what is missing.",
    );
  const office = readSettings(join(settings, "sources.yaml"));
  const day = findReceivedBy(month, findExtracts(extracts, office).extracts, office.sources);
  if (day !== undefined) return day;
  throw new DataError(
    `${formatMonth(month)} can't be done: it has no extract received by ${formatDay(endOfMonth(month, 1))}.`,
    [],
    "Name a month of which extracts have come.",
  );
}

/** Where a month is built: an earlier one beside the site that people read, which stays. */
const outOf = ({ out, month }: MonthOptions, asAt: string | null) =>
  asAt === null ? out : `${out}-${month}`;

async function buildStep(options: MonthOptions, due: string | null) {
  const { settings, extracts, landing, history, packs, plan, ledger, log, month } = options;
  const asAt = asAtOf(options, due);
  const out = outOf(options, asAt);
  const asked = {
    settings,
    extracts,
    landing,
    history,
    packs,
    plan,
    ledger,
    log,
    out,
    ...(asAt ? { asAt } : {}),
  };
  const { summary, builtOn } = await buildIfChanged(asked, build);
  if (month !== undefined && summary.asAt !== endOfMonth(month))
    throw new DataError(
      `${formatMonth(month)} can't be done: the extracts that had come for it end with ${formatMonth(summary.asAt)}.`,
      [],
      "“candour check” says what is missing.",
    );
  const { publicProblem } = summary;
  const words = [
    `${builtOn === null ? "" : "as it was, nothing has changed; "}${plural(summary.files, "file")}, ${plural(summary.figures, "figure")}: ${out}`,
    ...(publicProblem === null ? [] : ["There is no public preview.", ...publicProblem.split("\n")]),
  ];
  return {
    value: await readReport(out),
    step: { state: builtOn === null ? "done" : "unchanged", words } as const,
  };
}

async function packStep(
  { settings, extracts, landing, history, packs, now, log }: MonthOptions,
  month: string,
) {
  const folder = join(packs, month);
  const sealed = readManifest(folder);
  if (sealed) {
    const words = [`sealed on ${formatDay(sealed.made_at)}, and left as it is: ${folder}`];
    return { value: sealed, step: { state: "unchanged", words } as const };
  }
  const office = readSettings(join(settings, "sources.yaml"));
  const until = findReceivedBy(month, findExtracts(extracts, office).extracts, office.sources);
  // Sealed now, it would lack what may still come in time, and be another than one made then.
  if (until !== undefined && until > now.slice(0, 10)) {
    const words = [
      `not sealed yet: what is late of ${formatMonth(month)} may come until ${formatDay(until)}`,
      `To seal what there is: candour pack --month ${month}`,
    ];
    return { value: null, step: { state: "left out", words } as const };
  }
  const { manifest } = await pack({ month, settings, extracts, landing, history, out: packs, now, log });
  const words = [
    `${formatMonth(month)} is packed and sealed, from extracts received by ${formatDay(manifest.received_by)}: ${join(folder, manifestFile)}`,
  ];
  return { value: manifest, step: { state: "done", words } as const };
}

async function releaseStep(options: MonthOptions, month: string) {
  const { settings, extracts, landing, plan: planFile, releases, ledger, packs, now, log } = options;
  const { roles } = readPlan(planFile, readDefinitions(projectFile("sql/measures")), readOffice(settings));
  const { state, signOff, fresh, record } = await release({
    month,
    settings,
    extracts,
    landing,
    plan: planFile,
    out: releases,
    ledger,
    packs,
    now,
    log,
    signedBy: options.signedBy ?? roles[0] ?? "",
    isDryRun: true,
  });
  const words =
    state === "unchanged"
      ? [`${formatMonth(month)} is out, and nothing in it has changed`]
      : [
          `${formatMonth(month)} could be released; ${plural(fresh.length, "text")} must be read by another: ${signOff}`,
          ...record.warnings.map(({ title, rows }) => `Warning: ${title}: ${plural(rows, "row")}`),
        ];
  return { value: record, step: { state: state === "unchanged" ? "unchanged" : "done", words } as const };
}

/** The checks of a report that found anything. */
const failingOf = ({ checks }: Report) =>
  checks.filter(({ rows }) => rows > 0).map(({ id, title, rows }) => ({ id, title, rows }));

/**
 * Does a month: checks the extracts, builds, packs, rehearses the release. A step that fails is said, and those that don't need it are done
 * all the same. What is new is told against the digest of the month before, and the digest is kept in `history`.
 */
export async function runMonth(options: MonthOptions): Promise<MonthDigest> {
  const checked = await attempt("check", () => checkStep(options));
  const due = checked.value?.checked.reported_to?.day.slice(0, 7) ?? null;
  const built = await attempt("build", () => buildStep(options, due));
  const month = built.value?.asAt.slice(0, 7) ?? options.month ?? due;
  const packed =
    month === null
      ? { step: leftOut("pack", "no month could be told") }
      : await attempt("pack", () => packStep(options, month));
  const released =
    month === null
      ? { step: leftOut("release", "no month could be told") }
      : existsSync(options.plan)
        ? await attempt("release", () => releaseStep(options, month), "refused")
        : { step: leftOut("release", "the settings have no publication.yaml: nothing is published") };
  const before = month === null ? null : readDigest(options.history, monthsBefore(month, 1));
  const failing = [...(checked.value?.refused ?? []), ...(built.value ? failingOf(built.value) : [])];
  const said = built.value
    ? digestMonth(built.value)
    : {
        month,
        as_at: month === null ? null : endOfMonth(month),
        compared_with: null,
        verdict: "",
        news: [],
        restated: 0,
        late: [],
      };
  const digest = {
    ...said,
    failing: markNew(failing, before),
    steps: [checked.step, built.step, packed.step, released.step],
  };
  const whole: MonthDigest = { ...digest, exit_code: toExitCode(digest) };
  if (built.value && month !== null) keepDigest(options.history, month, whole);
  return whole;
}
