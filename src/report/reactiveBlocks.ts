import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { didYouMean } from "../../loaders/nearestName.ts";

/** A block of js in a page, as it is written. */
export interface PageScript {
  id: string;
  source: string;
  /** The line of the file above its first. */
  above: number;
}

/** A block of js as Framework's runtime takes it: `code` defines the cell of that id. */
export const OwnScript = z.strictObject({
  id: z.string(),
  line: z.int().describe("of the file, its first"),
  code: z.string(),
  files: z.array(z.string()).describe("what it attaches, from the page: ./waiting/teams.json"),
});

export type OwnScript = z.infer<typeof OwnScript>;

/** Where Framework's own files lie. */
export const frameworkFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve("@observablehq/framework/package.json"));

/** The id of a block of js, by what it says and its place among those of its page. */
export const scriptId = (source: string, place: number): string =>
  `${createHash("sha256").update(source).digest("hex").slice(0, 8)}-${place + 1}`;

/** What a page may import, as Framework's documentation writes it. */
const packages = ["@observablehq/plot", "@observablehq/inputs", "htl"] as const;

/** What Framework's documentation has by name and that takes a package this house hasn't. */
const libraries = [
  "_",
  "aq",
  "Arrow",
  "d3",
  "dot",
  "duckdb",
  "DuckDBClient",
  "echarts",
  "L",
  "mapboxgl",
  "mermaid",
  "React",
  "ReactDOM",
  "sql",
  "SQLite",
  "SQLiteDatabaseClient",
  "tex",
  "topojson",
  "vg",
  "vl",
  "aapl",
  "alphabet",
  "cars",
  "citywages",
  "diamonds",
  "flare",
  "industries",
  "miserables",
  "olympians",
  "penguins",
  "pizza",
  "weather",
];

const methods = ["json", "text"];

interface Parsed {
  declarations: { name: string }[] | null;
  references: { name: string }[];
  files: { name: string; method?: string; node: { start: number } }[];
  imports: { name: string; type: string }[];
  input: string;
}

/** Framework's own reading of js blocks: it has no types of its own. */
interface FrameworkJs {
  parseJavaScript(source: string, options: { path: string }): Parsed;
  transpileJavaScript(
    node: Parsed,
    options: { id: string; path: string; mode: "block"; resolveImport: (name: string) => string },
  ): string;
}

const has = <Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> =>
  typeof value === "object" && value !== null && name in value;

const isFrameworkJs = (value: object): value is FrameworkJs =>
  ["parseJavaScript", "transpileJavaScript"].every(
    (name) => has(value, name) && typeof value[name] === "function",
  );

async function loadFramework(): Promise<FrameworkJs> {
  const folder = join(frameworkFolder(), "dist/javascript");
  const read = (name: string): Promise<object> => import(pathToFileURL(join(folder, name)).href);
  const all = { ...(await read("parse.js")), ...(await read("transpile.js")) };
  if (!isFrameworkJs(all)) throw new Error(`unknown Framework: ${folder} can't read blocks of js`);
  return all;
}

interface ScriptFault {
  line: number;
  problem: string;
}

const lineAt = (text: string, place: number): number => text.slice(0, place).split("\n").length;

/** What a block asks for that isn't there, at a line of it; null where all of it is. */
function findMissing(parsed: Parsed, declared: ReadonlySet<string>): ScriptFault | null {
  const { input, imports, references, files } = parsed;
  const of = (name: string) => lineAt(input, Math.max(0, input.indexOf(name)));
  for (const { name } of imports) {
    const plain = name.replace(/^npm:/, "");
    if (packages.some((one) => one === plain)) continue;
    const problem = `there is no package ${name} here: a page may import ${packages.join(", ")}`;
    return { line: of(name), problem };
  }
  for (const { name } of references) {
    if (!libraries.includes(name) || declared.has(name)) continue;
    return { line: of(name), problem: `${name} isn’t here: there are Plot, Inputs, html and svg` };
  }
  for (const { name, method = "", node } of files) {
    if (methods.includes(method)) continue;
    const asked = didYouMean(method, methods);
    const problem = `FileAttachment(…).${method} isn’t here, of ${name}; ${asked}`;
    return { line: lineAt(input, node.start), problem };
  }
  return null;
}

/** An error of Framework's reading of a block: it ends with the line and column, `(3:10)`. */
function toFault(error: unknown): ScriptFault {
  if (!(error instanceof SyntaxError)) throw error;
  const [, said = error.message, line = "1"] = /^(.*) \((\d+):\d+\)$/s.exec(error.message) ?? [];
  return { line: Number(line), problem: `js that can’t be read: ${said}` };
}

/**
 * The js blocks of a page at `path` as the runtime takes them, or the first thing that is wrong with one, at a line of the file. They are
 * read as Framework reads them, and not run.
 */
export async function readScripts(
  path: string,
  scripts: readonly PageScript[],
): Promise<{ scripts: OwnScript[]; fault: ScriptFault | null }> {
  if (scripts.length === 0) return { scripts: [], fault: null };
  const framework = await loadFramework();
  const read: { script: PageScript; parsed: Parsed }[] = [];
  for (const script of scripts)
    try {
      read.push({ script, parsed: framework.parseJavaScript(script.source, { path: `/${path}` }) });
    } catch (error) {
      const { line, problem } = toFault(error);
      return { scripts: [], fault: { line: script.above + line, problem } };
    }
  const names = read.flatMap(({ parsed }) => parsed.declarations ?? []).map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  const declared = new Set(names);
  for (const { script, parsed } of read) {
    const isTwice = twice !== undefined && (parsed.declarations ?? []).some(({ name }) => name === twice);
    const fault = isTwice
      ? { line: 1, problem: `${twice} is declared by two blocks of js of this page` }
      : findMissing(parsed, declared);
    if (fault) return { scripts: [], fault: { line: script.above + fault.line, problem: fault.problem } };
  }
  const made = read.map(({ script: { id, above }, parsed }): OwnScript => {
    const options = { id, path: `/${path}`, mode: "block", resolveImport: (name: string) => name } as const;
    const files = [...new Set(parsed.files.map(({ name }) => name))];
    return { id, line: above + 1, code: framework.transpileJavaScript(parsed, options), files };
  });
  return { scripts: made, fault: null };
}
