import { chartTypeOf } from "../../measures/judge.ts";
import { isTrial, noLimitsWords } from "../../report/controlLimits.ts";
import { capitalise, formatDay, formatMonth, plural } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import type { Series } from "../../report/series.ts";
import { limitsBegin, pointsInSegment, stepsIn } from "../../report/signals.ts";

const charts = {
  "p-prime":
    "What chance makes of a share of so many: wider in months of fewer, and where months spread more.",
  xmr: "What chance makes of a count or, of anything else, three deviations as the steps from month to month tell them.",
} as const;

const manners = {
  "": "",
  plain: "",
  seasonal: "It has a yearly cycle: each month is judged beside the same month of other years.",
  hanging:
    "Each month resembles the one before, so limits are wider and a run must be longer; a year beyond nearly all months before it is unusual.",
  drifting: "It drifts: no level lasts, so its early and late months lie beyond an average of them all.",
} as const;

/**
 * How a measure's limits are set: what chance makes of it, what its present limits rest on, and each rebase with who
 * decided it, why and when. `root` is the way to the site's first page, whose methods it names.
 */
export function limitLines(series: Series, root: string): Content {
  const begins = limitsBegin(series);
  const points = pointsInSegment(series.months, begins);
  if (points === 0) return noLimitsWords(series);
  const first = series.months[0]?.month ?? series.month;
  const manner = manners[series.months.findLast(({ figure }) => figure?.judged_as)?.figure?.judged_as ?? ""];
  const begin = [...begins, ...stepsIn(series.months)]
    .sort()
    .findLast((month) => first < month && month <= series.month);
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
      <li>
        ${charts[chartTypeOf(series.definition)]}${" "}
        <a href="${root}how-to-read.html#how-limits-are-worked-out">How limits are worked out</a>
      </li>
      ${manner === "" ? "" : html`<li>${manner}</li>`}
      <li>They rest on ${plural(points, "month")}${since}.${trial}</li>
      ${rebases}
    </ul>`;
}
