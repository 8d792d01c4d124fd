import { createHash } from "node:crypto";
import type { FeasibleInterval } from "../disclosure/equations.ts";
import type { Figure } from "../measures/figure.ts";
import type { Attacked } from "./attackReleases.ts";
import { figureId } from "./countTables.ts";
import type { Plan } from "./plan.ts";
import type { PublicFigures } from "./publicFigures.ts";
import type { PublicContent } from "./publicWarehouse.ts";
import type { Reconciled } from "./reconcile.ts";
import type { ReleaseRecord, Word } from "./releaseRecord.ts";
import type { Revised } from "./revisions.ts";
import type { Signing } from "./signing.ts";
import type { WordRead } from "./writtenWords.ts";

/** Of a breakdown of a measure: how many figures there are, and how many are hidden for which reason. */
export interface HiddenIn {
  measure: string;
  breakdown: string;
  figures: number;
  /** A count of it is too small by itself. */
  small: number;
  /** It would give away one that is. */
  givesAway: number;
  /** A year to date of which a month or quarter is hidden. */
  partHidden: number;
}

/** Of a breakdown of a measure, how many figures are as they were published: what has changed in them is kept back. */
interface KeptIn {
  measure: string;
  breakdown: string;
  figures: number;
}

/** How many hidden counts could be placed within a span of so many values, from `from` up to `to`. */
export interface Placed {
  /** The span: largest value less smallest; `to` is not among it, and null is no end. */
  from: number;
  to: number | null;
  small: number;
  others: number;
}

/** Files of a kind, and the hash that stands for all of theirs. */
export interface HashedFiles {
  kind: string;
  files: Record<string, string>;
  sha256: string;
}

/** A finding of the scan that somebody decided is about nobody, and how many it cleared. */
interface ClearedAlarm {
  clearance: { text: string; what: string; file?: string | undefined; reason: string; by: string };
  findings: number;
}

/** All that a second reader sees of a release before it is signed, or that was seen. */
export interface SignOff {
  state: "rehearsal" | "release";
  office: string;
  /** Of its words, as the web writes it. */
  language: string;
  title: string;
  titles: ReadonlyMap<string, string>;
  month: string;
  record: Omit<ReleaseRecord, "figures" | "revisions" | "words">;
  edition: number;
  threshold: number;
  protectsZeros: boolean;
  groupDisclosure: number;
  roles: readonly string[];
  signing: Signing;
  hidden: HiddenIn[];
  revised: readonly Revised[];
  kept: KeptIn[];
  decisions: Plan["revisions"];
  fresh: readonly Word[];
  read: readonly WordRead[];
  placed: Placed[];
  attacked: Attacked;
  /** The answers, by name, that were reckoned with. */
  answers: readonly string[];
  reconciled: Reconciled;
  /** The false alarms of the scan. */
  cleared: readonly ClearedAlarm[];
  files: HashedFiles[];
  warnings: readonly string[];
  /** The files that couldn't be read, each with why in a line: of columns and places, never what rows hold. */
  refused: readonly string[];
}

/** Why each hidden figure is, by its id: for a count that is small by itself, or for what it would give away. */
export function reasonsOf({ tables, suppression }: PublicFigures): Map<string, "small" | "givesAway"> {
  const reasons = new Map<string, "small" | "givesAway">();
  for (const { id, of } of tables.flatMap(({ figures = [] }) => figures)) {
    const hidden = of.filter((count) => suppression.hidden.has(count));
    if (hidden.length === 0) continue;
    const isSmall = hidden.some((count) => suppression.unsafe.has(count));
    reasons.set(id, isSmall || reasons.get(id) === "small" ? "small" : "givesAway");
  }
  return reasons;
}

/** What is hidden of each breakdown and why, in the order of the figures. */
export function hiddenByBreakdown(figures: readonly Figure[], hidden: PublicFigures): HiddenIn[] {
  const reasons = reasonsOf(hidden);
  const found = new Map<string, HiddenIn>();
  for (const figure of figures) {
    const { measure, breakdown } = figure;
    const key = `${measure}|${breakdown}`;
    const one = found.get(key) ?? { measure, breakdown, figures: 0, small: 0, givesAway: 0, partHidden: 0 };
    found.set(key, one);
    one.figures += 1;
    if (figure.status === "c") one[reasons.get(figureId(figure)) ?? "partHidden"] += 1;
  }
  return [...found.values()];
}

/** What is as it was published of each breakdown, in the order of the figures. */
function keptByBreakdown(figures: readonly Figure[], asPublished: ReadonlySet<string>): KeptIn[] {
  const found = new Map<string, KeptIn>();
  for (const figure of figures) {
    if (!asPublished.has(figureId(figure))) continue;
    const { measure, breakdown } = figure;
    const key = `${measure}|${breakdown}`;
    const one = found.get(key) ?? { measure, breakdown, figures: 0 };
    found.set(key, { ...one, figures: one.figures + 1 });
  }
  return [...found.values()];
}

const near = 1e-6;

/** Hidden counts by how closely each could be placed by somebody who has all releases. */
export function placedWithin(
  hidden: ReadonlyMap<string, FeasibleInterval>,
  unsafe: ReadonlySet<string>,
  threshold: number,
): Placed[] {
  const ends = [0, 1, threshold, 2 * threshold, 4 * threshold, 10 * threshold, Number.POSITIVE_INFINITY];
  const spans = ends.map(
    (from, place): Placed => ({ from, to: ends[place + 1] ?? null, small: 0, others: 0 }),
  );
  for (const [id, { lower, upper }] of hidden) {
    const width = upper - lower;
    const span = spans.findLast(({ from }) => width >= from - near);
    if (span) span[unsafe.has(id) ? "small" : "others"] += 1;
  }
  return spans;
}

const kindsOfFile: [kind: string, pattern: RegExp][] = [
  ["Pages", /\.html$/],
  ["Data to download", /\.(?:csv|json|ods|xlsx|zip)$/],
];

/** The files of a release by kind, each kind with one hash: of a line to each file, its hash, two blanks and its path. */
export function hashedFiles(files: Readonly<Record<string, string>>): HashedFiles[] {
  const kindOf = (name: string) =>
    kindsOfFile.find(([, pattern]) => pattern.test(name))?.[0] ?? "Other files";
  const kinds = new Map<string, [name: string, sha256: string][]>();
  for (const entry of Object.entries(files)) {
    const kind = kindOf(entry[0]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), entry]);
  }
  return [...kinds].map(([kind, entries]) => {
    const lines = entries.map(([name, sha256]) => `${sha256}  ${name}\n`).join("");
    const sha256 = createHash("sha256").update(lines).digest("hex");
    return { kind, files: Object.fromEntries(entries), sha256 };
  });
}

/** What a release's sign-off page is made from. */
export interface Signed
  extends Pick<
    SignOff,
    "state" | "signing" | "revised" | "fresh" | "read" | "cleared" | "answers" | "refused"
  > {
  record: ReleaseRecord;
  content: PublicContent;
  hidden: PublicFigures;
  attacked: Attacked;
  reconciled: Reconciled;
  files: Readonly<Record<string, string>>;
}

/** All that a sign-off page says of a release. */
export function toSignOff({ record, content, hidden, files, ...signed }: Signed): SignOff {
  const { plan, measures, office, about, replaced } = content;
  const { suppression, warnings } = hidden;
  return {
    ...signed,
    office,
    language: about.language,
    record,
    month: record.month,
    title: plan.title,
    edition: replaced.length + 1,
    titles: new Map(measures.map(({ id, title }) => [id, title])),
    threshold: plan.threshold,
    protectsZeros: plan.protect_zeros,
    roles: plan.roles,
    groupDisclosure: plan.group_disclosure,
    hidden: hiddenByBreakdown(content.figures, hidden),
    kept: keptByBreakdown(content.figures, hidden.asPublished),
    decisions: plan.revisions,
    placed: placedWithin(suppression.hidden, suppression.unsafe, plan.threshold),
    files: hashedFiles(files),
    warnings,
  };
}
