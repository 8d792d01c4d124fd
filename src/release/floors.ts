import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { CountPart } from "../catalogue/statistics/define.ts";
import type { Bound } from "../disclosure/equations.ts";
import type { Table } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { countId, type FigureTable } from "./countTables.ts";
import { joinGroups } from "./joinGroups.ts";
import { joinNotRecorded } from "./joinNotRecorded.ts";
import { isListed } from "./labels.ts";
import type { Floor, Plan } from "./plan.ts";
import { together } from "./together.ts";
import { isToDate } from "./yearsToDate.ts";

/** A year and group of a breakdown by which a group is large enough, or not. */
const keyOf = ({ period, group }: Figure) => `${period}|${group}`;

/** Why groups are together, in the figure of them all. */
function noteOf(measure: MeasureDefinition, floor: Floor, counted: MeasureDefinition | undefined): string {
  const title = counted?.title ?? floor.counted;
  const share =
    measure.unit === "percent" ? `, or fewer than ${floor.least_of_share} to take a share of` : "";
  return `Those with fewer than ${floor.least} in “${title}” that year${share}, and those whose names aren’t on the list of what is published.`;
}

function foldOne(
  table: FigureTable,
  floor: Floor,
  counted: FigureTable | undefined,
  isNamed: (group: string) => boolean,
): FigureTable {
  const { measure } = table;
  const large = new Set(
    counted?.figures.filter(({ numerator }) => (numerator ?? 0) >= floor.least).map(keyOf) ?? [],
  );
  const isEnough = ({ denominator }: Figure) =>
    measure.unit !== "percent" || (denominator ?? 0) >= floor.least_of_share;
  const isWhole = ({ group, numerator }: Figure) => group === "" && numerator === null;
  const kept = table.figures.filter(
    (figure) => isWhole(figure) || (isNamed(figure.group) && large.has(keyOf(figure)) && isEnough(figure)),
  );
  const rest = table.figures.filter((figure) => !kept.includes(figure));
  const note = noteOf(measure, floor, counted?.measure);
  const others = [...new Set(rest.map(({ period }) => period))].flatMap((period) =>
    together(
      measure,
      rest.filter((one) => one.period === period),
      floor.others,
      note,
    ),
  );
  const figures = [...kept, ...others].sort((a, b) =>
    a.period_start < b.period_start ? -1 : a.period_start > b.period_start ? 1 : 0,
  );
  return { ...table, figures };
}

/**
 * The tables with the groups of a dimension that has a floor put together where, in a year, they come to less than it or
 * their label isn't listed, those that the plan joins, and those that aren't recorded with another where it says which; and those tables as
 * they were counted, none of which may be shown. What is put together stays a count of its own to whoever hides and attacks, as it would be to whoever sees a group among the others in
 * one release and by its name in the next.
 */
export function foldSmall(
  tables: readonly FigureTable[],
  plan: Plan,
): { tables: FigureTable[]; behind: FigureTable[] } {
  const behind: FigureTable[] = [];
  const folded = tables.map((table) => {
    const [dimension = ""] = table.by;
    const floor = plan.floors[dimension];
    const asOne = joinGroups(table, plan);
    if (asOne) {
      const { joined, counted } = asOne;
      behind.push({ ...counted, figures: counted.figures.filter((one) => !isToDate(one)) });
      return joined;
    }
    if (!floor) {
      const joined = joinNotRecorded(table, plan);
      if (joined) behind.push({ ...table, figures: table.figures.filter((one) => !isToDate(one)) });
      return joined ?? table;
    }
    const counted = tables.find(
      ({ measure, by }) => measure.id === floor.counted && by.join(",") === dimension,
    );
    // A group that a system calls by the name of the others is one of them, under a name that no other has.
    const own = {
      ...table,
      figures: table.figures.map((figure) =>
        figure.group === floor.others ? { ...figure, group: `${floor.others}, as recorded` } : figure,
      ),
    };
    behind.push(own);
    return foldOne(own, floor, counted, (group) => isListed(dimension, group, plan));
  });
  return { tables: folded, behind };
}

const none = Number.NEGATIVE_INFINITY;
const endless = Number.POSITIVE_INFINITY;

/**
 * What it says of a group's counts that it is named, also where these are hidden: that they reach the floor. And of one whose
 * label is listed and that isn't named, that they don't. `tables` and `behind` are as `foldSmall` gives them.
 */
export function floorTables(
  tables: readonly FigureTable[],
  behind: readonly FigureTable[],
  plan: Plan,
): Table[] {
  return tables.flatMap((shown): Table[] => {
    const { measure, by } = shown;
    const [dimension = ""] = by;
    const floor = plan.floors[dimension];
    const counted = behind.find((one) => one.measure === measure && one.by.join(",") === by.join(","));
    if (!floor || !counted) return [];
    const named = new Set(shown.figures.map(keyOf));
    const large = new Set(
      tables
        .filter((one) => one.measure.id === floor.counted && one.by.join(",") === dimension)
        .flatMap(({ figures }) => figures.map(keyOf)),
    );
    const bounds = counted.figures.flatMap((figure): Bound[] => {
      const isLarge = named.has(keyOf(figure));
      const say = (part: CountPart, least: number): Bound[] => {
        const terms = [{ cell: countId(measure, figure, part), coefficient: 1 }];
        return [isLarge ? { terms, lower: least, upper: endless } : { terms, lower: none, upper: least - 1 }];
      };
      if (figure.numerator === null || !isListed(dimension, figure.group, plan)) return [];
      if (measure.id === floor.counted) return say("numerator", floor.least);
      return measure.unit === "percent" && large.has(keyOf(figure))
        ? say("denominator", floor.least_of_share)
        : [];
    });
    const name = `${measure.id} by ${dimension}, named from a floor on`;
    return bounds.length > 0 ? [{ name, cells: [], sums: [], bounds }] : [];
  });
}
