import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";

/**
 * Observable Framework's settings. `observable build` and `observable preview` make every page of the internal site from the
 * last build's output (`dist`, or what CANDOUR_OUT names) into `dist.observable`: bin/pages.js fills the root with the tree of
 * src/site/pages, and Framework runs each page of data in it by bin/page.js. What Framework can't be told is in src/site/mend.ts:
 * `npm run build` makes the same pages, mended, and only a page of each kind of them by Framework (src/site/framework.ts, which
 * says by environment where they are). Nothing here may ask for the network.
 */
const { CANDOUR_SITE_ROOT, CANDOUR_SITE_OUT, CANDOUR_SITE_TITLE, CANDOUR_OUT = "dist" } = process.env;
const root = CANDOUR_SITE_ROOT ?? "node_modules/.cache/candour-framework";

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

for (const name of unaskedFor) mkdirSync(join(root, ".observablehq/cache/_npm", name), { recursive: true });
process.env.OBSERVABLE_TELEMETRY_DISABLE = "1";

/** Has the root filled; the title of the site, and where the pages lie whose files have a parameter. */
function fillRoot(): { title: string; paths: string[] } {
  execFileSync(process.execPath, ["bin/pages.js", CANDOUR_OUT, root], { stdio: "inherit" });
  return JSON.parse(readFileSync(join(root, ".observablehq/site.json"), "utf8"));
}

/** Has the root filled again whenever something changes that pages are made from; an open preview then shows it. */
function keepFilled(): void {
  let waiting: NodeJS.Timeout | undefined;
  const fill = () => spawn(process.execPath, ["bin/pages.js", CANDOUR_OUT, root], { stdio: "inherit" });
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(fill, 100);
  };
  for (const folder of ["src", "loaders"]) watch(folder, { recursive: true }, later);
  watch(join(CANDOUR_OUT, ".."), (_, name) => name === CANDOUR_OUT && later());
}

const isFilled = CANDOUR_SITE_TITLE !== undefined;
const site = isFilled ? { title: CANDOUR_SITE_TITLE, paths: [] } : fillRoot();
if (!isFilled && process.argv.includes("preview")) keepFilled();

export default {
  root,
  output: CANDOUR_SITE_OUT ?? "dist.observable",
  title: site.title,
  dynamicPaths: site.paths,
  interpreters: { ".ts": [process.execPath, "bin/page.js", root] },
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
