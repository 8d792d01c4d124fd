import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBundle } from "./bundle.js";

/** Runs src/cli.ts, bundled: read through tsx, a file at a time, a command takes seconds before it begins. */
await import(pathToFileURL(join(await findBundle(dirname(import.meta.dirname)), "cli.mjs")).href);
