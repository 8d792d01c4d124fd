import type { Figure, PeriodKind } from "../measures/figure.ts";
import { formatDimension, formatList } from "../report/format.ts";
import { groupName } from "../report/names.ts";
import type { Report } from "../report/report.ts";
import { groupBy, type Series } from "../report/series.ts";
import { figuresTable } from "../tables/figuresTable.ts";
import type { PublishedTable } from "../tables/publishedTable.ts";
import { writeOds } from "../tables/writeOds.ts";
import { editions } from "./components/layout.ts";

const kinds: readonly [kind: PeriodKind, words: string][] = [
  ["week", "week"],
  ["month", "month"],
  ["quarter", "quarter"],
  ["calendar-year", "calendar year"],
  ["financial-year", "financial year"],
  ["year-to-date", "year to date"],
  ["span", "span of days"],
  ["as-at", "date"],
];

/** The figures of a measure as tables: one to each kind of period and breakdown it has, totals first. */
function toTables({ definition, figures }: Series, office: string): PublishedTable[] {
  const keyOf = ({ breakdown, period_kind }: Pick<Figure, "breakdown" | "period_kind">) =>
    `${breakdown} ${period_kind}`;
  const tables = groupBy(figures, keyOf);
  const breakdowns = [...new Set(figures.map(({ breakdown }) => breakdown))].sort();
  return breakdowns.flatMap((breakdown) =>
    kinds.flatMap(([period_kind, period]) => {
      const held = tables.get(keyOf({ breakdown, period_kind }));
      if (!held) return [];
      const dimensions = breakdown === "" ? [] : breakdown.split(",").map(formatDimension);
      const by = `by ${formatList([period, ...dimensions])}`;
      const about = {
        name: by.toLowerCase().replaceAll(/[^a-z]+/g, "-"),
        title: `${definition.title}, ${by}`,
        source: definition.source || office,
      };
      return [figuresTable(held, definition, about)];
    }),
  );
}

/** Writes all the figures of a measure as an accessible ODS workbook, dated as at the site's last day. */
export async function writeMeasureWorkbook(report: Report, series: Series, path: string): Promise<void> {
  const { definition } = series;
  const meta = {
    title: definition.title,
    subject: groupName(report.about, definition.group),
    publisher: report.office,
    language: report.about.language,
    published_on: report.asAt,
    contact: "",
    licence: "",
    about: [editions[report.edition].mark, definition.definition],
  };
  await writeOds(toTables(series, report.office), meta, path);
}
