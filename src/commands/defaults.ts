import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { programSettings, projectFile } from "../project.ts";

/** What a command reads, unless said otherwise. */
export const defaultExtracts = projectFile("data/demo");
export const defaultLanding = projectFile("data/landing");
export const defaultPlan = projectFile("data/publication.yaml");

/** Where an office's things are: its settings, its extracts as they came and as parsed, and all that is made of them. */
export interface Places {
  /** The folder of its settings. */
  settings: string;
  extracts: string;
  landing: string;
  /** The publication plan. */
  plan: string;
  /** The last build. */
  dist: string;
  packs: string;
  /** The lists and forms of quality samples. */
  samples: string;
  releases: string;
  ledger: string;
}

/** Where they are unless said otherwise: beside the settings, and what the program's own office has within the program. */
export function placesOf(settings: string = programSettings): Places {
  const folder = resolve(settings);
  const isOwn = folder === programSettings;
  const home = isOwn ? projectFile(".") : dirname(folder);
  const beside = (name: string) => join(home, name);
  return {
    settings: folder,
    extracts: isOwn ? defaultExtracts : beside("extracts"),
    landing: isOwn ? defaultLanding : beside("landing"),
    plan: join(folder, "publication.yaml"),
    dist: beside("dist"),
    packs: beside("packs"),
    samples: beside("samples"),
    releases: beside("releases"),
    ledger: beside("ledger"),
  };
}

/** The option that says whose settings a command works by. */
export function addSettings(command: Command): Command {
  return command.option(
    "--settings <folder>",
    "the office's settings; what isn't named by another option lies beside this folder (default: data of Candour itself)",
  );
}
