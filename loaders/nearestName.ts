/** How many letters must be put in, left out, changed or exchanged with the next to make one text of another. */
export function countEdits(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isExchanged = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const ways = [
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (isSame ? 0 : 1),
        ...(isExchanged ? [(before[j - 2] ?? 0) + 1] : []),
      ];
      next.push(Math.min(...ways));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

const toPlain = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, "_");

/**
 * The name of some that one is most likely a slip of: at most a third of its letters differ, or it is the beginning of the
 * other. Undefined where none is.
 */
export function findNearest(name: string, names: Iterable<string>): string | undefined {
  const plain = toPlain(name);
  const [best] = [...names]
    .map((other) => {
      const isBeginning = plain.length > 2 && toPlain(other).startsWith(plain);
      return { other, edits: isBeginning ? 1 : countEdits(plain, toPlain(other)) };
    })
    .filter(({ other, edits }) => edits <= Math.max(1, Math.floor(Math.max(plain.length, other.length) / 3)))
    .sort((a, b) => a.edits - b.edits);
  return best?.other;
}

/** A name that isn't known, and the one it is most likely a slip of: `delimeter: did you mean delimiter?` */
export function sayNearest(name: string, names: Iterable<string>): string {
  const nearest = findNearest(name, names);
  return nearest === undefined ? name : `${name}: did you mean ${nearest}?`;
}

/** `did you mean days?`, or which names there are; empty where there are none. */
export function didYouMean(name: string, names: readonly string[]): string {
  const nearest = findNearest(name, names);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return names.length === 0 ? "" : `there are ${names.join(", ")}`;
}
