import { countEdits } from "../../loaders/nearestName.ts";
import { namesOf, type Source } from "../../loaders/sources.ts";

/** The source whose pattern comes nearest to a file's name. */
export interface Nearest {
  source: string;
  pattern: string;
}

/** A name in which periods, however they are written, are nothing. */
const withoutPeriods = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\{[a-z-]+\}|\d[\d-]*/g, "0")
    .slice(0, 200);

/** The pattern that comes nearest to a name; null where none is near: more than half its letters would be others. */
export function findNearestPattern(name: string, sources: readonly Source[]): Nearest | null {
  const plain = withoutPeriods(name);
  const all = sources.flatMap((source) =>
    namesOf(source).map((pattern) => {
      const other = withoutPeriods(pattern);
      const share = countEdits(plain, other) / Math.max(plain.length, other.length);
      return { source: source.id, pattern, share };
    }),
  );
  const [nearest] = all.sort((a, b) => a.share - b.share);
  if (!nearest || nearest.share > 0.5) return null;
  return { source: nearest.source, pattern: nearest.pattern };
}
