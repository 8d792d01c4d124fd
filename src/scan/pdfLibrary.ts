import { seam } from "./finding.ts";
import { type Piece, type Scanner, scanBytes, searchAt } from "./scanBytes.ts";
import { searchText } from "./searchText.ts";

const join = (...parts: string[]) => parts.filter((part) => part !== "").join(", ");

/**
 * Reads a PDF by a library beside `readPdf`, as a reader's own program does: pages, notes and links on them, what it says of itself, bookmarks
 * and attached files. What either reads is searched; what the library can't open is found itself.
 */
export async function readWithLibrary(piece: Piece, scanner: Scanner): Promise<void> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const search = searchAt(piece, scanner);
  const where = join(piece.where, "read by a library");
  const task = getDocument({
    data: new Uint8Array(piece.bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    const { info, metadata } = await pdf.getMetadata();
    searchText(stringsIn([info, metadata?.getRaw?.() ?? "", await pdf.getOutline()]), where, search);
    const attached = ((await pdf.getAttachments()) ?? {}) as Record<string, { content?: Uint8Array }>;
    for (const [name, { content }] of Object.entries(attached)) {
      searchText(name, where, search);
      const bytes = Buffer.from(content ?? []);
      scanBytes(
        { name, bytes, where: join(where, "an attached file"), depth: piece.depth + 1, isFile: false },
        scanner,
      );
    }
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const at = join(where, `page ${number}`);
      let text = "";
      for (const item of items) if ("str" in item) text += item.str + (item.hasEOL ? seam : "");
      searchText(text, at, search);
      searchText(stringsIn(await page.getAnnotations()), at, search);
      page.cleanup();
    }
  } catch {
    scanner.search.report(piece.where, "a PDF that a library can't read");
  } finally {
    await task.destroy();
  }
}

/** Every text in a value, however deep, a line each. */
function stringsIn(value: unknown): string {
  const texts: string[] = [];
  const visit = (one: unknown) => {
    if (typeof one === "string") texts.push(one);
    else if (typeof one === "object" && one !== null && !ArrayBuffer.isView(one))
      for (const part of Object.values(one)) visit(part);
  };
  visit(value);
  return texts.join("\n");
}
