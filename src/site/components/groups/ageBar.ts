import { type Html, html } from "../../../report/html.ts";

/** How strongly each band of age is drawn, from the youngest. */
export const shades = [0.15, 0.4, 0.7, 1];

/** Bars of each age side by side, stronger the older, on the scale of the longest bar. */
export function ageBar(counts: readonly number[], most: number): Html {
  let from = 0;
  const bars = counts.map((count, index) => {
    const wide = (100 * count) / most;
    const bar =
      count === 0
        ? ""
        : html`
          <rect x="${from.toFixed(1)}" width="${wide.toFixed(1)}" y="0.5" height="11" fill="var(--line)"
            fill-opacity="${shades[index] ?? 1}" stroke="var(--axis)"
            vector-effect="non-scaling-stroke"></rect>`;
    from += wide;
    return bar;
  });
  return html`
    <svg class="age-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${bars}
    </svg>`;
}
