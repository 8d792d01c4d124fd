import { posix } from "node:path";

/** A built page: `file` is its path within the site. */
interface BuiltPage {
  file: string;
  text: string;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** An attribute's text as a browser reads it; written by src/report/html.ts, so in no other spelling. */
function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name = "") =>
    code ? String.fromCodePoint(Number(code)) : (entities[name] ?? whole),
  );
}

function idsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id = ""]) => decode(id)));
}

/**
 * Checks that every link of every page to this site is relative and leads to one of its `files`, and with a fragment to an id there.
 * One marked `rel="external"` is held to the file alone, and to nothing when it leads out of the site: to an earlier
 * release beside it. Throws an Error that names the page and the link of each that is broken.
 */
export function checkLinks(pages: readonly BuiltPage[], files: ReadonlySet<string>): void {
  const ids = new Map(pages.map(({ file, text }) => [file, idsOf(text)]));
  const isBroken = (from: string, link: string, isExternal: boolean): boolean => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return false;
    const [, path = "", fragment] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(link) ?? [];
    if (path.startsWith("/")) return true;
    const to = path === "" ? from : posix.join(posix.dirname(from), decodeURI(path));
    if (isExternal && to.startsWith("../")) return false;
    if (!files.has(to)) return true;
    return !isExternal && !!fragment && !ids.get(to)?.has(decodeURIComponent(fragment));
  };
  const broken = pages.flatMap(({ file, text }) => {
    const links = new Map(
      [...text.matchAll(/(?<!<base) (?:href|src)="([^"]*)"([^>]*)/g)].map((found) => [found[0], found]),
    );
    return [...links.values()].flatMap(([, link = "", rest = ""]) =>
      isBroken(file, decode(link), rest.includes(' rel="external"')) ? [`${file} → ${decode(link)}`] : [],
    );
  });
  if (broken.length > 0)
    throw new Error(`broken link in a page of the site:\n${broken.slice(0, 40).join("\n")}`);
}
