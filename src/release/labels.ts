import { DataError } from "../../loaders/dataError.ts";
import { notRecorded, orNotRecorded } from "../catalogue/groupOrder.ts";
import type { Holding } from "../catalogue/holdings.ts";
import { groupSeparator } from "../measures/figuresSql.ts";
import type { FigureTable } from "./countTables.ts";
import { dimensionsOf, type Plan } from "./plan.ts";

interface Label {
  dimension: string;
  label: string;
}

/** What the plan says of labels: those it lists, and what it calls groups that aren't named. */
type Listed = Pick<Plan, "labels"> & Partial<Pick<Plan, "floors">>;

/** Whether a group of a dimension may be called so. */
export const isListed = (dimension: string, label: string, { labels, floors = {} }: Listed): boolean =>
  label === notRecorded ||
  label === floors[dimension]?.others ||
  (labels[dimension]?.some((one) => one === label || orNotRecorded(one) === label) ?? false);

/** The labels of a breakdown's groups that the plan doesn't list. */
function unlistedIn({ by, figures }: FigureTable, listed: Listed): Label[] {
  const groups = [...new Set(figures.map(({ group }) => group))].filter((group) => group !== "");
  return groups.flatMap((group) => {
    const values = by.length === 1 ? [group] : group.split(groupSeparator);
    if (values.length !== by.length) return [{ dimension: by.join(" and "), label: group }];
    return by
      .map((dimension, index) => ({ dimension, label: values[index] ?? "" }))
      .filter(({ dimension, label }) => !isListed(dimension, label, listed));
  });
}

/** The label of the one group that isn't held, as `mailbox=Complaints about us` names it. */
export function labelOfHolding({ breakdown }: Pick<Holding, "breakdown">): Label | null {
  const [dimension = "", ...label] = breakdown.split("=");
  return label.length > 0 ? { dimension, label: label.join("=") } : null;
}

/** The labels of groups that aren't held, of measures published by their dimension, that the plan doesn't list. */
function unlistedOf(holdings: readonly Holding[], listed: Listed & Partial<Pick<Plan, "measures">>): Label[] {
  return holdings.flatMap((holding) => {
    const named = labelOfHolding(holding);
    const published = Object.keys(listed.measures?.[holding.measure] ?? {}).flatMap(dimensionsOf);
    const isOut = named !== null && published.includes(named.dimension);
    return isOut && !isListed(named.dimension, named.label, listed) ? [named] : [];
  });
}

/**
 * Throws a DataError that names each label of a group that the plan doesn't list: what a system calls a mailbox, a line or
 * a team may be somebody's name, so each is read by a person before it goes out. A group that isn't held is named too.
 */
export function stopAtUnlisted(
  tables: readonly FigureTable[],
  listed: Listed & Partial<Pick<Plan, "measures">>,
  holdings: readonly Holding[] = [],
): void {
  const unlisted = [...tables.flatMap((table) => unlistedIn(table, listed)), ...unlistedOf(holdings, listed)];
  const named = [
    ...new Set(unlisted.map(({ dimension, label }) => `${dimension}: ${JSON.stringify(label)}`)),
  ];
  if (named.length === 0) return;
  throw new DataError(
    "Groups would be published under labels that nobody has agreed to.",
    named.sort(),
    "If a label names nobody, list it under labels in publication.yaml; otherwise leave its breakdown out.",
  );
}

/** The tables all of whose labels the plan lists, those it leaves out by name, and the plan without what is left out. */
export function leaveOutUnlisted(
  tables: readonly FigureTable[],
  plan: Plan,
): { tables: FigureTable[]; plan: Plan; leftOut: string[] } {
  const isKnown = (table: FigureTable) => unlistedIn(table, plan).length === 0;
  const kept = tables.filter(isKnown);
  const isKept = ({ measure: id, by }: { measure: string; by?: string | undefined }) =>
    kept.some(({ measure, by: of }) => measure.id === id && of.join(",") === (by ?? ""));
  return {
    tables: kept,
    plan: {
      ...plan,
      links: plan.links.filter(({ whole, parts }) => [whole, ...parts].every(isKept)),
      known: plan.known.filter(isKept),
    },
    leftOut: tables
      .filter((table) => !isKnown(table))
      .map(({ measure, by }) => `${measure.id} by ${by.join(" and ")}`),
  };
}
