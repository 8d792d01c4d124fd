import { hashPastMonths } from "../report/pastMonths.ts";
import { hashOf } from "../restate/definitions.ts";
import { type BuildRecord, readRecords } from "../restate/history.ts";
import { recoverOutput } from "../swap.ts";
import { countFiles } from "../warehouse/loads.ts";
import { type BuildOptions, type Built, historyOf } from "./buildOptions.ts";
import {
  type BuildSummary,
  type BuiltRecord,
  isWhole,
  readBuiltRecord,
  writeBuiltRecord,
} from "./builtRecord.ts";
import { type Inputs, isChangedSince, readInputs } from "./inputs.ts";
import { clearStopped } from "./stoppedFolder.ts";

export interface BuildOutcome {
  summary: BuildSummary;
  /** When the output was built, if nothing has changed since; null when it was built now. */
  builtOn: Date | null;
  /** Whether nothing was read of the extracts, as a build before had read the same. */
  isReadKept: boolean;
}

/** What makes the output, as `build` of buildSites.ts does. */
export type Make = (options: BuildOptions) => Promise<Built>;

function summarise({ asAt, loads, refused, figures, pages, faults, publicProblem }: Built): BuildSummary {
  const sum = (column: "rows_read" | "rows_loaded" | "rows_quarantined" | "values_blanked") =>
    loads.reduce((total, load) => total + load[column], 0);
  return {
    asAt,
    refused,
    figures,
    pages,
    faults,
    publicProblem,
    files: countFiles(loads),
    read: loads.length,
    parsed: loads.filter(({ loaded_from }) => loaded_from === "parsed").length,
    rows: {
      read: sum("rows_read"),
      loaded: sum("rows_loaded"),
      quarantined: sum("rows_quarantined"),
      blanked: sum("values_blanked"),
    },
    same: loads.flatMap(({ file, same_as }) => (same_as === null ? [] : [{ file, same_as }])),
  };
}

const keyOf = ({ definitions, extracts }: BuildRecord) => hashOf([definitions, extracts]);

/** What earlier months left, by a hash: the brief says what it said otherwise then, and lists them. */
const earlierOf = (options: BuildOptions, asAt: string): string =>
  hashPastMonths(asAt.slice(0, 7), { packs: options.packs, history: historyOf(options) });

/** What the last build in the same output says of itself, and what it left for later ones; null where it read something else. */
interface Last {
  built: BuiltRecord;
  on: Date;
  left: BuildRecord;
}

function findLast(options: BuildOptions, inputs: Inputs): Last | null {
  recoverOutput(options.out);
  const last = readBuiltRecord(options.out);
  if (last === null || last.record.reading !== inputs.readHash) return null;
  const { summary, history, earlier } = last.record;
  const left = readRecords(historyOf(options), summary.asAt.slice(0, 7)).find(
    (one) => keyOf(one) === history,
  );
  if (left === undefined || earlierOf(options, summary.asAt) !== earlier) return null;
  return { built: last.record, on: last.on, left };
}

/** The output as it stands, if a build now would give the same: it says again what it warned of. */
function findUnchanged(last: Last, options: BuildOptions, inputs: Inputs): BuildOutcome | null {
  const { inputs: made, files, summary, warnings } = last.built;
  if (made !== inputs.hash || !isWhole(options.out, files)) return null;
  clearStopped(options.out);
  for (const warning of warnings) options.log(warning);
  return { summary, builtOn: last.on, isReadKept: true };
}

/**
 * Builds both sites with `make`, unless the output there was made from the same extracts, settings, code and options,
 * is whole, and has left its record: then nothing is done. Where only what comes after reading has changed, pages alone are made. `isAgain` builds
 * all the same. Throws as `make` does.
 */
export async function buildIfChanged(
  options: BuildOptions,
  make: Make,
  isAgain = false,
): Promise<BuildOutcome> {
  const inputs = readInputs({ ...options, history: historyOf(options) });
  const last = isAgain ? null : findLast(options, inputs);
  const unchanged = last && findUnchanged(last, options, inputs);
  if (unchanged) return unchanged;
  const warnings: string[] = [];
  const built = await make({
    ...options,
    ...(last ? { kept: { files: last.built.files, record: last.left } } : {}),
    log: (message) => {
      if (message.startsWith("Warning: ")) warnings.push(message);
      options.log(message);
    },
    seal: (folder, built, record) => {
      // Of what was written while it was read, nobody can say which version it was made from.
      if (isChangedSince(inputs)) return;
      const about = {
        inputs: inputs.hash,
        reading: inputs.readHash,
        history: keyOf(record),
        earlier: earlierOf(options, built.asAt),
        summary: summarise(built),
        warnings,
      };
      writeBuiltRecord(folder, about);
    },
  });
  return { summary: summarise(built), builtOn: null, isReadKept: built.isReadKept };
}
