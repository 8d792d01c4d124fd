import { formatDay, formatMonth } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { monthInParts } from "../../../report/monthInParts.ts";
import { commentsNow, commentsOnMonth } from "../../../report/officeNotes.ts";
import { pageName } from "../../../report/pageNames.ts";
import { allSaid, resting, said, saidHtml } from "../../../report/said.ts";
import { hasValue, type Series, type Site } from "../../../report/series.ts";
import { statementsOf } from "../../../report/statements.ts";
import { verdictOfMonth } from "../../../report/verdictOfMonth.ts";
import { figureWords, noFigureWords, targetWords, whenWords } from "../../../report/words.ts";
import { decisionsSection } from "../../components/brief/decisions.ts";
import { headlinesSection } from "../../components/brief/headlines.ts";
import { newSection } from "../../components/brief/newSince.ts";
import { recentFigure } from "../../components/controlFigure.ts";
import { type PageContent, trail } from "../../components/layout.ts";
import { actionsTable } from "../../components/registers/actions.ts";
import { briefly } from "../../components/summary.ts";
import { statementText } from "../../components/verdict.ts";
import { agreedInRoom } from "../../components/whatWasAgreed.ts";
import type { PageModule } from "../../pageModule.ts";

const screen = (id: string, content: Content): Html =>
  html`<section class="screen" id="${id}">${content}</section>`;

const nameOf = ({ definition }: Series): Html =>
  html`<a href="./measures/${definition.id}.html">${definition.title}</a>`;

function firstScreen(site: Site, shown: readonly Series[], hasHeadlines: boolean): Html {
  const items = [
    html`<li><a href="#decisions">For decision</a></li>`,
    ...(hasHeadlines ? [html`<li><a href="#headlines">Headline figures</a></li>`] : []),
    html`<li><a href="#new">What is new</a></li>`,
    ...shown.map(({ definition }) => html`<li><a href="#on-${definition.id}">${definition.title}</a></li>`),
    html`<li><a href="#owed">Actions owed</a></li>`,
    html`<li><a href="#minutes">What was decided</a></li>`,
  ];
  return screen(
    "start",
    html`
      <h1>Assurance meeting, ${formatMonth(site.month)}</h1>
      <p class="lead verdict-of-month">${allSaid(verdictOfMonth(site, nameOf))}</p>
      ${commentsOnMonth(site)}
      <h2>Agenda</h2>
      <ol class="agenda-list">${items}</ol>
      <p class="quiet">Figures as at ${formatDay(site.report.asAt)}.</p>`,
  );
}

/** One measure in the room: its figure against its target, what there is to say, and beside its chart what was noted and agreed. */
function measureScreen(site: Site, series: Series): Html {
  const { target, unit } = series.definition;
  const { latest } = series;
  const figure = hasValue(latest)
    ? html`<strong>${figureWords(latest, unit)}</strong> ${whenWords(latest, series.definition.time)}`
    : noFigureWords(series);
  const aim = target ? html`, where ${targetWords(target, unit)} is wanted` : "";
  return html`
    <h2>${nameOf(series)}</h2>
    <p class="lead"${resting(site, series)}>${figure}${aim}.</p>
    ${statementText(briefly(site, series, statementsOf(site, series, "./")).filter(({ rule }) => rule !== "signal"))}
    <div class="item">
      ${commentsNow(site, series)}
      <div class="drawn"${resting(site, { anyOf: series })}>${recentFigure(series)}</div>
      ${agreedInRoom(site, series, "./")}
    </div>`;
}

function actionsScreen(site: Site): Html {
  const { actions } = site.report.casework;
  const owed = actions.filter(({ done_on }) => done_on === null);
  const table =
    owed.length === 0
      ? html`<p class="says">${saidHtml(said(site, [{ list: "actions" }], "No action is owed."))}</p>`
      : html`<div${resting(site, { loadedOf: "actions" })}>${actionsTable(site, owed, "Actions owed", "./")}</div>`;
  return screen("owed", html`<h2>Actions owed</h2>${table}`);
}

/**
 * The agenda of the meeting, one item under the other on paper and without a script; its script shows one at a time, in large type, by the
 * arrow keys, and takes down what is decided.
 */
function presentPage(site: Site): PageContent {
  // Each of what the verdict counts has its screen.
  const { failing, worse } = monthInParts(site);
  const shown = [...failing, ...worse];
  const headlines = headlinesSection(site);
  const title = `${pageName(site.report.pages, "present", "Assurance meeting")}, ${formatMonth(site.month)}`;
  const body = html`
    ${trail([{ href: "./index.html", name: "Brief" }])}
    <div id="present" data-month="${site.month}" data-title="${title}">
      ${firstScreen(site, shown, headlines !== "")}
      ${screen("decide", decisionsSection(site))}
      ${headlines === "" ? "" : screen("figures", headlines)}
      ${screen("news", newSection(site))}
      ${shown.map((series) => screen(`on-${series.definition.id}`, measureScreen(site, series)))}
      ${actionsScreen(site)}
      ${screen(
        "minutes",
        html`
          <h2>What was decided</h2>
          <div id="minutes-form" data-script></div>
          <p class="quiet no-script">
            With JavaScript the decisions and actions of the day can be typed in here and taken away.
          </p>`,
      )}
    </div>`;
  return { title, body, scripts: ["present"] };
}

export default {
  listsCases: true,
  make: presentPage,
} satisfies PageModule;
