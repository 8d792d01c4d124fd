import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The longest first: begun last, one would hold everything up on two cores. The second and third need no
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

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** What `npm run test:quick` runs: statistics, SQL, measures and contracts, without random rows and whole offices. */
const quick = {
  include: [
    "test/sql/**/*.test.ts",
    "test/**/{statistics,catalogue,measures}/**/*.test.ts",
    "test/**/compileContract.test.ts",
  ],
  exclude: [
    "test/sql/{agreement,blanked,flows,otherWords,plainSql}.test.ts",
    "test/**/{engine.properties,limitWords,ownMeasures,placeChange,published,targetChanges}.test.ts",
  ],
};

/**
 * A gear is a mode: `vitest run --mode long` samples nothing, and `--mode quick` runs what is quick. No test replaces a module, so the
 * files that a worker runs share what they import; all are of one project, for another's are run by workers that have imported nothing.
 */
export default defineConfig(({ mode }) => ({
  test: {
    // A third imports and compiles all again, and two leave neither of two cores idle.
    maxWorkers: 2,
    // All that a worker's files share is in use for as long as it runs: what is new is looked through less often.
    execArgv: ["--max-semi-space-size=64"],
    isolate: false,
    experimental: { fsModuleCache: true },
    // What is waited for comes late on a busy machine: it is waited for as long as a page's elements are.
    expect: { poll: { timeout: 30_000 } },
    sequence: { sequencer: LongestFirst },
    setupFiles: ["test/eachFile.ts"],
    env: { CANDOUR_GEAR: mode === "long" ? "long" : "short" },
    ...(mode === "quick" ? quick : { include: ["test/**/*.test.ts"] }),
  },
}));
