/** How many letters must be put in, taken out or changed to make one word another: Levenshtein's distance. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [place, letter] of [...one].entries()) {
    const next = [place + 1];
    for (const [index, own] of [...other].entries())
      next.push(
        Math.min(
          (row[index + 1] ?? 0) + 1,
          (next[index] ?? 0) + 1,
          (row[index] ?? 0) + (own === letter ? 0 : 1),
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Of some names the one that a name is nearest to, whatever the capitals; undefined where none is like it by half its letters. */
export function nearestTo(name: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((one) => ({ one, far: distance(name.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, far }) => far <= Math.max(name.length, one.length) / 2)
    .sort((a, b) => a.far - b.far);
  return nearest?.one;
}
