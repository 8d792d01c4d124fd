import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { z } from "zod";
import { literal, quote } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { Break } from "../catalogue/breaks.ts";
import { ToldMeasure } from "../catalogue/definition.ts";
import { Holding } from "../catalogue/holdings.ts";
import { Note, notesUpTo } from "../catalogue/noted.ts";
import { sayFault } from "../catalogue/ownFaults.ts";
import { Rebase } from "../catalogue/rebases.ts";
import { schemaColumns } from "../measures/columnTypes.ts";
import { Figure } from "../measures/figure.ts";
import { aboutOffice } from "../report/aboutOffice.ts";
import { findPublicFaults } from "../report/readOwnPages.ts";
import {
  EarlierMonth,
  MonthDays,
  OfficeAbout,
  type Publication,
  ReplacedEdition,
  type Report,
  Revision,
} from "../report/report.ts";
import { readWrittenPages, WrittenPage } from "../report/writtenPages.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { Plan } from "./plan.ts";

/** What the rows of each table of a public warehouse are. Nothing else may ever be in one. */
const rowSchemas = {
  about: z.strictObject({
    as_at: z.iso.date(),
    office: z.string(),
    office_about: OfficeAbout,
    plan: Plan,
    is_released: z.boolean(),
    reissue: z.strictObject({ on: z.iso.date(), reason: z.string() }).nullable(),
  }),
  measures: z.strictObject({ id: z.string(), definition: ToldMeasure }),
  figures: Figure,
  holdings: Holding.strict(),
  breaks: Break,
  earlier: EarlierMonth,
  revisions: Revision,
  replaced: ReplacedEdition,
  rebases: Rebase,
  notes: Note,
  working_days: MonthDays,
  own_pages: WrittenPage,
} as const;

type Name = keyof typeof rowSchemas;

/** Each table of a public warehouse: its columns with their types. */
export const publicTables = Object.fromEntries(
  Object.entries(rowSchemas).map(([name, schema]) => [
    name,
    Object.fromEntries(schemaColumns(schema).map((column) => [column.name, column.type])),
  ]),
);

/** What a release knows: that it is one, the releases before it, what isn't as they gave it, and what it is a reissue of. */
export type AsReleased = Pick<Publication, "isReleased" | "earlier" | "revisions" | "reissue" | "replaced">;

const preview: AsReleased = { isReleased: false, earlier: [], revisions: [], reissue: null, replaced: [] };

/**
 * All that may be published of a warehouse: the plan's measures in its order, with their figures after disclosure control.
 * It is a preview unless it is said to be released.
 */
export function toPublicContent(
  { settings, definitions, context }: Pick<Warehouse, "settings" | "definitions" | "context">,
  plan: Plan,
  figures: Figure[],
  workingDays: MonthDays[],
  { isReleased, earlier, revisions, reissue, replaced }: AsReleased = preview,
): PublicContent {
  const isPlanned = ({ measure, breakdown = "" }: { measure: string; breakdown?: string }) => {
    const dimension = breakdown.split("=")[0] ?? "";
    const breakdowns = Object.keys(plan.measures[measure] ?? {});
    return breakdowns.some((one) => (dimension === "" ? true : one.split(",").includes(dimension)));
  };
  const published = Object.keys(plan.measures).flatMap(
    (id) => definitions.find((one) => one.id === id) ?? [],
  );
  return {
    asAt: context.asAt,
    office: settings.office.name,
    about: aboutOffice(settings),
    plan,
    measures: published,
    figures,
    holdings: context.holdings.filter(isPlanned),
    breaks: context.breaks.filter(isPlanned),
    rebases: context.rebases.filter(isPlanned),
    notes: notesUpTo(settings.folder, definitions, context.asAt).filter(
      ({ about, public: isPublic }) => isPublic === "yes" && isPlanned({ measure: about }),
    ),
    workingDays,
    ownPages: readPublicPages(settings.folder, published),
    isReleased,
    earlier,
    revisions,
    reissue,
    replaced,
  };
}

/** The office's own pages for the public. Throws a DataError that names each that can't be published. */
function readPublicPages(folder: string, published: PublicContent["measures"]): WrittenPage[] {
  const faults = findPublicFaults(folder, published);
  if (faults.length > 0)
    throw new DataError(
      "The office’s own pages for the public can’t be published.",
      faults.map(sayFault),
      "Mend them, or take them out of pages/public in the folder of the settings.",
    );
  return readWrittenPages(folder, "public").pages;
}

/** All the public edition is made from: aggregates after disclosure control, and the words about them. */
export interface PublicContent
  extends AsReleased,
    Pick<
      Report,
      | "asAt"
      | "office"
      | "about"
      | "measures"
      | "figures"
      | "holdings"
      | "breaks"
      | "rebases"
      | "notes"
      | "workingDays"
    > {
  plan: Plan;
  /** The pages of the office's own for the public, as they are written. */
  ownPages: WrittenPage[];
}

function rowsOf(content: PublicContent): Record<Name, readonly object[]> {
  const { asAt, office, about, plan, measures, figures, holdings, breaks, rebases, notes, workingDays } =
    content;
  const { isReleased, earlier, revisions, reissue, replaced } = content;
  return {
    about: [{ as_at: asAt, office, office_about: about, plan, is_released: isReleased, reissue }],
    // How a figure is worked out names tables the public edition must not have.
    measures: measures.map(({ sql: _, divisor: __, framing: ___, file: ____, ...definition }) => ({
      id: definition.id,
      definition,
    })),
    figures,
    holdings,
    breaks,
    earlier,
    revisions,
    replaced,
    rebases,
    notes,
    working_days: workingDays,
    own_pages: content.ownPages,
  };
}

/** Writes a public warehouse to `file`, which must be new. Its folder must be one that may hold what is published. */
export async function writePublicWarehouse(file: string, content: PublicContent): Promise<void> {
  const instance = await DuckDBInstance.create(file, { threads: "2", preserve_insertion_order: "true" });
  const connection = await instance.connect();
  try {
    for (const [name, rows] of Object.entries(rowsOf(content)) as [Name, readonly object[]][]) {
      const columns = publicTables[name] ?? {};
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
    const read = async <Row extends z.ZodObject>(name: Name, schema: Row): Promise<z.output<Row>[]> => {
      const nested = schemaColumns(schema).filter(({ type }) => type === "json");
      const rows = await query<Record<string, unknown>>(connection, `select * from ${name} order by rowid`);
      return rows.map((row) => {
        const parsed = nested.map((column) => [column.name, JSON.parse(String(row[column.name]))]);
        return schema.parse({ ...row, ...Object.fromEntries(parsed) });
      });
    };
    const [about, ...others] = await read("about", rowSchemas.about);
    if (!about || others.length > 0) throw new Error(`invalid public warehouse: ${file}`);
    const measures = await read("measures", rowSchemas.measures);
    return {
      asAt: about.as_at,
      office: about.office,
      about: about.office_about,
      plan: about.plan,
      isReleased: about.is_released,
      reissue: about.reissue,
      measures: measures.map(({ definition }) => ({
        ...definition,
        file: "",
        sql: "",
        divisor: null,
        framing: null,
      })),
      figures: await read("figures", rowSchemas.figures),
      holdings: await read("holdings", rowSchemas.holdings),
      breaks: await read("breaks", rowSchemas.breaks),
      rebases: await read("rebases", rowSchemas.rebases),
      notes: await read("notes", rowSchemas.notes),
      workingDays: await read("working_days", rowSchemas.working_days),
      ownPages: await read("own_pages", rowSchemas.own_pages),
      earlier: await read("earlier", rowSchemas.earlier),
      revisions: await read("revisions", rowSchemas.revisions),
      replaced: await read("replaced", rowSchemas.replaced),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
