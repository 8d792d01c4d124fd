import { historyBeside } from "../../loaders/draws.ts";
import { hashPastMonths } from "../report/pastMonths.ts";
import { hashOf } from "../restate/definitions.ts";
import { type BuildRecord, readRecords } from "../restate/history.ts";
import { recoverOutput } from "../swap.ts";
import { countFiles } from "../warehouse/loads.ts";
import type { BuildOptions, Built } from "./buildSites.ts";
import { readBuiltRecord, type Summary, writeBuiltRecord } from "./builtRecord.ts";
import { type Inputs, isChangedSince, readInputs } from "./inputs.ts";
import { clearStopped } from "./stoppedFolder.ts";

export interface Outcome {
  summary: Summary;
  /** When the output was built, if nothing has changed since; null when it was built now. */
  builtOn: Date | null;
}

/** What makes the output, as `build` of buildSites.ts does. */
export type Make = (options: BuildOptions) => Promise<Built>;

function summarise({ asAt, loads, refused, figures, pages, faults, publicProblem }: Built): Summary {
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

const historyOf = ({ history, landing }: BuildOptions) => history ?? historyBeside(landing);

/** What earlier months left, by a hash: the brief says what it said otherwise then, and lists them. */
const earlierOf = (options: BuildOptions, asAt: string): string =>
  hashPastMonths(asAt.slice(0, 7), { packs: options.packs, history: historyOf(options) });

/** The output as it stands, if a build now would give the same: it says again what it warned of. */
function findUnchanged(options: BuildOptions, inputs: Inputs): Outcome | null {
  recoverOutput(options.out);
  const built = readBuiltRecord(options.out, inputs.hash);
  if (built === null) return null;
  const { summary, warnings, history, earlier } = built.record;
  const left = readRecords(historyOf(options), summary.asAt.slice(0, 7));
  if (!left.some((one) => keyOf(one) === history)) return null;
  if (earlierOf(options, summary.asAt) !== earlier) return null;
  clearStopped(options.out);
  for (const warning of warnings) options.log(warning);
  return { summary, builtOn: built.on };
}

/**
 * Builds both sites with `make`, unless the output there was made from the same extracts, settings, code and options,
 * is whole, and has left its record: then nothing is done. `isAgain` builds all the same. Throws as `make` does.
 */
export async function buildIfChanged(options: BuildOptions, make: Make, isAgain = false): Promise<Outcome> {
  const inputs = readInputs({ ...options, history: historyOf(options) });
  const unchanged = isAgain ? null : findUnchanged(options, inputs);
  if (unchanged) return unchanged;
  const warnings: string[] = [];
  const built = await make({
    ...options,
    log: (message) => {
      if (message.startsWith("Warning: ")) warnings.push(message);
      options.log(message);
    },
    seal: (folder, built, record) => {
      // Of what was written while it was read, nobody can say which version it was made from.
      if (isChangedSince(inputs)) return;
      const about = {
        inputs: inputs.hash,
        history: keyOf(record),
        earlier: earlierOf(options, built.asAt),
        summary: summarise(built),
        warnings,
      };
      writeBuiltRecord(folder, about);
    },
  });
  return { summary: summarise(built), builtOn: null };
}
