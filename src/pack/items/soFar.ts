import type { Content } from "../../report/html.ts";
import { html } from "../../report/html.ts";
import { resting } from "../../report/said.ts";
import type { Series } from "../../report/series.ts";
import { changeWords, soFarOf, unlikeDays } from "../../report/soFar.ts";
import { markedValue, shorthandKey } from "../../site/components/marker.ts";
import { comparedCells, comparedColumns, soFarTitle } from "../../site/components/soFarTable.ts";
import { measureLink, type Paper, paperTable } from "../agenda.ts";

/** The month and the year to date of a group's measures on paper, each beside the same a year before; nothing where none has a month. */
export function soFarPaper(paper: Paper, series: readonly Series[]): Content {
  const { site } = paper;
  const { periods, columns } = comparedColumns(series, site.month);
  if (periods.length === 0) return "";
  const held = series.filter((one) => soFarOf(one).length > 0);
  const rows = held.map((one): Content[] => [
    measureLink(paper, one),
    ...comparedCells(
      soFarOf(one),
      periods,
      (figure) => markedValue(figure, one.definition.unit),
      (pair) => changeWords(one, pair),
    ),
  ]);
  const kinds = columns.map(({ label, numeric }, place) =>
    place === 0
      ? { label, kind: "wide" as const }
      : { label, ...(numeric ? { kind: "number" as const } : {}) },
  );
  const unlike = unlikeDays(held, site.report.workingDays).join(" ");
  const figures = held.flatMap((one) => soFarOf(one).flatMap(({ figure, earlier }) => [figure, earlier]));
  const table = paperTable(soFarTitle, kinds, rows, {
    bases: held.map((one) => resting(site, { anyOf: one })),
  });
  const note = unlike ? html`<p class="quiet"${resting(site, { build: "settings" })}>${unlike}</p>` : "";
  return html`${table}${note}${shorthandKey(figures)}`;
}
