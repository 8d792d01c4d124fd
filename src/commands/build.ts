import { resolve } from "node:path";
import type { Command } from "commander";
import { projectFile } from "../project.ts";
import { recoverOutput } from "../swap.ts";
import type { BuildOptions, Built } from "./buildSites.ts";
import { defaultExtracts, defaultLanding, defaultPlan } from "./defaults.ts";
import { log } from "./log.ts";
import { parseDay, parseWhole } from "./options.ts";

interface Options {
  extracts: string;
  out: string;
  landing: string;
  history?: string;
  plan: string;
  asAt?: string;
}

function addBuildOptions(command: Command): Command {
  return command
    .option("--extracts <folder>", "where the extracts are", defaultExtracts)
    .option("--out <folder>", "where the sites and the warehouse go", projectFile("dist"))
    .option("--landing <folder>", "where parsed extracts are kept", defaultLanding)
    .option(
      "--history <folder>",
      "where each month's build leaves its record (default: beside the landing folder)",
    )
    .option("--plan <file>", "what the public site shows, and how", defaultPlan)
    .option("--as-at <date>", "read only extracts received by this day, yyyy-mm-dd", parseDay);
}

function toBuildOptions({ extracts, out, landing, history, plan, asAt }: Options): BuildOptions {
  return {
    extracts: resolve(extracts),
    out: resolve(out),
    landing: resolve(landing),
    plan: resolve(plan),
    ...(history ? { history: resolve(history) } : {}),
    ...(asAt ? { asAt } : {}),
    log,
  };
}

const count = (number: number) => number.toLocaleString("en-GB");

function summarise(
  { asAt, loads, refused, figures, pages, publicProblem }: Built,
  out: string,
  seconds: number,
): string {
  const sum = (column: "rows_read" | "rows_loaded" | "rows_quarantined") =>
    count(loads.reduce((total, load) => total + load[column], 0));
  const parsed = loads.filter(({ loaded_from }) => loaded_from === "parsed").length;
  const same = loads.filter(({ same_as }) => same_as !== null);
  const landed = loads.length - parsed - same.length;
  const lines = [
    "",
    `Figures to ${asAt}, in ${seconds.toFixed(0)} seconds.`,
    `  files        ${count(loads.length)} (${count(parsed)} parsed, ${count(landed)} already landed${same.length > 0 ? `, ${count(same.length)} with another's bytes` : ""})`,
    `  rows read    ${sum("rows_read")} = ${sum("rows_loaded")} loaded + ${sum("rows_quarantined")} quarantined`,
    `  figures      ${count(figures)}`,
    `  pages        ${count(pages)}`,
    `  output       ${out}`,
    ...same.map(({ file, same_as }) => `\n${file}: the same bytes as ${same_as}, so it is not loaded again.`),
    ...refused.flatMap(({ file, problem }) => [
      "",
      problem.startsWith(file) ? problem : `${file}: ${problem}`,
    ]),
    ...(refused.length > 0
      ? ["", `${refused.length} refused: nothing of what is named above was read.`]
      : []),
    ...(publicProblem === null
      ? []
      : ["", "There is no public preview; the internal site is whole.", publicProblem]),
  ];
  return lines.join("\n");
}

async function runBuild(options: Options): Promise<Built> {
  const start = performance.now();
  const { build } = await import("./buildSites.ts");
  const built = await build(toBuildOptions(options));
  log(summarise(built, options.out, (performance.now() - start) / 1000));
  return built;
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

/** `start`: builds, then serves the internal site on this machine only. */
export function addStart(program: Command): void {
  addBuildOptions(program.command("start").description("build, then serve the internal site on this machine"))
    .option("--port <number>", "the port", parseWhole(0), 3000)
    .action(async (options: Options & { port: number }) => {
      await runBuild(options);
      const { serveSite } = await import("../site/serve.ts");
      recoverOutput(resolve(options.out));
      const { port } = await serveSite(resolve(options.out, "internal"), {
        host: "127.0.0.1",
        port: options.port,
      });
      log(`\nThe internal site is at http://127.0.0.1:${port} (Ctrl+C stops it).`);
    });
}
