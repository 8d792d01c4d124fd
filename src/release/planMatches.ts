import type { FigureTable } from "./countTables.ts";
import type { Plan } from "./plan.ts";

/** What a key of the plan names: figures of one breakdown, of all groups or of some, in all periods or in some. */
interface Named {
  key: string;
  measure: string;
  by: string;
  groups: readonly string[];
  periods: readonly string[];
}

const namedIn = ({ known, revisions, joined }: Plan): Named[] => [
  ...known.map(({ measure, by = "total", group, periods }) => ({
    key: "known",
    measure,
    by,
    periods,
    groups: by === "total" && group === undefined ? [] : [group ?? ""],
  })),
  ...revisions.map(({ measure, by, group, periods = [] }) => ({
    key: "revisions",
    measure,
    by,
    groups: group === undefined ? [] : [group],
    periods,
  })),
  ...joined.map(({ measure, by, groups }) => ({ key: "joined", measure, by, groups, periods: [] })),
];

/**
 * What \`known\`, \`revisions\` and \`joined\` of the plan name and no figure has, a warning each: a group or a period that is
 * misspelt says nothing. \`tables\` are all the figures of the plan, as published and as counted.
 */
export function findUnmatched(plan: Plan, tables: readonly FigureTable[]): string[] {
  return namedIn(plan).flatMap(({ key, measure: id, by, groups, periods }) => {
    const own = tables.filter(
      (one) => one.measure.id === id && (one.by.length === 0 ? "total" : one.by.join(",")) === by,
    );
    const figures = own.flatMap((one) => one.figures);
    const there = {
      group: new Set(figures.map(({ group }) => group).filter((group) => group !== "")),
      period: new Set(figures.map(({ period }) => period)),
    };
    const name = `the plan’s ${key}: ${id}${by === "total" ? "" : ` by ${by}`}`;
    return [
      ...groups
        .filter((one) => !there.group.has(one))
        .map((one) => `${name}: ${one === "" ? "names no group" : `no figure has the group '${one}'`}`),
      ...periods.filter((one) => !there.period.has(one)).map((one) => `${name}: no figure is of ${one}`),
    ];
  });
}
