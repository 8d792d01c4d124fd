import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { sayFault } from "../catalogue/ownFaults.ts";
import { recoverOutput } from "../swap.ts";
import { sayOfFile } from "../warehouse/stopped.ts";
import type { BuildOutcome, Make } from "./buildIfChanged.ts";
import type { BuildOptions } from "./buildOptions.ts";
import type { BuildSummary } from "./builtRecord.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";
import { parseDay, parsePort } from "./options.ts";
import { takeTimes } from "./timings.ts";

interface Options {
  settings?: string;
  extracts?: string;
  out?: string;
  landing?: string;
  history?: string;
  packs?: string;
  plan?: string;
  ledger?: string;
  asAt?: string;
  again?: boolean;
  timings?: boolean;
}

function addBuildOptions(command: Command): Command {
  return addSettings(command)
    .option("--extracts <folder>", "where the extracts are")
    .option("--out <folder>", "where the sites and the warehouse go (default: dist)")
    .option("--landing <folder>", "where parsed extracts are kept")
    .option(
      "--history <folder>",
      "where each month's build leaves its record (default: beside the landing folder)",
    )
    .option("--packs <folder>", "where packs are sealed, a folder to a month (default: packs)")
    .option(
      "--plan <file>",
      "what the public site shows, and how (default: publication.yaml of the settings)",
    )
    .option("--ledger <folder>", "what releases and answers hid, which the preview hides too")
    .option("--as-at <date>", "read only extracts received by this day, yyyy-mm-dd", parseDay)
    .option("--again", "build, though nothing has changed since the last time")
    .option("--timings", "say what each part of a build took");
}

function toBuildOptions({ history, asAt, ...given }: Options): BuildOptions {
  const places = placesOf(given.settings);
  return {
    settings: places.settings,
    extracts: resolve(given.extracts ?? places.extracts),
    out: resolve(given.out ?? places.dist),
    landing: resolve(given.landing ?? places.landing),
    plan: resolve(given.plan ?? places.plan),
    ledger: resolve(given.ledger ?? places.ledger),
    packs: resolve(given.packs ?? places.packs),
    ...(history ? { history: resolve(history) } : {}),
    ...(asAt ? { asAt } : {}),
    log,
  };
}

const count = (number: number) => number.toLocaleString("en-GB");

function toLines({ summary, builtOn, isReadKept }: BuildOutcome, out: string, seconds: number): string {
  const { asAt, files, read, parsed, rows, same, refused, figures, pages, faults, publicProblem } = summary;
  const landed = read - parsed - same.length;
  const readings = read === files ? "" : `, read ${count(read)} times: some by several sources`;
  const became = `(${count(parsed)} parsed, ${count(landed)} already landed${same.length > 0 ? `, ${count(same.length)} with another's bytes` : ""})`;
  const day = builtOn?.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const lines = [
    "",
    builtOn === null
      ? `Figures to ${asAt}, in ${seconds.toFixed(0)} seconds${isReadKept ? ": as they were, for pages alone have changed" : ""}.`
      : `Nothing has changed since this was built on ${day}: figures to ${asAt}. --again builds it all the same.`,
    `  files        ${count(files)}${readings}${isReadKept ? "" : ` ${became}`}`,
    `  rows read    ${count(rows.read)} = ${count(rows.loaded)} loaded + ${count(rows.quarantined)} set aside`,
    `  values empty ${count(rows.blanked)} of the rows loaded, which can't be used`,
    `  figures      ${count(figures)}`,
    `  pages        ${count(pages)}`,
    `  output       ${out}`,
    ...same.map(({ file, same_as }) => `\n${file}: the same bytes as ${same_as}, so it is not loaded again.`),
    ...refused.flatMap((one) => ["", sayOfFile(one)]),
    ...(refused.length > 0
      ? ["", `${refused.length} refused: nothing of what is named above was read.`]
      : []),
    ...(faults.length > 0
      ? [
          "",
          "Of the office's own, these can't be used, and all else is as it should be:",
          ...faults.map((fault) => `  ${sayFault(fault)}`),
          "Mend the file in the folder of the settings; npm run candour -- check says whether it can be used.",
        ]
      : []),
    ...(publicProblem === null
      ? []
      : ["", "There is no public preview; the internal site is whole.", publicProblem]),
  ];
  return lines.join("\n");
}

async function runBuild(options: Options, more: Partial<BuildOptions> = {}): Promise<BuildSummary> {
  const start = performance.now();
  const { buildIfChanged } = await import("./buildIfChanged.ts");
  const make: Make = async (toBuild) => (await import("./buildSites.ts")).build(toBuild);
  const times = takeTimes();
  const onPhase = (name: string) => {
    times.onPhase(name);
    more.onPhase?.(name);
  };
  const toBuild = { ...toBuildOptions(options), ...more, onPhase };
  const outcome = await buildIfChanged(toBuild, make, options.again);
  log(toLines(outcome, toBuild.out, (performance.now() - start) / 1000));
  if (options.timings) log(`\n${times.toLines()}`);
  return outcome.summary;
}

/** `build`: from the extracts to both sites. Exit code 1 when a file was refused or there is no public site, though the rest went on. */
export function addBuild(program: Command): void {
  addBuildOptions(program.command("build").description("build both sites from the extracts")).action(
    async (options: Options) => {
      const { refused, publicProblem } = await runBuild(options);
      if (refused.length > 0 || publicProblem !== null) process.exitCode = 1;
    },
  );
}

/**
 * Serves the internal site while it is built: what is being made until its pages are there, then those, and the output
 * itself when it stands.
 */
async function buildAndServe(options: Options & { port: number }): Promise<void> {
  const { serveSite } = await import("../site/serve.ts");
  const folderOf = toBuildOptions(options).out;
  const out = join(folderOf, "internal");
  let folder: string | null = null;
  let isMade = false;
  let doing = "looking whether anything has changed";
  let last = "";
  // What was made is put in the place of the output a moment before the build has ended.
  const isInPlace = () => isMade || (folder !== null && !existsSync(folder));
  const server = await serveSite(() => (isInPlace() ? out : folder), {
    host: "127.0.0.1",
    port: options.port,
    progress: () => (isInPlace() ? null : `The site is being made: ${doing}.\n${last}`),
  });
  const address = `http://127.0.0.1:${server.port}`;
  log(`The brief will be at ${address} as soon as it stands.`);
  try {
    await runBuild(options, {
      log: (message) => {
        log(message);
        last = message;
      },
      onPhase: (name) => {
        doing = name;
      },
      onPages: (made) => {
        folder = made;
        log(`The brief is at ${address}; what its pages link to follows.`);
      },
    });
  } catch (error) {
    await server.close();
    throw error;
  }
  recoverOutput(folderOf);
  isMade = true;
  log(`\nThe internal site is at ${address} (Ctrl+C stops it).`);
}

/** `start`: builds, and serves the internal site on this machine only, from when its pages are there. */
export function addStart(program: Command): void {
  addBuildOptions(program.command("start").description("build, then serve the internal site on this machine"))
    .option("--port <number>", "the port", parsePort, 3000)
    .action(buildAndServe);
}
