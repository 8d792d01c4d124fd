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

const tag = /\(node(\d{8})\)/g;

/** The PDF as if its tags had been given other numbers, and listed by them. */
function numbered(printed: string, toNumber: (id: number) => number): string {
  const renamed = printed.replace(
    tag,
    (_, id: string) => `(node${String(toNumber(Number(id))).padStart(8, "0")})`,
  );
  return renamed.replace(/\/Names \[(\(node[^\]]*)\]/, (_, names: string) => {
    const entries = [...(names.match(/\(node\d{8}\) \d+ 0 R/g) ?? [])].sort();
    return `/Names [${entries.join(" ")}]`;
  });
}

it.each([
  ["wherever Chromium began to count its tags", (id: number) => id + 8],
  ["in whichever order Chromium counted its tags", (id: number) => 900 - id],
])("comes to the same bytes %s", async (_, toNumber) => {
  const printed = await printTable();
  expect(printed.match(tag)?.length).toBeGreaterThan(3);
  const other = numbered(printed, toNumber);
  expect(other).not.toBe(printed);
  const made = (text: string) => compactPdf(Buffer.from(text, "latin1"));
  expect(made(other).equals(made(printed))).toBe(true);
});
