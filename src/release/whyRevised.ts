import type { Figure } from "../measures/figure.ts";
import { findRestated } from "../restate/restatedSince.ts";
import type { Warehouse, WarehouseOptions } from "../warehouse/warehouse.ts";
import { type FigureTable, figureId } from "./countTables.ts";
import type { ReleaseRecord } from "./releaseRecord.ts";

const words: Record<string, string> = {
  "late data": "records that came after the last release",
  correction: "records that were corrected",
  "closed since": "cases that were open then have closed or been open for longer",
};

/**
 * Why a figure isn't what the release before gave. Its data are built again as they were then: a total that is otherwise
 * by today's definitions has late or corrected records, or allows for cases that were open then; one that isn't is worked out otherwise. Leaves the warehouse
 * without late rows, so it must come last.
 */
export async function whyRevised(
  warehouse: Warehouse,
  planned: readonly FigureTable[],
  last: ReleaseRecord,
  options: Omit<WarehouseOptions, "asAt">,
): Promise<(figure: Figure) => string> {
  const totals = planned.filter(({ by }) => by.length === 0);
  const ids = new Set(totals.map(({ measure }) => measure.id));
  const restated = await findRestated(
    { ...warehouse, definitions: warehouse.definitions.filter(({ id }) => ids.has(id)) },
    totals.flatMap(({ figures }) => figures),
    last.month,
    { ...options, asAt: last.received_by, hasToDate: true },
  );
  const reasons = new Map(
    restated?.figures.map((one) => [
      [one.measure, one.period, "", ""].join("|"),
      one.why
        .split(", ")
        .map((why) => words[why] ?? why)
        .join(" and "),
    ]),
  );
  return (figure) => {
    const own = reasons.get(figureId({ ...figure, breakdown: "", group: "" }));
    if (own) return own;
    return figure.breakdown === "" ? "it is worked out otherwise now" : "records that moved between groups";
  };
}
