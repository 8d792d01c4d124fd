import { notRecorded } from "../catalogue/groupOrder.ts";
import { groupBy } from "../report/series.ts";
import type { FigureTable } from "./countTables.ts";
import type { Plan } from "./plan.ts";
import { together } from "./together.ts";

/**
 * A breakdown some of whose groups the plan puts together, with those of whom none is recorded, in every period; and the
 * breakdown as it was counted. Undefined where the plan joins none of it.
 */
export function joinGroups(
  table: FigureTable,
  plan: Pick<Plan, "joined">,
): { joined: FigureTable; counted: FigureTable } | undefined {
  const { measure, by } = table;
  const entry = plan.joined.find((one) => one.measure === measure.id && one.by === by.join(","));
  if (!entry) return undefined;
  const own = `${entry.as}, as recorded`;
  // A group that a system calls by the name of those put together is one of them, under a name that no other has.
  const figures = table.figures.map((one) => (one.group === entry.as ? { ...one, group: own } : one));
  const members = new Set([...entry.groups, own, notRecorded]);
  const byPeriod = groupBy(
    figures.filter(({ group }) => members.has(group)),
    ({ period }) => period,
  );
  const joined = figures.flatMap((figure) => {
    if (!members.has(figure.group)) return [figure];
    const all = byPeriod.get(figure.period) ?? [];
    return all[0] === figure ? together(measure, all, entry.as, "Groups of few, put together.") : [];
  });
  return { joined: { ...table, figures: joined }, counted: { ...table, figures } };
}
