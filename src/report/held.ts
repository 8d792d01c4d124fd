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
  today: { contracts: ["feedback"], measure: "" },
  closing: { contracts: ["feedback"], measure: "feedback-time-to-close" },
  requests: { contracts: ["feedback"], measure: "review-requests" },
  reviews: { contracts: ["reviews"], measure: "" },
  samples: { contracts: ["samples"], measure: "sampling-completed" },
  drawable: { contracts: ["cases"], measure: "cases-to-sample" },
} as const;

export type List = keyof typeof lists;

/** The contracts that a list of the casework is read from. */
export const listContracts = (list: List): readonly string[] => lists[list].contracts;

/** The last day that a list tells of: the day reported, or of what is to do the newest day that feedback is known of. */
const lastDay = ({ report }: Site, list: List): string =>
  list === "today" ? (report.casework.today?.day ?? report.asAt) : report.asAt;

/** Why the office doesn't record something of its open feedback on a day, such as its officers; null where it does. */
export function notRecordedWords({ report }: Site, dimension: string, day: string): string | null {
  const holding = report.holdings.find(
    ({ measure, breakdown, from, to }) =>
      measure === "feedback-over-8-weeks" && breakdown === dimension && from <= day && day <= to,
  );
  return holding?.reason ?? null;
}

/**
 * Why it can't be told what is in a list of the casework, in a sentence; null when it can. An empty list of what was never
 * loaded must not read as nothing. `from` is the first day that the list looks back to.
 */
export function missingWords(site: Site, list: List, from: string = lastDay(site, list)): string | null {
  const { contracts, measure } = lists[list];
  const series = site.byId.get(measure);
  if (series?.latest?.status === "x") return noFigureWords(series);
  const { coverage } = site.report;
  const asAt = lastDay(site, list);
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
