import { type Html, html } from "../../report/html.ts";
import type { Site } from "../../report/series.ts";
import { type Page, trail } from "../components/layout.ts";
import { shorthandMeanings } from "../components/marker.ts";
import { notHeldTable } from "./data.ts";

const up = trail([{ href: "./index.html", name: "Latest figures" }]);

/** The public page of what is not held, when and why. */
export function notHeldPage(site: Site): Page {
  return {
    path: "not-held",
    title: "What is not held",
    body: html`${up}<h1>What is not held</h1><p class="lead">Where the office has no record, there is no figure. It is never shown as zero and never guessed.</p>${notHeldTable(site, "./")}`,
  };
}

/** The public page on how to read the figures: shorthand, dates, targets, chance. */
export function howToReadPage(site: Site): Page {
  const hasAssumed = site.series.some((one) => one.definition.target?.assumed);
  return {
    path: "how-to-read",
    title: "How to read the figures",
    body: html`${up}<h1>How to read the figures</h1><div class="prose"><h2>Shorthand</h2><p>Where a figure is missing or needs a warning, a letter in square brackets says why. A zero is only ever a true zero.</p>${shorthandMeanings()}<h2>Periods</h2><p>Months are calendar months. Financial years run from April to March. Some figures count what happened in a period; others say how things stood on a date, and give the date.</p><h2>Rates and what they are out of</h2><p>Each rate is shown with its two numbers: how many, out of how many. When a rate is out of fewer than 20, read the two numbers rather than the percentage.</p><h2>Targets</h2><p>Each target is the office’s own and its source is named on the measure’s page.${hasAssumed ? " Where the source sets no figure, the target is marked as assumed." : ""} Off target and on target are statements about one month; whether a target is reliably met is said apart.</p><h2>Ups and downs</h2><p>Most months differ from the last by chance alone. The shaded band in a chart is the range chance explains. A month is called better, worse or unusual only when a rule says so: it lies beyond the band, seven months in a row rise or fall, two of three lie near the edge of the band, or seven in a row lie on one side of the average. Everything else is grey. A target beyond the band is reliably met or missed; one inside it is hit or miss.</p><h2>Samples</h2><p>A rate taken from a sample comes with its 95% interval: where the rate of all cases is likely to lie. The fewer were sampled, the wider it is.</p><h2>Rounding</h2><p>Counts are never rounded. Shares are shown to one decimal and ratios to two, on the pages and in every download; the CSV of all figures has them in full.</p>${people(site)}${madeHow(site)}</div>`,
  };
}

/** What is hidden and how it is kept so, in plain English. */
function people({ report }: Site): Html {
  const { publication } = report;
  const threshold = publication?.threshold ?? 5;
  const zeros = publication?.protectsZeros ? "" : " A zero is shown, as it is about nobody.";
  return html`<h2>People</h2><p>No figure here is about a person. A count from 1 to ${String(threshold - 1)} could point to somebody, so it is hidden and marked [c].${zeros} A share is hidden when either part of it is that small.</p><p>Hiding one number is not enough when it can be worked out from a total, from another table or from last month’s release. So a few larger numbers are hidden too, as few as will do. Before each release all tables of all releases are put together and attacked as a stranger might attack them: the sums must leave every hidden small count a range at least ${String(threshold)} wide, below ${String(threshold)} and above. That a number is hidden may say by itself that it is small. A small number that the office has given elsewhere already is shown. A number hidden once stays hidden for as long as it could be worked out.</p><p>Where any month of a series is hidden, its months get no average, no limits and no verdict: what is hidden is what is small, so those left would mislead.</p>`;
}

/** How the figures are made and checked, and whom to ask. */
function madeHow({ report }: Site): Html | "" {
  const { publication } = report;
  if (!publication) return "";
  const { contact, licence } = publication;
  return html`<h2>How the figures are made</h2><p>They are computed from the records the office works with, by the same program each month; each measure’s page says what it counts and where the rule comes from. Records that can’t be right are set aside and counted, never guessed at. A figure that later records may still change is marked [p]; one that isn’t what an earlier release gave is marked [r] and says what it was. <a href="./releases.html">Releases and revisions</a> has every change and the day of the next release.</p><p>Page, spreadsheet, CSV and JSON are made from one table and held against each other, to the digit, before they leave.</p><h2>Use them</h2><p>You may copy, change and share the figures under the <a href="${licence.url}" target="_blank" rel="noopener noreferrer">${licence.name}</a>. Something unclear or wrong? Write to ${contact.name}: <a href="mailto:${contact.email}" target="_blank" rel="noopener noreferrer">${contact.email}</a>.</p>`;
}
