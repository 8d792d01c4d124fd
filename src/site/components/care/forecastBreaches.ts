import { addDays } from "../../../../loaders/dates.ts";
import type { FeedbackForecast } from "../../../casework/forecastFeedback.ts";
import { capitalise, formatCount, formatMonth } from "../../../report/format.ts";
import { missingWords } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { limitDaySaid } from "../../../report/limitsSaid.ts";
import { resting } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable, fold } from "../dataTable.ts";
import { rowData } from "./rowData.ts";

/** An expected number with the range that is to hold 9 months in 10. */
export function expected(value: number, lower: number, upper: number): Html {
  return html`
    <span>
      <strong>${formatCount(Math.round(value))}</strong> <span class="range">
        ${formatCount(lower)} to ${formatCount(upper)}
      </span>
    </span>`;
}

function cells(name: string, one: FeedbackForecast): Content[] {
  return [
    name,
    formatCount(one.open),
    expected(one.expected_closures, one.closures_lower, one.closures_upper),
    expected(one.expected_breaches_20, one.breaches_20_lower, one.breaches_20_upper),
    expected(one.expected_breaches_8_weeks, one.breaches_8_weeks_lower, one.breaches_8_weeks_upper),
  ];
}

function table(site: Site, rows: readonly FeedbackForecast[], by: "team" | "category", month: string): Html {
  return dataTable(
    html`<span class="unseen">Expected by the end of ${month}, by ${by}</span>`,
    [
      { label: capitalise(by) },
      { label: "Open now", numeric: true },
      { label: "Will close", numeric: true },
      { label: `Will pass ${limitDaySaid(site, "day 20")}`, numeric: true },
      { label: `Will pass ${limitDaySaid(site, "week 8")}`, numeric: true },
    ],
    rows.map((one) => cells(one.group === null ? "All" : capitalise(one.group), one)),
    "counts",
    rows.map(({ group }) => (group === null ? html`` : rowData("expected", { [by]: group }))),
  );
}

/** What is expected of the cases open now in the month to come: closures and limits passed, by team and by category. */
export function forecastBreaches(site: Site): Html {
  const { team, category } = site.report.casework.forecast;
  const all = team.find(({ group }) => group === null);
  if (!all || all.open === 0 || missingWords(site, "open") !== null) return html``;
  const month = formatMonth(addDays(site.report.asAt, 1).slice(0, 7));
  const says = `If closing keeps the pace of the last six months, about ${formatCount(Math.round(all.expected_breaches_20))} of the cases open now will pass ${limitDaySaid(site, "day 20")} in ${month}, and ${formatCount(Math.round(all.expected_breaches_8_weeks))} ${limitDaySaid(site, "week 8")}. The range beside each number should hold in 9 months of 10. Cases allocated later aren’t counted.`;
  return html`
    <section class="agenda" id="forecast"${resting(site, { list: "open" })}>
      <h2>
        Expected in ${month} <span class="explain">
          of the cases open now: limits they will pass unless they are closed sooner
        </span>
      </h2>
      <p class="says">${says}</p>
      ${table(site, team, "team", month)}
      ${fold("By category", table(site, category, "category", month))}
    </section>`;
}
