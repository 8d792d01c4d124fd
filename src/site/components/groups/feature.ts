import type { groups } from "../../../measures/definition.ts";
import type { Content } from "../../html.ts";
import type { Site } from "../../series.ts";
import { answeredInTime } from "./answeredInTime.ts";
import { officerLoads } from "./officerLoads.ts";
import { registerAges } from "./registerAges.ts";
import { reviewFlow } from "./reviewFlow.ts";
import { sampledTeams } from "./sampledTeams.ts";
import { timeToClose } from "./timeToClose.ts";

const features: Partial<Record<keyof typeof groups, (site: Site) => Content>> = {
  timeliness: (site) => timeToClose(site, { isLinked: true }),
  caseload: officerLoads,
  quality: sampledTeams,
  reviews: reviewFlow,
  registers: registerAges,
  requests: answeredInTime,
};

/** What a group's page shows besides its measures: what no one of them says alone. */
export function groupFeature(site: Site, group: keyof typeof groups): Content {
  return features[group]?.(site) ?? "";
}
