import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { figureColumns } from "../measures/engine.ts";
import { buildSite } from "../site/build.ts";
import { toCsv } from "./csv.ts";
import { toPublicInput } from "./publicInput.ts";
import { readPublicWarehouse } from "./publicWarehouse.ts";

/**
 * Makes the public site from a public warehouse and nothing else: `publicEdition.ts FILE FOLDER`, where FOLDER/public
 * is made. Run in a process of its own by `separate.ts`, which lets it read no other data. Prints the number of pages.
 */
async function makePublicEdition(file: string, folder: string): Promise<number> {
  const content = await readPublicWarehouse(file);
  const out = join(folder, "public");
  const root = join(folder, ".public-pages");
  const { pages } = await buildSite(toPublicInput(content), { root, out });
  rmSync(root, { recursive: true });
  mkdirSync(join(out, "data"), { recursive: true });
  writeFileSync(join(out, "data", "figures.csv"), toCsv(figureColumns, content.figures));
  return pages;
}

const [file, folder] = process.argv.slice(2);
if (!file || !folder) throw new Error("missing argument: publicEdition.ts FILE FOLDER");
process.stdout.write(`${await makePublicEdition(file, folder)}\n`);
