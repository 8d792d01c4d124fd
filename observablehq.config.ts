import { mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Observable Framework's settings for one edition of the site. src/site/framework.ts says by environment
 * where its pages were written and where the built site goes. Nothing here may ask for the network.
 */
const { CANDOUR_SITE_ROOT, CANDOUR_SITE_OUT, CANDOUR_SITE_TITLE } = process.env;
if (!CANDOUR_SITE_ROOT || !CANDOUR_SITE_OUT || !CANDOUR_SITE_TITLE)
  throw new Error("missing environment: the site is built by src/site/buildSite.ts, not by observable alone");

/** Libraries whose latest version Framework would ask the registry for, though no page uses them. */
const unaskedFor = [
  "parquet-wasm@0.0.0",
  "htl@0.0.0",
  "d3-dsv@0.0.0",
  "react-dom@0.0.0",
  "react@0.0.0",
  "lodash@0.0.0",
  "echarts@0.0.0",
  "arquero@0.0.0",
  "@observablehq/sample-datasets@0.0.0",
  "@observablehq/plot@0.0.0",
  "topojson-client@0.0.0",
  "apache-arrow@0.0.0",
  "d3@0.0.0",
  "leaflet@0.0.0",
  "mapbox-gl@0.0.0",
];

for (const name of unaskedFor)
  mkdirSync(join(CANDOUR_SITE_ROOT, ".observablehq/cache/_npm", name), { recursive: true });
process.env.OBSERVABLE_TELEMETRY_DISABLE = "1";

export default {
  root: CANDOUR_SITE_ROOT,
  output: CANDOUR_SITE_OUT,
  title: CANDOUR_SITE_TITLE,
  style: "style.css",
  globalStylesheets: [],
  pages: [],
  head: "",
  footer: "",
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  linkify: false,
  typographer: false,
  preserveIndex: true,
  preserveExtension: true,
};
