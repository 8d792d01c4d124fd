import { z } from "zod";
import { calledNames } from "../../loaders/calledNames.ts";
import { clockNames } from "../../loaders/clocks.ts";
import type { OfficePages } from "../../loaders/officePages.ts";
import type { Casework } from "../casework/casework.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Holding } from "../catalogue/holdings.ts";
import type { Note } from "../catalogue/noted.ts";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import type { Rebase } from "../catalogue/rebases.ts";
import type { Figure } from "../measures/figure.ts";
import type { ComparedFigure } from "../measures/published.ts";
import type { RestatedSince } from "../restate/restatedSince.ts";
import type { Coverage } from "../warehouse/coverage.ts";
import type { Load, QuarantineCount } from "../warehouse/loads.ts";
import type { Relation } from "./dictionary.ts";
import type { Explanation } from "./explained.ts";
import type { PastMonth } from "./pastMonths.ts";
import type { OwnPage } from "./writtenPages.ts";

export type Edition = "internal" | "public";

export interface SourceState {
  id: string;
  system: string;
  contract: string;
  /** Whether a file is expected after each period, whenever there is something to send, or never again. */
  comes: "each period" | "whenever sent" | "no more";
  due: string;
  files: number;
  received_on: string | null;
  covers_to: string | null;
  rows_loaded: number;
  rows_quarantined: number;
  values_blanked: number;
  /** Days from its last receipt to the newest of all; null when nothing has come, or nothing more is due. */
  age_days: number | null;
  /** The day its next file is due, or the oldest missing one was; null when nothing more is expected. */
  next_due_on: string | null;
  /** Whether a file that is due hasn't come, or came and was refused. */
  is_late: boolean;
  days_late: number;
  missing: { from: string; to: string; problem: "missing" | "late" | "refused" }[];
}

/** What is said of the office besides its name, in public too. */
export const OfficeAbout = z.strictObject({
  short_name: z.string(),
  language: z.string().describe("of the pages' words, as the web writes it"),
  country: z.string().describe("two capitals"),
  place: z.string().nullable().describe("what its figures are of; null where it isn't said"),
  time_zone: z.string(),
  first_month: z.int().min(1).max(12).describe("the first month of its year"),
  days_off: z.string().nullable().describe("whose days off aren't working days; null where it isn't said"),
  called: z.record(z.enum(calledNames), z.string()).describe("what it calls its teams and people"),
  groups: z
    .record(z.string(), z.strictObject({ title: z.string(), menu: z.string() }))
    .describe("what it calls groups of measures, where otherwise than the program"),
  limits: z
    .array(
      z.strictObject({
        clock: z.enum(clockNames),
        days: z.int(),
        counted_in: z.enum(["working days", "calendar days"]),
        said_in: z.enum(["days", "weeks"]),
      }),
    )
    .describe("the limits it works to"),
});

export type OfficeAbout = z.infer<typeof OfficeAbout>;

export const MonthDays = z.strictObject({
  month: z.string().describe("yyyy-mm"),
  working_days: z.int().describe("those of the office's own calendar"),
});

/** How many working days a month has. */
export type MonthDays = z.infer<typeof MonthDays>;

/** From the day `on` a measure's figures aren't quite comparable with those before. */
interface Break {
  measure: string;
  on: string;
  reason: string;
}

interface Refusal {
  source: string;
  file: string;
  problem: string;
}

interface CheckResult {
  id: string;
  title: string;
  severity: "blocking" | "warning";
  owner: string;
  rows: number;
  /** What the rows are called, where the check calls them anything: files, days, references, never what a person is or wrote. */
  names: string[];
}

export const Revision = z.strictObject({
  measure: z.string(),
  period: z.string(),
  breakdown: z.string(),
  group: z.string(),
  unit: z.string(),
  released: z.string().describe("the month of the release that last gave it otherwise, yyyy-mm"),
  was: z.number(),
  is: z.number().nullable().describe("null where it is hidden or not held now: the status says which"),
  status: z.string(),
  why: z.string(),
});

/** A published figure that isn't what an earlier release gave. */
export type Revision = z.infer<typeof Revision>;

export const EarlierMonth = z.strictObject({
  month: z.string(),
  publishedOn: z.string(),
  reissuedOn: z.string().nullable().describe("null where it is as it was first published"),
});

/** A release before this one: its month, the day it was published and that of its last reissue. */
type EarlierMonth = z.infer<typeof EarlierMonth>;

export const ReplacedEdition = z.strictObject({
  number: z.int().describe("1 for the first edition of a month"),
  on: z.string().describe("the day it was published, or reissued"),
  reason: z.string().describe("why it was reissued; empty for the first"),
  address: z
    .string()
    .nullable()
    .describe("the folder beside this release that holds it; null where none does"),
  revisions: z
    .array(Revision)
    .describe("the figures that weren't what the edition or release before it gave"),
});

/** An edition of a month that another took the place of. */
export type ReplacedEdition = z.infer<typeof ReplacedEdition>;

/** A file of the public edition that can be downloaded. `measure` is empty for one of all of them. */
export interface PublishedFile {
  path: string;
  bytes: number;
  format: "CSV" | "ODS" | "XLSX" | "JSON" | "ZIP";
  title: string;
  measure: string;
}

/** What the public edition says of itself: the plan's words, the calendar of releases, what was revised, the files. */
export interface Publication {
  title: string;
  description: string;
  licence: { name: string; url: string };
  contact: { name: string; email: string };
  threshold: number;
  protectsZeros: boolean;
  /** A share of none or all of fewer than this many is hidden too; 0 where it isn't. */
  groupDisclosure: number;
  publishedOn: string;
  /** Whether `release` made it. What a build makes is a preview: a release hides other counts. */
  isReleased: boolean;
  next: { month: string; on: string };
  /** The releases before this one, latest first. */
  earlier: EarlierMonth[];
  /** Since the release before; of a reissue, since the edition before. */
  revisions: Revision[];
  /** When and why a month is published again; null for its first edition. */
  reissue: { on: string; reason: string } | null;
  /** The editions of this month that a reissue took the place of, oldest first. */
  replaced: ReplacedEdition[];
  files: PublishedFile[];
}

/**
 * All a site is made from. `asAt` is the last day of the reported period. `figures` hold the totals of each
 * month, quarter, financial year and year to date and, inside, one-way breakdowns by month and by financial year.
 * The public edition has only measures with a public breakdown, and no sources, loads, refusals,
 * quarantine, checks, casework, explanations, models or dictionary. `downloads` are files the pipeline writes; their paths are within the site.
 */
export interface Report {
  edition: Edition;
  /** Of the internal edition: whether it is without officers, cases and single rows (src/report/forBoard.ts). */
  isForBoard?: true;
  asAt: string;
  /** Why that is the last day reported: 'the last month end that feedback covers'; empty in public. */
  asAtReason: string;
  office: string;
  about: OfficeAbout;
  /** The ids of the measures that the brief begins with, in their order; empty in public. */
  headlines: string[];
  measures: MeasureDefinition[];
  figures: Figure[];
  holdings: Holding[];
  breaks: Break[];
  rebases: Rebase[];
  /** What the office itself says of measures and months up to the reported one; in public what it has marked so. */
  notes: Note[];
  /** Of the reported month and the 35 before. */
  workingDays: MonthDays[];
  /** The days that the extracts loaded cover, by contract; empty in public. */
  coverage: Coverage[];
  /** The newest receipt of any extract: the day as at which sources are late or not. Null in public. */
  receivedTo: string | null;
  sources: SourceState[];
  loads: Load[];
  refused: Refusal[];
  quarantine: QuarantineCount[];
  checks: CheckResult[];
  casework: Casework;
  /** What has become of the totals the month before gave; null where it can't be told, and in public. */
  restated: RestatedSince | null;
  /** The months before, latest first, each with the brief and the pack that are kept of it; empty in public and for a board. */
  pastMonths: PastMonth[];
  /** What the office has published, beside what is counted now; empty where no list of it was loaded, and in public. */
  published: ComparedFigure[];
  explanations: Explanation[];
  models: { name: string; schema: string; reads: string[] }[];
  /** What is in the warehouse beside the site; empty in public. */
  dictionary: Relation[];
  /** The measures that have a unit test of their own. */
  tested: string[];
  downloads: { name: string; path: string }[];
  /** The internal site's pages that are switched off or called otherwise; none in public. */
  pages: OfficePages;
  /** The pages of the office's own in this edition, with what their queries gave; in public they have none. */
  ownPages: OwnPage[];
  /** What of the office's own measures can't be used; empty in public. */
  faults: OwnFault[];
  /** Of the public edition alone. */
  publication?: Publication;
}
