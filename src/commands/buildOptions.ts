import { historyBeside } from "../../loaders/draws.ts";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import { giveBack } from "../collect.ts";
import type { BuildRecord } from "../restate/history.ts";
import type { BuildLoad } from "../warehouse/loads.ts";

export interface BuildOptions {
  /** The folder of the office's settings: the program's own unless given. */
  settings?: string;
  extracts: string;
  out: string;
  landing: string;
  /** Where each month's build leaves its record: beside `landing` unless given. */
  history?: string;
  /** Where packs are sealed, a folder to a month: none is known unless given. */
  packs?: string;
  /** The publication plan: publication.yaml of the settings unless given. Without one nothing is published. */
  plan?: string;
  /** The ledger, by which the preview hides: none unless given. */
  ledger?: string;
  asAt?: string;
  log: (message: string) => void;
  /** Called with the name of each part of the work as it begins. */
  onPhase?: (name: string) => void;
  /** Called with the folder of the internal site when its pages are there and what they link to follows. */
  onPages?: (folder: string) => void;
  /** What the build in `out` left and wrote to the history, if this one would read the same: each file by its SHA-256. */
  kept?: { files: Readonly<Record<string, string>>; record: BuildRecord };
  /** Called on the new output, whole, before it takes the place of the old. */
  seal?: (folder: string, built: Built, record: BuildRecord) => void;
}

export interface Built {
  asAt: string;
  /** Whether only the pages were made anew, of what the build before had read. */
  isReadKept: boolean;
  loads: BuildLoad[];
  refused: { source: string; file: string; problem: string }[];
  figures: number;
  pages: number;
  /** What of the office's own measures and pages can't be used, or shown. */
  faults: OwnFault[];
  /** Why there is no public preview; null when there is one. */
  publicProblem: string | null;
}

/** Where a build leaves its record. */
export const historyOf = ({ history, landing }: Pick<BuildOptions, "history" | "landing">): string =>
  history ?? historyBeside(landing);

/** Begins a part of a build, with what the one before has left behind given back. */
export async function begin(phase: string, { onPhase }: BuildOptions): Promise<void> {
  await giveBack();
  onPhase?.(phase);
}
