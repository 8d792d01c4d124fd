import {
  capitalise,
  formatDay,
  formatGroup,
  formatMonth,
  formatValue,
  plural,
} from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { labelWords } from "../../../report/labelWords.ts";
import { editionName, revisionsFile } from "../../../report/names.ts";
import type { Publication, ReplacedEdition, Revision } from "../../../report/report.ts";
import { resting } from "../../../report/said.ts";
import { publicationOf, type Site } from "../../../report/series.ts";
import { dataTable } from "../../components/dataTable.ts";
import { type PageContent, trail } from "../../components/layout.ts";
import { marker } from "../../components/marker.ts";
import type { PageModule } from "../../pageModule.ts";

const mostShown = 60;

function revisedRow(site: Site, one: Revision): Content[] {
  const { measure, period, group, unit, released, was, is, status, why } = one;
  const title = site.byId.get(measure)?.definition.title ?? measure;
  return [
    html`<a href="./measures/${measure}.html">${title}</a>`,
    labelWords(period),
    group === "" ? "Total" : formatGroup(group),
    html`${formatValue(was, unit)} <span class="quiet">(${formatMonth(released)})</span>`,
    is === null ? marker(status) : formatValue(is, unit),
    capitalise(why),
  ];
}

/** A list of revisions: since what, where each of its figures was given before, and the file that has all of it. */
interface RevisionList {
  since: string;
  revisions: readonly Revision[];
  file: string;
}

/** What was revised, totals first; the rest is in the download. */
function revised(site: Site, { since, revisions, file }: RevisionList): Html {
  if (revisions.length === 0) return html`<p>No figure was revised since ${since}.</p>`;
  const measures = new Set(revisions.map(({ measure }) => measure)).size;
  const ordered = [
    ...revisions.filter(({ breakdown }) => breakdown === ""),
    ...revisions.filter(({ breakdown }) => breakdown !== ""),
  ].slice(0, mostShown);
  const columns = [
    { label: "Measure" },
    { label: "Period" },
    { label: "Group" },
    { label: "Was (release)", numeric: true },
    { label: "Is", numeric: true },
    { label: "Why" },
  ];
  const table = dataTable(
    `Figures revised since ${since}`,
    columns,
    ordered.map((one) => revisedRow(site, one)),
  );
  const rest =
    revisions.length > mostShown
      ? html`
        <p class="quiet">
          The first ${String(mostShown)} of ${plural(revisions.length, "revision")}; totals come first.
        </p>`
      : "";
  return html`
    <p>
      ${plural(revisions.length, "figure")} of ${plural(measures, "measure")} ${revisions.length === 1 ? "was" : "were"} revised.
      Each is marked [r] in every table, with what it was.
    </p>
    ${table}
    ${rest}
    <ul class="downloads">
      <li><a href="./data/${file}" rel="external" download>All revisions (CSV)</a></li>
    </ul>`;
}

/** What a list of revisions is since, of the first edition of a month and of a later one. */
const sinceOf = (edition: number) => (edition === 1 ? "the last release" : editionName(edition - 1));

/** What this edition changed: of a reissue since the edition before, and nothing where there was nothing before. */
function ownRevisions(site: Site, { revisions, earlier, replaced, reissue }: Publication): Html {
  if (earlier.length === 0 && !reissue)
    return html`<p>This is the first release: nothing has been revised.</p>`;
  return revised(site, { since: sinceOf(replaced.length + 1), revisions, file: "revisions.csv" });
}

const isFirstRelease = ({ earlier }: Publication, { number }: ReplacedEdition) =>
  number === 1 && earlier.length === 0;

/** The editions a reissue took the place of, latest first: where each is, and what it had revised itself. */
function replacedEditions(site: Site, publication: Publication): Content {
  return publication.replaced.toReversed().map((edition) => {
    const { number, on, reason, address, revisions } = edition;
    const name = capitalise(editionName(number));
    const out = number === 1 ? `published ${formatDay(on)}` : `reissued ${formatDay(on)}: ${reason}`;
    const list = { since: sinceOf(number), revisions, file: revisionsFile(number) };
    return html`
      <section>
        <h2>${name}</h2>
        <p>
          ${
            address === null
              ? html`${name} is no longer available`
              : html`<a href="../${address}/index.html" rel="external">${name}</a>`
          }, ${out}
        </p>
        ${
          isFirstRelease(publication, edition)
            ? html`<p>It was the first release: nothing had been revised.</p>`
            : revised(site, list)
        }
      </section>`;
  });
}

/** When figures come out, what has changed since the last release and why, and the releases before. */
function releasesPage(site: Site): PageContent {
  const publication = publicationOf(site);
  const basis = resting(site, { build: "releases" });
  const { publishedOn, next, earlier, reissue } = publication;
  const again = reissue ? ` and reissued ${formatDay(reissue.on)}` : "";
  const past = earlier.map(
    ({ month, publishedOn: on, reissuedOn }) =>
      html`
        <li>
          <a href="../${month}/index.html" rel="external">${formatMonth(month)}</a>, published ${formatDay(on)}${
            reissuedOn === null ? "" : ` and reissued ${formatDay(reissuedOn)}`
          }
        </li>`,
  );
  const before =
    past.length === 0
      ? html`<p>There are none yet.</p>`
      : html`
        <ul class="downloads">${past}</ul>
        <p class="quiet">A release stays as it was published. What was found out later is in the next.</p>`;
  const changes = [...site.report.breaks, ...site.report.rebases]
    .filter(({ on }) => on.slice(0, 7) === site.month)
    .map(
      ({ measure, reason }) =>
        html`<li>${site.byId.get(measure)?.definition.title ?? measure}: ${reason}</li>`,
    );
  return {
    title: "Releases and revisions",
    body: html`
      ${trail([{ href: "./index.html", name: "Latest figures" }])}
      <h1>Releases and revisions</h1>
      <p class="lead"${basis}>
        These are the figures for ${formatMonth(site.month)}, published ${formatDay(publishedOn)}${again}. The next,
        for ${formatMonth(next.month)}, come out on ${formatDay(next.on)}.
      </p>
      <section${basis}>
        <h2>What has changed since ${sinceOf(publication.replaced.length + 1)}</h2>
        ${ownRevisions(site, publication)}
        ${changes.length > 0 ? html`<p>Breaks in a series this month:</p><ul>${changes}</ul>` : ""}
      </section>
      ${replacedEditions(site, publication)}
      <section${basis}><h2>Earlier releases</h2>${before}</section>
      <section>
        <h2>How figures are revised</h2>
        <div class="prose">
          <p>
            A figure may still change while records of its period come in; it is then marked [p]. When a
            figure isn’t what an earlier release gave, it is marked [r] and says what it was. A month is
            published on the day given above whatever it shows.
          </p>
          <p>
            A change that is of very few people could point to them. It is kept back: the figure stays as it was
            published, and what is made of it comes to what was published, until the change is of more.
          </p>
        </div>
      </section>`,
  };
}

export default {
  menu: { place: 3, name: "Releases" },
  make: releasesPage,
} satisfies PageModule;
