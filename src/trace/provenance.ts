import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query } from "../../loaders/database.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { ExplainedExtract } from "../report/explained.ts";
import type { QuarantineCount } from "../warehouse/loads.ts";
import { isReference } from "../warehouse/origins.ts";
import { countedRows, type PeriodDays, periodRows } from "./countedRows.ts";

interface Provenance {
  extracts: ExplainedExtract[];
  quarantined: QuarantineCount[];
}

/** The extracts in force: of a source whose later files replace earlier ones, that of the latest days only. */
const inForce = `
  select *, row_number() over (partition by source order by covers_to desc, received_on desc, file desc) as age
  from raw.loads
  qualify later_files is distinct from 'replace' or age = 1`;

/**
 * For each period, the extracts behind the rows last counted (`countRows`): those that gave one of them, as far as
 * the rows have a reference, and those whose days bear on the period: that overlap it, or for a stock that hold its last
 * day, or begin before it and have rows set aside or values left empty, since what has been open for long may be among them.
 */
export async function findExtractsOf(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  periods: readonly PeriodDays[],
  ancestors: readonly string[],
): Promise<Provenance[]> {
  const names = ancestors
    .filter((name) => name.startsWith("raw."))
    .map((name) => name.slice("raw.".length))
    .filter((name) => contracts.has(name));
  const isStock = measure.time === "stock";
  const bears = isStock
    ? `in_force.covers_from <= periods.last_day
       and (in_force.covers_to >= periods.last_day or in_force.rows_quarantined + in_force.values_blanked > 0)`
    : `in_force.covers_from <= periods.last_day and in_force.covers_to >= periods.first_day`;
  const { reference } = measure;
  const gave = names.flatMap((name) => {
    const key = contracts.get(name)?.key[0];
    if (reference === null || key === undefined || !isReference(key)) return [];
    return `union select rows."period number", origins.load_id
      from ${countedRows} as rows join raw.${quote(name)} as origins on origins.${quote(key)} = rows.${quote(reference)}`;
  });
  await connection.run(
    `create or replace temp table ${quote("extracts counted")} as
     with in_force as (${inForce})
     select periods."period number", in_force.load_id
     from ${periodRows(periods)}
     join in_force on ${bears}
     where in_force.contract = any([${names.map(literal).join(", ")}]::varchar[])
     ${gave.join("\n")}`,
  );
  const extracts = await query<ExplainedExtract & { number: number }>(
    connection,
    `select "period number" as number, source, file, sha256, received_on::varchar as received_on, rows_loaded, rows_quarantined
     from temp.${quote("extracts counted")} join raw.loads using (load_id)
     order by number, load_id`,
  );
  const quarantined = await query<QuarantineCount & { number: number }>(
    connection,
    `select "period number" as number, source, file, kind, column_name as "column", reason, count(*)::integer as rows
     from temp.${quote("extracts counted")}
     join raw.loads using (load_id)
     join raw.quarantine using (load_id)
     group by all
     order by all`,
  );
  const own = <T extends { number: number }>(rows: readonly T[], index: number) =>
    rows.filter(({ number }) => number === index).map(({ number: _, ...row }) => row);
  return periods.map((_, index) => ({
    extracts: own(extracts, index),
    quarantined: own(quarantined, index),
  }));
}
