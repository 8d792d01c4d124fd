import { relative } from "node:path";
import { expect, vi } from "vitest";
import { beginYearsWith } from "../loaders/dates.ts";
import { isLong } from "./gear.ts";

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

const file = relative("test", expect.getState().testPath ?? "");
const isSlow = slow.some((pattern) => pattern.test(file));
const [ofOthers, ofSlow] = isLong ? [300_000, 1_800_000] : [90_000, 600_000];
// A worker reads several files: one that was an office of another country leaves its years.
beginYearsWith(4);
vi.setConfig({ testTimeout: isSlow ? ofSlow : ofOthers, hookTimeout: isSlow ? 900_000 : 180_000 });
