import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

/** What is run by itself: the commands, what Framework's settings start, and what the release starts in a process apart. */
const entries = {
  cli: "src/cli.ts",
  devServer: "src/commands/devServer.ts",
  frameworkRoot: "src/site/frameworkRoot.ts",
  publicEdition: "src/release/publicEdition.ts",
};

const folders = ["data/demonstration", "loaders", "src"];
const settings = ["package-lock.json", "tsconfig.json"];

/** Packages that find their own files by where they lie, native code and wasm among them, or that few commands need. */
const external = [
  "@duckdb/node-bindings*",
  "@fontsource/*",
  "@observablehq/*",
  "@sparticuz/*",
  "arquero",
  "esbuild",
  "highs",
  "pdfjs-dist",
  "pg",
  "pg-copy-streams",
  "playwright-core",
  "sql.js",
  "tsx",
];

const longestUnused = 2 * 86_400_000;

/**
 * A hash of all that the bundle is made from, by content: reading the sources takes some 20 ms, and a file's size and
 * time don't tell that it is the same.
 * @param {string} root
 */
function hashSources(root) {
  const hash = createHash("sha256")
    .update(root)
    .update(readFileSync(new URL(import.meta.url)));
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|json)$/.test(name))
      .map((name) => join(folder, name)),
  );
  for (const name of [...sources.sort(), ...settings]) {
    const content = readFileSync(join(root, name));
    hash.update(`\n${name} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}

/**
 * Code that finds files by its own path finds them beside its source.
 * @type {import("esbuild").Plugin}
 */
const ownPaths = {
  name: "own-paths",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: "ts",
    }));
  },
};

/**
 * @param {string} root
 * @param {Record<string, string>} entryPoints
 * @param {string} outdir
 * @returns {import("esbuild").BuildOptions}
 */
const settingsFor = (root, entryPoints, outdir) => ({
  absWorkingDir: root,
  entryPoints,
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external,
  // Packages that aren't modules ask for Node's own by `require`.
  banner: {
    js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
  },
  plugins: [ownPaths],
  logLevel: "silent",
});

/**
 * @param {string} root
 * @param {string} work where it is written
 * @param {string} home where it will be
 */
async function makeBundle(root, work, home) {
  const { build, stop } = await import("esbuild");
  await build({
    ...settingsFor(root, entries, work),
    sourcemap: "linked",
    define: { CANDOUR_BUNDLE: JSON.stringify(home) },
  });
  // Its process would keep 220 MB for as long as the command runs.
  await stop();
}

/**
 * What imports a source of the project, with all it imports, as they are now: each time it is called. It throws esbuild's
 * error for a source that can't be compiled, and then what it gave last is still good.
 * @param {string} root the project
 * @param {string} entry the source
 * @param {string} home where bundles are written: within the project, whose packages they look for from there
 * @returns {Promise<() => Promise<unknown>>}
 */
export async function importFresh(root, entry, home) {
  const { context } = await import("esbuild");
  const settings = settingsFor(root, { fresh: entry }, home);
  const bundler = await context({ ...settings, write: false });
  let times = 0;
  return async () => {
    const { outputFiles = [] } = await bundler.rebuild();
    times += 1;
    const folder = join(home, String(times));
    for (const { path, contents } of outputFiles) {
      const file = join(folder, relative(home, path));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, contents);
    }
    return import(pathToFileURL(join(folder, "fresh.mjs")).href);
  };
}

/**
 * Removes bundles of other sources that nobody has begun to run for some days: what runs may have more of its own to load.
 * @param {string} cache
 */
function clearUnused(cache) {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    const used = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - used > longestUnused) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The folder of the commands bundled from the sources as they are now, made if it isn't there: `cli.mjs` is all commands,
 * what each needs in files of its own. It appears whole or not at all. Throws esbuild's error for a source that
 * can't be compiled.
 * @param {string} root the project
 * @returns {Promise<string>}
 */
export async function findBundle(root) {
  const cache = join(root, "node_modules/.cache/candour");
  const home = join(cache, hashSources(root));
  if (existsSync(home)) {
    const now = new Date();
    utimesSync(home, now, now);
    return home;
  }
  mkdirSync(cache, { recursive: true });
  clearUnused(cache);
  const work = join(cache, `making-${randomUUID()}`);
  try {
    await makeBundle(root, work, home);
    place(work, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return home;
}

/**
 * Puts what was made in its place, unless another process has put the same there meanwhile.
 * @param {string} work
 * @param {string} home
 */
function place(work, home) {
  try {
    renameSync(work, home);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}
