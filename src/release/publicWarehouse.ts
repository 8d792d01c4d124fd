import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { query, queryOne } from "../../loaders/database.ts";
import type { Figure } from "../measures/figure.ts";
import type { Publication, Report } from "../report/report.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Plan } from "./plan.ts";

/** Each table of a public warehouse: its columns with their types. Nothing else may ever be in one. */
export const publicTables = {
  about: { as_at: "varchar", office: "varchar", plan: "json", is_released: "boolean" },
  measures: { id: "varchar", definition: "json" },
  figures: {
    measure: "varchar",
    period: "varchar",
    period_start: "varchar",
    period_end: "varchar",
    breakdown: "varchar",
    group: "varchar",
    numerator: "double",
    denominator: "double",
    value: "double",
    unit: "varchar",
    status: "varchar",
    target: "double",
    note: "varchar",
    lower: "double",
    upper: "double",
    lower_limit: "double",
    mean: "double",
    upper_limit: "double",
    rule: "varchar",
    variation: "varchar",
    assurance: "varchar",
    target_status: "varchar",
  },
  holdings: {
    measure: "varchar",
    breakdown: "varchar",
    from: "varchar",
    to: "varchar",
    extent: "varchar",
    reason: "varchar",
  },
  breaks: { measure: "varchar", on: "varchar", reason: "varchar" },
  earlier: { month: "varchar", publishedOn: "varchar" },
  revisions: {
    measure: "varchar",
    period: "varchar",
    breakdown: "varchar",
    group: "varchar",
    unit: "varchar",
    released: "varchar",
    was: "double",
    is: "double",
    status: "varchar",
    why: "varchar",
  },
  rebases: {
    measure: "varchar",
    on: "varchar",
    author: "varchar",
    reason: "varchar",
    decided_on: "varchar",
  },
} as const;

/** What a release knows: that it is one, the releases before it, and what isn't as they gave it. */
export type AsReleased = Pick<Publication, "isReleased" | "earlier" | "revisions">;

const preview: AsReleased = { isReleased: false, earlier: [], revisions: [] };

/**
 * All that may be published of a warehouse: the plan's measures with their figures after disclosure control. It is a
 * preview unless it is said to be released.
 */
export function toPublicContent(
  { settings, definitions, context }: Pick<Warehouse, "settings" | "definitions" | "context">,
  plan: Plan,
  figures: Figure[],
  { isReleased, earlier, revisions }: AsReleased = preview,
): PublicContent {
  const isPlanned = ({ measure, breakdown = "" }: { measure: string; breakdown?: string }) => {
    const dimension = breakdown.split("=")[0] ?? "";
    const breakdowns = Object.keys(plan.measures[measure] ?? {});
    return breakdowns.some((one) => (dimension === "" ? true : one.split(",").includes(dimension)));
  };
  return {
    asAt: context.asAt,
    office: settings.office,
    plan,
    measures: definitions.filter(({ id }) => isPlanned({ measure: id })),
    figures,
    holdings: context.holdings.filter(isPlanned),
    breaks: context.breaks.filter(isPlanned),
    rebases: context.rebases.filter(isPlanned),
    isReleased,
    earlier,
    revisions,
  };
}

type Name = keyof typeof publicTables;

/** All the public edition is made from: aggregates after disclosure control, and the words about them. */
export interface PublicContent
  extends AsReleased,
    Pick<Report, "asAt" | "office" | "measures" | "figures" | "holdings" | "breaks" | "rebases"> {
  plan: Plan;
}

function rowsOf(content: PublicContent): Record<Name, readonly object[]> {
  const { asAt, office, plan, measures, figures, holdings, breaks, rebases } = content;
  const { isReleased, earlier, revisions } = content;
  return {
    about: [{ as_at: asAt, office, plan, is_released: isReleased }],
    // How a figure is worked out names tables the public edition must not have.
    measures: measures.map(({ sql: _, divisor: __, framing: ___, ...definition }) => ({
      id: definition.id,
      definition,
    })),
    figures,
    holdings,
    breaks,
    earlier,
    revisions,
    rebases,
  };
}

/** Writes a public warehouse to `file`, which must be new. Its folder must be one that may hold what is published. */
export async function writePublicWarehouse(file: string, content: PublicContent): Promise<void> {
  const instance = await DuckDBInstance.create(file, { threads: "2", preserve_insertion_order: "true" });
  const connection = await instance.connect();
  try {
    for (const [name, rows] of Object.entries(rowsOf(content)) as [Name, readonly object[]][]) {
      const columns = publicTables[name];
      const typed = Object.entries(columns).map(([column, type]) => `${quote(column)} ${type}`);
      await connection.run(`create table ${name} (${typed.join(", ")})`);
      if (rows.length === 0) continue;
      const lines = join(dirname(file), `${name}.jsonl`);
      const kept = Object.keys(columns);
      const text = rows.map((row) =>
        JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => kept.includes(column)))),
      );
      writeFileSync(lines, `${text.join("\n")}\n`);
      const types = Object.entries(columns).map(([column, type]) => `${literal(column)}: '${type}'`);
      await connection.run(
        `insert into ${name} by name select * from read_json(${literal(lines)}, format = 'newline_delimited',
          columns = {${types.join(", ")}})`,
      );
      rmSync(lines);
    }
    await connection.run("checkpoint");
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** How a public warehouse is opened: nothing else can be read through it, and that can't be undone. */
export const publicSettings = {
  access_mode: "READ_ONLY",
  threads: "2",
  preserve_insertion_order: "true",
  enable_external_access: "false",
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  lock_configuration: "true",
} as const;

/**
 * What a public warehouse holds. It is opened so that nothing else can be read through it: not other files, not
 * the network. Throws an Error for a file that isn't one.
 */
export async function readPublicWarehouse(file: string): Promise<PublicContent> {
  const instance = await DuckDBInstance.create(file, publicSettings);
  const connection = await instance.connect();
  try {
    const all = <T extends object>(name: Name) =>
      query<T>(connection, `select * from ${name} order by rowid`);
    const about = await queryOne<{ as_at: string; office: string; plan: string; is_released: boolean }>(
      connection,
      "from about",
    );
    const measures = await all<{ definition: string }>("measures");
    return {
      asAt: about.as_at,
      office: about.office,
      plan: JSON.parse(about.plan) as Plan,
      isReleased: about.is_released,
      measures: measures.map(({ definition }) => ({
        ...(JSON.parse(definition) as PublicContent["measures"][number]),
        sql: "",
        divisor: null,
        framing: null,
      })),
      figures: await all<PublicContent["figures"][number]>("figures"),
      holdings: await all<PublicContent["holdings"][number]>("holdings"),
      breaks: await all<PublicContent["breaks"][number]>("breaks"),
      rebases: await all<PublicContent["rebases"][number]>("rebases"),
      earlier: await all<PublicContent["earlier"][number]>("earlier"),
      revisions: await all<PublicContent["revisions"][number]>("revisions"),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
