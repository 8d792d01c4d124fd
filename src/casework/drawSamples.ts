import { createHash } from "node:crypto";
import type { DrawnGroup } from "../../loaders/draws.ts";
import type { RequiredSampling } from "../../loaders/samplingSettings.ts";
import type { CaseToDraw } from "./sampling.ts";

type Group = DrawnGroup["group"];

/** A case with the sampling that would read it, as the office calls it. */
export interface CaseOfSampling extends CaseToDraw {
  sampling: string;
}

/** A case that was drawn, with the group it was drawn from. */
export interface Chosen extends CaseOfSampling {
  group: Group;
}

/** What cases are drawn from, and by what. */
export interface Draw {
  month: string;
  seed: number;
  required: readonly Pick<RequiredSampling, "sampling" | "by" | "cases">[];
  cases: readonly CaseOfSampling[];
  /** Whether a case was sampled before, so that it isn't drawn. */
  isTaken: (one: CaseOfSampling) => boolean;
  /** How many cases of a group were drawn for the month before and still stand. */
  countDrawn: (sampling: string, group: Group) => number;
}

/** What was drawn, group by group in order. `ungrouped` counts the cases of a sampling that nobody had, so that they are of no group. */
export interface DrawnCases {
  chosen: Chosen[];
  groups: DrawnGroup[];
  ungrouped: { sampling: string; cases: number }[];
}

/**
 * Where a case stands in the order that a seed puts cases in: as good as drawn by lot, the same whatever other cases there are and
 * whatever order they come in.
 */
function placeOf(month: string, seed: number, { sampling, case_reference }: CaseOfSampling): string {
  return createHash("sha256")
    .update(JSON.stringify([seed, month, sampling, case_reference]))
    .digest("hex");
}

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The name of a group as one text, by which it is told from others. */
export const groupKey = (sampling: string, group: Group): string => JSON.stringify([sampling, group]);

/** The group a case is of; undefined where it isn't known whose it is. */
function groupOf(one: CaseOfSampling, by: RequiredSampling["by"]): Group | undefined {
  const group: Group = {};
  for (const column of by) {
    const value = one[column];
    if (value === null) return undefined;
    group[column] = value;
  }
  return group;
}

interface Members {
  group: Group;
  all: CaseOfSampling[];
}

function toGroups(cases: readonly CaseOfSampling[], by: RequiredSampling["by"]): Members[] {
  const groups = new Map<string, Members>();
  for (const one of cases) {
    const group = groupOf(one, by);
    if (group === undefined) continue;
    const key = JSON.stringify(Object.values(group));
    const members = groups.get(key) ?? { group, all: [] };
    groups.set(key, members);
    members.all.push(one);
  }
  return [...groups].sort(([a], [b]) => inOrder(a, b)).map(([, members]) => members);
}

/**
 * Draws of each group as many cases as are required and not yet drawn, or all there are where they are fewer: every case that wasn't
 * sampled before is as likely as any other of its group. The same draw gives the same cases in the same order.
 */
export function drawSamples({ month, seed, required, cases, isTaken, countDrawn }: Draw): DrawnCases {
  const drawn: DrawnCases = { chosen: [], groups: [], ungrouped: [] };
  for (const { sampling, by, cases: wanted } of required) {
    const own = cases.filter((one) => one.sampling === sampling);
    const groups = toGroups(own, by);
    const grouped = groups.reduce((sum, { all }) => sum + all.length, 0);
    if (own.length > grouped) drawn.ungrouped.push({ sampling, cases: own.length - grouped });
    for (const { group, all } of groups) {
      const free = all
        .filter((one) => !isTaken(one))
        .map((one) => ({ one, place: placeOf(month, seed, one) }))
        .sort((a, b) => inOrder(a.place, b.place));
      const missing = Math.max(0, wanted - countDrawn(sampling, group));
      const chosen = free.slice(0, missing).map(({ one }) => ({ ...one, group }));
      drawn.chosen.push(...chosen);
      drawn.groups.push({
        sampling,
        group,
        wanted: missing,
        found: free.length,
        sampled_before: all.length - free.length,
        drawn: chosen.length,
      });
    }
  }
  return drawn;
}
