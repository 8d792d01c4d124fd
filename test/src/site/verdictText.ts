import { hiddenWords } from "../../../src/report/controlLimits.ts";

/** Words that only a whole series can bear out. */
export const seriesWords =
  /always|never|every (month|one)|in all of|throughout|reliably|hit or miss|better|worse|average|limit|improv|concern|unusual|by chance|most months/i;

const entities: Record<string, string> = { "&amp;": "&", "&#39;": "'", "&quot;": '"' };

/** A page's part as text, less the names of its charts' parts. */
function toText(part: string): string {
  return part
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ aria-label="([^"]*)"/g, "> $1 <")
    .replace(/<[^>]*>/g, " ")
    .replace(/&[a-z#0-9]+;/g, (entity) => entities[entity] ?? entity)
    .replaceAll(hiddenWords, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * What a page says of its measure by itself: signs, sentences, chart with its labels and caption, and what its limits
 * rest on; less the sentence that says that nothing is said, and what is said of measures to read with it.
 */
export function verdictText(page: string): string {
  const parts = [
    /<ul class="verdict">[\s\S]*?<\/ul>/g,
    /<p class="says">[\s\S]*?<\/p>/g,
    /<p class="signs">[\s\S]*?<\/p>/g,
    /<figure class="big[^"]*"[^>]*>[\s\S]*?<\/figure>/g,
    /<div class="trend">[\s\S]*?<\/div>/g,
    /<dt>Limits<\/dt><dd>[\s\S]*?<\/dd>/g,
  ].flatMap((pattern) => [...page.matchAll(pattern)].map(([part]) => part));
  return parts
    .map((part) =>
      toText(
        part.replace(/<span data-rule="beside it">[\s\S]*?<\/span>/g, "").replace("<dt>Limits</dt>", ""),
      ),
    )
    .join(" ");
}
