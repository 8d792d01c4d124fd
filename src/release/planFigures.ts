import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { yearsToDate } from "../measures/allFigures.ts";
import { measureFigures } from "../measures/engine.ts";
import type { Figure } from "../measures/figure.ts";
import { judgedFigures } from "../measures/judgedFigures.ts";
import type { Context } from "../warehouse/context.ts";
import type { FigureTable } from "./countTables.ts";
import { foldSmall } from "./floors.ts";
import { dimensionsOf, namedByYear, type Plan, plannedOf } from "./plan.ts";

/** The figures of a plan: those that it publishes, and those behind them, of which none may be shown. */
export interface PlanFigures {
  tables: FigureTable[];
  behind: FigureTable[];
}

/**
 * The figures of everything the plan publishes, before anything is hidden. What is among `known` isn't asked for again:
 * every figure of a kind of period of a breakdown, or none.
 */
export async function planFigures(
  connection: DuckDBConnection,
  plan: Plan,
  definitions: readonly MeasureDefinition[],
  context: Context,
  known: readonly Figure[] = [],
): Promise<PlanFigures> {
  const kept = new Map<string, Figure[]>();
  for (const figure of known) {
    // Of years to date by group a build has but two.
    if (figure.period_kind === "year-to-date" && figure.breakdown !== "") continue;
    const key = [figure.measure, figure.breakdown, figure.period_kind].join("|");
    const own = kept.get(key);
    if (own) own.push(figure);
    else kept.set(key, [figure]);
  }
  const tables: FigureTable[] = [];
  for (const { measure, by, periods } of plannedOf(plan, definitions)) {
    const figures: Figure[] = [];
    for (const kind of periods) {
      const own = kept.get([measure.id, by.join(","), kind].join("|"));
      const asked = kind === "year-to-date" ? yearsToDate(context) : { periods: [kind] };
      figures.push(...(own ?? (await judgedFigures(connection, measure, { ...asked, by }, context))));
    }
    tables.push({ measure, by, figures });
  }
  const { tables: shown, behind } = foldSmall(tables, plan);
  const asked = [...flowsBehind(plan, definitions), ...crossings(plan, definitions)];
  for (const { measure, by, periods } of asked)
    behind.push({
      measure,
      by,
      figures: await measureFigures(connection, measure, { periods, by }, context),
    });
  return { tables: shown, behind };
}

/** A breakdown that is reckoned with and not published. */
type Behind = ReturnType<typeof plannedOf>[number];

/** What comes and goes of a stock that is published, in the periods in which that isn't published itself: the rest tells of it. */
function flowsBehind(plan: Plan, definitions: readonly MeasureDefinition[]): Behind[] {
  return plan.flows.flatMap(({ stock, came, went, by }) =>
    by.flatMap((breakdown) => {
      const wanted = plan.measures[stock]?.[breakdown] ?? [];
      return definitions
        .filter(({ id }) => [...came, ...went].includes(id))
        .flatMap((measure): Behind[] => {
          const there = plan.measures[measure.id]?.[breakdown] ?? [];
          const periods = wanted.filter((kind) => !there.includes(kind));
          return periods.length > 0 ? [{ measure, by: dimensionsOf(breakdown), periods }] : [];
        });
    }),
  );
}

/**
 * The breakdowns of a measure by whom its cases are about, all together: a body is of one kind and, but for errors, of one
 * jurisdiction, and readers know which, so that what is left of a kind or jurisdiction beside its bodies that are named is
 * reckoned with.
 */
function crossings(plan: Plan, definitions: readonly MeasureDefinition[]): Behind[] {
  return definitions.flatMap((measure): Behind[] => {
    const planned = plan.measures[measure.id] ?? {};
    const by = [...namedByYear, "jurisdiction"].filter((one) => planned[one]?.includes("financial-year"));
    const isNamed = by.some((one) => plan.floors[one]);
    return by.length > 1 && isNamed ? [{ measure, by, periods: ["financial-year"] }] : [];
  });
}
