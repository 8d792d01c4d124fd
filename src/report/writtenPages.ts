import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { didYouMean, findNearest } from "../../loaders/nearestName.ts";
import { readOwnText } from "../../loaders/ownFiles.ts";
import { findSettingsProblems } from "../../loaders/ownSettings.ts";
import { withPlainLines } from "../catalogue/ownDefinitions.ts";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import { componentType, makeMarkdown, parseComponent, placedTokens } from "./ownMarkdown.ts";
import { type OwnScript, type PageScript, scriptId } from "./reactiveBlocks.ts";

/** The settings at the head of a page of an office's own. */
const PageHead = z.strictObject({
  title: z.string().min(1).max(120).describe("its heading, and the title of its window"),
  menu: z
    .union([z.string().min(1).max(40), z.literal(false)])
    .optional()
    .describe("its name in the menu, the title unless given; false: it isn't there"),
});

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A page of an office's own as it is written, before its SQL is run. */
export const WrittenPage = z.strictObject({
  path: z.string().describe("within the site, without an extension: pages/waiting"),
  file: z.string().describe("within the folder of the office's settings"),
  title: z.string(),
  menu: z.string().nullable(),
  text: z.string().describe("its Markdown, without the settings at its head"),
  above: z.int().describe("the lines of its file above that text"),
});

export type WrittenPage = z.infer<typeof WrittenPage>;

export type OwnCell = z.infer<typeof Cell>;

/** What a query of a page gave: its first rows, and how many there are. */
export interface OwnQuery {
  id: string;
  columns: { name: string; kind: "text" | "number" | "date" | "truth" }[];
  rows: OwnCell[][];
  total: number;
  /** The contracts that it was made from. */
  contracts: string[];
  /** Why, where no source records what all of it rests on, or some of its columns, whose cells are null. */
  unrecorded: { all: string[]; some: string[] };
}

/** A page of an office's own with what its queries gave, or why it can't be shown. */
export interface OwnPage extends WrittenPage {
  queries: OwnQuery[];
  /** Its blocks of js, as they are run in the browser; none in public. */
  scripts: OwnScript[];
  fault: { line: number | null; problem: string } | null;
}

/** A block of SQL in a page. */
export interface PageQuery {
  id: string;
  sql: string;
  /** The line of the file above its first. */
  above: number;
}

const folderName = "pages";
const publicFolder = "public";

const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*\.md$/;

function filesIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith("."))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort();
}

/** The pages of an office's own of one edition, and what can't be read of them. */
export interface WrittenPages {
  pages: WrittenPage[];
  faults: OwnFault[];
}

function readHead(
  text: string,
): { head: z.infer<typeof PageHead>; above: number } | Omit<OwnFault, "kind" | "name" | "file"> {
  const [whole, written] = /^---\n([\s\S]*?\n)?---(?:\n|$)/.exec(text) ?? [];
  if (whole === undefined)
    return {
      line: 1,
      problem: "must begin with its title between two lines of ---, as in title: Cases waiting",
    };
  let settings: unknown;
  try {
    settings = parse(written ?? "") ?? {};
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [said = ""] = error.message.split("\n");
    const problem = `not YAML: ${said.replace(/ at line \d+, column \d+:?$/, "")}`;
    return { line: (error.linePos?.[0].line ?? 1) + 1, problem };
  }
  const head = PageHead.safeParse(settings);
  if (head.success) return { head: head.data, above: whole.split("\n").length - 1 };
  return { line: 1, problem: findSettingsProblems(PageHead, head.error.issues).join("; ") };
}

function readOne(folder: string, within: string, name: string): WrittenPage | OwnFault {
  const file = `${within}/${name}`;
  const path = `${folderName}/${name.replace(/\.md$/, "")}`;
  const fault = (problem: string, line: number | null = null): OwnFault => {
    return { kind: "page", name: path, file, line, problem };
  };
  if (!namePattern.test(name))
    return fault(
      name.endsWith("/")
        ? `is a folder: pages lie in ${folderName}/ itself, those for the public in ${folderName}/${publicFolder}/`
        : "must be called by small letters, digits and single hyphens, and end in .md, as in cases-waiting.md",
    );
  try {
    const text = withPlainLines(readOwnText(join(folder, file), "Build again."));
    const read = readHead(text);
    if (!("head" in read)) return fault(read.problem, read.line);
    const { title, menu = title } = read.head;
    const body = text.split("\n").slice(read.above).join("\n");
    return { path, file, title, menu: menu === false ? null : menu, text: body, above: read.above };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const [, said = "can’t be read"] = error.message.split("\n");
    return fault(said.trim());
  }
}

/** The pages that an office has of its own, for its own site or for the public's, in order of name; none where it has no such folder. */
export function readWrittenPages(folder: string, edition: "internal" | "public"): WrittenPages {
  const within = edition === "public" ? `${folderName}/${publicFolder}` : folderName;
  const names = filesIn(join(folder, within)).filter(
    (name) => edition === "public" || name !== `${publicFolder}/`,
  );
  const read = names.map((name) => readOne(folder, within, name));
  return {
    pages: read.flatMap((one) => ("text" in one ? [one] : [])),
    faults: read.flatMap((one) => ("text" in one ? [] : [one])),
  };
}

/** How a block of SQL says what it is: ```` ```sql id=waiting display ````. */
export interface SqlFence {
  id: string | null;
  isShown: boolean;
}

/** What the first line of a fence says of its SQL; null where it is no SQL, and what is wrong where it can't be read. */
export function readFence(info: string): SqlFence | { problem: string } | null {
  const [language = "", ...words] = info.trim().split(/\s+/);
  if (language !== "sql") return null;
  let id: string | null = null;
  let shown: boolean | null = null;
  for (const word of words) {
    const [, name] = /^id=([a-z][a-z0-9_]*)$/.exec(word) ?? [];
    if (name !== undefined) id = name;
    else if (word === "display") shown = true;
    else if (word === "display=false") shown = false;
    else
      return { problem: `unknown word after sql: ${word}; there are id=name, in small letters, and display` };
  }
  return { id, isShown: shown ?? id === null };
}

/** Whether the first line of a fence says that it is js to be run, and what is wrong with it where it can't be. */
export function readJsFence(info: string): { problem: string | null } | null {
  const [language = "", word] = info.trim().split(/\s+/);
  if (language !== "js") return null;
  return { problem: word === undefined ? null : `unknown word after js: ${word}; there is none` };
}

/** The name of a block of SQL that has none, by its place among the blocks of its page. */
export const unnamed = (place: number): string => `query_${place + 1}`;

/** What a component may be of, and the options it has. */
const ownComponents: Readonly<
  Record<string, { ofMeasure: readonly string[] | null; ofQuery: readonly string[] | null; says: string }>
> = {
  value: { ofMeasure: ["period"], ofQuery: ["column"], says: "one figure" },
  measure: { ofMeasure: [], ofQuery: null, says: "what a measure says" },
  chart: { ofMeasure: [], ofQuery: ["x", "y", "caption"], says: "a chart" },
  table: { ofMeasure: ["by"], ofQuery: ["caption"], says: "a table" },
  notes: { ofMeasure: [], ofQuery: null, says: "how a measure is defined" },
};

interface KnownThings {
  /** The ids of measures with their dimensions. */
  measures: ReadonlyMap<string, readonly string[]>;
  /** The blocks of SQL that have been run already. */
  queries?: readonly string[];
}

/** The blocks of SQL and of js of a page, and the first thing in it that can't be: in its syntax, or named that there isn't. */
export function readPageBlocks(
  { text, above }: Pick<WrittenPage, "text" | "above">,
  edition: "internal" | "public",
  { measures, queries: run = [] }: KnownThings,
): { queries: PageQuery[]; scripts: PageScript[]; fault: OwnPage["fault"] } {
  const placed = placedTokens(makeMarkdown().parse(text, {}));
  const queries: PageQuery[] = [];
  const scripts: PageScript[] = [];
  const faults: { line: number; problem: string }[] = [];
  const fail = (line: number, problem: string) => faults.push({ line: above + line, problem });
  let blocks = 0;
  for (const { token, line } of placed) {
    if (token.type === "image")
      fail(line, "a picture can’t be shown: draw what it shows with a chart, or say it in words");
    if (token.type !== "fence") continue;
    const js = readJsFence(token.info);
    if (js?.problem) fail(line, js.problem);
    else if (js && edition === "public")
      fail(
        line,
        "a page for the public has no js: it shows published figures alone, by {{value …}}, {{chart …}} and the like",
      );
    else if (js) {
      const id = scriptId(token.content, scripts.length);
      scripts.push({ id, source: token.content, above: above + line });
    }
    const fence = readFence(token.info);
    if (fence === null) continue;
    if ("problem" in fence) {
      fail(line, fence.problem);
      continue;
    }
    const id = fence.id ?? unnamed(blocks);
    blocks += 1;
    if (edition === "public")
      fail(
        line,
        "a page for the public has no SQL: it shows published figures alone, by {{value …}}, {{chart …}} and the like",
      );
    if (queries.some((one) => one.id === id)) fail(line, `there are two blocks of SQL called ${id}`);
    queries.push({ id, sql: token.content.replace(/(\s*;)+\s*$/, ""), above: above + line });
  }
  const ids = [...run, ...queries.map(({ id }) => id)];
  for (const { token, line } of placed) {
    if (token.type !== componentType) continue;
    const asked = parseComponent(token.content);
    const problem = asked
      ? findComponentProblem(asked, ids, measures)
      : `can’t be read: ${token.content}; it is {{name thing option=value}}, as in {{value cases-received}}`;
    if (problem) fail(line, problem);
  }
  const [first = null] = faults.sort((a, b) => a.line - b.line);
  return { queries, scripts, fault: first };
}

function findComponentProblem(
  { name, thing, options }: { name: string; thing: string; options: ReadonlyMap<string, string> },
  queries: readonly string[],
  measures: KnownThings["measures"],
): string | null {
  const known = ownComponents[name];
  if (!known) return `unknown component: ${name}; ${didYouMean(name, Object.keys(ownComponents))}`;
  const [query = ""] = thing.split(".");
  const dimensions = measures.get(thing);
  const isQuery = queries.includes(query);
  const may = isQuery ? known.ofQuery : dimensions ? known.ofMeasure : null;
  if (!isQuery && !dimensions) {
    const nearest = findNearest(thing, [...queries, ...measures.keys()]);
    const next = nearest ? `did you mean ${nearest}?` : "the page Measures lists them all";
    return `no measure and no block of SQL of this page is called ${thing}; ${next}`;
  }
  if (may === null) return `{{${name} …}} is of a measure, and ${thing} is a block of SQL`;
  const unknown = [...options.keys()].find((option) => !may.includes(option));
  if (unknown !== undefined)
    return `unknown option of {{${name} ${thing}}}: ${unknown}; ${didYouMean(unknown, may) || "it has none"}`;
  const by = options.get("by");
  if (by !== undefined && !dimensions?.includes(by))
    return `${thing} isn’t broken down by ${by}; ${didYouMean(by, dimensions ?? []) || "it has no breakdown"}`;
  return null;
}
