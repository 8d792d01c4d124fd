import { expect, it } from "vitest";
import { openBrowser } from "../../../src/pack/browser.ts";
import { compactPdf } from "../../../src/pack/compactPdf.ts";

/** A small table, as Chromium prints it. */
async function printTable(): Promise<string> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent(
      "<html lang=en><title>Calls</title><table><tr><th scope=col>Month<th scope=col>Calls<tr><th scope=row>March<td>13</table>",
    );
    return (await page.pdf({ tagged: true })).toString("latin1");
  } finally {
    await browser.close();
  }
}

it("comes to the same bytes wherever Chromium began to count its tags", async () => {
  const printed = await printTable();
  const tag = /\(node(\d{8})\)/g;
  expect(printed.match(tag)?.length).toBeGreaterThan(0);
  const later = printed.replace(tag, (_, id: string) => `(node${String(Number(id) + 8).padStart(8, "0")})`);
  expect(later).not.toBe(printed);
  const made = (text: string) => compactPdf(Buffer.from(text, "latin1"));
  expect(made(later).equals(made(printed))).toBe(true);
});
