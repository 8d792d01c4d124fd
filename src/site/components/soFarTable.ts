import type { Figure } from "../../measures/figure.ts";
import type { NamedPeriod } from "../../measures/period.ts";
import { formatPeriod } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { resting } from "../../report/said.ts";
import type { Series, Site } from "../../report/series.ts";
import { type Compared, changeWords, comparedPeriods, soFarOf, unlikeDays } from "../../report/soFar.ts";
import { fractionWords } from "../../report/words.ts";
import { dataTable, type TableColumn } from "./dataTable.ts";
import { valueLabel } from "./figureTables.ts";
import { markedValue, shorthandKey } from "./marker.ts";
import { openedFigure, openLink } from "./openLink.ts";

/** What heads the table, and says what it is to whoever hears it. */
export const soFarTitle = "The month and the year to date";

/** The pairs that any of these measures has, and the columns they stand in. */
export function comparedColumns(
  series: readonly Series[],
  month: string,
): { periods: string[]; columns: TableColumn[] } {
  const all = series.flatMap(soFarOf);
  const shown = comparedPeriods(month).filter((pair) =>
    all.some((one) => one.now.period === pair.now.period),
  );
  return {
    periods: shown.map(({ now }) => now.period),
    columns: [
      { label: "Measure" },
      ...shown.flatMap(({ now, before }): TableColumn[] => [
        { label: formatPeriod(now), numeric: true },
        { label: formatPeriod(before), numeric: true },
        { label: "Change" },
      ]),
    ],
  };
}

/** A line of the table: a cell to each figure and the change, of each period; blank where a measure has none of it. */
export function comparedCells(
  pairs: readonly Compared[],
  periods: readonly string[],
  figureCell: (figure: Figure | null, when: NamedPeriod) => Content,
  change: (pair: Compared) => string,
): Content[] {
  return periods.flatMap((period): Content[] => {
    const pair = pairs.find(({ now }) => now.period === period);
    if (!pair) return ["", "", ""];
    return [figureCell(pair.figure, pair.now), figureCell(pair.earlier, pair.before), change(pair)];
  });
}

/** A share's two numbers under it; none of what is counted. */
function partsRow(series: Series, pairs: readonly Compared[], periods: readonly string[]): Content[][] {
  const { unit } = series.definition;
  const words = (figure: Figure | null) => (figure ? (fractionWords(figure, unit) ?? "") : "");
  const has = pairs.some(({ figure, earlier }) => words(figure) !== "" || words(earlier) !== "");
  return has ? [["Number", ...comparedCells(pairs, periods, words, () => "")]] : [];
}

/**
 * The month and the year to date of some measures, each beside the same a year before and what it has changed by; with
 * that the times aren't alike where that tells. Of one measure a share's numbers stand under it. Nothing where none has a month.
 */
export function soFarTable(site: Site, series: readonly Series[], root: string): Html | "" {
  const { periods, columns } = comparedColumns(series, site.month);
  if (periods.length === 0) return "";
  const [only] = series.length === 1 ? series : [];
  const held = series.filter((one) => soFarOf(one).length > 0);
  const rows = held.flatMap((one): { series: Series; cells: Content[] }[] => {
    const { definition } = one;
    const pairs = soFarOf(one);
    const name = only
      ? valueLabel(definition.unit)
      : html`<a href="${root}measures/${definition.id}.html">${definition.title}</a>`;
    const values = comparedCells(
      pairs,
      periods,
      (figure, when) => {
        const shown = markedValue(figure, definition.unit);
        // One way into a row: its first figure's. A measure's own page says elsewhere where it comes from.
        if (when.period !== pairs[0]?.now.period) return shown;
        return (only ? openLink : openedFigure)(site, one, when, root, shown);
      },
      (pair) => changeWords(one, pair),
    );
    return [
      { series: one, cells: [name, ...values] },
      ...(only ? partsRow(one, pairs, periods).map((cells) => ({ series: one, cells })) : []),
    ];
  });
  const figures = held.flatMap((one) => soFarOf(one).flatMap(({ figure, earlier }) => [figure, earlier]));
  const unlike = unlikeDays(held, site.report.workingDays);
  const notes = [
    ...unlike,
    ...(unlike.length > 0 ? ["Counts are as they were, not adjusted for it."] : []),
  ].join(" ");
  const caption = html`<span class="unseen">${soFarTitle}</span>`;
  return html`
    ${dataTable(
      caption,
      columns,
      rows.map(({ cells }) => cells),
      "",
      rows.map((row) => resting(site, { anyOf: row.series })),
    )}
    ${notes ? html`<p class="quiet"${resting(site, { build: "settings" })}>${notes}</p>` : ""}
    ${shorthandKey(figures)}`;
}
