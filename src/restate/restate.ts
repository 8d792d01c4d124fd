import { endOfMonth } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { allFigures } from "../measures/allFigures.ts";
import type { Figure } from "../measures/figure.ts";
import type { NamedPeriod } from "../measures/period.ts";
import { readLoads } from "../warehouse/loads.ts";
import { type Asked, openPast, type Past } from "../warehouse/past.ts";
import { nothingLoaded } from "../warehouse/stopped.ts";
import { buildWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { alignFigures, type CameTo, differ, figureKey, findCounted, nothing } from "./changes.ts";
import { contractsOf, type Definitions, findUpstream, toDefinitions } from "./definitions.ts";
import { type BuildRecord, findRecord, hashExtracts, readRecords } from "./history.ts";

/**
 * Why a figure isn't what it was; `closed since` where it is an estimate that allows for what was open then, and `not known`
 * where the record of that build can't tell.
 */
type Reason = "late data" | "correction" | "closed since" | "definition" | "calendar" | "not known";

/** A figure that has changed since a past month's build. */
export interface Restated extends NamedPeriod {
  measure: string;
  breakdown: string;
  group: string;
  was: number | null;
  was_numerator: number | null;
  was_denominator: number | null;
  was_status: string;
  is: number | null;
  is_numerator: number | null;
  is_denominator: number | null;
  is_status: string;
  unit: string;
  why: string;
}

/** The columns of a list of restated figures, in order. */
export const restatedColumns = [
  "measure",
  "period",
  "breakdown",
  "group",
  "was",
  "was_numerator",
  "was_denominator",
  "was_status",
  "is",
  "is_numerator",
  "is_denominator",
  "is_status",
  "unit",
  "why",
] as const satisfies readonly (keyof Restated)[];

export interface Restatement {
  /** The newest extract that month's build had, and the newest there is. */
  builtFrom: string;
  receivedTo: string;
  /** Whether that month's build left a record: without one, changes of definition and calendar can't be told. */
  hasRecord: boolean;
  /** Those that were given then come first, and after them those that weren't held. */
  figures: Restated[];
}

export interface RestateOptions {
  /** The folder of the office's settings: the program's own unless given. */
  settings?: string;
  extracts: string;
  landing: string;
  history: string;
  /** `yyyy-mm` */
  since: string;
  /** Only this measure. */
  measure?: string;
  log: (message: string) => void;
}

/** The last day on which an extract was still in time for a month's build: the end of the month after it. */
const cutoffOf = (month: string) => endOfMonth(month, 1);

/**
 * The figures of periods up to the end of `since` that are no longer what that month's build gave. The past is built
 * again from the extracts received by the end of the following month and, where that build left a record, compared with
 * what it published. Throws a DataError when no extract had been received by then.
 */
export async function restate(options: RestateOptions): Promise<Restatement> {
  const cutoff = cutoffOf(options.since);
  const end = endOfMonth(options.since);
  const now = onlyMeasure(await buildWarehouse(options), options.measure);
  let then: Past | undefined;
  try {
    then = await openPast(now, { ...options, asAt: cutoff });
    if (!then)
      throw nothingLoaded(
        `${options.extracts} holds no whole month that can be read, received by ${cutoff}.`,
        now.refused.filter(({ file }) => file.slice(0, 10) <= cutoff),
        "Name a later month with --since.",
        options.log,
      );
    const compare = await compareBuilds(then, now, end);
    const record = findRecord(readRecords(options.history, options.since), cutoff);
    const marks = await readMarks(then, now);
    const restated = compare.flatMap((one) => toRestated(one, record, marks));
    const figures = [
      ...restated.filter(({ was_status }) => was_status !== "x"),
      ...restated.filter(({ was_status }) => was_status === "x"),
    ];
    return {
      builtFrom: then.receivedTo,
      receivedTo: now.receivedTo,
      hasRecord: record !== undefined,
      figures,
    };
  } finally {
    await then?.close();
    now.connection.closeSync();
    now.instance.closeSync();
  }
}

const onlyMeasure = (warehouse: Warehouse, measure: string | undefined): Warehouse => ({
  ...warehouse,
  definitions: warehouse.definitions.filter(({ id }) => measure === undefined || id === measure),
});

interface Compared {
  figure: Figure;
  was: CameTo;
  is: CameTo;
  data: Reason[];
}

async function figuresTo({ connection, definitions, context }: Asked, end: string): Promise<Figure[]> {
  const figures = await allFigures(connection, definitions, context);
  // Each build has the years to date of its own last months.
  return figures.filter(({ period_end, period_kind }) => period_end <= end && period_kind !== "year-to-date");
}

/** Every figure of both builds, side by side, with what the data did to it. */
async function compareBuilds(then: Past, now: Warehouse, end: string): Promise<Compared[]> {
  const was = await figuresTo(then, end);
  const is = await figuresTo(now, end);
  const pairs = alignFigures(was, is);
  const changed = new Set(
    pairs.filter((pair) => differ(pair.was, pair.is)).map(({ figure }) => figure.measure),
  );
  const known = await then.openKnown(now.definitions.filter(({ id }) => changed.has(id)));
  const corrected = new Map((await figuresTo(known, end)).map((figure) => [figureKey(figure), figure]));
  const maturing = maturingOf(now.definitions);
  return pairs.map((pair) => ({ ...pair, data: whyDataChanged(pair, corrected, maturing) }));
}

/** The measures that allow for what is open: what they say of a past period becomes another as that closes. */
export const maturingOf = (definitions: readonly MeasureDefinition[]): ReadonlySet<string> =>
  new Set(definitions.filter((measure) => statisticOf(measure).matures).map(({ id }) => id));

/** How many rows of a figure had not ended. */
const openIn = ({ numerator, denominator }: CameTo) => (denominator ?? 0) - (numerator ?? 0);

/** Why the same rows come to something else. Fewer or other rows, or ends that are gone, are no mere passing of time. */
function whyOtherwise(was: CameTo, is: CameTo, isMaturing: boolean): Reason[] {
  if (!isMaturing) return ["correction"];
  const isCorrected = was.denominator !== is.denominator || (is.numerator ?? 0) < (was.numerator ?? 0);
  const isRiper = openIn(is) < openIn(was) || !isCorrected;
  return [...(isCorrected ? ["correction" as const] : []), ...(isRiper ? ["closed since" as const] : [])];
}

/**
 * Figures from the rows known then, as they stand now, stand between: up to there it is correction, or that time has passed
 * for a measure that is `maturing`; from there late data.
 */
export function whyDataChanged(
  { figure, was, is }: { figure: Figure; was: CameTo; is: CameTo },
  corrected: ReadonlyMap<string, Figure>,
  maturing: ReadonlySet<string>,
): Reason[] {
  if (!differ(was, is)) return [];
  if (was.status === "x") return ["late data"];
  if (is.status === "x") return ["correction"];
  const between = findCounted(corrected, figure) ?? nothing(figure);
  return [
    ...(differ(between, is) ? ["late data" as const] : []),
    ...(differ(was, between) ? whyOtherwise(was, between, maturing.has(figure.measure)) : []),
  ];
}

interface Marks {
  definitions: Definitions;
  /** A hash of each source's files, as that month's build would read them today. */
  extracts: Record<string, string>;
  sourcesOf: (measure: string) => string[];
  readsCalendar: (measure: string) => boolean;
}

/** What the figures of then would be worked out by today. */
export async function readMarks(then: Past, now: Warehouse): Promise<Marks> {
  const { models, settings } = now;
  return {
    definitions: toDefinitions(then.definitions, models, then.context.holdings, settings),
    extracts: hashExtracts(await readLoads(then.connection)),
    sourcesOf: (measure) => {
      const own = contractsOf({ id: measure }, models);
      return settings.sources.filter(({ contract }) => own.includes(contract)).map(({ id }) => id);
    },
    readsCalendar: (measure) =>
      findUpstream(`measures.${measure}`, models).some((name) => name.startsWith("calendar.")),
  };
}

/** Why that month's build published another figure than it would today from the same extracts. */
export function whyBuiltOtherwise(measure: string, record: BuildRecord, marks: Marks): Reason[] {
  const before = record.definitions.measures[measure];
  const after = marks.definitions.measures[measure];
  const isRedefined = JSON.stringify(before) !== JSON.stringify(after);
  const isRecalendared =
    record.definitions.calendar !== marks.definitions.calendar && marks.readsCalendar(measure);
  const reasons: Reason[] = [
    ...(isRedefined ? ["definition" as const] : []),
    ...(isRecalendared ? ["calendar" as const] : []),
  ];
  if (reasons.length > 0) return reasons;
  const isChanged = marks.sourcesOf(measure).some((id) => record.extracts[id] !== marks.extracts[id]);
  return [isChanged ? "correction" : "not known"];
}

function findRecorded(record: BuildRecord | undefined, figure: Figure): CameTo | undefined {
  if (figure.breakdown !== "") return undefined;
  const found = record?.figures.find(
    ([measure, period]) => measure === figure.measure && period === figure.period,
  );
  if (!found) return undefined;
  const [, , numerator, denominator, value, status] = found;
  return { numerator, denominator, value, status };
}

/** A changed figure as a row: what it was, is, and why. */
export function toRow({ figure, was, is }: Omit<Compared, "data">, why: readonly string[]): Restated {
  const { measure, period, period_kind, period_start, period_end, breakdown, group, unit } = figure;
  return {
    measure,
    period,
    period_kind,
    period_start,
    period_end,
    breakdown,
    group,
    was: was.value,
    was_numerator: was.numerator,
    was_denominator: was.denominator,
    was_status: was.status,
    is: is.value,
    is_numerator: is.numerator,
    is_denominator: is.denominator,
    is_status: is.status,
    unit,
    why: [...new Set(why)].join(", "),
  };
}

function toRestated(
  { figure, was: rebuilt, is, data }: Compared,
  record: BuildRecord | undefined,
  marks: Marks,
): Restated[] {
  const recorded = findRecorded(record, figure);
  const was = recorded ?? rebuilt;
  if (!differ(was, is)) return [];
  const otherwise =
    record && recorded && differ(recorded, rebuilt) ? whyBuiltOtherwise(figure.measure, record, marks) : [];
  return [toRow({ figure, was, is }, [...data, ...otherwise])];
}
