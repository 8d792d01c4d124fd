import { type OfficePages, officePages, type PageName } from "../../loaders/officePages.ts";
import { type Content, html } from "./html.ts";
import type { Report } from "./report.ts";
import type { Site } from "./series.ts";

/** Whether a name is one of the pages that an office may switch off. */
const isNamed = (name: string): name is PageName => name in officePages;

/** Whether the office has switched off the page of that name. Others can't be. */
export const isPageOff = ({ pages }: Pick<Report, "pages">, name: string): boolean =>
  isNamed(name) && pages[name] === false;

/** What a page is called: the office's name for it, or the usual one. */
export function pageName(pages: OfficePages, name: PageName, usual: string): string {
  const own = pages[name];
  return typeof own === "string" ? own : usual;
}

/** A link to a page, or its words alone where the office has switched that off. */
export const pageLink = ({ report }: Site, name: PageName, href: string, words: Content): Content =>
  isPageOff(report, name) ? words : html`<a href="${href}">${words}</a>`;
