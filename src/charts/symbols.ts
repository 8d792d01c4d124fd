import type { Figure } from "../measures/figure.ts";
import { type Html, html } from "../report/html.ts";

type Variation = Exclude<Figure["variation"], "">;
type Assurance = Exclude<Figure["assurance"], "" | "unclear">;

/** The outline of a sign of one variation, `radius` being half its width: the same in a chart and beside a figure. */
export function outline(variation: Variation, x: number, y: number, radius: number): string {
  const at = (...numbers: number[]) => numbers.map((number) => Math.round(number * 10) / 10).join(" ");
  if (variation === "concern")
    return `M${at(x, y - 1.15 * radius)}l${at(1.15 * radius, 2 * radius)}h${at(-2.3 * radius)}Z`;
  if (variation === "high" || variation === "low") {
    const reach = 1.15 * radius;
    return `M${at(x, y - reach)}l${at(reach, reach)}l${at(-reach, reach)}l${at(-reach, -reach)}Z`;
  }
  const arc = `a${at(radius, radius)} 0 1 0`;
  return `M${at(x - radius, y)}${arc} ${at(2 * radius, 0)}${arc} ${at(-2 * radius, 0)}Z`;
}

/** The colours of a sign: its inside, its edge (3 to 1 on the page, light and dark) and what is drawn on it. */
export const signColours: Record<Variation, { fill: string; edge: string; mark: string }> = {
  common: { fill: "var(--axis)", edge: "var(--axis)", mark: "var(--page)" },
  improvement: { fill: "var(--better)", edge: "var(--better)", mark: "var(--page)" },
  concern: { fill: "var(--worse)", edge: "var(--worse-edge)", mark: "var(--on-sign)" },
  high: { fill: "var(--unusual)", edge: "var(--unusual-edge)", mark: "var(--on-sign)" },
  low: { fill: "var(--unusual)", edge: "var(--unusual-edge)", mark: "var(--on-sign)" },
};

function symbol(label: string, kind: string, drawing: Html): Html {
  return html`<svg class="symbol" data-sign="${kind}" viewBox="0 0 28 28" role="img" aria-label="${label}"><title>${label}</title>${drawing}</svg>`;
}

/**
 * The sign of a month's variation, in our own drawing: a wave where nothing is unusual; a disc for better, a triangle
 * for worse, a diamond for unusual, with an arrow for the way it points. Shape and arrow say it without colour.
 */
export function variationSymbol(variation: Variation, isHigh: boolean, label: string): Html {
  if (variation === "common")
    return symbol(
      label,
      "common",
      html`<path d="M3 14c3.7-9 7.3-9 11 0s7.3 9 11 0" fill="none" stroke="var(--axis)" stroke-width="2.5"/>`,
    );
  const { fill, edge, mark } = signColours[variation];
  const shape = outline(variation, 14, variation === "concern" ? 15.5 : 14, 11);
  const middle = variation === "concern" ? 17.5 : 14;
  const tip = isHigh ? -4 : 4;
  const arrow = `M14 ${middle - tip}V${middle + tip}M10.5 ${middle + tip - tip * 0.8}L14 ${middle + tip}L17.5 ${middle + tip - tip * 0.8}`;
  return symbol(
    label,
    `${variation}-${isHigh ? "high" : "low"}`,
    html`<path d="${shape}" fill="${fill}" stroke="${edge}" stroke-width="1.5"/><path d="${arrow}" fill="none" stroke="${mark}" stroke-width="2.2"/>`,
  );
}

const assuranceDrawings: Record<Assurance, Html> = {
  passing: html`<rect x="3" y="3" width="22" height="22" fill="var(--better)"/><path d="M8 14.5l4.2 4.5L20 9.5" fill="none" stroke="var(--page)" stroke-width="2.6"/>`,
  failing: html`<rect x="3" y="3" width="22" height="22" fill="var(--worse)" stroke="var(--worse-edge)" stroke-width="1.5"/><path d="M9 9l10 10M19 9l-10 10" fill="none" stroke="var(--on-sign)" stroke-width="2.6"/>`,
  "hit-or-miss": html`<rect x="4" y="4" width="20" height="20" fill="none" stroke="var(--axis)" stroke-width="2"/><path d="M4 24V4H24Z" fill="var(--axis)"/>`,
};

/**
 * The sign of whether a target is reliably met, in our own drawing: a square with a tick, a square with a cross, and
 * a square half filled where it is met in some months and missed in others.
 */
export function assuranceSymbol(assurance: Assurance, label: string): Html {
  return symbol(label, assurance, assuranceDrawings[assurance]);
}
