import { addMonths } from "../../loaders/dates.ts";
import { noCasework } from "../casework/casework.ts";
import type { PublishedFile, Report } from "../report/report.ts";
import { releasedOn } from "./plan.ts";
import type { PublicContent } from "./publicWarehouse.ts";

/**
 * All the public site is made from: figures that may be published, and nothing of files, rows or people. `files` are
 * those to download that have been written.
 */
export function toPublicReport(content: PublicContent, files: PublishedFile[]): Report {
  const { asAt, office, about, measures, figures, holdings, breaks, rebases, notes, workingDays, plan } =
    content;
  const { isReleased, earlier, revisions, reissue, replaced } = content;
  const { title, description, licence, contact, threshold } = plan;
  const month = asAt.slice(0, 7);
  const next = addMonths(month, 1);
  const published = new Set(measures.map(({ id }) => id));
  return {
    edition: "public",
    asAt,
    asAtReason: "",
    office,
    about,
    measures: measures.map((measure) => ({
      ...measure,
      beside: measure.beside.filter((id) => published.has(id)),
    })),
    figures,
    holdings,
    breaks,
    rebases,
    notes,
    workingDays,
    coverage: [],
    receivedTo: null,
    sources: [],
    loads: [],
    refused: [],
    quarantine: [],
    checks: [],
    casework: noCasework,
    restated: null,
    published: [],
    pastMonths: [],
    headlines: [],
    explanations: [],
    models: [],
    dictionary: [],
    tested: [],
    downloads: [],
    pages: {},
    ownPages: content.ownPages.map((page) => ({ ...page, queries: [], scripts: [], fault: null })),
    faults: [],
    publication: {
      title,
      description,
      licence,
      contact,
      threshold,
      isReleased,
      earlier,
      revisions,
      files,
      reissue,
      replaced,
      protectsZeros: plan.protect_zeros,
      groupDisclosure: plan.group_disclosure,
      publishedOn: releasedOn(plan, month),
      next: { month: next, on: releasedOn(plan, next) },
    },
  };
}
