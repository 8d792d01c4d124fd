import type { OpenFeedback } from "../../../casework/feedback.ts";
import { daysSoon } from "../../../casework/limits.ts";
import { capitalise, formatSmall, formatWeekday, nounFor, plural } from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import { limitDaySaid, limitOf } from "../../../report/limitsSaid.ts";
import { listed } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { rowData } from "./rowData.ts";

function line(site: Site, one: OpenFeedback): Html {
  const { feedback_reference, officer, team, category, next_limit, working_days_used } = one;
  return html`
    <li${rowData("due", { team, officer, category })}>
      <a href="#${feedback_reference}">${feedback_reference}</a> <strong>
        ${next_limit === null ? "" : capitalise(limitDaySaid(site, next_limit))}
      </strong> <span>${officer}</span> <span class="quiet">
        ${capitalise(category)}
        <span class="unseen">, ${plural(working_days_used, "working day")} used</span>
      </span>
    </li>`;
}

/** The open cases that reach day 20 or week 8 soon, by the day on which they do. */
export function dueSoon(site: Site): Html {
  const { feedback, clocks } = site.report.casework;
  const ahead = daysSoon({ clocks });
  const days = `${formatSmall(ahead)} ${nounFor(ahead, "working days")}`;
  const soon = feedback.filter(({ next_limit_on }) => next_limit_on !== null);
  const limits = [...new Set(soon.map(({ next_limit_on }) => next_limit_on ?? ""))].sort();
  const groups = limits.map((day) => {
    const own = soon
      .filter(({ next_limit_on }) => next_limit_on === day)
      .sort((a, b) =>
        `${a.officer} ${a.feedback_reference}` < `${b.officer} ${b.feedback_reference}` ? -1 : 1,
      );
    return html`
      <section class="due-day" data-group>
        <h3>${formatWeekday(day)} <span class="explain" data-count>${plural(own.length, "case")}</span></h3>
        <ul class="due-list">${own.map((one) => line(site, one))}</ul>
      </section>`;
  });
  const counted = (["day 20", "week 8"] as const).flatMap((name) => {
    const limit = limitOf(site, name);
    return limit ? [`${limitDaySaid(site, name)} in ${limit.counted_in}`] : [];
  });
  const nothing = `No open case reaches ${limitDaySaid(site, "day 20")} or ${limitDaySaid(site, "week 8")} in the next ${days}.`;
  const { basis, content } = listed(site, { list: "open", rows: soon.length }, nothing, () => groups);
  return html`
    <section class="agenda" id="soon"${basis}>
      <h2>
        Due in the next ${days} <span class="explain">
          last day in time: ${counted.join(", ")}, from allocation
        </span>
      </h2>
      ${content}
    </section>`;
}
