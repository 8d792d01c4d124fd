import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeDemonstration } from "../../data/demonstration/demonstration.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { both } from "../../loaders/sideBySide.ts";
import { type OwnFault, sayFault } from "../catalogue/ownFaults.ts";
import { whileCollecting } from "../collect.ts";
import { buildApart } from "../release/apart.ts";
import { type Block, keepBrief } from "../report/pastMonths.ts";
import type { Report } from "../report/report.ts";
import { addRecord, type BuildRecord } from "../restate/history.ts";
import { briefBlocks } from "../site/briefBlocks.ts";
import { buildSite } from "../site/buildSite.ts";
import { replaceOutput } from "../swap.ts";
import { joinFiguresCsv } from "../tables/figuresCsv.ts";
import { type BuildOptions, type Built, begin, historyOf } from "./buildOptions.ts";
import { defaultExtracts } from "./defaults.ts";
import { type PlannedContent, placeLeft, type ReadExtracts, takeRead } from "./keptRead.ts";
import { keepRead, orProblem, readExtracts } from "./readExtracts.ts";
import { clearStopped } from "./stoppedFolder.ts";

/**
 * From the extracts to both sites; without the public one, and why, when that can't be made. The new output is made
 * beside the old and takes its place at the end; whatever fails before then leaves the last good one standing. Throws a DataError for what the person
 * running it can mend, a blocking check among them; what became of each file and row is then beside `out`.
 */
export async function build(options: BuildOptions): Promise<Built> {
  const { extracts, log } = options;
  const isEmpty = !existsSync(extracts) || readdirSync(extracts).length === 0;
  if (isEmpty && extracts === defaultExtracts) {
    log("No extracts yet: writing the demonstration extracts");
    await writeDemonstration({ out: extracts, log });
  }
  // Written last: that it can't be is said before the work.
  const history = historyOf(options);
  makeFolder(history);
  const { record, brief, ...built } = await replaceOutput(options.out, async (folder) => {
    const { record, brief, ...built } = await whileCollecting(() =>
      buildInto(folder, { ...options, history }),
    );
    options.seal?.(folder, built, record);
    return { record, brief, ...built };
  });
  clearStopped(options.out);
  const month = built.asAt.slice(0, 7);
  addRecord(history, month, record);
  const { receivedTo } = record;
  keepBrief(history, {
    month,
    as_at: built.asAt,
    received_to: receivedTo,
    blocks: brief,
  });
  return built;
}

/** What a build leaves for later ones: what its figures were, and what its brief said. */
interface Left {
  record: BuildRecord;
  brief: Block[];
}

async function buildInto(folder: string, options: BuildOptions): Promise<Built & Left> {
  const { log } = options;
  const kept = await takeKept(folder, options);
  const read = kept ?? (await readExtracts(folder, options));
  const buildOwn = async () => {
    if (kept === null) await keepRead(read, folder);
    await begin("pages of both sites", options);
    return buildInternal(folder, read.report, options);
  };
  if (kept === null) await begin("what pages are made of", options);
  // Beside each other once the warehouse is closed: its memory is then theirs.
  const [preview, internal] = await both(buildPreview(folder, read.planned, log), buildOwn());
  const { asAt, loads, refused, figures, record } = read;
  return {
    asAt,
    isReadKept: kept !== null,
    loads,
    refused,
    figures,
    record,
    brief: internal.brief,
    pages: internal.pages + preview.pages,
    publicProblem: preview.problem,
    faults: [...read.report.faults, ...internal.faults],
  };
}

/** What the build in `out` read, where this one would read the same and it is whole. */
async function takeKept(folder: string, options: BuildOptions): Promise<ReadExtracts | null> {
  const { kept, out, log } = options;
  if (kept === undefined) return null;
  await begin("what was read before", options);
  const read = await takeRead(kept, out, folder);
  for (const warning of read?.warnings ?? []) log(warning);
  return read;
}

/** The public site as it would be released now. */
async function buildPreview(
  folder: string,
  planned: PlannedContent,
  log: (message: string) => void,
): Promise<{ pages: number; problem: string | null }> {
  if (planned === "unplanned") {
    log("Public site: none, for the settings have no publication.yaml");
    return { pages: 0, problem: null };
  }
  if ("problem" in planned) return { pages: 0, problem: planned.problem };
  const made = await orProblem(async () => ({ pages: await buildApart(planned.content, folder, log) }));
  return "problem" in made ? { pages: 0, ...made } : { ...made, problem: null };
}

async function buildInternal(
  folder: string,
  report: Report,
  { log, onPages }: BuildOptions,
): Promise<{ pages: number; brief: Block[]; faults: OwnFault[] }> {
  const out = join(folder, report.edition);
  const root = join(folder, `.${report.edition}-pages`);
  const { pages, faults, laidOut } = await buildSite(report, {
    root,
    out,
    board: join(folder, "board"),
    onPages: () => onPages?.(out),
  });
  rmSync(root, { recursive: true });
  placeLeft(folder);
  const parts = report.measures.map(({ id }) => join(out, "measures", `${id}.csv`));
  joinFiguresCsv(parts, join(out, "data", "figures.csv"));
  for (const fault of faults) log(`Warning: can't be shown: ${sayFault(fault)}`);
  log(`Internal site: ${pages} pages`);
  const brief = laidOut.find(({ path }) => path === "index");
  return { pages, brief: briefBlocks(brief?.body.text ?? ""), faults };
}
