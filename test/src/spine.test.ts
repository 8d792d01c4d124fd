import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { importedFiles } from "../../src/commands/importedFiles.ts";
import { projectFile } from "../../src/project.ts";
import { importsIn } from "../imports.ts";

/**
 * What each room of src may use besides itself, `loaders` and `data`: rooms above it in this list, and no other. A file
 * that lies in src itself is a room of its own.
 */
const rooms: Record<string, readonly string[]> = {
  "project.ts": [],
  "lock.ts": [],
  "swap.ts": ["lock.ts"],
  "collect.ts": [],
  statistics: [],
  disclosure: [],
  casework: ["statistics"],
  catalogue: ["project.ts", "statistics"],
  warehouse: ["project.ts", "catalogue"],
  measures: ["statistics", "catalogue", "warehouse"],
  restate: ["catalogue", "warehouse", "measures"],
  report: ["project.ts", "statistics", "casework", "catalogue", "warehouse", "measures", "restate"],
  tables: ["catalogue", "measures", "report"],
  engines: ["catalogue", "warehouse", "measures", "report"],
  scan: ["measures", "report"],
  describe: ["scan"],
  charts: ["catalogue", "measures", "report"],
  trace: ["catalogue", "warehouse", "measures", "report"],
  site: [
    "collect.ts",
    "casework",
    "catalogue",
    "warehouse",
    "measures",
    "restate",
    "report",
    "tables",
    "charts",
    "trace",
  ],
  pack: [
    "project.ts",
    "swap.ts",
    "casework",
    "catalogue",
    "warehouse",
    "measures",
    "restate",
    "report",
    "tables",
    "charts",
    "trace",
    "site",
  ],
  sampling: ["lock.ts", "casework", "warehouse", "restate", "report", "tables"],
  release: [
    "project.ts",
    "swap.ts",
    "collect.ts",
    "disclosure",
    "casework",
    "catalogue",
    "warehouse",
    "measures",
    "restate",
    "report",
    "tables",
    "scan",
    "site",
    "pack",
  ],
  commands: [
    "project.ts",
    "lock.ts",
    "swap.ts",
    "collect.ts",
    "disclosure",
    "casework",
    "catalogue",
    "warehouse",
    "measures",
    "restate",
    "report",
    "tables",
    "engines",
    "scan",
    "describe",
    "trace",
    "site",
    "pack",
    "sampling",
    "release",
  ],
  "cli.ts": ["commands"],
};

/** A room of src, or one of the folders beside it, in the order data moves. */
const before: Record<string, readonly string[]> = { data: [], loaders: ["data"] };

const filesOf = (folder: string) =>
  readdirSync(projectFile(folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("."))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .sort();

const files = ["data", "loaders", "src"].flatMap(filesOf);

/** The files that a file imports, types included. */
function importsOf(file: string): string[] {
  return importsIn(file, readFileSync(projectFile(file), "utf8"))
    .filter(({ name }) => name.startsWith("."))
    .map(({ name }) => join(dirname(file), name));
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));

function roomOf(file: string): string {
  const [top = "", room = ""] = file.split("/");
  return top === "src" ? room : top;
}

function mayUse(room: string): readonly string[] {
  return before[room] ?? ["data", "loaders", ...(rooms[room] ?? [])];
}

/** A way from a file back to itself, as the files it passes; null where there is none. */
function findCircle(start: string): string[] | null {
  const seen = new Set<string>();
  const follow = (file: string, path: string[]): string[] | null => {
    for (const next of imports.get(file) ?? []) {
      if (next === start) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = follow(next, [...path, next]);
      if (found) return found;
    }
    return null;
  };
  return follow(start, [start]);
}

describe("the rooms of src", () => {
  test("are all in the list, and the list names no other", () => {
    const entries = readdirSync(projectFile("src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.name.endsWith(".ts"))
      .map(({ name }) => name);
    expect(entries.sort()).toEqual(Object.keys(rooms).sort());
  });

  test("may use only rooms that stand before them", () => {
    const order = Object.keys(rooms);
    const later = order.flatMap((room, place) =>
      (rooms[room] ?? []).filter((used) => !order.slice(0, place).includes(used)).map((used) => [room, used]),
    );
    expect(later).toEqual([]);
  });

  test("use only what they may: each import goes to a room before, data and loaders first", () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => roomOf(target) !== roomOf(file) && !mayUse(roomOf(file)).includes(roomOf(target)))
        .map((target) => `${file} must not import ${target}: ${roomOf(file)} may not use ${roomOf(target)}`),
    );
    expect(wrong).toEqual([]);
  });

  test("are said to use no room that they don't", () => {
    const idle = Object.entries(rooms).flatMap(([room, may]) => {
      const used = new Set(
        files
          .filter((file) => roomOf(file) === room)
          .flatMap(importsOf)
          .map(roomOf),
      );
      return may.filter((one) => !used.has(one)).map((one) => `${room} doesn't use ${one}`);
    });
    expect(idle).toEqual([]);
  });
});

describe("the network", () => {
  const modules = /^(node:)?(net|tls|https?|http2|dns(\/promises)?|dgram|inspector)$|^(pg|undici|ws)(\/|$)/;
  const asking = /\bfetch\(|\bnew (WebSocket|EventSource|XMLHttpRequest)\b/;
  const isFetched = (file: string) => file.startsWith("loaders/fetch/");

  test("is asked by loaders/fetch alone, which the command fetch loads and nothing else", () => {
    const users = files.filter(
      (file) => !isFetched(file) && imports.get(file)?.some((target) => isFetched(target)),
    );
    expect(users).toEqual(["src/commands/fetch.ts"]);
    expect(files.filter((file) => imports.get(file)?.includes("src/commands/fetch.ts"))).toEqual([
      "src/cli.ts",
    ]);
  });

  test("is asked by src/engines too, which the commands export and measure load and nothing else", () => {
    const isEngine = (file: string) => file.startsWith("src/engines/");
    const users = files.filter((file) => !isEngine(file) && imports.get(file)?.some(isEngine));
    expect(users).toEqual(["src/commands/export.ts", "src/commands/measure.ts"]);
  });

  test("is known to nothing else but the two that serve pages to this machine", () => {
    const knowing = files.filter((file) => {
      if (isFetched(file) || file.startsWith("src/engines/") || file.startsWith("src/site/client/"))
        return false;
      const text = readFileSync(projectFile(file), "utf8");
      return asking.test(text) || importsIn(file, text).some(({ name }) => modules.test(name));
    });
    expect(knowing).toEqual(["src/commands/devServer.ts", "src/site/serve.ts"]);
  });
});

describe("what is read of the extracts before pages are made", () => {
  const read = importedFiles("src/commands/readExtracts.ts", projectFile(""));

  test("imports nothing that makes them, so that they are made anew alone where nothing else has changed", () => {
    const rooms = new Set([...read].map(roomOf));
    expect(["site", "charts", "pack", "scan"].filter((room) => rooms.has(room))).toEqual([]);
  });

  test("is known by all that it imports", () => {
    const missed = [...read].flatMap(importsOf).filter((target) => !read.has(target));
    expect(missed).toEqual([]);
    const unnamed = [...read].filter((file) =>
      /\bimport\((?!")/.test(readFileSync(projectFile(file), "utf8")),
    );
    // Framework's own, of node_modules.
    expect(unnamed).toEqual(["src/report/reactiveBlocks.ts"]);
  });
});

test("no file imports itself by way of others", () => {
  const circles = files.flatMap((file) => findCircle(file)?.join(" → ") ?? []);
  expect(circles).toEqual([]);
});

test("a file's name is of one file alone, but for what is named as its page, script, command, contract or item of the pack", () => {
  const isCommand = (file: string) =>
    file.startsWith("src/commands/") &&
    /^export function add[A-Z]/m.test(readFileSync(projectFile(file), "utf8"));
  const isNamedFor = (file: string) =>
    /^src\/(pack\/items|site\/client)\/[^/]+\.ts$|^src\/site\/pages\/|^loaders\/contracts\//.test(file) ||
    isCommand(file);
  const own = files.filter((file) => !isNamedFor(file));
  const sharing = own.filter((file) =>
    own.some((other) => other !== file && basename(other) === basename(file)),
  );
  expect(sharing).toEqual([]);
});
