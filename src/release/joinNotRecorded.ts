import { notRecorded, orNotRecorded } from "../catalogue/groupOrder.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { groupBy } from "../report/series.ts";
import type { FigureTable } from "./countTables.ts";
import type { Plan } from "./plan.ts";
import { together } from "./together.ts";

/**
 * A breakdown with those of whom no group is recorded put to the group that the plan names, in every period: so few would
 * hide a large group with them. Undefined where there are none, or where its groups don't add up.
 */
export function joinNotRecorded(
  table: FigureTable,
  plan: Pick<Plan, "not_recorded">,
): FigureTable | undefined {
  const { measure, by, figures } = table;
  const [dimension = ""] = by;
  const groups = new Set(figures.map(({ group }) => group));
  const other = plan.not_recorded[dimension]?.find((group) => groups.has(group));
  const isAnyNotRecorded = figures.some(
    ({ group, numerator, denominator }) => group === notRecorded && ((denominator ?? numerator) || 0) !== 0,
  );
  const addsUp = statisticOf(measure).isSum && measure.divisor === null;
  if (by.length !== 1 || other === undefined || !isAnyNotRecorded || !addsUp) return undefined;
  const isJoined = ({ group }: { group: string }) => group === other || group === notRecorded;
  const name = orNotRecorded(other);
  const byPeriod = groupBy(figures.filter(isJoined), ({ period }) => period);
  const joined = figures.flatMap((figure) => {
    if (!isJoined(figure)) return [figure];
    const own = byPeriod.get(figure.period) ?? [];
    const isPlace = own.every((one) => one === figure || one.group === notRecorded);
    return isPlace || !own.some(({ group }) => group === other) ? together(measure, own, name, "") : [];
  });
  return { ...table, figures: joined };
}
