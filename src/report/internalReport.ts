import { existsSync } from "node:fs";
import { query } from "../../loaders/database.ts";
import { daysBetween } from "../../loaders/dates.ts";
import type { Source } from "../../loaders/sources.ts";
import { type Casework, readCasework } from "../casework/casework.ts";
import { notesUpTo } from "../catalogue/noted.ts";
import { headlinesOf } from "../catalogue/ownMeasures.ts";
import type { Figure } from "../measures/figure.ts";
import { comparePublished, publishedCheck } from "../measures/published.ts";
import { projectFile } from "../project.ts";
import { lastCovered } from "../warehouse/coverage.ts";
import { eachOf, stillAwaited } from "../warehouse/freshness.ts";
import { readLoads, readQuarantine } from "../warehouse/loads.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { workingDaysByMonth } from "../warehouse/workingDays.ts";
import { aboutOffice } from "./aboutOffice.ts";
import { readDictionary } from "./dictionary.ts";
import type { Explanation } from "./explained.ts";
import { readOwnPages } from "./readOwnPages.ts";
import type { Report, SourceState } from "./report.ts";

/** When the files of a source come, and in words when each is due. */
function dueOf(source: Source): Pick<SourceState, "comes" | "due"> {
  if (source.until) return { comes: "no more", due: "closed system" };
  if (source.due === "never") return { comes: "whenever sent", due: "whenever there is something to send" };
  const each = eachOf(source).replace("-", " ");
  return { comes: "each period", due: `${source.due.days} days after each ${each} ends` };
}

const nothingExpected = { next_due_on: null, days_late: 0, gaps: [] };

async function readSourceStates({
  connection,
  settings,
  receivedTo,
  freshness,
}: Warehouse): Promise<SourceState[]> {
  const received = await query<{
    source: string;
    files: number;
    received_on: string;
    covers_to: string;
    rows_loaded: number;
    rows_quarantined: number;
    values_blanked: number;
  }>(
    connection,
    `select source, count(*)::integer as files, max(received_on)::varchar as received_on,
       max(covers_to)::varchar as covers_to, sum(rows_loaded)::integer as rows_loaded,
       sum(rows_quarantined)::integer as rows_quarantined,
       sum(values_blanked)::integer as values_blanked
     from raw.loads group by source`,
  );
  return settings.sources.map((source) => {
    const state = received.find((row) => row.source === source.id);
    const { next_due_on, days_late, gaps } = freshness.get(source.id) ?? nothingExpected;
    const received_on = state?.received_on ?? null;
    return {
      id: source.id,
      system: source.system,
      contract: source.contract,
      ...dueOf(source),
      files: state?.files ?? 0,
      received_on,
      covers_to: state?.covers_to ?? null,
      rows_loaded: state?.rows_loaded ?? 0,
      rows_quarantined: state?.rows_quarantined ?? 0,
      values_blanked: state?.values_blanked ?? 0,
      age_days: received_on && next_due_on ? daysBetween(received_on, receivedTo) : null,
      next_due_on,
      is_late: stillAwaited(gaps, receivedTo).length > 0,
      days_late,
      missing: gaps.map(({ from, to, problem }) => ({ from, to, problem })),
    };
  });
}

/** The files of the internal site that hold all of something. */
export const internalDownloads: Report["downloads"] = [
  { name: "All figures (CSV)", path: "data/figures.csv" },
  {
    name: "Rows set aside and values left empty, by file, row and reason (CSV)",
    path: "data/quarantine.csv",
  },
];

function isTested(id: string): boolean {
  return existsSync(projectFile(`test/sql/measures/${id}/expected.csv`));
}

/** The cases that the internal site lists, as they stood at the end of the day reported. */
export const caseworkOf = ({ connection, context }: Warehouse): Promise<Casework> =>
  readCasework(connection, context.asAt, lastCovered(context.coverage, "feedback"));

/** All the internal site is made from; `explanations` are those `explainAll` gives, `casework` what `caseworkOf` gives, where it was read. */
export async function toInternalReport(
  warehouse: Warehouse,
  figures: Figure[],
  explanations: Explanation[],
  casework?: Casework,
): Promise<Report> {
  const { connection, settings, definitions, context, refused, checks, models } = warehouse;
  const published = await comparePublished(connection, definitions, context);
  return {
    edition: "internal",
    asAt: context.asAt,
    asAtReason: warehouse.asAtReason,
    office: settings.office.name,
    about: aboutOffice(settings),
    headlines: headlinesOf(definitions, settings.measures),
    measures: definitions,
    figures,
    holdings: [...context.holdings],
    breaks: [...context.breaks],
    rebases: [...context.rebases],
    notes: notesUpTo(settings.folder, definitions, context.asAt),
    workingDays: await workingDaysByMonth(connection, context.asAt),
    coverage: [...context.coverage],
    receivedTo: warehouse.receivedTo,
    sources: await readSourceStates(warehouse),
    loads: (await readLoads(connection)).map(({ loaded_from: _, ...load }) => load),
    refused,
    quarantine: await readQuarantine(connection),
    checks: [...checks, publishedCheck(published, settings.measures.called)].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    ),
    casework: casework ?? (await caseworkOf(warehouse)),
    restated: null,
    pastMonths: [],
    published,
    explanations,
    models: models.map(({ name, schema, reads }) => ({ name, schema, reads })),
    dictionary: await readDictionary(connection, models),
    tested: definitions.flatMap(({ id }) => (isTested(id) ? [id] : [])),
    downloads: internalDownloads,
    pages: settings.office.pages,
    ownPages: await readOwnPages({
      connection,
      models,
      definitions,
      figures,
      folder: settings.folder,
      sources: settings.sources,
      asAt: context.asAt,
    }),
    faults: warehouse.faults,
  };
}
