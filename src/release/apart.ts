import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { projectScript } from "../project.ts";
import { keepLeft } from "../site/framework.ts";
import { type PublicContent, writePublicWarehouse } from "./publicWarehouse.ts";
import { runSeparately } from "./separate.ts";

/**
 * Makes the public site of `content` in `folder`/public: what may be published is written to a warehouse of its own,
 * and a process that can read nothing else of the office's makes the site from that. Resolves to the number of pages.
 */
export async function buildApart(
  content: PublicContent,
  folder: string,
  log: (message: string) => void,
): Promise<number> {
  const apart = mkdtempSync(join(folder, ".apart-"));
  try {
    const file = join(apart, "public.duckdb");
    await writePublicWarehouse(file, content);
    const script = projectScript("src/release/publicEdition.ts");
    const pages = Number(await runSeparately({ script, args: [file, apart], folder: apart }));
    if (!(pages > 0)) throw new Error("invalid public edition: it has no pages");
    await keepLeft(join(apart, "templates"));
    renameSync(join(apart, "public"), join(folder, "public"));
    log(`Public site: ${pages} pages`);
    return pages;
  } finally {
    rmSync(apart, { recursive: true, force: true });
  }
}
