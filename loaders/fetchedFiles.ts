import { basename } from "node:path";

/** A file of a source, of which `fetch` says whether it is fetched. */
interface SourceFile {
  source: { id: string; each_file: string; fetch?: object | undefined };
  file: string;
}

interface Found<T extends SourceFile> {
  extracts: T[];
  strays: { file: string; problem: string }[];
}

/** What the name of a fetched file says: when the fetch began, the fetch it follows (none: it holds all rows), the beginning of its hash. */
export interface FetchedName {
  time: string;
  after: string | null;
  hash: string;
}

const time = "\\d{8}T\\d{6}Z";

/** A moment as names of fetched files have it: `20190614T100000Z`. */
export const toFetchTime = (moment: Date): string => `${moment.toISOString().replace(/[-:]|\..*$/g, "")}Z`;

/** The moment of a fetch, in milliseconds. */
export const fromFetchTime = (written: string): number =>
  Date.parse(written.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

export const toFetchedName = (id: string, { time, after, hash }: FetchedName): string =>
  `${id}-${time}-${after === null ? "all" : `after-${after}`}-${hash}.parquet`;

/** What the name of a file says, if fetch gave it to a file of that source. */
export function readFetchedName(id: string, file: string): FetchedName | undefined {
  const pattern = new RegExp(`^${id}-(${time})-(?:all|after-(${time}))-([0-9a-f]{12})\\.parquet$`);
  const match = pattern.exec(basename(file));
  return match?.[1] && match[3] ? { time: match[1], after: match[2] ?? null, hash: match[3] } : undefined;
}

/** Whether a file holds all records there were: of a fetched source, one that follows no other. */
export const holdsAll = ({ source, file }: SourceFile): boolean =>
  source.each_file === "all records" && (!source.fetch || readFetchedName(source.id, file)?.after === null);

/** Why each file of a fetched source that can't be read can't: what has changed since a fetch whose file isn't there says nothing of the rest. */
function findUnfollowed<T extends SourceFile>(extracts: readonly T[], source: T["source"]): Map<T, string> {
  const problems = new Map<T, string>();
  const named = extracts.flatMap((extract) => {
    if (extract.source !== source) return [];
    const name = readFetchedName(source.id, extract.file);
    if (!name)
      problems.set(extract, "isn't named as fetch names its files, so nobody knows which it follows");
    return name ? [{ extract, ...name }] : [];
  });
  const there = new Set<string>();
  for (const { extract, time, after } of named.sort((a, b) => (a.time < b.time ? -1 : 1))) {
    if (after === null || there.has(after)) there.add(time);
    else
      problems.set(
        extract,
        `holds what changed since ${after}, and no file of that fetch is there: put it back, or fetch --all ${source.id}`,
      );
  }
  return problems;
}

/** What was found, with the files of fetched sources that follow one which isn't there among those that are never read. */
export function withoutUnfollowed<T extends SourceFile>({ extracts, strays }: Found<T>): Found<T> {
  const sources = new Set(extracts.flatMap(({ source }) => (source.fetch ? [source] : [])));
  const problems = new Map([...sources].flatMap((source) => [...findUnfollowed(extracts, source)]));
  if (problems.size === 0) return { extracts, strays };
  return {
    extracts: extracts.filter((extract) => !problems.has(extract)),
    strays: [...strays, ...[...problems].map(([{ file }, problem]) => ({ file, problem }))],
  };
}
