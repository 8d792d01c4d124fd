import type { groups } from "../../../catalogue/definition.ts";
import { type Content, html } from "../../../report/html.ts";
import type { Site } from "../../../report/series.ts";
import { answeredInTime } from "./answeredInTime.ts";
import { caseworkFlow } from "./caseFlows.ts";
import { timeToClose } from "./closingCurves.ts";
import { officerLoads } from "./officerLoads.ts";
import { registerAges } from "./registerAges.ts";
import { reviewFlow } from "./reviewChain.ts";
import { sampledTeams } from "./sampledTeams.ts";
import { samplesDrawn } from "./samplesDrawn.ts";

const features: Partial<Record<keyof typeof groups, (site: Site) => Content>> = {
  casework: caseworkFlow,
  timeliness: (site) => timeToClose(site, { isLinked: true }),
  caseload: officerLoads,
  quality: (site) => html`${sampledTeams(site)}${samplesDrawn(site)}`,
  reviews: reviewFlow,
  registers: registerAges,
  requests: answeredInTime,
};

/** What a group's page shows besides its measures: what no one of them says alone. */
export function groupFeature(site: Site, group: keyof typeof groups): Content {
  return features[group]?.(site) ?? "";
}
