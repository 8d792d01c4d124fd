import { orNotRecorded } from "../catalogue/groupOrder.ts";
import { Html, html } from "../report/html.ts";
import { publicationOf, type Site } from "../report/series.ts";
import { yearsSaid } from "../report/yearWords.ts";
import { shorthandMeanings } from "./components/marker.ts";
import { notHeldTable } from "./components/notHeldTable.ts";

/** How limits are worked out, as pages of both editions say it. */
const limitsWorkedOut = html`
  <p>The band is that of a control chart, as Making Data Count has them, made exact where counts are small:</p>
  <ul>
    <li>
      of a share, what chance makes of one out of so many (the binomial distribution), wider in months of fewer and where months
      spread more than that, after Laney: a p′ chart;
    </li>
    <li>of a count of what happens, what chance makes of such a count (the Poisson distribution), as much wider;</li>
    <li>of all else, the average and three deviations, as the steps from month to month tell them: an XmR chart.</li>
  </ul>
  <p>
    A month is unusual when it is beyond a limit, one of seven rising or falling, one of two in three near a limit, or one
    of a run on one side of the average as unlikely as seven in a row. Each level between steps has limits of its own, and so has each
    time between breaks in how the figure is counted.
  </p>`;

const hasBodies = (site: Site) =>
  site.series.some(({ breakdowns }) =>
    breakdowns.some(({ dimension }) => ["body", "kind_of_body"].includes(dimension)),
  );

const ofBodies = [
  "Bodies that complaints are about are counted by the financial year alone.",
  "Those of which few cases were received, and those whose names nobody has read and agreed to publish, are one group,",
  "and so are those with too few decisions to take a share of. The table says how few.",
  "A body may be among the others in one year, or in one release, and named in the next.",
  "That doesn’t give its count away either.",
].join(" ");

const hasNotRecorded = (site: Site) =>
  site.series.some(({ breakdowns }) =>
    breakdowns.some(({ groups }) => groups.some(({ group }) => group.endsWith(orNotRecorded("")))),
  );

const ofNotRecorded = [
  "Where a few records don’t say which group they belong to, they are one with another group, under both names,",
  "in every period: alone they would be too few to show, and a large group would have to be hidden with them.",
].join(" ");

const ofFlows = [
  "What is open at the end of a period is what was open before it and what came in or was opened again, less what was closed,",
  "but for the few whose day of closing can’t be read: they count as received, and neither as open nor as closed.",
  "Of such numbers all but one tell the last, so each is hidden with the others in mind.",
].join(" ");

/** That a share of all or none is hidden, where it is. */
const allOrNoneOf = (least: number) =>
  least === 0
    ? ""
    : [
        `Where none or all of a group of fewer than ${least} had one outcome, a share would tell it of each of them, so it is hidden too,`,
        "unless the same is shown of a larger group that they are in.",
      ].join(" ");

const hasFlows = (site: Site) =>
  ["cases-open", "cases-received", "cases-closed"].every((id) => site.byId.has(id));

/** What a page of prose may name as ${name}: a figure or word of the report, a sentence where it is true, a table. */
const figures: Record<string, (site: Site) => string | Html> = {
  threshold: (site) => String(publicationOf(site).threshold),
  largestHidden: (site) => String(publicationOf(site).threshold - 1),
  zerosAreShown: (site) =>
    publicationOf(site).protectsZeros ? "" : "A zero is shown, as it is about nobody.",
  allOrNone: (site) => allOrNoneOf(publicationOf(site).groupDisclosure),
  assumedTargets: (site) =>
    site.series.some(({ definition }) => definition.target?.assumed)
      ? "Where the source sets no figure, the target is marked as assumed."
      : "",
  aboutBodies: (site) => (hasBodies(site) ? ofBodies : ""),
  aboutNotRecorded: (site) => (hasNotRecorded(site) ? ofNotRecorded : ""),
  aboutFlows: (site) => (hasFlows(site) ? ofFlows : ""),
  years: yearsSaid,
  licence: (site) => publicationOf(site).licence.name,
  licenceAddress: (site) => publicationOf(site).licence.url,
  contact: (site) => publicationOf(site).contact.name,
  email: (site) => publicationOf(site).contact.email,
  shorthand: () => shorthandMeanings(),
  limitsWorkedOut: () => limitsWorkedOut,
  notHeld: (site) => notHeldTable(site, "./"),
};

/** Those that only what is published has. */
const ofPublication = [
  "threshold",
  "largestHidden",
  "zerosAreShown",
  "allOrNone",
  "licence",
  "licenceAddress",
  "contact",
  "email",
];

/** Text in which Markdown finds nothing to act on. */
const inertText = (text: string) =>
  text.replace(/[^\p{L}\p{N} ,.’]/gu, (character) => `&#${character.codePointAt(0)};`);

/** Markup on one line in which neither Markdown nor Framework finds anything to act on. */
export const inertMarkup = (markup: string) =>
  markup.replace(/\s*\n\s*/g, " ").replace(/[$`{}]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Prose with its figures filled in. Throws an Error that names a figure there is none of, or not in its edition, and the file. */
export function fillProse(site: Site, prose: string, file: string): string {
  return prose.replace(/\$\{(.*?)\}/g, (_, name: string) => {
    const figure = figures[name.trim()];
    if (!figure)
      throw new Error(
        `unknown figure in src/site/pages/${file}: ${name} (src/site/prose.ts has ${Object.keys(figures).join(", ")})`,
      );
    if (ofPublication.includes(name.trim()) && !site.report.publication)
      throw new Error(`a figure of public pages alone, in src/site/pages/${file}: ${name}`);
    const value = figure(site);
    return value instanceof Html ? inertMarkup(value.text) : inertText(value);
  });
}
