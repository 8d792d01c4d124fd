import { syncBuiltinESMExports } from "node:module";
import { relative } from "node:path";
import vm from "node:vm";
import { beforeEach, expect, vi } from "vitest";
import { beginYearsWith } from "../loaders/dates.ts";
import { isDrawn, isLong } from "./gear.ts";

/** What builds, opens a browser or starts processes, by its path in `test/`. */
const slow = [
  /^gear\./,
  /^(data|endToEnd)\//,
  /^src\/(pack|release|restate|warehouse)\//,
  /^src\/site\/(buildSite|customerCare|drill|framework|pages|template)\./,
  /^src\/scan\/(command|formats)\./,
  /^src\/report\/held\./,
  /\/(engine\.properties|separate|suppress\.properties)\./,
];

/** What loads an office, opens a page or writes files for each of its tests, of which none leans on another. */
const sampled = [
  /^endToEnd\/otherOffice\./,
  /^loaders\/(batches|containers|dateForms|load|mapping|oddFiles|textForms|vocabulary)\./,
  /^loaders\/fetch\/(odata|postgresql)\./,
  /^src\/casework\/today\./,
  /^src\/commands\/checkExtracts\./,
  /^src\/measures\/engine\.properties\./,
  /^src\/report\/held\./,
  /^src\/restate\/restate\./,
  /^src\/sampling\/sampleMonth\./,
  /^src\/site\/(client\/chart|customerCare|drill|personas|today)\./,
  /^src\/trace\/listedRows\./,
  /^src\/warehouse\/(asAt|notRecorded|officeDays|seen|state|unusable)\./,
];

const file = relative("test", expect.getState().testPath ?? "");
const isSlow = slow.some((pattern) => pattern.test(file));
const [ofOthers, ofSlow] = isLong ? [300_000, 1_800_000] : [90_000, 600_000];
// A worker reads several files: one that was an office of another country leaves its years.
beginYearsWith(4);
vi.setConfig({ testTimeout: isSlow ? ofSlow : ofOthers, hookTimeout: isSlow ? 900_000 : 180_000 });

/** Of what must be refused, stopped or hidden, must never be or isn't for the public, none is left out. */
const isNever = /refus|stop|hid|never|nobody|public/;

if (!isLong && sampled.some((pattern) => pattern.test(file)))
  beforeEach(({ skip, task }) => {
    const isAsked = isNever.test(task.name) || isDrawn(`${file} ${task.fullName}`, 1 / 5);
    skip(!isAsked, "run by npm run test:long");
  });

/** By how much a worker may have grown, in bytes, before what its builds left behind is collected. */
const mostLeft = 200_000_000;

/**
 * What a build collects by after each of its parts: here it would look through all that the files of a worker share, some 200 MB, each time,
 * which takes a tenth of a second and more of processor.
 */
function seldom(collect: () => void): () => void {
  let kept = 0;
  return () => {
    if (process.memoryUsage().heapUsed < kept + mostLeft) return;
    collect();
    kept = process.memoryUsage().heapUsed;
  };
}

const { runInNewContext } = vm;
if (runInNewContext.name !== "runOrCollectSeldom") {
  const runOrCollectSeldom: typeof runInNewContext = (code, ...others) =>
    code === "gc" ? seldom(runInNewContext("gc")) : runInNewContext(code, ...others);
  Object.assign(vm, { runInNewContext: runOrCollectSeldom });
  syncBuiltinESMExports();
}
