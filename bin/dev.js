import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBundle, importFresh } from "./bundle.js";

/** `npm run dev`: runs src/commands/devServer.ts, bundled, and gives it what it shows by code that is replaced as it changes. */
const root = dirname(import.meta.dirname);
const caches = join(root, "node_modules/.cache");
const cache = join(caches, `candour-dev-${process.pid}`);
mkdirSync(cache, { recursive: true });
for (const name of readdirSync(caches)) {
  const [, pid] = /^candour-dev-(\d+)$/.exec(name) ?? [];
  if (pid && !isAlive(Number(pid))) rmSync(join(caches, name), { recursive: true, force: true });
}
process.once("exit", () => rmSync(cache, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit());
const { runDev } = await import(pathToFileURL(join(await findBundle(root), "devServer.mjs")).href);
await runDev(await importFresh(root, "src/commands/devOffice.ts", join(cache, "code")), cache);

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
