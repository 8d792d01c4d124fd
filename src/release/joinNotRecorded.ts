import { notRecorded, orNotRecorded } from "../catalogue/groupOrder.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import type { Figure } from "../measures/figure.ts";
import { groupBy } from "../report/series.ts";
import type { FigureTable } from "./countTables.ts";
import type { Plan } from "./plan.ts";
import { together } from "./together.ts";

/** From so many on a group is large: to hide it for a few that aren't recorded would cost more than to join them. */
const large = 100;

const countOf = ({ denominator, numerator }: Figure) => denominator ?? numerator ?? 0;

/**
 * A breakdown with those of whom no group is recorded put to the group that the plan names, in every period: so few would
 * hide a large group with them. Undefined where there are none, where that group is no large one in a period that has some,
 * or where its groups don't add up.
 */
export function joinNotRecorded(
  table: FigureTable,
  plan: Pick<Plan, "not_recorded">,
): FigureTable | undefined {
  const { measure, by, figures } = table;
  const [dimension = ""] = by;
  const groups = new Set(figures.map(({ group }) => group));
  const other = plan.not_recorded[dimension]?.find((group) => groups.has(group));
  const some = new Set(
    figures
      .filter((figure) => figure.group === notRecorded && countOf(figure) > 0)
      .map(({ period }) => period),
  );
  const isLarge = figures.every(
    (figure) => figure.group !== other || !some.has(figure.period) || countOf(figure) >= large,
  );
  const addsUp = statisticOf(measure).isSum && measure.divisor === null;
  if (by.length !== 1 || other === undefined || some.size === 0 || !isLarge || !addsUp) return undefined;
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
