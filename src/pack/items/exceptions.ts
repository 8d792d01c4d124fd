import { drawTrend } from "../../charts/trend.ts";
import { capitalise, formatGroup } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { exceptionsOf, monthInParts, partsSaid } from "../../report/monthInParts.ts";
import { noteOf } from "../../report/notes.ts";
import { commentsNow } from "../../report/officeNotes.ts";
import { resting, said } from "../../report/said.ts";
import { hasValue, lastMonths, type Series } from "../../report/series.ts";
import { shortRuleWords, signalInGroup, verdictWords } from "../../report/signals.ts";
import { statementsOf } from "../../report/statements.ts";
import { figureWords } from "../../report/words.ts";
import { signsOf, statementText } from "../../site/components/verdict.ts";
import { type AgendaItem, figureNow, noneOf, type Paper, placeOf, targetNow } from "../agenda.ts";
import { isOneNumber, trendOf, underChart } from "./picture.ts";

/** Half a page has room for so many sentences, and for so many groups that say something of their own. */
const mostSaid = 4;
const mostGroups = 4;

/** The place of an exception in the document; the rest of its measure stands in the annex. */
export const exceptionPlace = ({ definition }: Series) => `exception-${definition.id}`;

/** The groups of its first breakdown that moved by more than chance, in a line each; nothing where none did. */
function movedGroups(series: Series): Content {
  const [breakdown] = series.breakdowns;
  if (!breakdown || breakdown.dimension === "officer") return "";
  const moved = breakdown.groups.flatMap((group) => {
    const figure = group.months.get(series.month);
    const signal = hasValue(figure) ? signalInGroup(series, group) : null;
    return hasValue(figure) && signal && ["concern", "improvement"].includes(signal.variation)
      ? [{ group, figure, signal }]
      : [];
  });
  if (moved.length === 0 || moved.length > mostGroups) return "";
  const words = moved.map(
    ({ group, figure, signal }) =>
      `${formatGroup(group.group)}: ${figureWords(figure, series.definition.unit)}, ${verdictWords(signal.variation)}, ${shortRuleWords(signal)}.`,
  );
  return html`<p>By ${breakdown.dimension.replaceAll("_", " ")}, by their own limits: ${words.join(" ")}</p>`;
}

/** One exception on half a page: its figure and target, what it says, its chart, and where it comes from. */
function exceptionBlock(paper: Paper, series: Series): Html {
  const { site, pageOf } = paper;
  const { definition, latest } = series;
  const months = lastMonths(series, 36);
  const statements = statementsOf(site, series, "#")
    .filter(({ rule }) => rule !== "a year earlier")
    .slice(0, mostSaid);
  const chart = isOneNumber(months)
    ? ""
    : html`<figure>${drawTrend(trendOf(series, months), "paper")}<figcaption>${underChart(series, months)}</figcaption></figure>`;
  const aim = definition.target ? `${targetNow(series)} is the target.` : "No target.";
  const page = pageOf(placeOf(series)) ?? "00";
  const note = hasValue(latest) ? noteOf(latest) : "";
  const itsMonths = html`<a class="quiet" href="#${placeOf(series)}">Its months: p. ${page}</a>`;
  return html`
    <section class="exception" id="${exceptionPlace(series)}"${resting(site, { anyOf: series })}>
      <h3>${signsOf(series)} ${definition.title}</h3>
      <p><strong>${capitalise(figureNow(series))}.</strong> ${aim} ${note} ${itsMonths}</p>
      ${statementText(statements)}
      ${chart}
      ${movedGroups(series)}
      ${commentsNow(site, series)}
    </section>`;
}

/** The fourth item: each exception on half a page, in the order of the brief. */
export function exceptionsItem(paper: Paper): AgendaItem {
  const { site } = paper;
  const series = exceptionsOf(monthInParts(site));
  const judged = site.series.filter(({ latest }) => (latest?.variation ?? "") !== "");
  const none =
    series.length === 0 && judged.length > 0
      ? noneOf(said(site, judged, "Nothing calls for attention by its own limits or its record."))
      : "";
  return {
    id: "exceptions",
    title: "Exceptions, the gravest first",
    lead: partsSaid(site),
    body: html`${none}${series.map((one) => exceptionBlock(paper, one))}`,
  };
}
