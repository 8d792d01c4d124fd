import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { isLong } from "../../gear.ts";

/** What takes axe longer than all of its other rules together. */
const contrast = "color-contrast";

const mark = "data-look";

/**
 * Marks the first and the last text of each look on the page, and gives how many texts were marked: those that are set
 * alike, on grounds alike all the way out, are of one contrast.
 */
function markLooks(mark: string): number {
  const grounds = new Map<Element, string>();
  const groundOf = (element: Element | null): string => {
    if (element === null) return "";
    const known = grounds.get(element);
    if (known !== undefined) return known;
    const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(element);
    const own = [backgroundColor, backgroundImage, opacity, position].join(" ");
    const outer = groundOf(element.parentElement);
    const all = own === "rgba(0, 0, 0, 0) none 1 static" ? outer : `${outer} | ${own}`;
    grounds.set(element, all);
    return all;
  };
  const looks = new Map<string, Element[]>();
  for (const element of document.querySelectorAll("body, body *")) {
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "",
    );
    if (!(hasText || element.matches("input, select, textarea")) || !element.checkVisibility()) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const look = [groundOf(element), color, fontSize, fontWeight, textShadow].join(" ");
    looks.set(look, [...(looks.get(look) ?? []).slice(0, 1), element]);
  }
  const marked = [...looks.values()].flat();
  for (const element of marked) element.setAttribute(mark, "");
  return marked.length;
}

/** Only of what is wrong is more than the first found: what passes is thousands of elements. */
const axeOf = (page: Page) =>
  new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(true);

async function contrastFaults(page: Page) {
  const builder = axeOf(page).withRules(contrast);
  if (isLong) return (await builder.analyze()).violations;
  if ((await page.evaluate(markLooks, mark)) === 0) return [];
  const { violations } = await builder.include(`[${mark}]`).analyze();
  await page.evaluate((mark) => {
    for (const element of document.querySelectorAll(`[${mark}]`)) element.removeAttribute(mark);
  }, mark);
  return violations;
}

/**
 * What axe finds wrong with the open page, a line to each rule, with the first of its elements. The contrast of every text
 * is looked at in the long gear; else that of two of each look, which is found in a quarter of the time.
 */
export async function axeFaults(
  page: Page,
  rules: "all" | "but contrast" | "contrast" = "all",
): Promise<string[]> {
  const violations = [
    ...(rules === "contrast" ? [] : (await axeOf(page).disableRules(contrast).analyze()).violations),
    ...(rules === "but contrast" ? [] : await contrastFaults(page)),
  ];
  return violations.map(
    ({ id, nodes }) =>
      `axe ${id}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html.replace(` ${mark}=""`, "").slice(0, 160))
        .join(" | ")}`,
  );
}
