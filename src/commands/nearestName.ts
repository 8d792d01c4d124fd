import { namesOf, type Source } from "../../loaders/sources.ts";

/** The source whose pattern comes nearest to a file's name. */
export interface Nearest {
  source: string;
  pattern: string;
}

/** How many letters must be put in, taken out or exchanged to make one text the other. */
function distanceOf(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let at = 1; at <= one.length; at++) {
    const row = [at];
    for (let place = 1; place <= other.length; place++) {
      const exchanged = (before[place - 1] ?? 0) + (one[at - 1] === other[place - 1] ? 0 : 1);
      row.push(Math.min(exchanged, (before[place] ?? 0) + 1, (row[place - 1] ?? 0) + 1));
    }
    before = row;
  }
  return before[other.length] ?? 0;
}

/** A name in which periods, however they are written, are nothing. */
const withoutPeriods = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\{[a-z-]+\}|\d[\d-]*/g, "0")
    .slice(0, 200);

/** The pattern that comes nearest to a name; null where none is near: more than half its letters would be others. */
export function findNearest(name: string, sources: readonly Source[]): Nearest | null {
  const plain = withoutPeriods(name);
  const all = sources.flatMap((source) =>
    namesOf(source).map((pattern) => {
      const other = withoutPeriods(pattern);
      const share = distanceOf(plain, other) / Math.max(plain.length, other.length);
      return { source: source.id, pattern, share };
    }),
  );
  const [nearest] = all.sort((a, b) => a.share - b.share);
  if (!nearest || nearest.share > 0.5) return null;
  return { source: nearest.source, pattern: nearest.pattern };
}
