import type { DuckDBConnection } from "@duckdb/node-api";
import { contracts } from "../../loaders/contracts.ts";
import type { Settings, Source } from "../../loaders/sources.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { readColumns } from "./columnsRead.ts";
import type { Model } from "./graph.ts";
import { columnInWords } from "./notRecorded.ts";

/** What a measure, or one breakdown of it, would be held with. */
export interface Missing {
  measure: string;
  /** The breakdown that lacks it; empty where the measure does. */
  breakdown: string;
  contract: string;
  /** The column; empty where no source has the contract. */
  column: string;
  /** The column in words, or empty. */
  says: string;
}

/** The sources of a contract that are still in use; all of them where none is. */
function sourcesOf({ sources }: Pick<Settings, "sources">, contract: string): readonly Source[] {
  const own = sources.filter((source) => source.contract === contract);
  const inUse = own.filter(({ until }) => until === undefined);
  return inUse.length > 0 ? inUse : own;
}

/**
 * What by the settings alone no figure could be made of: for each measure the contracts that no source has, and the columns
 * that a source still in use doesn't record; where it has all it needs itself, those that its breakdowns lack.
 */
export async function readMissing(
  connection: DuckDBConnection,
  models: readonly Model[],
  definitions: readonly MeasureDefinition[],
  settings: Pick<Settings, "sources">,
): Promise<Missing[]> {
  const columns = await readColumns(connection, models, definitions);
  const lackingOf = (name: string): Omit<Missing, "measure" | "breakdown">[] => {
    const [contract = "", column = ""] = name.split(".");
    if (!contracts.has(contract) || contracts.get(contract)?.extras?.includes(column)) return [];
    const sources = sourcesOf(settings, contract);
    if (sources.length === 0) return [{ contract, column: "", says: "" }];
    const isLacking = sources.some(
      ({ unnamed, not_recorded }) => unnamed.includes(column) || Object.hasOwn(not_recorded, column),
    );
    return isLacking ? [{ contract, column, says: columnInWords(contract, column) }] : [];
  };
  const distinct = (names: readonly string[]) => {
    const found = names.flatMap(lackingOf);
    return found.filter(
      (one, place) =>
        found.findIndex(({ contract, column }) => contract === one.contract && column === one.column) ===
        place,
    );
  };
  return definitions.flatMap(({ id, extracts, ties }) => {
    const read = columns.get(id);
    if (!read) return [];
    const total = [...read.total].filter((name) => !ties.includes(name)).sort();
    const whole = distinct([...extracts.map((contract) => `${contract}.`), ...total]);
    if (whole.length > 0) return whole.map((one) => ({ measure: id, breakdown: "", ...one }));
    return [...read.by].flatMap(([breakdown, names]) =>
      distinct([...names].sort()).map((one) => ({ measure: id, breakdown, ...one })),
    );
  });
}
