/** How many letters must be put in, taken out, replaced or exchanged with their neighbour to make one word of another. */
function distanceOf(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    const [before = [], twoBefore = []] = [rows[i - 1], rows[i - 2]];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (before[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (before[j - 1] ?? 0) + (isSame ? 0 : 1),
          isExchanged ? (twoBefore[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}

/** Capitals and what joins words are nothing. */
const bare = (word: string) => word.toLowerCase().replace(/[\s_-]+/g, "");

/** The known word that is most like one that isn't known, by at most a third of its letters; undefined where none is like it. */
export function nearestTo(word: string, known: readonly string[]): string | undefined {
  const near = known
    .map((one) => ({ one, distance: distanceOf(bare(word), bare(one)) }))
    .filter(
      ({ one, distance }) => distance <= Math.max(1, Math.floor(Math.max(word.length, one.length) / 3)),
    );
  return near.sort((a, b) => a.distance - b.distance || (a.one < b.one ? -1 : 1))[0]?.one;
}

/** `did you mean days?`, or which words there are; empty where there are none. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearestTo(word, known);
  if (near !== undefined) return `did you mean ${near}?`;
  return known.length === 0 ? "" : `there are ${known.join(", ")}`;
}
