import { resolve } from "node:path";
import type { Command } from "commander";
import { programSettings } from "../project.ts";
import { log } from "./log.ts";

const help = `
An editor with YAML support completes and checks a settings file whose first line names its schema:
# yaml-language-server: $schema=schemas/sources.schema.json
CSVs have a Table Schema (frictionlessdata.io), which tools for tables read.`;

/** `schemas`: a schema of each settings file. */
export function addSchemas(program: Command): void {
  program
    .command("schemas")
    .description("write the schema of each settings file, for editors to complete and check by")
    .requiredOption("--out <folder>", "where they are written; those that are there are replaced")
    .option("--settings <folder>", "the office whose own measures they are to know", programSettings)
    .addHelpText("after", help)
    .action(async ({ out, settings }: { out: string; settings: string }) => {
      const { writeSchemas } = await import("./writeSchemas.ts");
      const files = writeSchemas(resolve(out), resolve(settings));
      log(`${files.length} schemas in ${out}: ${files.join(", ")}`);
    });
}
