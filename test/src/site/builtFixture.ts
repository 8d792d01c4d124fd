import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Edition, Report } from "../../../src/report/report.ts";
import { buildSite } from "../../../src/site/buildSite.ts";
import { keepLeft } from "../../../src/site/framework.ts";
import { cachedSoon, hashesOf, versionOfBuild } from "../../endToEnd/office.ts";
import { fixtureInput, smallInput } from "./fixture.ts";

/** What of them this process has asked for. */
const asked = new Map<string, Promise<string>>();

async function make(name: string, toReport: () => Report): Promise<string> {
  const own = ["test/src/site", "test/src/measures"].map((folder) => Object.entries(hashesOf(folder)));
  const version = createHash("sha256")
    .update(JSON.stringify([versionOfBuild(), own]))
    .digest("hex");
  const home = await cachedSoon(`${name}-${version.slice(0, 16)}`, async (folder) => {
    const left = join(folder, "left");
    await buildSite(toReport(), { root: join(folder, "root"), out: join(folder, "site"), left });
    await keepLeft(left);
  });
  return join(home, "site");
}

/** The site of a report, for tests that read it and don't change it: made once for each version of what makes it. Gives its folder. */
function built(name: string, toReport: () => Report): Promise<string> {
  const known = asked.get(name) ?? make(name, toReport);
  asked.set(name, known);
  return known;
}

/** The site of all that `fixtureInput` has. */
export const builtFixture = (edition: Edition): Promise<string> =>
  built(`fixture-${edition}`, () => fixtureInput(edition));

/** The site of the few measures of `smallInput`. */
export const builtSmall = (edition: Edition): Promise<string> =>
  built(`small-${edition}`, () => smallInput(edition));
