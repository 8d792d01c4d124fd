import { existsSync, readdirSync, statSync, watch } from "node:fs";
import type { ServerResponse } from "node:http";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { Command } from "commander";
import { stop } from "esbuild";
import { DataError } from "../../loaders/dataError.ts";
import { projectFile } from "../project.ts";
import { escapeText } from "../report/html.ts";
import { headers, headersFor, serveSite } from "../site/serve.ts";
import { addSettings, placesOf } from "./defaults.ts";
import type * as Code from "./devOffice.ts";
import { log } from "./log.ts";
import { parsePort } from "./options.ts";
import { watchTree } from "./watchTree.ts";

/** What a page open in the browser runs, in development alone: it reloads, takes the new style, or says what is wrong. */
const reloadScript = `
const own = document.querySelector('script[src*="/_dev/reload.js"]');
const seen = new URL(own.src).searchParams.get("seen") ?? "";
const changes = new EventSource("/_dev/changes?seen=" + seen + "&path=" + encodeURIComponent(location.pathname));
const say = (words) => {
  document.querySelector("#dev-problem")?.remove();
  if (words === "") return;
  const box = document.createElement("pre");
  box.id = "dev-problem";
  box.setAttribute("role", "alert");
  box.textContent = words;
  const look = "position:fixed;inset:auto 0 0 0;z-index:99;margin:0;padding:1em;max-height:50vh;overflow:auto";
  box.style.cssText = look + ";background:#fff;color:#000;border-top:4px solid #d4351c;white-space:pre-wrap";
  document.body.append(box);
};
let started;
changes.addEventListener("start", ({ data }) => (started ??= data) === data || location.reload());
changes.addEventListener("problem", ({ data }) => say(JSON.parse(data)));
changes.addEventListener("page", () => location.reload());
changes.addEventListener("style", () => {
  say("");
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"]'))
    sheet.href = sheet.href.replace(/[?].*$/, "") + "?" + Date.now();
});
`;

/** A page open in a browser: its path within the site, and where to tell it what has changed. */
interface Reader {
  path: string;
  response: ServerResponse;
}

/** Which page an address asks for, as the site serves it: by its path, or clean, or as a folder. */
const pageAt = (address: string): string =>
  (address.endsWith("/") ? `${address}index` : address).replace(/^\//, "").replace(/\.html$/, "");

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function isCode(value: unknown): value is typeof Code {
  return typeof value === "object" && value !== null && "renderPage" in value && "takeIn" in value;
}

/** What has to be done when a file changes, the office's being in `data/`; null when nothing has. */
function kindOfChange(file: string): "style" | "code" | "template" | "data" | "limits" | "build" | null {
  // Editors keep locks and copies beside a file under such names.
  if (/(^|\/)[.#]|~$/.test(file)) return null;
  if (/^src\/site\/style\/.*\.css$/.test(file)) return "style";
  if (/^(src\/site\/(mend|template|staging|framework)\.ts|observablehq\.config\.ts)$/.test(file))
    return "template";
  if (/^(src|loaders)\/.*\.(ts|md)$/.test(file)) return "code";
  if (/^(sql\/.*\.sql|data\/(targets|holdings|breaks|rebases|notes)\.csv)$/.test(file)) return "data";
  // The office's own measures and pages.
  if (/^data\/(measures\/.*\.sql|pages\/.*\.md)$/.test(file)) return "data";
  if (/^data\/(clocks\.yaml|age-bands\.csv|meetings\.csv)$/.test(file)) return "limits";
  return /^data\/[^/]*\.(csv|yaml|json)$/.test(file) ? "build" : null;
}

/** The code that figures are computed by: they are computed again as SQL changes, and all of them by a build. */
const computes = /^(loaders|src\/(statistics|catalogue|warehouse|measures|trace))\//;

/** The code that lists of cases are read by, which is done anew whenever it changes. */
const readsLists = /^src\/(casework\/|report\/internalReport\.ts$)/;

/** What stands for a change of the output, which isn't the project's. */
const output = "the last build";

/**
 * Serves the internal site of a build's output with code, style, SQL and data as they are now, and tells the pages open in a
 * browser when they have changed. `load` gives src/commands/devOffice.ts as it is now; `cache` is for what is made in between.
 */
export async function runDev(load: () => Promise<unknown>, cache: string): Promise<void> {
  const { settings, extracts, landing, out, port } = addSettings(new Command("npm run dev --"))
    .description("show the internal site of the last build as it changes")
    .option("--extracts <folder>", "where the extracts are")
    .option("--landing <folder>", "where parsed extracts are kept")
    .option("--out <folder>", "the output of the last build (default: dist)")
    .option("--port <number>", "the port", parsePort, 3000)
    .parse()
    .opts<{ settings?: string; extracts?: string; landing?: string; out?: string; port: number }>();
  const places = placesOf(settings);
  try {
    await serveDev(
      load,
      {
        settings: places.settings,
        extracts: resolve(extracts ?? places.extracts),
        landing: resolve(landing ?? places.landing),
        out: resolve(out ?? places.dist),
        cache,
      },
      port,
    );
  } catch (error) {
    // The code that is replaced as it changes has an Error of the same name of its own.
    if (!(error instanceof Error) || error.name !== DataError.name) throw error;
    log(error.message);
    // Left to itself its process would say that it waits for nothing.
    await stop();
    process.exit(1);
  }
}

/** Calls `changed` with each file of an office's settings that changes; its folders of measures and pages may come later. */
function watchOwn(settings: string, changed: (file: string) => void): void {
  const inSettings = (path: string) => changed(`data/${relative(settings, path).replaceAll(sep, "/")}`);
  const watched = new Set<string>();
  const follow = (folder: string) => {
    const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (isThere && !watched.has(folder)) {
      watched.add(folder);
      watchTree(folder, inSettings);
    }
    if (!isThere) watched.delete(folder);
    return isThere;
  };
  const folders = ["measures", "pages"].map((name) => join(settings, name));
  for (const folder of folders) follow(folder);
  watch(settings, (_, name) => {
    if (name === null) return;
    const path = join(settings, name);
    const isNew = folders.includes(path) && !watched.has(path) && follow(path);
    // What was written into it before it was watched.
    if (isNew)
      for (const file of readdirSync(path, { recursive: true, encoding: "utf8" }))
        inSettings(join(path, file));
    else if (folders.includes(path)) follow(path);
    else inSettings(path);
  });
}

async function serveDev(
  load: () => Promise<unknown>,
  options: Code.DevOffice["options"],
  port: number,
): Promise<void> {
  const loadCode = async () => {
    const loaded = await load();
    if (!isCode(loaded))
      throw new Error("src/commands/devOffice.ts doesn't export what a development server needs");
    return loaded;
  };
  let code = await loadCode();
  let office = await code.openOffice(options);
  let problem = "";
  const readers = new Set<Reader>();
  // How often pages were told that they have changed, with the process that told them: a page begins to listen after it was made.
  let changes = 0;
  const version = () => `${process.pid}.${changes}`;
  const tell = (event: string, data = "", to: Iterable<Reader> = readers) => {
    if (to === readers && (event === "page" || event === "style")) changes += 1;
    for (const { response } of to) response.write(`event: ${event}\ndata: ${data}\n\n`);
  };
  const fail = (words: string) => {
    problem = words;
    log(words);
    tell("problem", JSON.stringify(words));
  };

  const renderOpen = async () => {
    for (const path of new Set([...readers].map((reader) => reader.path)))
      await code.renderPage(office, path);
  };

  const handle = async (files: ReadonlySet<string>): Promise<void> => {
    const begun = performance.now();
    const kinds = new Set([...files].map(kindOfChange));
    const said: string[] = [];
    try {
      if (files.has(output)) {
        office = await code.openOffice(options);
        said.push("Built again");
      }
      if (kinds.has("template")) office.templates.clear();
      if (kinds.has("code") || kinds.has("template")) code = await loadCode();
      const first = new Set([...readers].flatMap(({ path }) => path.split("/").slice(1, 2)));
      const later = [...files].filter(
        (file) => ["build", "limits"].includes(kindOfChange(file) ?? "") || computes.test(file),
      );
      if (kinds.has("limits")) code.closeDevWarehouse(office);
      const isRead =
        kinds.has("data") || kinds.has("limits") || [...files].some((file) => readsLists.test(file));
      if (isRead || office.stale.size > 0)
        said.push(...(await code.takeIn(office, first, () => tell("page"))));
      if (later.length > 0)
        said.push(
          `What is computed by ${later.join(", ")} is still as the last build left it: npm run build takes that in; all else is shown`,
        );
      const isStyle = [...kinds].every((kind) => kind === "style" || kind === null) && !files.has(output);
      if (!isStyle) await renderOpen();
      problem = "";
      tell(isStyle ? "style" : "page");
      log([`${[...files].join(", ")}: ${Math.round(performance.now() - begun)} ms`, ...said].join("\n  "));
    } catch (error) {
      fail(`${[...files].join(", ")} can't be shown; the last good page stands.\n${wordsOf(error)}`);
    }
  };

  let waiting = new Set<string>();
  let working: Promise<void> = Promise.resolve();
  const changed = (file: string) => {
    if (kindOfChange(file) === null && file !== output) return;
    waiting.add(file);
    if (waiting.size > 1) return;
    setTimeout(() => {
      working = working.then(async () => {
        const files = waiting;
        waiting = new Set();
        if (files.size > 0) await handle(files);
      });
    }, 40);
  };
  const inProject = (path: string) => changed(relative(projectFile("."), path).replaceAll(sep, "/"));
  for (const folder of ["src", "loaders", "sql"]) watchTree(projectFile(folder), inProject);
  watch(projectFile("."), (_, name) => name && inProject(projectFile(name)));
  watchOwn(options.settings, changed);
  watch(dirname(options.out), (_, name) => name === basename(options.out) && changed(output));

  const send = (
    response: ServerResponse,
    type: string,
    bytes: string | Buffer,
    status = 200,
    said: Record<string, string> = headers,
  ) => {
    response.writeHead(status, { ...said, "Content-Type": type, "Cache-Control": "no-store" }).end(bytes);
    return true;
  };

  /** Whether an address asks for a page that the last build hasn't left either: one that is still to be written. */
  const isNoPage = (path: string): boolean => {
    const isPage = /(\/[^/.]*|\.html)$/.test(path);
    return isPage && !existsSync(join(options.out, "internal", `${pageAt(path)}.html`));
  };

  const first = async (path: string, response: ServerResponse): Promise<boolean> => {
    if (path === "/_dev/reload.js") return send(response, "text/javascript; charset=utf-8", reloadScript);
    if (path === "/_dev/changes") {
      const asked = new URL(response.req.url ?? "/", "http://127.0.0.1").searchParams;
      const reader = { path: pageAt(decodeURI(asked.get("path") ?? "/")), response };
      response.writeHead(200, {
        ...headers,
        "Content-Type": "text/event-stream",
        "Cache-Control": "no-store",
      });
      tell("start", String(process.pid), [reader]);
      const seen = asked.get("seen") ?? "";
      if (seen !== "" && seen !== version()) tell("page", "", [reader]);
      if (problem !== "") tell("problem", JSON.stringify(problem), [reader]);
      readers.add(reader);
      response.once("close", () => readers.delete(reader));
      return true;
    }
    const [, asset] = /^\/_import\/(.*)$/.exec(path) ?? [];
    if (asset) {
      const found = await code.readAsset(office, asset);
      return found !== null && send(response, found.type, found.bytes);
    }
    if (path.endsWith(".months.js")) {
      const months = code.readMonths(office, decodeURI(path.slice(1)));
      return months !== null && send(response, "text/javascript; charset=utf-8", months);
    }
    if (path.startsWith("/pages/")) {
      const found = await code.readReactive(office, decodeURI(path.slice(1)));
      if (found !== null) return send(response, found.type, found.bytes);
    }
    const reload = `<script type="module" src="/_dev/reload.js?seen=${version()}"></script>`;
    try {
      const page = await code.renderPage(office, pageAt(path));
      const isLeft = page === null && !isNoPage(path);
      const shown = page ?? (isLeft ? null : await code.renderPage(office, "404"));
      if (shown === null) return false;
      const listening = shown.replace("</head>", `${reload}</head>`);
      const status = page === null ? 404 : 200;
      return send(response, "text/html; charset=utf-8", listening, status, headersFor(path, shown));
    } catch (error) {
      log(`${path} can't be made.\n${wordsOf(error)}`);
      const words = escapeText(`This page can't be made.\n${wordsOf(error)}`);
      const page = `<!DOCTYPE html><title>This page can't be made</title>${reload}<pre>${words}</pre>`;
      return send(response, "text/html; charset=utf-8", page, 500);
    }
  };

  const site = await serveSite(join(options.out, "internal"), { host: "127.0.0.1", port, first });
  log(`The internal site is at http://127.0.0.1:${site.port} and shows what you change (Ctrl+C stops it).`);
  log(
    "Until it is ready it has the pages of the last build: what has landed is made into a warehouse first.",
  );
  // A page that can't be made keeps nothing else from being shown.
  const begin = async (attempt: () => Promise<void>) => {
    try {
      await attempt();
    } catch (error) {
      fail(wordsOf(error));
    }
  };
  working = working.then(async () => {
    await begin(() => code.openDevWarehouse(office));
    if (office.stale.size > 0) await handle(new Set(["what has changed since the last build"]));
    await begin(() => code.makeTemplates(office));
    log("Ready.");
  });
}
