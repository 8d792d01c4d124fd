import { noCasework } from "../casework/casework.ts";
import type { SiteInput } from "../site/input.ts";
import type { PublicContent } from "./publicWarehouse.ts";

/** All the public site is made from: figures that may be published, and nothing of files, rows or people. */
export function toPublicInput(content: PublicContent): SiteInput {
  const { asAt, office, measures, figures, holdings, breaks, rebases } = content;
  const published = new Set(measures.map(({ id }) => id));
  return {
    edition: "public",
    asAt,
    office,
    measures: measures.map((measure) => ({
      ...measure,
      beside: measure.beside.filter((id) => published.has(id)),
    })),
    figures,
    holdings,
    breaks,
    rebases,
    receivedTo: null,
    sources: [],
    loads: [],
    refused: [],
    quarantine: [],
    checks: [],
    casework: noCasework,
    explanations: [],
    models: [],
    tested: [],
    downloads: [{ name: "All figures (CSV)", path: "data/figures.csv" }],
  };
}
