import { plural } from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import { pageName } from "../../../report/pageNames.ts";
import { resting, saidHtml } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import {
  isMonth,
  latestFirst,
  restatedTable,
  saidByWords,
  standsWords,
} from "../../components/brief/restated.ts";
import { fold } from "../../components/dataTable.ts";
import { type PageContent, trail } from "../../components/layout.ts";
import type { PageModule } from "../../pageModule.ts";

const mostOpen = 30;

/** Every total that is no longer what the month before's brief gave, and those that weren't held then and are now. */
function restatedPage(site: Site): PageContent {
  const { restated } = site.report;
  const title = pageName(site.report.pages, "restated", "Restated since last month");
  const top = html`${trail([{ href: "./index.html", name: "Brief" }])}<h1>${title}</h1>`;
  if (!restated)
    return {
      title,
      body: html`
        ${top}
        <p class="lead"${resting(site, { build: "restated" })}>
          Nothing had come for the month before when this was built, so there is nothing to compare with.
        </p>`,
    };
  const { month, saidBy, figures } = restated;
  const all = latestFirst(figures);
  const part = (id: string, name: string, chosen: typeof all): Html => {
    if (chosen.length === 0) return html``;
    const rest = chosen.slice(mostOpen);
    const more =
      rest.length === 0
        ? ""
        : fold(
            `The other ${plural(rest.length, "total")}, earlier`,
            restatedTable(site, rest, "./", `${name}, earlier`),
          );
    return html`
      <section class="agenda" id="${id}"${resting(site, { build: "restated" })}>
        <h2>${name} <span class="explain">${plural(chosen.length, "total")}</span></h2>
        ${restatedTable(site, chosen.slice(0, mostOpen), "./", name)}
        ${more}
      </section>`;
  };
  const held = all.filter(({ was_status }) => was_status !== "x");
  const changed = saidBy
    ? html`Of the totals given then, ${plural(held.length, "is", "are")} no longer what was said.`
    : html`${plural(held.length, "total")} of then ${held.length === 1 ? "is" : "are"} otherwise now.`;
  const lead = html`
    <p class="lead"${resting(site, { build: "restated" })}>
      ${saidByWords(restated)} ${held.length === 0 ? saidHtml(standsWords(site, month)) : changed}
    </p>`;
  return {
    title,
    body: html`${top}${lead}${part("months", "Months", held.filter(isMonth))}${part(
      "longer",
      "Quarters and financial years",
      held.filter((one) => !isMonth(one)),
    )}${part(
      "newly-held",
      "No figure then, one now",
      all.filter(({ was_status }) => was_status === "x"),
    )}`,
  };
}

export default {
  make: restatedPage,
} satisfies PageModule;
