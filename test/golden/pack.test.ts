import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { packDocument } from "../../src/pack/document.ts";
import { fixtureContent } from "../src/pack/content.ts";

/** What is read aloud of a pack: a paragraph, heading, row or item to a line. */
function textOf(html: string): string {
  const { document } = new JSDOM(html).window;
  for (const unread of document.querySelectorAll("style, script, head title")) unread.remove();
  for (const svg of document.querySelectorAll("svg"))
    svg.replaceWith(`\n[${svg.getAttribute("aria-label") ?? ""}]\n`);
  for (const cell of document.querySelectorAll("th, td")) cell.append(" | ");
  for (const block of document.querySelectorAll(
    "h1, h2, h3, h4, p, li, tr, caption, figcaption, dt, dd, div",
  ))
    block.append("\n");
  const lines = (document.body.textContent ?? "").split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  return `${lines
    .map((line) => line.replace(/(?: \|)+$/, ""))
    .filter((line) => line !== "")
    .join("\n")}\n`;
}

test.each([
  ["a month's pack", fixtureContent()],
  [
    "a pack without registers, issued again",
    fixtureContent({ hasRegisters: false, reissues: ["A late file."] }),
  ],
] as const)("%s", async (name, content) => {
  const text = textOf(packDocument(content, () => null));
  await expect(text).toMatchFileSnapshot(`./pack/${name.replace(/[^a-z]+/g, "-")}.txt`);
});
