import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collector: unknown;

/**
 * Gives back the memory of what a part of a build has left behind: without pressure Node lets hundreds of megabytes of
 * it lie, while the next part asks for its own.
 */
export function collectGarbage(): void {
  if (collector === undefined) {
    setFlagsFromString("--expose-gc");
    collector = runInNewContext("gc");
  }
  if (typeof collector === "function") collector();
}
