import type { Site } from "../report/series.ts";
import type { PageContent } from "./components/layout.ts";

/**
 * What a page of data exports by default: a file `x.md.ts` under src/site/pages/<edition>/, which lies at the path it makes.
 * With a name in brackets in that path, `[measure].md.ts`, it makes a page for each of its `parameters`.
 */
export interface PageModule {
  /** Its place in the menu and its name there; null where a parameter's page isn't in it. Without a menu it isn't either. */
  menu?: { place: number; name: string | ((parameter: string, site: Site) => string | null) };
  /** Whether it lists cases or officers, so that a board's site has no such page. */
  listsCases?: true;
  /** What the name in brackets stands for, a page to each. */
  parameters?: (site: Site) => readonly string[];
  /** The page, of the parameter where it has one. */
  make: (site: Site, parameter: string) => PageContent;
}
