import { existsSync } from "node:fs";
import { writeDemonstration } from "../data/demonstration/demonstration.ts";
import { defaultExtracts } from "../src/commands/defaults.ts";

/** The folder of a demonstration of a scale, written if it isn't there. */
export async function demonstrationOf(scale: number): Promise<string> {
  const folder = scale === 1 ? defaultExtracts : `${defaultExtracts}-${scale}`;
  if (!existsSync(folder)) await writeDemonstration({ out: folder, scale, log: console.log });
  return folder;
}

export const scales = [0.3, 1, 3];
