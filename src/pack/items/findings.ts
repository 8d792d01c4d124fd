import { formatCount, plural } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import { variationWords } from "../../report/judgement.ts";
import { monthInParts } from "../../report/monthInParts.ts";
import { resting, type Said, said, untold } from "../../report/said.ts";
import type { Series } from "../../report/series.ts";
import { type AgendaItem, figureNow, measureLink, type Paper, paperTable } from "../agenda.ts";

function stillSo(paper: Paper, series: readonly Series[]): Content {
  if (series.length === 0) return "";
  return paperTable(
    html`<span class="unseen">What changed before the last twelve months, and is so since</span>`,
    [{ label: "Measure", kind: "wide" }, { label: "Figure" }, { label: "Since when", kind: "wide" }],
    series.map((one) => [measureLink(paper, one), figureNow(one), variationWords(one)]),
    { bases: series.map((one) => resting(paper.site, one)) },
  );
}

/** The item on what changed more than twelve months ago and is so since: no news, and in force. */
export function stillSoItem(paper: Paper): AgendaItem {
  const { site } = paper;
  const { "still so": old, steady } = monthInParts(site);
  const lead: Said<string>[] = [];
  if (old.length > 0)
    lead.push(
      said(
        site,
        old,
        `${plural(old.length, "measure")} changed before the last twelve months and ${old.length === 1 ? "is" : "are"} so since.`,
      ),
    );
  if (steady.length > 0)
    lead.push(
      said(
        site,
        steady,
        `${formatCount(steady.length)}${old.length > 0 ? " more" : ""} ${steady.length === 1 ? "is" : "are"} steady, each under its heading.`,
      ),
    );
  if (lead.length === 0) lead.push(untold(site, site.series, "Of no measure can this be told."));
  return { id: "still-so", title: "Still so", lead, body: stillSo(paper, old) };
}
