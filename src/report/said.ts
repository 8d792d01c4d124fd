import { type List, listContracts, missingWords } from "./held.ts";
import { type Content, type Html, html, join, plainText } from "./html.ts";
import { hasValue, type Series, type Site } from "./series.ts";
import { noFigureWords } from "./words.ts";

/**
 * What a sentence rests on: a measure's figure of the reported month; whatever figures there are of it; a list of the
 * casework as it is on the last day, looked back on from a day; what was loaded of such a list; what a build knows of itself.
 */
export type Basis =
  | Series
  | { anyOf: Series }
  | { list: List; from?: string }
  | { loadedOf: List }
  | {
      build:
        | "sources"
        | "files"
        | "checks"
        | "restated"
        | "earlier"
        | "settings"
        | "models"
        | "releases"
        | "published"
        | "draws";
    };

/** A sentence, or a part of one: what it rests on by name, and which of it there is no figure of. One of the two is empty. */
export interface Said<Words extends Content = Content> {
  restsOn: readonly string[];
  lacks: readonly string[];
  text: Words;
}

/** A basis by name, as a page carries it: `calls`, `calls*`, `list:queue`, `loaded:queue`, `build:sources`. */
function nameOf(basis: Basis): string {
  if ("list" in basis) return `list:${basis.list}`;
  if ("loadedOf" in basis) return `loaded:${basis.loadedOf}`;
  if ("build" in basis) return `build:${basis.build}`;
  return "anyOf" in basis ? `${basis.anyOf.definition.id}*` : basis.definition.id;
}

/** Why there is no figure of a basis, in a sentence; null when there is one. */
function lackOf(site: Site, basis: Basis): string | null {
  if ("list" in basis) return missingWords(site, basis.list, basis.from);
  if ("loadedOf" in basis) {
    const isLoaded = listContracts(basis.loadedOf).some((contract) =>
      site.report.coverage.some((one) => one.contract === contract),
    );
    return isLoaded ? null : missingWords(site, basis.loadedOf);
  }
  if ("build" in basis && basis.build === "published")
    return site.report.published.length === 0 ? "No list of figures already published was loaded." : null;
  if ("build" in basis && basis.build === "draws")
    return site.report.casework.drawn.length === 0 ? "No draw of quality samples was kept." : null;
  if ("build" in basis)
    return basis.build === "restated" && site.report.restated === null
      ? "Nothing had come for the month before when this was built, so there is nothing to compare with."
      : null;
  if ("anyOf" in basis) return basis.anyOf.figures.some(hasValue) ? null : noFigureWords(basis.anyOf);
  return hasValue(basis.latest) ? null : noFigureWords(basis);
}

/**
 * A sentence that rests on figures. Where there is no figure of one of them it is not said: in its place stands why there is none.
 */
export function said<Words extends Content>(
  site: Site,
  bases: readonly Basis[],
  text: Words,
): Said<Words | string> {
  const lacking = bases.flatMap((basis) => {
    const why = lackOf(site, basis);
    return why === null ? [] : [{ name: nameOf(basis), why }];
  });
  if (lacking.length === 0) return { restsOn: bases.map(nameOf), lacks: [], text };
  const reasons = [...new Set(lacking.map(({ why }) => why))];
  return { restsOn: [], lacks: lacking.map(({ name }) => name), text: reasons.join(" ") };
}

/** That something can't be told, in words of its own, as there is no figure of one or more of what it would rest on. */
export function untold<Words extends Content>(site: Site, bases: readonly Basis[], text: Words): Said<Words> {
  const lacking = bases.filter((basis) => lackOf(site, basis) !== null);
  return { restsOn: [], lacks: lacking.map(nameOf), text };
}

/** The attribute that names what a sentence rests on, for the element that holds it. */
export function basisOf({ restsOn, lacks }: Pick<Said, "restsOn" | "lacks">): Html {
  const names = [
    ["rests-on", restsOn],
    ["no-figure", lacks],
  ] as const;
  return join(names.map(([name, ids]) => (ids.length > 0 ? html` data-${name}="${ids.join(" ")}"` : "")));
}

/** A sentence in a page, with the names of what it rests on. */
export function saidHtml(one: Said): Html {
  return html`<span${basisOf(one)}>${one.text}</span>`;
}

/** Sentences one after the other, or parts of one with another `separator`. */
export function allSaid(all: readonly Said[], separator = " "): Html {
  return join(all.filter(({ text }) => text !== "").map(saidHtml), separator);
}

/** The same as plain text, where names can't stand. */
export function saidText(all: readonly Said[]): string {
  return all
    .map(({ text }) => plainText(text))
    .filter((text) => text !== "")
    .join(" ");
}

/** The attribute of an element all of which rests on some figures, or says that there is none. */
export function resting(site: Site, ...bases: readonly Basis[]): Html {
  return basisOf(said(site, bases, ""));
}

/** Why a list isn't held, and what is shown of it all the same; nothing where it is held. */
export function partlyLoaded(site: Site, basis: Basis, shown: string): Html | "" {
  const missing = lackOf(site, basis);
  return missing === null
    ? ""
    : html`<p class="says">${saidHtml(untold(site, [basis], `${missing} ${shown}`))}</p>`;
}

/** What a section shows of a list, with the attribute of the section. */
export interface Listed {
  basis: Html;
  content: Content;
}

/**
 * A list of the casework: `content`, or `nothing` where it is empty and held. Of what isn't held it is said why, and what
 * there is of it is listed as of what was loaded, never as all there is.
 */
export function listed(
  site: Site,
  { list, from, rows }: { list: List; from?: string; rows: number },
  nothing: Content,
  content: () => Content,
): Listed {
  const basis: Basis = from === undefined ? { list } : { list, from };
  const missing = lackOf(site, basis);
  if (missing === null)
    return {
      basis: resting(site, basis),
      content: rows === 0 ? html`<p class="says">${nothing}</p>` : content(),
    };
  if (rows === 0) return { basis: resting(site, basis), content: html`<p class="says">${missing}</p>` };
  const partly = partlyLoaded(site, basis, "Those listed are of what was loaded.");
  return {
    basis: resting(site, { loadedOf: list }),
    content: html`${partly}${content()}`,
  };
}
