import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { writeDemonstration } from "../data/demonstration/demonstration.ts";
import { openDatabase } from "../loaders/database.ts";
import { defaultExtracts } from "../src/commands/defaults.ts";
import { measureFigures } from "../src/measures/engine.ts";
import { projectFile } from "../src/project.ts";
import { buildWarehouse } from "../src/warehouse/warehouse.ts";

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

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** DuckDB doesn't read Windows-1252, so the script's user turns those files into UTF-8 first. */
function decode(extracts: string, folder: string): void {
  mkdirSync(folder);
  const decoder = new TextDecoder("windows-1252");
  for (const name of readdirSync(extracts, { recursive: true, encoding: "utf8" })) {
    if (basename(name).startsWith("visualfiles-"))
      writeFileSync(join(folder, basename(name)), decoder.decode(readFileSync(join(extracts, name))));
  }
}

async function runReference(extracts: string, decoded: string): Promise<void> {
  decode(extracts, decoded);
  const instance = await openDatabase();
  const connection = await instance.connect();
  await connection.run(
    readFileSync(projectFile("bench/reference.sql"), "utf8")
      .replaceAll("EXTRACTS", extracts)
      .replaceAll("DECODED", decoded),
  );
  connection.closeSync();
  instance.closeSync();
}

const measured = [
  "calls",
  "calls-feedback-option",
  "calls-positive",
  "emails",
  "web-forms",
  "investigation-closed-7-weeks",
  "foi-answered-20wd",
];

async function runCandour(extracts: string, landing: string): Promise<void> {
  const warehouse = await buildWarehouse({ extracts, landing, log: () => undefined });
  for (const definition of warehouse.definitions.filter(({ id }) => measured.includes(id)))
    await measureFigures(warehouse.connection, definition, { periods: ["month"] }, warehouse.context);
  warehouse.connection.closeSync();
  warehouse.instance.closeSync();
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const extracts = process.argv[2] ?? defaultExtracts;
if (!existsSync(extracts)) await writeDemonstration({ out: extracts, log: console.log });
const home = mkdtempSync(join(tmpdir(), "candour-bench-"));
try {
  const folder = join(home, "extracts");
  linkText(extracts, folder);
  const times = { reference: [] as number[], parsed: [] as number[], landed: [] as number[] };
  for (let run = 0; run < runs; run++) {
    const landing = join(home, `landing-${run}`);
    times.reference.push(await seconds(() => runReference(folder, join(home, `decoded-${run}`))));
    times.parsed.push(await seconds(() => runCandour(folder, landing)));
    times.landed.push(await seconds(() => runCandour(folder, landing)));
    rmSync(landing, { recursive: true });
  }
  console.log(`Extracts to figures, CSV and JSON lines of ${extracts}, median of ${runs} runs in turn:`);
  console.log(`  hand-tuned DuckDB script   ${median(times.reference).toFixed(2)} s   (bench/reference.sql)`);
  for (const [name, label] of [
    ["parsed", "Candour, every file parsed"],
    ["landed", "Candour, already landed   "],
  ] as const) {
    const ratios = times[name].map((time, run) => time / (times.reference[run] ?? Number.NaN));
    console.log(`  ${label} ${median(times[name]).toFixed(2)} s   ${median(ratios).toFixed(2)} × the script`);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
