import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { quote, rawColumns } from "../loaders/compileContract.ts";
import { contracts } from "../loaders/contracts.ts";
import { openDatabase } from "../loaders/database.ts";
import { createLoadTables } from "../loaders/load.ts";
import { loadOwnWords } from "../loaders/loadOwnWords.ts";
import { readSettings } from "../loaders/readSettings.ts";
import { loadReferences } from "../loaders/reference.ts";
import { projectFile } from "../src/project.ts";
import { runChecks } from "../src/warehouse/checks.ts";
import { createModels } from "../src/warehouse/createModels.ts";
import { readModels } from "../src/warehouse/graph.ts";
import { buildWarehouse } from "../src/warehouse/warehouse.ts";
import { demonstrationOf, scales } from "./demonstrations.ts";

const runs = 3;

/** The extracts DuckDB can read by itself, linked into a folder of their own: both sides read the same files. */
function linkText(extracts: string, folder: string): void {
  for (const received of readdirSync(extracts).filter((name) => !name.startsWith("."))) {
    for (const name of readdirSync(join(extracts, received))) {
      if (!/\.(csv|jsonl)$/.test(name) || /feedback|reviews/.test(name)) continue;
      mkdirSync(join(folder, received), { recursive: true });
      linkSync(join(extracts, received, name), join(folder, received, name));
    }
  }
}

/** DuckDB doesn't read Windows-1252, so the script's user turns those files into UTF-8 first. */
function decode(extracts: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const decoder = new TextDecoder("windows-1252");
  for (const received of readdirSync(extracts)) {
    for (const name of readdirSync(join(extracts, received)).filter((one) => one.startsWith("visualfiles-")))
      writeFileSync(
        join(folder, `${received}-${name}`.replace(/^(.*)-(visualfiles-[a-z]+-)/, "$2$1-")),
        decoder.decode(readFileSync(join(extracts, received, name))),
      );
  }
}

/** The hand-written script, then the build's own models and checks on what it has made. */
async function runReference(extracts: string, work: string, isLanded: boolean): Promise<void> {
  const script = readFileSync(projectFile("bench/reference.sql"), "utf8")
    .replaceAll("EXTRACTS", extracts)
    .replaceAll("DECODED", join(work, "decoded"))
    .replaceAll("LANDED", join(work, "landed"));
  const [parsing = "", landed = ""] = script.split("\n------\n");
  const instance = await openDatabase();
  const connection = await instance.connect();
  if (!isLanded) {
    decode(extracts, join(work, "decoded"));
    mkdirSync(join(work, "landed"), { recursive: true });
    await connection.run(parsing);
  }
  await loadReferences(connection, projectFile("data"));
  await loadOwnWords(connection, readSettings(projectFile("data/sources.yaml")));
  await createLoadTables(connection);
  await connection.run(landed);
  for (const contract of contracts.values()) {
    const own = [...rawColumns(contract)].map(([name, type]) => `${quote(name)} ${type}`);
    const columns = [...own, "blanked varchar[] default []"];
    await connection.run(
      `create table if not exists raw.${quote(contract.name)} (load_id integer, ${columns.join(", ")})`,
    );
    // What the script makes nothing of is empty.
    for (const column of columns)
      await connection.run(`alter table raw.${quote(contract.name)} add column if not exists ${column}`);
  }
  const models = await readModels(connection, projectFile("sql"));
  await createModels(connection, models);
  await runChecks(connection, models);
}

const sides: Record<string, (extracts: string, work: string) => Promise<unknown>> = {
  "reference parsing": (extracts, work) => runReference(extracts, work, false),
  "reference landed": (extracts, work) => runReference(extracts, work, true),
  "candour parsing": (extracts, work) =>
    buildWarehouse({ extracts, landing: join(work, "landing"), log: () => undefined }),
  "candour landed": (extracts, work) =>
    buildWarehouse({ extracts, landing: join(work, "landing"), log: () => undefined }),
};

interface Used {
  seconds: number;
  processor: number;
  megabytes: number;
}

/** One side in a process of its own, so that its memory is its own; what it took to start isn't counted. */
function measure(side: string, extracts: string, work: string): Used {
  const self = fileURLToPath(import.meta.url);
  const { stdout, status } = spawnSync(
    process.execPath,
    ["--import", "tsx", self, "--side", side, extracts, work],
    {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  if (status !== 0) throw new Error(`${side} failed`);
  return JSON.parse(stdout) as Used;
}

async function runSide(side: string, extracts: string, work: string): Promise<Used> {
  const start = performance.now();
  const before = process.cpuUsage();
  await sides[side]?.(extracts, work);
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (performance.now() - start) / 1000,
    processor: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Compares the data part of a build with the script on the extracts of one office, in turn. */
function compare(extracts: string, name: string): void {
  // Links can't cross file systems.
  const home = mkdtempSync(join(dirname(extracts), ".bench-"));
  try {
    const folder = join(home, "extracts");
    linkText(extracts, folder);
    const used = new Map<string, Used[]>();
    for (let run = 0; run < runs; run++) {
      for (const side of Object.keys(sides))
        used.set(side, [...(used.get(side) ?? []), measure(side, folder, join(home, String(run)))]);
    }
    console.log(`Extracts to checked models, CSV and JSON lines, ${name}, median of ${runs} runs in turn:`);
    for (const what of ["parsing", "landed"]) {
      const of = (side: string, key: keyof Used) =>
        (used.get(`${side} ${what}`) ?? []).map((one) => one[key]);
      for (const side of ["reference", "candour"])
        console.log(
          `  ${side.padEnd(9)} ${what.padEnd(7)} ${median(of(side, "processor")).toFixed(2)} s of processor, ${median(of(side, "seconds")).toFixed(2)} s, ${median(of(side, "megabytes")).toFixed(0)} MB`,
        );
      const ratio = (key: keyof Used) =>
        median(of("candour", key).map((value, run) => value / (of("reference", key)[run] ?? Number.NaN)));
      console.log(
        `  ${what}: ${ratio("processor").toFixed(2)} × by processor, ${ratio("seconds").toFixed(2)} × by the clock`,
      );
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const [option, side = "", extracts = "", work = ""] = process.argv.slice(2);
if (option === "--side") {
  const used = await runSide(side, extracts, work);
  console.log(JSON.stringify(used));
  process.exit(0);
}
// A folder of extracts may be named instead: npx tsx bench/warehouse.ts FOLDER.
if (option !== undefined) compare(option, option);
else for (const scale of scales) compare(await demonstrationOf(scale), `scale ${scale}`);
