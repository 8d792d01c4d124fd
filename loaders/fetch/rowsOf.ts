import type { Fetched, FetchPlan } from "./fetchPlan.ts";
import type { Start } from "./keptPages.ts";
import type { Secrets } from "./secrets.ts";

/** What a system is asked with: clock, patience and log are given, so that a test need not wait. */
export interface Asking {
  secrets: Secrets;
  /** The folder of the settings, in which a certificate is named. */
  settings: string;
  /** Where pages are kept until all are there. */
  work: string;
  now: () => Date;
  wait: (milliseconds: number) => Promise<void>;
  /** From 0 to 1. */
  random: () => number;
  log: (line: string) => void;
}

/** The rows of a system, of the columns of a plan in their order, as they come. */
export interface Rows {
  start: Start;
  batches: AsyncIterable<(string | null)[][]> | Iterable<(string | null)[][]>;
  /** When it was asked first by its own clock, in milliseconds: by the clock of its changes. */
  began: () => number;
  /** Whether a row may come twice, in a later state the second time. */
  mayRepeat: boolean;
  /** Lets go of the system. */
  close: () => Promise<void>;
}

export type AskFor<T extends Fetched["fetch"]> = (
  fetched: Fetched<T>,
  plan: FetchPlan,
  start: Start,
  asking: Asking,
) => Promise<Rows>;

/** Every column that is asked for, each once: those of the file, of the key, and the one that says when a row was changed. */
export const askedColumns = ({ headings, key, modified }: FetchPlan): string[] => [
  ...new Set([...headings, ...key, ...(modified === undefined ? [] : [modified])]),
];
