import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The longest of each project first: begun last, one would hold everything up on two cores. The second and third need no
 * office, which the first makes for the others.
 */
const longest = [
  "endToEnd/build",
  "site/pages",
  "release/gate",
  "endToEnd/release",
  "endToEnd/anySources",
  "endToEnd/everyMonth",
  "endToEnd/answers",
  "endToEnd/dev",
  "endToEnd/hostileNames",
  "endToEnd/pack",
  "endToEnd/engines",
  "site/template",
  "endToEnd/everyPage",
  "endToEnd/littleLoaded",
  "restate/restate",
  "site/drill",
  "release/releases",
  "site/customerCare",
  "data/demonstration",
  "endToEnd/unchanged",
  "warehouse/past",
  "warehouse/asAt",
  "site/buildSite",
  "warehouse/seen",
  "warehouse/state",
  "report/held",
  "loaders/batches",
  "loaders/fuzz",
  "scan/formats",
  "warehouse/officeDays",
  "trace/listedRows",
  "sql/measures",
  "sql/clocks",
].map((name) => `/${name}.test.ts`);

/** A worker runs files of one project: the next of another is given a worker that has imported nothing. */
const inOrder = ["slow", "unit", "quick"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(name));
      return inOrder.indexOf(project.name) * 1000 + (place < 0 ? longest.length : place);
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** What `npm run test:quick` runs: statistics, SQL, measures and contracts, without random rows. */
const quick = {
  include: [
    "test/sql/**/*.test.ts",
    "test/**/{statistics,catalogue,measures}/**/*.test.ts",
    "test/**/compileContract.test.ts",
  ],
  exclude: ["test/**/engine.properties.test.ts"],
};

/** What builds, opens a browser or starts processes. */
const slow = {
  include: [
    "test/gear.test.ts",
    "test/endToEnd/**/*.test.ts",
    "test/data/**/*.test.ts",
    "test/**/{release,restate,pack,warehouse}/*.test.ts",
    "test/src/site/{buildSite,pages,drill,customerCare,template,held,framework}.test.ts",
    "test/**/scan/{command,formats}.test.ts",
    "test/**/{separate,suppress.properties,engine.properties}.test.ts",
  ],
};

/**
 * A gear is a mode: `vitest run --mode long` samples nothing. No test replaces a module, so the files that a worker runs
 * share what they import.
 */
export default defineConfig(({ mode }) => {
  const isLong = mode === "long";
  // A project that extends this file is given it again in another mode: what depends on the mode is said to each.
  const env = { CANDOUR_GEAR: isLong ? "long" : "short" };
  return {
    test: {
      maxWorkers: 3,
      experimental: { fsModuleCache: true },
      // What is waited for comes late on a busy machine: it is waited for as long as a page's elements are.
      expect: { poll: { timeout: 30_000 } },
      sequence: { sequencer: LongestFirst },
      projects: [
        {
          extends: true,
          test: {
            name: "quick",
            env,
            ...quick,
            isolate: false,
            testTimeout: isLong ? 300_000 : 90_000,
            hookTimeout: 180_000,
          },
        },
        {
          extends: true,
          test: {
            name: "unit",
            env,
            include: ["test/**/*.test.ts"],
            exclude: [...quick.include, ...slow.include],
            isolate: false,
            testTimeout: isLong ? 300_000 : 90_000,
            hookTimeout: 180_000,
          },
        },
        {
          extends: true,
          test: {
            name: "slow",
            env,
            ...slow,
            isolate: false,
            testTimeout: isLong ? 1_800_000 : 600_000,
            hookTimeout: 900_000,
          },
        },
      ],
    },
  };
});
