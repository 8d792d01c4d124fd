import { createHash } from "node:crypto";
import { join } from "node:path";
import { buildSite } from "../../../src/site/buildSite.ts";
import { cachedSoon, hashesOf, versionOfBuild } from "../../endToEnd/office.ts";
import { withRows } from "./drillData.ts";
import { smallInput } from "./fixture.ts";

/** An internal site whose figures open up to their cases, made once for each version of what makes it. Gives its folder, which isn't to be changed. */
export async function builtDrill(): Promise<string> {
  const own = ["test/src/site", "test/src/measures"].map((folder) => Object.entries(hashesOf(folder)));
  const version = createHash("sha256")
    .update(JSON.stringify([versionOfBuild(), own]))
    .digest("hex");
  const home = await cachedSoon(`drill-${version.slice(0, 16)}`, async (folder) => {
    const { input, write } = withRows(smallInput("internal"));
    await buildSite(input, { root: join(folder, "root"), out: join(folder, "site") });
    write(join(folder, "site"));
  });
  return join(home, "site");
}
