import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Settings } from "../../loaders/sources.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Holding } from "../catalogue/holdings.ts";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import { allFigures } from "../measures/allFigures.ts";
import { readPastMonths } from "../report/pastMonths.ts";
import { findPublicFaults, findWrittenFaults, modelsOfPages, readOwnPages } from "../report/readOwnPages.ts";
import { reportOfPages } from "../report/reportOfPages.ts";
import { toSite } from "../report/series.ts";
import type { KeptIn } from "../restate/saidThen.ts";
import { findPageFaults } from "../site/ownPages.ts";
import { toPages } from "../site/pages.ts";
import type { Coverage } from "../warehouse/coverage.ts";
import { createModels } from "../warehouse/createModels.ts";
import { ancestorsOf, type Model } from "../warehouse/graph.ts";
import { noLosses } from "../warehouse/losses.ts";

interface ToCheckPages {
  models: readonly Model[];
  /** The measures that the office has use for. */
  definitions: readonly MeasureDefinition[];
  settings: Settings;
  holdings: readonly Holding[];
  coverage: readonly Coverage[];
  /** The measures that are published. */
  planned: ReadonlySet<string>;
  /** Where earlier months left their briefs and packs, to which pages may link. */
  kept: KeptIn;
}

/**
 * What is wrong with the office's own pages, and those for the public. Where something would be reported, to `asAt`, their SQL is run
 * and their links are followed, as by a build; of measures those alone are counted that a page names. Otherwise they are only looked at.
 */
export async function checkOwnPages(
  connection: DuckDBConnection,
  asked: ToCheckPages,
  asAt: string | null,
): Promise<OwnFault[]> {
  const { models, definitions, settings, planned } = asked;
  const { folder } = settings;
  const published = definitions.filter(({ id }) => planned.has(id));
  const written = { connection, models, definitions, folder };
  return [
    ...(asAt === null ? await findWrittenFaults(written) : await tryPages(connection, asked, asAt)),
    ...(existsSync(join(folder, "publication.yaml")) ? findPublicFaults(folder, published) : []),
  ];
}

async function tryPages(
  connection: DuckDBConnection,
  { models, definitions, settings, holdings, coverage, kept }: ToCheckPages,
  asAt: string,
): Promise<OwnFault[]> {
  const { folder, sources } = settings;
  const asked = await modelsOfPages({ connection, models, definitions, folder });
  if (asked === null) return [];
  const named = definitions.filter(({ id }) => asked.measures.includes(id));
  const wanted = [
    ...asked.relations,
    "marts.words",
    "marts.snapshots",
    ...named.map(({ id }) => `measures.${id}`),
  ];
  const names = new Set(wanted.flatMap((name) => [name, ...ancestorsOf(models, name)]));
  await createModels(
    connection,
    models.filter(({ name, schema }) => names.has(name) && schema !== "calendar"),
  );
  const nothing = { breaks: [], rebases: [], gaps: [], doubts: [], losses: noLosses };
  const figures = await allFigures(connection, named, { asAt, coverage, holdings, ...nothing });
  const ownPages = await readOwnPages({ connection, models, definitions, folder, sources, asAt, figures });
  const pastMonths = readPastMonths(asAt.slice(0, 7), kept);
  const about = { asAt, measures: [...definitions], figures, coverage: [...coverage], ownPages, pastMonths };
  const site = toSite(await reportOfPages(connection, settings, about));
  toPages(site, () => false);
  return findPageFaults(site);
}
