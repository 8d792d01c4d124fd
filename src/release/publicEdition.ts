import { readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beginYearsWith } from "../../loaders/dates.ts";
import { whileCollecting } from "../collect.ts";
import { buildSite } from "../site/buildSite.ts";
import { writeDataFiles } from "./dataFiles.ts";
import { toPublicReport } from "./publicReport.ts";
import { readPublicWarehouse } from "./publicWarehouse.ts";

/**
 * Makes the public site from a public warehouse and nothing else: `publicEdition.ts FILE FOLDER`, where FOLDER/public
 * is made, and the templates that weren't kept are left in FOLDER/templates. Run in a process of its own by `separate.ts`, which lets it read no other data. Prints the number of pages.
 */
async function makePublicEdition(file: string, folder: string): Promise<number> {
  const content = await readPublicWarehouse(file);
  beginYearsWith(content.about.first_month);
  const out = join(folder, "public");
  const root = join(folder, ".public-pages");
  const written = join(folder, ".public-files");
  const files = await writeDataFiles(content, written);
  const { pages } = await buildSite(toPublicReport(content, files), {
    root,
    out,
    left: join(folder, "templates"),
  });
  rmSync(root, { recursive: true });
  for (const name of readdirSync(written)) renameSync(join(written, name), join(out, name));
  rmSync(written, { recursive: true });
  return pages;
}

const [file, folder] = process.argv.slice(2);
if (!file || !folder) throw new Error("missing argument: publicEdition.ts FILE FOLDER");
process.stdout.write(`${await whileCollecting(() => makePublicEdition(file, folder))}\n`);
