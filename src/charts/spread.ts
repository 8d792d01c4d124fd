/** Labels moved apart, in pixels from the top: in order of value, none over another, none off the chart. */
export function spread(wanted: readonly number[], gap: number, height: number): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y || a.index - b.index);
  let before = Number.NEGATIVE_INFINITY;
  for (const one of order) {
    one.y = Math.max(one.y, before + gap);
    before = one.y;
  }
  let after = height + gap;
  for (const one of [...order].reverse()) {
    one.y = Math.min(one.y, after - gap);
    after = one.y;
  }
  const placed = wanted.slice();
  for (const { y, index } of order) placed[index] = y;
  return placed;
}
