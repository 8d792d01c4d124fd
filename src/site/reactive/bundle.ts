import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { frameworkFolder } from "../../report/reactiveBlocks.ts";
import type { OwnPage } from "../../report/writtenPages.ts";
import { policyOf } from "./policy.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** A file that a page with js asks for, by its path within the site: not among those that all sites share. */
interface ReactiveFile {
  path: string;
  bytes: Buffer;
}

/** What a page with js asks for besides the site's own: a script with all it runs, and a style. */
export interface ReactiveBundle {
  script: ReactiveFile;
  style: ReactiveFile;
  /** The hash of its script, as a page says it. */
  integrity: string;
}

const client = () => join(frameworkFolder(), "dist/client");

/** What Framework gives a page without an import, of what is here. */
const givenLibraries = `
export const html = () => import("htl").then(({ html }) => html);
export const svg = () => import("htl").then(({ svg }) => svg);
export const htl = () => import("htl");
export const Inputs = () => import("observablehq:stdlib/inputs");
export const Plot = () => import("@observablehq/plot");
`;

/**
 * Inputs as they come, but for style in their markup, which the policy refuses: what they set by script it lets through, and so they
 * set all. Throws an Error where they aren't those that this was written for.
 */
function withoutInlineStyle(code: string): string {
  const changes: [pattern: RegExp, replacement: string][] = [
    [/ style=\$\{(maybeWidth\(width\)|style)\}/g, ` \${{style: $1}}`],
    [/ style=\$\{(\{[^}]*\})\}/g, ` \${{style: $1}}`],
    [/ style="padding-left: var\(--length3\); font-style: italic;"/g, ""],
    [/<style>\$\{(columns\.map\([\s\S]*?\.join\("\\n"\))\}<\/style>/g, `\${addRules($1)}`],
  ];
  const changed = changes.reduce((text, [pattern, replacement]) => {
    if (!pattern.test(text)) throw new Error(`unknown Inputs: no match for ${pattern}`);
    return text.replace(pattern, replacement);
  }, code);
  if (/<style| style=/.test(changed)) throw new Error("unknown Inputs: a style is left in their markup");
  return `import { addRules } from ${JSON.stringify(join(here, "addRules.js"))};\n${changed}`;
}

/** Framework's runtime, and the packages that its documentation has by name, from where they are installed: nothing else is found. */
const localPackages: Plugin = {
  name: "local-packages",
  setup(esbuild) {
    const files: Record<string, string> = {
      "observablehq:runtime": "runtime.js",
      "observablehq:stdlib": "stdlib.js",
      "observablehq:stdlib/inputs": "stdlib/inputs.js",
    };
    const inputs = join(client(), "stdlib/inputs.js");
    esbuild.onResolve({ filter: /^observablehq:/ }, ({ path }) => {
      const file = files[path];
      return file === undefined ? { path, namespace: "absent" } : { path: join(client(), file) };
    });
    esbuild.onResolve({ filter: /recommendedLibraries\.js$/ }, ({ path }) => ({ path, namespace: "given" }));
    esbuild.onResolve({ filter: /sampleDatasets\.js$/ }, ({ path }) => ({ path, namespace: "none" }));
    esbuild.onResolve({ filter: /^(npm:)?@observablehq\/inputs$/ }, ({ importer }) =>
      importer === inputs ? null : { path: inputs },
    );
    esbuild.onResolve({ filter: /^npm:/ }, async ({ path }) => {
      const name = path.slice("npm:".length);
      if (name !== "htl" && name !== "@observablehq/plot") return { path, namespace: "absent" };
      return esbuild.resolve(name, { resolveDir: client(), kind: "dynamic-import" });
    });
    esbuild.onLoad({ filter: /.*/, namespace: "given" }, () => ({
      contents: givenLibraries,
      resolveDir: client(),
    }));
    esbuild.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "export {}" }));
    esbuild.onLoad({ filter: /.*/, namespace: "absent" }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} isn’t here`)})`,
    }));
    esbuild.onLoad({ filter: /[\\/]@observablehq[\\/]inputs[\\/]dist[\\/]index\.js$/ }, async ({ path }) => ({
      contents: withoutInlineStyle(await readFile(path, "utf8")),
    }));
  },
};

/** What a page runs: its cells, once it is known that a server is behind it. */
function entryOf({ scripts }: Pick<OwnPage, "scripts">): string {
  const files = [...new Set(scripts.flatMap(({ files }) => files))];
  const registered = files.map((name) => {
    const mimeType = name.endsWith(".json") ? "application/json" : "text/plain";
    return `registerFile(${JSON.stringify(name)}, ${JSON.stringify({ name, mimeType, path: name })});`;
  });
  return `
import { define } from ${JSON.stringify(join(client(), "main.js"))};
import { registerFile } from "observablehq:stdlib";
import { begin } from ${JSON.stringify(join(here, "begin.js"))};
import { nameParts } from ${JSON.stringify(join(here, "nameParts.js"))};
if (begin()) {
nameParts();
${registered.join("\n")}
${scripts.map(({ code }) => code).join("\n")}
}
`;
}

async function readStyle(): Promise<Buffer> {
  const read = (path: string) => readFile(path, "utf8");
  const framework = join(frameworkFolder(), "dist");
  const parts = await Promise.all([
    read(join(framework, "client/stdlib/inputs.css")),
    read(join(framework, "style/inspector.css")),
    read(join(here, "reactive.css")),
  ]);
  return Buffer.from(parts.join("\n").replace(/\b__ns__\b/g, "inputs-3a86ea"));
}

const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes);

const named = (name: string, ending: string, bytes: Buffer): ReactiveFile => ({
  path: `pages/_import/${name}.${hashOf(bytes).digest("hex").slice(0, 8)}.${ending}`,
  bytes,
});

/** Makes one script of a page's blocks of js, Framework's runtime and the packages they use, from what is installed: no network is asked. */
export async function bundlePage(page: Pick<OwnPage, "path" | "scripts">): Promise<ReactiveBundle> {
  const { outputFiles } = await build({
    stdin: { contents: entryOf(page), resolveDir: client(), loader: "js" },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    plugins: [localPackages],
  });
  const bytes = Buffer.from(outputFiles[0]?.contents ?? []);
  const name = page.path.replace(/^.*\//, "");
  return {
    script: named(name, "js", bytes),
    style: named("reactive", "css", await readStyle()),
    integrity: `sha256-${hashOf(bytes).digest("base64")}`,
  };
}

/** What stands at the end of the head of a page with js: its policy, its style and its script. `root` leads to the site's. */
export function headOf({ script, style, integrity }: ReactiveBundle, root: string): string {
  return [
    `<meta http-equiv="Content-Security-Policy" content="${policyOf()}">`,
    `<link rel="stylesheet" href="${root}${style.path}">`,
    `<script defer src="${root}${script.path}" integrity="${integrity}"></script>`,
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** What Framework is given of it: its pages have no policy, and it writes the script anew, which has another hash then. */
export const assetsOf = ({ script, style }: ReactiveBundle, root: string): string =>
  `<link rel="stylesheet" href="${root}${style.path}"><script defer src="${root}${script.path}"></script>`;
