import { Html } from "../report/html.ts";
import { publicationOf, type Site } from "../report/series.ts";
import { shorthandMeanings } from "./components/marker.ts";
import { notHeldTable } from "./components/notHeldTable.ts";

/** What a page of prose may name as ${name}: a figure or word of the report, a sentence where it is true, a table. */
const figures: Record<string, (site: Site) => string | Html> = {
  threshold: (site) => String(publicationOf(site).threshold),
  largestHidden: (site) => String(publicationOf(site).threshold - 1),
  zerosAreShown: (site) =>
    publicationOf(site).protectsZeros ? "" : "A zero is shown, as it is about nobody.",
  assumedTargets: (site) =>
    site.series.some(({ definition }) => definition.target?.assumed)
      ? "Where the source sets no figure, the target is marked as assumed."
      : "",
  licence: (site) => publicationOf(site).licence.name,
  licenceAddress: (site) => publicationOf(site).licence.url,
  contact: (site) => publicationOf(site).contact.name,
  email: (site) => publicationOf(site).contact.email,
  shorthand: () => shorthandMeanings(),
  notHeld: (site) => notHeldTable(site, "./"),
};

/** Text in which Markdown finds nothing to act on. */
const inertText = (text: string) =>
  text.replace(/[^\p{L}\p{N} ,.’]/gu, (character) => `&#${character.codePointAt(0)};`);

/** Markup on one line in which neither Markdown nor Framework finds anything to act on. */
export const inertMarkup = (markup: string) =>
  markup.replace(/\s*\n\s*/g, " ").replace(/[$`{}]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Prose with its figures filled in. Throws an Error that names a figure there is none of, and the file. */
export function fillProse(site: Site, prose: string, file: string): string {
  return prose.replace(/\$\{(.*?)\}/g, (_, name: string) => {
    const figure = figures[name.trim()];
    if (!figure)
      throw new Error(
        `unknown figure in src/site/pages/${file}: ${name} (src/site/prose.ts has ${Object.keys(figures).join(", ")})`,
      );
    const value = figure(site);
    return value instanceof Html ? inertMarkup(value.text) : inertText(value);
  });
}
