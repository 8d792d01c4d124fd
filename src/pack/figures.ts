import { literal } from "../../loaders/compileContract.ts";
import { openDatabase, query } from "../../loaders/database.ts";
import { monthsBefore } from "../../loaders/dates.ts";
import { isIndex } from "../catalogue/units.ts";
import type { Figure } from "../measures/figure.ts";
import { capitalise, formatDay, formatMonth, formatPeriod } from "../report/format.ts";
import { hasValue, type Series, type Site } from "../report/series.ts";
import { verdictWords } from "../report/signals.ts";
import { changeWords, soFarOf } from "../report/soFar.ts";
import { editions } from "../site/components/layout.ts";
import { figuresTable } from "../tables/figuresTable.ts";
import {
  type PublishedCell,
  type PublishedColumn,
  type PublishedTable,
  roundTo,
} from "../tables/publishedTable.ts";
import type { WorkbookMeta } from "../tables/toSheets.ts";
import { targetNow } from "./agenda.ts";
import type { ChangedFigure } from "./manifest.ts";

const shownMonths = 36;
const recentMonths = 13;

const isMonth = ({ period_kind }: Figure) => period_kind === "month";

/** The first day of the month `count` months before the pack's. */
const firstDay = (site: Site, count: number) => `${monthsBefore(site.month, count)}-01`;

/**
 * The figures of a pack: the totals of the 36 months it draws and of their quarters and years, and by group those of the
 * periods that end on its last day.
 */
export function packFigures(site: Site): Figure[] {
  const { figures, asAt } = site.report;
  const first = firstDay(site, shownMonths - 1);
  return figures.filter(({ breakdown, period_start, period_end }) =>
    breakdown === "" ? period_start >= first && period_end <= asAt : period_end === asAt,
  );
}

/** The fewest decimals that show every one of these values, at most two. */
function decimalsFor(values: readonly (number | null)[]): number {
  const isShown = (value: number | null, decimals: number) =>
    value === null || Math.abs(roundTo(value, decimals) - value) < 1e-9;
  return [0, 1].find((decimals) => values.every((value) => isShown(value, decimals))) ?? 2;
}

/** A value stands in the column of its kind: shares, ratios and amounts each have one precision. */
const kinds = [
  { name: "share", title: "Share (percent)", decimals: 1, isOf: (unit: string) => unit === "percent" },
  { name: "ratio", title: "Ratio", decimals: 2, isOf: isIndex },
  { name: "amount", title: "Amount", isOf: (unit: string) => unit !== "percent" && !isIndex(unit) },
] as const;

/** What a measure is called in a table: its title, and its id where another has that title too, such as one whose limit isn't set. */
function nameIn(site: Site, { definition: { id, title } }: Series): string {
  const isShared = site.series.some(({ definition }) => definition.title === title && definition.id !== id);
  return isShared ? `${title} (${id})` : title;
}

/** Every measure in the reported month, a line to each. */
function summaryTable(site: Site, figures: readonly Figure[]): PublishedTable {
  const own = figures.flatMap((figure) => {
    const series = figure.period === site.month ? site.byId.get(figure.measure) : undefined;
    return series ? [{ figure, series }] : [];
  });
  const word = (value: string): PublishedCell => ({ value: value || null, status: "" });
  const decimalsOf = (pick: (figure: Figure) => number | null) =>
    decimalsFor(own.map((one) => pick(one.figure)));
  const parts = (["numerator", "denominator"] as const).map((name) => ({
    name,
    title: capitalise(name),
    decimals: decimalsOf((figure) => figure[name]),
  }));
  const values = kinds.map((kind) => ({
    ...kind,
    decimals:
      "decimals" in kind ? kind.decimals : decimalsOf(({ unit, value }) => (kind.isOf(unit) ? value : null)),
  }));
  const number = (value: number | null, decimals: number, status: Figure["status"]): PublishedCell => ({
    value: value === null ? null : roundTo(value, decimals),
    status,
  });
  return {
    name: "summary",
    title: `Every measure, ${formatMonth(site.month)}`,
    description: "Each measure's figure of the month, its target and whether the month is more than chance",
    source: site.report.office,
    columns: [
      { name: "measure", title: "Measure", kind: "text" },
      ...[...parts, ...values].map(
        ({ name, title, decimals }): PublishedColumn => ({ name, title, kind: "number", decimals }),
      ),
      { name: "unit", title: "Unit", kind: "text" },
      { name: "target", title: "Target", kind: "text" },
      { name: "target_status", title: "Target met or missed", kind: "text" },
      { name: "variation", title: "What the month says", kind: "text" },
    ],
    key: ["measure"],
    rows: own.map(({ figure, series }) => [
      word(nameIn(site, series)),
      ...parts.map(({ name, decimals }) => number(figure[name], decimals, "")),
      ...values.map(({ isOf, decimals }) =>
        isOf(figure.unit) ? number(figure.value, decimals, figure.status) : number(null, 0, ""),
      ),
      word(figure.unit),
      word(targetNow(series)),
      word(figure.target_status),
      word(figure.variation === "" ? "" : capitalise(verdictWords(figure.variation))),
    ]),
    notes: [],
    blanks:
      "A value stands in one column of three; a count has no denominator; without a target or limits nothing is said of them.",
  };
}

/** The month and the year to date of each measure beside the same a year before, a line to each; null where none is counted over a time. */
function yearToDateTable(site: Site): PublishedTable | null {
  const lines = site.series.flatMap((series) =>
    soFarOf(series)
      .filter(({ figure, earlier }) => (figure ?? earlier)?.period_kind === "year-to-date")
      .map(({ figure, earlier, ...periods }) => ({ series, figure, earlier, ...periods })),
  );
  const [first] = lines;
  if (!first) return null;
  const decimals = 2;
  const number = (figure: Figure | null, unit: string): PublishedCell => ({
    value: hasValue(figure) ? roundTo(figure.value, unit === "percent" ? 1 : decimals) : null,
    status: figure?.status ?? "x",
  });
  const word = (value: string): PublishedCell => ({ value: value || null, status: "" });
  return {
    name: "year-to-date",
    title: `${formatPeriod(first.now)} beside ${formatPeriod(first.before)}`,
    description:
      "Each measure that is counted over a time: the year to date and the same months a year before",
    source: site.report.office,
    columns: [
      { name: "measure", title: "Measure", kind: "text" },
      { name: "year_to_date", title: formatPeriod(first.now), kind: "number", decimals },
      {
        name: "year_before",
        title: formatPeriod(first.before),
        kind: "number",
        decimals,
        status: "year_before_status",
      },
      { name: "unit", title: "Unit", kind: "text" },
      { name: "change", title: "Change", kind: "text" },
    ],
    key: ["measure"],
    rows: lines.map((line) => {
      const { unit } = line.series.definition;
      return [
        word(nameIn(site, line.series)),
        number(line.figure, unit),
        number(line.earlier, unit),
        word(unit),
        word(changeWords(line.series, line)),
      ];
    }),
    notes: [],
    blanks: "No change is said where one of the two has no figure.",
  };
}

/** The tables of a pack's workbook: all measures in the month, then the last 13 months of each. */
export function packTables(site: Site): PublishedTable[] {
  const figures = packFigures(site);
  const first = firstDay(site, recentMonths - 1);
  const recent = figures.filter(
    (figure) => isMonth(figure) && figure.breakdown === "" && figure.period_start >= first,
  );
  const tables = site.series.flatMap(({ definition }) => {
    const own = recent.filter(({ measure }) => measure === definition.id);
    const about = { name: definition.id, source: definition.source || site.report.office };
    return own.length === 0 ? [] : [figuresTable(own, definition, about)];
  });
  const toDate = yearToDateTable(site);
  return [summaryTable(site, recent), ...(toDate ? [toDate] : []), ...tables];
}

/** What the workbook says of itself. */
export function workbookMeta(site: Site): WorkbookMeta {
  const { office, about, asAt, edition } = site.report;
  return {
    title: `Assurance pack, ${formatMonth(site.month)}`,
    subject: "Figures for the assurance meeting",
    publisher: office,
    language: about.language,
    published_on: asAt,
    contact: "",
    licence: "",
    about: [
      `${editions[edition].mark}.`,
      `Figures as at ${formatDay(asAt)}, the same as in assurance-pack.pdf; figures.csv has them in full.`,
    ],
  };
}

interface Kept {
  measure: string;
  period: string;
  breakdown: string;
  group: string;
  value: number | null;
  status: string;
  counted: string;
}

const absent = "absent";

const keyOf = ({
  measure,
  period,
  breakdown,
  group,
}: Pick<Kept, "measure" | "period" | "breakdown" | "group">) =>
  [measure, period, breakdown, group].join("\t");

async function readFigures(file: string): Promise<Kept[]> {
  const connection = await (await openDatabase()).connect();
  // As precisely as they are exported: packs were once sealed with every digit there was.
  const counted = (name: string) => `coalesce(round(${name}::double, 6)::varchar, '-')`;
  const text = (name: string) => `coalesce("${name}", '') as "${name}"`;
  return query<Kept>(
    connection,
    `select measure, period, ${text("breakdown")}, ${text("group")}, value::double as value, ${text("status")},
       concat_ws('/', ${counted("numerator")}, ${counted("denominator")}, ${counted("value")}) as counted
     from read_csv(${literal(file)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
     order by all`,
  );
}

/** The figures that two files of a pack's figures have otherwise: value, numerator or denominator; null where one has none. */
export async function findChanged(before: string, after: string): Promise<ChangedFigure[]> {
  const was = new Map((await readFigures(before)).map((one) => [keyOf(one), one]));
  const is = new Map((await readFigures(after)).map((one) => [keyOf(one), one]));
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort();
  return keys.flatMap((key) => {
    const [old, fresh] = [was.get(key), is.get(key)];
    const one = fresh ?? old;
    if (!one || old?.counted === fresh?.counted) return [];
    const { measure, period, breakdown, group } = one;
    return [
      {
        measure,
        period,
        breakdown,
        group,
        was: old?.value ?? null,
        was_status: old?.status ?? absent,
        is: fresh?.value ?? null,
        is_status: fresh?.status ?? absent,
      },
    ];
  });
}
