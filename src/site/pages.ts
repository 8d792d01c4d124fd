import { registerNames } from "../report/names.ts";
import type { Site } from "../report/series.ts";
import { groupsOf, type LaidOutPage, layOut, type Page } from "./components/layout.ts";
import { briefPage } from "./pages/brief.ts";
import { cataloguePage } from "./pages/catalogue.ts";
import { customerCarePage } from "./pages/customerCare.ts";
import { dataPage } from "./pages/data.ts";
import { drillPage } from "./pages/drill.ts";
import { groupPage } from "./pages/group.ts";
import { latestPage } from "./pages/latest.ts";
import { lineagePage } from "./pages/lineage.ts";
import { measurePage } from "./pages/measure.ts";
import { measuresPage } from "./pages/measures.ts";
import { notFoundPage } from "./pages/notFound.ts";
import { howToReadPage, notHeldPage } from "./pages/readers.ts";
import { registersPage } from "./pages/registers/overview.ts";
import { registerPage } from "./pages/registers/register.ts";
import { releasesPage } from "./pages/releases.ts";
import { restatedPage } from "./pages/restated.ts";
import { tracePage } from "./pages/trace.ts";

function editionPages(site: Site): Page[] {
  if (site.report.edition === "public") {
    const { publication } = site.report;
    const published = publication ? [cataloguePage(site, publication), releasesPage(site, publication)] : [];
    return [latestPage(site), ...published, notHeldPage(site), howToReadPage(site)];
  }
  const groupPages = groupsOf(site).map((group) => groupPage(site, group));
  const traces = site.series.map((series) => tracePage(site, series));
  const registers = registerNames.map((register) => registerPage(site, register));
  return [
    briefPage(site),
    customerCarePage(site),
    ...groupPages,
    registersPage(site),
    ...registers,
    measuresPage(site),
    drillPage(site),
    restatedPage(site),
    dataPage(site),
    lineagePage(site),
    ...traces,
  ];
}

/** Every page of an edition, laid out. */
export function toPages(site: Site): LaidOutPage[] {
  const measures = site.series.map((series) => measurePage(site, series));
  return [...editionPages(site), ...measures, notFoundPage(site)].map((page) => layOut(site, page));
}
