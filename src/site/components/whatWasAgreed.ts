import { agreedAbout, agreedWords } from "../../report/agreed.ts";
import { hasCases } from "../../report/forBoard.ts";
import { formatCount } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { isPageOff } from "../../report/pageNames.ts";
import { listed } from "../../report/said.ts";
import type { Series, Site } from "../../report/series.ts";

/** What a meeting agreed that is meant to move a measure: said in words, as the page that opens it up says it. */
function agreedLines(site: Site, { definition }: Series, root: string): Html[] {
  const { report } = site;
  const own = hasCases(report) ? agreedAbout(report.casework.actions, definition.id, report.asAt) : [];
  const isOff = isPageOff(report, "registers");
  return own.map((one) => {
    const { reference } = one;
    const address = `${root}registers/index.html#${encodeURIComponent(reference)}`;
    const named = isOff ? reference : html`<a class="short" href="${address}">${reference}</a>`;
    return html`<li class="says">${agreedWords(one, named)}</li>`;
  });
}

/** All that was agreed about a measure, on its own page; nothing where that is nothing. */
export function whatWasAgreed(site: Site, series: Series, root: string): Content {
  const lines = agreedLines(site, series, root);
  if (lines.length === 0) return "";
  const { basis, content } = listed(
    site,
    { list: "actions", rows: lines.length },
    "",
    () => html`<ul class="lines plain">${lines}</ul>`,
  );
  return html`
    <h2 id="agreed">What was agreed</h2>
    <div${basis}>${content}</div>`;
}

/** So many of what was agreed are said beside a chart in the room. */
const mostInRoom = 2;

/** What was agreed about a measure, beside its chart in the room: the first of it, how much more there is, or that there is none. */
export function agreedInRoom(site: Site, series: Series, root: string): Html {
  const lines = agreedLines(site, series, root);
  const left = lines.length - mostInRoom;
  const address = `${root}measures/${series.definition.id}.html#agreed`;
  const more =
    left > 0
      ? html`<p class="quiet"><a href="${address}">${formatCount(left)} more agreed of it</a></p>`
      : "";
  const { basis, content } = listed(
    site,
    { list: "actions", rows: lines.length },
    "No action agreed is about this measure.",
    () => html`<ul class="lines plain">${lines.slice(0, mostInRoom)}</ul>${more}`,
  );
  return html`
    <section class="agreed"${basis}>
      <h3>What was agreed</h3>
      ${content}
    </section>`;
}
