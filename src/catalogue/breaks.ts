import { z } from "zod";
import { didYouMean } from "../../loaders/nearestName.ts";
import { readReferenceIfThere } from "../../loaders/reference.ts";
import type { Source } from "../../loaders/sources.ts";

export const Break = z.strictObject({ measure: z.string(), on: z.iso.date(), reason: z.string().min(1) });

/** A break in a measure's series: from the day `on` its figures aren't quite comparable with those before. */
export type Break = z.infer<typeof Break>;

/** A row of breaks.csv: of a measure, or of whatever is counted from a source. */
export const BreakRow = z.strictObject({
  measure: z.string(),
  source: z.string(),
  on: z.iso.date(),
  reason: z.string().min(1),
});

/** A break as it is written: of one measure, or of all that a source's contract is counted in. */
export interface WrittenBreak {
  /** Empty where it is of a contract. */
  measure: string;
  contract: string | null;
  on: string;
  reason: string;
}

type Named = Pick<Source, "id" | "contract">;

/** The contract that a source, or the contract itself, is named for. */
const contractNamed = (name: string, sources: readonly Named[]): string | undefined =>
  sources.find(({ id, contract }) => id === name || contract === name)?.contract;

function findProblem(
  { measure, source }: z.infer<typeof BreakRow>,
  measures: readonly string[],
  sources: readonly Named[],
): string | undefined {
  if ((measure === "") === (source === ""))
    return "column measure: give a measure or a source, one of the two";
  if (measure !== "" && !measures.includes(measure))
    return `column measure: unknown measure: ${measure}; ${didYouMean(measure, measures)}`;
  if (source === "" || contractNamed(source, sources) !== undefined) return undefined;
  const known = sources.flatMap(({ id, contract }) => [id, contract]);
  return `column source: no source or contract of sources.yaml: ${source}; ${didYouMean(source, [...new Set(known)])}`;
}

/**
 * The breaks of breaks.csv, none where there is no such file. Throws a DataError naming the row and column of an unknown
 * measure or source, a bad date or a reason left out. With `hasOthers` those of sources that aren't there are another
 * office's, and are left out.
 */
export function readBreaks(
  file: string,
  measures: readonly string[],
  sources: readonly Named[],
  hasOthers = false,
): WrittenBreak[] {
  const isOther = ({ source }: z.infer<typeof BreakRow>) =>
    hasOthers && source !== "" && contractNamed(source, sources) === undefined;
  return readReferenceIfThere(file, BreakRow, (row) =>
    isOther(row) ? undefined : findProblem(row, measures, sources),
  )
    .filter((row) => !isOther(row))
    .map(({ measure, source, on, reason }) => ({
      measure,
      on,
      reason,
      contract: source === "" ? null : (contractNamed(source, sources) ?? null),
    }));
}

/**
 * The breaks of each measure: those of its own, and those of each contract that its total is counted from, by `reads` (the
 * contracts of each measure). In order of measure and day, the same sentence of a day once.
 */
export function breaksOf(
  written: readonly WrittenBreak[],
  measures: readonly string[],
  reads: ReadonlyMap<string, ReadonlySet<string>>,
): Break[] {
  return [...measures].sort().flatMap((measure) => {
    const own = written
      .filter((one) =>
        one.contract === null ? one.measure === measure : reads.get(measure)?.has(one.contract),
      )
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    const said = new Map(own.map(({ on, reason }) => [`${on} ${reason}`, { measure, on, reason }]));
    return [...said.values()];
  });
}
