import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { compactPdf } from "./compactPdf.ts";

/** The page an element with an id begins on, from 1; null while the document is first laid out. */
export type PageOf = (id: string) => number | null;

/** A PDF is read a byte to a character: what is looked for stands outside its compressed streams. */
const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** The references a page tree holds, in order. */
function pageOrder(text: string, reference: string): string[] {
  const object = new RegExp(`\\n${reference} 0 obj\\n<<([\\s\\S]*?)>>\\nendobj`).exec(text)?.[1] ?? "";
  const kids = /\/Kids \[([^\]]*)\]/.exec(object)?.[1];
  if (kids === undefined) return [reference];
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid = ""]) => pageOrder(text, kid));
}

/** The page each linked element begins on, by its id, of a PDF as Chromium writes it. */
export function readDestinations(bytes: Uint8Array): Map<string, number> {
  const text = toText(bytes);
  const root = /\/Pages (\d+) 0 R/.exec(text)?.[1];
  if (!root) throw new Error("unknown PDF: it has no page tree");
  const order = pageOrder(text, root);
  const found = [...text.matchAll(/\/([^\s/[\]<>()]+) \[(\d+) 0 R \/XYZ/g)].map(
    ([, name = "", page = ""]) =>
      [
        name.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) =>
          String.fromCharCode(Number.parseInt(code, 16)),
        ),
        order.indexOf(page) + 1,
      ] as const,
  );
  return new Map(found);
}

/**
 * The PDF with the dates of its making set to a given day, in the same length: nothing else in Chromium's bytes tells
 * one printing from another. Throws an Error when the two dates aren't where they were expected.
 */
export function withDate(bytes: Uint8Array, day: string): Buffer {
  const text = toText(bytes);
  const end = text.indexOf("endobj");
  const date = /(\/(?:CreationDate|ModDate) \(D:)\d{14}(?=\+00'00'\))/g;
  const information = text.slice(0, end);
  if (information.match(date)?.length !== 2)
    throw new Error("unknown PDF: its dates aren't in its first object");
  const digits = `${day.replaceAll("-", "")}000000`;
  return Buffer.from(information.replace(date, `$1${digits}`) + text.slice(end), "latin1");
}

async function printOnce(browser: Browser, html: string): Promise<Uint8Array> {
  const context = await browser.newContext({
    offline: true,
    javaScriptEnabled: false,
    colorScheme: "light",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  try {
    await context.route("**/*", (route) => route.abort());
    const page = await context.newPage();
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await page.setContent(html, { waitUntil: "load" });
    const isSet = await page.evaluate(() =>
      document.fonts.ready.then((fonts) => [...fonts].some(({ status }) => status === "loaded")),
    );
    if (!isSet) throw new Error("missing typeface: the document's own could not be loaded");
    return await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true });
  } finally {
    await context.close();
  }
}

const mostPrintings = 4;

/**
 * A document printed as a tagged PDF with an outline, the same bytes each time, dated `day`. `toHtml` is asked again
 * until the page numbers it shows are those of the pages: a browser can't fill them in. Uses no network. Throws an
 * Error when the numbers never settle, a DataError when there is no browser.
 */
export async function printPdf(
  toHtml: (pageOf: PageOf) => string,
  day: string,
): Promise<{ bytes: Buffer; pageOf: PageOf }> {
  const browser = await openBrowser();
  try {
    let pages: ReadonlyMap<string, number> = new Map();
    for (let printing = 0; printing < mostPrintings; printing += 1) {
      const known = pages;
      const pageOf: PageOf = (id) => known.get(id) ?? null;
      const bytes = await printOnce(browser, toHtml(pageOf));
      const found = readDestinations(bytes);
      if ([...found].every(([id, page]) => pageOf(id) === page))
        return { bytes: compactPdf(withDate(bytes, day)), pageOf };
      pages = found;
    }
    throw new Error("the pages of the document don't settle: its own page numbers move them");
  } finally {
    await browser.close();
  }
}
