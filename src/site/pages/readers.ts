import { type Page, trail } from "../components/layout.ts";
import { shorthandMeanings } from "../components/marker.ts";
import { html } from "../html.ts";
import type { Site } from "../series.ts";
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
    body: html`${up}<h1>How to read the figures</h1><div class="prose"><h2>Shorthand</h2><p>Where a figure is missing or needs a warning, a letter in square brackets says why. A zero is only ever a true zero.</p>${shorthandMeanings()}<h2>Periods</h2><p>Months are calendar months. Financial years run from April to March. Some figures count what happened in a period; others say how things stood on a date, and give the date.</p><h2>Rates and what they are out of</h2><p>Each rate is shown with its two numbers: how many, out of how many. When a rate is out of fewer than 20, read the two numbers rather than the percentage.</p><h2>Targets</h2><p>Each target is the office’s own and its source is named on the measure’s page.${hasAssumed ? " Where the source sets no figure, the target is marked as assumed." : ""} Off target and on target are statements about one month; whether a target is reliably met is said apart.</p><h2>Ups and downs</h2><p>Most months differ from the last by chance alone. The shaded band in a chart is the range chance explains. A month is called better, worse or unusual only when a rule says so: it lies beyond the band, seven months in a row rise or fall, two of three lie near the edge of the band, or seven in a row lie on one side of the average. Everything else is grey. A target beyond the band is reliably met or missed; one inside it is hit or miss.</p><h2>Samples</h2><p>A rate taken from a sample comes with its 95% interval: where the rate of all cases is likely to lie.</p><h2>People</h2><p>No figure here is about a person. Small counts that could identify someone are hidden and marked [c].</p></div>`,
  };
}
