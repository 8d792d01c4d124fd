import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { cellsOf } from "../src/trace/fileColumns.ts";
import type { MeasureFile, MonthFile } from "../src/trace/listedFiles.ts";

/** A kind of page with the address of one of it: the heaviest, where there are several. */
export interface PageKind {
  name: string;
  address: string;
}

const pagesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".html"));

/** Pages in a folder of their own are of one kind, but for the list of them and for those of the office’s own; so are those of the groups. */
function kindOf(path: string, groups: ReadonlySet<string>): string {
  if (path.endsWith("index.html")) return path;
  if (path.includes("/") && !path.startsWith("pages/")) return `${path.split("/")[0]}/…`;
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

/**
 * What the page that opens figures up shows at its heaviest, by what its files come to compressed: a measure by the groups of a
 * dimension, the list of a month, of one of its groups, and those of the newest month.
 */
export function openedPages(folder: string): PageKind[] {
  const home = join(folder, "data/drill");
  const sizes = new Map(
    readdirSync(home, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".json"))
      .map((path) => [path.replaceAll("\\", "/"), gzipSync(readFileSync(join(home, path))).length] as const),
  );
  const sizeOf = (path: string) => sizes.get(path) ?? 0;
  const paths = [...sizes.keys()].sort();
  const newest =
    paths
      .map((path) => /\d{4}-\d{2}(?=\.json$)/.exec(path)?.[0] ?? "")
      .sort()
      .at(-1) ?? "";
  const months = paths.filter((path) => /\/\d{4}-\d{2}\.json$/.test(path));
  const groups = paths.filter((path) => path.includes("/by-"));
  const measureOf = (path: string) => path.split("/")[0] ?? "";
  const list = (path: string) => ({ path, size: sizeOf(path) + sizeOf(`${measureOf(path)}/figures.json`) });
  // Of a group all rows of the month are asked for.
  const allOf = (path: string) => sizes.get(path.replace(/\.json$/, "-all.json")) ?? sizeOf(path);
  const grouped = months.flatMap((path) =>
    groups
      .filter((one) => measureOf(one) === measureOf(path))
      .map((by) => ({ path, by, size: allOf(path) + sizeOf(by) })),
  );
  const heaviest = <One extends { size: number }>(all: readonly One[]) =>
    all.toSorted((a, b) => b.size - a.size).slice(0, 1);
  const isNewest = ({ path }: { path: string }) => path.endsWith(`/${newest}.json`);
  const addressOf = (path: string, by = "", isOfGroup = false) => {
    const month = /\d{4}-\d{2}(?=\.json$)/.exec(path)?.[0] ?? "";
    const dimension = /by-(.*)\.json$/.exec(by)?.[1] ?? "";
    const group = isOfGroup ? firstGroup(join(home, by), dimension) : "";
    const asked = new URLSearchParams({ measure: measureOf(path) });
    for (const [name, value] of Object.entries({ by: dimension, group, month }))
      if (value !== "") asked.set(name, value);
    return `drill.html?${asked}`;
  };
  return [
    ...heaviest(groups.map((path) => ({ path, size: sizeOf(path) }))).map(({ path }) => ({
      name: "a measure by its groups",
      address: addressOf(path, path),
    })),
    ...[months.map(list).filter(isNewest), months.map(list)].flatMap(heaviest).map(({ path }) => ({
      name: "a list of cases",
      address: addressOf(path),
    })),
    ...[grouped.filter(isNewest), grouped].flatMap(heaviest).map(({ path, by }) => ({
      name: "a list of a group’s cases",
      address: addressOf(path, by, true),
    })),
  ];
}

/** The first group that a file has figures of. */
function firstGroup(file: string, dimension: string): string {
  const { figures } = JSON.parse(readFileSync(file, "utf8")) as MeasureFile;
  const cells = (wanted: string) => {
    const column = figures.find(({ name }) => name === wanted);
    return column ? cellsOf(column) : [];
  };
  const at = cells("by").indexOf(dimension);
  return String(cells("group")[at] ?? "");
}

/** The month with most rows that can be listed, and the one with most of which only some count in the figure. */
export function longestLists(folder: string): { all: string; shares: string; rows: number } | null {
  const home = join(folder, "data/drill");
  const lists = readdirSync(home, { recursive: true, encoding: "utf8" })
    .filter((path) => /\d{4}-\d{2}(-all)?\.json$/.test(path))
    .flatMap((path) => {
      const { kind, columns } = JSON.parse(readFileSync(join(home, path), "utf8")) as MonthFile;
      const [measure = "", file = ""] = path.replaceAll("\\", "/").split("/");
      const address = `drill.html?measure=${measure}&month=${file.slice(0, 7)}`;
      const isShare = columns.some(({ name }) => name === "denominator");
      return kind === "records"
        ? [{ address, isShare, rows: columns[0] ? cellsOf(columns[0]).length : 0 }]
        : [];
    })
    .sort((a, b) => b.rows - a.rows || (a.address < b.address ? -1 : 1));
  const [first] = lists;
  const share = lists.find(({ isShare }) => isShare);
  return first ? { all: first.address, shares: share?.address ?? first.address, rows: first.rows } : null;
}
