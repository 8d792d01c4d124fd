import { readScripts } from "../../../src/report/reactiveBlocks.ts";
import { type OwnPage, type OwnQuery, readPageBlocks } from "../../../src/report/writtenPages.ts";

/** A page of the office's own as a build reads it, by its text and what its queries gave. */
export async function readOwnPage(name: string, text: string, queries: OwnQuery[]): Promise<OwnPage> {
  const path = `pages/${name}`;
  const written = { path, file: `${path}.md`, title: name, menu: null, text, above: 3 };
  const { scripts, fault } = readPageBlocks(written, "internal", { measures: new Map() });
  const made = await readScripts(path, fault ? [] : scripts);
  return { ...written, queries, scripts: made.scripts, fault: fault ?? made.fault };
}
