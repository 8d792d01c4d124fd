import { chartOf } from "../../measures/judge.ts";
import { isTrial, noLimitsWords } from "../../report/controlLimits.ts";
import { capitalise, formatDay, formatMonth, plural } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import type { Series } from "../../report/series.ts";
import { limitsBegin, pointsInSegment } from "../../report/signals.ts";

const charts = {
  "p-prime":
    "p′ chart: for a share of a number that varies, with limits wider in months of fewer (Laney, 2002).",
  xmr: "XmR chart: the average and 2.66 times the average step from month to month (Making Data Count, NHS England).",
} as const;

/**
 * How a measure's limits are set: which chart, the rules, what its present limits rest on, and each rebase with who
 * decided it, why and when.
 */
export function limitLines(series: Series): Content {
  const begins = limitsBegin(series);
  const points = pointsInSegment(series.months, begins);
  if (points === 0) return noLimitsWords(series);
  const first = series.months[0]?.month ?? series.month;
  const begin = begins.findLast((month) => first < month && month <= series.month);
  const since = begin ? ` since ${formatMonth(begin)}` : "";
  const trial = isTrial(points) ? " Fewer than 13: take them on trial." : "";
  const rebases = series.rebases.map(
    ({ on, author, reason, decided_on }) =>
      html`
        <li>
          Begun anew on ${formatDay(on)}: ${capitalise(reason)} Decided by ${author}, ${formatDay(decided_on)}.
        </li>`,
  );
  return html`
    <ul>
      <li>${charts[chartOf(series.definition)]}</li>
      <li>
        A month is unusual when it is beyond a limit, one of seven rising or falling, one of two in three
        near a limit, or one of seven on one side of the average.
      </li>
      <li>They rest on ${plural(points, "month")}${since}.${trial}</li>
      ${rebases}
    </ul>`;
}
