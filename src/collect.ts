import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { releaseFreed } from "../loaders/database.ts";

let collector: unknown;

/**
 * Gives back the memory of what this process has left behind, such as a part of a build: without pressure Node lets hundreds of megabytes of
 * it lie, while the next part asks for its own.
 */
function collectGarbage(): void {
  if (collector === undefined) {
    setFlagsFromString("--expose-gc");
    collector = runInNewContext("gc");
  }
  if (typeof collector === "function") collector();
}

/** How much may be left behind, in bytes, and as a part of what is in use where that is more. */
const mostLeft = 80_000_000;
const partLeft = 1 / 3;
/** By how much the process may grow before what databases have freed is given back, in bytes: to look for it takes 20 ms and more. */
const mostFreed = 100_000_000;
const howOften = 200;

/**
 * By how many percent what is in use may grow before Node collects by itself: as it is told to here, it would do so twice as often for nothing, and each
 * time it throws away code that it then compiles again.
 */
const growth = 200;

/** Collects what is left behind, and gives back what databases have freed. */
export async function giveBack(): Promise<void> {
  collectGarbage();
  await releaseFreed();
}

/** Gives back what is left behind whenever it has come to so much, until something is made or can't be. */
async function giveBackAsItGrows(making: Promise<unknown>): Promise<void> {
  const over = making.then(
    () => true,
    () => true,
  );
  let kept: Pick<NodeJS.MemoryUsage, "heapUsed" | "rss"> = process.memoryUsage();
  while (!(await Promise.race([over, setTimeout(howOften, false, { ref: false })]))) {
    const { heapUsed, rss } = process.memoryUsage();
    const isLeft = heapUsed > kept.heapUsed + Math.max(mostLeft, kept.heapUsed * partLeft);
    const isGrown = rss > kept.rss + mostFreed;
    if (isLeft) await giveBack();
    else if (isGrown) await releaseFreed();
    // What is in use is told by the system, which takes a while.
    const now = isLeft || isGrown ? process.memoryUsage() : { heapUsed, rss };
    kept = {
      heapUsed: isLeft ? now.heapUsed : Math.min(kept.heapUsed, now.heapUsed),
      rss: isLeft || isGrown ? now.rss : Math.min(kept.rss, now.rss),
    };
  }
}

/**
 * What `make` gives. While it works, its leavings are collected whenever they have come to 80 MB, or a third of what is in use: with
 * several gigabytes of memory in the machine Node would let them grow to the size of all of it.
 */
export async function whileCollecting<T>(make: () => Promise<T>): Promise<T> {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
  const making = make();
  const [made] = await Promise.all([making, giveBackAsItGrows(making)]);
  return made;
}
