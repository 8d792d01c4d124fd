import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "../makeFolder.ts";
import { Watermark } from "./watermark.ts";

/** What a fetch is: of what, since when, and of which day. One that is gone on with must be the same. */
const Start = z.object({
  asked: z.string(),
  /** When it began, as names of files have it. */
  time: z.string(),
  /** The fetch that it follows; null where it fetches all rows. */
  after: z.string().nullable(),
  since: Watermark.nullable(),
  received_on: z.string(),
});

export type Start = z.infer<typeof Start>;

const Kept = Start.extend({
  /** When the first page was answered by the system's clock, in milliseconds. */
  began: z.number().nullable(),
  pages: z.array(z.string()),
  next: z.string().nullable(),
});

type Kept = z.infer<typeof Kept>;

/** The pages of a fetch, kept as they come, so that one that was killed goes on where it was. */
export interface KeptPages {
  start: Start;
  count: number;
  began: number | null;
  /** Where the next page is; null before the first and after the last. */
  next: string | null;
  add: (rows: readonly (string | null)[][], page: { next: string | null; began: number }) => void;
  read: () => Generator<(string | null)[][]>;
}

const ownerAlone = 0o600;

/** Writes a file whole, and on the disk, before it has its name. */
function writeWhole(path: string, content: string): void {
  const work = `${path}.writing`;
  writeFileSync(work, content, { mode: ownerAlone });
  const file = openSync(work, "r");
  fsyncSync(file);
  closeSync(file);
  renameSync(work, path);
}

const hashOf = (content: string) => createHash("sha256").update(content).digest("hex");

const stateOf = (folder: string) => join(folder, "state.json");

const pageOf = (folder: string, number: number) => join(folder, `page-${number}.jsonl`);

/** What an earlier process has kept of the same fetch; undefined where there is nothing whole, or it is of another. */
function readKept(folder: string, start: Start): Kept | undefined {
  if (!existsSync(stateOf(folder))) return undefined;
  try {
    const kept = Kept.parse(JSON.parse(readFileSync(stateOf(folder), "utf8")));
    const same = (["asked", "after", "received_on"] as const).every((name) => kept[name] === start[name]);
    const isWhole = kept.pages.every(
      (hash, index) => hashOf(readFileSync(pageOf(folder, index + 1), "utf8")) === hash,
    );
    return same && isWhole ? kept : undefined;
  } catch (error) {
    // Cut off, or a page of it is gone: as if it had never begun.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The pages that lie in `folder` of the fetch that `start` says, or none yet. Its owner alone can read them. */
export function openKept(folder: string, start: Start): KeptPages {
  const found = readKept(folder, start);
  if (!found) {
    rmSync(folder, { recursive: true, force: true });
    makeFolder(folder, 0o700);
  }
  let kept: Kept = found ?? { ...start, began: null, pages: [], next: null };
  return {
    start: Start.parse(kept),
    get count() {
      return kept.pages.length;
    },
    get began() {
      return kept.began;
    },
    get next() {
      return kept.next;
    },
    add: (rows, { next, began }) => {
      const content = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
      writeWhole(pageOf(folder, kept.pages.length + 1), content);
      kept = { ...kept, next, began: kept.began ?? began, pages: [...kept.pages, hashOf(content)] };
      writeWhole(stateOf(folder), JSON.stringify(kept));
    },
    *read() {
      for (const index of kept.pages.keys()) {
        const lines = readFileSync(pageOf(folder, index + 1), "utf8")
          .split("\n")
          .slice(0, -1);
        yield lines.map((line) => z.array(z.string().nullable()).parse(JSON.parse(line)));
      }
    },
  };
}
