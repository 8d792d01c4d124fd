import { monthsBefore } from "../../loaders/dates.ts";
import { isCovered } from "../warehouse/coverage.ts";
import { nameContract } from "../warehouse/daysInWords.ts";
import { formatDay, formatList, formatSmall } from "./format.ts";
import type { Site } from "./series.ts";
import { noFigureWords } from "./words.ts";

/** What a page lists of the casework: the contracts it is read from, and a measure of the same rows. */
const lists = {
  decisions: { contracts: ["register_items"], measure: "handling-decisions-awaited" },
  enquiries: { contracts: ["register_items"], measure: "mp-enquiries-overdue" },
  items: { contracts: ["register_items"], measure: "register-open-items" },
  actions: { contracts: ["register_actions"], measure: "actions-overdue" },
  updates: { contracts: ["register_items", "register_milestones"], measure: "updates-overdue" },
  changes: { contracts: ["register_items", "register_actions", "register_milestones"], measure: "" },
  open: { contracts: ["feedback"], measure: "due-soon" },
  queue: { contracts: ["feedback"], measure: "feedback-queue" },
  closing: { contracts: ["feedback"], measure: "feedback-time-to-close" },
  requests: { contracts: ["feedback"], measure: "review-requests" },
  reviews: { contracts: ["reviews"], measure: "" },
  samples: { contracts: ["samples"], measure: "sampling-completed" },
  drawable: { contracts: ["cases"], measure: "cases-to-sample" },
} as const;

export type List = keyof typeof lists;

/** The contracts that a list of the casework is read from. */
export const listContracts = (list: List): readonly string[] => lists[list].contracts;

/**
 * Why it can't be told what is in a list of the casework, in a sentence; null when it can. An empty list of what was never
 * loaded must not read as nothing. `from` is the first day that the list looks back to.
 */
export function missingWords(site: Site, list: List, from: string = site.report.asAt): string | null {
  const { contracts, measure } = lists[list];
  const series = site.byId.get(measure);
  if (series?.latest?.status === "x") return noFigureWords(series);
  const { asAt, coverage } = site.report;
  const missing = contracts.find((contract) => !isCovered(coverage, contract, from, asAt));
  if (missing === undefined) return null;
  const extract = `no ${nameContract(missing)} extract that was loaded covers`;
  return isCovered(coverage, missing, asAt, asAt)
    ? `Not loaded whole: ${extract} all of the time since ${formatDay(from)}.`
    : `Not loaded: ${extract} ${formatDay(asAt)}.`;
}

/** The first day of the 12 months that end with the reported one. */
export const yearBegins = ({ month }: Site): string => `${monthsBefore(month, 11)}-01`;

const mostNamed = 4;

/** A few names in full, and how many more there are. */
export function nameSome(names: readonly string[]): string {
  if (names.length <= mostNamed + 1) return formatList(names);
  return formatList([...names.slice(0, mostNamed), `${formatSmall(names.length - mostNamed)} more`]);
}
