import type { Break } from "../catalogue/breaks.ts";
import type { Holding } from "../catalogue/holdings.ts";
import type { Rebase } from "../catalogue/rebases.ts";
import type { Doubt } from "./checks.ts";
import type { Coverage } from "./coverage.ts";
import type { Gap } from "./freshness.ts";
import type { Losses } from "./losses.ts";

/**
 * What a figure depends on besides the rows: the last day reported, what is covered, what is not held, where
 * series break, where their limits begin anew, which extracts should be there and aren't, and which days of those that
 * are there a check doubts, and what was set aside or left empty of them.
 */
export interface Context {
  asAt: string;
  coverage: readonly Coverage[];
  holdings: readonly Holding[];
  breaks: readonly Break[];
  rebases: readonly Rebase[];
  gaps: readonly Gap[];
  doubts: readonly Doubt[];
  losses: Losses;
}
