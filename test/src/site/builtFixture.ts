import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Edition } from "../../../src/report/report.ts";
import { buildSite } from "../../../src/site/buildSite.ts";
import { cachedSoon, hashesOf, versionOfBuild } from "../../endToEnd/office.ts";
import { fixtureInput } from "./fixture.ts";

/**
 * The site of all that `fixtureInput` has, for tests that read it and don't change it: made once for each version of what makes it. Gives
 * its folder.
 */
export async function builtFixture(edition: Edition): Promise<string> {
  const own = ["test/src/site", "test/src/measures"].map((folder) => Object.entries(hashesOf(folder)));
  const version = createHash("sha256")
    .update(JSON.stringify([versionOfBuild(), own]))
    .digest("hex");
  const home = await cachedSoon(`fixture-${edition}-${version.slice(0, 16)}`, async (folder) => {
    await buildSite(fixtureInput(edition), { root: join(folder, "root"), out: join(folder, "site") });
  });
  return join(home, "site");
}
