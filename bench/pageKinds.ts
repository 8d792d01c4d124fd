import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { MonthFile } from "../src/trace/listedFiles.ts";

/** A kind of page with the address of one of it: the heaviest, where there are several. */
export interface PageKind {
  name: string;
  address: string;
}

const pagesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".html"));

/** Pages in a folder of their own are of one kind, but for the list of them; so are those of the groups. */
function kindOf(path: string, groups: ReadonlySet<string>): string {
  if (path.endsWith("index.html")) return path;
  if (path.includes("/")) return `${path.split("/")[0]}/…`;
  return groups.has(path) ? "a group" : path;
}

/** The heaviest page, compressed, of each kind that a built site has. */
export function heaviestPages(folder: string): PageKind[] {
  const isGroup = (path: string) =>
    !path.includes("/") && readFileSync(join(folder, path), "utf8").includes('<section class="panel"');
  const groups = new Set(pagesOf(folder).filter(isGroup));
  const heaviest = new Map<string, { address: string; size: number }>();
  for (const path of pagesOf(folder).sort()) {
    const kind = kindOf(path, groups);
    const size = gzipSync(readFileSync(join(folder, path))).length;
    if (size > (heaviest.get(kind)?.size ?? 0)) heaviest.set(kind, { address: path, size });
  }
  return [...heaviest].map(([name, { address }]) => ({ name, address }));
}

/** The month with most rows that can be listed, and the one with most of which only some count in the figure. */
export function longestLists(folder: string): { all: string; shares: string; rows: number } | null {
  const home = join(folder, "data/drill");
  const lists = readdirSync(home, { recursive: true, encoding: "utf8" })
    .filter((path) => /\d{4}-\d{2}\.json$/.test(path))
    .flatMap((path) => {
      const { kind, columns } = JSON.parse(readFileSync(join(home, path), "utf8")) as MonthFile;
      const [measure = "", file = ""] = path.replaceAll("\\", "/").split("/");
      const address = `drill.html?measure=${measure}&month=${file.slice(0, 7)}`;
      const isShare = columns.some(({ name }) => name === "denominator");
      return kind === "records" ? [{ address, isShare, rows: columns[0]?.values.length ?? 0 }] : [];
    })
    .sort((a, b) => b.rows - a.rows || (a.address < b.address ? -1 : 1));
  const [first] = lists;
  const share = lists.find(({ isShare }) => isShare);
  return first ? { all: first.address, shares: share?.address ?? first.address, rows: first.rows } : null;
}
