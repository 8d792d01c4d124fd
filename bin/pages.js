import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBundle } from "./bundle.js";

/** Runs src/site/frameworkRoot.ts, bundled: `bin/pages.js OUT ROOT`, which observablehq.config.ts asks for. */
await import(pathToFileURL(join(await findBundle(dirname(import.meta.dirname)), "frameworkRoot.mjs")).href);
