import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { rawColumns } from "../../loaders/compileContract.ts";
import { toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { type MeasureDefinition, readDefinitions } from "../../src/catalogue/definition.ts";
import { statisticOf } from "../../src/catalogue/statistics/kinds.ts";
import { measureFigures } from "../../src/measures/engine.ts";
import type { Figure } from "../../src/measures/figure.ts";
import { projectFile } from "../../src/project.ts";
import { type ColumnsRead, readColumns } from "../../src/warehouse/columnsRead.ts";
import { ancestorsOf } from "../../src/warehouse/graph.ts";
import { sample } from "../gear.ts";
import { givenOf } from "./rows.ts";
import {
  fillWarehouse,
  modelsOfMeasure,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "./warehouse.ts";

type Given = Record<string, RawRow[]>;

const definitions = readDefinitions(projectFile("sql/measures"));

/** Rows as they are loaded: without a value that breaks a rule of its contract. */
function asLoaded(rows: Given): Given {
  const loaded = Object.entries(rows).map(([name, own]) => {
    const rules = contracts.get(name)?.rules ?? [];
    const mend = (row: RawRow): RawRow => {
      const kept = { ...row };
      for (const rule of rules) {
        const [value, beside] = [
          kept[rule.column],
          rule.relation === "not after receipt" ? null : kept[rule.other],
        ];
        if (value == null || beside == null) continue;
        if (rule.relation === "not before" ? value < beside : value > beside) kept[rule.column] = null;
      }
      return kept;
    };
    return [name, own.map(mend)] as const;
  });
  return Object.fromEntries(loaded);
}

const [drawn = {}] = fc.sample(givenOf([...contracts.keys()], 12), { numRuns: 1, seed: 7 });
const given = asLoaded(drawn);

let warehouse: TestWarehouse;
let reads: Map<string, ColumnsRead>;
let whole: Map<string, Figure[]>;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
  reads = await readColumns(warehouse.connection, warehouse.models, definitions);
  whole = await figuresOf(given, definitions);
});

/** The columns that tell no row from another, of every contract. */
const columns = [...contracts.values()].flatMap((contract) => {
  const raw = rawColumns(contract);
  return toColumns(contract)
    .filter(({ name, kind }) => kind !== "identity" && raw.has(name) && !contract.parts?.includes(name))
    .map(({ name, kind }) => ({ contract: contract.name, name, kind }));
});

const days = { from: "2019-12-01", to: "2020-04-30" };

async function figuresOf(
  given: Given,
  measures: readonly MeasureDefinition[],
): Promise<Map<string, Figure[]>> {
  await fillWarehouse(warehouse, given, measures.flatMap(modelsOfMeasure));
  const figures = new Map<string, Figure[]>();
  for (const measure of measures) {
    const question = { periods: ["month" as const], by: [], ...days };
    figures.set(measure.id, await measureFigures(warehouse.connection, measure, question, wholeContext));
  }
  return figures;
}

/** Those of a measure and of what it is divided by. */
function readsOf({ id, divisor }: MeasureDefinition): Set<string> {
  return new Set([...(reads.get(id)?.total ?? []), ...(divisor ? readsOf(divisor) : [])]);
}

/** What speaks against the office in a figure: what is open, or what was not done in time. */
function against({ time }: MeasureDefinition, { numerator, denominator }: Figure): number {
  return time === "flow" ? (denominator ?? 0) - (numerator ?? 0) : (numerator ?? 0);
}

describe("a value that can't be used", () => {
  it.each(sample(columns, 10).map((column) => [`${column.contract}.${column.name}`, column] as const))(
    "changes no figure that doesn't read its column, and makes none worse: %s",
    async (_name, { contract, name, kind }) => {
      const rows = given[contract] ?? [];
      const place = rows.findIndex((row) => row[name] != null);
      if (place === -1) return;
      const put = (own: RawRow[]): Given => ({ ...given, [contract]: own });
      const empty = (row: RawRow): RawRow => ({ ...row, [name]: null, blanked: `[${name}]` });
      const reached = definitions.filter(({ id }) =>
        ancestorsOf(warehouse.models, `measures.${id}`).includes(`raw.${contract}`),
      );
      const isClock = kind === "clock";
      const without = isClock
        ? await figuresOf(put(rows.filter((_, index) => index !== place)), reached)
        : new Map<string, Figure[]>();
      const blanked = await figuresOf(
        put(rows.map((row, index) => (index === place ? empty(row) : { ...row, blanked: "[]" }))),
        reached,
      );
      for (const measure of reached) {
        const figures = blanked.get(measure.id) ?? [];
        const all = whole.get(measure.id) ?? [];
        if (!readsOf(measure).has(`${contract}.${name}`)) {
          expect([measure.id, figures]).toEqual([measure.id, all]);
          continue;
        }
        const isRated = measure.time === "stock" || measure.unit === "percent";
        if (!isClock || !isRated || measure.divisor !== null || !statisticOf(measure).isSum) continue;
        for (const [index, figure] of figures.entries()) {
          const [one, other] = [all[index], without.get(measure.id)?.[index]];
          if (!one || !other) throw new Error(`no figure of ${measure.id}`);
          const most = Math.max(against(measure, one), against(measure, other));
          expect([measure.id, figure.period, against(measure, figure) <= most]).toEqual([
            measure.id,
            figure.period,
            true,
          ]);
        }
      }
    },
    120_000,
  );
});
