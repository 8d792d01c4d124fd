import { contracts } from "../../../loaders/contracts.ts";
import { financialYearOf, monthsBetween } from "../../../loaders/dates.ts";
import { readMeasureSettings } from "../../../loaders/measureSettings.ts";
import { readOffice } from "../../../loaders/office.ts";
import { noCasework } from "../../../src/casework/casework.ts";
import type { MeasureDefinition } from "../../../src/catalogue/definition.ts";
import type { Holding } from "../../../src/catalogue/holdings.ts";
import type { Note } from "../../../src/catalogue/noted.ts";
import { headlinesOf } from "../../../src/catalogue/ownMeasures.ts";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import type { Rebase } from "../../../src/catalogue/rebases.ts";
import { type Figure, type Status, unjudged } from "../../../src/measures/figure.ts";
import { withIntervals, withLimits } from "../../../src/measures/judge.ts";
import { monthPeriod, parsePeriod, yearToDate } from "../../../src/measures/period.ts";
import type { ComparedFigure } from "../../../src/measures/published.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { readPlan } from "../../../src/release/plan.ts";
import { aboutOffice } from "../../../src/report/aboutOffice.ts";
import type { Relation } from "../../../src/report/dictionary.ts";
import type { Edition, Publication, Report } from "../../../src/report/report.ts";
import { groupBy } from "../../../src/report/series.ts";
import { lacking } from "../measures/lacking.ts";
import { fixtureCasework } from "./casework.ts";
import { explanationsFor, modelsFor } from "./explained.ts";

const definitions = readMeasures("2022-03-31", programSettings);

const office = readOffice(programSettings);

/** The measures that the office's own plan publishes. */
const publishedIds = Object.keys(
  readPlan(projectFile("data/publication.yaml"), definitions, office).measures,
);

/** Text as an extract might hold it to break a page: it must come out as text everywhere. */
export const hostile = [
  "</script><img src=x onerror=alert(1)>",
  "$" + "{1+1}",
  "{{x}}",
  "`tick`",
  "```js\n\nalert(2)\n```",
  "<!-- *a*",
].join(" ");

const groupNames: Record<string, string[]> = {
  team: ["Customer Care A", "Customer Care B", "Customer Care C"],
  role: ["Intake caseworker", "Caseworker", "Senior caseworker"],
  category: ["Complaint about our decision", "General comments", "Positive feedback", hostile],
  channel: ["Email", "Letter", "Telephone", ""],
  officer: Array.from({ length: 12 }, (_, index) => `S${4000 + index}`),
  line: ["0345 015 4033", "0808 157 0192", "03069 990123"],
  sampling: ["Central QA - closed cases", "Line manager - open casework", "Thematic"],
};

/** A generator of numbers from 0 to 1 that gives the same ones each time. */
function random(seed: string): () => number {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function endOf(month: string): string {
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
  return `${month}-${String(days).padStart(2, "0")}`;
}

interface Counts {
  numerator: number | null;
  denominator: number | null;
}

/** Invented counts for a month: worse since September 2020, as the story of the demonstration goes. */
function countsFor(definition: MeasureDefinition, month: string, next: () => number): Counts {
  const late = month >= "2020-09";
  if (definition.unit === "percent") {
    const denominator =
      definition.id === "mp-enquiry-28d" ? Math.floor(next() * 4) : 90 + Math.floor(next() * 70);
    const base = (definition.target?.value ?? 30) / 100;
    const rate =
      definition.id === "foi-answered-20wd" ? 1 : base + (late ? -0.17 : 0.03) + (next() - 0.5) * 0.06;
    return { numerator: Math.min(denominator, Math.max(0, Math.round(denominator * rate))), denominator };
  }
  if (definition.unit === "ratio") return { numerator: 600, denominator: 290 + Math.floor(next() * 12) };
  const size = definition.id === "calls" ? 6800 : definition.id.startsWith("web") ? 12 : 180;
  const level = definition.target ? (late ? 22 : 1) : size;
  return { numerator: Math.round(level * (0.8 + next() * 0.4)), denominator: null };
}

function toValue(counts: Counts, unit: string): number | null {
  if (counts.numerator === null) return null;
  if (counts.denominator === null) return counts.numerator;
  if (counts.denominator === 0) return null;
  return (unit === "percent" ? 100 : 1) * (counts.numerator / counts.denominator);
}

/** A snapshot is of the 27th. */
function takenOn({ time }: MeasureDefinition, end: string): string | null {
  if (time === "flow") return null;
  return time === "stock" ? end : `${end.slice(0, 7)}-27`;
}

function toFigure(
  definition: MeasureDefinition,
  where: { period: string; start: string; end: string; breakdown: string; group: string },
  counts: Counts,
  status: Status,
  note: string,
): Figure {
  const value = toValue(counts, definition.unit);
  const isHeld = status !== "x" && status !== "c";
  return {
    measure: definition.id,
    period: where.period,
    period_kind: parsePeriod(where.period).kind,
    period_start: where.start,
    period_end: where.end,
    taken_on: status === "x" ? null : takenOn(definition, where.end),
    divided_on: null,
    breakdown: where.breakdown,
    group: where.group,
    numerator: isHeld ? counts.numerator : null,
    denominator: isHeld ? counts.denominator : null,
    value: isHeld ? value : null,
    unit: definition.unit,
    status: isHeld && value === null ? "z" : status,
    target: definition.target?.value ?? null,
    note,
    ...lacking(isHeld && value === null ? "z" : status),
    ...unjudged,
  };
}

/** The financial years of months, told once: each of some thousand groups asks. */
const yearsOfMonths = new Map(
  monthsBetween("2014-04", "2022-03").map((month) => [month, financialYearOf(month)]),
);

const yearOf = (month: string): string => yearsOfMonths.get(month) ?? financialYearOf(month);

/** What the measure's figures hold for one group, or in total: months, then financial years. */
function figuresFor(
  definition: MeasureDefinition,
  months: readonly string[],
  holdings: readonly Holding[],
  breakdown: string,
  group: string,
  edition: Edition,
): Figure[] {
  const next = random(`${definition.id} ${group}`);
  const notHeld = (month: string) =>
    holdings.find(
      (one) => one.measure === definition.id && one.breakdown === "" && one.from <= month && month <= one.to,
    );
  const share = breakdown === "" ? 1 : 1 / Math.max(1, (groupNames[breakdown] ?? [""]).length);
  const monthly = months.map((month) => {
    const counts = countsFor(definition, month, next);
    const scaled = {
      numerator: counts.numerator === null ? null : Math.round(counts.numerator * share),
      denominator: counts.denominator === null ? null : Math.round(counts.denominator * share),
    };
    const missing = notHeld(`${month}-15`);
    const small = edition === "public" && (scaled.numerator ?? 0) > 0 && (scaled.numerator ?? 0) < 5;
    const provisional = month === "2022-03" && definition.group === "quality";
    const status: Status = missing ? "x" : small ? "c" : provisional ? "p" : "";
    const where = { period: month, start: `${month}-01`, end: endOf(month), breakdown, group };
    const note = missing?.reason ?? (provisional ? `Two readers are late. ${hostile}` : "");
    return toFigure(definition, where, scaled, status, note);
  });
  const years = [...new Set(months.map(yearOf))].map((year) => {
    const own = monthly.filter((figure) => yearOf(figure.period) === year);
    const last = own.at(-1);
    const sum = (key: "numerator" | "denominator") =>
      own.some((figure) => figure[key] !== null)
        ? own.reduce((total, figure) => total + (figure[key] ?? 0), 0)
        : null;
    const counts =
      definition.time === "flow"
        ? { numerator: sum("numerator"), denominator: sum("denominator") }
        : { numerator: last?.numerator ?? null, denominator: last?.denominator ?? null };
    const status: Status = counts.numerator === null ? "x" : "";
    const where = {
      period: year,
      start: `${year.slice(0, 4)}-04-01`,
      end: `${Number(year.slice(0, 4)) + 1}-03-31`,
      breakdown,
      group,
    };
    return toFigure(definition, where, counts, status, status === "x" ? "Not held in the year" : "");
  });
  const toDate = definition.time === "flow" && breakdown === "" ? monthly.slice(-25) : [];
  const yearsToDate = toDate.map((last) => {
    const year = yearOf(last.period);
    const own = monthly.filter(({ period }) => yearOf(period) === year && period <= last.period);
    const isHeld = own.every(({ status }) => status !== "x" && status !== "c");
    const sum = (key: "numerator" | "denominator") =>
      own.some((figure) => figure[key] !== null)
        ? own.reduce((total, figure) => total + (figure[key] ?? 0), 0)
        : null;
    const counts = { numerator: sum("numerator"), denominator: sum("denominator") };
    const days = { start: `${year.slice(0, 4)}-04-01`, end: last.period_end };
    const where = { period: yearToDate(last.period), ...days, breakdown, group };
    const missing = edition === "public" ? "c" : "x";
    return toFigure(
      definition,
      where,
      counts,
      isHeld ? "" : missing,
      isHeld ? "" : "Not all months are held.",
    );
  });
  return [...monthly, ...years, ...yearsToDate];
}

const holdings: Holding[] = [
  [
    "calls-feedback-option",
    "2014-04-01",
    "2014-11-30",
    "The telephone system changed; its options were lost.",
  ],
  ["calls-positive", "2014-04-01", "2014-11-30", "The telephone system changed; its categories were lost."],
  ["emails", "2014-04-01", "2015-02-11", `The mailbox kept only 60 days. ${hostile}`],
  ["web-forms", "2014-04-01", "2015-01-06", "Held from 7 January 2015."],
  ["reviews-completed", "2018-04-01", "2018-09-30", "Not entered while the system changed."],
  ["review-requests", "2022-03-01", "2022-06-30", "The form was withdrawn in March 2022."],
].map(([measure = "", from = "", to = "", reason = ""]) => ({
  measure,
  breakdown: "",
  from,
  to,
  extent: "none" as const,
  reason,
}));

function sourcesFor(
  edition: Edition,
): Pick<Report, "sources" | "loads" | "refused" | "quarantine" | "checks"> {
  if (edition === "public") return { sources: [], loads: [], refused: [], quarantine: [], checks: [] };
  const names = [
    "msd_feedback",
    "telephony_calls",
    "quality_sampling",
    "hr_snapshots",
    "information_requests",
  ];
  const reasons = ["not a date", "duplicate", "unknown value", "too many columns", "before received_on"];
  return {
    sources: names.map((id, index) => ({
      id,
      system: index < 2 ? "MSD" : "Spreadsheets",
      contract: id.split("_").slice(1).join("_"),
      comes: "each period" as const,
      due: "5 days after the month ends",
      files: 48,
      received_on: id === "hr_snapshots" ? null : "2022-04-02",
      covers_to: id === "hr_snapshots" ? null : "2022-03-31",
      rows_loaded: id === "hr_snapshots" ? 0 : 12345 * (index + 1),
      rows_quarantined: 11 * index,
      values_blanked: 7 * index,
      age_days: id === "hr_snapshots" ? null : 3,
      next_due_on: id === "quality_sampling" ? "2022-04-07" : "2022-05-05",
      is_late: id === "quality_sampling" || id === "hr_snapshots",
      days_late: id === "quality_sampling" ? 5 : 0,
      missing:
        id === "quality_sampling" ? [{ from: "2021-04-01", to: "2022-03-31", problem: "late" as const }] : [],
    })),
    loads: names.flatMap((source) =>
      monthsBetween("2018-04", "2022-03").map((month) => ({
        source,
        file: `${month}/${source.replace("_", "-")}-${month}.csv`,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        rows_read: 1200,
        rows_loaded: 1198,
        rows_quarantined: 2,
        values_blanked: 1,
        same_as: null,
        notes: month === "2022-03" ? "3 hidden rows of sheet One are read" : null,
      })),
    ),
    refused: [
      {
        source: "telephony_calls",
        file: `telephony-2022-03 ${hostile}.csv`,
        problem: "missing column: line",
      },
    ],
    quarantine: names.flatMap((source) =>
      reasons.flatMap((reason, index) =>
        ["2021-04", "2021-05"].map((month) => ({
          source,
          file: `${month}/${source}.csv`,
          kind: index === 1 || index === 3 ? ("row set aside" as const) : ("value blanked" as const),
          column: index === 3 ? "" : `column_${index}`,
          reason,
          rows: index + 1,
        })),
      ),
    ),
    checks: [
      {
        id: "cases_closed_once",
        title: "No case is closed twice",
        severity: "blocking",
        owner: "Analyst",
        rows: 0,
        names: [],
      },
      {
        id: "calls_with_line",
        title: "Every call has a line",
        severity: "warning",
        owner: `Head of ${hostile}`,
        rows: 3,
        names: [`calls ${hostile}.csv has headings and no row`],
      },
    ],
  };
}

const breaks = [
  { measure: "calls", on: "2014-12-01", reason: `The telephone system was replaced. ${hostile}` },
  { measure: "feedback-closed-20wd", on: "2018-04-01", reason: "The case system was replaced." },
];

const notes: Note[] = [
  ...(["event", "comment"] as const).map(
    (kind): Note => ({
      about: "feedback-closed-20wd",
      dimension: "",
      group: "",
      kind,
      month: kind === "event" ? "2020-09" : "2022-03",
      text: kind === "event" ? `Two officers left. ${hostile}` : `A rota is being tried. ${hostile}`,
      author: "Head of Customer Care",
      written_on: "2022-04-05",
      public: "yes",
    }),
  ),
  {
    about: "brief",
    dimension: "",
    group: "",
    kind: "comment",
    month: "2022-03",
    text: `The month was short. ${hostile}`,
    author: "Chief Executive",
    written_on: "2022-04-06",
    public: "no",
  },
];

const rebases: Rebase[] = [
  {
    measure: "sampling-completed",
    on: "2021-04-01",
    author: `Head of ${hostile}`,
    reason: `A rota began. ${hostile}`,
    decided_on: "2021-11-08",
  },
];

/** Figures judged as the pipeline judges them: by what they show. */
function judge(measures: readonly MeasureDefinition[], figures: readonly Figure[]): Figure[] {
  const byMeasure = groupBy(figures, ({ measure }) => measure);
  const of = (id: string | null) => (id === null ? [] : (byMeasure.get(id) ?? []));
  return measures.flatMap((definition) => {
    const own = of(definition.id);
    const frames = of(definition.frame);
    return withIntervals(definition, withLimits(definition, own, { breaks, rebases }), frames);
  });
}

const made = new Map<Edition, Report>();

/**
 * The measures of the project with eight years of invented figures, one way to go wrong in each place. They take seconds, and
 * the files that one worker runs share them: none changes what it is given.
 */
export function fixtureInput(edition: Edition): Report {
  const report = made.get(edition) ?? makeInput(edition);
  made.set(edition, report);
  return { ...report };
}

function makeInput(edition: Edition): Report {
  const months = monthsBetween("2014-04", "2022-03");
  const measures =
    edition === "internal" ? definitions : definitions.filter(({ id }) => publishedIds.includes(id));
  const unjudgedFigures = measures.flatMap((definition) => [
    ...figuresFor(definition, months, holdings, "", "", edition),
    ...(edition === "internal" ? definition.dimensions : []).flatMap((dimension) =>
      (groupNames[dimension] ?? ["One", "Two"]).flatMap((group, index) =>
        figuresFor(definition, months, holdings, dimension, group, edition).flatMap((figure) =>
          figure.status !== "x" ? [figure] : index === 0 ? [{ ...figure, group: "" }] : [],
        ),
      ),
    ),
  ]);
  const figures = judge(measures, unjudgedFigures);
  return {
    edition,
    asAt: "2022-03-31",
    pages: {},
    ownPages: [],
    faults: [],
    office: office.name,
    about: aboutOffice({ office, folder: programSettings, measures: readMeasureSettings(programSettings) }),
    headlines: edition === "internal" ? headlinesOf(measures, { headlines: null }) : [],
    measures,
    figures,
    holdings: holdings.filter((holding) => measures.some((one) => one.id === holding.measure)),
    rebases: rebases.filter(({ measure }) => measures.some((one) => one.id === measure)),
    notes: notes.filter(({ about }) => about === "brief" || measures.some((one) => one.id === about)),
    breaks: breaks.filter(({ measure }) => measures.some((one) => one.id === measure)),
    workingDays: months.slice(-36).map((month) => ({ month, working_days: month === "2021-03" ? 23 : 20 })),
    coverage:
      edition === "internal"
        ? [...contracts.keys()].map((contract) => ({ contract, from: "2014-04-01", to: "2022-03-31" }))
        : [],
    asAtReason: edition === "internal" ? "the last month end that feedback covers" : "",
    receivedTo: edition === "internal" ? "2022-04-12" : null,
    ...sourcesFor(edition),
    published: edition === "internal" ? fixturePublished : [],
    explanations: edition === "internal" ? explanationsFor(measures, figures) : [],
    models: edition === "internal" ? modelsFor(measures) : [],
    dictionary: edition === "internal" ? fixtureDictionary : [],
    tested: edition === "internal" ? measures.slice(1).map(({ id }) => id) : [],
    casework: edition === "internal" ? fixtureCasework(hostile) : noCasework,
    restated: edition === "internal" ? fixtureRestated : null,
    pastMonths: edition === "internal" ? fixturePastMonths : [],
    downloads: [
      { name: "All figures (CSV)", path: "data/figures.csv" },
      ...(edition === "internal" ? [{ name: "Files loaded (CSV)", path: "data/loads.csv" }] : []),
    ],
    ...(edition === "public" ? { publication: fixturePublication } : {}),
  };
}

/** Two relations, one of whose columns is described in words that would be markup. */
const fixtureDictionary: Relation[] = ["figures.figures", "marts.feedback"].map((relation) => ({
  relation,
  description: `What is told of it. ${hostile}`,
  grain: "one row per thing.",
  columns: ["feedback_reference", "officer", "working_days_to_close"].map((column, place) => ({
    relation,
    column,
    type: place === 2 ? "INTEGER" : "VARCHAR",
    unit: place === 2 ? "working days" : "",
    description: hostile,
    is_nullable: place > 0,
    is_key: place === 0,
    is_personal: place === 1,
  })),
}));

const once = {
  is_value_known: true,
  unit: "calls",
  published_in: "FOI request of February 2015",
  published_on: null,
  definition: null,
  part: null,
  rows_of: null,
  difference: null,
  why: "",
};

/** Figures that the office has published, one to each thing that can be said of it. */
const fixturePublished: ComparedFigure[] = [
  {
    ...once,
    figure: "Calls",
    period: "2014-08",
    measure: "calls",
    value: 2648,
    state: "equal",
    counted: 2648,
  },
  {
    ...once,
    figure: "Calls",
    period: "2014-09",
    measure: "calls",
    value: 2983,
    state: "explained",
    counted: 2980,
    difference: `Three were test calls. ${hostile}`,
    why: `Three were test calls. ${hostile}`,
    rows_of: "line=0345 015 4033",
    published_on: "2015-02-11",
    definition: hostile,
  },
  { ...once, figure: hostile, period: "2014/15", measure: "calls", value: 1, state: "differs", counted: 2 },
  {
    ...once,
    figure: "Letters",
    period: "2021/22 to 2021-09",
    measure: null,
    value: null,
    counted: null,
    state: "not counted",
    why: "No measure counts it.",
  },
];

/** What the public edition says of itself, before any file of it is written. */
const fixturePublication: Publication = {
  title: "Casework statistics",
  description: "Feedback, reviews and requests.",
  licence: {
    name: "Open Government Licence v3.0",
    url: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
  },
  contact: { name: "Statistics team", email: "statistics@office.example" },
  threshold: 5,
  protectsZeros: false,
  groupDisclosure: 0,
  publishedOn: "2022-04-25",
  isReleased: false,
  next: { month: "2022-04", on: "2022-05-25" },
  earlier: [],
  revisions: [],
  reissue: null,
  replaced: [],
  files: [],
};

/** A month's totals that are no longer what was said: one changed by late data, one corrected, one newly held. */
const fixtureRestated: Report["restated"] = {
  month: "2022-02",
  receivedBy: "2022-03-12",
  saidBy: "pack",
  figures: [
    { measure: "feedback-received", period: "2022-01", was: 268, is: 271, was_status: "", why: "late data" },
    { measure: "feedback-received", period: "2022-02", was: 280, is: 284, was_status: "", why: "late data" },
    { measure: "calls", period: "2022-02", was: 6801, is: 6798, was_status: "", why: "correction" },
    { measure: "emails", period: "2022-02", was: null, is: 512, was_status: "x", why: "late data" },
  ].map((one) => ({
    ...one,
    ...monthPeriod(one.period),
    breakdown: "",
    group: "",
    is_status: "",
    unit: "cases",
    was_numerator: one.was,
    was_denominator: null,
    is_numerator: one.is,
    is_denominator: null,
  })),
};

/** The same with a few measures only, where it's the building that is tested. */
export function smallInput(edition: Edition): Report {
  const ids = [
    "calls",
    "emails",
    "feedback-closed-20wd",
    "feedback-open-past-20wd",
    "feedback-time-to-close",
  ];
  const report = fixtureInput(edition);
  return {
    ...report,
    measures: report.measures.filter(({ id }) => ids.includes(id)),
    figures: report.figures.filter(({ measure }) => ids.includes(measure)),
    holdings: report.holdings.filter(({ measure }) => ids.includes(measure)),
    restated: report.restated && {
      ...report.restated,
      figures: report.restated.figures.filter(({ measure }) => ids.includes(measure)),
    },
    explanations: report.explanations.filter(({ measure }) => ids.includes(measure)),
  };
}

/** February's brief and pack, a month of which neither is kept, and one that has a pack alone. */
const fixturePastMonths: Report["pastMonths"] = [
  {
    month: "2022-02",
    brief: {
      month: "2022-02",
      as_at: "2022-02-28",
      received_to: "2022-03-12",
      sha256: "",
      blocks: [
        { kind: "heading", level: 1, text: "Assurance brief, February 2022" },
        { kind: "text", text: "Calls: 6,801 in February 2022; beyond the upper limit." },
        { kind: "heading", level: 2, text: "For decision today" },
        { kind: "item", depth: 0, text: "1 referral for Ombudsman or CEO" },
        { kind: "item", depth: 1, text: "SH-1200 <b>high profile</b>" },
        { kind: "table", caption: "Figures", columns: ["Measure", "Feb 2022"], rows: [["Calls", "6,801"]] },
      ],
    },
    pack: {
      made_at: "2022-03-14T09:30:00.000Z",
      received_by: "2022-03-12",
      reissues: 1,
      agenda: ["1. Decisions needed today (page 1)", "   1 referral for Ombudsman or CEO."],
    },
  },
  { month: "2022-01", brief: null, pack: null },
  {
    month: "2021-12",
    brief: null,
    pack: {
      made_at: "2022-01-14T09:30:00.000Z",
      received_by: "2022-01-12",
      reissues: 0,
      agenda: ["1. Decisions needed today (page 1)", "   None."],
    },
  },
];
